// Records for people at a terminal.
//
//   plan.txt
//
//     Kế hoạch 12/KH-UBND
//     Chuyển đổi số năm 2026
//
//     Issuer  UBND huyện Bình An
//
//   OUTLINE  9 sections
//                               blocks  refs  tasks
//      8:1  I. MỤC TIÊU              2
//     12:1  II. NHIỆM VỤ
//     13:1  ├ 1. Hạ tầng số          3     1      2
//
//   DEADLINES  1
//
//     20:7  before 2026-12-15  Báo cáo kết quả thực hiện
//                              Phòng Nội vụ
//
// Every entry begins with the line and the column of its first character in the source, so that an editor can go there.
#include <algorithm>
#include <set>

#include "records/line_index.h"
#include "records/outline_view.h"
#include "records/sheet.h"
#include "records/value_words.h"
#include "text/lists.h"
#include "text/unicode.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

constexpr std::size_t kLeastHeading = 24;  // the counts of the outline give way where they would leave headings less
constexpr std::size_t kLeastWords = 36;    // a column of values leaves that much for the words beside it
constexpr std::size_t kNarrow = 64;        // on a sheet narrower than that, values stand above their words

// `text`, filled up with spaces to `width` columns.
std::string Left(std::string text, std::size_t width) {
  const std::size_t size = DisplayWidth(text);
  if (size < width) text.append(width - size, ' ');
  return text;
}
std::string Right(std::string text, std::size_t width) {
  const std::size_t size = DisplayWidth(text);
  if (size < width) text.insert(0, width - size, ' ');
  return text;
}

std::string Heading(const Section& section) { return Printable(section.label + " " + section.heading); }

Ink InkOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return Ink::kError;
    case Severity::kWarning: return Ink::kWarning;
    case Severity::kInfo: return Ink::kDim;
  }
  return Ink::kDim;
}

// A record in columns: its place, a value, and beside it lines of words, which may have labels.
struct RowLine {
  std::string label;
  std::vector<Run> words;
};
struct Row {
  Span span;
  std::string value;
  std::vector<RowLine> lines;
};

class View {
 public:
  View(const Extraction& extraction, std::string_view original, const TextStyle& style)
      : all_(extraction), lines_(extraction.text.empty() ? original : std::string_view(extraction.text)), sheet_(style) {
    const auto measure = [this](const auto& records) {
      for (const auto& record : records) place_width_ = std::max(place_width_, Place(record.span).size());
    };
    measure(all_.sections);
    measure(all_.references);
    measure(all_.assignments);
    measure(all_.targets);
    measure(all_.deadlines);
    measure(all_.custom);
    measure(all_.diagnostics);
  }

  std::string Write() && {
    WriteDocument();
    WriteOutline();
    WriteReferences();
    WriteAssignments();
    WriteTargets();
    WriteDeadlines();
    WriteCustom();
    WriteDiagnostics();
    return std::move(sheet_).Take();
  }

 private:
  [[nodiscard]] std::string Place(Span span) const { return lines_.At(span.start).ToString(); }
  [[nodiscard]] Run PlaceRun(Span span) const { return {"  " + Right(Place(span), place_width_) + "  ", Ink::kPlace}; }
  [[nodiscard]] std::size_t Indent() const { return place_width_ + 4; }

  void Title(std::string_view title, const std::string& remark) {
    sheet_.Blank();
    sheet_.Line({{std::string(title) + "  ", Ink::kBold}, {remark, Ink::kDim}});
  }

  // ---- the document -----------------------------------------------------------------------------------------------------

  void WriteDocument() {
    const DocumentData& document = all_.document;
    sheet_.Line({{all_.source.name, Ink::kBold}});
    sheet_.Blank();
    sheet_.Entry({}, 2, {{Called(document), Ink::kName}});
    if (document.title) sheet_.Entry({}, 2, {{*document.title, Ink::kBold}});
    WriteDocumentFields();
  }

  void WriteDocumentFields() {
    const DocumentData& document = all_.document;
    std::vector<std::pair<std::string, std::vector<Run>>> rows;
    const auto add = [&rows](const char* name, const std::string& value, const std::string& remark = {}) {
      if (value.empty()) return;
      rows.push_back({name, {{value, Ink::kPlain}}});
      if (!remark.empty()) rows.back().second.push_back({remark, Ink::kDim});
    };
    std::vector<std::string> signer;
    for (const auto& part :
         {document.signer.on_behalf, document.signer.authority, document.signer.position, document.signer.name}) {
      if (part) signer.push_back(*part);
    }
    add("Issuer", document.issuer.value_or(""));
    add("Date", DateWords(document.date.value_or("")));
    add("Place", document.place.value_or(""), document.place_id.value_or(""));
    add("Period", document.period ? DateWords(*document.period) : "");
    add("Signer", Joined(signer, " · "));
    add("Recipients", Joined(document.recipients, " · "));
    if (!rows.empty()) sheet_.Blank();
    for (const auto& [name, value] : rows) sheet_.Entry({{"  " + name, Ink::kDim}}, 14, value);
  }

  // ---- the outline ------------------------------------------------------------------------------------------------------

  void WriteOutline() {
    if (all_.sections.empty() && all_.blocks.empty()) return;
    Title("OUTLINE", Counted(all_.sections.size(), "section", "sections") + " · " +
                         Counted(all_.blocks.size(), "block", "blocks"));
    const SectionTree tree(all_.sections);
    const SectionCounts counts(all_);
    std::vector<std::size_t> columns = counts.UsedColumns();
    std::string head;
    for (const std::size_t column : columns) head += "  " + std::string(SectionCounts::kColumns[column]);
    if (Indent() + kLeastHeading + head.size() > sheet_.width()) {
      columns.clear();
      head.clear();
    }
    const std::size_t width = HeadingWidth(tree, Indent() + head.size());
    sheet_.Line({{std::string(Indent() + width, ' ')}, {head, Ink::kDim}});
    if (counts.Of("") != SectionCounts::Row{}) {
      sheet_.Line({{std::string(Indent(), ' ')},
                   {Left("(before the first section)", width), Ink::kDim},
                   {CountCells(columns, counts.Of("")), Ink::kDim}});
    }
    for (std::size_t i = 0; i < all_.sections.size(); ++i) {
      const Section& section = all_.sections[i];
      const std::string guide = tree.Guide(i);
      const std::size_t room = width - std::min(width, DisplayWidth(guide));
      sheet_.Line({PlaceRun(section.span),
                   {guide, Ink::kDim},
                   {Left(Shortened(Heading(section), room), room), guide.empty() ? Ink::kBold : Ink::kPlain},
                   {CountCells(columns, counts.Of(section.path)), Ink::kDim}});
    }
  }

  // Of the longest heading with its guide, so that the counts stand near to it, within what `others` leave.
  [[nodiscard]] std::size_t HeadingWidth(const SectionTree& tree, std::size_t others) const {
    std::size_t width = kLeastHeading + 2;
    for (std::size_t i = 0; i < all_.sections.size(); ++i) {
      width = std::max(width, DisplayWidth(tree.Guide(i)) + DisplayWidth(Heading(all_.sections[i])));
    }
    return std::min(width, std::max(sheet_.width() - std::min(sheet_.width(), others), kLeastHeading));
  }

  static std::string CountCells(const std::vector<std::size_t>& columns, const SectionCounts::Row& numbers) {
    std::string out;
    for (const std::size_t column : columns) {
      const std::string number = numbers[column] == 0 ? "" : std::to_string(numbers[column]);
      out += Right(number, SectionCounts::kColumns[column].size() + 2);
    }
    return out;
  }

  // ---- the records ------------------------------------------------------------------------------------------------------

  void WriteReferences() {
    if (all_.references.empty()) return;
    std::set<std::string_view> keys;
    for (const Reference& reference : all_.references) {
      if (!reference.key.empty()) keys.insert(reference.key);
    }
    std::string remark = Counted(all_.references.size(), "mention", "mentions");
    if (!keys.empty()) remark += " of " + Counted(keys.size(), "document", "documents");
    Title("REFERENCES", remark);
    sheet_.Blank();
    for (const Reference& reference : all_.references) WriteReference(reference);
  }

  void WriteReference(const Reference& reference) {
    std::vector<Run> runs = {{Called(reference), Ink::kName}};
    if (reference.date) runs.push_back({"· " + DateWords(*reference.date), Ink::kPlain});
    for (const auto& part : {reference.issuer, reference.provision}) {
      if (part) runs.push_back({"· " + *part, Ink::kPlain});
    }
    if (reference.relation == "basis") runs.push_back({"· basis", Ink::kDim});
    sheet_.Entry({PlaceRun(reference.span)}, Indent(), runs);
    if (reference.title) sheet_.Entry({}, Indent(), {{*reference.title, Ink::kDim}});
  }

  // Tasks of the same units stand together under their names.
  void WriteAssignments() {
    if (all_.assignments.empty()) return;
    Title("ASSIGNMENTS", std::to_string(all_.assignments.size()));
    const Assignment* above = nullptr;
    for (const Assignment& assignment : all_.assignments) {
      if (above == nullptr || above->lead != assignment.lead || above->with != assignment.with) WriteUnits(assignment);
      sheet_.Entry({PlaceRun(assignment.span)}, Indent(), {{assignment.task, Ink::kPlain}});
      above = &assignment;
    }
  }

  void WriteUnits(const Assignment& assignment) {
    std::vector<Run> units = {
        {assignment.lead.empty() ? "(no unit named)" : Joined(assignment.lead, "; "), Ink::kName}};
    if (!assignment.with.empty()) {
      units.push_back({"with", Ink::kDim});
      units.push_back({Joined(assignment.with, "; "), Ink::kPlain});
    }
    sheet_.Blank();
    sheet_.Entry({}, 2, units);
  }

  void WriteTargets() {
    if (all_.targets.empty()) return;
    Title("TARGETS", std::to_string(all_.targets.size()));
    std::vector<Row> rows;
    for (const Target& target : all_.targets) {
      Row row{target.span, AmountWords(target), {}};
      if (target.subject) row.lines.push_back({"subject", {{*target.subject, Ink::kPlain}}});
      if (target.predicate) row.lines.push_back({"predicate", {{*target.predicate, Ink::kPlain}}});
      rows.push_back(std::move(row));
    }
    WriteRows(rows);
  }

  void WriteDeadlines() {
    if (all_.deadlines.empty()) return;
    Title("DEADLINES", std::to_string(all_.deadlines.size()));
    std::vector<Row> rows;
    const Deadline* above = nullptr;
    for (const Deadline& deadline : all_.deadlines) {
      rows.push_back({deadline.span, DueWords(deadline), {}});
      const bool same =
          above != nullptr && deadline.task && deadline.task == above->task && deadline.units == above->units;
      rows.back().lines = LinesOf(deadline, same);
      above = &deadline;
    }
    WriteRows(rows);
  }

  // What is due, and under it who is charged with it; neither is said again where the entry above has the `same`.
  static std::vector<RowLine> LinesOf(const Deadline& deadline, bool same) {
    std::vector<RowLine> lines;
    std::vector<Run> words;
    if (deadline.label) words.push_back({*deadline.label + (deadline.task ? ":" : ""), Ink::kBold});
    if (deadline.task) words.push_back(same ? Run{"the same", Ink::kDim} : Run{*deadline.task, Ink::kPlain});
    if (!words.empty()) lines.push_back({"", words});
    if (!deadline.units.empty() && !same) lines.push_back({"", {{Joined(deadline.units, "; "), Ink::kDim}}});
    return lines;
  }

  void WriteCustom() {
    std::vector<std::string> kinds;
    for (const CustomRecord& record : all_.custom) {
      if (std::find(kinds.begin(), kinds.end(), record.kind) == kinds.end()) kinds.push_back(record.kind);
    }
    for (const std::string& kind : kinds) {
      std::vector<Row> rows;
      for (const CustomRecord& record : all_.custom) {
        if (record.kind == kind) rows.push_back(RowOf(record));
      }
      Title(ToUpperCase(kind), std::to_string(rows.size()));
      WriteRows(rows);
    }
  }

  static Row RowOf(const CustomRecord& record) {
    Row row{record.span, "", {}};
    for (const auto& [name, value] : record.fields) row.lines.push_back({name, {{value, Ink::kPlain}}});
    if (row.lines.empty()) row.lines.push_back({"", {{record.text, Ink::kPlain}}});
    return row;
  }

  void WriteDiagnostics() {
    if (all_.diagnostics.empty()) return;
    Title("DIAGNOSTICS", std::to_string(all_.diagnostics.size()));
    sheet_.Blank();
    for (const Diagnostic& diagnostic : all_.diagnostics) {
      sheet_.Entry({PlaceRun(diagnostic.span)}, Indent(),
                   {{std::string(Name(diagnostic.severity)) + ":", InkOf(diagnostic.severity)},
                    {diagnostic.message, Ink::kPlain},
                    {std::string("[").append(Name(diagnostic.code)).append("]"), Ink::kDim}});
    }
  }

  // ---- records in columns -----------------------------------------------------------------------------------------------

  struct Columns {
    std::size_t value = 0;  // widths, with the space behind
    std::size_t label = 0;
  };

  // As wide as the widest value and label, within what leaves room for words.
  [[nodiscard]] Columns Measure(const std::vector<Row>& rows) const {
    Columns columns;
    for (const Row& row : rows) {
      if (!row.value.empty()) columns.value = std::max(columns.value, DisplayWidth(Printable(row.value)) + 2);
      for (const RowLine& line : row.lines) {
        if (!line.label.empty()) columns.label = std::max(columns.label, DisplayWidth(Printable(line.label)) + 2);
      }
    }
    const std::size_t taken = Indent() + kLeastWords;
    const std::size_t room = sheet_.width() < kNarrow ? 0 : sheet_.width() - std::min(sheet_.width(), taken);
    columns.value = std::min(columns.value, room);
    columns.label = std::min(columns.label, sheet_.width() / 4);
    return columns;
  }

  void WriteRows(const std::vector<Row>& rows) {
    sheet_.Blank();
    const Columns columns = Measure(rows);
    for (const Row& row : rows) WriteRow(row, columns);
  }

  void WriteRow(const Row& row, const Columns& columns) {
    const std::size_t indent = Indent() + columns.value;
    std::vector<Run> margin = {PlaceRun(row.span), {Left(Printable(row.value), columns.value), Ink::kName}};
    const bool too_wide = !row.value.empty() && DisplayWidth(Printable(row.value)) + 2 > columns.value;
    if (too_wide || row.lines.empty()) {
      sheet_.Entry(margin, indent, {});
      margin = {{std::string(indent, ' ')}};
    }
    for (const RowLine& line : row.lines) {
      if (columns.label > 0) margin.push_back({Left(Printable(line.label), columns.label), Ink::kDim});
      sheet_.Entry(margin, indent + columns.label, line.words);
      margin = {{std::string(indent, ' ')}};
    }
  }

  const Extraction& all_;
  LineIndex lines_;
  Sheet sheet_;
  std::size_t place_width_ = 3;
};

}  // namespace

std::string ToText(const Extraction& extraction, std::string_view original, const TextStyle& style) {
  return View(extraction, original, style).Write();
}

}  // namespace trichluc
