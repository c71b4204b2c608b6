#include "repair/words.h"

#include <algorithm>

#include "text/tone_place.h"
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
  if (TonePlaceOf(form) == TonePlace::kSecondVowel) form = WithOtherTonePlace(form);
}

bool HasVowel(std::u32string_view word) {
  return std::any_of(word.begin(), word.end(), [](char32_t c) {
    return std::u32string_view(U"aeiouy").find(BareLetter(c)) != std::u32string_view::npos;
  });
}

void ReadModelTokens(std::string_view text, const std::vector<Token>& tokens, std::vector<ModelToken>& out) {
  using Kind = ModelToken::Kind;
  out.clear();
  const auto form = [&](const Token& token) { return text.substr(token.begin, token.end - token.begin); };
  for (std::size_t i = 0, next = 0; i < tokens.size(); i = next) {
    bool digits = false;
    for (next = i; next < tokens.size(); ++next) {
      digits = digits || tokens[next].kind == Token::Kind::kNumber || (tokens[next].kind == Token::Kind::kWord && !IsPlainWord(form(tokens[next])));
      if (tokens[next].space_after) {
        ++next;
        break;
      }
    }
    if (digits && (out.empty() || out.back().kind != Kind::kNumber)) out.push_back({Kind::kNumber, static_cast<std::uint32_t>(i)});
    for (std::size_t t = i; t < next; ++t) {
      const Token& token = tokens[t];
      const auto index = static_cast<std::uint32_t>(t);
      if (token.kind == Token::Kind::kSign) {
        if (token.space_after && IsBoundary(form(token)) && !out.empty() && out.back().kind != Kind::kBoundary) out.push_back({Kind::kBoundary, index});
      } else if (!digits) {
        out.push_back({Kind::kWord, index});
      }
    }
  }
}

}  // namespace trichluc
