#include "repair/confusions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "grammar/rows.h"
#include "text/number_text.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr char32_t kSpaceSign = 0x2420;
constexpr char32_t kNothingSign = 0x2205;
constexpr double kMostShares = 1.001;  // of one stretch together: what is written is rounded

std::u32string Stretch(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    if (c != kNothingSign) out += c == kSpaceSign ? U' ' : c;
  }
  return out;
}

// That a table can hold a stretch: none of its characters has a meaning of its own there.
bool IsWritable(const std::u32string& stretch) {
  return std::none_of(stretch.begin(), stretch.end(), [](char32_t c) {
    return c == U'#' || c == kSpaceSign || c == kNothingSign || (c != U' ' && c < 0x20);
  });
}

void AppendStretch(std::string& out, const std::u32string& stretch) {
  if (stretch.empty()) AppendChar(out, kNothingSign);
  for (const char32_t c : stretch) AppendChar(out, c == U' ' ? kSpaceSign : c);
}

std::vector<Confusion> Parse(const std::string& path, std::string_view text, std::size_t longest_meant, std::vector<GrammarFault>& faults) {
  std::vector<Confusion> out;
  std::set<std::pair<std::u32string, std::u32string>> met;
  std::map<std::u32string, double> shares;  // of all that is read for a stretch
  ForEachRow(path, text, faults, [&](int number, std::span<const std::string_view> cells) {
    const auto fault = [&](const char* what) { faults.push_back({path, number, 1, what}); };
    if (cells.size() != 3) return fault("a line is: what is meant, tab, what is read, tab, share");
    Confusion entry{Stretch(cells[0]), Stretch(cells[1]), 0};
    if (entry.meant.empty() || entry.meant.size() > longest_meant) {
      return fault(longest_meant == 1 ? "a shape is that of one letter" : "what is meant has one to three characters");
    }
    if (entry.read.size() > kLongestRead) return fault("what is read has at most four characters");
    if (entry.read.empty() && entry.meant.size() != 1) return fault("one letter at a time is not read at all");
    const std::optional<float> share = NumberCell(cells[2]);
    if (!share || *share <= 0 || *share > 1) return fault("the share is a number above 0 and at most 1");
    if (!met.insert({entry.meant, entry.read}).second)
      return fault("what is meant and what is read stand in an earlier line as well");
    double& together = shares[entry.meant];
    if (together + static_cast<double>(*share) > kMostShares)
      return fault("the shares of what is meant add up to more than 1");
    together += static_cast<double>(*share);
    entry.share = *share;
    out.push_back(std::move(entry));
  });
  return out;
}

}  // namespace

std::vector<Confusion> ParseConfusions(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults) {
  return Parse(path, text, kLongestMeant, faults);
}

std::vector<Confusion> ParseShapes(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults) {
  return Parse(path, text, 1, faults);
}

std::string FormatConfusions(const std::vector<Confusion>& confusions, std::string_view comment) {
  std::string out(comment);
  for (const Confusion& entry : confusions) {
    if (!IsWritable(entry.meant) || !IsWritable(entry.read)) continue;
    AppendStretch(out, entry.meant);
    out += '\t';
    AppendStretch(out, entry.read);
    out.append("\t").append(FixedText(static_cast<double>(entry.share), 5)).append("\n");
  }
  return out;
}

}  // namespace trichluc
