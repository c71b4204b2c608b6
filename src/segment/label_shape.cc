// What a label can be read as, from its shape alone.
#include <algorithm>
#include <charconv>

#include "segment/labels.h"
#include "segment/lines.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr float kRejectPlain = 8;      // a capital follows: nearly surely a label
constexpr float kRejectLower = 3;      // the words behind it begin small
constexpr float kRejectUnmarked = 5;   // no sign behind the number
constexpr float kMisreadCost = 2.5F;
constexpr float kMissingStrokeCost = 1.5F;  // `d)` for `đ)`
constexpr float kHugeCost = 6;
constexpr int kHugeNumber = 60;        // larger numbers are years or quantities
constexpr int kLargestMisreadRoman = 25;
constexpr float kAnyLetterCost = 3;
constexpr std::string_view kRoundLetters = "abcdefgkopq";
constexpr std::string_view kMisreadStrokes = "IVXLCl1|!TiHU";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLowerAscii(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpperAscii(char c) { return c >= 'A' && c <= 'Z'; }

std::uint16_t LetterCode(char32_t c) { return static_cast<std::uint16_t>(kLetterBit | (c & 0x3FFF)); }

LabelReading Single(LabelStyle style, std::uint16_t value, char mark, float cost = 0) {
  LabelReading reading;
  reading.style = style;
  reading.mark = mark;
  reading.parts[0] = value;
  reading.cost = cost;
  reading.misread = cost > 0;
  return reading;
}

// One part of a label as it stands in the text.
struct Part {
  std::string_view text;
  bool digits = false;
};

class ShapeReader {
 public:
  explicit ShapeReader(std::string_view text) : text_(text) {}

  std::optional<LabelCandidate> Run() {
    if (text_.empty()) return std::nullopt;
    bracket_ = text_[0] == '(';
    at_ = bracket_ ? 1 : 0;
    if (!ReadParts() || !ReadMark()) return ReadMisreadRoman();
    LabelCandidate label = Candidate();
    AddReadings(label);
    if (label.readings.empty()) return std::nullopt;
    AddMisreadRoman(label, parts_.front().text);
    return label;
  }

 private:
  [[nodiscard]] char Peek(std::size_t offset = 0) const { return at_ + offset < text_.size() ? text_[at_ + offset] : '\n'; }

  bool ReadParts() {
    while (ReadPart()) {
      const bool more = Peek() == '.' && (IsDigit(Peek(1)) || (LetterAhead(1) && IsMarkAfterLetter(2)));
      if (!more || parts_.size() == kMaxLabelParts) return true;
      ++at_;
    }
    return false;
  }

  [[nodiscard]] bool LetterAhead(std::size_t offset) const { return IsLowerAscii(Peek(offset)); }
  [[nodiscard]] bool IsMarkAfterLetter(std::size_t offset) const { return Peek(offset) == ')' || Peek(offset) == '.'; }

  bool ReadPart() {
    const std::size_t start = at_;
    while (IsDigit(Peek())) ++at_;
    if (at_ > start) return at_ - start <= 4 && Push(start, true);
    return parts_.empty() || LetterAhead(0) ? ReadLetters(start) : false;
  }

  bool ReadLetters(std::size_t start) {
    while (at_ < text_.size() && std::string_view("IVXLC").find(text_[at_]) != std::string_view::npos) ++at_;
    if (at_ - start >= 2) return at_ - start <= 8 && Push(start, false);
    at_ = start;
    while (std::string_view("ivx").find(Peek()) != std::string_view::npos) ++at_;
    if (at_ - start >= 2) return at_ - start <= 5 && Push(start, false);
    at_ = start;
    if (at_ >= text_.size()) return false;
    const char32_t c = NextChar(text_, at_);
    const CharClass kind = ClassOf(c);
    const bool letter = kind == CharClass::kLower || kind == CharClass::kUpper;
    if (!letter && !IsMisreadSign(c)) return false;
    Push(start, false);
    if (letter && IsDigit(Peek()) && kind == CharClass::kLower) {  // a1) is a part under a)
      const std::size_t digits = at_;
      while (IsDigit(Peek())) ++at_;
      return at_ - digits <= 2 && Push(digits, true);
    }
    return true;
  }

  bool Push(std::size_t start, bool digits) {
    parts_.push_back({text_.substr(start, at_ - start), digits});
    return true;
  }

  // The sign behind the number, and that a word begins after it.
  bool ReadMark() {
    if (bracket_) {
      if (Peek() != ')') return false;
      ++at_;
      mark_ = '(';
      if (Peek() == '.' || Peek() == ':') ++at_;
      return WordFollows();
    }
    const std::size_t before = at_;
    if (Peek() == ' ' && IsDash(1)) ++at_;
    const char sign = Peek();
    if (sign == '.' || sign == ')' || sign == '/') {
      mark_ = sign;
      ++at_;
      while (Peek() == '.' || Peek() == ')' || Peek() == '/' || (Peek() == '-' && Peek(1) == ' ')) ++at_;
      return WordFollows();
    }
    if (IsDash(0)) {
      mark_ = '-';
      at_ += Peek() == '-' ? 1 : 3;
      spaced_dash_ = before + 1 < at_ && text_[before] == ' ';
      return WordFollows() && LetterFollows();
    }
    if (sign == ':' && !parts_.front().digits && IsUpperAscii(parts_.front().text.front())) {
      mark_ = '.';
      ++at_;
      return WordFollows();
    }
    mark_ = kNoMark;
    return sign == ' ' && (parts_.size() > 1 || (Roman() && IsCaps(text_.substr(at_)))) && WordFollows() && LetterFollows();
  }

  [[nodiscard]] bool Roman() const {
    return parts_.size() == 1 && parts_[0].text.size() >= 1 && RomanValue(parts_[0].text).has_value();
  }

  [[nodiscard]] bool IsDash(std::size_t offset) const {
    if (Peek(offset) == '-') return true;
    const std::string_view rest = text_.substr(std::min(at_ + offset, text_.size()));
    return rest.starts_with("–") || rest.starts_with("—");
  }

  // White space, the end, or at once a capital or an opening quote.
  bool WordFollows() {
    if (at_ >= text_.size()) return true;
    if (text_[at_] == ' ') {
      while (Peek() == ' ') ++at_;
      return true;
    }
    const char32_t c = CharAt(text_, at_);
    const CharClass kind = ClassOf(c);
    if (kind == CharClass::kUpper || c == U'“' || c == U'"') return true;
    return kind == CharClass::kLower && mark_ == ')';
  }

  [[nodiscard]] bool LetterFollows() const { return at_ < text_.size() && IsLetter(ClassOf(CharAt(text_, at_))); }

  [[nodiscard]] LabelCandidate Candidate() const {
    LabelCandidate label;
    std::size_t end = at_;
    while (end > 0 && text_[end - 1] == ' ') --end;
    label.span = {0, end};
    label.text_start = at_;
    label.reject_cost = kRejectPlain;
    if (at_ < text_.size() && ClassOf(CharAt(text_, at_)) == CharClass::kLower) label.reject_cost = kRejectLower;
    if (mark_ == kNoMark || spaced_dash_) label.reject_cost = std::min(label.reject_cost, kRejectUnmarked);
    return label;
  }

  void AddReadings(LabelCandidate& label) const {
    if (parts_.size() > 1) return AddMulti(label);
    const Part part = parts_.front();
    if (part.digits) return AddNumber(label, part.text);
    if (part.text.size() == 1 || static_cast<unsigned char>(part.text[0]) >= 0x80) AddLetter(label, part.text);
    if (const std::optional<int> value = RomanValue(part.text)) {
      label.readings.push_back(Single(LabelStyle::kRoman, static_cast<std::uint16_t>(*value), mark_));
    }
    if (const std::optional<int> value = LowerRoman(part.text)) {
      label.readings.push_back(Single(LabelStyle::kLowerRoman, static_cast<std::uint16_t>(*value), mark_));
    }
  }

  void AddNumber(LabelCandidate& label, std::string_view digits) const {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    LabelReading reading = Single(LabelStyle::kArabic, static_cast<std::uint16_t>(value), mark_);
    if (value > kHugeNumber) reading.cost = kHugeCost;
    label.readings.push_back(reading);
    if (digits.size() == 1 && mark_ == ')') AddAnyLetter(label);
  }

  void AddLetter(LabelCandidate& label, std::string_view letter) const {
    const char32_t c = CharAt(letter, 0);
    if (!IsPlainLetter(c)) {
      if (mark_ == ')') AddAnyLetter(label);
      return;
    }
    const bool upper = ClassOf(c) == CharClass::kUpper;
    label.readings.push_back(Single(upper ? LabelStyle::kUpper : LabelStyle::kLetter, LetterCode(c), mark_));
    if (c == U'd') label.readings.push_back(Single(LabelStyle::kLetter, LetterCode(U'đ'), mark_, kMissingStrokeCost));
    const bool caps = IsCaps(text_.substr(at_));
    if ((c == U'l' || c == U'I') && !caps) label.readings.push_back(Single(LabelStyle::kArabic, 1, mark_, kMisreadCost));
  }

  // Machines read `©)`, `ø)` and `8)` for the round letters; which was meant shows in the sequence.
  void AddAnyLetter(LabelCandidate& label) const {
    for (const char c : kRoundLetters) {
      label.readings.push_back(Single(LabelStyle::kLetter, LetterCode(static_cast<char32_t>(c)), mark_, kAnyLetterCost));
    }
    label.readings.push_back(Single(LabelStyle::kLetter, LetterCode(U'đ'), mark_, kAnyLetterCost));
  }

  static bool IsPlainLetter(char32_t c) { return (c < 128 && IsLetter(ClassOf(c))) || c == U'đ' || c == U'Đ'; }
  static bool IsMisreadSign(char32_t c) { return std::u32string_view(U"©¢€®@£§&").find(c) != std::u32string_view::npos; }

  static std::optional<int> LowerRoman(std::string_view text) {
    if (text.empty() || text.find_first_not_of("ivx") != std::string_view::npos) return std::nullopt;
    std::string upper(text);
    for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
    return RomanValue(upper);
  }

  void AddMulti(LabelCandidate& label) const {
    LabelReading reading;
    reading.style = LabelStyle::kMulti;
    reading.mark = mark_;
    reading.count = static_cast<std::uint8_t>(parts_.size());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      int value = 0;
      if (part.digits) {
        std::from_chars(part.text.data(), part.text.data() + part.text.size(), value);
        if (value > kHugeNumber) reading.cost = kHugeCost;
        reading.parts[i] = static_cast<std::uint16_t>(value);
      } else if (const std::optional<int> roman = RomanValue(part.text)) {
        reading.parts[i] = static_cast<std::uint16_t>(*roman);
      } else {
        reading.parts[i] = LetterCode(CharAt(part.text, 0));
      }
    }
    label.readings.push_back(reading);
  }

  // `1L TO CHUC`, `Il. NHIỆM VỤ`: strokes before words in capitals, in no shape of their own.
  std::optional<LabelCandidate> ReadMisreadRoman() {
    std::size_t end = 0;
    while (end < text_.size() && kMisreadStrokes.find(text_[end]) != std::string_view::npos) ++end;
    if (end == 0 || end > 5) return std::nullopt;
    const std::string_view strokes = text_.substr(0, end);
    at_ = end;
    mark_ = kNoMark;
    if (Peek() == '.' || Peek() == ',' || Peek() == '-' || Peek() == '/') {
      mark_ = Peek() == '/' ? '/' : '.';
      ++at_;
    }
    if (Peek() != ' ') return std::nullopt;
    while (Peek() == ' ') ++at_;
    LabelCandidate label = Candidate();
    AddMisreadRoman(label, strokes);
    if (label.readings.empty()) return std::nullopt;
    return label;
  }

  // Any numeral whose strokes are near those that were read.
  void AddMisreadRoman(LabelCandidate& label, std::string_view strokes) const {
    if (strokes.empty() || strokes.size() > 5 || strokes == "|") return;
    if (strokes.find_first_not_of(kMisreadStrokes) != std::string_view::npos) return;
    if (!IsCaps(text_.substr(at_))) return;
    struct Numeral {
      std::string letters;
      std::string strokes;
    };
    static const std::vector<Numeral> numerals = [] {
      std::vector<Numeral> made;
      for (int value = 1; value <= kLargestMisreadRoman; ++value) made.push_back({RomanNumeral(value), Strokes(RomanNumeral(value))});
      return made;
    }();
    const std::string read = Strokes(strokes);
    for (std::size_t i = 0; i < numerals.size(); ++i) {
      if (numerals[i].letters == strokes) continue;
      const int distance = Distance(read, numerals[i].strokes);
      if (distance > 1) continue;
      label.readings.push_back(Single(LabelStyle::kRoman, static_cast<std::uint16_t>(i + 1), mark_,
                                      kMisreadCost + 1.5F * static_cast<float>(distance)));
    }
  }

  // All upright strokes look alike to a machine that reads.
  static std::string Strokes(std::string_view text) {
    std::string strokes;
    for (const char c : text) {
      strokes += c == 'V' || c == 'X' || c == 'C' ? c : 'I';
      if (c == 'H' || c == 'U') strokes += 'I';
    }
    return strokes;
  }

  // Edits from one to the other; 2 stands for all that is more than one.
  static int Distance(std::string_view a, std::string_view b) {
    if (a.size() > b.size() + 1 || b.size() > a.size() + 1) return 2;
    std::vector<int> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
      int diagonal = row[0];
      row[0] = static_cast<int>(i);
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
      }
    }
    return row[b.size()];
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool bracket_ = false;
  bool spaced_dash_ = false;
  char mark_ = '.';
  std::vector<Part> parts_;
};

struct WordLabel {
  PatternId Vocabulary::*pattern;
  LabelStyle style;
};

constexpr std::array kWordLabels = {
    WordLabel{&Vocabulary::label_annex, LabelStyle::kAnnex},       WordLabel{&Vocabulary::label_part, LabelStyle::kPart},
    WordLabel{&Vocabulary::label_chapter, LabelStyle::kChapter},   WordLabel{&Vocabulary::label_division, LabelStyle::kDivision},
    WordLabel{&Vocabulary::label_article, LabelStyle::kArticle},   WordLabel{&Vocabulary::label_clause, LabelStyle::kArabic},
};

std::uint16_t NumberOf(std::string_view number, const PatternTable& patterns, const Vocabulary& words) {
  if (number.empty()) return 0;
  int value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error == std::errc()) return static_cast<std::uint16_t>(value);
  if (const std::optional<int> roman = RomanValue(number)) return static_cast<std::uint16_t>(*roman);
  if (const auto ordinal = patterns.Value(words.ordinal, number)) {
    std::from_chars(ordinal->data(), ordinal->data() + ordinal->size(), value);
    return static_cast<std::uint16_t>(value);
  }
  return LetterCode(CharAt(number, 0));
}

// What a word label's number is written in stands in the place of a sign.
char ScriptOf(std::string_view number) {
  if (number.empty() || !IsDigit(number.front())) return kRomanScript;
  return number.front() == '0' ? kPaddedScript : kDigitScript;
}

// `Điều 5.`, `PHỤ LỤC I`, `Phần thứ nhất`.
std::optional<LabelCandidate> ReadWordLabel(std::string_view text, const PatternTable& patterns, const Vocabulary& words) {
  for (const WordLabel& kind : kWordLabels) {
    const auto match = patterns.Match(words.*kind.pattern, text);
    if (!match) continue;
    const std::string_view label = (*match)[1];
    const std::string_view number = (*match)[2];
    LabelCandidate candidate;
    candidate.span = {0, label.size()};
    candidate.text_start = std::min(text.find_first_not_of(" .:-", label.size()), text.size());
    candidate.readings.push_back(Single(kind.style, NumberOf(number, patterns, words), ScriptOf(number)));
    candidate.reject_cost = kRejectPlain;
    const std::string_view rest = text.substr(candidate.text_start);
    const bool lower = !rest.empty() && ClassOf(CharAt(rest, 0)) == CharClass::kLower;
    const bool sign = std::string_view(".:)-").find(label.back()) != std::string_view::npos;
    const bool mention = lower || patterns.Matches(words.cites_part, text) || (!rest.empty() && !sign && !IsCaps(rest));
    if (mention) candidate.readings.back().cost = kRejectPlain + 1;
    return candidate;
  }
  return std::nullopt;
}

}  // namespace

std::string RomanNumeral(int value) {
  struct Step {
    int value;
    std::string_view text;
  };
  constexpr std::array kSteps = {Step{100, "C"}, Step{90, "XC"}, Step{50, "L"}, Step{40, "XL"}, Step{10, "X"},
                                 Step{9, "IX"},  Step{5, "V"},   Step{4, "IV"}, Step{1, "I"}};
  std::string numeral;
  for (const Step& step : kSteps) {
    for (; value >= step.value; value -= step.value) numeral += step.text;
  }
  return numeral;
}

std::optional<int> RomanValue(std::string_view numeral) {
  const auto digit = [](char c) {
    switch (c) {
      case 'I': return 1;
      case 'V': return 5;
      case 'X': return 10;
      case 'L': return 50;
      case 'C': return 100;
      default: return 0;
    }
  };
  int value = 0;
  for (std::size_t i = 0; i < numeral.size(); ++i) {
    const int now = digit(numeral[i]);
    if (now == 0) return std::nullopt;
    value += i + 1 < numeral.size() && now < digit(numeral[i + 1]) ? -now : now;
  }
  if (value <= 0 || RomanNumeral(value) != numeral) return std::nullopt;
  return value;
}

std::optional<LabelCandidate> ReadLabel(std::string_view text, const PatternTable& patterns, const Vocabulary& words) {
  if (text.empty()) return std::nullopt;
  const unsigned char first = static_cast<unsigned char>(text[0]);
  if (first >= 0x80 || std::string_view("PCMĐK").find(text[0]) != std::string_view::npos) {
    if (std::optional<LabelCandidate> label = ReadWordLabel(Beginning(text, 400), patterns, words)) return label;
  }
  return ShapeReader(text).Run();
}

}  // namespace trichluc
