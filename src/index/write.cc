#include "index/write.h"

#include <algorithm>
#include <string_view>

#include "index/row_bytes.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostValues = 128 << 10;  // kept back

struct PartShape {
  std::size_t columns = 0;
  std::size_t searched = 0;  // the one whose words are looked for; 0: none
};

// In the order of Part.
const std::vector<PartShape>& PartShapes() {
  static const std::vector<PartShape> shapes = [] {
    std::vector<PartShape> all;
    for (const Table& part : DocumentParts()) {
      const std::vector<Column> columns = part.StoredColumns();
      all.push_back({columns.size()});
      const std::string_view searched = part.name == TableOf(Part::kSection).name ? "heading" : part.name == TableOf(Part::kBlock).name ? "text" : "";
      const auto at = std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return column.name == searched; });
      if (at != columns.end()) all.back().searched = static_cast<std::size_t>(at - columns.begin());
    }
    return all;
  }();
  return shapes;
}

}  // namespace

DocumentWriter::DocumentWriter(Database& database, NameNumbers& names) : database_(database), names_(names), rows_(DocumentParts().size()) {}

Result<std::optional<std::int64_t>> DocumentWriter::Add(const DocumentRows& document) {
  const Result<std::optional<std::int64_t>> number = database_.InsertDocument(document.head);
  if (!number || !*number) return number;
  if (auto fault = names_.Find(document.names, numbers_)) return *fault;
  if (auto fault = database_.AddWords(Database::Words::kDocuments, **number, Keep(**number, document))) return *fault;
  if (values_kept_ < kMostValues) return number;
  if (auto fault = Write()) return *fault;
  return number;
}

SearchTexts DocumentWriter::Keep(std::int64_t number, const DocumentRows& document) {
  SearchTexts texts{{document.titles.begin(), document.titles.end()}, {}};
  const auto number_of = [&](NamePlace name) { return numbers_[static_cast<std::size_t>(name.table)][name.at]; };
  for (std::size_t part = 0; part < rows_.size(); ++part) {
    std::vector<SqlView>& rows = rows_[part];
    const PartShape shape = PartShapes()[part];
    const std::size_t before = rows.size();
    for (RowBytesReader reader(document.RowsOf(part)); !reader.done();) {
      rows.emplace_back(number);
      for (std::size_t column = 1; column < shape.columns; ++column) {
        rows.push_back(reader.Next(number_of));
        if (column == shape.searched) texts.texts.push_back(std::get<std::string_view>(rows.back()));
      }
    }
    values_kept_ += rows.size() - before;
  }
  if (!first_kept_) first_kept_ = number;
  return texts;
}

std::optional<Error> DocumentWriter::Write() {
  for (std::size_t part = 0; part < rows_.size(); ++part) {
    if (auto fault = database_.Insert(DocumentParts()[part], rows_[part])) return fault;
    rows_[part].clear();
  }
  first_kept_.reset();
  values_kept_ = 0;
  return std::nullopt;
}

std::optional<Error> EraseDocument(Database& database, std::int64_t number) {
  const SqlRow values = {number};
  for (const Table& part : DocumentParts()) {
    if (auto fault = database.Run("DELETE FROM " + part.storage() + " WHERE document = ?", values)) return fault;
  }
  return database.Run("DELETE FROM document WHERE id = ?", values);
}

}  // namespace trichluc
