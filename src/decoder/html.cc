// HTML, as browsers read it: Word's and LibreOffice's own kinds, and pages of the web.
//
//   <p><b>1.</b><span style='mso-list:Ignore'>…</span> Tuyên truyền<o:p></o:p></p>     **1.** Tuyên truyền
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "decoder/decode.h"
#include "decoder/flow_text.h"
#include "decoder/html_tree.h"
#include "pages/counting.h"
#include "pages/flow.h"
#include "pages/format.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr std::size_t kMostStyle = 4096;   // bytes of the declarations for one class
constexpr std::uint32_t kInlineDepth = 4;  // inline elements inside each block: pages leave many of them open
constexpr std::size_t kMostStyleRules = 5000;
constexpr std::uint32_t kMostRowSpan = 65534;  // as the standard says

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kHtmlSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kHtmlSpaces) - first + 1);
}

bool Holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// --- what elements say of themselves

std::string_view Attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

std::optional<int> NumberOf(std::string_view text) {
  int value = 0;
  text = Trim(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  return value;
}

// The name in lower case, also of elements that no standard knows (`o:p`).
std::string NameOf(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  if (name.data == nullptr) return {};
  gumbo_tag_from_original_text(&name);
  return LowerAscii(std::string_view(name.data, name.length));
}

// Links between a note and its mark, under the names that Word and LibreOffice give them. Not all of them are shown raised.
bool IsNoteLink(std::string_view target) {
  constexpr std::array<std::string_view, 4> kNotes = {"#_ftn", "#_edn", "#sdfootnote", "#sdendnote"};
  return std::any_of(kNotes.begin(), kNotes.end(), [&](std::string_view note) { return target.starts_with(note); });
}

// Calls `use(name, value)` for each declaration of a style.
template <typename Use>
void ForDeclarations(std::string_view style, const Use& use) {
  while (!style.empty()) {
    const std::size_t end = std::min(style.find(';'), style.size());
    const std::string_view declaration = style.substr(0, end);
    style.remove_prefix(std::min(end + 1, style.size()));
    const std::size_t colon = declaration.find(':');
    if (colon != std::string_view::npos)
      use(LowerAscii(Trim(declaration.substr(0, colon))), Trim(declaration.substr(colon + 1)));
  }
}

// The rules of style sheets that name a class or an element and nothing else.
class StyleSheet {
 public:
  void Read(std::string_view css) {
    std::size_t at = 0;
    while (at < css.size() && rules_.size() < kMostStyleRules) {
      const std::size_t open = css.find('{', at);
      if (open == std::string_view::npos) return;
      const std::size_t close = std::min(css.find('}', open), css.size());
      ReadSelectors(css.substr(at, open - at), css.substr(open + 1, close - open - 1));
      at = close + 1;
    }
  }

  [[nodiscard]] std::string_view Find(const std::string& selector) const {
    const auto rule = rules_.find(selector);
    return rule == rules_.end() ? std::string_view() : std::string_view(rule->second);
  }

 private:
  void ReadSelectors(std::string_view selectors, std::string_view declarations) {
    // A comment may stand before the first of them.
    if (const std::size_t comment = selectors.rfind("*/"); comment != std::string_view::npos)
      selectors.remove_prefix(comment + 2);
    if (const std::size_t comment = selectors.rfind("<!--"); comment != std::string_view::npos)
      selectors.remove_prefix(comment + 4);
    while (!selectors.empty()) {
      const std::size_t end = std::min(selectors.find(','), selectors.size());
      const std::string selector = LowerAscii(Trim(selectors.substr(0, end)));
      selectors.remove_prefix(std::min(end + 1, selectors.size()));
      if (selector.empty() || selector.find_first_of(" >+~:[#@") != std::string::npos) continue;
      std::string& rule = rules_[selector];
      if (rule.size() < kMostStyle) rule.append(declarations).append(";");
    }
  }

  std::unordered_map<std::string, std::string> rules_;
};

// What children take over from their parents.
struct Look {
  bool bold = false;
  bool caps = false;
  bool centred = false;
  bool kept_spaces = false;  // white space stands for itself
  bool label = false;        // what a list shows before its item
  bool raised = false;
  std::string font;
};

// What holds for one element alone.
struct Traits {
  bool hidden = false;
  bool page_break = false;
  bool names_border = false;
  int sides = 0;  // on which it draws one
};

void ReadBorder(const std::string& name, std::string_view value, Traits& traits) {
  const std::string how = LowerAscii(value);
  const bool drawn = Holds(how, "solid") || Holds(how, "double") || Holds(how, "dotted") || Holds(how, "dashed") ||
                     Holds(how, "inset") || Holds(how, "ridge") || Holds(how, "groove");
  if (name == "border" || name == "border-style") {
    traits.names_border = true;
    traits.sides = drawn ? 4 : 0;
  } else if (name == "border-top" || name == "border-bottom" || name == "border-left" || name == "border-right") {
    traits.names_border = true;
    if (drawn) ++traits.sides;
  }
}

void ReadDeclaration(const std::string& name, std::string_view value, Look& look, Traits& traits) {
  const std::string word = LowerAscii(value.substr(0, std::min(value.find_first_of(" !"), value.size())));
  if (name == "font-weight") {
    look.bold = word == "bold" || word == "bolder" || (NumberOf(word) && *NumberOf(word) >= 600);
  } else if (name == "text-align") {
    look.centred = word == "center";
  } else if (name == "text-transform") {
    look.caps = word == "uppercase";
  } else if (name == "white-space") {
    look.kept_spaces = word.starts_with("pre");
  } else if (name == "font-family") {
    const std::string_view first = Trim(value.substr(0, std::min(value.find(','), value.size())));
    look.font = std::string(first.substr(std::min(first.find_first_not_of("\"'"), first.size())));
    while (!look.font.empty() && (look.font.back() == '"' || look.font.back() == '\'')) look.font.pop_back();
  } else if (name == "display") {
    traits.hidden = traits.hidden || word == "none";
  } else if (name == "mso-hide") {
    traits.hidden = traits.hidden || word == "all";
  } else if (name == "page-break-before" || name == "break-before") {
    traits.page_break = word == "always" || word == "page" || word == "left" || word == "right";
  } else if (name == "vertical-align") {
    look.raised = look.raised || word == "super";  // what is raised takes along what it holds
  } else if (name == "mso-list") {
    look.label = word == "ignore";
  } else if (name == "mso-element") {
    // Comments of reviewers, and what stands on each page.
    traits.hidden = traits.hidden || word.starts_with("comment") || word == "header" || word == "footer";
  } else if (name.starts_with("border")) {
    ReadBorder(name, value, traits);
  }
}

// --- lists

struct List {
  CountFormat format = CountFormat::kBullet;
  int next = 1;
  int level = 0;
};

List ListOf(const GumboElement& element, bool ordered, int level) {
  List list;
  list.level = level;
  if (!ordered) return list;
  const std::string_view type = Attribute(element, "type");
  list.format = type == "I"   ? CountFormat::kUpperRoman
                : type == "i" ? CountFormat::kLowerRoman
                : type == "A" ? CountFormat::kUpperLetter
                : type == "a" ? CountFormat::kLowerLetter
                              : CountFormat::kDecimal;
  list.next = NumberOf(Attribute(element, "start")).value_or(1);
  return list;
}

// --- the walk

class HtmlReader {
 public:
  HtmlReader(const StyleSheet& sheet, std::uint32_t most_depth) : sheet_(sheet), most_depth_(most_depth) {}

  std::vector<FlowBlock> Read(const GumboNode& root) {
    Walk(root, {}, 0);
    Flush();
    return std::move(blocks_);
  }

  [[nodiscard]] bool too_deep() const { return too_deep_; }

 private:
  void Walk(const GumboNode& node, const Look& look, std::uint32_t depth) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE: return Text(node.v.text.text, look);
      case GUMBO_NODE_DOCUMENT: return Children(node.v.document.children, look, depth);
      case GUMBO_NODE_ELEMENT: return Element(node, look, depth);
      default: return;
    }
  }

  void Children(const GumboVector& children, const Look& look, std::uint32_t depth) {
    if (depth >= most_depth_) {
      too_deep_ = true;
      return;
    }
    for (unsigned i = 0; i < children.length; ++i)
      Walk(*static_cast<const GumboNode*>(children.data[i]), look, depth + 1);
  }

  // White space becomes one space, unless it stands for itself; the parts of the text are joined as they come.
  void Text(std::string_view text, const Look& look) {
    std::string out;
    if (look.kept_spaces) {
      out = std::string(text);
      std::erase(out, '\r');
      space_ = !out.empty() && Holds(kHtmlSpaces, std::string_view(&out.back(), 1));
    } else {
      for (const char c : text) {
        const bool space = Holds(kHtmlSpaces, std::string_view(&c, 1));
        if (!space || !space_) out += space ? ' ' : c;
        space_ = space;
      }
    }
    Append(WellFormed(out), look);  // the parser lets some numeric references through that are no characters
  }

  void Append(std::string text, const Look& look) {
    if (text.empty()) return;
    if (look.label) {
      label_ += text;
      return;
    }
    FlushLabel(look);
    AppendRun(std::move(text), look);
  }

  void AppendRun(std::string text, const Look& look) {
    AddRun(paragraph_.runs, {std::move(text), look.font, look.bold, look.caps, look.raised});
  }

  // A list's label, with one space behind it however far the program moved the words.
  void FlushLabel(const Look& look) {
    if (label_.empty()) return;
    std::string label;
    for (std::size_t at = 0; at < label_.size();) {
      const char32_t c = NextChar(label_, at);
      if (ClassOf(c) != CharClass::kSpace && c != 0xA0) AppendChar(label, c);
    }
    label_.clear();
    if (label.empty()) return;
    // One character that counts nothing is drawn: Word names a font in which it is a dot or a square.
    std::size_t one = 0;
    const char32_t sign = NextChar(label, one);
    const CharClass kind = ClassOf(sign);
    if (one == label.size() && (sign == 'o' || (!IsLetter(kind) && kind != CharClass::kDigit)))
      label = BulletFor(label, sign == 'o' ? 1 : 0);
    AppendRun(label + " ", look);
    space_ = true;
  }

  void Element(const GumboNode& node, const Look& outer, std::uint32_t depth) {
    const GumboElement& element = node.v.element;
    const std::string name = NameOf(element);
    constexpr std::array<std::string_view, 17> kDropped = {
        "script", "style", "head", "title", "noscript", "template", "textarea", "select", "iframe",
        "object", "svg",   "img",  "del",   "button",   "nav",      "audio",    "video"};
    if (IsAny(std::string_view(name), kDropped)) return;
    Look look = outer;
    const Traits traits = LookOf(element, name, look);
    if (traits.hidden) return;
    if (name == "br") return Break(traits, look);
    if (name == "table") return Table(element, traits, look, depth);
    if (!IsBlock(name)) return Children(element.children, look, depth);
    Flush();
    paragraph_.page_break = paragraph_.page_break || traits.page_break;
    centred_ = look.centred;
    if (name == "ul" || name == "ol") {
      lists_.push_back(ListOf(element, name == "ol", static_cast<int>(lists_.size())));
    } else if (name == "li") {
      BeginItem(element, look);
    }
    const bool kept = look.kept_spaces;
    Children(element.children, look, depth);
    if (name == "ul" || name == "ol") lists_.pop_back();
    // A paragraph of no words is a blank line; a box that holds other boxes is not.
    Flush(name == "p" && !kept);
    centred_ = outer.centred;
  }

  static bool IsBlock(std::string_view name) {
    constexpr std::array<std::string_view, 37> kBlocks = {
        "html",    "body",   "p",      "div",  "h1",      "h2",      "h3",         "h4",         "h5",     "h6",
        "ul",      "ol",     "li",     "dl",   "dt",      "dd",      "blockquote", "pre",        "center", "section",
        "article", "header", "footer", "main", "aside",   "address", "figure",     "figcaption", "form",   "fieldset",
        "hr",      "td",     "th",     "tr",   "caption", "details", "summary"};
    return IsAny(name, kBlocks);
  }

  void Break(const Traits& traits, const Look& look) {
    if (traits.page_break) Flush();
    if (traits.page_break)
      paragraph_.page_break = true;
    else
      Append("\n", look);
    space_ = true;
  }

  Traits LookOf(const GumboElement& element, const std::string& name, Look& look) const {
    Traits traits;
    if (name == "b" || name == "strong" || name == "th" ||
        (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'))
      look.bold = true;
    if (name == "center" || name == "th" || name == "caption") look.centred = true;
    if (name == "pre") look.kept_spaces = true;
    if (name == "sup" || (name == "a" && IsNoteLink(Attribute(element, "href")))) look.raised = true;
    const auto declare = [&](const std::string& property, std::string_view value) {
      ReadDeclaration(property, value, look, traits);
    };
    ForDeclarations(sheet_.Find(name), declare);
    std::string_view classes = Attribute(element, "class");
    while (!(classes = Trim(classes)).empty()) {
      const std::string one = "." + LowerAscii(classes.substr(0, classes.find_first_of(kHtmlSpaces)));
      classes.remove_prefix(one.size() - 1);
      // Word's tables of contents repeat the headings with the numbers of their pages.
      traits.hidden = traits.hidden || one.starts_with(".msotoc");
      ForDeclarations(sheet_.Find(one), declare);
      ForDeclarations(sheet_.Find(name + one), declare);
    }
    if (const std::string align = LowerAscii(Attribute(element, "align")); !align.empty() && name != "table")
      look.centred = align == "center" || align == "middle";
    if (name == "font" && !Attribute(element, "face").empty())
      ReadDeclaration("font-family", Attribute(element, "face"), look, traits);
    ForDeclarations(Attribute(element, "style"), declare);
    if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) traits.hidden = true;
    // What LibreOffice writes for the heads and feet of pages.
    const std::string_view title = name == "div" ? Attribute(element, "title") : std::string_view();
    if (title == "header" || title == "footer") traits.hidden = true;
    return traits;
  }

  void BeginItem(const GumboElement& element, const Look& look) {
    if (lists_.empty()) lists_.push_back({});
    List& list = lists_.back();
    if (const auto value = NumberOf(Attribute(element, "value"))) list.next = *value;
    std::string label = list.format == CountFormat::kBullet ? std::string(BulletFor("", list.level))
                                                            : Counted(list.format, list.next, false) + ".";
    list.next += list.next < 1'000'000 ? 1 : 0;
    item_label_ = {std::move(label), look};
  }

  // The paragraph ends.
  void Flush(bool keep_empty = false) {
    FlushLabel({});
    const bool words = std::any_of(paragraph_.runs.begin(), paragraph_.runs.end(),
                                   [](const FlowRun& run) { return !IsBlank(run.text); });
    if (words && item_label_) {
      paragraph_.runs.insert(paragraph_.runs.begin(), FlowRun{item_label_->first + " ", item_label_->second.font,
                                                              item_label_->second.bold, false});
      item_label_.reset();
    }
    const bool written = words || keep_empty;
    const bool page_break = paragraph_.page_break && !written;  // the next paragraph begins the page then
    paragraph_.centred = centred_;
    if (written) blocks_.emplace_back(std::move(paragraph_));
    paragraph_ = {};
    paragraph_.page_break = page_break;
    space_ = true;
  }

  // --- tables

  void Table(const GumboElement& element, const Traits& traits, const Look& look, std::uint32_t depth) {
    Flush(paragraph_.page_break);
    TableState state;
    state.table = std::make_unique<FlowTable>();
    const std::string_view border = Attribute(element, "border");
    state.attribute = NumberOf(border);
    if (!state.attribute && gumbo_get_attribute(&element.attributes, "border") != nullptr) state.attribute = 1;
    state.named = traits.names_border || state.attribute.has_value();
    Look inner = look;
    inner.centred = false;
    Rows(element.children, inner, depth, state);
    FlowTable& table = *state.table;
    table.borders = state.drawn * 2 > state.cells ? FlowTable::Borders::kDrawn
                    : state.named                 ? FlowTable::Borders::kNone
                                                  : FlowTable::Borders::kUnknown;
    blocks_.emplace_back(std::move(state.table));
    space_ = true;
  }

  struct TableState {
    std::unique_ptr<FlowTable> table;
    CellReach reach;
    std::optional<int> attribute;
    bool named = false;  // something is said of borders
    std::size_t cells = 0;
    std::size_t drawn = 0;
  };

  void Rows(const GumboVector& children, const Look& look, std::uint32_t depth, TableState& state) {
    if (depth >= most_depth_) {
      too_deep_ = true;
      return;
    }
    for (unsigned i = 0; i < children.length; ++i) {
      const auto& node = *static_cast<const GumboNode*>(children.data[i]);
      if (node.type != GUMBO_NODE_ELEMENT) continue;
      const GumboElement& element = node.v.element;
      Look inner = look;
      if (LookOf(element, NameOf(element), inner).hidden) continue;
      if (element.tag == GUMBO_TAG_TR) {
        Row(element, inner, depth + 1, state);
      } else if (element.tag == GUMBO_TAG_CAPTION) {
        Element(node, inner, depth + 1);
      } else {
        Rows(element.children, inner, depth + 1, state);
      }
    }
  }

  void Row(const GumboElement& row, const Look& look, std::uint32_t depth, TableState& state) {
    std::vector<FlowCell>& cells = state.table->rows.emplace_back();
    state.reach.BeginRow();
    std::uint32_t column = 0;
    for (unsigned i = 0; i < row.children.length; ++i) {
      const auto& node = *static_cast<const GumboNode*>(row.children.data[i]);
      if (node.type != GUMBO_NODE_ELEMENT || (node.v.element.tag != GUMBO_TAG_TD && node.v.element.tag != GUMBO_TAG_TH))
        continue;
      const GumboElement& element = node.v.element;
      while (state.reach.Covers(column)) AddCellAbove(column++, state);
      Look inner = look;
      const Traits traits = LookOf(element, NameOf(element), inner);
      const auto wide = static_cast<std::uint32_t>(
          std::clamp(NumberOf(Attribute(element, "colspan")).value_or(1), 1, static_cast<int>(kMostFlowColumns)));
      const auto high = static_cast<std::uint32_t>(
          std::clamp(NumberOf(Attribute(element, "rowspan")).value_or(1), 1, static_cast<int>(kMostRowSpan)));
      cells.push_back({traits.hidden ? std::vector<FlowBlock>() : Cell(element, inner, depth),
                       std::min(column, kMostFlowColumns - 1), false});
      CountBorder(traits, state);
      state.reach.Add(column, wide, high);
      column = std::min(column + wide, kMostFlowColumns);
    }
    while (column < kMostFlowColumns) AddCellAbove(column++, state);
  }

  static void AddCellAbove(std::uint32_t column, TableState& state) {
    if (state.reach.BeginsAt(column)) state.table->rows.back().push_back({{}, column, true});
  }

  static void CountBorder(const Traits& traits, TableState& state) {
    ++state.cells;
    state.named = state.named || traits.names_border;
    // A line below the name of an office is no border of a table.
    const bool drawn = traits.names_border ? traits.sides >= 2 : state.attribute.value_or(0) > 0;
    if (drawn) ++state.drawn;
  }

  // The blocks of a cell, read as a document of its own.
  std::vector<FlowBlock> Cell(const GumboElement& element, const Look& look, std::uint32_t depth) {
    HtmlReader inner(sheet_, most_depth_);
    inner.centred_ = look.centred;
    inner.Children(element.children, look, depth + 1);
    inner.Flush();
    too_deep_ = too_deep_ || inner.too_deep_;
    return std::move(inner.blocks_);
  }

  const StyleSheet& sheet_;
  std::uint32_t most_depth_;
  bool too_deep_ = false;
  std::vector<FlowBlock> blocks_;
  FlowParagraph paragraph_;
  std::string label_;                                       // of a list, as far as it was read
  std::optional<std::pair<std::string, Look>> item_label_;  // of an item whose words did not begin yet
  std::vector<List> lists_;
  bool space_ = true;  // white space stands before, or nothing
  bool centred_ = false;
};

void ReadStyleSheets(const GumboNode& node, StyleSheet& sheet, std::uint32_t depth) {
  if (node.type != GUMBO_NODE_ELEMENT || depth == 0) return;
  const GumboVector& children = node.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(children.data[i]);
    if (node.v.element.tag == GUMBO_TAG_STYLE && (child.type == GUMBO_NODE_TEXT || child.type == GUMBO_NODE_WHITESPACE))
      sheet.Read(child.v.text.text);
    ReadStyleSheets(child, sheet, depth - 1);
  }
}

}  // namespace

Result<PagedText> DecodeHtml(std::string_view bytes, const Options& options) {
  const std::uint32_t most_depth = options.limits.max_depth * kInlineDepth;
  const Result<HtmlTree> tree = HtmlTree::Parse(bytes, most_depth);
  if (!tree) return tree.error();
  StyleSheet sheet;
  ReadStyleSheets(tree->root(), sheet, most_depth);
  FlowText flow;
  HtmlReader reader(sheet, most_depth);
  flow.blocks = reader.Read(tree->root());
  if (reader.too_deep()) {
    return Error{Error::Code::kTooLarge,
                 "the page cannot be read: its elements nest deeper than " + std::to_string(most_depth) + " levels"};
  }
  return TextOfFlow(std::move(flow), std::string(MediaType(FileFormat::kHtml)), options);
}

}  // namespace trichluc::decoder
