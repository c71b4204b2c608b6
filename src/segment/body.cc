#include "segment/body.h"

#include <algorithm>
#include <string>
#include <utility>

#include "segment/labels.h"
#include "segment/passage.h"
#include "segment/sentences.h"

namespace trichluc {
namespace {

constexpr std::size_t kAnnexTitleLines = 5;
constexpr std::size_t kLongestAnnexTitle = 250;  // bytes

// A paragraph whose label is decided and whose lines are complete.
struct Unit {
  const Paragraph* paragraph = nullptr;
  std::vector<Span> parts;
  int event = -1;          // of its accepted label
  bool bullet = false;
  bool consumed = false;   // already part of an annex's heading

  [[nodiscard]] bool Is(Paragraph::Kind kind) const { return paragraph->kind == kind; }
  [[nodiscard]] bool PlainText() const { return Is(Paragraph::Kind::kText) && event < 0 && !bullet && !paragraph->footnote; }
};

class BodyWriter {
 public:
  BodyWriter(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns, const Vocabulary& words,
             const std::vector<Paragraph>& paragraphs, Outline& outline)
      : text_(text), document_(document), patterns_(patterns), words_(words), paragraphs_(paragraphs), outline_(outline) {}

  void Run() {
    DecideAll();
    MakeUnits();
    for (at_ = 0; at_ < units_.size(); ++at_) Write(units_[at_]);
  }

 private:
  void DecideAll() {
    std::vector<LabelEvent> events;
    event_of_.assign(paragraphs_.size(), -1);
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      const std::optional<LabelEvent> event = EventOf(paragraphs_[i]);
      if (!event) continue;
      event_of_[i] = static_cast<int>(events.size());
      events.push_back(*event);
    }
    decisions_ = DecideLabels(events);
    section_of_event_.assign(events.size(), -1);
  }

  static std::optional<LabelEvent> EventOf(const Paragraph& paragraph) {
    switch (paragraph.kind) {
      case Paragraph::Kind::kReset: return LabelEvent{LabelEvent::Kind::kReset, nullptr};
      case Paragraph::Kind::kEnterTable: return LabelEvent{LabelEvent::Kind::kEnterTable, nullptr};
      case Paragraph::Kind::kLeaveTable: return LabelEvent{LabelEvent::Kind::kLeaveTable, nullptr};
      default: break;
    }
    if (!paragraph.label) return std::nullopt;
    return LabelEvent{LabelEvent::Kind::kLabel, &*paragraph.label};
  }

  // Paragraphs whose label was none and that continue the one above are joined to it.
  void MakeUnits() {
    std::size_t open = 0;  // the last unit but for page notes
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      const Paragraph& paragraph = paragraphs_[i];
      const bool accepted = event_of_[i] >= 0 && decisions_[static_cast<std::size_t>(event_of_[i])].accepted;
      const bool joins = paragraph.kind == Paragraph::Kind::kText && paragraph.goes_on && !accepted && paragraph.bullet == 0 &&
                         !paragraph.footnote && !units_.empty() && units_[open].Is(Paragraph::Kind::kText);
      if (joins) {
        units_[open].parts.insert(units_[open].parts.end(), paragraph.parts.begin(), paragraph.parts.end());
        continue;
      }
      if (!paragraph.page_note) open = units_.size();
      Unit unit;
      unit.paragraph = &paragraph;
      unit.parts = paragraph.parts;
      if (accepted) unit.event = event_of_[i];
      unit.bullet = paragraph.bullet != 0;
      units_.push_back(std::move(unit));
    }
  }

  void Write(const Unit& unit) {
    if (unit.consumed) return;
    switch (unit.paragraph->kind) {
      case Paragraph::Kind::kReset:
        current_ = -1;
        return;
      case Paragraph::Kind::kEnterTable:
        around_table_ = current_;
        return;
      case Paragraph::Kind::kLeaveTable:
        current_ = around_table_;
        return;
      case Paragraph::Kind::kRow: return unit.event >= 0 ? WriteGroupHead(unit) : WriteRow(unit);
      case Paragraph::Kind::kText: break;
    }
    if (unit.event < 0) return WriteBlock(unit);
    if (Decision(unit).reading.style == LabelStyle::kAnnex) return WriteAnnex(unit);
    WriteSection(unit);
  }

  [[nodiscard]] const LabelDecision& Decision(const Unit& unit) const {
    return decisions_[static_cast<std::size_t>(unit.event)];
  }

  // --- sections

  // Adds the section of an accepted label and makes it the current one.
  OutlineSection& AddSection(const Unit& unit, Span label) {
    const LabelDecision& decision = Decision(unit);
    OutlineSection section;
    section.parent = decision.parent < 0 ? -1 : section_of_event_[static_cast<std::size_t>(decision.parent)];
    section.path = (section.parent < 0 ? "" : Section(section.parent).path + ".") + decision.component;
    section.kind = KindOf(section.parent, decision.reading.style);
    section.label = std::string(text_.View(label));
    section.span = label;
    section_of_event_[static_cast<std::size_t>(unit.event)] = static_cast<int>(outline_.sections.size());
    styles_.push_back(decision.reading.style);
    current_ = static_cast<int>(outline_.sections.size());
    outline_.order.push_back({true, current_});
    outline_.sections.push_back(std::move(section));
    bullets_.clear();
    RemarkOnLabel(decision, label);
    return outline_.sections.back();
  }

  [[nodiscard]] const OutlineSection& Section(int index) const { return outline_.sections[static_cast<std::size_t>(index)]; }

  [[nodiscard]] std::string KindOf(int parent, LabelStyle style) const {
    std::optional<LabelStyle> parent_style;
    bool in_article = false;
    if (parent >= 0) parent_style = styles_[static_cast<std::size_t>(parent)];
    for (int at = parent; at >= 0; at = Section(at).parent) {
      in_article = in_article || styles_[static_cast<std::size_t>(at)] == LabelStyle::kArticle;
    }
    return SectionKind(style, parent_style, in_article);
  }

  void RemarkOnLabel(const LabelDecision& decision, Span label) {
    const std::string written(text_.View(label));
    if (decision.reading.misread) {
      outline_.diagnostics.push_back({DiagnosticCode::kMisreadLabel, Severity::kInfo,
                                      "the label `" + written + "` was read as " + decision.component, label});
    }
    if (decision.remark == LabelRemark::kSkipped) {
      outline_.diagnostics.push_back({DiagnosticCode::kSkippedLabel, Severity::kInfo,
                                      "a label is missing before `" + written + "`", label});
    } else if (decision.remark == LabelRemark::kRepeated) {
      outline_.diagnostics.push_back({DiagnosticCode::kRepeatedLabel, Severity::kInfo,
                                      "the label `" + written + "` does not go on from the one before", label});
    }
  }

  void WriteSection(const Unit& unit) {
    const LabelCandidate& candidate = *unit.paragraph->label;
    const Span first = unit.parts.front();
    OutlineSection& section = AddSection(unit, {first.start, first.start + candidate.span.end});
    const SplitParts split = SplitAt(text_, unit.parts, candidate.text_start);
    SetHeading(section, split.tail);
    if (IsSetApart(unit, section.heading.text)) return;
    const std::size_t end = FirstSentenceEnd(section.heading.text, patterns_, words_);
    section.running = true;
    if (end >= section.heading.text.size()) return;
    const SplitParts sentence = SplitAt(text_, split.tail, end);
    SetHeading(section, sentence.head);
    if (!sentence.tail.empty()) AddBlock(OutlineBlock::Kind::kParagraph, sentence.tail).continues_heading = true;
  }

  void SetHeading(OutlineSection& section, const std::vector<Span>& parts) const {
    section.heading = MakePassage(text_, parts);
    if (!section.heading.text.empty()) section.span.end = section.heading.span.end;
  }

  // Is the labelled line a heading, and not the start of running text?
  [[nodiscard]] bool IsSetApart(const Unit& unit, const std::string& heading) const {
    if (heading.empty() || heading.back() == ':') return true;
    if (unit.paragraph->emphasised || IsCaps(heading)) return true;
    std::size_t below = at_ + 1;
    while (below < units_.size() && units_[below].paragraph->page_note) ++below;
    if (below >= units_.size()) return false;
    const Unit& next = units_[below];
    if (next.bullet) return true;
    return next.event >= 0 && Decision(next).parent == unit.event;
  }

  void WriteAnnex(const Unit& unit) {
    const LabelCandidate& candidate = *unit.paragraph->label;
    const Span first = unit.parts.front();
    OutlineSection& section = AddSection(unit, {first.start, first.start + candidate.span.end});
    const SplitParts split = SplitAt(text_, unit.parts, candidate.text_start);
    std::vector<Span> heading = split.tail;
    if (heading.empty()) heading = TakeAnnexTitle();
    SetHeading(section, heading);
  }

  // The title stands below the label, before or behind the note `(Kèm theo …)`.
  std::vector<Span> TakeAnnexTitle() {
    std::vector<Span> title;
    for (std::size_t i = at_ + 1; i < units_.size() && i <= at_ + kAnnexTitleLines; ++i) {
      Unit& unit = units_[i];
      if (!unit.PlainText()) break;
      const bool note = IsNote(unit);
      if (note && !title.empty()) break;
      if (note) continue;
      if (!IsAnnexTitle(i, !title.empty())) break;
      title.insert(title.end(), unit.parts.begin(), unit.parts.end());
      unit.consumed = true;
    }
    return title;
  }

  [[nodiscard]] bool IsNote(const Unit& unit) const {
    return document_.lines[unit.paragraph->first_line].hits.Has(words_.attached);
  }

  [[nodiscard]] bool IsAnnexTitle(std::size_t index, bool has_title) const {
    const Unit& unit = units_[index];
    if (unit.paragraph->caps || unit.paragraph->emphasised) return true;
    if (has_title || index + 1 >= units_.size()) return false;
    const Unit& next = units_[index + 1];
    if (next.Is(Paragraph::Kind::kEnterTable) || (next.PlainText() && IsNote(next))) return true;
    const std::string words = JoinWords(text_, unit.parts);
    return words.size() <= kLongestAnnexTitle && std::string_view(".;:").find(words.back()) == std::string_view::npos;
  }

  void WriteGroupHead(const Unit& unit) {
    const LabelCandidate& candidate = *unit.paragraph->label;
    const std::vector<CellParts>& row = unit.paragraph->row;
    const Span first = row.front().parts.front();
    if (row.size() > 1) {
      OutlineSection& section = AddSection(unit, first);
      SetHeading(section, row[1].parts);
      return;
    }
    OutlineSection& section = AddSection(unit, {first.start, first.start + std::min(candidate.span.end, first.size())});
    SetHeading(section, SplitAt(text_, unit.parts, candidate.text_start).tail);
  }

  // --- blocks

  OutlineBlock& AddBlock(OutlineBlock::Kind kind, const std::vector<Span>& parts) {
    OutlineBlock block;
    block.kind = kind;
    block.section = current_;
    block.passage = MakePassage(text_, parts);
    return Add(std::move(block));
  }

  OutlineBlock& Add(OutlineBlock block) {
    outline_.order.push_back({false, static_cast<int>(outline_.blocks.size())});
    outline_.blocks.push_back(std::move(block));
    return outline_.blocks.back();
  }

  void WriteBlock(const Unit& unit) {
    if (unit.bullet) {
      const SplitParts split = SplitAt(text_, unit.parts, unit.paragraph->mark_bytes);
      AddBlock(OutlineBlock::Kind::kBullet, split.tail).bullet_level = BulletLevel(unit.paragraph->bullet);
      return;
    }
    OutlineBlock& block = AddBlock(OutlineBlock::Kind::kParagraph, unit.parts);
    if (!unit.paragraph->footnote) return;
    block.footnote = true;
    block.section = -1;
  }

  // The first kind of bullet in a section is its outer one; a kind met later stands below those that are open.
  int BulletLevel(char32_t sign) {
    const auto known = std::find(bullets_.begin(), bullets_.end(), sign);
    if (known == bullets_.end()) {
      bullets_.push_back(sign);
    } else {
      bullets_.erase(known + 1, bullets_.end());
    }
    return static_cast<int>(bullets_.size());
  }

  void WriteRow(const Unit& unit) {
    OutlineBlock block;
    block.kind = OutlineBlock::Kind::kRow;
    block.section = current_;
    block.table = unit.paragraph->table;
    block.above = unit.paragraph->above;
    block.table_head = IsTableHead(*unit.paragraph);
    block.passage = MakeRow(text_, unit.paragraph->row, block.cells);
    Add(std::move(block));
  }

  // The first row, and those that its merged cells reach into.
  [[nodiscard]] bool IsTableHead(const Paragraph& row) const {
    if (row.row_index == 0) return row.row.size() > 1;
    if (row.above.empty() || outline_.blocks.empty()) return false;
    const OutlineBlock& above = outline_.blocks.back();
    return above.table == row.table && above.table_head;
  }

  const NormalizedText& text_;
  const DocumentLines& document_;
  const PatternTable& patterns_;
  const Vocabulary& words_;
  const std::vector<Paragraph>& paragraphs_;
  Outline& outline_;
  std::vector<int> event_of_;             // by paragraph
  std::vector<LabelDecision> decisions_;  // by event
  std::vector<int> section_of_event_;
  std::vector<LabelStyle> styles_;        // by section
  std::vector<Unit> units_;
  std::size_t at_ = 0;
  int current_ = -1;
  int around_table_ = -1;
  std::vector<char32_t> bullets_;         // open kinds of bullets in the current section
};

}  // namespace

void ReadBody(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns, const Vocabulary& words,
              const std::vector<Paragraph>& paragraphs, Outline& outline) {
  BodyWriter(text, document, patterns, words, paragraphs, outline).Run();
}

}  // namespace trichluc
