// Labelled fields: "Cơ quan chủ trì: Sở Nội vụ", and the heads of table columns, by what they hold.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/rules.h"
#include "trichluc/span.h"

namespace trichluc {

// A field of a passage. Its role is that of grammars/outline/fields.toml: lead, with, time, content, product, other.
struct Field {
  std::string_view role;
  std::size_t label = 0;  // where its label begins
  Span value;
};

class FieldLabels {
 public:
  explicit FieldLabels(const RuleSet& rules) : table_(rules.outline), list_(rules.outline.FindList("field_role")) {}

  // The fields of a text in order: at its start, in brackets, behind full stops and semicolons.
  [[nodiscard]] std::vector<Field> FieldsIn(std::string_view text) const;
  // The role of a column head ("Nội dung thanh tra" holds what "Nội dung" holds), or nothing.
  [[nodiscard]] std::string_view RoleOfHead(std::string_view head) const;

 private:
  [[nodiscard]] std::string_view RoleNamed(std::string_view label) const;

  const PatternTable& table_;
  ListId list_;
};

// The longest label, with what stands before its colon, in bytes.
inline constexpr std::size_t kMaxLabelBytes = 80;

}  // namespace trichluc
