#include "index/schema.h"

#include <algorithm>

#include "index/columns.h"

namespace trichluc {
namespace {

constexpr ColumnType kInteger = ColumnType::kInteger;
constexpr ColumnType kReal = ColumnType::kReal;

void Append(std::vector<Column>& columns, std::vector<Column> more) { columns.insert(columns.end(), more.begin(), more.end()); }

// The columns of a kind of records: whose it is, its own, and where it stands (bytes; the first page that it is on, from 1, and the
// box there in points), and its words: those of a block or a heading are told by their place there.
template <typename Kind>
std::vector<Column> RecordColumns(std::vector<Column> more = {}) {
  std::vector<Column> columns = {{"document", kInteger}, {"ordinal", kInteger}};
  Append(columns, ColumnsOf<Kind>());
  if (kStandsInOthers<Kind>) {
    for (Column& column : columns) {
      if (column.name == "rule") column.kept = Column::Kept::kRule;
    }
  }
  Append(columns, std::move(more));
  Append(columns, {{"span_start", kInteger}, {"span_end", kInteger}, {"page", kInteger}, {"x0", kReal}, {"y0", kReal}, {"x1", kReal}, {"y1", kReal}, {"text"}});
  if constexpr (kStandsInOthers<Kind>) {
    Append(columns, {{"block", kInteger}, {"heading", kInteger}, {kHeldText.from, kInteger}, {kHeldText.length, kInteger}});
    for (const Column& column : ColumnsOf<Kind>()) {
      if (const HeldColumn* const held = HeldFieldOf(column.name)) Append(columns, {{held->from, kInteger}, {held->length, kInteger}});
    }
  }
  return columns;
}

std::vector<Column> DocumentColumns() {
  std::vector<Column> columns = {{"id", kInteger}, {"sha256"}, {"name"}, {"media_type"}, {"bytes", kInteger}, {"encoding"}, {"pages", kInteger}, {"repair"}, {"reader"}};
  Append(columns, ColumnsOf<DocumentData>());
  Append(columns, {{"key"}, {"base"}, {"issuer_key"}, {"first_day"}, {"last_day"}, {"due_first"}, {"due_last"}, {"on_behalf"}, {"authority"}, {"position"}, {"signer"}});
  return columns;
}

constexpr std::string_view kRecordKey = "document, ordinal";

// A column that a table of names has.
Column Joined(std::string_view name) { return {name, ColumnType::kText, Column::Kept::kJoined}; }

std::vector<Column> TargetColumns() {
  std::vector<Column> columns = RecordColumns<Target>({{"measure", kInteger}, Joined("subject_key"), Joined("predicate_key"), Joined("unit_key")});
  for (Column& column : columns) {
    if (column.name == "subject" || column.name == "predicate" || column.name == "unit") column.kept = Column::Kept::kJoined;
  }
  return columns;
}

std::string_view TypeName(ColumnType type, const Dialect& dialect) {
  switch (type) {
    case ColumnType::kInteger: return dialect.integer;
    case ColumnType::kReal: return dialect.real;
    case ColumnType::kBytes: return dialect.bytes;
    case ColumnType::kText: break;
  }
  return dialect.text;
}

// Names of files are of any length, and where keys cannot be so long their digests are the key.
bool HasLongKey(const Table& table, const Dialect& dialect) { return dialect.short_keys && table.name == TableOf(Part::kDocumentName).name; }

void AddIndexes(const Table& table, const Dialect& dialect, std::string& sql) {
  const std::string name = table.storage();
  for (const Lookup& lookup : table.lookups) {
    sql.append("CREATE INDEX IF NOT EXISTS ").append(table.name).append("_by_").append(lookup.column).append(" ON ").append(name);
    const std::string_view kind = lookup.any_length ? dialect.any_length_index : "";
    sql.append(kind).append(" (").append(lookup.column).append(kind.empty() ? lookup.more : "").append(");\n");
  }
  if (HasLongKey(table, dialect)) sql.append("CREATE UNIQUE INDEX IF NOT EXISTS " + name + "_key ON " + name + " (document, md5(name));\n");
}

}  // namespace

const Table& DocumentTable() {
  static const Table table = {"document", DocumentColumns(), "id", {{"key", true}, {"code", true}, {"base", true, ", id"}, {"type"}, {"issuer_key", true}, {"place_id", false, ", place"}, {"first_day"}, {"last_day", false, ", first_day"}, {"due_last", false, ", due_first"}}};
  return table;
}

const std::vector<Table>& DocumentParts() {
  static const std::vector<Table> tables = {
      {"document_name", {{"document", kInteger}, {"name"}}, "document, name", {{"name", true}}},
      {"recipient", {{"document", kInteger}, {"ordinal", kInteger}, {"name"}}, kRecordKey, {}},
      {"section", RecordColumns<Section>(), kRecordKey, {}},
      {"block", RecordColumns<Block>(), kRecordKey, {}, true},
      {"reference", RecordColumns<Reference>({{"name_key"}, {"base"}}), kRecordKey, {{"key", true}, {"name_key", true}, {"base", true, ", document, ordinal"}}, false, true},
      {"assignment", RecordColumns<Assignment>(), kRecordKey, {}, false, true},
      {"assignment_unit", {{"document", kInteger}, {"assignment", kInteger}, {"role"}, {"ordinal", kInteger}, {"unit", kInteger}, Joined("name"), Joined("key")},
       "document, assignment, role, ordinal", {{"unit", false, ", document"}}, false, false, "unit"},
      {"assignment_deadline", {{"document", kInteger}, {"assignment", kInteger}, {"ordinal", kInteger}, {"deadline", kInteger}, {"days", kInteger}},
       "document, assignment, ordinal", {}},
      {"target", TargetColumns(), kRecordKey, {{"measure", false, ", document, comparator, value, value_max"}}, false, true, "measure"},
      {"deadline", RecordColumns<Deadline>({{"days", kInteger}, Joined("first_day"), Joined("last_day")}), kRecordKey, {{"days", false, ", document"}}, false, true, "days"},
      {"deadline_unit", {{"document", kInteger}, {"deadline", kInteger}, {"ordinal", kInteger}, {"days", kInteger}, {"unit", kInteger}, Joined("name"), Joined("key")},
       "document, deadline, ordinal", {}, false, false, "unit"},
      {"custom", RecordColumns<CustomRecord>(), kRecordKey, {{"kind"}}, false, true},
      {"custom_field", {{"document", kInteger}, {"custom", kInteger}, {"ordinal", kInteger}, {"name"}, {"value"}},
       "document, custom, ordinal", {}},
      {"diagnostic", {{"document", kInteger}, {"ordinal", kInteger}, {"code"}, {"severity"}, {"message"}, {"span_start", kInteger}, {"span_end", kInteger}},
       kRecordKey, {}},
      {"further_area", {{"document", kInteger}, {"kind"}, {"record", kInteger}, {"ordinal", kInteger}, {"page", kInteger},
                        {"x0", kReal}, {"y0", kReal}, {"x1", kReal}, {"y1", kReal}},
       "document, kind, record, ordinal", {}},
      {"source_text", {{"document", kInteger}, {"packed", ColumnType::kBytes}}, "document", {}, true},
  };
  return tables;
}

const std::vector<Table>& NameTables() {
  constexpr ColumnType kBytes = ColumnType::kBytes;
  static const std::vector<Table> tables = {
      {"rule", {{"id", kInteger}, {"digest", kBytes}, {"name"}}, "id", {}},
      {"unit", {{"id", kInteger}, {"digest", kBytes}, {"name"}, {"key"}}, "id", {{"key", true}}},
      {"measure", {{"id", kInteger}, {"digest", kBytes}, {"subject"}, {"predicate"}, {"unit"}, {"subject_key"}, {"predicate_key"}, {"unit_key"}},
       "id", {{"subject_key", true, ", predicate_key, unit_key"}}},
      {"days", {{"id", kInteger}, {"digest", kBytes}, {"first_day"}, {"last_day"}}, "id", {}},
  };
  return tables;
}

std::vector<Column> Table::StoredColumns() const {
  std::vector<Column> stored;
  for (Column column : columns) {
    if (column.kept == Column::Kept::kRule) column.type = kInteger;
    if (column.kept != Column::Kept::kJoined) stored.push_back(column);
  }
  return stored;
}

namespace {

// A column of a row `r`, with its name where the row has a number.
std::string NamedSql(const Table& table, const Column& column) {
  const std::string name(column.name);
  switch (column.kept) {
    case Column::Kept::kJoined: return std::string(table.joined) + "." + name;
    case Column::Kept::kRule: return "(SELECT named.name FROM rule named WHERE named.id = r." + name + ")";
    case Column::Kept::kHere: break;
  }
  return "r." + name;
}

std::string FromSql(const Table& table) {
  const std::string joined(table.joined);
  return " FROM " + table.storage() + " r" + (joined.empty() ? "" : " JOIN " + joined + " ON " + joined + ".id = r." + joined);
}

}  // namespace

std::string NamedRowsSql(const Table& table) {
  std::string sql;
  for (const Column& column : table.columns) sql.append(sql.empty() ? "SELECT " : ", ").append(NamedSql(table, column));
  return sql + FromSql(table);
}

const Table& SupersessionTable() {
  static const Table table = {"supersession",
                              {{"ordinal", kInteger}, {"code"}, {"base"}, {"epoch"}, {"replaced_by"}, {"replaced_by_key"}, {"from_day"}, {"note"}},
                              "ordinal", {{"base", true}}};
  return table;
}

const std::vector<CountedPart>& CountedParts() {
  static const std::vector<CountedPart> parts = {{Part::kSection, "sections", [](const Extraction& all) { return all.sections.size(); }},
                                                 {Part::kBlock, "blocks", [](const Extraction& all) { return all.blocks.size(); }},
                                                 {Part::kReference, "references", [](const Extraction& all) { return all.references.size(); }},
                                                 {Part::kAssignment, "assignments", [](const Extraction& all) { return all.assignments.size(); }},
                                                 {Part::kTarget, "targets", [](const Extraction& all) { return all.targets.size(); }},
                                                 {Part::kDeadline, "deadlines", [](const Extraction& all) { return all.deadlines.size(); }},
                                                 {Part::kCustom, "custom", [](const Extraction& all) { return all.custom.size(); }},
                                                 {Part::kDiagnostic, "diagnostics", [](const Extraction& all) { return all.diagnostics.size(); }}};
  return parts;
}

const Table& RecordCountTable() {
  static const Table table = [] {
    std::vector<Column> columns = {{"reader"}, {"type"}, {"place_id"}, {"place"}, {"documents", kInteger}};
    for (const CountedPart& counted : CountedParts()) columns.push_back({TableOf(counted.part).name, kInteger});
    return Table{"record_count", std::move(columns), "reader, type, place_id, place", {}};
  }();
  return table;
}

const Table& ReviewTable() {
  static const Table table = {"review",
                              {{"sha256"}, {"number", kInteger}, {"previous", kInteger}, {"kind"}, {"record"}, {"verdict"}, {"who"}, {"judged_at"}, {"note"}, {"fields"}, {"machine"}, {"quote"}},
                              "sha256, number",
                              {{"sha256", false, ", previous"}, {"judged_at", false, ", sha256, number"}, {"who"}},
                              true};
  return table;
}

std::string HolderSql(std::string_view row) {
  const std::string of(row);
  return "COALESCE((SELECT held.text FROM block held WHERE held.document = " + of + ".document AND held.ordinal = " + of + ".block), " +
         "(SELECT held.heading FROM section held WHERE held.document = " + of + ".document AND held.ordinal = " + of + ".heading))";
}

std::string HeldSql(const HeldColumn& column, std::string_view row) {
  const auto of_row = [&](std::string_view name) { return std::string(row) + "." + std::string(name); };
  // substr of PostgreSQL takes no numbers of 64 bits.
  const auto number = [&](std::string_view name) { return "CAST(" + of_row(name) + " AS INTEGER)"; };
  return "CASE WHEN " + of_row(column.from) + " IS NULL THEN " + of_row(column.name) + " ELSE substr(" + HolderSql(row) + ", " + number(column.from) + ", " +
         number(column.length) + ") END";
}

const std::vector<View>& Views() {
  static const std::vector<View> views = {
      // Who is charged with what: a row for each unit of each assignment.
      {"duty",
       "SELECT u.key AS unit_key, u.name AS unit, u.role, a.task, a.section, a.page, d.id AS document, d.code, d.type, d.issuer, d.date, a.ordinal AS assignment "
       "FROM assignment_unit u JOIN assignment a ON a.document = u.document AND a.ordinal = u.assignment JOIN document d ON d.id = u.document"},
      // What is due and when: a row for each deadline.
      {"due",
       "SELECT t.first_day, t.last_day, t.date, t.kind, t.relation, t.every, t.label, t.task, t.section, t.page, d.id AS document, d.code, d.type, d.issuer, t.ordinal AS deadline "
       "FROM deadline t JOIN document d ON d.id = t.document"},
      // Which document cites which: a row for each mention, with the cited one where it is in the index.
      {"citation",
       "SELECT r.document AS citing, r.ordinal AS mention, r.key, r.type, r.code, r.name, r.title, r.issuer, r.date, r.relation, r.provision, r.section, c.id AS cited "
       "FROM reference r LEFT JOIN document c ON c.key = r.key"},
      // What is to be reached: a row for each target.
      {"goal",
       "SELECT t.subject, t.predicate, t.comparator, t.value, t.value_max, t.unit, t.section, t.page, d.id AS document, d.code, d.issuer, d.place, d.place_id, d.period, t.ordinal AS target "
       "FROM target t JOIN document d ON d.id = t.document"},
  };
  return views;
}

namespace {

// The rows of a table with all their words.
std::string WholeRowsSql(const Table& table) {
  std::string sql = "SELECT ";
  const auto add = [&](const std::string& value) { sql.append(sql.size() > 7 ? ", " : "").append(value); };
  std::vector<std::string_view> places = {kHeldText.from, kHeldText.length};
  for (const HeldColumn& field : kHeldFields) places.insert(places.end(), {field.from, field.length});
  for (const Column& column : table.columns) {
    if (std::find(places.begin(), places.end(), column.name) != places.end()) continue;
    const HeldColumn* const field = column.name == kHeldText.name ? &kHeldText : HeldFieldOf(column.name);
    add((field != nullptr && table.is_held ? HeldSql(*field, "r") : NamedSql(table, column)) + " AS " + std::string(column.name));
  }
  return sql + FromSql(table);
}

void AddView(std::string_view name, std::string_view query, std::string& sql) {
  sql.append("DROP VIEW IF EXISTS ").append(name).append(";\nCREATE VIEW ").append(name).append(" AS ").append(query).append(";\n");
}

}  // namespace

std::string SchemaSql(const Dialect& dialect) {
  std::string sql = "CREATE TABLE IF NOT EXISTS setting (name " + std::string(dialect.text) + " PRIMARY KEY, value " + std::string(dialect.text) + ");\n";
  const auto add = [&](const Table& table) {
    const bool has_id = table.key == "id";
    sql.append("CREATE TABLE IF NOT EXISTS ").append(table.storage()).append(" (");
    for (const Column& column : table.StoredColumns()) {
      sql.append(column.name).append(" ").append(has_id && column.name == "id" ? dialect.identity : TypeName(column.type, dialect));
      if (!has_id && column.name == "document") sql.append(" NOT NULL REFERENCES document (id) ON DELETE CASCADE");
      if (has_id && (column.name == "sha256" || column.name == "digest")) sql.append(" NOT NULL UNIQUE");
      sql.append(", ");
    }
    if (has_id || HasLongKey(table, dialect)) {
      sql.resize(sql.size() - 2);
      sql.append(");\n");
    } else {
      sql.append("PRIMARY KEY (").append(table.key).append("))").append(table.is_wide ? "" : dialect.table_end).append(";\n");
    }
    AddIndexes(table, dialect, sql);
  };
  add(DocumentTable());
  sql += "CREATE INDEX IF NOT EXISTS document_by_order ON document (COALESCE(last_day, '') DESC, sha256, id);\n";  // of answers
  for (const Table& table : DocumentParts()) add(table);
  for (const Table& table : NameTables()) add(table);
  add(RecordCountTable());
  add(SupersessionTable());
  add(ReviewTable());
  // Views may ask views: those that do go first, and come last.
  for (const View& view : Views()) sql.append("DROP VIEW IF EXISTS ").append(view.name).append(";\n");
  for (const Table& table : DocumentParts()) {
    if (table.is_view()) AddView(table.name, WholeRowsSql(table), sql);
  }
  for (const View& view : Views()) AddView(view.name, view.query, sql);
  return sql;
}

}  // namespace trichluc
