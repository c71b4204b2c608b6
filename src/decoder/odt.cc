// ODT: the text documents of OpenDocument (ISO/IEC 26300), as LibreOffice shows them.
//
// Labels of lists are counted here; deleted text lies outside the text already. Headers, footers, comments and hidden text are
// left out, and so are tables of contents, which repeat the headings.
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <vector>

#include "decoder/odt_styles.h"
#include "decoder/package.h"
#include "text/unicode.h"

namespace trichluc::decoder {
namespace {

constexpr std::uint32_t kMostSpaces = 64;  // that one element stands for

using Blocks = std::vector<FlowBlock>;

std::uint32_t NumberOf(std::string_view text, std::uint32_t otherwise) {
  std::uint32_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class OdtReader {
 public:
  OdtReader(const OdtStyles& styles, const OdtListStyles& lists, std::uint32_t most_depth)
      : styles_(styles), lists_(lists), most_depth_(most_depth) {}

  Blocks Read(const pugi::xml_node& text) {
    Blocks blocks;
    ReadBlocks(text, blocks, 0);
    WriteNotes(blocks, footnotes_);
    WriteNotes(blocks, endnotes_);
    return blocks;
  }

  [[nodiscard]] bool too_deep() const { return too_deep_; }

 private:
  struct Note {
    int number = 0;
    pugi::xml_node body;
  };
  // The list in whose items the walk is.
  struct OpenList {
    std::string style;
    int level = 0;
    OdtCounts* counts = nullptr;
    bool label_due = false;  // the item's first paragraph is yet to come
    std::optional<int> start;
  };

  [[nodiscard]] bool GoesTooDeep(std::uint32_t depth) {
    too_deep_ = too_deep_ || depth >= most_depth_;
    return too_deep_;
  }

  // --- blocks

  void ReadBlocks(const pugi::xml_node& parent, Blocks& blocks, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) ReadBlock(node, blocks, depth);
  }

  void ReadBlock(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    constexpr std::array<std::string_view, 12> kLeftOut = {"tracked-changes",      "forms",
                                                           "sequence-decls",       "variable-decls",
                                                           "user-field-decls",     "table-of-content",
                                                           "illustration-index",   "table-index",
                                                           "alphabetical-index",   "annotation",
                                                           "dde-connection-decls", "object-index"};
    const std::string_view name = LocalName(node);
    if (name == "p" || name == "h") {
      ReadParagraph(node, blocks, depth);
    } else if (name == "list") {
      ReadList(node, blocks, depth);
    } else if (name == "table") {
      ReadTable(node, blocks, depth);
    } else if (IsFrame(name)) {
      ReadFrame(node, blocks, depth);
    } else if (!IsAny(name, kLeftOut)) {
      ReadBlocks(node, blocks, depth + 1);
    }
  }

  void ReadList(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    OpenList list;
    list.style = Value(node, "style-name");
    if (!open_.empty()) {
      list.level = std::min(open_.back().level + 1, kOdtLevels - 1);
      list.counts = open_.back().counts;
      if (list.style.empty()) list.style = open_.back().style;
    } else {
      list.counts = CountsOf(node, list.style);
    }
    for (const pugi::xml_node& item : node) {
      const std::string_view name = LocalName(item);
      if (name != "list-item" && name != "list-header") continue;
      list.label_due = name == "list-item";
      list.start =
          Value(item, "start-value").empty()
              ? std::nullopt
              : std::optional<int>(static_cast<int>(std::min(NumberOf(Value(item, "start-value"), 1), 1'000'000U)));
      open_.push_back(list);
      ReadBlocks(item, blocks, depth + 1);
      open_.pop_back();
    }
  }

  // The counts of the list that this one goes on with, or new ones.
  OdtCounts* CountsOf(const pugi::xml_node& list, const std::string& style) {
    const std::string id(Value(list, "id"));
    const std::string before(Value(list, "continue-list"));
    OdtCounts* counts = nullptr;
    if (const auto found = by_id_.find(before); !before.empty() && found != by_id_.end()) counts = found->second;
    if (const auto found = by_style_.find(style);
        counts == nullptr && Value(list, "continue-numbering") == "true" && found != by_style_.end())
      counts = found->second;
    if (counts == nullptr) counts = counts_.emplace_back(std::make_unique<OdtCounts>()).get();
    if (!id.empty()) by_id_[id] = counts;
    by_style_[style] = counts;
    return counts;
  }

  void ReadParagraph(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    const OdtLook outer = std::exchange(look_, styles_.Find("paragraph", Value(node, "style-name")));
    paragraph_.centred = look_.centred.value_or(false);
    paragraph_.page_break = look_.page_break.value_or(false) && !blocks.empty();
    space_ = true;
    AddLabel(node);
    ReadInline(node, depth + 1);
    look_ = outer;
    blocks.emplace_back(std::exchange(paragraph_, {}));
    for (FlowBlock& block : boxes_) blocks.push_back(std::move(block));
    boxes_.clear();
    if (!inner_) WriteNotes(blocks, footnotes_);
  }

  void AddLabel(const pugi::xml_node& node) {
    std::string style;
    std::string label;
    int level = 0;
    if (!open_.empty()) {
      OpenList& list = open_.back();
      if (!std::exchange(list.label_due, false)) return;
      style = list.style.empty() ? look_.list : list.style;
      level = list.level;
      const auto found = lists_.find(style);
      if (found == lists_.end()) return;
      label = NextLabel(found->second, level, list.start, *list.counts);
    } else if (LocalName(node) == "h" && Value(node, "is-list-header") != "true") {
      const auto found = lists_.find(style);
      if (found == lists_.end()) return;
      level = static_cast<int>(
                  std::min(NumberOf(Value(node, "outline-level"), 1), static_cast<std::uint32_t>(kOdtLevels))) -
              1;
      label = NextLabel(found->second, level, std::nullopt, outline_);
    }
    if (label.empty()) return;
    const auto& levels = lists_.find(style)->second;
    OdtLook look = look_;
    look.Apply(styles_.Find("text", levels[static_cast<std::size_t>(std::clamp(level, 0, kOdtLevels - 1))].text_style));
    AddText(std::move(label), look);
  }

  // --- text

  void ReadInline(const pugi::xml_node& parent, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) {
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        AddCollapsed(node.value());
      } else if (node.type() == pugi::node_element) {
        ReadInlineElement(node, depth);
      }
    }
  }

  void ReadInlineElement(const pugi::xml_node& node, std::uint32_t depth) {
    constexpr std::array<std::string_view, 8> kLeftOut = {"annotation", "annotation-end",  "ruby-text", "title",
                                                          "desc",       "tracked-changes", "script",    "number"};
    const std::string_view name = LocalName(node);
    if (name == "s") return AddSign(std::string(std::min(NumberOf(Value(node, "c"), 1), kMostSpaces), ' '));
    if (name == "tab") return AddSign("\t");
    if (name == "line-break") return AddSign("\n");
    if (name == "note") return AddNote(node);
    if (IsFrame(name)) return ReadFrame(node, boxes_, depth);
    if (IsAny(name, kLeftOut)) return;
    if (name != "span") return ReadInline(node, depth + 1);
    const OdtLook outer = look_;
    look_.Apply(styles_.Find("text", Value(node, "style-name")));
    ReadInline(node, depth + 1);
    look_ = outer;
  }

  void AddSign(std::string sign) {
    AddText(std::move(sign), look_);
    space_ = false;
  }

  // White space of any length is one space, and none at the beginning of a paragraph.
  void AddCollapsed(std::string_view text) {
    std::string out;
    for (const char c : text) {
      const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!space || !space_) out += space ? ' ' : c;
      space_ = space;
    }
    AddText(WellFormed(out), look_);
  }

  void AddText(std::string text, const OdtLook& look) {
    if (text.empty() || look.hidden.value_or(false)) return;
    AddRun(paragraph_.runs, {std::move(text), look.font, look.bold.value_or(false), look.caps.value_or(false), look.raised.value_or(false)});
  }

  // --- frames and notes

  static bool IsFrame(std::string_view name) {
    constexpr std::array<std::string_view, 8> kFrames = {"frame", "text-box", "custom-shape", "rect",
                                                         "g",     "ellipse",  "polygon",      "caption"};
    return IsAny(name, kFrames);
  }

  // The paragraphs of a frame stand behind the one that holds it, and belong to no list.
  void ReadFrame(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    Blocks found;
    Inside([&] { ReadFrameParts(node, found, depth + 1); });
    for (FlowBlock& block : found) blocks.push_back(std::move(block));
  }

  void ReadFrameParts(const pugi::xml_node& parent, Blocks& blocks, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = LocalName(node);
      if (name == "p" || name == "h" || name == "list" || name == "table" || IsFrame(name))
        ReadBlock(node, blocks, depth);
    }
  }

  // Does something that stands apart from the paragraph that is being read.
  template <typename Action>
  void Inside(const Action& action) {
    FlowParagraph paragraph = std::exchange(paragraph_, {});
    Blocks boxes = std::exchange(boxes_, {});
    const OdtLook look = look_;
    const std::vector<OpenList> open = std::exchange(open_, {});
    const bool space = space_;
    const bool inner = std::exchange(inner_, true);
    action();
    inner_ = inner;
    space_ = space;
    open_ = open;
    look_ = look;
    boxes_ = std::move(boxes);
    paragraph_ = std::move(paragraph);
  }

  void AddNote(const pugi::xml_node& note) {
    std::vector<Note>& waiting = Value(note, "note-class") == "endnote" ? endnotes_ : footnotes_;
    waiting.push_back({++last_note_, Child(note, "note-body")});
    AddText("[" + std::to_string(last_note_) + "]", look_);
    space_ = false;
  }

  void WriteNotes(Blocks& blocks, std::vector<Note>& waiting) {
    const std::vector<Note> notes = std::exchange(waiting, {});
    for (const Note& note : notes) {
      Blocks found;
      Inside([&] { ReadBlocks(note.body, found, 1); });
      const std::string mark = "[" + std::to_string(note.number) + "] ";
      if (FlowParagraph* first = found.empty() ? nullptr : std::get_if<FlowParagraph>(&found.front()))
        first->runs.insert(first->runs.begin(), FlowRun{mark, {}, false, false});
      for (FlowBlock& block : found) blocks.push_back(std::move(block));
    }
  }

  // --- tables

  void ReadTable(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    auto table = std::make_unique<FlowTable>();
    if (styles_.Find("table", Value(node, "style-name")).page_break.value_or(false) && !blocks.empty()) {
      FlowParagraph empty;
      empty.page_break = true;
      blocks.emplace_back(std::move(empty));
    }
    TableState state{*table, {}};
    Inside([&] { ReadRows(node, state, depth + 1); });
    table->borders = state.drawn * 2 > state.cells ? FlowTable::Borders::kDrawn : FlowTable::Borders::kNone;
    blocks.emplace_back(std::move(table));
    if (!inner_) WriteNotes(blocks, footnotes_);
  }

  struct TableState {
    FlowTable& table;
    CellReach reach;
    std::size_t cells = 0;
    std::size_t drawn = 0;  // with borders
  };

  void ReadRows(const pugi::xml_node& parent, TableState& state, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = LocalName(node);
      if (name == "table-row") {
        ReadCells(node, state, depth + 1);
      } else if (name == "table-rows" || name == "table-header-rows" || name == "table-row-group") {
        ReadRows(node, state, depth + 1);
      }
    }
  }

  // Cells that another covers are written too, so each stands in its column.
  void ReadCells(const pugi::xml_node& row, TableState& state, std::uint32_t depth) {
    std::vector<FlowCell>& cells = state.table.rows.emplace_back();
    state.reach.BeginRow();
    std::uint32_t column = 0;
    for (const pugi::xml_node& node : row) {
      const std::string_view name = LocalName(node);
      if (name != "table-cell" && name != "covered-table-cell") continue;
      const std::uint32_t count = std::clamp(NumberOf(Value(node, "number-columns-repeated"), 1), 1U, kMostFlowColumns);
      if (name == "table-cell") {
        ++state.cells;
        if (styles_.Find("table-cell", Value(node, "style-name")).borders.value_or(false)) ++state.drawn;
        FlowCell& cell = cells.emplace_back();
        cell.column = column;
        ReadBlocks(node, cell.blocks, depth + 1);
        state.reach.Add(column, NumberOf(Value(node, "number-columns-spanned"), 1), NumberOf(Value(node, "number-rows-spanned"), 1));
      } else {
        for (std::uint32_t i = column; i < column + count; ++i) {
          if (state.reach.BeginsAt(i)) cells.push_back({{}, i, true});
        }
      }
      column = std::min(column + count, kMostFlowColumns - 1);
    }
  }

  const OdtStyles& styles_;
  const OdtListStyles& lists_;
  std::uint32_t most_depth_;
  bool too_deep_ = false;
  FlowParagraph paragraph_;  // as far as it was read
  OdtLook look_;
  bool space_ = true;   // white space stands before, or nothing
  bool inner_ = false;  // in a table, a frame or a note
  Blocks boxes_;        // that wait for the end of their paragraph
  std::vector<OpenList> open_;
  std::vector<std::unique_ptr<OdtCounts>> counts_;
  std::map<std::string, OdtCounts*> by_id_;
  std::map<std::string, OdtCounts*> by_style_;
  OdtCounts outline_;
  std::vector<Note> footnotes_;
  std::vector<Note> endnotes_;
  int last_note_ = 0;
};

}  // namespace

Result<FlowText> ReadOdt(const Package& package, const Options& options) {
  FlowText flow;
  if (!package.contains("content.xml"))
    return Error{Error::Code::kUnsupported, "the document has no text (content.xml is missing, or encrypted)"};
  const auto manifest = package.find("META-INF/manifest.xml");
  if (manifest != package.end() && manifest->second.find("encryption-data") != std::string::npos) {
    return Error{Error::Code::kUnsupported, "the document asks for a password (save it without one)"};
  }
  const Result<pugi::xml_document> content = ReadXml(package, "content.xml");
  if (!content) return content.error();
  Result<pugi::xml_document> shared = ReadXml(package, "styles.xml");
  if (!shared) {
    flow.diagnostics.push_back({DiagnosticCode::kLostPart,
                                Severity::kWarning,
                                shared.error().message + "; the document was read without it",
                                {}});
    shared = pugi::xml_document();
  }
  OdtStyles styles;
  OdtListStyles lists;
  const pugi::xml_node common = Child(shared->document_element(), "styles");
  const pugi::xml_node own = Child(content->document_element(), "automatic-styles");
  styles.AddFonts(Child(shared->document_element(), "font-face-decls"));
  styles.AddFonts(Child(content->document_element(), "font-face-decls"));
  for (const pugi::xml_node& root : {common, own}) {
    styles.Add(root);
    AddListStyles(root, lists);
  }
  OdtReader reader(styles, lists, options.limits.max_depth);
  flow.blocks = reader.Read(Child(Child(content->document_element(), "body"), "text"));
  if (reader.too_deep()) return TooDeep(options);
  return flow;
}

}  // namespace trichluc::decoder
