#include "text/tokens.h"

#include "text/note_marks.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  void Run() {
    tokens_.clear();
    tokens_.reserve(text_.size() / 5 + 4);
    bool space = true;
    while (at_ < text_.size()) {
      if (text_[at_] == ' ' || text_[at_] == '\n') {
        ++at_;
        space = true;
        if (!tokens_.empty()) tokens_.back().space_after = true;
        continue;
      }
      if (const std::size_t mark = NoteMarkBytes(text_, at_); mark > 0) {
        at_ += mark;
        continue;
      }
      Token token;
      token.begin = static_cast<std::uint32_t>(at_);
      token.space_before = space;
      Read(token);
      token.end = static_cast<std::uint32_t>(at_);
      tokens_.push_back(token);
      space = false;
    }
    if (!tokens_.empty()) tokens_.back().space_after = true;
  }

 private:
  void Read(Token& token) {
    if (IsAsciiDigit(text_[at_])) return ReadNumber(token);
    std::size_t next = at_;
    const CharClass first = ClassOf(NextChar(text_, next));
    if (IsLetter(first)) return ReadWord(token);
    token.kind = Token::Kind::kSign;
    at_ = next;
  }

  void ReadNumber(Token& token) {
    token.kind = Token::Kind::kNumber;
    while (at_ < text_.size()) {
      if (IsAsciiDigit(text_[at_])) {
        ++at_;
        continue;
      }
      const bool inner = (text_[at_] == '.' || text_[at_] == ',') && at_ + 1 < text_.size() && IsAsciiDigit(text_[at_ + 1]);
      if (!inner) break;
      ++at_;
    }
  }

  void ReadWord(Token& token) {
    token.kind = Token::Kind::kWord;
    int upper = 0;
    int lower = 0;
    bool first_upper = false;
    for (bool first = true; at_ < text_.size(); first = false) {
      const char byte = text_[at_];
      if (byte >= 'a' && byte <= 'z') {
        ++lower;
        ++at_;
        continue;
      }
      if (byte >= 'A' && byte <= 'Z') {
        ++upper;
        first_upper = first_upper || first;
        ++at_;
        continue;
      }
      if (IsAsciiDigit(byte)) {
        ++at_;
        continue;
      }
      if (static_cast<unsigned char>(byte) < 0x80) break;
      std::size_t next = at_;
      const CharClass c = ClassOf(NextChar(text_, next));
      if (!IsLetter(c) && c != CharClass::kMark) break;
      if (c == CharClass::kUpper) {
        ++upper;
        first_upper = first_upper || first;
      } else if (c != CharClass::kMark) {
        ++lower;
      }
      at_ = next;
    }
    using Case = Token::Case;
    if (upper == 0) {
      token.letters = Case::kLower;
    } else if (lower == 0) {
      token.letters = upper == 1 ? Case::kTitle : Case::kUpper;
    } else {
      token.letters = first_upper && upper == 1 ? Case::kTitle : Case::kMixed;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token>& tokens_;
};

}  // namespace

void Tokenize(std::string_view text, std::vector<Token>& tokens) { Tokenizer(text, tokens).Run(); }

std::vector<Token> Tokenize(std::string_view text) {
  std::vector<Token> tokens;
  Tokenize(text, tokens);
  return tokens;
}

}  // namespace trichluc
