#include "serve/gate.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "trichluc/index.h"

namespace trichluc::serve {
namespace {

constexpr std::string_view kBearer = "Bearer ";

constexpr std::size_t kLongestPort = 5;

bool IsPort(std::string_view text) {
  return text.size() > 1 && text.size() <= 1 + kLongestPort && text.front() == ':' && text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

// "Plans.example:8080" → "plans.example"; "[::1]:8080" → "[::1]". Empty where it is no host.
std::string NameOfHost(std::string_view host) {
  const std::size_t end = host.starts_with('[') ? host.find(']') + 1 : std::min(host.find(':'), host.size());
  if (end == 0 || (end < host.size() && !IsPort(host.substr(end)))) return {};
  std::string name(host.substr(0, end));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

bool IsAddressInNumbers(const std::string& name) {
  in6_addr address{};
  if (name.starts_with('[')) return inet_pton(AF_INET6, name.substr(1, name.size() - 2).c_str(), &address) == 1;
  return inet_pton(AF_INET, name.c_str(), &address) == 1;
}

bool IsLoopback(const std::string& address) { return address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127."); }

// "203.0.113.5, 192.0.2.7" → "192.0.2.7". Empty where it is no address.
std::string LastOf(std::string_view addresses) {
  std::string_view last = addresses.substr(addresses.find_last_of(", ") + 1);
  if (last.starts_with('[')) last = last.substr(1, last.find(']') - 1);
  std::string address(last);
  in6_addr parsed{};
  return inet_pton(AF_INET, address.c_str(), &parsed) == 1 || inet_pton(AF_INET6, address.c_str(), &parsed) == 1 ? address : std::string();
}

// "2001:db8:1:2:3:4:5:6" → "2001:db8:1:2::"; others as they are.
std::string NetworkOf(const std::string& address) {
  constexpr std::size_t kNetworkBytes = 8;
  in6_addr parsed{};
  if (inet_pton(AF_INET6, address.c_str(), &parsed) != 1 || IN6_IS_ADDR_V4MAPPED(&parsed)) return address;
  std::fill(std::begin(parsed.s6_addr) + kNetworkBytes, std::end(parsed.s6_addr), 0);
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(AF_INET6, &parsed, text.data(), text.size());
}

}  // namespace

Gate::Gate(std::vector<std::string> names, std::vector<Token> tokens) : names_(std::move(names)), tokens_(std::move(tokens)) {
  for (const Token& token : tokens_) digests_.push_back(ContentDigest(token.secret));
}

bool Gate::IsOwnHost(std::string_view host) const {
  const std::string name = NameOfHost(host);
  const auto is_called = [&](const std::string& own) { return NameOfHost(own) == name; };
  return !name.empty() && (name == "localhost" || IsAddressInNumbers(name) || std::any_of(names_.begin(), names_.end(), is_called));
}

std::optional<Response> Gate::Refusal(const Request& request) const {
  if (request.CountHeader("host") != 1 || !IsOwnHost(request.Header("host")))
    return Response::Text(421, "This server is not called so (its names are given with --name).\n");
  if (request.IsReading()) return std::nullopt;
  if (request.method != "POST") {
    Response refusal = Response::Text(405, "Only GET, HEAD and POST are answered.\n");
    refusal.headers.emplace_back("Allow", "GET, HEAD, POST");
    return refusal;
  }
  const std::string_view origin = request.Header("origin");
  const std::string host(request.Header("host"));
  if (request.CountHeader("origin") != 1 || (origin != "http://" + host && origin != "https://" + host))
    return Response::Text(403, "Only the pages of this server may change something here (Origin).\n");
  return std::nullopt;
}

const Token* Gate::Shown(const Request& request) const {
  const std::string_view header = request.Header("authorization");
  if (header.starts_with(kBearer)) return Known(header.substr(kBearer.size()));
  const auto cookie = ParseForm("token=" + std::string(request.Cookie(kTokenCookie)));
  return cookie ? Known(ValueOf(*cookie, "token")) : nullptr;
}

// Takes as long for any text of one length: its digest is compared, which nobody can choose byte by byte.
const Token* Gate::Known(std::string_view secret) const {
  if (!asks()) return nullptr;
  const auto found = std::find(digests_.begin(), digests_.end(), ContentDigest(secret));
  return found == digests_.end() ? nullptr : &tokens_[static_cast<std::size_t>(found - digests_.begin())];
}

// No script needs any of them.
std::string CookieHeader(const Request& request, std::string_view name, std::string_view value) {
  std::string out(name);
  out.append("=").append(value).append("; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
  const bool encrypted = request.Header("x-forwarded-proto") == "https" || request.Header("origin").starts_with("https://");
  return encrypted ? out + "; Secure" : out;
}

std::string ClientOf(const Request& request) {
  const bool passed_on = IsLoopback(request.client);
  std::string client = request.client;
  for (const auto& [name, value] : request.headers) {
    if (name != "x-forwarded-for" || !passed_on) continue;
    const std::string last = LastOf(value);
    if (!last.empty()) client = last;
  }
  return NetworkOf(client);
}

}  // namespace trichluc::serve
