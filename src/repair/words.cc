#include "repair/words.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

bool IsPlainWord(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    if (!IsLetter(ClassOf(NextChar(word, at)))) return false;
  }
  return true;
}

bool IsBoundary(std::string_view sign) { return sign == "." || sign == ";" || sign == ":" || sign == "?" || sign == "!"; }

}  // namespace

void ModelForm(std::string_view word, std::string& form) {
  form.clear();
  for (std::size_t at = 0; at < word.size();) AppendChar(form, ToLower(NextChar(word, at)));
  if (TonePlaceOf(form) != TonePlace::kSecondVowel) return;
  std::size_t last = form.size() - 1;
  while (last > 0 && IsContinuation(form[last])) --last;
  const ToneSplit split = SplitTone(CharAt(form, last));
  std::size_t before = last - 1;
  while (before > 0 && IsContinuation(form[before])) --before;
  const char32_t first = WithTone(CharAt(form, before), split.tone);
  form.resize(before);
  AppendChar(form, first);
  AppendChar(form, split.base);
}

void ReadModelTokens(std::string_view text, const std::vector<Token>& tokens, std::vector<ModelToken>& out) {
  out.clear();
  bool unknown = false;  // the last entry is one
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const std::string_view form = text.substr(token.begin, token.end - token.begin);
    const auto index = static_cast<std::uint32_t>(i);
    if (token.kind == Token::Kind::kWord && IsPlainWord(form)) {
      out.push_back({ModelToken::Kind::kWord, index});
      unknown = false;
    } else if (token.kind == Token::Kind::kSign) {
      if (!IsBoundary(form) || !token.space_after) continue;
      if (!out.empty() && out.back().kind != ModelToken::Kind::kBoundary) out.push_back({ModelToken::Kind::kBoundary, index});
      unknown = false;
    } else if (!unknown) {
      out.push_back({ModelToken::Kind::kUnknown, index});
      unknown = true;
    }
  }
}

}  // namespace trichluc
