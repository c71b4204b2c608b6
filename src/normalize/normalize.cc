#include "normalize/normalize.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::uint32_t kTabColumns = 4;
constexpr std::uint32_t kGapColumns = 3;

bool IsAsciiPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// Printable ASCII without the marks of Markdown.
bool IsPlainAscii(char c) { return c > ' ' && c < 0x7F && c != '*' && c != '#' && c != '\\'; }

// Rewrites one text line by line, from left to right, recording every edit.
class Normalizer {
 public:
  Normalizer(std::string_view source, const Charmap& charmap) : source_(source), charmap_(charmap) {}

  NormalizedText Run() {
    out_.text.reserve(source_.size());
    while (at_ < source_.size()) ReadLine();
    if (out_.lines.empty()) out_.lines.push_back({});
    CloseEmphasis();
    out_.alignment = std::move(builder_).Build();
    return std::move(out_);
  }

 private:
  void ReadLine() {
    line_ = {};
    line_.span.start = out_.text.size();
    pending_space_ = 0;
    pending_columns_ = 0;
    at_line_start_ = true;
    while (at_ < source_.size() && !AtLineEnd()) ReadChar();
    DropPendingSpace();
    line_.span.end = out_.text.size();
    if (line_.span.empty()) CloseEmphasis();  // a forgotten mark does not run on over a blank line
    out_.lines.push_back(line_);
    ReadLineEnd();
  }

  [[nodiscard]] bool AtLineEnd() const { return source_[at_] == '\n' || source_[at_] == '\r'; }

  void ReadLineEnd() {
    if (at_ >= source_.size()) return;
    const std::size_t bytes = source_[at_] == '\r' && at_ + 1 < source_.size() && source_[at_ + 1] == '\n' ? 2 : 1;
    if (bytes == 1 && source_[at_] == '\n') {
      builder_.Keep(1);
    } else {
      builder_.Replace(bytes, 1);
    }
    out_.text += '\n';
    at_ += bytes;
  }

  [[nodiscard]] bool IsPlainAt(std::size_t at) const {
    if (at >= source_.size()) return false;
    if (static_cast<unsigned char>(source_[at]) < 0x80) return IsPlainAscii(source_[at]);
    return charmap_.Find(CharAt(source_, at)) == nullptr;
  }

  // The bytes from here on that stay as they are: plain characters, and single spaces between them.
  [[nodiscard]] std::size_t PlainBytes() const {
    std::size_t at = at_;
    while (at < source_.size()) {
      const char byte = source_[at];
      if (IsPlainAt(at)) {
        at += CharBytes(byte);
      } else if (byte == ' ' && at > at_ && IsPlainAt(at + 1)) {
        ++at;
      } else {
        break;
      }
    }
    return at - at_;
  }

  void ReadChar() {
    if (const std::size_t plain = PlainBytes(); plain > 0) return Keep(plain);
    const char byte = source_[at_];
    if (byte == ' ') return Space(1, 1);
    if (byte == '\t') return Space(1, kTabColumns);
    if (byte == '\f' || byte == '\v') {
      line_.page_break = line_.page_break || at_line_start_;
      return Space(1, at_line_start_ ? 0 : 1);  // no indent
    }
    if (byte == '*' && ReadStars()) return;
    if (byte == '#' && at_line_start_ && ReadHeadingMark()) return;
    if (byte == '\\' && at_ + 1 < source_.size() && IsAsciiPunctuation(source_[at_ + 1])) return ReadEscaped();
    if (static_cast<unsigned char>(byte) < 0x80) return Keep(1);
    ReadMapped();
  }

  void ReadEscaped() {
    Drop(1);
    Keep(1);
    if (out_.text.back() == '|') out_.escaped_bars.push_back(out_.text.size() - 1);
  }

  void ReadMapped() {
    std::size_t next = at_;
    const char32_t c = NextChar(source_, next);
    const Charmap::Entry* entry = charmap_.Find(c);
    if (entry == nullptr || (entry->in_word && !BesideLatin(next))) return Keep(next - at_);
    if (entry->to.empty()) return Drop(next - at_);
    if (entry->to == " ") return Space(next - at_, 1);
    FlushSpace();
    builder_.Replace(next - at_, entry->to.size());
    out_.text += entry->to;
    at_ = next;
    at_line_start_ = false;
  }

  // Is the character up to `next` a guest in a Latin word?
  [[nodiscard]] bool BesideLatin(std::size_t next) const {
    const auto latin = [](char32_t c) { return (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) && IsLetter(ClassOf(c)); };
    if (next < source_.size() && latin(CharAt(source_, next))) return true;
    std::size_t before = at_;
    if (before == 0) return false;
    do --before;
    while (before > 0 && IsContinuation(source_[before]));
    return latin(CharAt(source_, before));
  }

  void Keep(std::size_t bytes) {
    FlushSpace();
    builder_.Keep(bytes);
    out_.text.append(source_.substr(at_, bytes));
    at_ += bytes;
    at_line_start_ = false;
  }

  void Drop(std::size_t bytes) {
    // White space and marks that follow each other are dropped or kept as one; the space is written when a word follows.
    pending_space_ += bytes;
    at_ += bytes;
  }

  void Space(std::size_t bytes, std::uint32_t columns) {
    pending_space_ += bytes;
    pending_columns_ += columns;
    at_ += bytes;
  }

  // Writes the white space before a word: none at the start of a line, else one space.
  void FlushSpace() {
    if (at_line_start_) {
      line_.indent = pending_columns_;
      builder_.Delete(pending_space_);
    } else if (pending_columns_ == 0) {
      builder_.Delete(pending_space_);
    } else {
      if (pending_columns_ >= kGapColumns) out_.gaps.push_back(out_.text.size());
      if (pending_space_ == 1 && source_[at_ - 1] == ' ') {
        builder_.Keep(1);
      } else {
        builder_.Replace(pending_space_, 1);
      }
      out_.text += ' ';
    }
    pending_space_ = 0;
    pending_columns_ = 0;
  }

  void DropPendingSpace() {
    builder_.Delete(pending_space_);
    pending_space_ = 0;
    pending_columns_ = 0;
  }

  // `*`, `**` and `***` are emphasis, but `* ` before an item is a bullet and `(*)` a footnote mark.
  bool ReadStars() {
    std::size_t end = at_;
    while (end < source_.size() && source_[end] == '*') ++end;
    const bool single = end - at_ == 1;
    const char after = end < source_.size() ? source_[end] : '\n';
    const char before = at_ > 0 ? source_[at_ - 1] : '\n';
    if (single && before == '(' && after == ')') return false;
    if (single && at_line_start_ && !emphasised_ && after == ' ' && IsBullet(end)) return false;
    if (emphasised_) {
      CloseEmphasis();
    } else {
      emphasised_ = true;
      emphasis_start_ = out_.text.size();
    }
    Drop(end - at_);
    return true;
  }

  [[nodiscard]] bool IsBullet(std::size_t after_star) const {
    const std::size_t word = source_.find_first_not_of(" \t", after_star);
    if (word == std::string_view::npos || source_[word] == '\n' || source_[word] == '\r') return false;
    // No further than the next star: a line of nothing but stars asks this for each of them.
    const std::size_t end = source_.find_first_of("*\r\n", word);
    return end == std::string_view::npos || source_[end] != '*';
  }

  void CloseEmphasis() {
    if (emphasised_ && emphasis_start_ < out_.text.size()) out_.emphasis.push_back({emphasis_start_, out_.text.size()});
    emphasised_ = false;
  }

  bool ReadHeadingMark() {
    std::size_t end = at_;
    while (end < source_.size() && source_[end] == '#') ++end;
    if (end - at_ > 6 || end >= source_.size() || source_[end] != ' ') return false;
    line_.heading = true;
    Drop(end - at_);
    return true;
  }

  std::string_view source_;
  const Charmap& charmap_;
  NormalizedText out_;
  AlignmentBuilder builder_;
  std::size_t at_ = 0;
  Line line_;
  std::size_t pending_space_ = 0;      // bytes of white space and marks not yet written
  std::uint32_t pending_columns_ = 0;  // how wide the white space among them is
  bool at_line_start_ = true;
  bool emphasised_ = false;
  std::size_t emphasis_start_ = 0;
};

}  // namespace

NormalizedText Normalize(std::string_view text, const Charmap& charmap) {
  NfcText nfc = ToNfcAligned(text);
  NormalizedText out = Normalizer(nfc.text, charmap).Run();
  out.alignment = Alignment::Compose(out.alignment, nfc.alignment);
  return out;
}

}  // namespace trichluc
