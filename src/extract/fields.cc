#include "extract/fields.h"

#include <algorithm>

#include "extract/values.h"

namespace trichluc {
namespace {

// Can a label begin here: at the start, or behind a sign that parts fields?
bool MayBegin(std::string_view text, std::size_t at) {
  return at == 0 || std::string_view("(;.").find(text[at - 1]) != std::string_view::npos;
}

// Where the value of a field ends at the latest: at the bracket that closes around it, or with the text.
std::size_t EndOfValue(std::string_view text, std::size_t label, std::size_t colon) {
  const std::size_t open = label == 0 ? std::string_view::npos : text.rfind('(', label);
  const bool bracketed = open != std::string_view::npos && text.find(')', open) > colon;
  return bracketed ? std::min(text.find(')', colon), text.size()) : text.size();
}

}  // namespace

std::vector<Field> FieldLabels::FieldsIn(std::string_view text) const {
  std::vector<Field> fields;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    // The label that reaches furthest back is tried first: it may hold a full stop of its own.
    const std::size_t earliest = fields.empty() ? 0 : fields.back().value.start;
    for (std::size_t start = std::max(earliest, colon - std::min(colon, kMaxLabelBytes)); start < colon; ++start) {
      if (!MayBegin(text, start)) continue;
      const std::string_view role = RoleNamed(text.substr(start, colon - start));
      if (role.empty()) continue;
      if (!fields.empty()) fields.back().value.end = std::min(fields.back().value.end, start);
      fields.push_back({role, start, {colon + 1, EndOfValue(text, start, colon)}});
      break;
    }
  }
  return fields;
}

std::string_view FieldLabels::RoleNamed(std::string_view label) const {
  const std::size_t bracket = label.find('(', 1);
  return table_.Value(list_, TrimPunctuation(label.substr(0, bracket))).value_or(std::string_view());
}

std::string_view FieldLabels::RoleOfHead(std::string_view head) const {
  for (head = TrimPunctuation(head); !head.empty(); head = TrimPunctuation(head.substr(0, head.rfind(' ')))) {
    const std::string_view role = RoleNamed(head);
    if (!role.empty() || head.find(' ') == std::string_view::npos) return role;
  }
  return {};
}

}  // namespace trichluc
