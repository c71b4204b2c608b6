#include "records/review_form.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace trichluc {
namespace {

using Json = nlohmann::ordered_json;

std::string TextOf(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string lines;
  for (const Json& element : value) lines += (lines.empty() ? "" : "\n") + element.get<std::string>();
  return lines;
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// Lines that are not empty.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const std::string_view line = Trimmed(text.substr(0, end)); !line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// What was typed as a value of the field. What is none stays text: whoever takes the value says what is wrong with it.
Json ValueOf(const ReviewField& field, std::string_view typed) {
  const std::string_view text = Trimmed(typed);
  if (field.type == ReviewField::Type::kTexts) {
    Json list = Json::array();
    for (const std::string_view line : LinesOf(text)) list.push_back(std::string(line));
    return list;
  }
  if (text.empty() && field.may_be_null) return {};
  if (field.type == ReviewField::Type::kNumber || field.type == ReviewField::Type::kInteger) {
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::string(text);
    constexpr double kExact = 9007199254740992;  // up to there each whole number is one
    const bool whole = std::abs(number) <= kExact && number == std::floor(number);
    return whole ? Json(static_cast<std::int64_t>(number)) : Json(number);
  }
  return std::string(text);
}

}  // namespace

std::vector<ReviewValue> FormOf(std::string_view kind, const AnyRecord& record) {
  std::vector<ReviewValue> form;
  const Json json = Json::parse(RecordToJson(record), nullptr, false);
  for (ReviewField& field : ReviewFields(kind)) {
    if (field.type == ReviewField::Type::kSpan) continue;
    const auto value = json.find(std::string(field.name));
    std::string text = value == json.end() ? std::string() : TextOf(*value);
    form.push_back({std::move(field), std::move(text)});
  }
  return form;
}

std::string FieldsTyped(std::span<const ReviewValue> form, std::span<const std::pair<std::string, std::string>> typed, std::optional<Span> span) {
  Json fields = Json::object();
  for (const ReviewValue& value : form) {
    for (const auto& [name, text] : typed) {
      if (name != value.field.name) continue;
      Json now = ValueOf(value.field, text);
      if (now != ValueOf(value.field, value.text)) fields[name] = std::move(now);
      break;
    }
  }
  if (span) fields["span"] = {{"start", span->start}, {"end", span->end}};
  return fields.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace trichluc
