#include "index/write.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "extract/document_key.h"
#include "index/char_cursor.h"
#include "index/columns.h"
#include "index/holders.h"
#include "index/packing.h"
#include "records/edtf.h"
#include "records/task_deadlines.h"

namespace trichluc {
namespace {

// What nothing is found by is not kept.
SqlValue StoredKey(std::string key) { return key.empty() ? SqlValue() : SqlValue(std::move(key)); }

// The first and the last day that a date may mean; NULL where it does not tell.
std::pair<SqlValue, SqlValue> StoredDays(const std::optional<std::string>& edtf) {
  const auto days = edtf ? DaysOfDate(*edtf) : std::nullopt;
  if (!days) return {};
  const auto stored = [](const std::optional<Day>& day) { return day ? SqlValue(IsoText(*day)) : SqlValue(); };
  return {stored(days->first), stored(days->last)};
}

// The columns of a target that say what is measured.
constexpr bool IsMeasured(std::string_view column) { return column == "subject" || column == "predicate" || column == "unit"; }

constexpr std::size_t kReach = 32 << 10;  // bytes
constexpr std::string_view kFirstOfDays = "0000-01-01";
constexpr std::string_view kLastOfDays = "9999-12-31";

// Kept back.
constexpr std::size_t kMostValues = 128 << 10;
constexpr std::size_t kMostBytes = 8 << 20;  // of the texts that they are of

// Writes the head of one document, and collects its other rows.
class RowsOfDocument {
 public:
  RowsOfDocument(Database& database, NameNumbers& names, const IndexedDocument& document, const std::vector<std::string>& earlier, std::vector<SqlRow>& rows)
      : database_(database), names_(names), document_(document), earlier_(earlier), extraction_(document.extraction), holders_(extraction_), rows_(rows) {}

  Result<std::optional<std::int64_t>> Run() {
    const Result<bool> mine = WriteHead();
    if (!mine) return mine.error();
    if (!*mine) return std::optional<std::int64_t>();
    AddParts();
    if (names_.fault()) return *names_.fault();
    if (auto fault = database_.AddWords(Database::Words::kDocuments, number_, TextsOf(extraction_))) return *fault;
    return std::optional(number_);
  }

 private:
  void AddParts() {
    AddRecords(Part::kSection, extraction_.sections);
    AddRecords(Part::kBlock, extraction_.blocks);
    AddRecords(Part::kReference, extraction_.references);
    AddRecords(Part::kAssignment, extraction_.assignments);
    AddRecords(Part::kTarget, extraction_.targets);
    AddRecords(Part::kDeadline, extraction_.deadlines);
    AddRecords(Part::kCustom, extraction_.custom);
    AddLists();
  }

  Result<bool> WriteHead() {
    const DocumentData& data = extraction_.document;
    const Source& source = extraction_.source;
    SqlRow row = {{}, source.sha256, source.name, source.media_type, static_cast<std::int64_t>(source.bytes), source.encoding, Stored(source.pages), source.repair, document_.reader};
    VisitFields(data, [&](std::string_view, const auto& member) { row.push_back(Stored(member)); });
    const std::string key = KeyOf(data);
    const Signer& signer = data.signer;
    const auto [first_day, last_day] = StoredDays(data.date);
    const auto [due_first, due_last] = DueDays();
    const SqlRow more = {StoredKey(key), StoredKey(BaseOf(key)), NameKey(data.issuer.value_or("")), first_day, last_day, due_first, due_last, Stored(signer.on_behalf),
                         Stored(signer.authority), Stored(signer.position), Stored(signer.name)};
    row.insert(row.end(), more.begin(), more.end());
    const Result<std::optional<std::int64_t>> number = database_.InsertDocument(row);
    if (!number) return number.error();
    number_ = number->value_or(0);
    return number->has_value();
  }

  // Within which days all deadlines are; an open end is the first or the last of all days.
  [[nodiscard]] std::pair<SqlValue, SqlValue> DueDays() const {
    std::optional<std::string> first;
    std::optional<std::string> last;
    for (const Deadline& deadline : extraction_.deadlines) {
      const auto days = deadline.date ? DaysOfDate(*deadline.date) : std::nullopt;
      if (!days || (!days->first && !days->last)) continue;
      const std::string begin = days->first ? IsoText(*days->first) : std::string(kFirstOfDays);
      const std::string end = days->last ? IsoText(*days->last) : std::string(kLastOfDays);
      first = first ? std::min(*first, begin) : begin;
      last = last ? std::max(*last, end) : end;
    }
    return {Stored(first), Stored(last)};
  }

  // Most records stand in a block or a heading: their words stand there already.
  [[nodiscard]] std::optional<Holder> HolderOf(Span span) const {
    const std::optional<Holder> holder = holders_.Before(span.start);
    return holder && span.end <= holders_.RecordOf(*holder).span.end ? holder : std::nullopt;
  }

  [[nodiscard]] const std::string& TextOf(Holder holder) const {
    return holder.is_heading ? extraction_.sections[holder.ordinal].heading : extraction_.blocks[holder.ordinal].text;
  }

  // Where a record stands: the text of its holder, and about which byte of it.
  struct Around {
    std::string_view text;
    std::size_t about = 0;
  };

  [[nodiscard]] std::optional<Around> AroundOf(const std::optional<Holder>& holder, Span span) const {
    if (!holder) return std::nullopt;
    const Span whole = holders_.RecordOf(*holder).span;
    const std::string& text = TextOf(*holder);
    const double share = whole.end > whole.start ? static_cast<double>(span.start - whole.start) / static_cast<double>(whole.end - whole.start) : 0;
    return Around{text, static_cast<std::size_t>(share * static_cast<double>(text.size()))};
  }

  // The place of words in the text. In a long one they are looked for about the record only: a block of megabytes may hold very
  // many records.
  static std::size_t Find(const std::string& words, const Around& around) {
    if (around.text.size() <= 2 * kReach) return around.text.find(words);
    const std::size_t from = around.about > kReach ? around.about - kReach : 0;
    const std::size_t at = around.text.substr(from, 2 * kReach).find(words);
    return at == std::string_view::npos ? at : from + at;
  }

  // Words that stand in the holder too: they give way to their place there, which is kept for later.
  struct HeldWords {
    SqlValue words;
    SqlValue from;
    SqlValue length;
  };
  HeldWords Held(const std::string& words, const std::optional<Around>& around) {
    const std::size_t at = around ? Find(words, *around) : std::string::npos;
    if (at == std::string::npos) return {words, {}, {}};
    const std::size_t before = cursor_.CharsBefore(around->text, at);
    return {{}, Number(before + 1), Number(cursor_.CharsBefore(around->text, at + words.size()) - before)};
  }
  HeldWords Held(const std::optional<std::string>& words, const std::optional<Around>& around) { return words ? Held(*words, around) : HeldWords(); }

  template <typename Record>
  void AddText(const Record& record, const std::optional<Holder>& holder, const SqlRow& places_of_fields, SqlRow& row) {
    if constexpr (kStandsInOthers<Record>) {
      HeldWords held = Held(record.text, AroundOf(holder, record.span));
      row.push_back(std::move(held.words));
      const SqlValue ordinal = holder ? Number(holder->ordinal) : SqlValue();
      row.push_back(holder && !holder->is_heading ? ordinal : SqlValue());
      row.push_back(holder && holder->is_heading ? ordinal : SqlValue());
      row.insert(row.end(), {held.from, held.length});
      row.insert(row.end(), places_of_fields.begin(), places_of_fields.end());
    } else if constexpr (std::is_same_v<Record, Section>) {
      row.push_back(record.text == PlainText(record) ? SqlValue() : SqlValue(record.text));
    } else {
      row.emplace_back(record.text);
    }
  }

  template <typename Record>
  void AddRecords(Part part, const std::vector<Record>& records) {
    SqlRow& row = RowsOf(part);
    SqlRow places;
    for (std::size_t i = 0; i < records.size(); ++i) {
      const Record& record = records[i];
      places.clear();
      row.insert(row.end(), {number_, Number(i)});
      const std::optional<Holder> holder = kStandsInOthers<Record> ? HolderOf(record.span) : std::nullopt;
      const std::optional<Around> around = AroundOf(holder, record.span);
      VisitColumns(record, [&](std::string_view name, const auto& member) {
        if constexpr (kStandsInOthers<Record> && kIsText<decltype(member)>) {
          if (HeldFieldOf(name) != nullptr) {
            HeldWords held = Held(member, around);
            row.push_back(std::move(held.words));
            places.insert(places.end(), {held.from, held.length});
            return;
          }
          if (name == "rule") {
            row.push_back(names_.Rule(record.rule));
            return;
          }
          if (std::is_same_v<Record, Target> && IsMeasured(name)) return;
        }
        if constexpr (!kIsList<decltype(member)>) row.push_back(Stored(member));
      });
      if constexpr (std::is_same_v<Record, Deadline>) row.push_back(names_.Days(record.date));
      if constexpr (std::is_same_v<Record, Reference>) {
        row.push_back(record.name ? SqlValue(NameKey(*record.name)) : SqlValue());
        row.push_back(StoredKey(BaseOf(record.key)));
      }
      if constexpr (std::is_same_v<Record, Target>) row.push_back(names_.Measure(record));
      AddPlace(record, row);
      AddText(record, holder, places, row);
      for (std::size_t a = 1; a < record.areas.size(); ++a) {
        const PageArea& area = record.areas[a];
        Put(Part::kFurtherArea, std::string(TableOf(part).name), Number(i), Number(a), std::int64_t{area.page}, area.box.x0, area.box.y0, area.box.x1, area.box.y1);
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
    row.insert(row.end(), {std::int64_t{area.page}, area.box.x0, area.box.y0, area.box.x1, area.box.y1});
  }

  void AddUnits(std::size_t assignment, const char* role, const UnitList& units) {
    for (std::size_t i = 0; i < units.size(); ++i) Put(Part::kAssignmentUnit, Number(assignment), std::string(role), Number(i), names_.Unit(units[i]));
  }

  void AddDeadlinesOfAssignments() {
    const auto deadlines = DeadlinesOfAssignments(extraction_);
    for (std::size_t i = 0; i < deadlines.size(); ++i) {
      for (std::size_t d = 0; d < deadlines[i].size(); ++d) {
        const auto deadline = static_cast<std::size_t>(deadlines[i][d] - extraction_.deadlines.data());
        Put(Part::kAssignmentDeadline, Number(i), Number(d), Number(deadline), names_.Days(extraction_.deadlines[deadline].date));
      }
    }
  }

  // A row of this document.
  template <typename... Values>
  void Put(Part part, Values&&... values) {
    SqlRow& rows = RowsOf(part);
    rows.emplace_back(number_);
    (rows.emplace_back(std::forward<Values>(values)), ...);
  }
  SqlRow& RowsOf(Part part) { return rows_[static_cast<std::size_t>(part)]; }

  void AddLists() {
    Put(Part::kDocumentName, extraction_.source.name);
    for (const std::string& name : earlier_) {
      if (name != extraction_.source.name) Put(Part::kDocumentName, name);
    }
    const UnitList& recipients = extraction_.document.recipients;
    for (std::size_t i = 0; i < recipients.size(); ++i) Put(Part::kRecipient, Number(i), recipients[i]);
    for (std::size_t i = 0; i < extraction_.assignments.size(); ++i) {
      AddUnits(i, "lead", extraction_.assignments[i].lead);
      AddUnits(i, "with", extraction_.assignments[i].with);
    }
    AddDeadlinesOfAssignments();
    for (std::size_t i = 0; i < extraction_.deadlines.size(); ++i) {
      const UnitList& units = extraction_.deadlines[i].units;
      for (std::size_t u = 0; u < units.size(); ++u) Put(Part::kDeadlineUnit, Number(i), Number(u), names_.Days(extraction_.deadlines[i].date), names_.Unit(units[u]));
    }
    for (std::size_t i = 0; i < extraction_.custom.size(); ++i) {
      const auto& fields = extraction_.custom[i].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) Put(Part::kCustomField, Number(i), Number(f), fields[f].first, fields[f].second);
    }
    for (std::size_t i = 0; i < extraction_.diagnostics.size(); ++i) {
      const Diagnostic& diagnostic = extraction_.diagnostics[i];
      Put(Part::kDiagnostic, Number(i), std::string(Name(diagnostic.code)), std::string(Name(diagnostic.severity)), diagnostic.message, Number(diagnostic.span.start), Number(diagnostic.span.end));
    }
    if (!document_.text.empty()) Put(Part::kSourceText, Blob{Packed(document_.text, KnownText(extraction_))});
  }

  Database& database_;
  NameNumbers& names_;
  const IndexedDocument& document_;
  const std::vector<std::string>& earlier_;  // names
  const Extraction& extraction_;
  Holders holders_;
  std::vector<SqlRow>& rows_;  // of each part, one after the other
  std::int64_t number_ = 0;
  CharCursor cursor_;
};

}  // namespace

std::string NameKey(std::string_view name) {
  return DocumentWords(SearchTexts{{}, {name}}).bare;
}

std::string UnitKey(std::string_view unit) {
  std::string key = NameKey(unit);
  // Signs such as % are no words.
  return key.empty() ? std::string(unit) : key;
}

std::string KnownText(const Extraction& extraction) {
  std::string known;
  for (const Section& section : extraction.sections) known.append(section.text).append("\n");
  for (const Block& block : extraction.blocks) known.append(block.text).append("\n");
  return known;
}

SearchTexts TextsOf(const Extraction& extraction) {
  SearchTexts texts;
  if (extraction.document.code) texts.titles.push_back(*extraction.document.code);
  if (extraction.document.title) texts.titles.push_back(*extraction.document.title);
  for (const Section& section : extraction.sections) texts.texts.push_back(section.heading);
  for (const Block& block : extraction.blocks) texts.texts.push_back(block.text);
  return texts;
}

DocumentWriter::DocumentWriter(Database& database, NameNumbers& names) : database_(database), names_(names), rows_(DocumentParts().size()) {}

Result<std::optional<std::int64_t>> DocumentWriter::Add(const IndexedDocument& document, const std::vector<std::string>& earlier) {
  Result<std::optional<std::int64_t>> number = RowsOfDocument(database_, names_, document, earlier, rows_).Run();
  if (!number || !*number) return number;
  if (!first_kept_) first_kept_ = **number;
  bytes_kept_ += document.text.size();
  const std::size_t values = std::accumulate(rows_.begin(), rows_.end(), std::size_t{0}, [](std::size_t sum, const SqlRow& rows) { return sum + rows.size(); });
  if (values < kMostValues && bytes_kept_ < kMostBytes) return number;
  if (auto fault = Write()) return *fault;
  return number;
}

std::optional<Error> DocumentWriter::Write() {
  for (std::size_t part = 0; part < rows_.size(); ++part) {
    if (auto fault = database_.Insert(DocumentParts()[part], rows_[part])) return fault;
    rows_[part].clear();
  }
  first_kept_.reset();
  bytes_kept_ = 0;
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
