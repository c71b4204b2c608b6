#include "serve/message.h"

#include <algorithm>

namespace trichluc::serve {
namespace {

int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Without escapes. Nothing where one of them does not hold, or what comes of them is no text.
std::optional<std::string> Unescaped(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = DigitOf(text[i + 1]);
      const int low = DigitOf(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high << 4 | low);
      i += 2;
    }
  }
  if (out.find('\0') != std::string::npos) return std::nullopt;
  return out;
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view ValueOf(const Pairs& pairs, std::string_view name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
  return found == pairs.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<Pairs> ParseForm(std::string_view text) {
  Pairs pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) continue;
    const std::size_t sign = std::min(part.find('='), part.size());
    auto name = Unescaped(part.substr(0, sign), true);
    auto value = Unescaped(part.substr(std::min(sign + 1, part.size())), true);
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::string Escaped(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

bool Request::SetTarget(std::string_view target) {
  if (target.empty() || target.front() != '/' || target.starts_with("//")) return false;
  const std::size_t mark = std::min(target.find('?'), target.size());
  auto plain = Unescaped(target.substr(0, mark), false);
  auto asked = ParseForm(target.substr(std::min(mark + 1, target.size())));
  if (!plain || !asked) return false;
  path = std::move(*plain);
  query = std::move(*asked);
  return true;
}

std::size_t Request::CountHeader(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(), [&](const auto& pair) { return pair.first == name; }));
}

std::string_view Request::Cookie(std::string_view name) const {
  for (const auto& [header, value] : headers) {
    if (header != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view part = Trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') return part.substr(name.size() + 1);
    }
  }
  return {};
}

std::string AddressOf(const Request& request) {
  std::string path = "/";
  for (std::size_t at = 1; at < request.path.size(); ++at) {
    // Two strokes at the beginning would make the name of another server of what follows.
    const std::string_view letter(&request.path[at], 1);
    path += letter == "/" && at > 1 ? "/" : Escaped(letter);
  }
  Address address(std::move(path));
  for (const auto& [name, value] : request.query) {
    if (name != "token") address.With(name, value);
  }
  return address.text();
}

std::string OwnAddress(std::string_view text) {
  Request request;
  return request.SetTarget(text) ? AddressOf(request) : "/";
}

}  // namespace trichluc::serve
