#include "index/write.h"

#include <map>
#include <utility>

#include "extract/document_key.h"
#include "index/columns.h"
#include "index/packing.h"
#include "index/read.h"
#include "records/edtf.h"

namespace trichluc {
namespace {

SqlValue Number(std::size_t value) { return static_cast<std::int64_t>(value); }

// The first and the last day that a date may mean; NULL where it does not tell.
std::pair<SqlValue, SqlValue> StoredDays(const std::optional<std::string>& edtf) {
  const auto days = edtf ? DaysOfDate(*edtf) : std::nullopt;
  if (!days) return {};
  const auto stored = [](const std::optional<Day>& day) { return day ? SqlValue(IsoText(*day)) : SqlValue(); };
  return {stored(days->first), stored(days->last)};
}

// Collects the rows of one document and writes them table by table.
class DocumentWriter {
 public:
  DocumentWriter(Database& database, const IndexedDocument& document) : database_(database), document_(document), extraction_(document.extraction) {}

  Result<bool> Run() {
    const Result<bool> mine = WriteHead();
    if (!mine || !*mine) return mine;
    if (auto fault = WriteRest()) return *fault;
    return true;
  }

 private:
  std::optional<Error> WriteRest() {
    NoteBlocks();
    AddRecords(Part::kSection, extraction_.sections);
    AddRecords(Part::kBlock, extraction_.blocks);
    AddRecords(Part::kReference, extraction_.references);
    AddRecords(Part::kAssignment, extraction_.assignments);
    AddRecords(Part::kTarget, extraction_.targets);
    AddRecords(Part::kDeadline, extraction_.deadlines);
    AddRecords(Part::kCustom, extraction_.custom);
    AddLists();
    for (std::size_t part = 0; part < rows_.size(); ++part) {
      if (auto fault = database_.Insert(DocumentParts()[part], rows_[part])) return fault;
    }
    return database_.AddWords(number_, WordsOf(extraction_));
  }

  Result<bool> WriteHead() {
    const DocumentData& data = extraction_.document;
    const Source& source = extraction_.source;
    SqlRow row = {{}, source.sha256, source.name, source.media_type, static_cast<std::int64_t>(source.bytes), source.encoding, Stored(source.pages), source.repair, document_.reader};
    VisitFields(data, [&](std::string_view, const auto& member) { row.push_back(Stored(member)); });
    const std::string key = KeyOf(data);
    const Signer& signer = data.signer;
    const auto [first_day, last_day] = StoredDays(data.date);
    const SqlRow more = {key.empty() ? SqlValue() : key, NameKey(data.issuer.value_or("")), first_day, last_day, Stored(signer.on_behalf),
                         Stored(signer.authority), Stored(signer.position), Stored(signer.name)};
    row.insert(row.end(), more.begin(), more.end());
    const Result<std::optional<std::int64_t>> number = database_.InsertDocument(row);
    if (!number) return number.error();
    number_ = number->value_or(0);
    return number->has_value();
  }

  // Records often are a whole block: their words stand there already.
  void NoteBlocks() {
    for (const Block& block : extraction_.blocks) block_texts_.emplace(std::pair(block.span.start, block.span.end), &block.text);
  }

  template <typename Record>
  SqlValue TextFor(const Record& record) const {
    if constexpr (!std::is_same_v<Record, Block>) {
      const auto block = block_texts_.find({record.span.start, record.span.end});
      if (block != block_texts_.end() && *block->second == record.text) return {};
    }
    return record.text;
  }

  template <typename Record>
  void AddRecords(Part part, const std::vector<Record>& records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      const Record& record = records[i];
      SqlRow row = {number_, Number(i)};
      VisitColumns(record, [&](std::string_view, const auto& member) {
        if constexpr (!kIsList<decltype(member)>) row.push_back(Stored(member));
      });
      if constexpr (std::is_same_v<Record, Deadline>) {
        auto [first_day, last_day] = StoredDays(record.date);
        row.push_back(std::move(first_day));
        row.push_back(std::move(last_day));
      }
      if constexpr (std::is_same_v<Record, Reference>) row.push_back(record.name ? SqlValue(NameKey(*record.name)) : SqlValue());
      AddPlace(record, row);
      row.push_back(TextFor(record));
      RowsOf(part).push_back(std::move(row));
      for (std::size_t a = 1; a < record.areas.size(); ++a) {
        const PageArea& area = record.areas[a];
        RowsOf(Part::kFurtherArea).push_back({number_, std::string(TableOf(part).name), Number(i), Number(a), std::int64_t{area.page}, area.box.x0, area.box.y0, area.box.x1, area.box.y1});
      }
    }
  }

  static void AddPlace(const Provenance& record, SqlRow& row) {
    row.push_back(Number(record.span.start));
    row.push_back(Number(record.span.end));
    if (record.areas.empty()) {
      row.resize(row.size() + 5);
      return;
    }
    const PageArea& area = record.areas.front();
    const SqlRow place = {std::int64_t{area.page}, area.box.x0, area.box.y0, area.box.x1, area.box.y1};
    row.insert(row.end(), place.begin(), place.end());
  }

  void AddUnits(Part part, std::size_t record, const SqlRow& before, const UnitList& units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      SqlRow row = {number_, Number(record)};
      row.insert(row.end(), before.begin(), before.end());
      const SqlRow more = {Number(i), units[i], NameKey(units[i])};
      row.insert(row.end(), more.begin(), more.end());
      RowsOf(part).push_back(std::move(row));
    }
  }

  std::vector<SqlRow>& RowsOf(Part part) { return rows_[static_cast<std::size_t>(part)]; }

  void AddLists() {
    RowsOf(Part::kDocumentName).push_back({number_, extraction_.source.name});
    const UnitList& recipients = extraction_.document.recipients;
    for (std::size_t i = 0; i < recipients.size(); ++i) RowsOf(Part::kRecipient).push_back({number_, Number(i), recipients[i]});
    for (std::size_t i = 0; i < extraction_.assignments.size(); ++i) {
      AddUnits(Part::kAssignmentUnit, i, {std::string("lead")}, extraction_.assignments[i].lead);
      AddUnits(Part::kAssignmentUnit, i, {std::string("with")}, extraction_.assignments[i].with);
    }
    for (std::size_t i = 0; i < extraction_.deadlines.size(); ++i) AddUnits(Part::kDeadlineUnit, i, {}, extraction_.deadlines[i].units);
    for (std::size_t i = 0; i < extraction_.custom.size(); ++i) {
      const auto& fields = extraction_.custom[i].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) RowsOf(Part::kCustomField).push_back({number_, Number(i), Number(f), fields[f].first, fields[f].second});
    }
    for (std::size_t i = 0; i < extraction_.diagnostics.size(); ++i) {
      const Diagnostic& diagnostic = extraction_.diagnostics[i];
      RowsOf(Part::kDiagnostic).push_back({number_, Number(i), std::string(Name(diagnostic.code)), std::string(Name(diagnostic.severity)), diagnostic.message,
                                     Number(diagnostic.span.start), Number(diagnostic.span.end)});
    }
    if (!document_.text.empty()) RowsOf(Part::kSourceText).push_back({number_, Blob{Packed(document_.text)}});
  }

  Database& database_;
  const IndexedDocument& document_;
  const Extraction& extraction_;
  std::int64_t number_ = 0;
  std::vector<std::vector<SqlRow>> rows_{DocumentParts().size()};  // of each part
  std::map<std::pair<std::size_t, std::size_t>, const std::string*> block_texts_;  // by span
};

}  // namespace

std::string NameKey(std::string_view name) {
  DocumentWords words;
  words.Add(name);
  return std::move(words.bare);
}

DocumentWords WordsOf(const Extraction& extraction) {
  DocumentWords words;
  if (extraction.document.code) words.AddTitle(*extraction.document.code);
  if (extraction.document.title) words.AddTitle(*extraction.document.title);
  for (const Section& section : extraction.sections) words.Add(section.heading);
  for (const Block& block : extraction.blocks) words.Add(block.text);
  return words;
}

Result<bool> WriteDocument(Database& database, const IndexedDocument& document) { return DocumentWriter(database, document).Run(); }

std::optional<Error> EraseDocument(Database& database, std::int64_t number) {
  const Result<Extraction> known = ReadDocument(database, number);
  if (!known) return known.error();
  if (auto fault = database.RemoveWords(number, WordsOf(*known))) return fault;
  const SqlRow values = {number};
  return database.Run("DELETE FROM document WHERE id = ?", values);
}

}  // namespace trichluc
