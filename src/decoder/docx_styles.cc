#include "decoder/docx_styles.h"

#include <algorithm>
#include <charconv>

#include "decoder/package.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr int kLongestChain = 32;         // of styles that are based on each other
constexpr std::size_t kLongestText = 64;  // bytes of a label's pattern
constexpr int kLargestCount = 1'000'000'000;

std::optional<int> NumberOf(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::clamp(value, -1, kLargestCount);
}

std::optional<int> NumberOf(const pugi::xml_node& node) { return node ? NumberOf(Value(node, "val")) : std::nullopt; }

// `<w:b/>` is on, `<w:b w:val="0"/>` off.
std::optional<bool> Switch(const pugi::xml_node& node) {
  if (!node) return std::nullopt;
  const std::string_view value = Value(node, "val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

bool IsDrawn(const pugi::xml_node& side) {
  const std::string_view value = Value(side, "val");
  return !value.empty() && value != "none" && value != "nil";
}

CountFormat FormatOf(std::string_view name) {
  if (name == "bullet") return CountFormat::kBullet;
  if (name == "none") return CountFormat::kNone;
  if (name == "decimalZero") return CountFormat::kDecimalZero;
  if (name == "upperRoman") return CountFormat::kUpperRoman;
  if (name == "lowerRoman") return CountFormat::kLowerRoman;
  if (name == "upperLetter") return CountFormat::kUpperLetter;
  if (name == "lowerLetter") return CountFormat::kLowerLetter;
  return CountFormat::kDecimal;
}

// The font of what is beyond ASCII, which is what tells fonts apart; the theme's stands before the one that is named.
std::string FontOf(const pugi::xml_node& fonts) {
  for (const char* const attribute : {"hAnsiTheme", "hAnsi", "asciiTheme", "ascii"}) {
    if (const std::string_view font = Value(fonts, attribute); !font.empty()) return WellFormed(font);
  }
  return {};
}

}  // namespace

void RunLook::Apply(const RunLook& over) {
  if (over.bold) bold = over.bold;
  if (over.hidden) hidden = over.hidden;
  if (over.caps) caps = over.caps;
  if (over.raised) raised = over.raised;
  if (!over.font.empty()) font = over.font;
}

RunLook RunLookOf(const pugi::xml_node& properties) {
  RunLook look;
  for (const pugi::xml_node& node : properties) {
    const std::string_view name = LocalName(node);
    if (name == "b") look.bold = Switch(node);
    if (name == "vanish") look.hidden = Switch(node);
    if (name == "caps") look.caps = Switch(node);
    if (name == "vertAlign") look.raised = Value(node, "val") == "superscript";
    if (name == "rFonts") look.font = FontOf(node);
  }
  return look;
}

void ParagraphLook::Apply(const ParagraphLook& over) {
  if (over.centred) centred = over.centred;
  if (over.page_break) page_break = over.page_break;
  if (over.list) list = over.list;
  if (over.level) level = over.level;
  run.Apply(over.run);
}

ParagraphLook ParagraphLookOf(const pugi::xml_node& properties) {
  ParagraphLook look;
  for (const pugi::xml_node& node : properties) {
    const std::string_view name = LocalName(node);
    if (name == "jc") look.centred = Value(node, "val") == "center";
    if (name == "pageBreakBefore") look.page_break = Switch(node);
    if (name == "numPr") {
      look.list = NumberOf(Child(node, "numId"));
      look.level = NumberOf(Child(node, "ilvl"));
    }
  }
  return look;
}

std::optional<bool> DrawsBorders(const pugi::xml_node& borders) {
  if (!borders) return std::nullopt;
  int sides = 0;
  for (const pugi::xml_node& side : borders) sides += IsDrawn(side) ? 1 : 0;
  return sides >= 2;
}

// --- styles

DocxStyles::DocxStyles(const pugi::xml_node& root) {
  for (const pugi::xml_node& node : root) {
    if (LocalName(node) == "docDefaults") {
      defaults_ = ParagraphLookOf(Child(Child(node, "pPrDefault"), "pPr"));
      defaults_.run = RunLookOf(Child(Child(node, "rPrDefault"), "rPr"));
    }
    if (LocalName(node) != "style") continue;
    Style style;
    style.based_on = Value(Child(node, "basedOn"), "val");
    style.look = ParagraphLookOf(Child(node, "pPr"));
    style.look.run = RunLookOf(Child(node, "rPr"));
    style.borders = trichluc::decoder::DrawsBorders(Child(Child(node, "tblPr"), "tblBorders"));
    const std::string_view name = Value(Child(node, "name"), "val");
    style.contents = name.size() == 5 && (name.starts_with("toc ") || name.starts_with("TOC "));
    const std::string id(Value(node, "styleId"));
    if (Value(node, "default") == "1" || Value(node, "default") == "true") {
      if (Value(node, "type") == "paragraph") default_paragraph_ = id;
      if (Value(node, "type") == "table") default_table_ = id;
    }
    styles_.emplace(id, std::move(style));
  }
}

const DocxStyles::Style* DocxStyles::Find(std::string_view id) const {
  const auto style = styles_.find(id);
  return style == styles_.end() ? nullptr : &style->second;
}

ParagraphLook DocxStyles::Resolve(std::string_view id) const {
  std::vector<const Style*> chain;
  for (const Style* style = Find(id); style != nullptr && chain.size() < kLongestChain; style = Find(style->based_on))
    chain.push_back(style);
  ParagraphLook look;
  for (auto style = chain.rbegin(); style != chain.rend(); ++style) look.Apply((*style)->look);
  return look;
}

const ParagraphLook& DocxStyles::Paragraph(std::string_view id) const {
  if (id.empty() || Find(id) == nullptr) id = default_paragraph_;
  const auto known = resolved_.find(id);
  if (known != resolved_.end()) return known->second;
  ParagraphLook look = defaults_;
  look.Apply(Resolve(id));
  return resolved_.emplace(id, std::move(look)).first->second;
}

RunLook DocxStyles::Character(std::string_view id) const { return id.empty() ? RunLook{} : Resolve(id).run; }

bool DocxStyles::DrawsBorders(std::string_view id) const {
  int steps = 0;
  for (const Style* style = Find(id.empty() ? std::string_view(default_table_) : id);
       style != nullptr && steps < kLongestChain; style = Find(style->based_on), ++steps) {
    if (style->borders) return *style->borders;
  }
  return false;
}

bool DocxStyles::IsContents(std::string_view id) const {
  const Style* style = Find(id);
  return style != nullptr && style->contents;
}

// --- numbering

void DocxNumbering::ReadLevel(const pugi::xml_node& node, Level& level) {
  for (const pugi::xml_node& part : node) {
    const std::string_view name = LocalName(part);
    if (name == "start") level.start = NumberOf(part).value_or(1);
    if (name == "numFmt") level.format = FormatOf(Value(part, "val"));
    if (name == "lvlText") level.text = std::string(Beginning(WellFormed(Value(part, "val")), kLongestText));
    if (name == "suff") level.suffix = Value(part, "val");
    if (name == "pStyle") level.style = Value(part, "val");
    if (name == "lvlRestart") level.restart = NumberOf(part);
    if (name == "isLgl") level.decimal_only = Switch(part).value_or(true);
    if (name == "rPr") level.look = RunLookOf(part);
  }
}

DocxNumbering::DocxNumbering(const pugi::xml_node& root) {
  for (const pugi::xml_node& node : root) {
    if (LocalName(node) == "abstractNum") {
      Abstract& abstract = abstracts_[NumberOf(Value(node, "abstractNumId")).value_or(-1)];
      abstract.style_link = Value(Child(node, "styleLink"), "val");
      abstract.link_to = Value(Child(node, "numStyleLink"), "val");
      for (const pugi::xml_node& level : node) {
        const int at = NumberOf(Value(level, "ilvl")).value_or(-1);
        if (LocalName(level) == "lvl" && at >= 0 && at < kLevels)
          ReadLevel(level, abstract.levels[static_cast<std::size_t>(at)]);
      }
    } else if (LocalName(node) == "num") {
      List& list = lists_[NumberOf(Value(node, "numId")).value_or(-1)];
      list.abstract = NumberOf(Child(node, "abstractNumId")).value_or(-1);
      for (const pugi::xml_node& change : node) {
        const int at = NumberOf(Value(change, "ilvl")).value_or(-1);
        if (LocalName(change) != "lvlOverride" || at < 0 || at >= kLevels) continue;
        if (const pugi::xml_node level = Child(change, "lvl")) ReadLevel(level, list.levels[at]);
        if (const auto start = NumberOf(Child(change, "startOverride"))) list.starts[at] = *start;
      }
    }
  }
}

DocxNumbering::Abstract* DocxNumbering::AbstractOf(const List& list) {
  const auto found = abstracts_.find(list.abstract);
  if (found == abstracts_.end()) return nullptr;
  if (found->second.link_to.empty()) return &found->second;
  for (auto& [id, abstract] : abstracts_) {
    if (abstract.style_link == found->second.link_to) return &abstract;
  }
  return &found->second;
}

const DocxNumbering::Level& DocxNumbering::LevelOf(const List& list, const Abstract& abstract, int level) const {
  const auto own = list.levels.find(level);
  return own != list.levels.end() ? own->second : abstract.levels[static_cast<std::size_t>(level)];
}

// Lists of one kind count on together, but one that says where it starts does so at its first paragraph. A paragraph lets the
// deeper levels start again.
void DocxNumbering::Count(List& list, Abstract& abstract, int level) {
  std::optional<int>& count = abstract.counts[static_cast<std::size_t>(level)];
  if (const auto start = list.starts.find(level); start != list.starts.end()) {
    count = start->second;
    list.starts.erase(start);
  } else if (count) {
    count = std::min(*count + 1, kLargestCount);
  } else {
    count = LevelOf(list, abstract, level).start;
  }
  for (int deeper = level + 1; deeper < kLevels; ++deeper) {
    const std::optional<int>& restart = LevelOf(list, abstract, deeper).restart;
    if (!restart || level < *restart) abstract.counts[static_cast<std::size_t>(deeper)].reset();
  }
}

// `%1.%2` with the counts of its levels.
std::string DocxNumbering::Fill(const List& list, const Abstract& abstract, int level) const {
  const Level& own = LevelOf(list, abstract, level);
  std::string out;
  for (std::size_t at = 0; at < own.text.size(); ++at) {
    const bool place =
        own.text[at] == '%' && at + 1 < own.text.size() && own.text[at + 1] >= '1' && own.text[at + 1] <= '9';
    if (!place) {
      out += own.text[at];
      continue;
    }
    const int of = own.text[++at] - '1';
    const Level& shown = LevelOf(list, abstract, of);
    const bool decimal = own.decimal_only && shown.format != CountFormat::kNone;
    out += Counted(decimal ? CountFormat::kDecimal : shown.format,
                   abstract.counts[static_cast<std::size_t>(of)].value_or(shown.start));
  }
  return out;
}

std::optional<ListLabel> DocxNumbering::Next(int list_id, int level) {
  const auto found = lists_.find(list_id);
  if (found == lists_.end()) return std::nullopt;
  Abstract* abstract = AbstractOf(found->second);
  if (abstract == nullptr) return std::nullopt;
  level = std::clamp(level, 0, kLevels - 1);
  Count(found->second, *abstract, level);
  const Level& own = LevelOf(found->second, *abstract, level);
  ListLabel label;
  label.look = own.look;
  label.text = own.format == CountFormat::kBullet ? std::string(BulletFor(own.text, level))
                                                  : Fill(found->second, *abstract, level);
  if (label.text.empty()) return std::nullopt;
  if (own.format == CountFormat::kBullet) label.look.font.clear();  // the sign is no longer that font's
  if (own.suffix != "nothing") label.text += ' ';
  return label;
}

int DocxNumbering::LevelOfStyle(int list_id, std::string_view style) const {
  const auto found = lists_.find(list_id);
  if (found == lists_.end() || style.empty()) return 0;
  const auto abstract = abstracts_.find(found->second.abstract);
  if (abstract == abstracts_.end()) return 0;
  for (int level = 0; level < kLevels; ++level) {
    if (LevelOf(found->second, abstract->second, level).style == style) return level;
  }
  return 0;
}

}  // namespace trichluc::decoder
