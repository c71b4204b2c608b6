// Records as CSV after RFC 4180: comma, CRLF, quotes doubled.
//
// Spreadsheets run a cell that begins with = + - @ (or with a tab or a carriage return before it) as a formula, quoted or
// not. A plan comes from anywhere, so such a text cell gets a leading apostrophe, which spreadsheets show as the text that
// follows and every other reader can strip (OWASP, "CSV Injection"). Numbers are written by us and stay as they are.
#include <array>
#include <type_traits>

#include "records/fields.h"
#include "records/well_formed.h"
#include "text/number_text.h"
#include "text/utf8.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

constexpr std::string_view kListSeparator = "; ";

bool LooksLikeFormula(std::string_view cell) {
  if (cell.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos) return true;
  // The full-width forms of = + - @ are taken for them in East Asian versions.
  constexpr std::array<std::string_view, 4> kFullWidth = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                                          "\xEF\xBC\xA0"};
  for (const std::string_view sign : kFullWidth) {
    if (cell.substr(0, sign.size()) == sign) return true;
  }
  return false;
}

std::string Join(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    if (!out.empty()) out += kListSeparator;
    out += text;
  }
  return out;
}

// One line of the table, cell by cell.
class Row {
 public:
  explicit Row(std::string& out) : out_(out) {}

  void Cell(std::string_view text) {
    Separate();
    const std::string_view safe = WellFormed(text, buffer_);
    const bool formula = LooksLikeFormula(safe);
    if (!formula && safe.find_first_of(",\"\r\n") == std::string_view::npos) {
      out_ += safe;
      return;
    }
    out_ += '"';
    if (formula) out_ += '\'';
    for (const char c : safe) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
  }
  void Cell(const std::string& text) { Cell(std::string_view(text)); }
  void Cell(const char* text) { Cell(std::string_view(text)); }
  void Cell(const std::vector<std::string>& texts) { Cell(Join(texts)); }
  void Cell(double number) { Raw(NumberText(number)); }
  void Cell(int number) { Raw(std::to_string(number)); }
  void Cell(std::size_t number) { Raw(std::to_string(number)); }

  // An absent value is an empty cell.
  template <typename T>
  void Cell(const std::optional<T>& value) {
    if (value.has_value()) {
      Cell(*value);
    } else {
      Raw({});
    }
  }

  template <typename... Values>
  void Cells(const Values&... values) {
    (Cell(values), ...);
  }

  void End() { out_ += "\r\n"; }

 private:
  void Separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void Raw(std::string_view text) {
    Separate();
    out_ += text;
  }

  std::string& out_;
  std::string buffer_;
  bool first_ = true;
};

// What a kind's columns are called, or what one record has in them: two visits of the same fields.
struct NameCells {
  Row& row;
  template <typename T>
  void operator()(std::string_view name, const T&) const {
    row.Cell(name);
  }
};
struct ValueCells {
  Row& row;
  template <typename T>
  void operator()(std::string_view, const T& value) const {
    row.Cell(value);
  }
};

template <typename Record>
void AppendHeader(std::string& out) {
  Row row(out);
  row.Cells("document", "id", std::is_same_v<Record, Section> ? "parent" : "section", "start", "end");
  VisitFields(Record{}, NameCells{row});
  if constexpr (std::is_same_v<Record, Reference>) row.Cells("key", "first");
  row.Cells("text", "rule", "confidence");
  row.End();
}

template <typename Record>
void AppendRow(std::string& out, const std::string& document, const Record& record) {
  Row row(out);
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
  Row row(out);
  row.Cell("document");
  VisitFields(DocumentData{}, NameCells{row});
  VisitFields(Signer{}, [&](std::string_view name, const auto&) { row.Cell("signer_" + std::string(name)); });
  row.Cell("recipients");
  row.End();
}

void AppendRowOfDocument(std::string& out, const std::string& name, const DocumentData& document) {
  Row row(out);
  row.Cell(name);
  VisitFields(document, ValueCells{row});
  VisitFields(document.signer, ValueCells{row});
  row.Cell(document.recipients);
  row.End();
}

void AppendHeaderOfCustom(std::string& out) {
  Row row(out);
  row.Cells("document", "id", "section", "start", "end", "kind", "fields", "text", "rule", "confidence");
  row.End();
}

void AppendRow(std::string& out, const std::string& document, const CustomRecord& record) {
  Row row(out);
  std::vector<std::string> fields;
  for (const auto& [name, value] : record.fields) fields.emplace_back(name).append("=").append(value);
  row.Cells(document, record.id, record.section, record.span.start, record.span.end, record.kind, fields, record.text,
            record.rule, record.confidence);
  row.End();
}

void AppendHeaderOfDiagnostics(std::string& out) {
  Row row(out);
  row.Cells("document", "start", "end", "code", "severity", "message");
  row.End();
}

void AppendRow(std::string& out, const std::string& document, const Diagnostic& diagnostic) {
  Row row(out);
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
