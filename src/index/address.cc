#include <algorithm>
#include <array>

#include "index/postgres.h"

namespace trichluc {
namespace {

// Parts of the query of an address that say where a database is, and never how one gets in.
constexpr std::array<std::string_view, 5> kShownParameters = {"host", "hostaddr", "port", "dbname", "user"};

std::string ShownQuery(std::string_view query) {
  std::string shown;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
    const std::string_view name = parameter.substr(0, parameter.find('='));
    if (std::find(kShownParameters.begin(), kShownParameters.end(), name) == kShownParameters.end()) continue;
    shown.append(shown.empty() ? "?" : "&").append(parameter);
  }
  return shown;
}

bool IsPort(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

// Hosts without what is no port: a password stands there when the host was forgotten.
std::string ShownHosts(std::string_view hosts) {
  std::string shown;
  for (bool more = true; more;) {
    const std::string_view host = hosts.substr(0, hosts.find(','));
    more = host.size() < hosts.size();
    hosts.remove_prefix(host.size() + (more ? 1 : 0));
    const std::size_t bracket = host.rfind(']');  // of an address of IPv6, which has colons of its own
    const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const bool whole = colon == std::string_view::npos || IsPort(host.substr(colon + 1));
    shown.append(whole ? host : host.substr(0, colon)).append(more ? "," : "");
  }
  return shown;
}

}  // namespace

bool IsPostgresAddress(std::string_view address) { return address.starts_with("postgresql://") || address.starts_with("postgres://"); }

std::string ShownAddress(std::string_view address) {
  const std::size_t start = address.find("://") + 3;
  std::string shown(address.substr(0, start));
  std::string_view rest = address.substr(start);
  // A password may hold any sign, though it should not: all up to the last `@` is taken for it.
  const std::size_t at = rest.rfind('@');
  if (at != std::string_view::npos) {
    shown.append(rest.substr(0, rest.find_first_of(":/?#@"))).append("@");
    rest.remove_prefix(at + 1);
  }
  const std::size_t query = rest.find('?');
  const std::string_view place = rest.substr(0, query);
  const std::size_t path = std::min(place.find('/'), place.size());
  shown.append(ShownHosts(place.substr(0, path))).append(place.substr(path));
  if (query != std::string_view::npos) shown.append(ShownQuery(rest.substr(query + 1)));
  return shown;
}

}  // namespace trichluc
