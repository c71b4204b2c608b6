#include "support/schema_check.h"

#include <algorithm>

namespace trichluc::testing {
namespace {

using Json = nlohmann::json;

bool HasType(const Json& instance, const std::string& type) {
  if (type == "null") return instance.is_null();
  if (type == "boolean") return instance.is_boolean();
  if (type == "integer") return instance.is_number_integer();
  if (type == "number") return instance.is_number();
  if (type == "string") return instance.is_string();
  if (type == "array") return instance.is_array();
  return type == "object" && instance.is_object();
}

bool HasAnyType(const Json& instance, const Json& types) {
  if (types.is_string()) return HasType(instance, types.get<std::string>());
  return std::any_of(types.begin(), types.end(),
                     [&](const Json& type) { return HasType(instance, type.get<std::string>()); });
}

std::size_t Characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace

std::vector<std::string> SchemaCheck::Faults(const Json& instance) {
  faults_.clear();
  Check(root_, instance, "");
  return faults_;
}

void SchemaCheck::Check(const Json& schema, const Json& instance, const std::string& place) {
  for (const auto& [keyword, value] : schema.items()) CheckKeyword(keyword, schema, instance, place);
}

void SchemaCheck::CheckKeyword(const std::string& keyword, const Json& schema, const Json& instance,
                               const std::string& place) {
  const Json& value = schema[keyword];
  if (keyword == "$schema" || keyword == "$id" || keyword == "$defs" || keyword == "title" || keyword == "description")
    return;
  if (keyword == "$ref") {
    Check(root_.at(Json::json_pointer(value.get<std::string>().substr(1))), instance, place);
  } else if (keyword == "type") {
    if (!HasAnyType(instance, value)) Add(place, "not of type " + value.dump());
  } else if (keyword == "const") {
    if (instance != value) Add(place, "not " + value.dump());
  } else if (keyword == "enum") {
    if (std::find(value.begin(), value.end(), instance) == value.end())
      Add(place, instance.dump() + " is not one of " + value.dump());
  } else if (keyword == "pattern") {
    if (instance.is_string() && !std::regex_search(instance.get<std::string>(), Pattern(value))) {
      Add(place, instance.dump() + " does not match " + value.get<std::string>());
    }
  } else if (keyword == "minLength") {
    if (instance.is_string() && Characters(instance) < value.get<std::size_t>())
      Add(place, "shorter than " + value.dump());
  } else if (keyword == "minimum") {
    if (instance.is_number() && instance < value) Add(place, instance.dump() + " is less than " + value.dump());
  } else if (keyword == "maximum") {
    if (instance.is_number() && instance > value) Add(place, instance.dump() + " is more than " + value.dump());
  } else if (keyword == "minItems") {
    if (instance.is_array() && instance.size() < value.get<std::size_t>()) Add(place, "fewer than " + value.dump());
  } else if (keyword == "maxItems") {
    if (instance.is_array() && instance.size() > value.get<std::size_t>()) Add(place, "more than " + value.dump());
  } else if (keyword == "items") {
    if (!instance.is_array()) return;
    for (std::size_t i = 0; i < instance.size(); ++i) Check(value, instance[i], place + "/" + std::to_string(i));
  } else if (keyword == "anyOf") {
    CheckAnyOf(value, instance, place);
  } else if (keyword == "required") {
    if (!instance.is_object()) return;
    for (const Json& name : value) {
      if (!instance.contains(name.get<std::string>())) Add(place, "lacks " + name.dump());
    }
  } else if (keyword == "properties" || keyword == "additionalProperties") {
    if (keyword == "properties" || !schema.contains("properties")) CheckObject(schema, instance, place);
  } else {
    Add(place, "the validator does not know the keyword " + keyword);
  }
}

// `properties` and what `additionalProperties` says of all others.
void SchemaCheck::CheckObject(const Json& schema, const Json& instance, const std::string& place) {
  if (!instance.is_object()) return;
  const Json properties = schema.value("properties", Json::object());
  const Json others = schema.value("additionalProperties", Json(true));
  for (const auto& [name, value] : instance.items()) {
    if (properties.contains(name)) {
      Check(properties[name], value, place + "/" + name);
    } else if (others.is_object()) {
      Check(others, value, place + "/" + name);
    } else if (others == false) {
      Add(place, "may not have \"" + name + "\"");
    }
  }
}

void SchemaCheck::CheckAnyOf(const Json& choices, const Json& instance, const std::string& place) {
  const std::vector<std::string> before = faults_;
  for (const Json& choice : choices) {
    faults_.clear();
    Check(choice, instance, place);
    if (faults_.empty()) {
      faults_ = before;
      return;
    }
  }
  faults_ = before;
  Add(place, "holds to none of the choices");
}

const std::regex& SchemaCheck::Pattern(const std::string& pattern) {
  const auto found = patterns_.find(pattern);
  if (found != patterns_.end()) return found->second;
  return patterns_.emplace(pattern, std::regex(pattern)).first->second;
}

}  // namespace trichluc::testing
