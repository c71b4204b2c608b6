// Records as CSV: a table of each kind.
#include <array>
#include <type_traits>

#include "records/csv_row.h"
#include "records/fields.h"
#include "text/utf8.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

// What a kind's columns are called, or what one record has in them: two visits of the same fields.
struct NameCells {
  CsvRow& row;
  template <typename T>
  void operator()(std::string_view name, const T&) const {
    row.Cell(name);
  }
};
struct ValueCells {
  CsvRow& row;
  template <typename T>
  void operator()(std::string_view, const T& value) const {
    row.Cell(value);
  }
};

template <typename Record>
void AppendHeader(std::string& out) {
  CsvRow row(out);
  row.Cells("document", "id", std::is_same_v<Record, Section> ? "parent" : "section", "start", "end");
  VisitFields(Record{}, NameCells{row});
  if constexpr (std::is_same_v<Record, Reference>) row.Cells("key", "first");
  row.Cells("text", "rule", "confidence");
  row.End();
}

template <typename Record>
void AppendRow(std::string& out, const std::string& document, const Record& record) {
  CsvRow row(out);
  if constexpr (std::is_same_v<Record, Section>) {
    row.Cells(document, record.path, record.parent, record.span.start, record.span.end);
  } else {
    row.Cells(document, record.id, record.section, record.span.start, record.span.end);
  }
  VisitFields(record, ValueCells{row});
  if constexpr (std::is_same_v<Record, Reference>) row.Cells(record.key, record.first);
  row.Cells(record.text, record.rule, record.confidence);
  row.End();
}

// `document` has one row for each input, its signer's fields beside its own.
void AppendHeaderOfDocument(std::string& out) {
  CsvRow row(out);
  row.Cell("document");
  VisitFields(DocumentData{}, NameCells{row});
  VisitFields(Signer{}, [&](std::string_view name, const auto&) { row.Cell("signer_" + std::string(name)); });
  row.Cell("recipients");
  row.End();
}

void AppendRowOfDocument(std::string& out, const std::string& name, const DocumentData& document) {
  CsvRow row(out);
  row.Cell(name);
  VisitFields(document, ValueCells{row});
  VisitFields(document.signer, ValueCells{row});
  row.Cell(document.recipients);
  row.End();
}

void AppendHeaderOfCustom(std::string& out) {
  CsvRow row(out);
  row.Cells("document", "id", "section", "start", "end", "kind", "fields", "text", "rule", "confidence");
  row.End();
}

void AppendRow(std::string& out, const std::string& document, const CustomRecord& record) {
  CsvRow row(out);
  std::vector<std::string> fields;
  for (const auto& [name, value] : record.fields) fields.emplace_back(name).append("=").append(value);
  row.Cells(document, record.id, record.section, record.span.start, record.span.end, record.kind, fields, record.text,
            record.rule, record.confidence);
  row.End();
}

void AppendHeaderOfDiagnostics(std::string& out) {
  CsvRow row(out);
  row.Cells("document", "start", "end", "code", "severity", "message");
  row.End();
}

void AppendRow(std::string& out, const std::string& document, const Diagnostic& diagnostic) {
  CsvRow row(out);
  row.Cells(document, diagnostic.span.start, diagnostic.span.end, Name(diagnostic.code), Name(diagnostic.severity),
            diagnostic.message);
  row.End();
}

template <typename Record>
void AppendRows(std::string& out, const Extraction& extraction, const std::vector<Record>& records) {
  for (const Record& record : records) AppendRow(out, extraction.source.name, record);
}

// How one kind is written.
struct Table {
  std::string_view kind;
  void (*header)(std::string&);
  void (*rows)(std::string&, const Extraction&);
};

constexpr std::array<Table, 9> kTables = {{
    {"document", AppendHeaderOfDocument,
     [](std::string& out, const Extraction& of) { AppendRowOfDocument(out, of.source.name, of.document); }},
    {"sections", AppendHeader<Section>,
     [](std::string& out, const Extraction& of) { AppendRows(out, of, of.sections); }},
    {"blocks", AppendHeader<Block>, [](std::string& out, const Extraction& of) { AppendRows(out, of, of.blocks); }},
    {"references", AppendHeader<Reference>,
     [](std::string& out, const Extraction& of) { AppendRows(out, of, of.references); }},
    {"assignments", AppendHeader<Assignment>,
     [](std::string& out, const Extraction& of) { AppendRows(out, of, of.assignments); }},
    {"targets", AppendHeader<Target>, [](std::string& out, const Extraction& of) { AppendRows(out, of, of.targets); }},
    {"deadlines", AppendHeader<Deadline>,
     [](std::string& out, const Extraction& of) { AppendRows(out, of, of.deadlines); }},
    {"custom", AppendHeaderOfCustom, [](std::string& out, const Extraction& of) { AppendRows(out, of, of.custom); }},
    {"diagnostics", AppendHeaderOfDiagnostics,
     [](std::string& out, const Extraction& of) { AppendRows(out, of, of.diagnostics); }},
}};

const Table* TableOf(std::string_view kind) {
  for (const Table& table : kTables) {
    if (table.kind == kind) return &table;
  }
  return nullptr;
}

}  // namespace

std::string CsvHeader(std::string_view kind) {
  const Table* table = TableOf(kind);
  if (table == nullptr) return {};
  std::string out(kByteOrderMark);  // without it Excel reads UTF-8 as an 8-bit code page
  table->header(out);
  return out;
}

std::string ToCsv(const Extraction& extraction, std::string_view kind) {
  const Table* table = TableOf(kind);
  if (table == nullptr) return {};
  std::string out;
  table->rows(out, extraction);
  return out;
}

}  // namespace trichluc
