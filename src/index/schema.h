// The tables of an index, for SQLite and for PostgreSQL alike. docs/index.md tells analysts what they hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trichluc {

struct Extraction;

// Rises when tables change so that older programs could not read them, or this one could not read older ones; and when texts are cut
// into words, or words and names written, in another way (words.h, NameKey): what is there would not be found any more.
inline constexpr int kSchemaVersion = 5;

enum class ColumnType : std::uint8_t { kInteger, kReal, kText, kBytes };

struct Column {
  std::string_view name;
  ColumnType type = ColumnType::kText;
  // Where its values are: in the row; in the table of names that the row has a number of, under `name` (Table::joined); or in the
  // table `rule`, of which the row has the number.
  enum class Kept : std::uint8_t { kHere, kJoined, kRule };
  Kept kept = Kept::kHere;
};

// A column that rows are found by.
struct Lookup {
  std::string_view column;
  bool any_length = false;     // it holds what documents say, which may be longer than a B-tree of PostgreSQL takes
  std::string_view more = {};  // ", columns" that order the rows of one value, where an index of any length may have several
};

struct Table {
  std::string_view name;
  std::vector<Column> columns;
  std::string_view key;         // of its rows: columns, parted by commas
  std::vector<Lookup> lookups;
  bool is_wide = false;         // its rows may hold long text
  bool is_held = false;         // its records stand in blocks or headings: words that stand there too are not kept again
  std::string_view joined = {}; // a table of names: some of its columns are there

  // Where its rows are kept; where that is another name, `name` is a view that has all words and names.
  [[nodiscard]] bool is_view() const { return is_held || !joined.empty(); }
  [[nodiscard]] std::string storage() const { return std::string(name) + (is_view() ? "_row" : ""); }
  // The columns that its rows have.
  [[nodiscard]] std::vector<Column> StoredColumns() const;
};

// All tables but `document` itself, `supersession` and `review` belong to a document: their first column names it.
enum class Part : std::uint8_t {
  kDocumentName,
  kRecipient,
  kSection,
  kBlock,
  kReference,
  kAssignment,
  kAssignmentUnit,
  kAssignmentDeadline,
  kTarget,
  kDeadline,
  kDeadlineUnit,
  kCustom,
  kCustomField,
  kDiagnostic,
  kFurtherArea,
  kSourceText,
};
[[nodiscard]] const Table& DocumentTable();
[[nodiscard]] const std::vector<Table>& DocumentParts();  // in the order of Part
[[nodiscard]] inline const Table& TableOf(Part part) { return DocumentParts()[static_cast<std::size_t>(part)]; }

// What many records have alike: a number, a digest of all else, and what it says. No document's, and kept when documents go.
enum class NameTable : std::uint8_t { kRule, kUnit, kMeasure, kDays };
[[nodiscard]] const std::vector<Table>& NameTables();  // in the order of NameTable
[[nodiscard]] inline const Table& TableOf(NameTable table) { return NameTables()[static_cast<std::size_t>(table)]; }

// All columns of the rows of a part, with their names, but without the words that stand in blocks and headings: SELECT … FROM ….
[[nodiscard]] std::string NamedRowsSql(const Table& table);

// What the owner of the index says was replaced: no document's, and kept when documents go.
[[nodiscard]] const Table& SupersessionTable();

// How many documents of a kind there are, and how many rows each table has of them: what a count of all rows would give, in a look at
// few rows (RecordCounts).
[[nodiscard]] const Table& RecordCountTable();
struct CountedPart {
  Part part;
  std::string_view list;                         // of the contract
  std::size_t (*count_of)(const Extraction&);
};
[[nodiscard]] const std::vector<CountedPart>& CountedParts();  // in the contract's order; the columns behind `documents`

// What people said of records: of the content of a document, and kept when documents go.
[[nodiscard]] const Table& ReviewTable();

// What a record stands in, as SQL of its row: the text of a block, or a heading.
[[nodiscard]] std::string HolderSql(std::string_view row);

// The words of a column of a row, wherever they are kept. What the record stands in is read only for words that are there.
struct HeldColumn;
[[nodiscard]] std::string HeldSql(const HeldColumn& column, std::string_view row);

// Views for people who ask in SQL.
struct View {
  std::string_view name;
  std::string_view query;
};
[[nodiscard]] const std::vector<View>& Views();

// How a database says what the other says otherwise.
struct Dialect {
  std::string_view integer;
  std::string_view real;
  std::string_view text;      // compared byte by byte
  std::string_view bytes;
  std::string_view identity;  // of `document`: a number that the database gives
  std::string_view table_end; // behind the columns of a table of narrow rows, to keep it in the order of its key
  std::string_view any_length_index;  // how an index of values of any length is kept
  bool short_keys = false;    // keys hold values of bounded length only
};
[[nodiscard]] std::string SchemaSql(const Dialect& dialect);

}  // namespace trichluc
