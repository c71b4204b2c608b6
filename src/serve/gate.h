// Who may ask, and from where: judged by the head of a request alone.
//
// Three things are in the way of strangers. The Host that a browser asked for has to be this server's own name or an address in
// numbers, so that no page of another site can reach it under a name of its own (DNS rebinding). Whatever changes something has to
// come from a page of this server (Origin), so that no other page can send it in the name of its reader. And where there are
// tokens, one of them has to be shown, in a cookie that the entrance gives or in the header Authorization.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/message.h"

namespace trichluc::serve {

// A secret and the name of the person who has it; the name may be empty.
struct Token {
  std::string who;
  std::string secret;
};

class Gate {
 public:
  // `names`: hosts by which people call this server, beside localhost and addresses in numbers. Without tokens everybody may enter.
  Gate(std::vector<std::string> names, std::vector<Token> tokens);

  // What a request is refused with whoever sends it.
  [[nodiscard]] std::optional<Response> Refusal(const Request& request) const;
  // The token that a request shows. Null where it shows none that holds.
  [[nodiscard]] const Token* Shown(const Request& request) const;
  // The same of a token that somebody typed.
  [[nodiscard]] const Token* Known(std::string_view secret) const;
  [[nodiscard]] bool asks() const { return !tokens_.empty(); }

 private:
  [[nodiscard]] bool IsOwnHost(std::string_view host) const;

  std::vector<std::string> names_;
  std::vector<Token> tokens_;
  std::vector<std::string> digests_;  // of their secrets, in the same order
};

// The cookie that holds a token.
inline constexpr std::string_view kTokenCookie = "trichluc_token";
// A cookie for whoever sent the request. Did it come encrypted, so must the cookie (Secure): a server before this one says so
// (X-Forwarded-Proto), or the browser does (Origin). Whoever lies about it spoils only his own.
[[nodiscard]] std::string CookieHeader(const Request& request, std::string_view name, std::string_view value);

// Where a request comes from, to tell clients apart: its address, of IPv6 the network, for that is what one client has. Of what a
// server on this machine passes on, the address that it names last (X-Forwarded-For).
[[nodiscard]] std::string ClientOf(const Request& request);

}  // namespace trichluc::serve
