#include "extract/values.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/note_marks.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr int kQuarterCode = 32;  // EDTF level 2: 33 is the first quarter
constexpr int kHalfCode = 39;     // 40 is the first half-year

int DaysIn(int month, int year) {
  static constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

std::string Padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::optional<int> CapturedInteger(NodeView node, std::string_view name) {
  const auto group = node.Capture(name);
  if (!group) return std::nullopt;
  if (const auto number = IntegerOf(group->text())) return number;
  return IntegerOf(group->size() > 0 ? (*group)[0].ValueIn("month_word") : std::string_view());
}

DateValue Dotted(std::string_view text) {
  DateValue date;
  std::array<std::optional<int>*, 3> parts = {nullptr, nullptr, nullptr};
  date.day = date.month = date.year = 0;
  parts = {&date.day, &date.month, &date.year};
  std::size_t part = 0;
  for (const char c : text) {
    if (c == '.') {
      if (++part >= parts.size()) return {};
    } else {
      *parts[part] = **parts[part] * 10 + (c - '0');
    }
  }
  return date;
}

// "Phòng Nghiệp vụ" and "2, 3, 6": one name for each member between the list words.
void AddMembers(const GroupView& base, const GroupView& members, std::vector<std::string>& out) {
  std::optional<Span> member;
  const auto flush = [&] {
    if (!member) return;
    const std::size_t offset = members.span().start;
    out.push_back(std::string(base.text()) + ' ' + std::string(members.text().substr(member->start - offset, member->size())));
    member.reset();
  };
  for (std::size_t i = 0; i < members.size(); ++i) {
    const NodeView node = members[i];
    if (!node.ValueIn("list_word").empty()) {
      flush();
    } else {
      member = Span{member ? member->start : node.span().start, node.span().end};
    }
  }
  flush();
}

void AddUnits(NodeView node, std::vector<std::string>& out) {
  // The part that lists the members may stand one level down: "các Phòng Nghiệp vụ 2, 3 thuộc …".
  if (node.Is("unit") && node.size() > 0 && node[0].Is("several") && node[0].Capture("base")) return AddUnits(node[0], out);
  if (node.Is("units")) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (node[i].Is("unit") || node[i].Is("bare_unit")) AddUnits(node[i], out);
    }
    return;
  }
  const auto base = node.Capture("base");
  const auto numbers = node.Capture("numbers");
  const auto fields = node.Capture("fields");
  if (base && (numbers || fields)) {
    AddMembers(*base, numbers ? *numbers : *fields, out);
    return;
  }
  out.emplace_back(TrimPunctuation(node.text()));
}

}  // namespace

std::optional<int> IntegerOf(std::string_view text) {
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> OrdinalOf(std::string_view text) {
  if (const auto number = IntegerOf(text)) return number;
  int total = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto value = [](char c) { return c == 'I' ? 1 : c == 'V' ? 5 : c == 'X' ? 10 : c == 'L' ? 50 : 0; };
    const int here = value(text[i]);
    if (here == 0) return std::nullopt;
    const int next = i + 1 < text.size() ? value(text[i + 1]) : 0;
    total += here < next ? -here : here;
  }
  return text.empty() ? std::nullopt : std::optional(total);
}

std::optional<double> NumberOf(NodeView node) {
  if (const std::string_view word = node.ValueIn("number_word"); !word.empty()) return IntegerOf(word);
  const std::string_view text = node.text();
  const auto points = std::count(text.begin(), text.end(), '.');
  const auto commas = std::count(text.begin(), text.end(), ',');
  // A point groups thousands; a comma is the decimal mark. A single point with other than three digits behind it is
  // a decimal mark of a writer who follows the English way.
  const std::size_t point = text.find_last_of('.');
  const bool decimal_point = points == 1 && commas == 0 && text.size() - point != 4;
  std::string digits;
  for (const char c : text) {
    if (c == ',' || (c == '.' && decimal_point)) digits += '.';
    else if (c >= '0' && c <= '9') digits += c;
    else if (c != '.') return std::nullopt;
  }
  double value = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

bool DateValue::IsPossible() const {
  if (year && (*year < kFirstYear || *year > kLastYear)) return false;
  if (month && (*month < 1 || *month > 12)) return false;
  if (quarter && (*quarter < 1 || *quarter > 4)) return false;
  return !day || (month && *day >= 1 && *day <= DaysIn(*month, year.value_or(2000)));
}

std::string DateValue::Edtf() const {
  std::string edtf = year ? Padded(*year, 4) : "XXXX";
  if (quarter) return edtf + '-' + std::to_string(kQuarterCode + *quarter);
  if (half) return edtf + '-' + std::to_string(kHalfCode + *half);
  if (!month) return day ? edtf + "-XX-" + Padded(*day, 2) : edtf;
  edtf += '-' + Padded(*month, 2);
  return day ? edtf + '-' + Padded(*day, 2) : edtf;
}

DateValue DateOf(NodeView node) {
  if (const auto dotted = node.Capture("dotted")) return Dotted(dotted->text());
  DateValue date;
  date.year = CapturedInteger(node, "year");
  date.month = CapturedInteger(node, "month");
  date.day = CapturedInteger(node, "day");
  if (const auto quarter = node.Capture("quarter")) date.quarter = OrdinalOf(quarter->text());
  if (const auto half = node.Capture("half")) date.half = IntegerOf(half->value());
  return date;
}

std::string DurationOf(NodeView node) {
  const auto count = node.Capture("count");
  const auto unit = node.Capture("unit");
  if (!(node.Is("duration") || node.Is("duration_each")) || !count || !unit) return {};
  const auto number = NumberOf((*count)[0]);
  if (!number) return {};
  const std::string_view letter = unit->value();
  const int amount = static_cast<int>(*number) * (letter == "Q" ? 3 : 1);
  std::string duration = letter == "h" ? "PT" : "P";
  duration.append(std::to_string(amount));
  return duration.append(letter == "h" ? "H" : letter == "Q" ? "M" : letter);
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n\t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \n\t") - first + 1);
}

std::string_view TrimPunctuation(std::string_view text) {
  constexpr std::string_view kEdges = " .,;:/-\n\t";
  for (std::size_t before = text.size() + 1; text.size() < before;) {
    before = text.size();
    text.remove_prefix(NoteMarkBytes(text, 0));
    text.remove_prefix(std::min(text.find_first_not_of(kEdges), text.size()));
    text = WithoutLastNoteMarks(text);
    text = text.substr(0, text.find_last_not_of(kEdges) + 1);
  }
  return text;
}

std::vector<std::string> UnitsOf(NodeView node) {
  std::vector<std::string> units;
  AddUnits(node, units);
  return units;
}

std::vector<std::string> UnitsOf(const GroupView& group) {
  // A capture that holds more than a list of units names one: "Cán bộ phụ trách mảng lưu trữ".
  const bool list = group.size() == 1 && (group[0].Is("units") || group[0].Is("unit") || group[0].Is("bare_unit"));
  if (!list) return {std::string(TrimPunctuation(group.text()))};
  std::vector<std::string> units;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (group[i].Is("units") || group[i].Is("unit")) AddUnits(group[i], units);
  }
  return units;
}

}  // namespace trichluc
