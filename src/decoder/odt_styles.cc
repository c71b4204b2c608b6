#include "decoder/odt_styles.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "decoder/package.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr std::size_t kLongestChain = 32;  // of styles that are based on each other
constexpr std::size_t kLongestAffix = 32;  // bytes before or behind a label
constexpr int kLargestCount = 1'000'000'000;

std::optional<int> NumberOf(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  return std::clamp(value, 0, kLargestCount);
}

std::string Affix(std::string_view text) { return std::string(Beginning(WellFormed(text), kLongestAffix)); }

bool Has(const pugi::xml_node& node, std::string_view attribute) { return !Value(node, attribute).empty(); }

std::string_view Unquoted(std::string_view family) {
  constexpr std::string_view kQuotes = "'\"";
  family.remove_prefix(std::min(family.find_first_not_of(kQuotes), family.size()));
  return family.substr(0, family.find_first_of(kQuotes));
}

// `super 58%`, `33% 58%`: how far up, and how large.
bool IsRaised(std::string_view position) { return position.starts_with("super") || NumberOf(position).value_or(0) > 0; }

void ReadTextProperties(const pugi::xml_node& node, OdtLook& look) {
  if (Has(node, "font-weight"))
    look.bold = Value(node, "font-weight") == "bold" || NumberOf(Value(node, "font-weight")).value_or(0) >= 600;
  if (Has(node, "display")) look.hidden = Value(node, "display") == "none";
  if (Has(node, "text-transform")) look.caps = Value(node, "text-transform") == "uppercase";
  if (Has(node, "text-position")) look.raised = IsRaised(Value(node, "text-position"));
  if (Has(node, "font-name"))
    look.font = Value(node, "font-name");
  else if (Has(node, "font-family"))
    look.font = Unquoted(Value(node, "font-family"));
}

void ReadBorders(const pugi::xml_node& node, OdtLook& look) {
  const auto drawn = [&](std::string_view side) { return Has(node, side) && Value(node, side) != "none"; };
  if (Has(node, "border")) look.borders = drawn("border");
  int sides = 0;
  bool named = false;
  for (const std::string_view side : {"border-left", "border-right", "border-top", "border-bottom"}) {
    named = named || Has(node, side);
    sides += drawn(side) ? 1 : 0;
  }
  if (named) look.borders = sides >= 2;
}

CountFormat FormatOf(std::string_view format) {
  if (format.empty()) return CountFormat::kNone;
  if (format.starts_with("01")) return CountFormat::kDecimalZero;
  switch (format.front()) {
    case 'I': return CountFormat::kUpperRoman;
    case 'i': return CountFormat::kLowerRoman;
    case 'A': return CountFormat::kUpperLetter;
    case 'a': return CountFormat::kLowerLetter;
    default: return CountFormat::kDecimal;
  }
}

}  // namespace

void OdtLook::Apply(const OdtLook& over) {
  if (over.bold) bold = over.bold;
  if (over.hidden) hidden = over.hidden;
  if (over.caps) caps = over.caps;
  if (over.raised) raised = over.raised;
  if (over.centred) centred = over.centred;
  if (over.page_break) page_break = over.page_break;
  if (over.borders) borders = over.borders;
  if (!over.font.empty()) font = over.font;
  if (!over.list.empty()) list = over.list;
}

// `.VnTime1`, `'.VnTime'`: programs count the names, and put the families between quotation marks.
void OdtStyles::AddFonts(const pugi::xml_node& root) {
  for (const pugi::xml_node& node : root) {
    const std::string_view family = Unquoted(Value(node, "font-family"));
    if (LocalName(node) == "font-face" && !family.empty()) fonts_.insert_or_assign(std::string(Value(node, "name")), std::string(family));
  }
}

void OdtStyles::Add(const pugi::xml_node& root) {
  for (const pugi::xml_node& node : root) {
    const bool is_default = LocalName(node) == "default-style";
    if (LocalName(node) != "style" && !is_default) continue;
    Style style;
    style.based_on = Value(node, "parent-style-name");
    style.look.list = Value(node, "list-style-name");
    if (Has(node, "master-page-name")) style.look.page_break = true;  // another kind of page begins
    for (const pugi::xml_node& properties : node) {
      const std::string_view name = LocalName(properties);
      if (name == "text-properties") ReadTextProperties(properties, style.look);
      if (const auto font = fonts_.find(style.look.font); font != fonts_.end()) style.look.font = font->second;
      if (name == "table-cell-properties") ReadBorders(properties, style.look);
      if (name != "paragraph-properties" && name != "table-properties") continue;
      if (Has(properties, "text-align")) style.look.centred = Value(properties, "text-align") == "center";
      if (Has(properties, "break-before")) style.look.page_break = Value(properties, "break-before") == "page";
    }
    const std::string family(Value(node, "family"));
    styles_.insert_or_assign(family + " " + (is_default ? std::string() : std::string(Value(node, "name"))),
                             std::move(style));
  }
}

const OdtLook& OdtStyles::Find(std::string_view family, std::string_view name) const {
  std::string key = std::string(family) + " " + std::string(name);
  if (const auto known = resolved_.find(key); known != resolved_.end()) return known->second;
  std::vector<const Style*> chain;
  for (auto style = styles_.find(key); style != styles_.end() && chain.size() < kLongestChain;
       style = styles_.find(std::string(family) + " " + style->second.based_on)) {
    chain.push_back(&style->second);
  }
  OdtLook look;
  for (auto style = chain.rbegin(); style != chain.rend(); ++style) look.Apply((*style)->look);
  return resolved_.emplace(std::move(key), std::move(look)).first->second;
}

void AddListStyles(const pugi::xml_node& root, OdtListStyles& styles) {
  for (const pugi::xml_node& node : root) {
    const bool outline = LocalName(node) == "outline-style";
    if (LocalName(node) != "list-style" && !outline) continue;
    OdtListStyle& style = styles[outline ? std::string() : std::string(Value(node, "name"))];
    for (const pugi::xml_node& part : node) {
      const int at = NumberOf(Value(part, "level")).value_or(0) - 1;
      if (at < 0 || at >= kOdtLevels) continue;
      OdtListLevel& level = style[static_cast<std::size_t>(at)];
      const bool bullet = LocalName(part) == "list-level-style-bullet" || LocalName(part) == "list-level-style-image";
      level.format = bullet ? CountFormat::kBullet : FormatOf(Value(part, "num-format"));
      level.bullet = Value(part, "bullet-char");
      level.start = NumberOf(Value(part, "start-value")).value_or(1);
      level.shown = std::clamp(NumberOf(Value(part, "display-levels")).value_or(1), 1, at + 1);
      level.letters_repeat = Value(part, "num-letter-sync") == "true";
      level.prefix = Affix(Value(part, "num-prefix"));
      level.suffix = Affix(Value(part, "num-suffix"));
      level.text_style = Value(part, "style-name");
    }
  }
}

std::string NextLabel(const OdtListStyle& style, int level, std::optional<int> start, OdtCounts& counts) {
  level = std::clamp(level, 0, kOdtLevels - 1);
  const OdtListLevel& own = style[static_cast<std::size_t>(level)];
  std::optional<int>& count = counts[static_cast<std::size_t>(level)];
  count = start ? *start : count ? std::min(*count + 1, kLargestCount) : own.start;
  for (int deeper = level + 1; deeper < kOdtLevels; ++deeper) counts[static_cast<std::size_t>(deeper)].reset();
  if (own.format == CountFormat::kBullet) return std::string(BulletFor(own.bullet, level)) + " ";
  std::string numbers;
  for (int at = level - own.shown + 1; at <= level; ++at) {
    const OdtListLevel& shown = style[static_cast<std::size_t>(at)];
    const std::string number =
        Counted(shown.format, counts[static_cast<std::size_t>(at)].value_or(shown.start), shown.letters_repeat);
    if (!numbers.empty() && !number.empty()) numbers += '.';
    numbers += number;
  }
  // A level without a format may still show words: its prefix is one then.
  std::string label = own.prefix + numbers + own.suffix;
  if (numbers.empty() && own.prefix.empty()) return {};
  return label + " ";
}

}  // namespace trichluc::decoder
