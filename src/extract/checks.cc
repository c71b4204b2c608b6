#include "extract/checks.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {

void CheckQuotes(const PassageReading& reading, std::vector<Diagnostic>& diagnostics) {
  std::vector<Span> open;
  for (const Token& token : reading.analysis.tokens) {
    if (token.kind != Token::Kind::kSign) continue;
    const std::string_view sign = reading.Text({token.begin, token.end});
    if (sign == kOpeningQuote) open.push_back({token.begin, token.end});
    if (sign == kClosingQuote && !open.empty()) open.pop_back();
  }
  for (const Span quote : open) {
    diagnostics.push_back({DiagnosticCode::kUnbalancedQuote, Severity::kInfo, "this quotation mark is never closed", reading.ToSource(quote)});
  }
}

void ToneStyle::Read(const PassageReading& reading) {
  for (const Token& token : reading.analysis.tokens) {
    if (token.kind != Token::Kind::kWord) continue;
    const std::string_view word = reading.Text({token.begin, token.end});
    const TonePlace place = TonePlaceOf(word);
    if (place == TonePlace::kNone) continue;
    Style& style = place == TonePlace::kFirstVowel ? on_first_ : on_second_;
    if (style.words++ == 0) {
      style.first = reading.ToSource({token.begin, token.end});
      style.word = std::string(word);
    }
  }
}

void ToneStyle::Report(std::vector<Diagnostic>& diagnostics) const {
  if (on_first_.words == 0 || on_second_.words == 0) return;
  const Style& rarer = on_first_.words < on_second_.words ? on_first_ : on_second_;
  diagnostics.push_back({DiagnosticCode::kMixedToneStyle, Severity::kInfo,
                         "the tone mark is placed in two ways; '" + rarer.word + "' is the rarer (" + std::to_string(rarer.words) +
                             " of " + std::to_string(on_first_.words + on_second_.words) + " words)",
                         rarer.first});
}

}  // namespace trichluc
