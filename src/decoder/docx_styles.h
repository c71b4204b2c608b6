// What a DOCX says of looks and lists apart from its text: styles.xml and numbering.xml.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "pages/counting.h"

namespace trichluc::decoder {

// What runs show; nothing where it is left to the style.
struct RunLook {
  std::optional<bool> bold;
  std::optional<bool> hidden;
  std::optional<bool> caps;
  std::optional<bool> raised;
  std::string font;

  // Takes what `over` says.
  void Apply(const RunLook& over);
};
[[nodiscard]] RunLook RunLookOf(const pugi::xml_node& properties);

struct ParagraphLook {
  std::optional<bool> centred;
  std::optional<bool> page_break;
  std::optional<int> list;  // w:numId; 0 takes the list of a style away
  std::optional<int> level;
  RunLook run;

  void Apply(const ParagraphLook& over);
};
[[nodiscard]] ParagraphLook ParagraphLookOf(const pugi::xml_node& properties);

class DocxStyles {
 public:
  explicit DocxStyles(const pugi::xml_node& root);

  // With the styles that it is based on, and with the defaults of the document for an unknown or empty name.
  [[nodiscard]] const ParagraphLook& Paragraph(std::string_view id) const;
  [[nodiscard]] RunLook Character(std::string_view id) const;
  // Do tables of that style draw lines between their cells?
  [[nodiscard]] bool DrawsBorders(std::string_view id) const;
  // Is it the style of an entry of a table of contents?
  [[nodiscard]] bool IsContents(std::string_view id) const;

 private:
  struct Style {
    std::string based_on;
    ParagraphLook look;
    bool contents = false;
    std::optional<bool> borders;
  };
  [[nodiscard]] const Style* Find(std::string_view id) const;
  [[nodiscard]] ParagraphLook Resolve(std::string_view id) const;

  std::map<std::string, Style, std::less<>> styles_;
  mutable std::map<std::string, ParagraphLook, std::less<>> resolved_;
  std::string default_paragraph_;
  std::string default_table_;
  ParagraphLook defaults_;
};

// Is a line drawn on a vertical side and another (w:tblBorders, w:tcBorders)? Nothing where nothing is said.
[[nodiscard]] std::optional<bool> DrawsBorders(const pugi::xml_node& borders);

struct ListLabel {
  std::string text;  // with the space behind it
  RunLook look;
};

// Counts the paragraphs of lists as Word does.
class DocxNumbering {
 public:
  explicit DocxNumbering(const pugi::xml_node& root);

  // The label of the next paragraph on that level of that list.
  std::optional<ListLabel> Next(int list, int level);
  // The level whose style is that one, for styles that name a list only.
  [[nodiscard]] int LevelOfStyle(int list, std::string_view style) const;

 private:
  static constexpr int kLevels = 9;

  struct Level {
    CountFormat format = CountFormat::kDecimal;
    int start = 1;
    std::string text;
    std::string suffix = "tab";
    std::string style;
    std::optional<int> restart;
    bool decimal_only = false;
    RunLook look;
  };
  struct Abstract {
    std::array<Level, kLevels> levels;
    std::array<std::optional<int>, kLevels> counts;  // of the last paragraph on each level
    std::string style_link;
    std::string link_to;
  };
  struct List {
    int abstract = -1;
    std::map<int, Level> levels;  // that stand in place of the abstract list's
    std::map<int, int> starts;    // and where it starts again, until that was done
  };

  static void ReadLevel(const pugi::xml_node& node, Level& level);
  [[nodiscard]] Abstract* AbstractOf(const List& list);
  [[nodiscard]] const Level& LevelOf(const List& list, const Abstract& abstract, int level) const;
  void Count(List& list, Abstract& abstract, int level);
  [[nodiscard]] std::string Fill(const List& list, const Abstract& abstract, int level) const;

  std::unordered_map<int, Abstract> abstracts_;
  std::unordered_map<int, List> lists_;
};

}  // namespace trichluc::decoder
