#include "exports/words.h"

#include <array>

#include "text/number_text.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kYear = 4;  // digits

std::string PointWords(std::string_view date, const Wording& words) {
  if (const auto day = WholeDay(date)) return DayWords(*day, words);
  if (!DaysOfDate(date)) return std::string(date);
  const std::string_view year = date.substr(0, kYear);
  if (date.size() == kYear) return words.Fill("date.year", {{"year", year}});
  constexpr std::array<std::string_view, 4> kRoman = {"I", "II", "III", "IV"};
  const int part = DigitsOf(date.substr(kYear + 1)).value_or(0);
  if (part <= 12) return words.Fill("date.month", {{"month", std::to_string(part)}, {"year", year}});
  if (part >= 33 && part <= 36) {
    const auto quarter = static_cast<std::size_t>(part - 33);
    return words.Fill("date.quarter", {{"roman", kRoman[quarter]}, {"quarter", std::to_string(quarter + 1)}, {"year", year}});
  }
  if (part == 40) return words.Fill("date.first_half", {{"year", year}});
  if (part == 41) return words.Fill("date.second_half", {{"year", year}});
  return std::string(date);
}

bool IsOpen(std::string_view end) { return end.empty() || end == ".."; }

}  // namespace

std::string Capitalized(const std::string& text) {
  if (text.empty()) return text;
  std::size_t rest = 0;
  std::string out;
  AppendChar(out, ToUpper(NextChar(text, rest)));
  return out.append(text, rest);
}

std::string DayWords(Day day, const Wording& words) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return words.Fill("date.day", {{"day", two(DayOf(day))}, {"month", two(MonthOf(day))}, {"year", std::to_string(YearOf(day))}});
}

std::string DateWords(std::string_view edtf, const Wording& words) {
  const std::size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return PointWords(edtf, words);
  const std::string_view from = edtf.substr(0, slash);
  const std::string_view to = edtf.substr(slash + 1);
  if (IsOpen(to)) return words.Fill("due.from", {{"date", PointWords(from, words)}});
  if (IsOpen(from)) return words.Fill("due.by", {{"date", PointWords(to, words)}});
  return words.Fill("due.between", {{"first", PointWords(from, words)}, {"last", PointWords(to, words)}});
}

std::string DueWords(const Deadline& deadline, const Wording& words) {
  if (deadline.kind != "date" || !deadline.date || !DaysOfDate(*deadline.date)) return Capitalized(deadline.text);
  const std::string date = DateWords(*deadline.date, words);
  const std::string relation = deadline.relation.value_or("");
  const bool is_range = deadline.date->find('/') != std::string::npos;
  if (is_range || (relation != "before" && relation != "by" && relation != "from")) return Capitalized(date);
  return Capitalized(words.Fill("due." + relation, {{"date", date}}));
}

std::string AmountWords(const Target& target, const Wording& words) {
  const auto number = [&](double value) {
    std::string text = NumberText(value);
    if (const std::size_t point = text.find('.'); point != std::string::npos) text.replace(point, 1, words.Text("report.decimal_sign"));
    return text;
  };
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSigns = {{{"gt", "> "}, {"ge", "≥ "}, {"eq", ""}, {"le", "≤ "}, {"lt", "< "}, {"approx", "≈ "}}};
  std::string out;
  for (const auto& [name, sign] : kSigns) {
    if (target.comparator == name) out = sign;
  }
  out += number(target.value);
  if (target.value_max) out += "–" + number(*target.value_max);
  const bool joined = target.unit.empty() || target.unit.front() == '/' || target.unit.front() == '%';
  if (!target.unit.empty()) out += (joined ? "" : " ") + target.unit;
  return out;
}

std::string AmountWords(const Target& target, const ExportWording& wording) { return AmountWords(target, wording.words()); }
std::string DateWords(std::string_view edtf, const ExportWording& wording) { return DateWords(edtf, wording.words()); }
std::string DueWords(const Deadline& deadline, const ExportWording& wording) { return DueWords(deadline, wording.words()); }

std::string Called(const Extraction& document, const Wording& words) {
  const DocumentData& data = document.document;
  const std::string type = data.type.value_or(words.Text("common.untitled"));
  if (data.code) return words.Fill("common.numbered", {{"type", type}, {"code", *data.code}});
  if (data.symbol) return words.Fill("common.unnumbered", {{"type", type}, {"symbol", *data.symbol}});
  return document.source.name;
}

std::string CalledShortly(const Extraction& document) {
  const DocumentData& data = document.document;
  if (data.code) return *data.code;
  if (data.symbol) return "…/" + *data.symbol;
  return document.source.name;
}

std::string PageOf(const Provenance& record) { return record.areas.empty() ? "" : std::to_string(record.areas.front().page); }

}  // namespace trichluc
