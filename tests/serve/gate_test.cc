#include "serve/gate.h"

#include <gtest/gtest.h>

namespace trichluc::serve {
namespace {

const Gate kOpen({"Plans.Example.vn", "may-chu:8080"}, {});

unsigned StatusFor(const std::string& method, const Pairs& headers) {
  Request request;
  request.method = method;
  request.path = "/";
  request.headers = headers;
  const auto refusal = kOpen.Refusal(request);
  return refusal ? refusal->status : 200;
}

unsigned StatusForHost(const std::string& host) { return StatusFor("GET", {{"host", host}}); }

TEST(GateTest, ItsOwnNamesAndAddressesInNumbersAreLetIn) {
  for (const char* host : {"localhost", "localhost:8420", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8420", "192.168.1.7:80", "[::1]", "[::1]:8420", "[fe80::1:2]:65535", "[::ffff:127.0.0.1]", "plans.example.vn", "PLANS.example.vn:443", "may-chu", "may-chu:8420"})
    EXPECT_EQ(StatusForHost(host), 200U) << host;
}

TEST(GateTest, OtherHostsAreRefused) {
  for (const char* host : {"", "evil.example", "localhost.", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1.5", "127.1", "256.1.1.1", "2130706433", "0x7f.0.0.1", "...", "1...", ":8420", "localhost:", "localhost:x", "localhost:80@evil.example",
                           "localhost:123456", "user@localhost", "localhost/x", "localhost x", "[::1", "::1", "[::1]x", "[::1]:", "[::1].evil.example", "[]", "[evil.example]", "[::1]:80:80", "[::1]]", "plans.example.vn.evil.example", "xplans.example.vn"})
    EXPECT_EQ(StatusForHost(host), 421U) << host;
  EXPECT_EQ(StatusFor("GET", {}), 421U);
  EXPECT_EQ(StatusFor("GET", {{"host", "localhost"}, {"host", "localhost"}}), 421U);
}

TEST(GateTest, OnlyItsOwnPagesMayChangeSomething) {
  const auto post = [](const Pairs& origins) {
    Pairs headers = {{"host", "localhost:8420"}};
    headers.insert(headers.end(), origins.begin(), origins.end());
    return StatusFor("POST", headers);
  };
  EXPECT_EQ(post({{"origin", "http://localhost:8420"}}), 200U);
  EXPECT_EQ(post({{"origin", "https://localhost:8420"}}), 200U);  // of something before it that encrypts
  EXPECT_EQ(post({}), 403U);
  EXPECT_EQ(post({{"origin", "http://localhost:8420"}, {"origin", "http://localhost:8420"}}), 403U);
  for (const char* origin : {"", "null", "http://localhost", "http://localhost:8421", "http://localhost:84201", "http://127.0.0.1:8420", "http://localhost:8420/", "http://LOCALHOST:8420", "http://evil.example", "localhost:8420", "ftp://localhost:8420", "http://localhost:8420 http://evil.example"})
    EXPECT_EQ(post({{"origin", origin}}), 403U) << origin;
}

TEST(GateTest, OtherMethodsAreRefused) {
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", ""}) EXPECT_EQ(StatusFor(method, {{"host", "localhost"}, {"origin", "http://localhost"}}), 405U) << method;
  EXPECT_EQ(StatusFor("HEAD", {{"host", "localhost"}}), 200U);
}

TEST(GateTest, ATokenIsKnownWhole) {
  const Gate gate({}, {{"Lê An", "0123456789abcdef"}, {"Trần Bình", "bí mật + & % của Bình"}});
  ASSERT_TRUE(gate.asks());
  EXPECT_FALSE(kOpen.asks());
  ASSERT_NE(gate.Known("0123456789abcdef"), nullptr);
  EXPECT_EQ(gate.Known("0123456789abcdef")->who, "Lê An");
  for (const char* secret : {"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", " 0123456789abcdef", "Lê An"}) EXPECT_EQ(gate.Known(secret), nullptr) << secret;
  EXPECT_EQ(kOpen.Known(""), nullptr);
}

TEST(GateTest, ATokenIsShownInACookieOrAHeader) {
  const Gate gate({}, {{"Lê An", "0123456789abcdef"}, {"Trần Bình", "bí mật + & % của Bình"}});
  const auto shown = [&](const Pairs& headers) {
    Request request;
    request.headers = headers;
    const Token* const token = gate.Shown(request);
    return token == nullptr ? std::string("nobody") : token->who;
  };
  EXPECT_EQ(shown({{"cookie", "trichluc_token=0123456789abcdef"}}), "Lê An");
  EXPECT_EQ(shown({{"cookie", "a=b; trichluc_token=" + Escaped("bí mật + & % của Bình")}}), "Trần Bình");
  EXPECT_EQ(shown({{"authorization", "Bearer 0123456789abcdef"}}), "Lê An");
  EXPECT_EQ(shown({}), "nobody");
  EXPECT_EQ(shown({{"cookie", "trichluc_token="}}), "nobody");
  EXPECT_EQ(shown({{"cookie", "trichluc_token=%"}}), "nobody");
  EXPECT_EQ(shown({{"cookie", "trichluc_tokens=0123456789abcdef"}}), "nobody");
  EXPECT_EQ(shown({{"cookie", "token=0123456789abcdef"}}), "nobody");
  EXPECT_EQ(shown({{"authorization", "0123456789abcdef"}}), "nobody");
  EXPECT_EQ(shown({{"authorization", "Basic 0123456789abcdef"}}), "nobody");
  // What is shown in the header counts, and nothing beside it.
  EXPECT_EQ(shown({{"authorization", "Bearer wrong"}, {"cookie", "trichluc_token=0123456789abcdef"}}), "nobody");
}

TEST(GateTest, ACookieIsForTheServerAlone) {
  EXPECT_EQ(CookieHeader({}, "a", "b"), "a=b; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
}

TEST(GateTest, ACookieThatCameEncryptedGoesEncrypted) {
  const auto is_secure = [](const Pairs& headers) {
    Request request;
    request.headers = headers;
    return CookieHeader(request, "a", "b").ends_with("; Secure");
  };
  EXPECT_TRUE(is_secure({{"x-forwarded-proto", "https"}}));
  EXPECT_TRUE(is_secure({{"origin", "https://plans.example.vn"}}));
  EXPECT_FALSE(is_secure({{"x-forwarded-proto", "http"}, {"origin", "http://plans.example.vn"}}));
}

TEST(GateTest, ClientsAreToldApart) {
  const auto client = [](const std::string& address, const Pairs& headers = {}) {
    Request request;
    request.client = address;
    request.headers = headers;
    return ClientOf(request);
  };
  EXPECT_EQ(client("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(client("2001:db8:1:2:3:4:5:6"), client("2001:db8:1:2:f::1"));
  EXPECT_NE(client("2001:db8:1:2::1"), client("2001:db8:1:3::1"));
  EXPECT_NE(client("::ffff:192.0.2.7"), client("::ffff:192.0.2.8"));
  // Only a server on this machine is believed, and only what it says itself.
  EXPECT_EQ(client("127.0.0.1", {{"x-forwarded-for", "198.51.100.1, 192.0.2.7"}}), "192.0.2.7");
  EXPECT_EQ(client("::1", {{"x-forwarded-for", "198.51.100.1"}, {"x-forwarded-for", "192.0.2.8"}}), "192.0.2.8");
  EXPECT_EQ(client("192.0.2.7", {{"x-forwarded-for", "198.51.100.1"}}), "192.0.2.7");
  for (const char* none : {"", "unknown", ",", "192.0.2.7:80"}) EXPECT_EQ(client("127.0.0.1", {{"x-forwarded-for", none}}), "127.0.0.1") << none;
}

}  // namespace
}  // namespace trichluc::serve
