#include "segment/closing.h"

#include <algorithm>
#include <string_view>

#include "segment/passage.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::uint32_t kLongestSignatureLine = 70;
constexpr std::uint32_t kLongestRecipientLine = 200;
constexpr std::uint32_t kLongestMixedCasePosition = 40;
constexpr std::uint32_t kLongestName = 45;
constexpr std::size_t kLongestScrap = 4;    // characters of an authority's abbreviation with its sign
constexpr std::size_t kSignatureLines = 8;  // a name follows the authority within so many lines
constexpr std::uint32_t kLongestScribble = 30;
constexpr std::size_t kScribbles = 4;
constexpr int kClosingColumns = 3;
constexpr std::size_t kClosingLines = 150;

bool BeginsLower(std::string_view text) { return !text.empty() && ClassOf(CharAt(text, 0)) == CharClass::kLower; }

// The bytes of a bullet mark at the start of a recipient.
std::size_t MarkBytes(std::string_view text) {
  constexpr std::u32string_view kMarks = U"-–—+•*·−~";
  if (text.empty()) return 0;
  std::size_t at = 0;
  const char32_t c = NextChar(text, at);
  if (kMarks.find(c) == std::u32string_view::npos && (c < 0xE000 || c > 0xF8FF)) return 0;
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

std::string TrimEnd(std::string_view text) {
  while (!text.empty() && std::string_view(" ;.,/").find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return std::string(text);
}

class ClosingReader {
 public:
  ClosingReader(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                const Vocabulary& words)
      : text_(text), document_(document), patterns_(patterns), words_(words) {}

  std::optional<Closing> Find(std::size_t from) {
    for (std::size_t i = from; i < Count(); ++i) {
      if (!Begins(i)) continue;
      closing_.begin = Begin(i, from);
      Read();
      return std::move(closing_);
    }
    return std::nullopt;
  }

 private:
  // Where a line of the signature goes: the last one can be continued.
  struct SignatureLine {
    std::string words;
    bool authority = false;
    bool position = false;
  };

  [[nodiscard]] const TextLine& Line(std::size_t index) const { return document_.lines[index]; }
  [[nodiscard]] std::size_t Count() const { return document_.lines.size(); }
  [[nodiscard]] std::string_view Words(std::size_t index) const { return text_.View(Line(index).span); }

  [[nodiscard]] bool Begins(std::size_t i) const {
    const TextLine& line = Line(i);
    const PatternHits& hits = line.hits;
    if (!hits.Has(words_.recipients_head) && !hits.Has(words_.authority) && !hits.Has(words_.position)) return false;
    if (line.in_table() && !IsClosingTable(i)) return false;
    if (hits.Has(words_.recipients_head)) return true;
    return line.caps && line.columns <= kLongestSignatureLine && SignatureFollows(i);
  }

  // A closing begins its table, which has two or three columns; a work table may have a column of recipients.
  [[nodiscard]] bool IsClosingTable(std::size_t i) const {
    const int table = Line(i).place.table;
    if (Line(i).place.row > 1) return false;
    std::size_t at = i;
    while (at > 0 && Line(at - 1).place.table == table) --at;
    for (std::size_t lines = 0; at < Count() && Line(at).place.table == table; ++at) {
      const bool wide = Line(at).place.cell >= kClosingColumns || Line(at).columns > kLongestRecipientLine;
      if (wide || ++lines > kClosingLines) return false;
    }
    return true;
  }

  // Authority or title, then a name, and no running text between.
  [[nodiscard]] bool SignatureFollows(std::size_t i) const {
    const bool authority = Line(i).hits.Has(words_.authority);
    for (std::size_t next = i + 1; next < std::min(Count(), i + kSignatureLines); ++next) {
      const PatternHits& hits = Line(next).hits;
      if (hits.Has(words_.recipients_head) || (hits.Has(words_.person) && Line(next).columns <= kLongestName)) return true;
      if (Line(next).columns > kLongestSignatureLine || hits.Has(words_.paragraph_start)) return false;
      if (!Line(next).caps && !hits.Has(words_.seal)) return false;
    }
    return authority;
  }

  // Takes in what stands above the first sign of a closing: the rest of its table, a signature above the recipients.
  [[nodiscard]] std::size_t Begin(std::size_t i, std::size_t from) const {
    if (Line(i).in_table()) {
      while (i > from && Line(i - 1).place.table == Line(i).place.table) --i;
      return i;
    }
    std::size_t begin = i;
    for (std::size_t above = i; above > from; --above) {
      const TextLine& line = Line(above - 1);
      if (line.in_table() || line.columns > kLongestSignatureLine) break;
      if (line.hits.Has(words_.position) && line.caps) begin = above - 1;
      if (!line.hits.Has(words_.person) && !line.hits.Has(words_.seal) && begin != above - 1) break;
    }
    return begin;
  }

  void Read() {
    std::size_t i = closing_.begin;
    for (; i < Count(); ++i) {
      if (i > closing_.begin && Stops(i)) break;
      bool taken = false;
      for (const Span part : PartsOf(i)) taken = ReadPart(i, std::string(text_.View(part))) || taken;
      if (!taken && i > closing_.begin && !GoesOnBehind(i)) break;
    }
    closing_.end = i;
    FinishRecipient();
    SetSigner();
  }

  // Is line `i`, which belongs to no closing, one of a few that a seal or a scribble left there? Then what was still missing follows.
  [[nodiscard]] bool GoesOnBehind(std::size_t i) const {
    if (Line(i).columns > kLongestScribble) return false;
    for (std::size_t next = i + 1; next < std::min(Count(), i + kScribbles); ++next) {
      if (Line(next).in_table() || Stops(next)) return false;
      const std::string_view words = Words(next);
      if (!signature_.empty() && name_.empty() && IsPerson(words)) return true;
      if (has_recipients_ && !filed_ && MarkBytes(words) > 0 && Line(next).columns <= kLongestSignatureLine) return true;
      if (Line(next).columns > kLongestScribble) return false;
    }
    return false;
  }

  // Two columns on one line: cut at the gap, or where a signature begins behind a recipient.
  [[nodiscard]] std::vector<Span> PartsOf(std::size_t i) const {
    const Span span = Line(i).span;
    if (Line(i).in_table()) return {span};
    std::vector<Span> parts;
    std::size_t start = span.start;
    auto gap = std::lower_bound(text_.gaps.begin(), text_.gaps.end(), start);
    for (; gap != text_.gaps.end() && *gap < span.end; ++gap) {
      parts.push_back({start, *gap});
      start = *gap + 1;
    }
    parts.push_back({start, span.end});
    if (parts.size() > 1 || Line(i).hits.Has(words_.authority)) return parts;
    if (const std::size_t bold = BoldTail(span); bold < span.end) return {{span.start, bold - 1}, {bold, span.end}};
    if (const auto match = patterns_.Match(words_.recipient_and_signature, text_.View(span))) {
      const std::size_t left = span.start + (*match)[1].size();
      const std::size_t right = span.start + static_cast<std::size_t>((*match)[2].data() - text_.View(span).data());
      return {{span.start, left}, {right, span.end}};
    }
    return parts;
  }

  // Where a bold name or authority begins behind plain words; the line's end if none does.
  [[nodiscard]] std::size_t BoldTail(Span span) const {
    const auto after = std::lower_bound(text_.emphasis.begin(), text_.emphasis.end(), span.end,
                                        [](Span emphasis, std::size_t end) { return emphasis.start < end; });
    if (after == text_.emphasis.begin()) return span.end;
    const Span bold = *(after - 1);
    if (bold.end < span.end || bold.start <= span.start) return span.end;
    std::size_t start = bold.start;
    while (start < span.end && text_.text[start] == ' ') ++start;
    if (start <= span.start + 1 || text_.text[start - 1] != ' ') return span.end;
    const std::string_view words = text_.View({start, span.end});
    const bool signs = IsCaps(words) || IsPerson(words);
    return signs ? start : span.end;
  }

  [[nodiscard]] bool Stops(std::size_t i) const {
    const TextLine& line = Line(i);
    const PatternHits& hits = line.hits;
    const bool other_table = line.in_table() && line.place.table != Line(closing_.begin).place.table;
    if (line.footnote || hits.Has(words_.label_annex) || hits.Has(words_.emblem)) return true;
    if (patterns_.Value(words_.document_type, Beginning(Words(i), 60)) && !line.in_table()) return true;
    if (other_table && !IsClosingTable(i)) return true;
    return line.columns > kLongestRecipientLine;
  }

  // False where the words belong to no closing.
  bool ReadPart(std::size_t i, const std::string& words) {
    if (words.empty()) return false;
    const bool short_caps = IsCaps(words) && CountChars(words) <= kLongestSignatureLine;
    if (patterns_.Matches(words_.recipients_head, words)) return ReadRecipientsHead(i, words);
    if (patterns_.Matches(words_.seal, words)) return true;
    if (short_caps && patterns_.Matches(words_.authority, words)) return AddSignatureLine(words, true, false);
    if (IsPosition(words, short_caps)) return AddSignatureLine(words, false, true);
    if (const std::string behind = BehindScrap(words); short_caps && !behind.empty() && patterns_.Matches(words_.position, behind)) {
      return AddSignatureLine(behind, false, true);
    }
    if (MarkBytes(words) > 0 && has_recipients_) return AddRecipient(i, words.substr(MarkBytes(words)));
    // Of a signature and a seal a machine may have read names too; the one that was typed stands last.
    const bool awaited = name_.empty() || text_.read_by_machine;
    if (!signature_.empty() && awaited && IsPerson(words) && !ContinuesRecipient(i, words)) {
      name_ = words;
      return true;
    }
    if (short_caps && !signature_.empty() && name_.empty()) return ReadMoreCaps(words);
    return has_recipients_ && ReadRecipientLine(i, words);
  }

  // What stands behind a short first word with a sign, of which a machine under a seal made something else ("1T, ").
  [[nodiscard]] std::string BehindScrap(const std::string& words) const {
    const std::size_t space = words.find(' ');
    if (!text_.read_by_machine || space == std::string::npos || space == 0 || (words[space - 1] != '.' && words[space - 1] != ',')) return {};
    return CountChars(std::string_view(words).substr(0, space)) <= kLongestScrap ? words.substr(space + 1) : std::string();
  }

  [[nodiscard]] bool IsPerson(std::string_view words) const {
    return CountChars(words) <= kLongestName && patterns_.Matches(words_.person, words);
  }

  [[nodiscard]] bool IsPosition(const std::string& words, bool short_caps) const {
    if (short_caps && patterns_.Matches(words_.position, words)) return true;
    const bool awaited = !signature_.empty() && signature_.back().authority && name_.empty();
    return awaited && MarkBytes(words) == 0 && CountChars(words) <= kLongestMixedCasePosition &&
           patterns_.Matches(words_.position, ToUpperCase(words));
  }

  bool AddSignatureLine(const std::string& words, bool authority, bool position) {
    if (name_.empty()) signature_.push_back({words, authority, position});
    return true;
  }

  // Capitals behind a signature line: its second half, or a name in capitals.
  bool ReadMoreCaps(const std::string& words) {
    const bool name = patterns_.Matches(words_.person_caps, words) && !patterns_.Matches(words_.body_start, words);
    if (signature_.back().position && name) {
      name_ = words;
    } else if (!text_.read_by_machine || IsPlain(words)) {
      signature_.back().words += " " + words;
    }
    return true;
  }

  // Letters, and the signs between words: neither a seal nor a scribble was read so.
  static bool IsPlain(std::string_view words) {
    for (std::size_t at = 0; at < words.size();) {
      const char32_t c = NextChar(words, at);
      if (!IsLetter(ClassOf(c)) && c != U' ' && c != U',' && c != U'-' && c != U'.') return false;
    }
    return true;
  }

  bool ReadRecipientsHead(std::size_t i, const std::string& words) {
    has_recipients_ = true;
    head_place_ = Line(i).place;
    const auto match = patterns_.Match(words_.recipients_words, words);
    const std::string rest = match ? std::string((*match)[2]) : std::string();
    if (!rest.empty()) ReadPart(i, rest);
    return true;
  }

  bool AddRecipient(std::size_t i, const std::string& words) {
    FinishRecipient();
    recipient_ = words;
    recipient_line_ = i;
    marked_ = marked_ || MarkBytes(Words(i)) > 0;
    filed_ = filed_ || patterns_.Matches(words_.filing, words);
    return true;
  }

  void FinishRecipient() {
    const std::string recipient = TrimEnd(recipient_);
    if (!recipient.empty()) closing_.recipients.push_back(recipient);
    recipient_.clear();
  }

  static bool SameColumn(const TablePlace& a, const TablePlace& b) { return a.table == b.table && a.cell == b.cell; }

  // A line without a mark goes on with the recipient above it.
  [[nodiscard]] bool ContinuesRecipient(std::size_t i, const std::string& words) const {
    if (recipient_.empty() || !SameColumn(Line(i).place, Line(recipient_line_).place)) return false;
    if (BeginsLower(words) || words.front() == '(') return true;
    if (!signature_.empty() && IsPerson(words)) return false;
    if (recipient_.back() == ',') return true;
    if (patterns_.Value(words_.hanging, recipient_.substr(recipient_.rfind(' ') + 1))) return true;
    const bool ended = recipient_.back() == ';' || recipient_.back() == '.';
    return marked_ && !ended && !filed_ && words.back() == ';';
  }

  bool ReadRecipientLine(std::size_t i, const std::string& words) {
    if (ContinuesRecipient(i, words)) {
      recipient_ += " " + words;
      recipient_line_ = i;
      return true;
    }
    const bool in_cell = Line(i).in_table() && SameColumn(Line(i).place, head_place_);
    if (in_cell || (!filed_ && !marked_ && words.back() == ';') || patterns_.Matches(words_.filing, words)) {
      return AddRecipient(i, words);
    }
    return !Line(i).in_table() ? false : true;
  }

  void SetSigner() {
    Signer& signer = closing_.signer;
    const SignatureLine* position = nullptr;
    std::vector<const SignatureLine*> authorities;
    for (const SignatureLine& line : signature_) {
      if (line.authority && position == nullptr) authorities.push_back(&line);
      if (line.position && position == nullptr) position = &line;
    }
    if (!authorities.empty()) {
      const bool two = authorities.size() > 1 && patterns_.Matches(words_.on_behalf, authorities.front()->words);
      if (two) signer.on_behalf = authorities.front()->words;
      signer.authority = authorities[two ? 1 : 0]->words;
    }
    if (position != nullptr) signer.position = position->words;
    if (!name_.empty()) signer.name = name_;
  }

  const NormalizedText& text_;
  const DocumentLines& document_;
  const PatternTable& patterns_;
  const Vocabulary& words_;
  Closing closing_;
  std::vector<SignatureLine> signature_;
  std::string name_;
  bool has_recipients_ = false;
  TablePlace head_place_;
  std::string recipient_;
  std::size_t recipient_line_ = 0;
  bool marked_ = false;  // recipients have marks
  bool filed_ = false;   // the copy that is filed was named: the list is over
};

}  // namespace

std::optional<Closing> FindClosing(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                                   const Vocabulary& words, std::size_t from) {
  return ClosingReader(text, document, patterns, words).Find(from);
}

}  // namespace trichluc
