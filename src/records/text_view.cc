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
//                                                          blocks  refs  tasks
//      8:1  I. MỤC TIÊU                                         2
//     12:1  II. NHIỆM VỤ
//     13:1  ├ 1. Hạ tầng số                                     3     1      2
//
//   DEADLINES  1
//
//     20:7  before 2026-12-15  Báo cáo kết quả thực hiện
//                              Phòng Nội vụ
//
// Every entry begins with the line and the column of its first character in the source, so that an editor can go there.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "records/line_index.h"
#include "records/number_text.h"
#include "records/sheet.h"
#include "text/unicode.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

constexpr std::size_t kWidestCell = 26;    // a value wider than that has its words on the next line
constexpr std::size_t kDeepestGuide = 12;  // deeper sections are drawn at this depth

std::string Counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string Joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string out;
  for (const std::string& text : texts) {
    if (!out.empty()) out += separator;
    out += text;
  }
  return out;
}

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

// ---- values in words ----------------------------------------------------------------------------------------------------

std::string Amount(const Target& target) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSigns = {
      {{"gt", ">"}, {"ge", "≥"}, {"eq", "="}, {"le", "≤"}, {"lt", "<"}, {"approx", "≈"}}};
  std::string out = target.comparator;
  for (const auto& [name, sign] : kSigns) {
    if (name == target.comparator) out = sign;
  }
  out += " " + NumberText(target.value);
  if (target.value_max) out += "–" + NumberText(*target.value_max);
  if (target.unit == "%") return out + "%";
  return target.unit.empty() ? out : out + " " + target.unit;
}

// A duration of one unit in words: P6M → every 6 months. Any other stays as it is.
std::string Every(const std::string& duration) {
  constexpr std::array<std::pair<char, std::string_view>, 4> kUnits = {
      {{'Y', "year"}, {'M', "month"}, {'W', "week"}, {'D', "day"}}};
  if (duration == "P3M") return "every quarter";
  const std::size_t digits = duration.find_first_not_of("0123456789", 1);
  if (duration.size() < 3 || digits + 1 != duration.size()) return "every " + duration;
  for (const auto& [letter, unit] : kUnits) {
    if (letter != duration.back()) continue;
    const std::string count = duration.substr(1, digits - 1);
    return count == "1" ? "every " + std::string(unit) : "every " + count + " " + std::string(unit) + "s";
  }
  return "every " + duration;
}

std::string When(const Deadline& deadline) {
  std::vector<std::string> words;
  if (deadline.kind == "continuous" || deadline.kind == "relative") words.push_back(deadline.kind);
  if (deadline.kind == "adhoc") words.emplace_back("on occasion");
  if (deadline.kind == "recurring") words.push_back(deadline.every ? Every(*deadline.every) : "recurring");
  if (deadline.relation && (deadline.date || deadline.kind == "relative")) words.push_back(*deadline.relation);
  // "every year before 12-15": the year that is left open says nothing more.
  constexpr std::string_view kAnyYear = "XXXX-";
  const bool any_year = deadline.kind == "recurring" && deadline.date && deadline.date->rfind(kAnyYear, 0) == 0;
  if (deadline.date) words.push_back(any_year ? deadline.date->substr(kAnyYear.size()) : *deadline.date);
  return Joined(words, " ");
}

// "Chỉ thị 33/CT-TTg", "Luật Thanh tra", "Quyết định (no number)".
std::string Called(const Reference& reference) {
  if (reference.code && reference.name) return *reference.name + " " + *reference.code;
  if (reference.code) return reference.type + " " + *reference.code;
  if (reference.name) return *reference.name;
  return reference.type + " (no number)";
}

std::string Called(const DocumentData& document) {
  std::string out = document.type.value_or("Document of unknown type");
  if (document.code) return out + " " + *document.code;
  if (document.symbol) return out + " …/" + *document.symbol + " (number left blank)";
  return out;
}

// ---- the outline's tree -------------------------------------------------------------------------------------------------

// How the sections hang together: for each one the lines that are drawn before its label.
class Tree {
 public:
  explicit Tree(const std::vector<Section>& sections) {
    for (std::size_t i = 0; i < sections.size(); ++i) {
      index_.emplace(sections[i].path, i);
      const auto parent = sections[i].parent ? index_.find(*sections[i].parent) : index_.end();
      parents_.push_back(parent == index_.end() || parent->second == i ? kNone : parent->second);
      last_child_[parents_.back()] = i;
    }
  }

  [[nodiscard]] std::string Guide(std::size_t section) const {
    std::vector<std::string_view> parts;  // from the section up
    for (std::size_t at = section; parents_[at] != kNone && parts.size() < kDeepestGuide; at = parents_[at]) {
      const bool last = last_child_.at(parents_[at]) == at;
      if (at == section) {
        parts.push_back(last ? "└ " : "├ ");
      } else {
        parts.push_back(last ? "  " : "│ ");
      }
    }
    std::string out;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) out += *part;
    return out;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::map<std::string_view, std::size_t> index_;
  std::vector<std::size_t> parents_;
  std::map<std::size_t, std::size_t> last_child_;
};

// How many records of each kind stand directly in a section.
class Counts {
 public:
  using Row = std::array<std::size_t, 5>;
  static constexpr std::array<std::string_view, 5> kColumns = {"blocks", "refs", "tasks", "targets", "dates"};

  explicit Counts(const Extraction& extraction) {
    Count(extraction.blocks, 0);
    Count(extraction.references, 1);
    Count(extraction.assignments, 2);
    Count(extraction.targets, 3);
    Count(extraction.deadlines, 4);
  }

  [[nodiscard]] bool IsUsed(std::size_t column) const { return total_[column] > 0; }
  // Of the records before the first section where `path` is empty.
  [[nodiscard]] Row Of(std::string_view path) const {
    const auto found = rows_.find(path);
    return found == rows_.end() ? Row{} : found->second;
  }

 private:
  template <typename Record>
  void Count(const std::vector<Record>& records, std::size_t column) {
    for (const Record& record : records) {
      ++rows_[record.section ? std::string_view(*record.section) : std::string_view()][column];
      ++total_[column];
    }
  }

  std::map<std::string_view, Row> rows_;
  Row total_{};
};

// ---- the view -----------------------------------------------------------------------------------------------------------

class View {
 public:
  View(const Extraction& extraction, std::string_view original, const TextStyle& style)
      : all_(extraction), lines_(original), sheet_(style) {
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
    std::vector<std::pair<std::string, std::string>> rows;
    const auto add = [&rows](const char* name, const std::string& value) {
      if (!value.empty()) rows.emplace_back(name, value);
    };
    std::vector<std::string> signer;
    for (const auto& part :
         {document.signer.on_behalf, document.signer.authority, document.signer.position, document.signer.name}) {
      if (part) signer.push_back(*part);
    }
    add("Issuer", document.issuer.value_or(""));
    add("Date", document.date.value_or(""));
    add("Place", document.place.value_or(""));
    add("Period", document.period.value_or(""));
    add("Signer", Joined(signer, " · "));
    add("Recipients", Joined(document.recipients, " · "));
    if (!rows.empty()) sheet_.Blank();
    for (const auto& [name, value] : rows) sheet_.Entry({{"  " + name, Ink::kDim}}, 14, {{value, Ink::kPlain}});
  }

  void WriteOutline() {
    if (all_.sections.empty() && all_.blocks.empty()) return;
    Title("OUTLINE", Counted(all_.sections.size(), "section", "sections") + " · " +
                         Counted(all_.blocks.size(), "block", "blocks"));
    const Counts counts(all_);
    std::vector<std::size_t> columns;
    std::string head;
    for (std::size_t column = 0; column < Counts::kColumns.size(); ++column) {
      if (!counts.IsUsed(column)) continue;
      columns.push_back(column);
      head += "  " + std::string(Counts::kColumns[column]);
    }
    constexpr std::size_t kLeastHeading = 24;  // the counts give way where they would leave headings less
    if (Indent() + kLeastHeading + head.size() > sheet_.width()) columns.clear();
    const std::size_t counts_width = columns.empty() ? 0 : head.size();
    const std::size_t heading_width =
        std::max(sheet_.width() - std::min(sheet_.width(), Indent() + counts_width), kLeastHeading);

    if (columns.empty()) {
      sheet_.Blank();
    } else {
      sheet_.Line({{std::string(Indent() + heading_width, ' ')}, {head, Ink::kDim}});
    }
    const auto row = [&](const Run& place, const std::string& guide, const std::string& heading,
                         const Counts::Row& numbers) {
      const std::size_t room = heading_width - std::min(heading_width, DisplayWidth(guide));
      sheet_.Line({place,
                   {guide, Ink::kDim},
                   {Left(Shortened(Printable(heading), room), room), guide.empty() ? Ink::kBold : Ink::kPlain},
                   {CountCells(columns, numbers), Ink::kDim}});
    };
    if (counts.Of("") != Counts::Row{}) {
      row({std::string(Indent(), ' '), Ink::kPlace}, "", "(before the first section)", counts.Of(""));
    }
    const Tree tree(all_.sections);
    for (std::size_t i = 0; i < all_.sections.size(); ++i) {
      const Section& section = all_.sections[i];
      row(PlaceRun(section.span), tree.Guide(i), section.label + " " + section.heading, counts.Of(section.path));
    }
  }

  static std::string CountCells(const std::vector<std::size_t>& columns, const Counts::Row& numbers) {
    std::string out;
    for (const std::size_t column : columns) {
      const std::string number = numbers[column] == 0 ? "" : std::to_string(numbers[column]);
      out += Right(number, Counts::kColumns[column].size() + 2);
    }
    return out;
  }

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
    for (const Reference& reference : all_.references) {
      std::vector<Run> runs = {{Called(reference), Ink::kName}};
      for (const auto& part : {reference.date, reference.issuer, reference.provision}) {
        if (part) runs.push_back({"· " + *part, Ink::kPlain});
      }
      if (reference.relation == "basis") runs.push_back({"· basis", Ink::kDim});
      sheet_.Entry({PlaceRun(reference.span)}, Indent(), runs);
      if (reference.title) sheet_.Entry({}, Indent(), {{*reference.title, Ink::kDim}});
    }
  }

  // Tasks of the same units stand together under their names.
  void WriteAssignments() {
    if (all_.assignments.empty()) return;
    Title("ASSIGNMENTS", std::to_string(all_.assignments.size()));
    const Assignment* above = nullptr;
    for (const Assignment& assignment : all_.assignments) {
      if (above == nullptr || above->lead != assignment.lead || above->with != assignment.with) {
        sheet_.Blank();
        std::vector<Run> units = {
            {assignment.lead.empty() ? "(no unit named)" : Joined(assignment.lead, "; "), Ink::kName}};
        if (!assignment.with.empty()) {
          units.push_back({"with", Ink::kDim});
          units.push_back({Joined(assignment.with, "; "), Ink::kPlain});
        }
        sheet_.Entry({}, 2, units);
      }
      sheet_.Entry({PlaceRun(assignment.span)}, Indent(), {{assignment.task, Ink::kPlain}});
      above = &assignment;
    }
  }

  // Place, value and words of each record in three columns.
  struct ValueRow {
    Span span;
    std::string value;
    std::vector<Run> words;
    std::string below;  // a line of its own under the words
  };
  void WriteValues(const std::vector<ValueRow>& rows) {
    sheet_.Blank();
    std::size_t width = 0;
    for (const ValueRow& row : rows) width = std::max(width, DisplayWidth(Printable(row.value)));
    const std::size_t indent = Indent() + std::min({width, kWidestCell, sheet_.width() / 3}) + 2;
    for (const ValueRow& row : rows) {
      sheet_.Entry({PlaceRun(row.span), {row.value, Ink::kName}}, indent, row.words);
      if (!row.below.empty()) sheet_.Entry({}, indent, {{row.below, Ink::kDim}});
    }
  }

  void WriteTargets() {
    if (all_.targets.empty()) return;
    Title("TARGETS", std::to_string(all_.targets.size()));
    std::vector<ValueRow> rows;
    for (const Target& target : all_.targets) {
      std::vector<Run> words;
      if (target.subject) words.push_back({*target.subject, Ink::kPlain});
      if (target.subject && target.predicate) words.push_back({"·", Ink::kDim});
      if (target.predicate) words.push_back({*target.predicate, Ink::kPlain});
      rows.push_back({target.span, Amount(target), words, ""});
    }
    WriteValues(rows);
  }

  void WriteDeadlines() {
    if (all_.deadlines.empty()) return;
    Title("DEADLINES", std::to_string(all_.deadlines.size()));
    std::vector<ValueRow> rows;
    for (const Deadline& deadline : all_.deadlines) {
      std::vector<Run> words;
      if (deadline.label) words.push_back({*deadline.label + (deadline.task ? ":" : ""), Ink::kBold});
      if (deadline.task) words.push_back({*deadline.task, Ink::kPlain});
      rows.push_back({deadline.span, When(deadline), words, Joined(deadline.units, "; ")});
    }
    WriteValues(rows);
  }

  void WriteCustom() {
    std::vector<std::string> kinds;
    for (const CustomRecord& record : all_.custom) {
      if (std::find(kinds.begin(), kinds.end(), record.kind) == kinds.end()) kinds.push_back(record.kind);
    }
    for (const std::string& kind : kinds) {
      std::vector<const CustomRecord*> records;
      for (const CustomRecord& record : all_.custom) {
        if (record.kind == kind) records.push_back(&record);
      }
      Title(ToUpperCase(kind), std::to_string(records.size()));
      sheet_.Blank();
      for (const CustomRecord* record : records) {
        std::vector<Run> runs;
        for (const auto& [name, value] : record->fields) {
          runs.push_back({name, Ink::kDim});
          runs.push_back({value, Ink::kPlain});
        }
        if (runs.empty()) runs.push_back({record->text, Ink::kPlain});
        sheet_.Entry({PlaceRun(record->span)}, Indent(), runs);
      }
    }
  }

  void WriteDiagnostics() {
    if (all_.diagnostics.empty()) return;
    Title("DIAGNOSTICS", std::to_string(all_.diagnostics.size()));
    sheet_.Blank();
    for (const Diagnostic& diagnostic : all_.diagnostics) {
      const Ink ink = diagnostic.severity == Severity::kError     ? Ink::kError
                      : diagnostic.severity == Severity::kWarning ? Ink::kWarning
                                                                  : Ink::kDim;
      sheet_.Entry({PlaceRun(diagnostic.span)}, Indent(),
                   {{std::string(Name(diagnostic.severity)) + ":", ink},
                    {diagnostic.message, Ink::kPlain},
                    {"[" + std::string(Name(diagnostic.code)) + "]", Ink::kDim}});
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
