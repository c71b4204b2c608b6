// The columns of each kind of record, from the one list of the contract's fields: tables are made, written and read by it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>
#include <vector>

#include "index/database.h"
#include "index/schema.h"
#include "records/fields.h"

namespace trichluc {

// Calls visit(name, member) for what a record keeps in a column of its own; lists of units, which have tables of their own, are
// visited too, and visitors pass them over. Its place and its text are not visited.
template <typename Record, typename Visit>
void VisitColumns(Record& record, Visit&& visit) {
  using Kind = std::remove_const_t<Record>;
  visit("id", record.id);
  if constexpr (std::is_same_v<Kind, Section>) {
    visit("path", record.path);
    visit("parent", record.parent);
  }
  if constexpr (std::is_same_v<Kind, CustomRecord>) {
    visit("kind", record.kind);
  } else {
    VisitFields(record, visit);
  }
  if constexpr (!std::is_same_v<Kind, Section>) visit("section", record.section);
  if constexpr (std::is_same_v<Kind, Reference>) {
    visit("key", record.key);
    visit("first", record.first);
  }
  visit("rule", record.rule);
  visit("confidence", record.confidence);
}

using UnitList = std::vector<std::string>;

template <typename Member>
inline constexpr bool kIsList = std::is_same_v<std::remove_cvref_t<Member>, UnitList>;

template <typename Member>
inline constexpr bool kIsText = std::is_same_v<std::remove_cvref_t<Member>, std::string> || std::is_same_v<std::remove_cvref_t<Member>, std::optional<std::string>>;

template <typename Member>
constexpr ColumnType ColumnTypeOf() {
  using Value = std::remove_cvref_t<Member>;
  if constexpr (std::is_same_v<Value, double> || std::is_same_v<Value, std::optional<double>>) return ColumnType::kReal;
  if constexpr (std::is_same_v<Value, std::optional<int>>) return ColumnType::kInteger;
  return ColumnType::kText;
}

// The columns of a visitable value.
template <typename Visitable>
std::vector<Column> ColumnsOf() {
  std::vector<Column> columns;
  const Visitable value;
  const auto add = [&](std::string_view name, const auto& member) {
    if constexpr (!kIsList<decltype(member)>) columns.push_back({name, ColumnTypeOf<decltype(member)>()});
  };
  if constexpr (std::is_base_of_v<Provenance, Visitable>) {
    VisitColumns(value, add);
  } else {
    VisitFields(value, add);
  }
  return columns;
}

// Do its records stand in headings and blocks, and are none themselves?
template <typename Record>
inline constexpr bool kStandsInOthers = !std::is_same_v<Record, Section> && !std::is_same_v<Record, Block>;

// Columns of such records whose words mostly stand there too: the row has their place in place of them, in characters from 1.
struct HeldColumn {
  std::string_view name;
  std::string_view from;
  std::string_view length;
};
inline constexpr HeldColumn kHeldText = {"text", "text_from", "text_length"};
inline constexpr std::array<HeldColumn, 2> kHeldFields = {{{"task", "task_from", "task_length"}, {"title", "title_from", "title_length"}}};

// That of a field; none where the row has the words themselves.
constexpr const HeldColumn* HeldFieldOf(std::string_view name) {
  for (const HeldColumn& field : kHeldFields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

// The text of most headings: it is not kept beside its parts.
inline std::string PlainText(const Section& section) {
  return section.label.empty() || section.heading.empty() ? section.label + section.heading : section.label + " " + section.heading;
}

// A number of bytes, rows or places, as large as databases know.
inline SqlValue Number(std::size_t value) { return static_cast<std::int64_t>(std::min<std::size_t>(value, std::numeric_limits<std::int64_t>::max())); }

// Values as a database has them, and back.
inline SqlValue Stored(const std::string& value) { return value; }
inline SqlValue Stored(double value) { return value; }
template <typename Value>
SqlValue Stored(const std::optional<Value>& value) {
  return value ? Stored(*value) : SqlValue();
}
inline SqlValue Stored(int value) { return static_cast<std::int64_t>(value); }

inline void Restore(const SqlValue& value, std::string& out) { out = TextOf(value); }
inline void Restore(const SqlValue& value, double& out) { out = NumberOf(value); }
inline void Restore(const SqlValue& value, int& out) { out = static_cast<int>(IntegerOf(value)); }
template <typename Value>
void Restore(const SqlValue& value, std::optional<Value>& out) {
  out.reset();
  if (!std::holds_alternative<std::monostate>(value)) Restore(value, out.emplace());
}

}  // namespace trichluc
