#include "extract/document_key.h"

#include <algorithm>

#include "text/unicode.h"

namespace trichluc {

std::string KeyWithoutYear(const Reference& record) {
  if (!record.number || !record.symbol) return FoldCase(record.type + ' ' + record.name.value_or(""));
  std::string key = record.number->substr(std::min(record.number->find_first_not_of('0'), record.number->size() - 1));
  std::string part;
  for (const char c : FoldCase(*record.symbol) + "-") {
    if (c == '-' || c == '/' || c == '.' || c == '&') {
      if (!part.empty()) key += '-' + part;
      part.clear();
    } else {
      part += c;
    }
  }
  return key;
}

std::string EpochOf(const Reference& record) {
  if (record.year) return std::to_string(*record.year);
  if (record.date) return record.date->substr(0, 4);
  return {};
}

std::string JoinKey(std::string_view base, std::string_view epoch) {
  std::string key(base);
  return epoch.empty() ? key : key.append("@").append(epoch);
}

std::string BaseOf(std::string_view key) { return std::string(key.substr(0, key.rfind('@'))); }

std::string KeyOfCode(std::string_view code) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kSigns = " /-.";
  const auto take = [&](std::string_view among) {
    const std::size_t end = std::min(code.find_first_not_of(among), code.size());
    const std::string_view taken = code.substr(0, end);
    code.remove_prefix(end);
    return taken;
  };
  Reference own;
  take(" ");
  own.number = take(kDigits);
  const bool parted = !take(kSigns).empty();
  std::string_view rest = code;
  const std::string_view year = take(kDigits);
  if (year.size() == 4 && !take(kSigns).empty()) {
    own.date = year;
  } else {
    code = rest;
  }
  if (own.number->empty() || !parted || code.empty()) return {};
  own.symbol = code.substr(0, code.find_last_not_of(' ') + 1);
  return JoinKey(KeyWithoutYear(own), EpochOf(own));
}

std::string KeyOf(const DocumentData& document) {
  if (!document.number || !document.symbol) return {};
  Reference own;
  own.type = document.type.value_or("");
  own.number = document.number;
  own.symbol = document.symbol;
  own.date = document.date;
  return JoinKey(KeyWithoutYear(own), EpochOf(own));
}

}  // namespace trichluc
