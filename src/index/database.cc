#include "index/database.h"

namespace trichluc {

std::string TextOf(const SqlValue& value) {
  const auto* const text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : std::string();
}

std::optional<std::string> OptionalTextOf(const SqlValue& value) {
  const auto* const text = std::get_if<std::string>(&value);
  return text != nullptr ? std::optional(*text) : std::nullopt;
}

std::int64_t IntegerOf(const SqlValue& value) {
  const auto* const integer = std::get_if<std::int64_t>(&value);
  return integer != nullptr ? *integer : 0;
}

double NumberOf(const SqlValue& value) {
  const auto* const number = std::get_if<double>(&value);
  return number != nullptr ? *number : static_cast<double>(IntegerOf(value));
}

namespace {

struct ToView {
  SqlView operator()(const std::string& text) const { return std::string_view(text); }
  SqlView operator()(const Blob& blob) const { return BlobView{blob.bytes}; }
  SqlView operator()(const auto& value) const { return value; }
};

}  // namespace

std::vector<SqlView> ViewsOf(std::span<const SqlValue> values) {
  std::vector<SqlView> views;
  views.reserve(values.size());
  for (const SqlValue& value : values) views.push_back(std::visit(ToView(), value));
  return views;
}

std::optional<Error> Database::QueryNumbers(std::string_view sql, std::span<const SqlValue> values, Numbers& numbers) {
  return Query(sql, values, [&](const SqlRow& row) {
    numbers.push_back(IntegerOf(row[0]));
    return true;
  });
}

}  // namespace trichluc
