// Gold from reviewed documents (docs/evaluation.md): records with the words of the source in place of spans.
#include <string>
#include <unordered_map>

#include "records/fields.h"
#include "records/json_writer.h"
#include "text/unicode.h"
#include "trichluc/review.h"

namespace trichluc {
namespace {

class GoldWriter {
 public:
  explicit GoldWriter(const IndexedDocument& document) : text_(document.text), json_(out_, JsonWriter::Layout::kIndented) {}

  Result<std::string> Of(const Extraction& extraction) && {
    json_.BeginObject();
    WriteDocument(extraction.document);
    List("sections", extraction.sections, [&](const Section& section) {
      json_.Key("id").Value(section.path);
      json_.Key("parent").Value(section.parent);
    });
    List("blocks", extraction.blocks, [&](const Block& block) {
      json_.Key("section").Value(block.section);
      json_.Key("text").Value(block.text);
    });
    const auto section = [&](const auto& record) { json_.Key("section").Value(record.section); };
    List("references", extraction.references, section);
    List("assignments", extraction.assignments, section);
    List("targets", extraction.targets, section);
    List("deadlines", extraction.deadlines, section);
    json_.EndObject();
    out_ += '\n';
    if (astray_ > 0) return Error{Error::Code::kUnsupported, std::to_string(astray_) + " of its records stand at no words of its text (judge them anew)"};
    return std::move(out_);
  }

 private:
  template <typename Record, typename More>
  void List(std::string_view name, const std::vector<Record>& records, const More& more) {
    json_.Key(name).BeginArray();
    for (const Record& record : records) {
      json_.BeginObject();
      VisitFields(record, [&](std::string_view field, const auto& value) { json_.Key(field).Value(value); });
      more(record);
      WriteQuote(record.span);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteDocument(const DocumentData& document) {
    json_.Key("document").BeginObject();
    VisitFields(document, [&](std::string_view field, const auto& value) { json_.Key(field).Value(value); });
    json_.Key("signer").BeginObject();
    VisitFields(document.signer, [&](std::string_view field, const auto& value) { json_.Key(field).Value(value); });
    json_.EndObject();
    json_.Key("recipients").Value(document.recipients);
    json_.EndObject();
  }

  void WriteQuote(Span span) {
    if (span.end > text_.size() || span.empty()) {
      ++astray_;
      return;
    }
    const std::string quote(text_.substr(span.start, span.size()));
    json_.Key("quote").Value(quote);
    if (const int nth = NthOf(quote, span.start); nth > 1) json_.Key("nth").Value(nth);
  }

  // Which occurrence of the words stands there. Words that recur are counted on from where they were found last.
  int NthOf(const std::string& quote, std::size_t start) {
    Counted& known = counted_[quote];
    if (known.nth == 0 || start < known.at) known = {text_.find(quote), 1};
    while (known.at < start) {
      const std::size_t next = text_.find(quote, known.at + 1);
      if (next == std::string_view::npos) break;
      known = {next, known.nth + 1};
    }
    return known.nth;
  }

  struct Counted {
    std::size_t at = 0;
    int nth = 0;
  };

  std::string_view text_;
  std::string out_;
  JsonWriter json_;
  std::size_t astray_ = 0;
  std::unordered_map<std::string, Counted> counted_;
};

}  // namespace

Result<std::string> ToGold(const IndexedDocument& document, const ReviewedDocument& reviewed) {
  if (document.text.empty()) return Error{Error::Code::kUnsupported, document.extraction.source.name + ": the index does not have its text (add the document anew)"};
  if (!IsWellFormedUtf8(document.text)) return Error{Error::Code::kUnsupported, document.extraction.source.name + ": its text is in another encoding than UTF-8, and gold quotes UTF-8 (convert the file, and add it)"};
  Result<std::string> gold = GoldWriter(document).Of(reviewed.extraction);
  if (!gold) return Error{gold.error().code, document.extraction.source.name + ": " + gold.error().message};
  return gold;
}

}  // namespace trichluc
