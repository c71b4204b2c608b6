#include "repair/codes.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "grammar/rows.h"
#include "repair/stretches.h"
#include "text/number_text.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr float kNoSeparator = 4.0F;      // a sign between two parts was lost
constexpr float kJoinedParts = 1.5F;      // two parts are written as one: BCSĐ and UBND
constexpr float kOtherSeparator = 1.0F;   // another sign was read
constexpr float kUnknownPart = 6.0F;      // a part that is not known, and each of its letters
constexpr float kUnknownLetter = 1.1F;
constexpr float kIssuerFirst = 0.5F;      // an official letter names no type: 4127/BXD-QLN
constexpr float kDoubtful = 13.0F;        // what costs more is as likely something else
constexpr float kLeastProbability = 0.3F; // of a repair
constexpr std::size_t kLongestTail = 40;
constexpr std::size_t kLongestCode = 4 * (kLongestTail + 12);  // bytes
constexpr std::size_t kLongestFigure = 100;                    // bytes of a date or a share with the signs around it

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsPlainSeparator(char32_t c) { return c == U'/' || c == U'-' || c == 0x2013 || c == U'&'; }
bool IsWordChar(char32_t c) { return IsLetter(ClassOf(c)) || IsDigit(c); }

struct Chars {
  std::u32string text;
  std::vector<std::size_t> offsets;  // in the whole text, with the end
};

// What a sign between digits may stand for a slash.
bool LooksLikeSlash(char32_t c) { return c == U'/' || c == 0x2044 || c == U':' || c == U'.' || c == U'\'' || c == U'"' || c == 0x201C || c == 0x201D || c == 0x2019 || c == 0xB0 || c == U'|'; }

std::optional<CodePart::Role> RoleOf(std::string_view name) {
  if (name == "type") return CodePart::Role::kType;
  if (name == "term") return CodePart::Role::kTerm;
  if (name == "issuer") return CodePart::Role::kIssuer;
  if (name == "party") return CodePart::Role::kParty;
  return std::nullopt;
}

}  // namespace

std::vector<CodePart> ParseCodeParts(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults) {
  std::vector<CodePart> parts;
  std::set<std::pair<std::string, CodePart::Role>> met;
  double total = 0;  // floats may add up to more than a float holds
  ForEachRow(path, text, faults, [&](int number, std::span<const std::string_view> cells) {
    const auto fault = [&](const char* what) { faults.push_back({path, number, 1, what}); };
    if (cells.size() != 3 || cells[0].empty()) return fault("a line is: part, tab, role, tab, commonness");
    if (cells[0] == "part") return;  // the head of the table
    const std::optional<CodePart::Role> role = RoleOf(cells[1]);
    if (!role) return fault("the role is type, term, issuer or party");
    const std::optional<float> common = NumberCell(cells[2]);
    if (!common || *common <= 0) return fault("the commonness is a number above 0");
    if (!met.insert({std::string(cells[0]), *role}).second)
      return fault("the part stands in an earlier line with the same role");
    total += static_cast<double>(*common);
    parts.push_back({std::string(cells[0]), *role, *common});
  });
  for (CodePart& part : parts) part.rarity = static_cast<float>(-std::log(static_cast<double>(part.rarity) / total));
  return parts;
}

namespace {

std::vector<WordTree::Entry> Entries(const std::vector<CodePart>& parts) {
  std::vector<WordTree::Entry> entries;
  for (const CodePart& part : parts) entries.push_back({ToLowerCase(part.form), part.rarity});
  return entries;
}

std::vector<CodePart> Numbered(std::vector<CodePart> parts) {
  parts.insert(parts.begin(), LanguageModel::kFirstWord, CodePart{});
  return parts;
}

// The tail of a code, from its type on, as the cheapest row of parts.
class TailReader {
 public:
  TailReader(const std::vector<CodePart>& parts, LatticeBuilder& builder) : parts_(parts), builder_(builder) {}

  struct Piece {
    std::size_t first = 0;
    std::size_t last = 0;
    ModelWord part = LanguageModel::kUnknown;  // or as it was read
    std::string term;                          // the number behind a term
    float cost = 0;
  };
  struct Tail {
    std::vector<Piece> pieces;
    float cost = 0;
    bool known = true;  // all pieces are known parts
  };

  std::optional<Tail> Read(const std::u32string& tail) {
    const std::size_t n = tail.size();
    best_.assign((n + 1) * 2, Node{});
    best_[0].cost = 0;  // before the type; behind it the other row
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::size_t typed : {0U, 1U}) {
        if (best_[At(i, typed)].cost < 1e8F) Extend(tail, i, typed);
      }
    }
    const Node& end = best_[At(n, 1)];
    if (end.cost > 1e8F) return std::nullopt;
    Tail out;
    out.cost = end.cost;
    for (std::size_t i = n, typed = 1; i > 0 || typed > 0;) {
      const Node& node = best_[At(i, typed)];
      out.pieces.push_back(node.piece);
      out.known = out.known && node.piece.part != LanguageModel::kUnknown;
      i = node.from;
      typed = node.from_typed;
    }
    std::reverse(out.pieces.begin(), out.pieces.end());
    return out;
  }

 private:
  struct Node {
    float cost = 1e9F;
    std::size_t from = 0;
    std::size_t from_typed = 0;
    Piece piece;
  };
  static std::size_t At(std::size_t i, std::size_t typed) { return i * 2 + typed; }

  void Extend(const std::u32string& tail, std::size_t i, std::size_t typed) {
    const std::size_t n = tail.size();
    std::size_t start = i;
    float between = 0;
    if (i > 0) {
      while (start < n && start < i + 2 && !IsWordChar(tail[start])) ++start;
      if (start == i) between = IsIssuer(best_[At(i, typed)].piece.part) ? kJoinedParts : kNoSeparator;
      if (start > i) between = start == i + 1 && IsPlainSeparator(tail[i]) ? 0 : kOtherSeparator * static_cast<float>(start - i);
      if (start == n) return;
    }
    const float before = best_[At(i, typed)].cost + between;
    Follow(tail, start, i, typed, before);
    // A sign that was read as a letter or a digit: CT7TU.
    if (i > 0 && start == i && i + 1 < n) Follow(tail, i + 1, i, typed, best_[At(i, typed)].cost + kNoSeparator);
  }

  [[nodiscard]] bool IsIssuer(ModelWord part) const {
    return part != LanguageModel::kUnknown && (parts_[part].role == CodePart::Role::kIssuer || parts_[part].role == CodePart::Role::kParty);
  }

  void Follow(const std::u32string& tail, std::size_t start, std::size_t i, std::size_t typed, float before) {
    Offer(i, typed, 1, Unknown(tail, start), before);
    builder_.FindWords(tail, start, edges_);
    for (const Edge& edge : edges_) {
      const CodePart& part = parts_[edge.word];
      using Role = CodePart::Role;
      const bool type = part.role == Role::kType;
      if (type && typed != 0) continue;
      const float place = !type && part.role != Role::kTerm && typed == 0 ? kIssuerFirst : 0;
      Piece piece{start, edge.last, edge.word, {}, edge.cost + 0.3F * part.rarity + place};
      if (part.role == Role::kTerm) ReadTerm(tail, piece);
      Offer(i, typed, 1, piece, before);
    }
  }

  // The digits behind QH, of which a 1 is often read as a letter.
  static void ReadTerm(const std::u32string& tail, Piece& piece) {
    std::size_t at = piece.last;
    while (at < tail.size() && at < piece.last + 2) {
      const char32_t c = tail[at];
      if (IsDigit(c)) piece.term += static_cast<char>(c);
      else if (c == U'I' || c == U'l' || c == U'i' || c == U'|') piece.term += '1';
      else if (c == U'O' || c == U'o') piece.term += '0';
      else break;
      ++at;
    }
    if (piece.term.empty()) piece.cost += 5;
    piece.last = at;
  }

  static Piece Unknown(const std::u32string& tail, std::size_t start) {
    std::size_t end = start;
    while (end < tail.size() && IsWordChar(tail[end])) ++end;
    return {start, end, LanguageModel::kUnknown, {}, kUnknownPart + kUnknownLetter * static_cast<float>(end - start)};
  }

  void Offer(std::size_t i, std::size_t typed, std::size_t next_typed, const Piece& piece, float before) {
    if (piece.last == piece.first) return;
    Node& node = best_[At(piece.last, next_typed)];
    if (before + piece.cost < node.cost) node = {before + piece.cost, i, typed, piece};
  }

  const std::vector<CodePart>& parts_;
  LatticeBuilder& builder_;
  Lattice edges_;
  std::vector<Node> best_;
};

// One pass over a text.
class CodePass {
 public:
  CodePass(std::string_view text, const std::vector<CodePart>& parts, const std::vector<std::string>& date_words,
           const WordTree& tree, const Channel& channel, CodeReader::Page page)
      : text_(text),
        parts_(parts),
        date_words_(date_words),
        damaged_(page == CodeReader::Page::kDamaged),
        builder_(tree, channel),
        tails_(parts, builder_) {}

  CodeReader::Found Run() {
    const std::vector<Stretch> stretches = CutStretches(text_);
    for (std::size_t s = 0; s < stretches.size(); ++s) {
      if (ReadCode(stretches, s) || ReadAbbreviation(stretches[s]) || !HasDigit(stretches[s])) continue;
      const std::string_view before = s > 0 ? Text(stretches[s - 1]) : std::string_view();
      if (!ReadDate(stretches[s], before) && damaged_) ReadShare(stretches[s], before);
    }
    found_.repairs.insert(found_.repairs.end(), moved_.begin(), moved_.end());
    std::sort(found_.repairs.begin(), found_.repairs.end(), [](const Repair& a, const Repair& b) { return a.span.start < b.span.start; });
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string_view Text(const Stretch& stretch) const {
    return text_.substr(stretch.begin, stretch.end - stretch.begin);
  }

  [[nodiscard]] bool HasDigit(const Stretch& stretch) const {
    const std::string_view text = Text(stretch);
    return text.size() <= kLongestFigure &&
           std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  // Both ends of lines, LF and CR LF, are one character.
  Chars Cut(std::size_t begin, std::size_t end) const {
    Chars out;
    for (std::size_t at = begin; at < end;) {
      out.offsets.push_back(at);
      if (text_[at] == '\r' && at + 1 < end && text_[at + 1] == '\n') ++at;
      out.text += NextChar(text_, at);
    }
    out.offsets.push_back(end);
    return out;
  }

  // Đ/c, V/v — two letters with a slash between them are what a writer cut short. No word stands there.
  bool ReadAbbreviation(const Stretch& stretch) {
    constexpr std::size_t kLongest = 16;  // bytes, with the signs around it
    if (stretch.end - stretch.begin > kLongest || Text(stretch).find('/') == std::string_view::npos) return false;
    const Chars chars = Cut(stretch.begin, stretch.end);
    const auto slash = chars.text.find(U'/');
    if (slash == std::u32string::npos || slash == 0 || slash + 1 >= chars.text.size()) return false;
    const auto is_letter = [&](std::size_t i) { return i < chars.text.size() && IsLetter(ClassOf(chars.text[i])); };
    if (!is_letter(slash - 1) || !is_letter(slash + 1) || (slash > 1 && IsWordChar(chars.text[slash - 2])) || is_letter(slash + 2)) return false;
    found_.codes.push_back({chars.offsets[slash - 1], chars.offsets[slash + 2]});
    return true;
  }

  // A code in one stretch, or in this one and the next of its line.
  bool ReadCode(const std::vector<Stretch>& stretches, std::size_t& s) {
    if (stretches[s].end - stretches[s].begin > kLongestCode) return false;
    const Chars chars = Cut(stretches[s].begin, stretches[s].end);
    if (chars.text.size() > kLongestTail + 12) return false;
    std::size_t first = 0;
    while (first < chars.text.size() && !IsWordChar(chars.text[first])) ++first;
    std::size_t at = first;
    while (at < chars.text.size() && IsDigit(chars.text[at])) ++at;
    if (at == first || at - first > 5) return false;
    const bool more = s + 1 < stretches.size();
    // A space or the end of a line in the middle: behind a sign, or where a sign was lost.
    if (more && MayGoOn(chars, at, stretches[s + 1].same_line)) {
      const Chars both = Cut(stretches[s].begin, stretches[s + 1].end);
      if (both.text.size() <= kLongestTail + 12 && ReadParts(both, first, at)) {
        ++s;
        return true;
      }
    }
    return at < chars.text.size() && ReadParts(chars, first, at);
  }

  // That a stretch ends as a code does in its middle.
  static bool MayGoOn(const Chars& chars, std::size_t number_end, bool same_line) {
    if (number_end == chars.text.size()) return same_line;
    const char32_t last = chars.text.back();
    return IsPlainSeparator(last) || (same_line ? ClassOf(last) == CharClass::kUpper || LooksLikeSlash(last) : LooksLikeSlash(last) && last != U'.');
  }

  bool ReadParts(const Chars& chars, std::size_t first, std::size_t at) {
    const std::u32string& text = chars.text;
    std::u32string head = text.substr(first, at - first);
    // 30/2020/ — a year between two signs.
    std::size_t sign = at;
    std::size_t after = SkipSigns(text, at);
    const bool gap = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.begin() + static_cast<std::ptrdiff_t>(after), [](char32_t c) { return ClassOf(c) == CharClass::kSpace; });
    if (!gap && after > sign && after + 4 < text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(after), text.begin() + static_cast<std::ptrdiff_t>(after) + 4, IsDigit) &&
        (text[after] == U'1' || text[after] == U'2') && !IsDigit(text[after + 4])) {
      head += U'/' + text.substr(after, 4);
      sign = after + 4;
      after = SkipSigns(text, sign);
    }
    std::size_t end = text.size();
    while (end > after && !IsWordChar(text[end - 1])) --end;
    if (after >= end || end - after > kLongestTail || end - after < 2) return false;
    std::u32string tail = text.substr(after, end - after);
    const auto upper = std::count_if(tail.begin(), tail.end(), [](char32_t c) { return ClassOf(c) == CharClass::kUpper; });
    const auto lower = std::count_if(tail.begin(), tail.end(), [](char32_t c) { return ClassOf(c) == CharClass::kLower; });
    if (upper < 2 || lower > upper || Dotted(tail)) return false;
    // What stands behind a space must look like a part by itself.
    std::size_t capital = 0;
    bool spaced = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.begin() + static_cast<std::ptrdiff_t>(after), [](char32_t c) { return ClassOf(c) == CharClass::kSpace; });
    for (std::size_t i = 0; i < tail.size(); ++i) {
      if (ClassOf(tail[i]) != CharClass::kSpace) continue;
      spaced = true;
      for (std::size_t k = i + 1; k < tail.size() && IsWordChar(tail[k]); ++k) capital += ClassOf(tail[k]) == CharClass::kUpper ? 1 : 0;
      if (capital < 2) return false;
    }
    const auto read = tails_.Read(tail);
    if (!read || read->pieces.size() > 5) return false;
    const float least = 0.3F * static_cast<float>(read->pieces.size());
    if (read->known && read->cost > kDoubtful + least) return false;
    // A part that is not known needs a sign before it that divides a code.
    if (!read->known && std::none_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.begin() + static_cast<std::ptrdiff_t>(after), IsPlainSeparator)) return false;
    const bool whole = read->pieces.size() > 1 || IsTerm(read->pieces.front());
    if (spaced && !(read->known && whole)) return false;
    if (!whole && sign == after) return false;
    // 03:2023/BCA — a national standard has a colon before its year, and names who issued it alone (QCVN, TCVN).
    if (!whole && sign > at && text[at] == U':') {
      found_.codes.push_back({chars.offsets[first], chars.offsets[end]});
      return true;
    }
    Write(chars, first, sign, after, end, head, tail, *read);
    return true;
  }

  [[nodiscard]] bool IsTerm(const TailReader::Piece& piece) const {
    return piece.part != LanguageModel::kUnknown && parts_[piece.part].role == CodePart::Role::kTerm;
  }

  // 24.12.TT.10 counts articles, as collections of the law do.
  static bool Dotted(const std::u32string& tail) {
    return std::count(tail.begin(), tail.end(), U'.') > 1 || (tail.size() > 1 && tail.find(U'.') != std::u32string::npos && IsDigit(tail.back()));
  }

  // Behind the sign that divides, and the spaces around it; what else stands there belongs to the next part.
  static std::size_t SkipSigns(const std::u32string& text, std::size_t at) {
    const auto space = [&](std::size_t i) { return i < text.size() && ClassOf(text[i]) == CharClass::kSpace; };
    const auto plain = [&](std::size_t i) { return i < text.size() && IsPlainSeparator(text[i]); };
    std::size_t end = at;
    while (end < text.size() && end < at + 3 && !IsWordChar(text[end]) && !plain(end)) ++end;
    if (plain(end)) {
      for (++end; space(end);) ++end;
      return end;
    }
    return end;
  }

  // The sign that was read between two places, or 0 where several were read or none that divides a code.
  static char32_t Separator(const std::u32string& text, std::size_t first, std::size_t last) {
    char32_t found = 0;
    for (std::size_t i = first; i < last; ++i) {
      if (ClassOf(text[i]) == CharClass::kSpace) continue;
      if (found != 0 || !IsPlainSeparator(text[i])) return 0;
      found = text[i];
    }
    return found;
  }

  // A sign, with the spaces that stood around the one that was read.
  static void AppendSeparator(const std::u32string& text, std::size_t first, std::size_t last, char32_t sign, std::u32string& out) {
    std::size_t at = first;
    for (; at < last && ClassOf(text[at]) == CharClass::kSpace; ++at) out += text[at];
    const bool only_spaces = at == last;
    if (only_spaces && at > first) {  // the sign was lost between two words
      out.resize(out.size() - (at - first));
      out += sign;
      if (std::find(text.begin() + static_cast<std::ptrdiff_t>(first), text.begin() + static_cast<std::ptrdiff_t>(last), U'\n') != text.begin() + static_cast<std::ptrdiff_t>(last)) out += U'\n';
      return;
    }
    out += sign;
    for (; at < last; ++at) {
      if (ClassOf(text[at]) == CharClass::kSpace) out += text[at];
    }
  }

  void Write(const Chars& chars, std::size_t first, std::size_t sign, std::size_t after, std::size_t end, const std::u32string& head,
             const std::u32string& tail, const TailReader::Tail& read) {
    using Role = CodePart::Role;
    bool party = false;
    for (const TailReader::Piece& piece : read.pieces) party = party || (piece.part != LanguageModel::kUnknown && parts_[piece.part].role == Role::kParty);
    // State bodies write number/TYPE-ISSUER, Party offices number-TYPE/ISSUER: of the first two signs one tells the other.
    const std::size_t second_first = read.pieces.size() > 1 ? read.pieces[0].last : tail.size();
    const std::size_t second_last = read.pieces.size() > 1 ? read.pieces[1].first : tail.size();
    const char32_t first_read = Separator(chars.text, sign, after);
    const char32_t second_read = Separator(tail, second_first, second_last);
    char32_t first_sign = first_read;
    if (first_sign == 0) first_sign = second_read != 0 ? (second_read == U'/' ? U'-' : U'/') : party && head.find(U'/') == std::u32string::npos ? U'-' : U'/';
    const char32_t second_sign = second_read != 0 ? second_read : first_sign == U'/' ? U'-' : U'/';
    std::u32string meant = head;
    AppendSeparator(chars.text, sign, after, first_sign, meant);
    for (std::size_t p = 0; p < read.pieces.size(); ++p) {
      const TailReader::Piece& piece = read.pieces[p];
      if (p > 0) {
        const std::size_t from = read.pieces[p - 1].last;
        const char32_t plain = Separator(tail, from, piece.first);
        if (p == 1) AppendSeparator(tail, from, piece.first, second_sign, meant);
        if (p > 1 && piece.first > from) AppendSeparator(tail, from, piece.first, plain != 0 ? plain : U'-', meant);
      }
      if (piece.part == LanguageModel::kUnknown) {
        meant += tail.substr(piece.first, piece.last - piece.first);
      } else {
        for (std::size_t at = 0; at < parts_[piece.part].form.size();) meant += NextChar(parts_[piece.part].form, at);
        for (const char digit : piece.term) meant += static_cast<char32_t>(digit);
      }
    }
    Change(chars, first, end, meant, std::exp(-std::max(0.0F, read.cost - 6.0F) / 8.0F));
  }

  // Writes down what differs, one repair for each stretch between spaces where both have as many.
  void Change(const Chars& chars, std::size_t first, std::size_t end, const std::u32string& meant, float probability) {
    if (probability < kLeastProbability) return;
    found_.codes.push_back({chars.offsets[first], chars.offsets[end]});
    std::vector<std::pair<std::size_t, std::size_t>> read_words = Words(chars.text, first, end);
    std::vector<std::pair<std::size_t, std::size_t>> meant_words = Words(meant, 0, meant.size());
    const auto has_line_end = [&] { return std::find(chars.text.begin() + static_cast<std::ptrdiff_t>(first), chars.text.begin() + static_cast<std::ptrdiff_t>(end), U'\n') != chars.text.begin() + static_cast<std::ptrdiff_t>(end); };
    if (read_words.size() != meant_words.size()) {
      if (has_line_end()) return;  // no line is lost
      read_words = {{first, end}};
      meant_words = {{0, meant.size()}};
    }
    for (std::size_t w = 0; w < read_words.size(); ++w) {
      const Span span{chars.offsets[read_words[w].first], chars.offsets[read_words[w].second]};
      std::string out;
      for (std::size_t i = meant_words[w].first; i < meant_words[w].second; ++i) AppendChar(out, meant[i]);
      if (out != text_.substr(span.start, span.size())) found_.repairs.push_back({span, std::move(out), probability, Repair::Reason::kCode});
      if (w + 1 < read_words.size()) JoinLines(chars.offsets[read_words[w].second], chars.offsets[read_words[w + 1].first], chars.offsets.back());
    }
  }

  // A code that the end of a line cut: what stands on the next line comes up, and the line ends behind it.
  void JoinLines(std::size_t gap, std::size_t gap_end, std::size_t end) {
    const std::string_view line_end = text_.substr(gap, gap_end - gap);
    if ((line_end != "\n" && line_end != "\r\n") || end >= text_.size() || text_[end] != ' ') return;
    found_.repairs.push_back({{gap, gap_end}, "", 0.95F, Repair::Reason::kCode});
    moved_.push_back({{end, end + 1}, std::string(line_end), 0.95F, Repair::Reason::kCode});
  }

  static std::vector<std::pair<std::size_t, std::size_t>> Words(const std::u32string& text, std::size_t first, std::size_t end) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t i = first; i < end; ++i) {
      if (ClassOf(text[i]) == CharClass::kSpace) continue;
      if (i == first || ClassOf(text[i - 1]) == CharClass::kSpace) out.push_back({i, i});
      out.back().second = i + 1;
    }
    return out;
  }

  // 25⁄02:2025 — a day, a month and a year, of whose signs one at least is a slash or looks like one that was misread. Where a
  // page is damaged and the word for day stands before, also 10:12:2024, which may be anything else elsewhere, and 2611/2021
  // and 26/112021, where a slash was lost.
  bool ReadDate(const Stretch& stretch, std::string_view before) {
    const Chars chars = Cut(stretch.begin, stretch.end);
    const std::u32string& text = chars.text;
    std::size_t first = 0;
    while (first < text.size() && !IsDigit(text[first])) {
      if (IsLetter(ClassOf(text[first]))) return false;
      ++first;
    }
    std::size_t at = first;
    const std::size_t digits = DigitsAt(text, at);
    const bool joined_day = digits == 4;  // the slash behind the day was lost
    const int day = Number(text, at, 2);
    const std::size_t sign1 = at;
    if (day < 1 || day > 31 || at >= text.size() || (!joined_day && !LooksLikeSlash(text[at++]))) return false;
    const bool joined_month = !joined_day && (DigitsAt(text, at) == 6 || DigitsAt(text, at) == 5);
    const int month = Number(text, at, joined_month ? DigitsAt(text, at) - 4 : 2);
    const std::size_t sign2 = at;
    if (month < 1 || month > 12 || at >= text.size() || (!joined_month && !LooksLikeSlash(text[at++]))) return false;
    const std::size_t year_at = at;
    const int year = Number(text, at, 4);
    if (!IsYear(year) || at - year_at != 4 || (at < text.size() && IsWordChar(text[at]))) return false;
    // 2010/2015 may be two years.
    if (joined_day && (IsYear(day * 100 + month) || text[sign2] != U'/')) return false;
    if (joined_month && text[sign1] != U'/') return false;
    const bool plain = !joined_day && !joined_month;
    if (plain && text[sign1] == text[sign2] && (text[sign1] == U'/' || text[sign1] == U'.')) return false;  // as writers do
    const auto written = [&](std::size_t sign) {
      return text[sign] == U'.' || text[sign] == U':';
    };  // in times, scales, standards
    const bool doubtful = !plain || (written(sign1) && written(sign2));
    if (doubtful && !(damaged_ && IsDateWord(before))) return false;
    found_.codes.push_back({chars.offsets[first], chars.offsets[at]});
    if (joined_day) AddDateSign(chars, sign1, sign1);
    if (!joined_day && text[sign1] != U'/') AddDateSign(chars, sign1, sign1 + 1);
    if (joined_month) AddDateSign(chars, sign2, sign2);
    if (!joined_month && text[sign2] != U'/') AddDateSign(chars, sign2, sign2 + 1);
    return true;
  }

  // The word for day, whatever became of its marks.
  [[nodiscard]] bool IsDateWord(std::string_view stretch) const {
    std::string bare;
    for (std::size_t at = 0; at < stretch.size();) {
      const char32_t c = NextChar(stretch, at);
      if (IsLetter(ClassOf(c))) AppendChar(bare, BareLetter(c));
    }
    return std::find(date_words_.begin(), date_words_.end(), bare) != date_words_.end();
  }

  void AddDateSign(const Chars& chars, std::size_t first, std::size_t last) {
    found_.repairs.push_back({{chars.offsets[first], chars.offsets[last]}, "/", 0.97F, Repair::Reason::kDate});
  }

  static bool IsYear(int number) { return number >= 1945 && number <= 2100; }

  static std::size_t DigitsAt(const std::u32string& text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && IsDigit(text[end])) ++end;
    return end - at;
  }

  // B0% — a share of a hundred, whose digits were read as letters. Behind a capital it may belong to a name, Vitamin B1%, though
  // none goes on with a nought.
  void ReadShare(const Stretch& stretch, std::string_view before) {
    const Chars chars = Cut(stretch.begin, stretch.end);
    const std::u32string& text = chars.text;
    const std::size_t sign = text.find(U'%');
    const bool named = !before.empty() && ClassOf(CharAt(before, 0)) == CharClass::kUpper;
    if (sign == std::u32string::npos || sign == 0 || text.find(U'%', sign + 1) != std::u32string::npos) return;
    std::size_t first = sign;
    std::size_t digits = 0;
    std::u32string meant;
    while (first > 0 && DigitFor(text[first - 1]) != 0) {
      --first;
      if (IsDigit(text[first])) ++digits;
      meant.insert(meant.begin(), DigitFor(text[first]));
    }
    const std::size_t length = sign - first;
    if (digits == 0 || digits == length || length > 3 || (first > 0 && IsWordChar(text[first - 1]))) return;
    const int share = CountOf(meant);
    if (share > 100 || (named && meant.back() != U'0') || (meant.size() > 1 && meant[0] == U'0')) return;  // SO2%, O3%
    std::string out;
    for (const char32_t c : meant) AppendChar(out, c);
    const Span span{chars.offsets[first], chars.offsets[sign]};
    found_.codes.push_back(span);
    found_.repairs.push_back({span, std::move(out), 0.9F, Repair::Reason::kNumber});
  }

  // The digit that a character is or looks like, or 0.
  static char32_t DigitFor(char32_t c) {
    if (IsDigit(c)) return c;
    switch (c) {
      case U'O': case U'o': case U'Q': return U'0';
      case U'l': case U'I': case U'i': case U'|': return U'1';
      case U'Z': case U'z': return U'2';
      case U'S': case U's': return U'5';
      case U'b': return U'6';
      case U'B': return U'8';
      case U'g': case U'q': return U'9';
      default: return 0;
    }
  }

  // The number at `at` of so many digits at most, or -1.
  static int Number(const std::u32string& text, std::size_t& at, std::size_t most) {
    int value = 0;
    std::size_t digits = 0;
    for (; at < text.size() && digits < most && IsDigit(text[at]); ++at, ++digits) value = value * 10 + static_cast<int>(text[at] - U'0');
    return digits == 0 ? -1 : value;
  }

  std::string_view text_;
  const std::vector<CodePart>& parts_;
  const std::vector<std::string>& date_words_;
  bool damaged_;
  LatticeBuilder builder_;
  TailReader tails_;
  CodeReader::Found found_;
  std::vector<Repair> moved_;  // ends of lines that stand elsewhere now
};

}  // namespace

CodeReader::CodeReader(std::vector<CodePart> parts, std::vector<std::string> date_words, const Letters& letters)
    : parts_(Numbered(std::move(parts))), date_words_(std::move(date_words)), tree_(Entries(parts_), letters) {}

CodeReader::Found CodeReader::Read(std::string_view text, const Channel& channel, Page page) const {
  return CodePass(text, parts_, date_words_, tree_, channel, page).Run();
}

}  // namespace trichluc
