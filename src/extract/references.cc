#include "extract/references.h"

#include <algorithm>
#include <map>

#include "extract/document_key.h"
#include "extract/values.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kTitleHead = 2;  // symbols at a title's start among which it says that it amends

std::optional<std::string> TextOf(const std::optional<GroupView>& group) {
  if (!group) return std::nullopt;
  return std::string(group->text());
}

// A code without the stray spaces beside its signs, and with one kind of dash.
std::string CleanCode(std::string_view written) {
  std::string code;
  for (std::size_t at = 0; at < written.size();) {
    const char32_t c = NextChar(written, at);
    if (c == U' ') continue;
    const bool dash = c == 0x2013 || c == 0x2014 || c == 0x2010 || c == 0x2011 || c == 0x2212;
    AppendChar(code, dash ? U'-' : c);
  }
  return code;
}

class Reader {
 public:
  Reader(const PassageReading& reading, std::vector<Diagnostic>& diagnostics) : reading_(reading), diagnostics_(diagnostics) {}

  std::vector<Reference> Run() {
    for (const NodeId id : reading_.analysis.emitted) {
      const NodeView node = reading_.analysis.View(id);
      if (node.rule()->emit == "attached") return {};  // "(Kèm theo …)": the document speaks of itself
      if (node.rule()->emit == "reference") Read(node);
      if (node.rule()->emit == "reference_head") heads_.push_back({node.span(), TypeOf(node), TextOf(node.Capture("issuer"))});
    }
    std::stable_sort(mentions_.begin(), mentions_.end(), [](const Mention& a, const Mention& b) { return a.span.start < b.span.start; });
    for (const NodeId id : reading_.analysis.emitted) {
      const NodeView node = reading_.analysis.View(id);
      if (node.rule()->emit == "title") AddTitle(node);
    }
    DropAmendedLaws();
    Coordinate();
    std::vector<Reference> references;
    for (Mention& mention : mentions_) {
      CheckSymbol(mention.record);
      references.push_back(std::move(mention.record));
    }
    return references;
  }

 private:
  struct Mention {
    NodeId node = 0;
    Span span;
    Reference record;
    std::optional<std::string> issuer_in_front = {};  // named before the number, for those that follow too
  };
  // "các Quyết định của Thủ tướng Chính phủ:"
  struct Head {
    Span span;
    std::string type;
    std::optional<std::string> issuer;
  };

  void Read(NodeView node) {
    Mention mention{.node = node.id(), .span = {}, .record = {}};
    Reference& record = mention.record;
    record.type = TypeOf(node);
    record.provision = TextOf(node.Capture("provision"));
    record.name = TextOf(node.Capture("name"));
    record.issuer = TextOf(node.Capture("issuer"));
    ReadCode(node, record);
    ReadDate(node, record);
    record.relation = InOpening() ? "basis" : "cite";
    record.section = reading_.SectionPath();
    mention.span = SpanOf(node);
    const auto issuer = node.Capture("issuer");
    const auto code = node.Capture("code");
    if (issuer && code && issuer->span().end <= code->span().start) mention.issuer_in_front = record.issuer;
    reading_.Ground(record, mention.span, node.rule());
    mentions_.push_back(std::move(mention));
  }

  [[nodiscard]] bool InOpening() const {
    const OutlineBlock* block = reading_.Block();
    return block != nullptr && reading_.section < 0 && !block->footnote;
  }

  static std::string TypeOf(NodeView node) {
    if (const std::string_view fixed = node.Constant("type"); !fixed.empty()) return std::string(fixed);
    const std::vector<NodeView> laws = node.Find("law");
    const auto type = node.Capture("type") || laws.empty() ? node.Capture("type") : laws.front().Capture("type");
    if (!type) return {};
    if (type->size() == 1) {
      for (const char* lexicon : {"doc_type", "doc_abbreviation", "named_programme"}) {
        if (const std::string_view value = (*type)[0].ValueIn(lexicon); !value.empty()) return std::string(value);
      }
    }
    return std::string(type->text());
  }

  static void ReadCode(NodeView node, Reference& record) {
    const auto code = node.Capture("code");
    if (!code || code->size() != 1) return;
    const NodeView parts = (*code)[0];
    const auto symbol = parts.Capture("symbol");
    if (!symbol) return;
    record.symbol = CleanCode(symbol->text());
    const auto number = parts.Capture("number");
    if (!number) return;
    record.number = CleanCode(number->text());
    const std::size_t start = number->span().start;
    record.code = CleanCode(Text(parts, {start, symbol->span().end}));
    if (const auto year = parts.Capture("year")) record.year = IntegerOf(year->text());
  }

  static std::string_view Text(NodeView node, Span span) { return node.text().substr(span.start - node.span().start, span.size()); }

  void ReadDate(NodeView node, Reference& record) {
    const auto date = node.Capture("date");
    if (!date || date->size() != 1) return;
    const DateValue value = DateOf((*date)[0]);
    if (value.IsPossible()) {
      record.date = value.Edtf();
      return;
    }
    diagnostics_.push_back({DiagnosticCode::kInvalidDate, Severity::kWarning,
                            "no calendar has the date '" + std::string(date->text()) + "'; it is left out", reading_.ToSource(date->span())});
  }

  // From the type word to the end of code, date and issuer; a named document whole.
  static Span SpanOf(NodeView node) {
    Span span = node.span();
    std::size_t start = span.end;
    std::size_t end = span.start;
    for (const char* part : {"type", "name", "code", "date", "issuer"}) {
      const auto group = node.Capture(part);
      if (!group) continue;
      start = std::min(start, group->span().start);
      end = std::max(end, group->span().end);
    }
    return start < end ? Span{start, end} : span;
  }

  void AddTitle(NodeView node) {
    const auto head = node.Capture("head");
    const auto title = node.Capture("title");
    if (!head || !title || head->size() != 1) return;
    const NodeId id = (*head)[0].id();
    for (std::size_t i = 0; i < title->size() && i < kTitleHead; ++i) {
      if (!(*title)[i].ValueIn("amend_word").empty()) amending_.push_back(title->span());
    }
    for (Mention& mention : mentions_) {
      if (mention.node == id && !mention.record.name) mention.record.title = std::string(TrimPunctuation(title->text()));
    }
  }

  // A law that amends others is one record under its whole name; those it amends give none.
  void DropAmendedLaws() {
    const auto amended = [this](const Mention& mention) {
      return !mention.record.code && std::any_of(amending_.begin(), amending_.end(), [&](Span title) { return title.Contains(mention.span); });
    };
    mentions_.erase(std::remove_if(mentions_.begin(), mentions_.end(), amended), mentions_.end());
  }

  // "Quyết định số 306-QĐ/TU và Quyết định số 307-QĐ/TU ngày … của …": the first shares what follows the last, if their codes
  // name the same issuer. A code without a type word takes the type of the mention before it, or of the head of the list
  // ("các Quyết định của Thủ tướng Chính phủ: số …, số …"), and the issuer that stood there before the number.
  void Coordinate() {
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      Mention& mention = mentions_[i];
      if (!mention.record.type.empty()) continue;
      if (i > 0 && Joined(mentions_[i - 1].span.end, mention.span.start)) {
        Inherit(mention, mentions_[i - 1].record.type, mentions_[i - 1].issuer_in_front);
      } else if (const Head* head = HeadBefore(mention.span.start)) {
        Inherit(mention, head->type, head->issuer);
      }
      if (mention.record.type.empty()) mention.record.type = TypeOfSymbol(mention.record);
    }
    for (std::size_t i = mentions_.size(); i-- > 1;) {
      Reference& here = mentions_[i - 1].record;
      const Reference& next = mentions_[i].record;
      const bool bare = here.code && !here.date && !here.issuer && !here.title;
      if (!bare || here.type != next.type || here.symbol != next.symbol) continue;
      if (!Joined(mentions_[i - 1].span.end, mentions_[i].span.start)) continue;
      here.date = next.date;
      here.issuer = next.issuer;
      here.title = next.title;
    }
    mentions_.erase(std::remove_if(mentions_.begin(), mentions_.end(), [](const Mention& m) { return m.record.type.empty(); }),
                    mentions_.end());
  }

  static void Inherit(Mention& mention, const std::string& type, const std::optional<std::string>& issuer) {
    mention.record.type = type;
    if (!mention.record.issuer) mention.record.issuer = issuer;
    mention.issuer_in_front = issuer;
  }

  // The head of a list whose first code stands at `offset`.
  [[nodiscard]] const Head* HeadBefore(std::size_t offset) const {
    const auto head = std::find_if(heads_.rbegin(), heads_.rend(), [&](const Head& h) { return h.span.end <= offset; });
    return head != heads_.rend() && Joined(head->span.end, offset) ? &*head : nullptr;
  }

  // Do only list words stand between two places?
  [[nodiscard]] bool Joined(std::size_t from, std::size_t to) const {
    if (to < from) return false;
    const auto& tokens = reading_.analysis.tokens;
    auto token = std::lower_bound(tokens.begin(), tokens.end(), from, [](const Token& t, std::size_t at) { return t.begin < at; });
    for (; token != tokens.end() && token->end <= to; ++token) {
      if (!IsIn("list_word", reading_.Text({token->begin, token->end}))) return false;
    }
    return true;
  }

  [[nodiscard]] bool IsIn(std::string_view lexicon, std::string_view word) const { return !ValueOf(lexicon, word).empty(); }

  [[nodiscard]] std::string_view ValueOf(std::string_view lexicon, std::string_view word) const {
    const Lexicons& lexicons = reading_.document->rules->lexicons;
    const auto id = lexicons.Find(lexicon);
    const LexiconEntry* entry = id ? lexicons.Look(*id, word) : nullptr;
    return entry == nullptr ? std::string_view() : std::string_view(entry->value);
  }

  // The word says one type, the code another. QĐ is a decision's and, in the Party, a regulation's code.
  void CheckSymbol(const Reference& record) {
    const std::string by_code = TypeOfSymbol(record);
    if (by_code.empty() || by_code == record.type || !record.symbol) return;
    if (!ValueOf("symbol_without_type", record.type).empty()) return;
    if (ValueOf("symbol_type_shared", by_code) == record.type || record.type.starts_with(by_code)) return;
    diagnostics_.push_back({DiagnosticCode::kTypeSymbolMismatch, Severity::kInfo,
                            "called '" + record.type + "', but the code " + record.code.value_or(*record.symbol) + " is that of a '" + by_code + "'",
                            record.span});
  }

  [[nodiscard]] std::string TypeOfSymbol(const Reference& record) const {
    if (!record.symbol) return {};
    const std::string_view symbol = *record.symbol;
    for (std::size_t start = 0; start <= symbol.size();) {
      const std::size_t end = std::min(symbol.find_first_of("/-&.", start), symbol.size());
      if (const auto value = ValueOf("symbol_type", symbol.substr(start, end - start)); !value.empty()) return std::string(value);
      start = end + 1;
    }
    return {};
  }

  const PassageReading& reading_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Mention> mentions_;
  std::vector<Head> heads_;
  std::vector<Span> amending_;  // titles of amending documents
};

}  // namespace

std::vector<Reference> ReadReferences(const PassageReading& reading, std::vector<Diagnostic>& diagnostics) {
  return Reader(reading, diagnostics).Run();
}

void LinkReferences(std::vector<Reference>& references) {
  std::map<std::string, const Reference*> full;  // by key without year: the last full mention
  for (Reference& record : references) {
    const std::string base = KeyWithoutYear(record);
    std::string epoch = EpochOf(record);
    const auto before = full.find(base);
    const bool short_form = record.code && !record.date && !record.issuer && !record.title;
    if (short_form && before != full.end()) {
      record.first = before->second->id;
      if (epoch.empty()) epoch = EpochOf(*before->second);
    }
    record.key = JoinKey(base, epoch);
    if (!short_form && record.code) full[base] = &record;
  }
}

}  // namespace trichluc
