#include "index/document_rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "extract/document_key.h"
#include "index/char_cursor.h"
#include "index/columns.h"
#include "index/holders.h"
#include "index/packing.h"
#include "index/row_bytes.h"
#include "records/edtf.h"
#include "records/task_deadlines.h"

namespace trichluc {
namespace {

constexpr std::size_t kReach = 32 << 10;  // bytes
constexpr std::string_view kFirstOfDays = "0000-01-01";
constexpr std::string_view kLastOfDays = "9999-12-31";

// What nothing is found by is not kept.
SqlValue StoredKey(std::string key) { return key.empty() ? SqlValue() : SqlValue(std::move(key)); }
std::optional<std::string> KeptKey(std::string key) { return key.empty() ? std::nullopt : std::optional(std::move(key)); }

// The first and the last day that a date may mean; NULL where it does not tell.
std::pair<SqlValue, SqlValue> StoredDays(const std::optional<std::string>& edtf) {
  const auto days = edtf ? DaysOfDate(*edtf) : std::nullopt;
  if (!days) return {};
  const auto stored = [](const std::optional<Day>& day) { return day ? SqlValue(IsoText(*day)) : SqlValue(); };
  return {stored(days->first), stored(days->last)};
}

// Within which days all deadlines are; an open end is the first or the last of all days.
std::pair<SqlValue, SqlValue> DueDays(const std::vector<Deadline>& deadlines) {
  std::optional<std::string> first;
  std::optional<std::string> last;
  for (const Deadline& deadline : deadlines) {
    const auto days = deadline.date ? DaysOfDate(*deadline.date) : std::nullopt;
    if (!days || (!days->first && !days->last)) continue;
    const std::string begin = days->first ? IsoText(*days->first) : std::string(kFirstOfDays);
    const std::string end = days->last ? IsoText(*days->last) : std::string(kLastOfDays);
    first = first ? std::min(*first, begin) : begin;
    last = last ? std::max(*last, end) : end;
  }
  return {Stored(first), Stored(last)};
}

SqlRow HeadOf(const IndexedDocument& document) {
  const Extraction& extraction = document.extraction;
  const DocumentData& data = extraction.document;
  const Source& source = extraction.source;
  SqlRow row = {{}, source.sha256, source.name, source.media_type, static_cast<std::int64_t>(source.bytes), source.encoding, Stored(source.pages), source.repair, document.reader};
  VisitFields(data, [&](std::string_view, const auto& member) { row.push_back(Stored(member)); });
  const std::string key = KeyOf(data);
  const Signer& signer = data.signer;
  const auto [first_day, last_day] = StoredDays(data.date);
  const auto [due_first, due_last] = DueDays(extraction.deadlines);
  const SqlRow more = {StoredKey(key), StoredKey(BaseOf(key)), NameKey(data.issuer.value_or("")), first_day, last_day, due_first, due_last, Stored(signer.on_behalf),
                       Stored(signer.authority), Stored(signer.position), Stored(signer.name)};
  row.insert(row.end(), more.begin(), more.end());
  return row;
}

std::vector<std::string> TitlesOf(const DocumentData& data) {
  std::vector<std::string> titles;
  for (const std::optional<std::string>& title : {data.code, data.title}) {
    if (title) titles.push_back(*title);
  }
  return titles;
}

// The columns of a target that say what is measured.
constexpr bool IsMeasured(std::string_view column) { return column == "subject" || column == "predicate" || column == "unit"; }

// Collects the names of a document, each once.
class NameCollector {
 public:
  explicit NameCollector(DocumentNames& names) : names_(names) {}

  NamePlace Rule(const std::string& rule) { return PlaceOf(NameTable::kRule, rule); }
  NamePlace Unit(const std::string& unit) { return PlaceOf(NameTable::kUnit, unit); }
  NamePlace Measure(const Target& target) { return PlaceOf(NameTable::kMeasure, MeasureName(target)); }
  NamePlace Days(const std::optional<std::string>& edtf) { return PlaceOf(NameTable::kDays, edtf ? *edtf : std::string()); }

 private:
  NamePlace PlaceOf(NameTable table, const std::string& said) {
    auto& places = places_[static_cast<std::size_t>(table)];
    const auto [at, is_new] = places.try_emplace(said, places.size());
    if (is_new) names_.Add(table, said);
    return {table, at->second};
  }

  DocumentNames& names_;
  std::array<std::unordered_map<std::string, std::size_t>, DocumentNames::kTables> places_;
};

// Collects the rows of the parts of a document.
class PartRows {
 public:
  PartRows(const IndexedDocument& document, DocumentNames& names)
      : document_(document), extraction_(document.extraction), holders_(extraction_), names_(names), parts_(DocumentParts().size()) {}

  // In the order of Part.
  std::vector<RowBytes> Run() {
    AddRecords(Part::kSection, extraction_.sections);
    AddRecords(Part::kBlock, extraction_.blocks);
    AddRecords(Part::kReference, extraction_.references);
    AddRecords(Part::kAssignment, extraction_.assignments);
    AddRecords(Part::kTarget, extraction_.targets);
    AddRecords(Part::kDeadline, extraction_.deadlines);
    AddRecords(Part::kCustom, extraction_.custom);
    AddLists();
    return std::move(parts_);
  }

 private:
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

  // Where words stand in the holder, in characters from 1; nothing where they do not.
  struct HeldPlace {
    std::size_t from = 0;
    std::size_t length = 0;
  };
  std::optional<HeldPlace> PlaceOf(const std::string& words, const std::optional<Around>& around) {
    const std::size_t at = around ? Find(words, *around) : std::string::npos;
    if (at == std::string::npos) return std::nullopt;
    const std::size_t before = cursor_.CharsBefore(around->text, at);
    return HeldPlace{before + 1, cursor_.CharsBefore(around->text, at + words.size()) - before};
  }
  // Words, unless they stand in the holder: they give way to their place there.
  std::optional<HeldPlace> AddHeld(const std::string& words, const std::optional<Around>& around, RowBytes& row) {
    const std::optional<HeldPlace> place = PlaceOf(words, around);
    row.Add(place ? std::nullopt : std::optional<std::string_view>(words));
    return place;
  }
  std::optional<HeldPlace> AddHeld(const std::optional<std::string>& words, const std::optional<Around>& around, RowBytes& row) {
    if (words) return AddHeld(*words, around, row);
    row.Add(std::monostate());
    return std::nullopt;
  }
  static void AddPlace(const std::optional<HeldPlace>& place, RowBytes& row) {
    row.Add(place ? std::optional(place->from) : std::nullopt);
    row.Add(place ? std::optional(place->length) : std::nullopt);
  }

  using HeldPlaces = std::vector<std::optional<HeldPlace>>;

  template <typename Record>
  void AddText(const Record& record, const std::optional<Holder>& holder, const HeldPlaces& places_of_fields, RowBytes& row) {
    if constexpr (kStandsInOthers<Record>) {
      const std::optional<HeldPlace> place = AddHeld(record.text, AroundOf(holder, record.span), row);
      row.Add(holder && !holder->is_heading ? std::optional(holder->ordinal) : std::nullopt);
      row.Add(holder && holder->is_heading ? std::optional(holder->ordinal) : std::nullopt);
      AddPlace(place, row);
      for (const auto& place_of_field : places_of_fields) AddPlace(place_of_field, row);
    } else if constexpr (std::is_same_v<Record, Section>) {
      row.Add(record.text == PlainText(record) ? std::nullopt : std::optional<std::string_view>(record.text));
    } else {
      row.Add(record.text);
    }
  }

  template <typename Record>
  void AddRecords(Part part, const std::vector<Record>& records) {
    RowBytes& row = RowsOf(part);
    HeldPlaces places;
    for (std::size_t i = 0; i < records.size(); ++i) {
      const Record& record = records[i];
      places.clear();
      row.Add(i);
      const std::optional<Holder> holder = kStandsInOthers<Record> ? HolderOf(record.span) : std::nullopt;
      const std::optional<Around> around = AroundOf(holder, record.span);
      VisitColumns(record, [&](std::string_view name, const auto& member) {
        if constexpr (kStandsInOthers<Record> && kIsText<decltype(member)>) {
          if (HeldFieldOf(name) != nullptr) return places.push_back(AddHeld(member, around, row));
          if (name == "rule") return row.Add(names_.Rule(record.rule));
          if (std::is_same_v<Record, Target> && IsMeasured(name)) return;
        }
        if constexpr (!kIsList<decltype(member)>) row.Add(member);
      });
      if constexpr (std::is_same_v<Record, Deadline>) row.Add(names_.Days(record.date));
      if constexpr (std::is_same_v<Record, Reference>) {
        row.Add(record.name ? std::optional(NameKey(*record.name)) : std::nullopt);
        row.Add(KeptKey(BaseOf(record.key)));
      }
      if constexpr (std::is_same_v<Record, Target>) row.Add(names_.Measure(record));
      AddPlace(record, row);
      AddText(record, holder, places, row);
      for (std::size_t a = 1; a < record.areas.size(); ++a) {
        const PageArea& area = record.areas[a];
        Put(Part::kFurtherArea, TableOf(part).name, i, a, area.page, area.box.x0, area.box.y0, area.box.x1, area.box.y1);
      }
    }
  }

  static void AddPlace(const Provenance& record, RowBytes& row) {
    AddAll(row, record.span.start, record.span.end);
    if (record.areas.empty()) return AddAll(row, std::monostate(), std::monostate(), std::monostate(), std::monostate(), std::monostate());
    const PageArea& area = record.areas.front();
    AddAll(row, area.page, area.box.x0, area.box.y0, area.box.x1, area.box.y1);
  }

  void AddUnits(std::size_t assignment, std::string_view role, const UnitList& units) {
    for (std::size_t i = 0; i < units.size(); ++i) Put(Part::kAssignmentUnit, assignment, role, i, names_.Unit(units[i]));
  }

  void AddDeadlinesOfAssignments() {
    const auto deadlines = DeadlinesOfAssignments(extraction_);
    for (std::size_t i = 0; i < deadlines.size(); ++i) {
      for (std::size_t d = 0; d < deadlines[i].size(); ++d) {
        const auto deadline = static_cast<std::size_t>(deadlines[i][d] - extraction_.deadlines.data());
        Put(Part::kAssignmentDeadline, i, d, deadline, names_.Days(extraction_.deadlines[deadline].date));
      }
    }
  }

  void AddLists() {
    Put(Part::kDocumentName, extraction_.source.name);
    const UnitList& recipients = extraction_.document.recipients;
    for (std::size_t i = 0; i < recipients.size(); ++i) Put(Part::kRecipient, i, recipients[i]);
    for (std::size_t i = 0; i < extraction_.assignments.size(); ++i) {
      AddUnits(i, "lead", extraction_.assignments[i].lead);
      AddUnits(i, "with", extraction_.assignments[i].with);
    }
    AddDeadlinesOfAssignments();
    for (std::size_t i = 0; i < extraction_.deadlines.size(); ++i) {
      const UnitList& units = extraction_.deadlines[i].units;
      for (std::size_t u = 0; u < units.size(); ++u) Put(Part::kDeadlineUnit, i, u, names_.Days(extraction_.deadlines[i].date), names_.Unit(units[u]));
    }
    for (std::size_t i = 0; i < extraction_.custom.size(); ++i) {
      const auto& fields = extraction_.custom[i].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) Put(Part::kCustomField, i, f, fields[f].first, fields[f].second);
    }
    for (std::size_t i = 0; i < extraction_.diagnostics.size(); ++i) {
      const Diagnostic& diagnostic = extraction_.diagnostics[i];
      Put(Part::kDiagnostic, i, std::string_view(Name(diagnostic.code)), std::string_view(Name(diagnostic.severity)), diagnostic.message, diagnostic.span.start, diagnostic.span.end);
    }
    if (!document_.text.empty()) Put(Part::kSourceText, BlobView{Packed(document_.text, KnownText(extraction_))});
  }

  template <typename... Values>
  static void AddAll(RowBytes& row, const Values&... values) {
    (row.Add(values), ...);
  }
  template <typename... Values>
  void Put(Part part, const Values&... values) {
    AddAll(RowsOf(part), values...);
  }
  RowBytes& RowsOf(Part part) { return parts_[static_cast<std::size_t>(part)]; }

  const IndexedDocument& document_;
  const Extraction& extraction_;
  Holders holders_;
  NameCollector names_;
  std::vector<RowBytes> parts_;
  CharCursor cursor_;
};

}  // namespace

DocumentRows::DocumentRows(const IndexedDocument& document)
    : sha256(document.extraction.source.sha256),
      name(document.extraction.source.name),
      reader(document.reader),
      head(HeadOf(document)),
      titles(TitlesOf(document.extraction.document)),
      counted(RecordCounts::CountsOf(document)) {
  std::vector<RowBytes> parts = PartRows(document, names).Run();
  begins_.push_back(0);
  for (const RowBytes& part : parts) begins_.push_back(begins_.back() + part.bytes().size());
  parts_.reserve(begins_.back());
  for (RowBytes& part : parts) {
    parts_.append(part.bytes());
    part = {};
  }
}

std::size_t DocumentRows::bytes() const {
  std::size_t bytes = sizeof *this + parts_.capacity() + begins_.capacity() * sizeof(std::size_t) + names.bytes() + head.capacity() * sizeof(SqlValue);
  for (const SqlValue& value : head) {
    if (const auto* const text = std::get_if<std::string>(&value)) bytes += text->capacity();
  }
  for (const std::string& title : titles) bytes += sizeof title + title.capacity();
  return bytes;
}

std::string KnownText(const Extraction& extraction) {
  std::string known;
  for (const Section& section : extraction.sections) known.append(section.text).append("\n");
  for (const Block& block : extraction.blocks) known.append(block.text).append("\n");
  return known;
}

}  // namespace trichluc
