// What an ODT says of looks and lists apart from its text.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "pages/counting.h"

namespace trichluc::decoder {

// A style, or what it adds to the one that it is based on.
struct OdtLook {
  std::optional<bool> bold;
  std::optional<bool> hidden;
  std::optional<bool> caps;
  std::optional<bool> raised;
  std::optional<bool> centred;
  std::optional<bool> page_break;  // before it
  std::optional<bool> borders;     // of a cell, on two sides or more
  std::string font;
  std::string list;  // the style of the list that its paragraphs belong to

  void Apply(const OdtLook& over);
};

class OdtStyles {
 public:
  // The families of the fonts that an `office:font-face-decls` names; before the styles that use them.
  void AddFonts(const pugi::xml_node& root);
  // Adds the styles below an `office:styles` or `office:automatic-styles`; later ones replace earlier ones.
  void Add(const pugi::xml_node& root);

  // With the styles that it is based on; the default of the family for an unknown or empty name. Families are those of the
  // file: "paragraph", "text", "table-cell", "table".
  [[nodiscard]] const OdtLook& Find(std::string_view family, std::string_view name) const;

 private:
  struct Style {
    std::string based_on;
    OdtLook look;
  };
  std::map<std::string, std::string, std::less<>> fonts_;  // families by name
  std::map<std::string, Style, std::less<>> styles_;  // by family and name
  mutable std::map<std::string, OdtLook, std::less<>> resolved_;
};

inline constexpr int kOdtLevels = 10;

struct OdtListLevel {
  CountFormat format = CountFormat::kNone;
  int start = 1;
  int shown = 1;  // levels: 2 for `1.2`
  bool letters_repeat = false;
  std::string prefix;
  std::string suffix;
  std::string bullet;
  std::string text_style;  // of the label
};
using OdtListStyle = std::array<OdtListLevel, kOdtLevels>;

// The styles of lists by name; headings are numbered by the one without a name.
using OdtListStyles = std::map<std::string, OdtListStyle, std::less<>>;
void AddListStyles(const pugi::xml_node& root, OdtListStyles& styles);

// What was counted on each level of a list.
using OdtCounts = std::array<std::optional<int>, kOdtLevels>;
// Counts one paragraph on `level` and returns its label with a space behind it; empty where the level shows none.
std::string NextLabel(const OdtListStyle& style, int level, std::optional<int> start, OdtCounts& counts);

}  // namespace trichluc::decoder
