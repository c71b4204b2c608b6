#include "text/unicode.h"

#include <simdjson.h>
#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <boost/locale.hpp>

#include "text/utf8.h"

namespace trichluc {
namespace {

const icu::Normalizer2& Nfc() {
  UErrorCode status = U_ZERO_ERROR;
  // The instance is ICU's own singleton; its data is compiled into the library, so this cannot fail.
  return *icu::Normalizer2::getNFCInstance(status);
}

const std::locale& VietnameseLocale() {
  static const std::locale locale = [] {
    boost::locale::generator generator(boost::locale::localization_backend_manager::global());
    generator.categories(boost::locale::convert_facet);
    return generator("vi_VN.UTF-8");
  }();
  return locale;
}

icu::StringPiece Piece(std::string_view text) { return {text.data(), static_cast<int32_t>(text.size())}; }

// What stands for a tone in a matching form, as in mail of the days before Unicode: signs, which no word holds.
constexpr std::string_view kToneMarks = " `?~'.";

// A letter without its tone mark, and the tone: 0 none, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
struct TonedLetter {
  char16_t base = 0;
  std::uint8_t tone = 0;
};

constexpr char32_t kTableEnd = 0x1F00;  // Latin Extended Additional ends here

std::uint8_t ToneOf(UChar32 mark) {
  switch (mark) {
    case 0x0300: return 1;
    case 0x0309: return 2;
    case 0x0303: return 3;
    case 0x0301: return 4;
    case 0x0323: return 5;
    default: return 0;
  }
}

TonedLetter Toned(UChar32 c) {
  const icu::Normalizer2& nfc = Nfc();
  icu::UnicodeString parts;
  std::uint8_t tone = 0;
  UChar32 base = u_tolower(c);
  // ặ decomposes to ạ + breve, ấ to â + acute: peel tone marks until none is left, then put the rest together again.
  icu::UnicodeString letter;
  if (nfc.getDecomposition(base, parts)) {
    for (int32_t i = 0; i < parts.length(); ++i) {
      const std::uint8_t mark = ToneOf(parts[i]);
      if (mark != 0) {
        tone = mark;
      } else {
        letter += parts[i];
      }
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString composed = nfc.normalize(letter, status);
    if (composed.length() == 1) base = composed[0];
  }
  return {static_cast<char16_t>(base), tone};
}

const std::array<TonedLetter, kTableEnd>& TonedLetters() {
  static const auto table = [] {
    auto letters = std::make_unique<std::array<TonedLetter, kTableEnd>>();
    for (char32_t c = 0; c < kTableEnd; ++c) {
      const bool latin = c < 0x250 || c >= 0x1E00;
      (*letters)[c] = latin ? Toned(static_cast<UChar32>(c))
                            : TonedLetter{static_cast<char16_t>(u_tolower(static_cast<UChar32>(c))), 0};
    }
    return letters;
  }();
  return *table;
}

bool IsVowel(char16_t c) {
  switch (c) {
    case u'a': case u'ă': case u'â': case u'e': case u'ê': case u'i': case u'o': case u'ô': case u'ơ': case u'u': case u'ư':
    case u'y':
      return true;
    default: return false;
  }
}

}  // namespace

namespace {

CharClass Classify(char32_t c) {
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_UPPERCASE_LETTER: case U_TITLECASE_LETTER: return CharClass::kUpper;
    case U_LOWERCASE_LETTER: return CharClass::kLower;
    case U_MODIFIER_LETTER: case U_OTHER_LETTER: return CharClass::kLetter;
    case U_NON_SPACING_MARK: case U_ENCLOSING_MARK: case U_COMBINING_SPACING_MARK: return CharClass::kMark;
    case U_DECIMAL_DIGIT_NUMBER: return CharClass::kDigit;
    case U_SPACE_SEPARATOR: case U_LINE_SEPARATOR: case U_PARAGRAPH_SEPARATOR: return CharClass::kSpace;
    case U_CONTROL_CHAR: return c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' ? CharClass::kSpace : CharClass::kControl;
    case U_DASH_PUNCTUATION: case U_START_PUNCTUATION: case U_END_PUNCTUATION: case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION: case U_INITIAL_PUNCTUATION: case U_FINAL_PUNCTUATION:
      return CharClass::kPunctuation;
    default: return CharClass::kOther;
  }
}

constexpr char32_t kClassTableEnd = 0x2100;  // letters, marks and punctuation of Vietnamese text

std::array<CharClass, kClassTableEnd> MakeClassTable() {
  std::array<CharClass, kClassTableEnd> table{};
  for (char32_t c = 0; c < kClassTableEnd; ++c) table[c] = Classify(c);
  return table;
}

}  // namespace

CharClass ClassBeyondAscii(char32_t c) {
  static const std::array<CharClass, kClassTableEnd> table = MakeClassTable();
  return c < kClassTableEnd ? table[c] : Classify(c);
}

char32_t ToLower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }
char32_t ToUpper(char32_t c) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))); }

std::string ToLowerCase(std::string_view text) {
  return boost::locale::to_lower(text.data(), text.data() + text.size(), VietnameseLocale());
}
std::string ToUpperCase(std::string_view text) {
  return boost::locale::to_upper(text.data(), text.data() + text.size(), VietnameseLocale());
}
std::string FoldCase(std::string_view text) {
  return boost::locale::fold_case(text.data(), text.data() + text.size(), VietnameseLocale());
}

std::string ToSentenceCase(std::string_view text) {
  std::string out;
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    const bool letter = IsLetter(ClassOf(c));
    AppendChar(out, letter && first ? ToUpper(c) : ToLower(c));
    if (letter) first = false;
  }
  return out;
}

bool IsNfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  return Nfc().isNormalizedUTF8(Piece(text), status) && U_SUCCESS(status);
}

std::string ToNfc(std::string_view text) { return ToNfcAligned(text).text; }

namespace {

// Normalization puts the marks of a letter in order, and the time of that grows with the square of their number: a letter
// with 60,000 marks takes seconds. No script needs more than some, so what Unicode calls the Stream-Safe Text Format
// (UAX #15, section 13) is made first: a combining grapheme joiner after 30 marks, which no reordering passes. The joiner
// is not seen, and is no part of the source; every mark stays.
constexpr std::size_t kMaxMarks = 30;
constexpr std::string_view kJoiner = "\xCD\x8F";  // U+034F

// How many marks the decomposition of `c` ends in. Marks are what may change places: their combining class is not 0.
std::size_t MarksAtEnd(char32_t c) {
  icu::UnicodeString parts;
  if (!Nfc().getDecomposition(static_cast<UChar32>(c), parts)) parts = static_cast<UChar32>(c);
  std::size_t marks = 0;
  for (int32_t at = parts.length(); at > 0 && u_getCombiningClass(parts.char32At(at - 1)) != 0; ++marks) {
    at = parts.moveIndex32(at, -1);
  }
  return marks;
}

bool BeginsWithMark(char32_t c) {
  return ClassOf(c) == CharClass::kMark &&
         u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LEAD_CANONICAL_COMBINING_CLASS) != 0;
}

// Where a joiner has to stand. Marks are counted as decomposed, so that the normalized text needs no further joiner.
std::vector<std::size_t> JoinerPlaces(std::string_view text) {
  std::vector<std::size_t> places;
  char32_t letter = 0;    // the last character that was no mark
  std::size_t marks = 0;  // behind it, or behind the last place
  bool in_run = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = NextChar(text, at);
    if (!BeginsWithMark(c)) {
      letter = c;
      in_run = false;
      continue;
    }
    if (!in_run) marks = MarksAtEnd(letter);
    in_run = true;
    const std::size_t more = MarksAtEnd(c);
    if (marks + more > kMaxMarks) {
      places.push_back(start);
      marks = 0;
    }
    marks += more;
  }
  return places;
}

NfcText WithJoiners(std::string_view text, const std::vector<std::size_t>& places) {
  NfcText out;
  AlignmentBuilder builder;
  const auto keep_to = [&](std::size_t end) {
    const std::size_t start = builder.source_offset();
    out.text.append(text.substr(start, end - start));
    builder.Keep(end - start);
  };
  for (const std::size_t place : places) {
    keep_to(place);
    out.text.append(kJoiner);
    builder.Insert(kJoiner.size());
  }
  keep_to(text.size());
  out.alignment = std::move(builder).Build();
  return out;
}

NfcText ComposeAligned(std::string_view text) {
  if (IsNfc(text)) return {std::string(text), {}};
  NfcText out;
  icu::Edits edits;
  icu::StringByteSink<std::string> sink(&out.text);
  UErrorCode status = U_ZERO_ERROR;
  Nfc().normalizeUTF8(0, Piece(text), sink, &edits, status);
  if (U_FAILURE(status)) return {std::string(text), {}};
  AlignmentBuilder builder;
  for (icu::Edits::Iterator it = edits.getFineIterator(); it.next(status);) {
    const auto from = static_cast<std::size_t>(it.oldLength());
    const auto to = static_cast<std::size_t>(it.newLength());
    if (it.hasChange()) {
      builder.Replace(from, to);
    } else {
      builder.Keep(from);
    }
  }
  out.alignment = std::move(builder).Build();
  return out;
}

}  // namespace

NfcText ToNfcAligned(std::string_view text) {
  const std::vector<std::size_t> places = JoinerPlaces(text);
  if (places.empty()) return ComposeAligned(text);
  const NfcText safe = WithJoiners(text, places);
  NfcText out = ComposeAligned(safe.text);
  out.alignment = Alignment::Compose(out.alignment, safe.alignment);
  return out;
}

bool IsWellFormedUtf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::vector<Span> IllFormedUtf8(std::string_view bytes) {
  std::vector<Span> bad;
  if (IsWellFormedUtf8(bytes)) return bad;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (std::size_t at = 0; at < bytes.size();) {
    // ICU counts in 32 bits: look at a window, which always holds a whole character.
    const auto window = static_cast<int32_t>(std::min<std::size_t>(bytes.size() - at, 8));
    int32_t step = 0;
    UChar32 c = 0;
    U8_NEXT(data + at, step, window, c);
    const std::size_t end = at + static_cast<std::size_t>(step);
    if (c < 0) bad.push_back({at, end});
    at = end;
  }
  return bad;
}

std::string WellFormed(std::string_view bytes) {
  std::string out;
  std::size_t at = 0;
  for (const Span fault : IllFormedUtf8(bytes)) {
    out.append(bytes.substr(at, fault.start - at)).append(kReplacementCharacter);
    at = fault.end;
  }
  return out.append(bytes.substr(at));
}

ToneSplit SplitTone(char32_t c) {
  if (c >= kTableEnd) return {c, 0};
  const TonedLetter letter = TonedLetters()[c];
  return {letter.base, letter.tone};
}

char32_t BareLetter(char32_t c) {
  static const auto table = [] {
    auto letters = std::make_unique<std::array<char16_t, kTableEnd>>();
    for (char32_t letter = 0; letter < kTableEnd; ++letter) {
      const UChar32 low = u_tolower(static_cast<UChar32>(letter));
      icu::UnicodeString parts;
      const bool marked = Nfc().getDecomposition(low, parts) != 0;
      (*letters)[letter] = static_cast<char16_t>(low == U'đ' ? U'd' : marked ? parts.char32At(0) : low);
    }
    // Some decompose in two steps (ậ is ạ and a hat): the base of the base.
    for (char16_t& letter : *letters) letter = letter < kTableEnd ? (*letters)[letter] : letter;
    return letters;
  }();
  return c < kTableEnd ? static_cast<char32_t>((*table)[c]) : c;
}

char32_t WithTone(char32_t vowel, std::uint8_t tone) {
  static constexpr std::array<char16_t, 6> kMarks = {0, 0x0300, 0x0309, 0x0303, 0x0301, 0x0323};
  if (tone == 0 || tone >= kMarks.size()) return vowel;
  const UChar32 composed = Nfc().composePair(static_cast<UChar32>(vowel), kMarks[tone]);
  if (composed >= 0) return static_cast<char32_t>(composed);
  // ạ with a hat is ậ, and no pair of â and a dot below for ICU, which orders marks: put all marks together.
  icu::UnicodeString parts(static_cast<UChar32>(vowel));
  parts += kMarks[tone];
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString whole = Nfc().normalize(parts, status);
  return U_SUCCESS(status) && whole.countChar32() == 1 ? static_cast<char32_t>(whole.char32At(0)) : vowel;
}

TonePlace TonePlaceOf(std::string_view word) {
  // Most words end in a letter that tells at once.
  if (word.size() < 2) return TonePlace::kNone;
  const auto end = static_cast<unsigned char>(word.back());
  if (end < 0x80 && std::string_view("aeyAEY").find(word.back()) == std::string_view::npos) return TonePlace::kNone;
  const auto& letters = TonedLetters();
  std::array<TonedLetter, 3> last{};  // the last three letters
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = NextChar(word, at);
    last = {last[1], last[2], c < kTableEnd ? letters[c] : TonedLetter{}};
  }
  const char16_t first = last[1].base;
  const char16_t second = last[2].base;
  const bool pair = (first == u'o' && (second == u'a' || second == u'e')) || (first == u'u' && second == u'y');
  if (!pair || last[0].base == u'q') return TonePlace::kNone;
  if (last[1].tone != 0) return TonePlace::kFirstVowel;
  return last[2].tone != 0 ? TonePlace::kSecondVowel : TonePlace::kNone;
}

namespace {

constexpr std::size_t kMostCharBytes = 3;  // of a character of the first plane

// Writes a character of the first plane; returns its bytes.
std::size_t WriteChar(char* to, char16_t c) {
  if (c < 0x80) {
    to[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    to[0] = static_cast<char>(0xC0 | c >> 6);
    to[1] = static_cast<char>(0x80 | (c & 0x3F));
    return 2;
  }
  to[0] = static_cast<char>(0xE0 | c >> 12);
  to[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
  to[2] = static_cast<char>(0x80 | (c & 0x3F));
  return 3;
}

}  // namespace

void AppendMatchForm(std::string_view word, std::string& out) {
  const auto& letters = TonedLetters();
  std::array<char, 128> form;  // what is not in `out` yet: all of a usual word
  std::size_t bytes = 0;
  std::array<char16_t, 3> last{};  // the last three letters
  std::uint8_t tone = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = NextChar(word, at);
    const TonedLetter letter = c < kTableEnd ? letters[c] : TonedLetter{u'\uFFFD', 0};
    if (letter.tone != 0) tone = letter.tone;
    if (bytes + kMostCharBytes + 1 > form.size()) {  // with room for the tone
      out.append(form.data(), bytes);
      bytes = 0;
    }
    bytes += WriteChar(form.data() + bytes, letter.base);
    last = {last[1], last[2], letter.base};
  }
  // Writers exchange i and y where the vowel stands alone at the end: after one consonant, or after qu.
  if (last[2] == u'y' && last[1] != 0) {
    const bool after_q = last[1] == u'u' && last[0] == u'q';
    if (after_q || !IsVowel(last[1])) form[bytes - 1] = 'i';
  }
  if (tone != 0) form[bytes++] = kToneMarks[tone];
  out.append(form.data(), bytes);
}

std::string MatchForm(std::string_view word) {
  std::string out;
  AppendMatchForm(word, out);
  return out;
}

}  // namespace trichluc
