// Requests and answers as plain values.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trichluc::serve {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// The value behind the first of that name; empty where there is none.
[[nodiscard]] std::string_view ValueOf(const Pairs& pairs, std::string_view name);

// `a=1&b=x%20y+z`. Nothing where an escape does not hold or stands for a NUL. Values may be any
// bytes: whoever shows them mends them.
[[nodiscard]] std::optional<Pairs> ParseForm(std::string_view text);

// A text as it stands in an address: letters, digits and `-._~` stay, all others become %XX.
[[nodiscard]] std::string Escaped(std::string_view text);

struct Request {
  std::string method;
  std::string path;   // without escapes: "/documents/12"
  Pairs query;
  Pairs headers;      // names in lower case
  std::string body;
  std::string client{};  // the address that it came from, in numbers

  // Splits a target as requests have it ("/search?q=a%20b"). False where it is none: then nothing may be served.
  bool SetTarget(std::string_view target);
  [[nodiscard]] std::string_view Query(std::string_view name) const { return ValueOf(query, name); }
  [[nodiscard]] std::string_view Header(std::string_view name) const { return ValueOf(headers, name); }
  [[nodiscard]] std::size_t CountHeader(std::string_view name) const;
  [[nodiscard]] std::string_view Cookie(std::string_view name) const;
  // GET and HEAD: they change nothing.
  [[nodiscard]] bool IsReading() const { return method == "GET" || method == "HEAD"; }
};

struct Response {
  unsigned status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body{};
  Pairs headers{};

  static Response Redirect(std::string address) { return {303, "text/plain; charset=utf-8", "", {{"Location", std::move(address)}}}; }
  static Response Text(unsigned status, std::string body) { return {status, "text/plain; charset=utf-8", std::move(body), {}}; }
};

// An address with a query: Address("/units").With("unit", "Sở Nội vụ").
class Address {
 public:
  explicit Address(std::string path) : text_(std::move(path)) {}
  // Empty values are left out.
  Address& With(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    text_.append(asked_ ? "&" : "?").append(Escaped(name)).append("=").append(Escaped(value));
    asked_ = true;
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool asked_ = false;
};

// The address that was asked for, to lead back to: always one of this server, whatever stands in it. A token is left out.
[[nodiscard]] std::string AddressOf(const Request& request);
// The same of a text that should be such an address; "/" where it is none.
[[nodiscard]] std::string OwnAddress(std::string_view text);

}  // namespace trichluc::serve
