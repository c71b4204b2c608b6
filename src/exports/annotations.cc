// Records as annotations of their document (W3C Web Annotation Data Model, 23 February 2017).
#include <algorithm>

#include "records/json_records.h"
#include "records/json_writer.h"
#include "text/number_text.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "trichluc/exports.h"

namespace trichluc {
namespace {

constexpr std::size_t kContext = 32;  // characters before and after a quotation
constexpr const char* kPdfFragments = "http://tools.ietf.org/rfc/rfc3778";  // as the model names it, section 4.2.1

// How many characters stand before a byte, asked for places in any order.
class CharacterIndex {
 public:
  explicit CharacterIndex(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size(); at += kStretch) {
      before_.push_back(characters_);
      characters_ += CountChars(text.substr(at, kStretch));
    }
  }
  [[nodiscard]] std::size_t Before(std::size_t byte) const {
    if (byte >= text_.size()) return characters_;
    const std::size_t stretch = byte / kStretch;
    return before_[stretch] + CountChars(text_.substr(stretch * kStretch, byte - stretch * kStretch));
  }

 private:
  static constexpr std::size_t kStretch = 1024;
  std::string_view text_;
  std::vector<std::size_t> before_;
  std::size_t characters_ = 0;
};

// The name of a file as a relative IRI: all but what RFC 3986 leaves unreserved is written as bytes.
std::string IriOfName(std::string_view name) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 0xF]);
    }
  }
  return out;
}

// The last characters of `text`, or the first.
std::string_view Last(std::string_view text, std::size_t characters) {
  std::size_t at = text.size();
  for (; at > 0 && characters > 0; --characters) {
    do --at;
    while (at > 0 && IsContinuation(text[at]));
  }
  return text.substr(at);
}
std::string_view First(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; at < text.size() && characters > 0; --characters) at = std::min(text.size(), at + CharBytes(text[at]));
  return text.substr(0, at);
}

class Writer {
 public:
  Writer(const Extraction& document, std::string_view original)
      : all_(document),
        text_(document.text.empty() ? original : std::string_view(document.text)),
        counts_characters_(IsWellFormedUtf8(text_)),
        index_(counts_characters_ ? text_ : std::string_view()),
        source_(IriOfName(document.source.name)),
        json_(out_, JsonWriter::Layout::kIndented) {}

  std::string Write() {
    const std::size_t total = all_.sections.size() + all_.blocks.size() + all_.references.size() + all_.assignments.size() +
                              all_.targets.size() + all_.deadlines.size() + all_.custom.size();
    const std::string id = "urn:sha256:" + all_.source.sha256;
    json_.BeginObject();
    json_.Key("@context").Value("http://www.w3.org/ns/anno.jsonld");
    json_.Key("id").Value(id + ":annotations");
    json_.Key("type").Value("AnnotationCollection");
    json_.Key("label").Value(all_.source.name);
    json_.Key("total").Value(static_cast<std::uint64_t>(total));
    json_.Key("first").BeginObject();
    json_.Key("id").Value(id + ":annotations:1");
    json_.Key("type").Value("AnnotationPage");
    json_.Key("partOf").Value(id + ":annotations");
    json_.Key("startIndex").Value(0);
    json_.Key("items").BeginArray();
    AddAll(id, "sections", all_.sections);
    AddAll(id, "blocks", all_.blocks);
    AddAll(id, "references", all_.references);
    AddAll(id, "assignments", all_.assignments);
    AddAll(id, "targets", all_.targets);
    AddAll(id, "deadlines", all_.deadlines);
    for (const CustomRecord& record : all_.custom) Add(id, record.kind, record);
    json_.EndArray();
    json_.EndObject();
    json_.EndObject();
    return std::move(out_) + "\n";
  }

 private:
  template <typename Record>
  void AddAll(const std::string& id, const std::string& kind, const std::vector<Record>& records) {
    for (const Record& record : records) Add(id, kind, record);
  }

  // Two bodies: the kind as a tag, as viewers show them, and the record as the contract has it.
  template <typename Record>
  void Add(const std::string& document, const std::string& kind, const Record& record) {
    std::string text;
    JsonWriter contract(text, JsonWriter::Layout::kOneLine);
    WriteRecord(contract, record);
    json_.BeginObject();
    json_.Key("id").Value(document + ":" + record.id);
    json_.Key("type").Value("Annotation");
    json_.Key("motivation").Value("describing");
    json_.Key("body").BeginArray();
    AddBody("tagging", "text/plain", kind);
    AddBody("describing", "application/json", text);
    json_.EndArray();
    AddTargets(record);
    json_.EndObject();
  }

  void AddBody(const char* purpose, const char* format, const std::string& value) {
    json_.BeginObject();
    json_.Key("type").Value("TextualBody");
    json_.Key("purpose").Value(purpose);
    json_.Key("format").Value(format);
    json_.Key("value").Value(value);
    json_.EndObject();
  }

  // The words, with their place on the page; where they stand on several, each of those places is a target of its own.
  void AddTargets(const Provenance& record) {
    json_.Key("target").BeginArray();
    BeginTarget();
    AddPosition(record.span);
    AddQuote(record);
    if (record.areas.size() == 1) AddArea(record.areas.front());
    EndTarget();
    for (const PageArea& area : record.areas) {
      if (record.areas.size() == 1) break;
      BeginTarget();
      AddArea(area);
      EndTarget();
    }
    json_.EndArray();
  }

  void BeginTarget() {
    json_.BeginObject();
    json_.Key("type").Value("SpecificResource");
    json_.Key("source").Value(source_);
    json_.Key("selector").BeginArray();
  }
  void EndTarget() {
    json_.EndArray();
    json_.EndObject();
  }

  void AddPosition(Span span) {
    json_.BeginObject();
    json_.Key("type").Value(counts_characters_ ? "TextPositionSelector" : "DataPositionSelector");
    json_.Key("start").Value(static_cast<std::uint64_t>(counts_characters_ ? index_.Before(span.start) : span.start));
    json_.Key("end").Value(static_cast<std::uint64_t>(counts_characters_ ? index_.Before(span.end) : span.end));
    json_.EndObject();
  }

  void AddQuote(const Provenance& record) {
    const bool has_text = counts_characters_ && record.span.start <= record.span.end && record.span.end <= text_.size();
    json_.BeginObject();
    json_.Key("type").Value("TextQuoteSelector");
    json_.Key("exact").Value(has_text ? text_.substr(record.span.start, record.span.size()) : std::string_view(record.text));
    if (has_text) {
      json_.Key("prefix").Value(Last(text_.substr(0, record.span.start), kContext));
      json_.Key("suffix").Value(First(text_.substr(record.span.end), kContext));
    }
    json_.EndObject();
  }

  void AddArea(const PageArea& area) {
    const Box& box = area.box;
    std::string fragment = "page=" + std::to_string(area.page);
    if (!box.empty()) {
      fragment += "&viewrect=" + NumberText(Tenths(box.x0)) + "," + NumberText(Tenths(box.y0)) + "," + NumberText(Tenths(box.width())) + "," +
                  NumberText(Tenths(box.height()));
    }
    json_.BeginObject();
    json_.Key("type").Value("FragmentSelector");
    if (all_.source.media_type == "application/pdf") json_.Key("conformsTo").Value(kPdfFragments);
    json_.Key("value").Value(fragment);
    json_.EndObject();
  }

  static double Tenths(float points) { return static_cast<double>(static_cast<long>(points * 10 + 0.5F)) / 10; }

  const Extraction& all_;
  std::string_view text_;   // that spans count in
  bool counts_characters_;  // else bytes: the text is in another encoding
  CharacterIndex index_;
  std::string source_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string ToAnnotations(const Extraction& extraction, std::string_view original) { return Writer(extraction, original).Write(); }

}  // namespace trichluc
