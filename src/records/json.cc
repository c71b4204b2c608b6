// Records as JSON: the contract's keys in the contract's order.
#include <algorithm>
#include <array>
#include <type_traits>

#include "records/fields.h"
#include "records/json_records.h"
#include "records/json_writer.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

constexpr std::array<std::string_view, 6> kCommon = {"id", "section", "span", "text", "rule", "confidence"};

template <typename Names>
bool Holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Writes a field under its name, whatever its type.
class FieldWriter {
 public:
  explicit FieldWriter(JsonWriter& json) : json_(json) {}

  template <typename T>
  void operator()(std::string_view name, const T& value) const {
    json_.Key(name).Value(value);
  }

 private:
  JsonWriter& json_;
};

// How a record came about; the last keys of each.
void WriteOrigin(JsonWriter& json, const Provenance& record) {
  json.Key("rule");
  if (record.rule.empty()) {
    json.Null();
  } else {
    json.Value(record.rule);
  }
  json.Key("confidence").Value(record.confidence);
}

// A record of one of the four kinds that are read from sentences.
template <typename Record>
void WriteExtracted(JsonWriter& json, const Record& record) {
  json.BeginObject();
  json.Key("id").Value(record.id);
  VisitFields(record, FieldWriter(json));
  json.Key("section").Value(record.section);
  json.Key("span").Value(record.span, record.areas);
  if constexpr (std::is_same_v<Record, Reference>) {
    json.Key("key").Value(record.key);
    json.Key("first").Value(record.first);
  }
  json.Key("text").Value(record.text);
  WriteOrigin(json, record);
  json.EndObject();
}

// A capture named like a key that every record has would stand there twice; it gets a final underscore.
std::string FieldKey(const std::string& name) { return Holds(kCommon, name) ? name + "_" : name; }

// A capture that occurs once is a text, one that occurs several times a list.
void WriteCaptures(JsonWriter& json, const CustomRecord& record) {
  const auto& fields = record.fields;
  for (auto field = fields.begin(); field != fields.end(); ++field) {
    const auto same = [&](const auto& other) { return other.first == field->first; };
    if (std::any_of(fields.begin(), field, same)) continue;
    json.FreeKey(FieldKey(field->first));
    if (std::count_if(field, fields.end(), same) == 1) {
      json.Value(field->second);
      continue;
    }
    json.BeginArray();
    for (auto each = field; each != fields.end(); ++each) {
      if (same(*each)) json.Value(each->second);
    }
    json.EndArray();
  }
}

void WriteRecord(JsonWriter& json, const Diagnostic& diagnostic) {
  json.BeginObject();
  json.Key("code").Value(Name(diagnostic.code));
  json.Key("severity").Value(Name(diagnostic.severity));
  json.Key("message").Value(diagnostic.message);
  json.Key("span").Value(diagnostic.span);
  json.EndObject();
}

template <typename Record>
void WriteRecords(JsonWriter& json, std::string_view key, const std::vector<Record>& records) {
  json.Key(key).BeginArray();
  for (const Record& record : records) WriteRecord(json, record);
  json.EndArray();
}

// One array for each kind of the user's own, in the order of first occurrence. The grammar check refuses a kind that is
// named like a key of the contract; should one come here all the same, it must not make the output ambiguous.
void WriteCustom(JsonWriter& json, const std::vector<CustomRecord>& records) {
  std::vector<std::string_view> kinds;
  for (const CustomRecord& record : records) {
    if (!Holds(kinds, record.kind)) kinds.push_back(record.kind);
  }
  for (const std::string_view kind : kinds) {
    json.FreeKey(Holds(kContractKeys, kind) ? std::string(kind) + "_" : std::string(kind)).BeginArray();
    for (const CustomRecord& record : records) {
      if (record.kind == kind) WriteRecord(json, record);
    }
    json.EndArray();
  }
}

void WriteSource(JsonWriter& json, const Source& source) {
  json.Key("source").BeginObject();
  json.Key("name").Value(source.name);
  json.Key("media_type").Value(source.media_type);
  json.Key("bytes").Value(source.bytes);
  json.Key("sha256").Value(source.sha256);
  json.Key("encoding").Value(source.encoding);
  json.Key("pages").Value(source.pages);
  json.Key("repair").Value(source.repair);
  json.EndObject();
}

void WriteDocument(JsonWriter& json, const DocumentData& document) {
  json.Key("document").BeginObject();
  VisitFields(document, FieldWriter(json));
  json.Key("signer").BeginObject();
  VisitFields(document.signer, FieldWriter(json));
  json.EndObject();
  json.Key("recipients").Value(document.recipients);
  json.EndObject();
}

// What no sink took.
std::string Write(const Extraction& extraction, JsonWriter::Layout layout, const JsonWriter::Sink* sink = nullptr) {
  std::string out;
  JsonWriter json(out, layout, sink);
  json.BeginObject();
  json.Key("schema").Value("trichluc.record/1");
  WriteSource(json, extraction.source);
  WriteDocument(json, extraction.document);
  WriteRecords(json, "sections", extraction.sections);
  WriteRecords(json, "blocks", extraction.blocks);
  WriteRecords(json, "references", extraction.references);
  WriteRecords(json, "assignments", extraction.assignments);
  WriteRecords(json, "targets", extraction.targets);
  WriteRecords(json, "deadlines", extraction.deadlines);
  WriteCustom(json, extraction.custom);
  WriteRecords(json, "diagnostics", extraction.diagnostics);
  json.EndObject();
  out += '\n';
  return out;
}

}  // namespace

void WriteRecord(JsonWriter& json, const Section& section) {
  json.BeginObject();
  json.Key("id").Value(section.path);
  json.Key("parent").Value(section.parent);
  VisitFields(section, FieldWriter(json));
  json.Key("span").Value(section.span, section.areas);
  json.Key("text").Value(section.text);
  WriteOrigin(json, section);
  json.EndObject();
}

void WriteRecord(JsonWriter& json, const Block& block) {
  json.BeginObject();
  json.Key("id").Value(block.id);
  json.Key("section").Value(block.section);
  VisitFields(block, FieldWriter(json));
  json.Key("text").Value(block.text);
  json.Key("span").Value(block.span, block.areas);
  WriteOrigin(json, block);
  json.EndObject();
}

void WriteRecord(JsonWriter& json, const Reference& reference) { WriteExtracted(json, reference); }
void WriteRecord(JsonWriter& json, const Assignment& assignment) { WriteExtracted(json, assignment); }
void WriteRecord(JsonWriter& json, const Target& target) { WriteExtracted(json, target); }
void WriteRecord(JsonWriter& json, const Deadline& deadline) { WriteExtracted(json, deadline); }

void WriteRecord(JsonWriter& json, const CustomRecord& record) {
  json.BeginObject();
  json.Key("id").Value(record.id);
  WriteCaptures(json, record);
  json.Key("section").Value(record.section);
  json.Key("span").Value(record.span, record.areas);
  json.Key("text").Value(record.text);
  WriteOrigin(json, record);
  json.EndObject();
}

std::string ToJson(const Extraction& extraction) { return Write(extraction, JsonWriter::Layout::kIndented); }

bool WriteJson(const Extraction& extraction, const JsonSink& sink) {
  bool taken = true;
  const JsonWriter::Sink until_refused = [&](std::string_view piece) { taken = taken && sink(piece); };
  until_refused(Write(extraction, JsonWriter::Layout::kIndented, &until_refused));
  return taken;
}

std::string ToJsonLine(const Extraction& extraction) { return Write(extraction, JsonWriter::Layout::kOneLine); }

}  // namespace trichluc
