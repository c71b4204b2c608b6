#include "repair/addresses.h"

#include <algorithm>

#include "repair/stretches.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsAlnum(char c) { return IsLower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// From the first letter or digit to the last.
std::string_view WithoutSigns(std::string_view stretch) {
  std::size_t first = std::string_view::npos;
  std::size_t last = 0;
  for (std::size_t at = 0; at < stretch.size();) {
    const std::size_t begin = at;
    const CharClass kind = ClassOf(NextChar(stretch, at));
    if (!IsLetter(kind) && kind != CharClass::kDigit) continue;
    first = std::min(first, begin);
    last = at;
  }
  return first < last ? stretch.substr(first, last - first) : std::string_view();
}

// www.tinh, WWW
bool BeginsLikeAddress(std::string_view stretch) {
  constexpr std::string_view kWeb = "www";
  return stretch.size() >= kWeb.size() && (stretch.size() == kWeb.size() || stretch[kWeb.size()] == '.') &&
         SameAscii(stretch.substr(0, kWeb.size()), kWeb);
}

// What stands behind @: a.vn, whatever its letters became, but no sentence that ends there.
bool IsMail(std::string_view stretch) {
  const std::size_t at = stretch.find('@');
  if (at == 0 || at == std::string_view::npos) return false;
  const std::size_t stop = stretch.find('.', at);
  if (stop == std::string_view::npos || stop + 2 >= stretch.size() ||
      ClassOf(CharAt(stretch, stop + 1)) == CharClass::kUpper)
    return false;
  // A machine reads @ for letters as well: of what is so short, only plain letters are an address.
  constexpr std::size_t kSure = 2;
  return at > kSure ||
         (stop > at + 1 &&
          std::all_of(stretch.begin(), stretch.end(),
                      [](char c) { return IsAlnum(c) || c == '@' || c == '.' || c == '_' || c == '-'; }) &&
          std::all_of(stretch.begin() + static_cast<std::ptrdiff_t>(stop) + 1, stretch.end(),
                      [](char c) { return IsLower(c) || c == '.'; }));
}

}  // namespace

// A full stop within, and an ending in small letters: behind a sentence whose space was lost stands a capital.
bool AddressReader::IsName(std::string_view name) const {
  const std::size_t stop = name.rfind('.');
  if (stop == std::string_view::npos || stop < 2) return false;
  if (!std::all_of(name.begin(), name.end(), [](char c) { return IsAlnum(c) || c == '.' || c == '_' || c == '-'; }))
    return false;
  return std::find(endings_.begin(), endings_.end(), name.substr(stop + 1)) != endings_.end();
}

bool AddressReader::IsAddress(std::string_view stretch) const {
  if (stretch.find('.') == std::string_view::npos && stretch.find("://") == std::string_view::npos) return false;
  if (stretch.find("://") != std::string_view::npos) return true;
  stretch = WithoutSigns(stretch);
  if (BeginsLikeAddress(stretch)) return true;
  return IsMail(stretch) || IsName(stretch) || IsName(stretch.substr(0, stretch.find_first_of("/?:")));
}

std::vector<Span> AddressReader::Read(std::string_view text) const {
  std::vector<Span> out;
  for (const Stretch& stretch : CutStretches(text)) {
    if (IsAddress(text.substr(stretch.begin, stretch.end - stretch.begin))) out.push_back({stretch.begin, stretch.end});
  }
  return out;
}

}  // namespace trichluc
