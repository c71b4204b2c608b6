#include "serve/chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <pugixml.hpp>

namespace trichluc::serve {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The picture, read back as XML; every number in it has to be within the picture.
void ExpectDrawn(const std::string& svg, std::size_t marks, const char* mark) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(svg.c_str())) << svg;
  const pugi::xml_node root = document.child("svg");
  double width = 0;
  double height = 0;
  ASSERT_EQ(std::sscanf(root.attribute("viewBox").value(), "0 0 %lf %lf", &width, &height), 2) << svg;
  EXPECT_EQ(document.select_nodes(mark).size(), marks) << svg;
  for (const pugi::xpath_node& found : document.select_nodes("//@x | //@y | //@x1 | //@x2 | //@y1 | //@y2 | //@cx | //@cy | //@r | //@width | //@height")) {
    const double number = found.attribute().as_double(-1);
    EXPECT_GE(number, 0) << found.attribute().name() << " in " << svg;
    EXPECT_LE(number, std::max(width, height)) << found.attribute().name() << " in " << svg;
  }
  for (const pugi::xpath_node& found : document.select_nodes("//*")) {
    const std::string name = found.node().name();
    EXPECT_TRUE(name == "svg" || name == "a" || name == "title" || name == "rect" || name == "text" || name == "line" || name == "circle") << name;
  }
}

std::string Bars(const std::vector<Bar>& bars, std::string_view name = "months") {
  Html html;
  WriteBars(bars, name, html);
  return std::move(html).Take();
}

std::string Dots(const std::vector<Dot>& dots, std::string_view name = "values") {
  Html html;
  WriteDots(dots, "lowest", "highest", name, html);
  return std::move(html).Take();
}

TEST(ChartTest, NothingIsNoPicture) {
  EXPECT_EQ(Bars({}), "");
  EXPECT_EQ(Dots({}), "");
}

TEST(ChartTest, EachBarIsOne) {
  ExpectDrawn(Bars({{"1", "one", "/a", 1, false}, {"2", "two", "", 0, true}, {"3", "three", "/c", 7, false}}), 3, "//rect[starts-with(@class, 'bar')]");
  ExpectDrawn(Bars({{"1", "none", "", 0, false}}), 1, "//rect[starts-with(@class, 'bar')]");
  ExpectDrawn(Bars(std::vector<Bar>(5000, {"m", "many", "/", 3, false})), 5000, "//rect[starts-with(@class, 'bar')]");
  ExpectDrawn(Bars({{"1", "", "", std::numeric_limits<std::size_t>::max() / 200, false}, {"2", "", "", 1, false}}), 2, "//rect[starts-with(@class, 'bar')]");
}

TEST(ChartTest, EachDotIsOne) {
  ExpectDrawn(Dots({{1, 1, "one", "/a"}, {2, 4, "two", ""}, {3, 3, "three", "/c"}}), 3, "//circle");
  ExpectDrawn(Dots({{5, 5, "alone", "/"}}), 1, "//circle");
  ExpectDrawn(Dots(std::vector<Dot>(3000, {5, 5, "same", "/"})), 3000, "//circle");
  ExpectDrawn(Dots({{-3, -3, "", ""}, {0, 0, "", ""}, {1e-300, 1e-300, "", ""}}), 3, "//circle");
}

TEST(ChartTest, ValuesThatCannotBeDrawnAreInThePictureAllTheSame) {
  ExpectDrawn(Dots({{-1.7e308, -1.7e308, "", ""}, {0, 0, "", ""}, {1.7e308, 1.7e308, "", ""}}), 3, "//circle");
  ExpectDrawn(Dots({{std::nan(""), std::nan(""), "", ""}, {1, 1, "", ""}}), 2, "//circle");
  ExpectDrawn(Dots({{1, 1, "", ""}, {2, std::nan(""), "", ""}, {3, 2, "", ""}}), 3, "//circle");
  ExpectDrawn(Dots({{-kInfinity, kInfinity, "", ""}, {kInfinity, kInfinity, "", ""}, {1, 1, "", ""}}), 3, "//circle");
}

TEST(ChartTest, TheyStandInTheirOrder) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(Dots({{10, 10, "", ""}, {15, 15, "", ""}, {30, 30, "", ""}}).c_str()));
  std::vector<int> places;
  for (const pugi::xpath_node& found : document.select_nodes("//circle/@cx")) places.push_back(found.attribute().as_int());
  EXPECT_EQ(places, (std::vector<int>{14, 247, 946}));
}

TEST(ChartTest, WordsAreNoMarkup) {
  const std::string harm = "\"><script>alert(1)</script>&amp;\xFF\x01";
  ExpectDrawn(Bars({{harm, harm, harm, 1, false}}, harm), 1, "//rect[starts-with(@class, 'bar')]");
  ExpectDrawn(Dots({{1, 2, harm, harm}}, harm), 1, "//circle");
}

}  // namespace
}  // namespace trichluc::serve
