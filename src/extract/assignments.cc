#include "extract/assignments.h"

#include <algorithm>

#include "extract/clauses.h"
#include "extract/values.h"

namespace trichluc {
namespace {

constexpr int kParagraphLevel = 9;           // a paragraph is no item of the fields below it, as long as there is a heading
constexpr std::size_t kStatedAlone = 24;    // bytes of a passage that may be a time and nothing else
// Records that layout makes name the file that holds its words.
constexpr const char* kHeadingRule = "assignments/charges:unit_heading";
constexpr const char* kFieldRule = "outline/fields:field_role";
constexpr const char* kColumnRule = "outline/fields:field_role";

std::optional<NodeView> Emitted(const PassageReading& reading, std::string_view kind, Span within) {
  const Analysis& analysis = reading.analysis;  // what was emitted stands in the order of its beginnings
  auto id = std::lower_bound(analysis.emitted.begin(), analysis.emitted.end(), within.start,
                             [&](NodeId at, std::size_t offset) { return analysis.View(at).span().start < offset; });
  for (; id != analysis.emitted.end(); ++id) {
    const NodeView node = analysis.View(*id);
    if (node.span().start > within.end) break;
    if (node.rule()->emit == kind && within.Contains(node.span())) return node;
  }
  return std::nullopt;
}

Span Whole(const PassageReading& reading) { return {0, reading.text().size()}; }

void AddUnique(std::vector<std::string>& to, std::vector<std::string> from) {
  for (std::string& name : from) {
    if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(std::move(name));
  }
}

// The units of `range`, list by list, as the last level left them.
std::vector<std::string> UnitsIn(const PassageReading& reading, Span range) {
  std::vector<std::string> units;
  for (const NodeId id : reading.analysis.top) {
    const NodeView node = reading.analysis.View(id);
    if (node.Is("units") && range.Contains(node.span())) AddUnique(units, UnitsOf(node));
  }
  return units;
}

// All those with whom the charged unit works, wherever the stretch names them.
std::vector<std::string> PartnersIn(const PassageReading& reading, Span range, const std::vector<std::string>& lead) {
  std::vector<std::string> partners;
  for (const NodeId id : reading.analysis.emitted) {
    const NodeView node = reading.analysis.View(id);
    if (node.rule()->emit != "with" || !range.Contains(node.span())) continue;
    if (const auto with = node.Capture("with")) AddUnique(partners, UnitsOf(*with));
  }
  partners.erase(std::remove_if(partners.begin(), partners.end(),
                                [&](const std::string& name) { return std::find(lead.begin(), lead.end(), name) != lead.end(); }),
                 partners.end());
  return partners;
}

// Does a line that ends in a colon leave the task itself to what follows: "X chủ trì, phối hợp với Y thực hiện các nội dung sau:"?
bool HandsDown(const PassageReading& reading, NodeView subject) {
  const std::string_view task = TrimPunctuation(reading.Text({subject.span().end, reading.text().size()}));
  if (task.empty()) return true;
  const Clauses clauses(reading);
  const std::size_t end = clauses.TrimTrailing("following", {subject.span().end, reading.text().size()});
  return end < reading.text().size() - 1 && !TrimPunctuation(reading.Text({end, reading.text().size()})).empty();
}

// "Báo cáo quý: trước ngày 20 tháng cuối quý": a label and a time, no task.
bool OnlyStatesTime(const PassageReading& reading) {
  std::vector<Span> times;
  for (const NodeId id : reading.analysis.emitted) {
    const NodeView node = reading.analysis.View(id);
    if (node.rule()->emit == "deadline") times.push_back(node.span());
  }
  if (times.empty()) return false;
  const std::size_t colon = reading.text().find(':');
  if (colon == std::string_view::npos || colon > times.front().start) return false;
  const std::string rest = Without(reading, {colon + 1, reading.text().size()}, times);
  return rest.find(':') != std::string::npos ? rest.size() < kMaxLabelBytes / 2 : rest.size() < 4;
}

// "Trên đây là Kế hoạch …", "Kế hoạch này thay thế …"
bool IsClosing(const PassageReading& reading, std::size_t start) {
  return Clauses(reading).SkipLeading("closing_opener", start, reading.text().size()) > start;
}

// Does a sentence of the passage begin with a charge ("Đề nghị các sở …")?
bool Charges(const PassageReading& reading) {
  for (const NodeId id : reading.analysis.emitted) {
    const NodeView node = reading.analysis.View(id);
    if (node.rule()->emit == "assignment" && node.Constant("form") == "charge") return true;
  }
  return false;
}

// A task begins behind the units: behind "phối hợp với …" where that opens the stretch.
std::size_t TaskStart(const PassageReading& reading, Span range) {
  const auto with = Emitted(reading, "with", range);
  if (with && Trim(reading.Text({range.start, with->span().start})).size() < 40) {
    const Clauses clauses(reading);
    const std::size_t before = clauses.SkipLeading("before_partners", range.start, with->span().start);
    if (TrimPunctuation(reading.Text({before, with->span().start})).empty()) return with->span().end;
  }
  return range.start;
}

// Behind the last unit that a rule named, and what it said to skip.
std::size_t TaskStartOf(NodeView node) {
  std::size_t start = node.span().start;
  for (const char* part : {"lead", "skip", "with"}) {
    if (const auto group = node.Capture(part)) start = std::max(start, group->span().end);
  }
  return start;
}

std::string TaskText(const PassageReading& reading, std::size_t start, std::size_t end) {
  return std::string(TrimPunctuation(reading.Text({start, std::max(start, end)})));
}

// Only fields and merged cells come out of order; most documents need no sort, and no room for one.
template <typename Record>
void SortByPlace(std::vector<Record>& records) {
  const auto earlier = [](const Record& a, const Record& b) { return a.span.start < b.span.start; };
  if (!std::is_sorted(records.begin(), records.end(), earlier)) std::stable_sort(records.begin(), records.end(), earlier);
}

}  // namespace

AssignmentReader::AssignmentReader(const DocumentContext& document)
    : document_(document), labels_(*document.rules) {}

StatedTimes AssignmentReader::TimesOf(const PassageReading& reading) const {
  StatedTimes times;
  const OutlineBlock* block = reading.Block();
  if (block != nullptr && block->kind == OutlineBlock::Kind::kRow) {
    for (const Cell& cell : block->cells) {
      if (RoleOf(block->table, cell.column) == "time") times.cells.push_back(cell.span);
    }
    return times;
  }
  const std::vector<Field> fields = labels_.FieldsIn(reading.text());
  for (const Field& field : fields) {
    if (field.role == "time") times.cells.push_back(field.value);
  }
  times.everywhere = reading.text().size() < kStatedAlone || (!fields.empty() && fields.front().label == 0 && fields.front().role == "time");
  return times;
}

void AssignmentReader::Read(const PassageReading& reading, std::vector<DeadlineMention> deadlines) {
  here_.clear();
  fields_ = labels_.FieldsIn(reading.text());
  inline_fields_ = false;
  if (reading.block < 0) {
    ReadHeading(reading);
  } else if (!reading.Block()->footnote) {
    ReadBlock(reading);
  }
  AddDeadlines(reading, std::move(deadlines));
  Introduce(reading);
}

// What a line that ends in a colon says is to be done. It holds for the bullets that follow.
void AssignmentReader::Introduce(const PassageReading& reading) {
  const OutlineBlock* block = reading.Block();
  if (Trim(reading.text()).ends_with(":")) {
    const std::size_t end = Clauses(reading).TrimTrailing("following", Whole(reading));
    introduced_ = here_.empty() ? std::string(TrimPunctuation(reading.Text({0, end}))) : assignments_[here_.back().index].task;
  } else if (block == nullptr || block->kind != OutlineBlock::Kind::kBullet) {
    introduced_.clear();
  }
}

void AssignmentReader::Finish(std::vector<Assignment>& assignments, std::vector<Deadline>& deadlines) {
  CloseGroup();
  SortByPlace(assignments_);
  SortByPlace(deadlines_);
  assignments = std::move(assignments_);
  deadlines = std::move(deadlines_);
}

const std::vector<std::string>* AssignmentReader::UnitsAbove(int section) const {
  for (; section >= 0; section = document_.outline->sections[static_cast<std::size_t>(section)].parent) {
    const auto units = units_of_section_.find(section);
    if (units != units_of_section_.end()) return &units->second;
  }
  return nullptr;
}

// Headings like "Đối tượng áp dụng" govern what stands below them.
bool AssignmentReader::Under(const std::set<int>& headings, int section) const {
  for (; section >= 0; section = document_.outline->sections[static_cast<std::size_t>(section)].parent) {
    if (headings.contains(section)) return true;
  }
  return false;
}

void AssignmentReader::ReadHeading(const PassageReading& reading) {
  const Clauses clauses(reading);
  const bool short_enough = reading.text().size() < kMaxLabelBytes;
  if (short_enough && clauses.SkipLeading("scope_heading", 0, reading.text().size()) > 0) scope_sections_.insert(reading.section);
  if (short_enough && clauses.SkipLeading("past_heading", 0, reading.text().size()) > 0) past_sections_.insert(reading.section);
  if (short_enough && clauses.SkipLeading("goal_heading", 0, reading.text().size()) > 0) goal_sections_.insert(reading.section);
  CloseGroup();
  pending_units_.clear();
  last_item_.clear();
  groups_in_section_ = 0;
  if (ReadFields(reading) || ReadInlineFields(reading)) return;
  if (Under(scope_sections_, reading.section)) {
    ReadSentences(reading);
    return;
  }
  const auto heading = Emitted(reading, "unit_heading", Whole(reading));
  if (heading && (heading->Constant("form") != "of" || !Under(goal_sections_, reading.section))) {
    units_of_section_[reading.section] = UnitsOf(*heading->Capture("lead"));
    return;
  }
  if (const auto head = Emitted(reading, "run_in_head", Whole(reading))) {
    const std::vector<std::string> units = UnitsOf(*head->Capture("lead"));
    units_of_section_[reading.section] = units;
    return ReadUnderUnit(reading, units, head->span().end);
  }
  const OutlineSection& section = document_.outline->sections[static_cast<std::size_t>(reading.section)];
  const bool introduces = Trim(reading.text()).ends_with(":");
  const std::vector<std::string>* above = UnitsAbove(section.parent);
  if (above != nullptr && !introduces) {
    if (!ReadSentences(reading) && section.running) ReadUnderUnit(reading, *above, 0);
    return;
  }
  // "2. Sở Tư pháp chủ trì, phối hợp với …:" names the unit for the bullets below.
  if (introduces) {
    const auto subject = Emitted(reading, "assignment", Whole(reading));
    if (subject && HandsDown(reading, *subject)) units_of_section_[reading.section] = UnitsOf(*subject->Capture("lead"));
  }
  ReadSentences(reading);
}

void AssignmentReader::ReadBlock(const PassageReading& reading) {
  const OutlineBlock& block = *reading.Block();
  if (block.kind == OutlineBlock::Kind::kRow) {
    CloseGroup();
    return block.table_head ? ReadTableHead(reading) : ReadRow(reading);
  }
  if (group_.section != reading.section) CloseGroup();
  if (ReadFields(reading)) return;
  if (EndsGroup(reading)) CloseGroup();
  if (ReadInlineFields(reading)) return;
  if (block.kind == OutlineBlock::Kind::kParagraph) pending_units_.clear();
  if (ReadIntroduction(reading)) return;
  if (group_.content_open && block.kind == OutlineBlock::Kind::kBullet) {
    group_.content += (group_.content.empty() ? "" : " ") + std::string(Trim(reading.text()));
    return;
  }
  last_item_ = std::string(TrimPunctuation(reading.text()));
  last_item_level_ = block.kind == OutlineBlock::Kind::kBullet ? block.bullet_level : kParagraphLevel;
  if (Under(scope_sections_, reading.section)) {
    if (Charges(reading)) ReadSentences(reading);
    return;
  }
  if (const auto head = Emitted(reading, "run_in_head", Whole(reading))) {
    const std::vector<std::string> units = UnitsOf(*head->Capture("lead"));
    if (TrimPunctuation(reading.Text({head->span().end, reading.text().size()})).empty()) {
      pending_units_ = units;
      pending_section_ = reading.section;
      return;
    }
    return ReadUnderUnit(reading, units, head->span().end);
  }
  const std::vector<std::string>* units = UnitsAbove(reading.section);
  if (!pending_units_.empty() && pending_section_ == reading.section) units = &pending_units_;
  // Where no heading names a unit, sentences do. One that hands out a duty, or a closing paragraph, speaks for itself.
  if (units == nullptr || IsClosing(reading, 0) || Charges(reading)) {
    ReadSentences(reading);
    return;
  }
  if (!ReadSentence(reading, reading.SentenceAt(0))) ReadUnderUnit(reading, *units, 0);
}

// "Căn cứ số vốn được cấp, các phòng, ban thực hiện những việc sau:" is an assignment and names the unit for the
// bullets that follow it.
bool AssignmentReader::ReadIntroduction(const PassageReading& reading) {
  if (!Trim(reading.text()).ends_with(":") || UnitsAbove(reading.section) != nullptr) return false;
  const auto subject = Emitted(reading, "assignment", Whole(reading));
  if (!subject || !HandsDown(reading, *subject)) return false;
  pending_units_ = UnitsOf(*subject->Capture("lead"));
  pending_section_ = reading.section;
  ReadSentences(reading);
  return true;
}

// One assignment to the units of the heading, for the whole passage.
void AssignmentReader::ReadUnderUnit(const PassageReading& reading, const std::vector<std::string>& units, std::size_t from) {
  while (from < reading.text().size() && reading.text()[from] == ' ') ++from;
  const Span range{from, reading.text().size()};
  if (TrimPunctuation(reading.Text(range)).empty() || OnlyStatesTime(reading)) return;
  Assignment assignment;
  assignment.lead = units;
  assignment.with = PartnersIn(reading, range, units);
  const std::size_t task_start = TaskStart(reading, range);
  assignment.task = TaskText(reading, task_start, range.end);
  assignment.via = "heading";
  assignment.section = reading.SectionPath();
  reading.Ground(assignment, range, nullptr);
  assignment.rule = kHeadingRule;
  Add(std::move(assignment), range, task_start);
}

bool AssignmentReader::ReadSentences(const PassageReading& reading) {
  if (SpeaksOfPast(reading.section)) return false;
  bool any = false;
  for (const Span sentence : reading.sentences) any = ReadSentence(reading, sentence) || any;
  return any;
}

bool AssignmentReader::ReadSentence(const PassageReading& reading, Span sentence) {
  if (const auto charged = Emitted(reading, "assignment", sentence)) {
    Assignment assignment = Make(reading, sentence, *charged, "sentence");
    if (assignment.task.empty() && !group_.has_lead && (group_.lead_open || !group_.content.empty())) {
      assignment.task = group_.content;
      assignment.via = "field";
    }
    if (!assignment.task.empty()) {
      Add(std::move(assignment), sentence, TaskStartOf(*charged));
      return true;
    }
  }
  if (const auto clause = Emitted(reading, "clause", sentence); clause && !IsClosing(reading, sentence.start)) {
    const Span span = Clauses(reading).Around({clause->Capture("lead")->span()});
    Add(Make(reading, {span.start, std::max(span.end, clause->span().end)}, *clause, "sentence"), span, TaskStartOf(*clause));
    return true;
  }
  return false;
}

Assignment AssignmentReader::Make(const PassageReading& reading, Span span, NodeView node, std::string_view via) const {
  Assignment assignment;
  const auto lead = node.Capture("lead");
  assignment.lead = UnitsOf(*lead);
  const std::size_t start = TaskStartOf(node);
  assignment.with = PartnersIn(reading, span, assignment.lead);
  if (const auto with = node.Capture("with")) AddUnique(assignment.with, UnitsOf(*with));
  assignment.task = TaskText(reading, start, span.end);
  assignment.via = via;
  assignment.section = reading.SectionPath();
  reading.Ground(assignment, span, node.rule());
  return assignment;
}

// Drops the bodies that no plan charges ("Đảng", "Chính phủ"). What is left may be nobody.
void AssignmentReader::KeepChargeable(std::vector<std::string>& lead) const {
  const auto never = document_.rules->lexicons.Find("never_charged");
  if (!never) return;
  lead.erase(std::remove_if(lead.begin(), lead.end(), [&](const std::string& name) {
               return document_.rules->lexicons.Holds(*never, name);
             }), lead.end());
}

void AssignmentReader::Add(Assignment assignment, Span span, std::size_t task_start) {
  KeepChargeable(assignment.lead);
  if (assignment.lead.empty()) return;
  here_.push_back({span, task_start, assignments_.size()});
  assignments_.push_back(std::move(assignment));
}

// --- labelled fields ---------------------------------------------------------------------------------------------------------

bool AssignmentReader::ReadFields(const PassageReading& reading) {
  if (fields_.empty() || fields_.front().label > 0) return false;
  for (const Field& field : fields_) ReadField(reading, field);
  return true;
}

void AssignmentReader::ReadField(const PassageReading& reading, const Field& field) {
  if (field.role == "content" && !group_.content.empty()) CloseGroup();
  if (field.role == "lead" && group_.has_lead) CloseGroup();
  OpenGroup(reading.section);
  if (const OutlineBlock* block = reading.Block(); block != nullptr && group_.level == 0) group_.level = block->bullet_level;
  group_.content_open = false;
  if (field.role == "content") {
    group_.content = TaskText(reading, field.value.start, field.value.end);
    group_.content_open = group_.content.empty();
  } else if (field.role == "lead") {
    ReadLeadField(reading, field.value);
  } else if (field.role == "with") {
    AddUnique(group_.with, UnitsIn(reading, field.value));
  }
}

// "Rà soát các nguồn thải (cơ quan chủ trì: Sở X; cơ quan phối hợp: Sở Y; hoàn thành: quý II)": the item and its fields.
bool AssignmentReader::ReadInlineFields(const PassageReading& reading) {
  const auto is_lead = [](const Field& field) { return field.role == "lead"; };
  if (std::none_of(fields_.begin(), fields_.end(), is_lead)) return false;
  Assignment assignment;
  std::size_t end = fields_.front().label;
  while (end > 0 && (reading.text()[end - 1] == '(' || reading.text()[end - 1] == ' ')) --end;
  assignment.task = TaskText(reading, 0, end);
  if (assignment.task.empty()) return false;
  for (const Field& field : fields_) {
    if (field.role == "lead") AddUnique(assignment.lead, UnitsIn(reading, field.value));
    if (field.role == "with") AddUnique(assignment.with, UnitsIn(reading, field.value));
  }
  if (assignment.lead.empty()) return false;
  assignment.via = "field";
  assignment.section = reading.SectionPath();
  reading.Ground(assignment, Whole(reading), nullptr);
  assignment.rule = kFieldRule;
  Add(std::move(assignment), Whole(reading), 0);
  inline_fields_ = !here_.empty();
  return true;
}

// Does a passage that is no field end the fields above it? One that has a label of its own may be a field of a kind that
// the lists do not know, and a deeper bullet belongs to the field above.
bool AssignmentReader::EndsGroup(const PassageReading& reading) const {
  if (group_.section < 0 || group_.content_open || group_.lead_open) return false;
  const OutlineBlock& block = *reading.Block();
  const bool deeper = block.kind == OutlineBlock::Kind::kBullet && group_.level > 0 && block.bullet_level > group_.level;
  return !deeper && reading.text().find(':') > kMaxLabelBytes / 2;
}

void AssignmentReader::ReadLeadField(const PassageReading& reading, Span value) {
  group_.lead_open = TrimPunctuation(reading.Text(value)).empty();
  if (group_.lead_open) return;
  const auto units = Emitted(reading, "field_units", value);
  if (units) {
    group_.lead = UnitsOf(*units->Capture("lead"));
    if (const auto with = units->Capture("with")) AddUnique(group_.with, UnitsOf(*with));
  } else {
    group_.lead = {std::string(TrimPunctuation(reading.Text(value)))};
  }
  AddUnique(group_.with, PartnersIn(reading, value, group_.lead));
  group_.has_lead = true;
  group_.record.section = reading.SectionPath();
  // The whole block, unless it holds the fields of several items.
  const auto leads = std::count_if(fields_.begin(), fields_.end(), [](const Field& field) { return field.role == "lead"; });
  reading.Ground(group_.record, leads > 1 ? value : Whole(reading), nullptr);
  group_.record.rule = kFieldRule;
}

void AssignmentReader::OpenGroup(int section) {
  if (group_.section == section && section >= 0) return;
  CloseGroup();
  group_.section = section;
}

// The item that the fields stand under: its text, or its heading.
std::string AssignmentReader::ItemText(int section) const {
  const bool in_section = section >= 0;
  // A bullet above its own sub-bullets is the item, and so is the text before a second group of fields; else the heading is.
  if (!last_item_.empty() && (!in_section || last_item_level_ < group_.level || groups_in_section_ > 0)) return last_item_;
  if (!in_section) return {};
  return std::string(TrimPunctuation(document_.outline->sections[static_cast<std::size_t>(section)].heading.text));
}

void AssignmentReader::CloseGroup() {
  if (group_.section < 0) return;
  const std::string task = group_.content.empty() ? ItemText(group_.section) : group_.content;
  if (group_.has_lead) {
    Assignment assignment = std::move(group_.record);
    assignment.lead = group_.lead;
    assignment.with = group_.with;
    assignment.task = task;
    assignment.via = "field";
    assignments_.push_back(std::move(assignment));
  }
  ++groups_in_section_;
  for (const std::size_t i : group_.deadlines) {
    deadlines_[i].task = task.empty() ? std::nullopt : std::optional(task);
    if (deadlines_[i].units.empty()) deadlines_[i].units = group_.lead;
  }
  group_ = {};
}

// --- tables ------------------------------------------------------------------------------------------------------------------

void AssignmentReader::ReadTableHead(const PassageReading& reading) {
  const OutlineBlock& row = *reading.Block();
  for (const Cell& cell : row.cells) {
    const std::string_view role = labels_.RoleOfHead(reading.Text(cell.span));
    if (!role.empty()) columns_[row.table][cell.column] = std::string(role);
  }
}

std::string_view AssignmentReader::RoleOf(int table_number, int column) const {
  const auto table = columns_.find(table_number);
  if (table == columns_.end()) return {};
  const auto role = table->second.find(column);
  return role == table->second.end() ? std::string_view() : std::string_view(role->second);
}

void AssignmentReader::ReadRow(const PassageReading& reading) {
  const OutlineBlock& row = *reading.Block();
  if (row.table != cells_table_) cells_.clear();
  cells_table_ = row.table;
  for (const Cell& cell : row.cells) cells_[cell.column] = ReadCell(reading, cell);
  row_task_ = TaskOfRow(reading);
  Assignment assignment;
  assignment.lead = UnitsOfRow(row, "lead");
  assignment.with = UnitsOfRow(row, "with");
  assignment.task = row_task_;
  if (assignment.lead.empty() || assignment.task.empty()) return;
  assignment.via = "table";
  assignment.section = reading.SectionPath();
  reading.Ground(assignment, Whole(reading), nullptr);
  assignment.rule = kColumnRule;
  Add(std::move(assignment), Whole(reading), 0);
}

AssignmentReader::CellWords AssignmentReader::ReadCell(const PassageReading& reading, const Cell& cell) const {
  CellWords words;
  words.text = TaskText(reading, cell.span.start, cell.span.end);
  words.units = UnitsIn(reading, cell.span);
  if (words.units.empty() && !words.text.empty()) words.units.push_back(words.text);
  return words;
}

// The units of the row's own cells, then those of the cells that reach into it.
std::vector<std::string> AssignmentReader::UnitsOfRow(const OutlineBlock& row, std::string_view role) const {
  std::vector<std::string> units;
  const auto add = [&](int column) {
    const auto cell = cells_.find(column);
    if (cell != cells_.end() && RoleOf(row.table, column) == role) AddUnique(units, cell->second.units);
  };
  for (const Cell& cell : row.cells) add(cell.column);
  for (const int column : row.above) add(column);
  return units;
}

// A cell that several rows share is their task only where they have none of their own: it may name the group that they form.
std::string AssignmentReader::TaskOfRow(const PassageReading& reading) const {
  const OutlineBlock& row = *reading.Block();
  int task = -1;
  for (const Cell& cell : row.cells) {
    if (RoleOf(row.table, cell.column) != "content") continue;
    if (task < 0 || (ReachesDown(reading, task) && !ReachesDown(reading, cell.column))) task = cell.column;
  }
  for (const int column : row.above) {
    if (task < 0 && RoleOf(row.table, column) == "content") task = column;
  }
  const auto cell = cells_.find(task);
  return cell == cells_.end() ? std::string() : cell->second.text;
}

// Does the cell of this column reach into the next row?
bool AssignmentReader::ReachesDown(const PassageReading& reading, int column) const {
  const std::vector<OutlineBlock>& blocks = document_.outline->blocks;
  const auto next = static_cast<std::size_t>(reading.block) + 1;
  if (next >= blocks.size() || blocks[next].table != reading.Block()->table) return false;
  return std::find(blocks[next].above.begin(), blocks[next].above.end(), column) != blocks[next].above.end();
}

// Keeps the times of the row's cells, and gives it those of the cells that reach into it.
void AssignmentReader::ShareTimes(const PassageReading& reading, const std::vector<DeadlineMention>& deadlines) {
  const OutlineBlock& row = *reading.Block();
  for (const Cell& cell : row.cells) {
    if (RoleOf(row.table, cell.column) != "time") continue;
    for (const DeadlineMention& mention : deadlines) {
      if (cell.span.Contains(mention.span)) cells_[cell.column].times.push_back(mention.record);
    }
  }
  if (row_task_.empty()) return;
  for (const int column : row.above) {
    if (RoleOf(row.table, column) != "time") continue;
    for (Deadline record : cells_[column].times) {
      record.task = row_task_;
      if (!here_.empty()) record.units = assignments_[here_.front().index].lead;
      deadlines_.push_back(std::move(record));
    }
  }
}

// --- deadlines of the passage --------------------------------------------------------------------------------------------------

void AssignmentReader::AddDeadlines(const PassageReading& reading, std::vector<DeadlineMention> deadlines) {
  const bool in_fields = !fields_.empty() && fields_.front().label == 0 && group_.section >= 0;
  const std::vector<std::string>* above = UnitsAbove(reading.section);
  const Clauses clauses(reading);
  for (const DeadlineMention& mention : deadlines) {
    Deadline record = mention.record;
    const auto around = std::find_if(here_.begin(), here_.end(), [&](const auto& a) { return a.span.Contains(mention.span); });
    if (around != here_.end()) record.units = assignments_[around->index].lead;
    else if (above != nullptr && reading.block >= 0) record.units = *above;
    const OutlineBlock* block = reading.Block();
    const bool row = block != nullptr && block->kind == OutlineBlock::Kind::kRow;
    const std::size_t after = around == here_.end() ? 0 : around->task_start;
    const bool in_time_field = std::any_of(fields_.begin(), fields_.end(), [&](const Field& field) {
      return field.role == "time" && field.value.Contains(mention.span);
    });
    std::string task = row ? row_task_ : inline_fields_ && in_time_field ? assignments_[here_.front().index].task
                                       : DueTask(reading, clauses, mention, deadlines, after);
    if (task.empty() && block != nullptr && block->kind == OutlineBlock::Kind::kBullet) task = introduced_;
    if (!task.empty()) record.task = task;
    if (in_fields) group_.deadlines.push_back(deadlines_.size());
    deadlines_.push_back(std::move(record));
  }
  if (const OutlineBlock* block = reading.Block(); block != nullptr && block->kind == OutlineBlock::Kind::kRow && !block->table_head) {
    ShareTimes(reading, deadlines);
  }
}

}  // namespace trichluc
