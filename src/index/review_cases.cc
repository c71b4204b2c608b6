// Cases from reviewed documents, as corpus/cases has them: a passage, and the records that are expected of it.
//
//   = so_noi_vu.txt, d3f09c1d27a                           the document, and a record that was judged
//   1. Sở Nội vụ
//   - Tổng hợp báo cáo trước ngày 15/12/2031.
//   --
//   kind: date | relation: before | date: 2031-12-15 | every: -
//
// A passage is a heading with the blocks under it, where all its records of the kind were judged; else those of its blocks alone
// whose records were; below a third level with the heading above, which may name the unit. It is read in another plan then: a year
// that the passage does not say is not asked for. That plan is of 2026, and what was due before is past there: passages with such
// times give no cases of targets and deadlines.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "index/review.h"
#include "records/edtf.h"
#include "text/number_text.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostBlocks = 12;       // of a passage
constexpr std::size_t kLongestPassage = 4'000;  // bytes: longer ones are no short cases any more

constexpr int kYearOfCases = 2026;            // of the plan around a case

// ---- values ---------------------------------------------------------------------------------------------------------------------

// Can a case say the value? Its signs part fields and members.
bool IsPlain(const std::string& value) {
  return !value.empty() && value != "-" && value != "none" && value.find(" | ") == std::string::npos && value.find(" + ") == std::string::npos && value.find('\n') == std::string::npos;
}

class Expected {
 public:
  Expected(std::string_view passage, std::string& out) : passage_(passage), out_(out) {}

  void Text(std::string_view name, const std::optional<std::string>& value) {
    if (!value) Add(name, "-");
    else if (IsPlain(*value)) Add(name, *value);
  }
  void Date(std::string_view name, const std::optional<std::string>& value) {
    if (!value || SaysYearsOf(*value)) Text(name, value);
  }
  void Number(std::string_view name, const std::optional<double>& value) { Add(name, value ? NumberText(*value) : "-"); }
  void Texts(std::string_view name, const std::vector<std::string>& values) {
    std::string all;
    for (const std::string& value : values) {
      if (!IsPlain(value)) return;
      all.append(all.empty() ? "" : " + ").append(value);
    }
    Add(name, all.empty() ? "-" : all);
  }

 private:
  void Add(std::string_view name, std::string_view value) {
    out_.append(first_ ? "" : " | ").append(name).append(": ").append(value);
    first_ = false;
  }

  // Are all years of a date in the passage? Others were taken from elsewhere in the document.
  [[nodiscard]] bool SaysYearsOf(std::string_view date) const {
    for (std::size_t at = 0; at < date.size();) {
      const std::string_view year = date.substr(at, 4);
      if (year.find_first_not_of("0123456789") == std::string_view::npos && passage_.find(year) == std::string_view::npos) return false;
      const std::size_t slash = date.find('/', at);
      at = slash == std::string_view::npos ? date.size() : slash + 1;
    }
    return true;
  }

  std::string_view passage_;
  std::string& out_;
  bool first_ = true;
};

void Write(const Reference& record, Expected& expected) {
  expected.Text("type", record.type);
  if (record.code) expected.Text("code", record.code);
  else expected.Text("name", record.name);
  expected.Date("date", record.date);
}
void Write(const Assignment& record, Expected& expected) {
  expected.Texts("lead", record.lead);
  expected.Texts("with", record.with);
}
void Write(const Target& record, Expected& expected) {
  expected.Text("comparator", record.comparator);
  expected.Number("value", record.value);
  expected.Number("value_max", record.value_max);
  expected.Text("unit", record.unit);
}
void Write(const Deadline& record, Expected& expected) {
  expected.Text("kind", record.kind);
  expected.Text("relation", record.relation);
  expected.Date("date", record.date);
  expected.Text("every", record.every);
}
void Write(const CustomRecord&, Expected&) {}

// ---- passages -------------------------------------------------------------------------------------------------------------------

// A heading or a block, and the records of the kind in it.
struct Piece {
  Span span;
  std::string line;
  bool heading = false;
  std::vector<AnyRecord> records;  // as people left them
  std::string judged;              // the id of one that was judged; empty where none was
  bool open = false;               // the machine gives one that was not
  bool past = false;               // something in it was due before the year of cases
  std::optional<std::string> above;  // path of the section whose heading goes before; only below the second level
};

class Cases {
 public:
  Cases(const IndexedDocument& document, const ReviewedDocument& reviewed, std::string_view kind) : document_(document), reviewed_(reviewed), kind_(kind) {}

  std::string Run() && {
    AddPieces();
    Place();
    for (std::size_t at = 0; at < pieces_.size();) {
      std::size_t end = at + 1;
      while (end < pieces_.size() && !pieces_[end].heading) ++end;
      WriteSection(at, end);
      at = end;
    }
    return std::move(out_);
  }

 private:
  void AddPieces() {
    pieces_.push_back({{0, 0}, "@opening", true, {}, {}, false, false, {}});
    const auto is_third = [](const Section& section) { return section.parent && section.parent->find('.') != std::string::npos; };
    for (const Section& section : document_.extraction.sections) {
      const bool third = is_third(section);
      pieces_.push_back({section.span, (third ? "a) " : "1. ") + section.heading, true, {}, {}, false, false, third ? section.parent : std::nullopt});
      starts_.emplace(section.path, section.span.start);
    }
    for (const Block& block : document_.extraction.blocks) {
      const std::string bullet = block.kind == "bullet" && !block.text.starts_with("-") ? "- " : "";
      pieces_.push_back({block.span, bullet + block.text, false, {}, {}, block.kind == "row", false, {}});  // a row says nothing without its table
    }
    std::stable_sort(pieces_.begin() + 1, pieces_.end(), [](const Piece& a, const Piece& b) { return a.span.start < b.span.start; });
  }

  Piece& PieceAt(std::size_t start) {
    const auto after = std::partition_point(pieces_.begin() + 1, pieces_.end(), [&](const Piece& piece) { return piece.span.start <= start; });
    return *std::prev(after);
  }

  // Puts records where they stand, and notes which pieces were judged.
  void Place() {
    std::set<std::string> judged;
    for (const Standing& standing : reviewed_.standings) {
      if (standing.kind != kind_ || standing.verdict == Verdict::kWithdrawn) continue;
      for (const std::string& id : {standing.machine, standing.record}) {
        if (!id.empty()) judged.insert(id);
      }
    }
    if (kind_ == "targets" || kind_ == "deadlines") NotePast();
    VisitJudged(document_.extraction, [&](std::string_view kind, const auto& record) {
      if (kind != kind_) return;
      Piece& piece = PieceAt(record.span.start);
      if (judged.contains(record.id)) piece.judged = record.id;
      else piece.open = true;
    });
    VisitJudged(reviewed_.extraction, [&](std::string_view kind, const auto& record) {
      if (kind != kind_) return;
      Piece& piece = PieceAt(record.span.start);
      piece.records.emplace_back(record);
      if (judged.contains(record.id)) piece.judged = record.id;
    });
  }

  void NotePast() {
    for (const Deadline& deadline : reviewed_.extraction.deadlines) {
      const std::optional<DaysOf> days = deadline.date ? DaysOfDate(*deadline.date) : std::nullopt;
      if (days && ((days->first && YearOf(*days->first) < kYearOfCases) || (days->last && YearOf(*days->last) < kYearOfCases))) PieceAt(deadline.span.start).past = true;
    }
  }

  // A heading and its blocks.
  void WriteSection(std::size_t first, std::size_t end) {
    const auto in = [&](const auto& is) { return std::any_of(pieces_.begin() + static_cast<std::ptrdiff_t>(first), pieces_.begin() + static_cast<std::ptrdiff_t>(end), is); };
    if (!in([](const Piece& piece) { return !piece.judged.empty(); })) return;
    std::vector<const Piece*> head;
    if (const auto above = pieces_[first].above ? starts_.find(*pieces_[first].above) : starts_.end(); above != starts_.end()) head.push_back(&PieceAt(above->second));
    if (!head.empty() && head.front()->open) return;
    std::vector<const Piece*> all = head;
    for (std::size_t i = first; i < end; ++i) all.push_back(&pieces_[i]);
    if (end - first <= kMostBlocks + 1 && !in([](const Piece& piece) { return piece.open; }) && WriteCase(all)) return;
    for (std::size_t i = first; i < end; ++i) {
      if (pieces_[i].judged.empty() || pieces_[i].open || pieces_[first].open) continue;
      std::vector<const Piece*> pieces = head;
      pieces.push_back(&pieces_[first]);
      if (i != first) pieces.push_back(&pieces_[i]);
      WriteCase(pieces);
    }
  }

  // False where it is too long for a case, or has what a case cannot say.
  bool WriteCase(const std::vector<const Piece*>& pieces) {
    std::string passage;
    std::vector<const AnyRecord*> records;
    std::string judged;
    for (const Piece* piece : pieces) {
      if (piece->past || piece->line.find('\n') != std::string::npos || piece->line.starts_with("= ") || piece->line == "--") return false;
      passage.append(piece->line).append("\n");
      for (const AnyRecord& record : piece->records) records.push_back(&record);
      if (!piece->judged.empty()) judged = piece->judged;
    }
    if (passage.size() > kLongestPassage) return false;
    const std::string& source = document_.extraction.source.name;
    std::string name = source.substr(source.find_last_of("/\\") + 1);
    std::replace_if(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    out_.append("= ").append(name).append(", ").append(judged).append("\n").append(passage).append("--\n");
    for (const AnyRecord* record : records) {
      Expected expected(passage, out_);
      std::visit([&](const auto& own) { Write(own, expected); }, *record);
      out_ += '\n';
    }
    out_.append(records.empty() ? "none\n\n" : "\n");
    return true;
  }

  const IndexedDocument& document_;
  const ReviewedDocument& reviewed_;
  std::string_view kind_;
  std::vector<Piece> pieces_;
  std::map<std::string, std::size_t> starts_;  // of headings, by their paths
  std::string out_;
};

}  // namespace

std::string ToCases(const IndexedDocument& document, const ReviewedDocument& reviewed, std::string_view kind) {
  if (kind != "references" && kind != "assignments" && kind != "targets" && kind != "deadlines") return {};
  return Cases(document, reviewed, kind).Run();
}

}  // namespace trichluc
