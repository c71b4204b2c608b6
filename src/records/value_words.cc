#include "records/value_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/number_text.h"

namespace trichluc {
namespace {

constexpr std::string_view kAnyYear = "XXXX-";
constexpr std::string_view kAnyMonth = "XXXX-XX-";

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int ToNumber(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

bool BeginsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

// ---- dates --------------------------------------------------------------------------------------------------------------

// The two digits behind the year: a month, or a part of the year (EDTF level 2). Empty where they are neither.
std::string PartOfYear(std::string_view digits) {
  constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};
  constexpr std::array<std::string_view, 9> kParts = {"quarter 1", "quarter 2", "quarter 3",  "quarter 4",  "third 1",
                                                      "third 2",   "third 3",   "first half", "second half"};
  constexpr std::size_t kFirstPart = 33;
  if (digits.size() != 2 || !IsNumber(digits)) return {};
  const auto number = static_cast<std::size_t>(ToNumber(digits));
  if (number >= 1 && number <= kMonths.size()) return std::string(kMonths[number - 1]);
  const bool part = number >= kFirstPart && number < kFirstPart + kParts.size();
  return part ? std::string(kParts[number - kFirstPart]) : std::string();
}

// A date that names a part of a year: "May" and " 2026", "quarter 2" and " of 2026".
struct YearPart {
  std::string part;  // empty where the date is another
  std::string year;
};

YearPart YearPartOf(std::string_view date) {
  constexpr std::size_t kYear = 4;
  if (date.size() <= kYear || date[kYear] != '-' || !IsNumber(date.substr(0, kYear))) return {};
  const std::string_view digits = date.substr(kYear + 1);
  const std::string_view joint = ToNumber(digits) > 12 ? " of " : " ";
  return {PartOfYear(digits), std::string(joint).append(date.substr(0, kYear))};
}

std::string PointWords(std::string_view date) {
  const YearPart named = YearPartOf(date);
  return named.part.empty() ? std::string(date) : named.part + named.year;
}

bool IsOpen(std::string_view end) { return end.empty() || end == ".."; }

std::string IntervalWords(std::string_view from, std::string_view to) {
  if (IsOpen(from) && IsOpen(to)) return "at any time";
  if (IsOpen(to)) return "from " + PointWords(from) + " on";
  if (IsOpen(from)) return "until " + PointWords(to);
  const YearPart first = YearPartOf(from);
  const YearPart last = YearPartOf(to);
  const bool one_year = !first.part.empty() && !last.part.empty() && first.year == last.year;
  return (one_year ? first.part : PointWords(from)) + " to " + PointWords(to);
}

// ---- what recurs --------------------------------------------------------------------------------------------------------

// P6M → every 6 months, P1Y6M → every 1 year 6 months. What is no such duration stays as it is.
std::string EveryWords(std::string_view duration) {
  constexpr std::array<std::pair<char, std::string_view>, 4> kUnits = {
      {{'Y', "year"}, {'M', "month"}, {'W', "week"}, {'D', "day"}}};
  if (duration == "P3M") return "every quarter";
  std::string out = "every";
  std::string_view rest = duration.substr(std::min<std::size_t>(1, duration.size()));
  const bool one_unit = std::count_if(rest.begin(), rest.end(), [](char c) { return c >= 'A'; }) == 1;
  if (rest.empty()) return "every " + std::string(duration);
  while (!rest.empty()) {
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const auto unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& known) {
      return digits > 0 && digits < rest.size() && known.first == rest[digits];
    });
    if (unit == kUnits.end()) return "every " + std::string(duration);
    const std::string_view count = rest.substr(0, digits);
    if (count != "1" || !one_unit) out.append(" ").append(count);
    out.append(" ").append(unit->second).append(count == "1" ? "" : "s");
    rest.remove_prefix(digits + 1);
  }
  return out;
}

// 25 → the 25th
std::string Ordinal(std::string_view digits) {
  const int number = ToNumber(digits);
  const bool teen = number % 100 / 10 == 1;
  const int last = teen ? 0 : number % 10;
  const char* ending = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return "the " + std::to_string(number) + ending;
}

// The day or month in each round, with the word before it: "before 06-01", "on the 25th", "in December".
std::string InEachRound(std::string_view date, const std::string& relation) {
  const bool day_of_month = BeginsWith(date, kAnyMonth) && IsNumber(date.substr(kAnyMonth.size()));
  const std::string_view rest = date.substr(std::min(date.size(), day_of_month ? kAnyMonth.size() : kAnyYear.size()));
  const std::string part = day_of_month ? std::string() : PartOfYear(rest);
  const std::string point = day_of_month ? Ordinal(rest) : part.empty() ? std::string(rest) : part;
  if (!relation.empty() && relation != "within" && relation != "on") return relation + " " + point;
  return (part.empty() ? "on " : "in ") + point;
}

std::string RecurringWords(const Deadline& deadline) {
  const std::string date = deadline.date.value_or("");
  const std::string relation = deadline.relation.value_or("");
  const bool monthly = BeginsWith(date, kAnyMonth);
  const std::string cycle = deadline.every ? EveryWords(*deadline.every) : monthly ? "every month" : "recurring";
  if (date.empty()) return cycle;
  if (!BeginsWith(date, kAnyYear)) return cycle + ", " + (relation.empty() ? "" : relation + " ") + DateWords(date);
  const std::string point = InEachRound(date, relation);
  const bool on_day = monthly && cycle == "every month" && BeginsWith(point, "on ");
  return on_day ? point.substr(3) + " of each month" : cycle + ", " + point;
}

std::string RelativeWords(const std::string& relation) {
  if (relation.empty()) return "upon an event";
  return relation == "within" ? "within a period" : relation + " an event";
}

std::string DatedWords(const std::string& date, const std::string& relation) {
  constexpr std::size_t kWholeDay = 10;
  const std::string words = DateWords(date);
  if (date.find('/') != std::string::npos && (relation == "from" || relation == "between")) return words;
  if (relation == "from") return "from " + words + " on";
  const bool bare = relation.empty() || relation == "within" || relation == "between" ||
                    (relation == "on" && date.size() < kWholeDay);
  return bare ? words : relation + " " + words;
}

}  // namespace

std::string DateWords(std::string_view edtf) {
  const std::size_t slash = edtf.find('/');
  return slash == std::string_view::npos ? PointWords(edtf)
                                         : IntervalWords(edtf.substr(0, slash), edtf.substr(slash + 1));
}

std::string DueWords(const Deadline& deadline) {
  const std::string relation = deadline.relation.value_or("");
  if (deadline.kind == "recurring") return RecurringWords(deadline);
  if (deadline.kind == "relative" && !deadline.date) return RelativeWords(relation);
  const std::string dated = deadline.date ? DatedWords(*deadline.date, relation) : "";
  if (deadline.kind != "continuous" && deadline.kind != "adhoc") return dated;
  const std::string manner = deadline.kind == "adhoc" ? "on occasion" : "continuously";
  return dated.empty() ? manner : manner + ", " + dated;
}

std::string AmountWords(const Target& target) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSigns = {
      {{"gt", ">"}, {"ge", "≥"}, {"eq", "="}, {"le", "≤"}, {"lt", "<"}, {"approx", "≈"}}};
  std::string out = target.comparator;
  for (const auto& [name, sign] : kSigns) {
    if (name == target.comparator) out = sign;
  }
  out.append(" ").append(NumberText(target.value));
  if (target.value_max) out.append("–").append(NumberText(*target.value_max));
  if (!target.unit.empty() && target.unit != "%") out += ' ';
  return out.append(target.unit);
}

std::string Called(const Reference& reference) {
  if (reference.code && reference.name) return *reference.name + " " + *reference.code;
  if (reference.code) return reference.type + " " + *reference.code;
  if (reference.name) return *reference.name;
  return reference.type + " (no number)";
}

std::string Called(const DocumentData& document) {
  std::string out = document.type.value_or("Document of unknown type");
  if (document.code) return out + " " + *document.code;
  if (document.symbol) return out + " …/" + *document.symbol + " (number left blank)";
  return out;
}

}  // namespace trichluc
