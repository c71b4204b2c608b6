// Cases from reviewed documents, as corpus/cases has them: a passage, and the records that are expected of it.
//
//   = so_noi_vu 52:1 (d3f09c1d27a, Lê Thị Hạnh)            the document, the section, and a record that was judged
//   1. Sở Nội vụ
//   - Tổng hợp báo cáo trước ngày 15/12/2031.
//   --
//   kind: date | relation: before | date: 2031-12-15 | every: -
//
// A passage is a heading with the blocks under it, where all its records of the kind were judged; else those of its blocks alone
// whose records were. It is read in another plan then: a year that the passage does not say is not asked for.
#include <algorithm>
#include <set>
#include <string>

#include "index/review.h"
#include "text/number_text.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostBlocks = 12;       // of a passage
constexpr std::size_t kLongestPassage = 4'000;  // bytes: longer ones are no short cases any more

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
    pieces_.push_back({{0, 0}, "@opening", true, {}, {}, false});
    for (const Section& section : document_.extraction.sections) pieces_.push_back({section.span, "1. " + section.heading, true, {}, {}, false});
    for (const Block& block : document_.extraction.blocks) {
      const std::string bullet = block.kind == "bullet" && !block.text.starts_with("-") ? "- " : "";
      pieces_.push_back({block.span, bullet + block.text, false, {}, {}, block.kind == "row"});  // a row says nothing without its table
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

  // A heading and its blocks.
  void WriteSection(std::size_t first, std::size_t end) {
    const auto in = [&](const auto& is) { return std::any_of(pieces_.begin() + static_cast<std::ptrdiff_t>(first), pieces_.begin() + static_cast<std::ptrdiff_t>(end), is); };
    if (!in([](const Piece& piece) { return !piece.judged.empty(); })) return;
    std::vector<const Piece*> all;
    for (std::size_t i = first; i < end; ++i) all.push_back(&pieces_[i]);
    if (all.size() <= kMostBlocks + 1 && !in([](const Piece& piece) { return piece.open; }) && WriteCase(all)) return;
    for (std::size_t i = first; i < end; ++i) {
      if (pieces_[i].judged.empty() || pieces_[i].open || pieces_[first].open) continue;
      if (i == first) WriteCase({&pieces_[first]});
      else WriteCase({&pieces_[first], &pieces_[i]});
    }
  }

  // False where it is too long for a case, or has what a case cannot say.
  bool WriteCase(const std::vector<const Piece*>& pieces) {
    std::string passage;
    std::vector<const AnyRecord*> records;
    std::string judged;
    for (const Piece* piece : pieces) {
      if (piece->line.find('\n') != std::string::npos || piece->line.starts_with("= ") || piece->line == "--") return false;
      passage.append(piece->line).append("\n");
      for (const AnyRecord& record : piece->records) records.push_back(&record);
      if (judged.empty()) judged = piece->judged;
    }
    if (passage.size() > kLongestPassage) return false;
    std::string name = document_.extraction.source.name;
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
  std::string out_;
};

}  // namespace

std::string ToCases(const IndexedDocument& document, const ReviewedDocument& reviewed, std::string_view kind) {
  if (kind != "references" && kind != "assignments" && kind != "targets" && kind != "deadlines") return {};
  return Cases(document, reviewed, kind).Run();
}

}  // namespace trichluc
