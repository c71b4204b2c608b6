// The workbook: which sheets it has, and what stands in their columns. How a sheet looks is told in sheet.cc.
#include <array>
#include <fstream>
#include <iterator>
#include <optional>

#include "exports/sheet.h"
#include "exports/temp_folder.h"
#include "exports/words.h"
#include "records/task_deadlines.h"
#include "text/lists.h"

namespace trichluc {
namespace {

// A kind of sheet: its table in the wording, and the columns it has by their names there.
struct Layout {
  const char* kind;
  struct Column {
    const char* key;
    double width;
  };
  std::vector<Column> columns;
};

constexpr Layout::Column kNumber{"common.number", 6};
constexpr Layout::Column kDocument{"common.document", 18};
constexpr Layout::Column kSection{"common.section", 10};
constexpr Layout::Column kPage{"common.page", 7};

// The sheets, in their order.
enum Kind : std::size_t { kAssignments, kTargets, kDeadlines, kReferences, kDocuments, kKinds };

const std::array<Layout, kKinds>& Layouts() {
  static const std::array<Layout, kKinds> layouts = {{
      {"assignments",
       {kNumber, {"assignments.task", 56}, {"assignments.lead", 26}, {"assignments.with", 28}, {"assignments.due", 18}, kDocument, kSection, kPage}},
      {"targets",
       {kNumber, {"targets.subject", 34}, {"targets.predicate", 32}, {"targets.comparator", 12}, {"targets.value", 12}, {"targets.value_max", 10}, {"targets.unit", 16},
        {"targets.quote", 22}, kDocument, kSection, kPage}},
      {"deadlines",
       {kNumber, {"deadlines.task", 50}, {"deadlines.units", 26}, {"deadlines.quote", 26}, {"deadlines.first", 13}, {"deadlines.last", 16},
        {"deadlines.kind", 13}, kDocument, kSection, kPage}},
      {"references",
       {kNumber, {"references.type", 14}, {"references.code", 18}, {"references.date", 13}, {"references.issuer", 24}, {"references.name", 46},
        {"references.provision", 16}, {"references.relation", 11}, {"references.source", 18}, kSection, kPage}},
      {"documents",
       {kNumber, {"documents.code", 18}, {"documents.date", 13}, {"documents.issuer", 26}, {"documents.type", 12}, {"documents.name", 42},
        {"documents.signer", 22}, {"documents.assignments", 9}, {"documents.targets", 9}, {"documents.deadlines", 9}, {"documents.references", 9},
        {"documents.file", 26}}},
  }};
  return layouts;
}

// A date of a record: a day as one, all else in words.
void PutDate(Sheet& sheet, const std::optional<std::string>& edtf, const Wording& words) {
  if (!edtf) return sheet.Centered({});
  if (const auto day = WholeDay(*edtf)) return sheet.Date(*day);
  sheet.Centered(Capitalized(DateWords(*edtf, words)));
}

// When an assignment is due: one day as a date, all else in words.
void PutDue(Sheet& sheet, const std::vector<const Deadline*>& deadlines, const Wording& words) {
  if (deadlines.size() == 1 && deadlines.front()->kind == "date") {
    if (const auto day = WholeDay(deadlines.front()->date.value_or(""))) return sheet.Date(*day);
  }
  std::vector<std::string> due;
  for (const Deadline* deadline : deadlines) due.push_back(DueWords(*deadline, words));
  sheet.Centered(JoinedFilled(due, "\n"));
}

// The first and the last day of a deadline; where it names no day, its month, quarter or year in words.
void PutDays(Sheet& sheet, const Deadline& deadline, const Wording& words) {
  const std::string date = deadline.date.value_or("");
  const auto days = DaysOfDate(date);
  if (deadline.kind != "date" || !days) {
    sheet.Centered({});
    return sheet.Centered({});
  }
  const std::size_t slash = date.find('/');
  const bool is_range = slash != std::string::npos;
  const auto end = [&](std::optional<Day> day, bool stated, const std::string& edtf) {
    if (!day) return sheet.Centered({});
    stated ? sheet.Date(*day) : sheet.Centered(Capitalized(DateWords(edtf, words)));
  };
  is_range ? end(days->first, days->first_is_stated, date.substr(0, slash)) : sheet.Centered({});
  end(days->last, days->last_is_stated, is_range ? date.substr(slash + 1) : date);
}

void PutPlace(Sheet& sheet, const Extraction& document, const std::optional<std::string>& section, const Provenance& record) {
  sheet.Text(CalledShortly(document));
  sheet.Centered(section.value_or(""));
  sheet.Centered(PageOf(record));
  sheet.EndRow();
}

// The line under a title: which document the rows come from.
std::string FromDocument(const Extraction& document, const Wording& words) {
  const DocumentData& data = document.document;
  std::vector<std::string> parts = {Called(document, words)};
  if (data.date) {
    const std::string date = DateWords(*data.date, words);
    parts.push_back(WholeDay(*data.date) ? words.Fill("date.dated", {{"date", date}}) : date);
  }
  if (data.issuer) parts.push_back(words.Fill("common.of_issuer", {{"issuer", *data.issuer}}));
  if (data.title) parts.push_back(words.Fill("common.about", {{"title", *data.title}}));
  return words.Fill("common.from_one", {{"document", JoinedFilled(parts, " ")}});
}

// Reads a file of our own making.
Result<std::string> Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (!file.eof() && !file) return Error{Error::Code::kUnreadable, path + ": cannot be read (make room in the folder for temporary files, or name another in TMPDIR)"};
  return bytes;
}

}  // namespace

struct Workbook::State {
  std::shared_ptr<const Wording> words;
  std::optional<Extraction> first{};  // until a second one comes, and the titles know whether there is one
  std::optional<TempFolder> folder{};
  std::optional<SheetFile> file{};
  std::vector<Sheet> sheets{};
  std::array<std::size_t, kKinds> rows{};
  std::optional<Error> fault{};
  std::vector<std::string> notes{};

  std::optional<Error> Begin(const std::string& subtitle) {
    Result<TempFolder> made = TempFolder::Make();
    if (!made) return made.error();
    folder = std::move(made).value();
    Result<SheetFile> opened = SheetFile::Open(folder->Path("workbook.xlsx"), words->Text("assignments.title"));
    if (!opened) return opened.error();
    file.emplace(std::move(opened).value());
    for (const Layout& layout : Layouts()) {
      const std::string kind = layout.kind;
      Result<Sheet> sheet = Sheet::Begin(*file, words->Text(kind + ".sheet"));
      if (!sheet) return sheet.error();
      std::vector<Sheet::Column> columns;
      for (const Layout::Column& column : layout.columns) columns.push_back({words->Text(column.key), column.width});
      sheet->Head(words->Text(kind + ".title"), subtitle, columns, words->Text("common.page_of"));
      sheets.push_back(std::move(sheet).value());
    }
    return std::nullopt;
  }

  // The sheet of a kind, with the number of its next row in the first cell.
  Sheet& Row(Kind kind) {
    sheets[kind].Number(static_cast<double>(++rows[kind]));
    return sheets[kind];
  }

  void AddRows(const Extraction& document) {
    AddAssignments(document);
    for (const Target& target : document.targets) AddTarget(document, target);
    for (const Deadline& deadline : document.deadlines) AddDeadline(document, deadline);
    for (const Reference& reference : document.references) AddReference(document, reference);
    AddDocument(document);
  }

  void AddAssignments(const Extraction& document) {
    const auto deadlines = DeadlinesOfAssignments(document);
    for (std::size_t i = 0; i < document.assignments.size(); ++i) {
      const Assignment& assignment = document.assignments[i];
      Sheet& sheet = Row(kAssignments);
      sheet.Text(assignment.task);
      sheet.Text(words->List(assignment.lead));
      sheet.Text(words->List(assignment.with));
      PutDue(sheet, deadlines[i], *words);
      PutPlace(sheet, document, assignment.section, assignment);
    }
  }

  void AddTarget(const Extraction& document, const Target& target) {
    Sheet& sheet = Row(kTargets);
    sheet.Text(target.subject.value_or(""));
    sheet.Text(target.predicate.value_or(""));
    sheet.Centered(words->Text("comparator." + target.comparator));
    sheet.Number(target.value);
    target.value_max ? sheet.Number(*target.value_max) : sheet.Centered({});
    sheet.Centered(target.unit);
    sheet.Text(target.text);
    PutPlace(sheet, document, target.section, target);
  }

  void AddDeadline(const Extraction& document, const Deadline& deadline) {
    Sheet& sheet = Row(kDeadlines);
    sheet.Text(deadline.task.value_or(""));
    sheet.Text(words->List(deadline.units));
    sheet.Text(JoinedFilled({deadline.text, deadline.kind == "relative" ? "" : deadline.label.value_or("")}, " – "));
    PutDays(sheet, deadline, *words);
    sheet.Centered(words->Text("kind." + deadline.kind));
    PutPlace(sheet, document, deadline.section, deadline);
  }

  void AddReference(const Extraction& document, const Reference& reference) {
    Sheet& sheet = Row(kReferences);
    sheet.Centered(reference.type);
    sheet.Text(reference.code.value_or(""));
    PutDate(sheet, reference.date, *words);
    sheet.Text(reference.issuer.value_or(""));
    sheet.Text(JoinedFilled({reference.name.value_or(""), reference.title.value_or("")}, " "));
    sheet.Text(reference.provision.value_or(""));
    sheet.Centered(words->Text("relation." + reference.relation));
    PutPlace(sheet, document, reference.section, reference);
  }

  void AddDocument(const Extraction& document) {
    const DocumentData& data = document.document;
    Sheet& sheet = Row(kDocuments);
    sheet.Text(CalledShortly(document));
    PutDate(sheet, data.date, *words);
    sheet.Text(data.issuer.value_or(""));
    sheet.Centered(data.type.value_or(""));
    sheet.Text(data.title.value_or(""));
    sheet.Text(JoinedFilled({data.signer.position.value_or(""), data.signer.name.value_or("")}, "\n"));
    for (const std::size_t count : {document.assignments.size(), document.targets.size(), document.deadlines.size(), document.references.size()}) {
      sheet.Number(static_cast<double>(count));
    }
    sheet.Text(document.source.name);
    sheet.EndRow();
  }

  void Note() {
    for (std::size_t kind = 0; kind < sheets.size(); ++kind) {
      const std::string name = words->Text(std::string(Layouts()[kind].kind) + ".sheet");
      if (const auto lost = sheets[kind].lost_rows(); lost > 0) {
        notes.push_back("sheet '" + name + "': " + std::to_string(lost) + " rows were left out, since a sheet holds " +
                        std::to_string(Sheet::kMostRows) + " (export fewer documents at a time)");
      }
      if (const auto cut = sheets[kind].cut_cells(); cut > 0) {
        notes.push_back("sheet '" + name + "': " + std::to_string(cut) + " cells were cut, since a cell holds 32767 characters (the JSON has them whole)");
      }
    }
  }
};

Workbook::Workbook(const ExportWording& wording) : state_(new State{.words = wording.words_}) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

void Workbook::Add(const Extraction& extraction) {
  State& state = *state_;
  if (state.fault) return;
  if (state.sheets.empty() && !state.first) {
    state.first = extraction;
    return;
  }
  if (state.sheets.empty()) {
    state.fault = state.Begin(state.words->Fill("common.from_many", {{"sheet", state.words->Text("documents.sheet")}}));
    if (state.fault) return;
    state.AddRows(*state.first);
    state.first.reset();
  }
  state.AddRows(extraction);
}

Result<std::string> Workbook::Finish() {
  State& state = *state_;
  if (!state.fault && state.sheets.empty()) {
    state.fault = state.Begin(state.first ? FromDocument(*state.first, *state.words) : std::string());
    if (!state.fault && state.first) state.AddRows(*state.first);
  }
  if (state.fault) return *state.fault;
  for (Sheet& sheet : state.sheets) sheet.End();
  state.Note();
  if (const Result<bool> closed = state.file->Close(); !closed) return closed.error();
  return Bytes(state.folder->Path("workbook.xlsx"));
}

const std::vector<std::string>& Workbook::notes() const { return state_->notes; }

}  // namespace trichluc
