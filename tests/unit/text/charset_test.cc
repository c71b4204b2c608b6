#include "text/charset.h"

#include <gtest/gtest.h>

namespace trichluc {
namespace {

using namespace std::string_view_literals;

TEST(Charset, ReadsNamedEncodings) {
  EXPECT_EQ(FromCharset("\x93\xE1\x94", "windows-1252"), "“á”");
  EXPECT_EQ(FromCharset("\x93\xE1\x94", "ISO-8859-1"), "“á”") << "as web pages mean it";
  EXPECT_EQ(FromCharset("K\xEA\xEC", "windows-1258"), "Kê\u0301");
  EXPECT_EQ(FromCharset("\xFF\xFE"
                        "A\0\xD0\x1E"sv,
                        "utf-16"),
            "AỐ");
  EXPECT_EQ(FromCharset("Kế", "UTF-8"), "Kế");
  EXPECT_EQ(FromCharset("a\xFF", "utf-8"), "a\uFFFD");
}

TEST(Charset, KnowsNoOtherNames) {
  EXPECT_EQ(FromCharset("a", ""), std::nullopt);
  EXPECT_EQ(FromCharset("a", "x-no-such-thing"), std::nullopt);
  EXPECT_EQ(FromCharset("a", std::string(1000, 'x')), std::nullopt);
}

TEST(Charset, ReadsLongTexts) {
  const std::string latin(3'000'001, '\xE1');
  const auto text = FromCharset(latin, "windows-1252");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->size(), 2 * latin.size());
}

}  // namespace
}  // namespace trichluc
