#include "repair/confusions.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr char32_t kSpaceSign = 0x2420;
constexpr char32_t kNothingSign = 0x2205;

std::u32string Stretch(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    if (c != kNothingSign) out += c == kSpaceSign ? U' ' : c;
  }
  return out;
}

void AppendStretch(std::string& out, const std::u32string& stretch) {
  if (stretch.empty()) AppendChar(out, kNothingSign);
  for (const char32_t c : stretch) AppendChar(out, c == U' ' ? kSpaceSign : c);
}

}  // namespace

Result<std::vector<Confusion>> ParseConfusions(std::string_view name, std::string_view text) {
  std::vector<Confusion> out;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    const auto fault = [&](const char* what) {
      return Error{Error::Code::kBadGrammar, std::string(name) + ":" + std::to_string(number) + ": " + what};
    };
    if (second == std::string_view::npos) return fault("expected three columns set apart by tabs: meant, read, share");
    Confusion entry{Stretch(line.substr(0, first)), Stretch(line.substr(first + 1, second - first - 1)), 0};
    if (entry.meant.empty() || entry.meant.size() > kLongestMeant) return fault("what is meant has one to three characters");
    if (entry.read.size() > kLongestRead) return fault("what is read has at most four characters");
    if (entry.read.empty() && entry.meant.size() != 1) return fault("one letter at a time is not read at all");
    const std::string_view share = line.substr(second + 1);
    const auto parsed = std::from_chars(share.data(), share.data() + share.size(), entry.share);
    if (parsed.ec != std::errc() || parsed.ptr != share.data() + share.size() || !(entry.share > 0 && entry.share <= 1)) {
      return fault("the share is a number above 0 and at most 1");
    }
    out.push_back(std::move(entry));
  }
  return out;
}

std::string FormatConfusions(const std::vector<Confusion>& confusions, std::string_view comment) {
  std::string out(comment);
  for (const Confusion& entry : confusions) {
    AppendStretch(out, entry.meant);
    out += '\t';
    AppendStretch(out, entry.read);
    char share[24];
    std::snprintf(share, sizeof share, "\t%.5f\n", static_cast<double>(entry.share));
    out += share;
  }
  return out;
}

}  // namespace trichluc
