#include "serve/message.h"

#include <gtest/gtest.h>

namespace trichluc::serve {
namespace {

Request Asked(std::string_view target) {
  Request request;
  EXPECT_TRUE(request.SetTarget(target)) << target;
  return request;
}

TEST(MessageTest, ATargetHasAPathAndAQuery) {
  const Request request = Asked("/documents/1%32?q=d%C3%A2n+v%E1%BA%ADn&from=&x=a=b&q=second");
  EXPECT_EQ(request.path, "/documents/12");
  EXPECT_EQ(request.Query("q"), "dân vận");
  EXPECT_EQ(request.Query("from"), "");
  EXPECT_EQ(request.Query("x"), "a=b");
  EXPECT_EQ(request.Query("none"), "");
}

TEST(MessageTest, APlusIsASpaceOnlyInAQuery) {
  EXPECT_EQ(Asked("/a+b?c+d=e+f").path, "/a+b");
  EXPECT_EQ(Asked("/a+b?c+d=e+f").Query("c d"), "e f");
}

TEST(MessageTest, WhatIsNoTargetIsRefused) {
  for (const char* target : {"", "*", "a", "http://evil.example/", "127.0.0.1:80", "//evil.example/", "/%", "/%4", "/%zz", "/%0x", "/%00", "/a?b=%", "/a?b=%g0", "/a?b%=1", "/a?%00=1", "/a?b=%00"}) {
    Request request;
    EXPECT_FALSE(request.SetTarget(target)) << target;
  }
}

TEST(MessageTest, BytesThatAreNoTextArePassedOn) { EXPECT_EQ(Asked("/?a=%FF%c0").Query("a"), "\xFF\xC0"); }

TEST(MessageTest, FormsMayBeOdd) {
  EXPECT_EQ(ParseForm("")->size(), 0U);
  EXPECT_EQ(ParseForm("&&&")->size(), 0U);
  EXPECT_EQ(*ParseForm("a"), (Pairs{{"a", ""}}));
  EXPECT_EQ(*ParseForm("=b"), (Pairs{{"", "b"}}));
  EXPECT_EQ(*ParseForm("a=1&a=2&"), (Pairs{{"a", "1"}, {"a", "2"}}));
  EXPECT_EQ(ParseForm("a=1&b=%"), std::nullopt);
  EXPECT_EQ(ParseForm("a=1&b=%0"), std::nullopt);
  EXPECT_EQ(ParseForm("a=%00"), std::nullopt);
}

TEST(MessageTest, EscapesComeBack) {
  std::string all;
  for (int byte = 1; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(ParseForm("a=" + Escaped(all))->front().second, all);
  EXPECT_EQ(Escaped(all).find_first_of("\r\n\t \"<>&;,/?#\\'"), std::string::npos);
}

TEST(MessageTest, AddressesEscapeNamesAndValues) {
  EXPECT_EQ(Address("/units").With("unit", "Sở & Ban").With("empty", "").With("a\r\nb", "c\r\nd").text(), "/units?unit=S%E1%BB%9F%20%26%20Ban&a%0D%0Ab=c%0D%0Ad");
}

TEST(MessageTest, TheAddressAskedForStaysOnThisServer) {
  EXPECT_EQ(AddressOf(Asked("/documents/12?q=a%20b&token=secret&x=%3C")), "/documents/12?q=a%20b&x=%3C");
  EXPECT_EQ(AddressOf(Asked("/")), "/");
  EXPECT_EQ(AddressOf(Asked("/%2fevil.example")), "/%2Fevil.example");
  EXPECT_EQ(AddressOf(Asked("/%5cevil.example")), "/%5Cevil.example");
  EXPECT_EQ(AddressOf(Asked("/%09/evil.example")), "/%09/evil.example");
  EXPECT_EQ(AddressOf(Asked("/a%0d%0aSet-Cookie:%20b?%0d%0aX:%20y=1")), "/a%0D%0ASet-Cookie%3A%20b?%0D%0AX%3A%20y=1");
  EXPECT_EQ(AddressOf(Asked("/a%3fb%23c")), "/a%3Fb%23c");
}

TEST(MessageTest, WhatIsNoAddressOfThisServerLeadsToItsBeginning) {
  for (const char* text : {"", "//evil.example", "http://evil.example", "evil.example", "\\\\evil.example", "javascript:alert(1)", "?a", "/%00"}) EXPECT_EQ(OwnAddress(text), "/") << text;
  EXPECT_EQ(OwnAddress("/units?unit=S%E1%BB%9F"), "/units?unit=S%E1%BB%9F");
  EXPECT_EQ(OwnAddress("/\t/evil.example"), "/%09/evil.example");
  EXPECT_EQ(OwnAddress("/\\evil.example"), "/%5Cevil.example");
  EXPECT_EQ(OwnAddress("/\r\nSet-Cookie: a=b"), "/%0D%0ASet-Cookie%3A%20a%3Db");
}

TEST(MessageTest, CookiesAreFoundByTheirWholeName) {
  Request request;
  request.headers = {{"cookie", "xtoken=1; token =2;token2=3 ; token=4; token=5"}, {"cookie", "other=6"}};
  EXPECT_EQ(request.Cookie("token"), "4");
  EXPECT_EQ(request.Cookie("other"), "6");
  EXPECT_EQ(request.Cookie("ther"), "");
  EXPECT_EQ(request.Cookie("token2"), "3");
  request.headers = {{"cookie", ";;;=;token;token="}};
  EXPECT_EQ(request.Cookie("token"), "");
  request.headers = {};
  EXPECT_EQ(request.Cookie("token"), "");
}

}  // namespace
}  // namespace trichluc::serve
