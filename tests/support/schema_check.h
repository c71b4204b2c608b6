// A small validator for the JSON Schemas of this project: the keywords that they use, and a fault for any other, so that no
// condition of a schema goes unchecked.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace trichluc::testing {

class SchemaCheck {
 public:
  explicit SchemaCheck(std::string_view schema) : root_(nlohmann::json::parse(schema)) {}

  // Where and how `instance` does not hold to the schema, a line each: `/blocks/3/kind: not one of […]`.
  [[nodiscard]] std::vector<std::string> Faults(const nlohmann::json& instance);

 private:
  using Json = nlohmann::json;

  void Check(const Json& schema, const Json& instance, const std::string& place);
  void CheckKeyword(const std::string& keyword, const Json& schema, const Json& instance, const std::string& place);
  void CheckObject(const Json& schema, const Json& instance, const std::string& place);
  void CheckAnyOf(const Json& choices, const Json& instance, const std::string& place);
  void Add(const std::string& place, const std::string& fault) {
    faults_.push_back((place.empty() ? "/" : place) + ": " + fault);
  }
  const std::regex& Pattern(const std::string& pattern);

  Json root_;
  std::map<std::string, std::regex> patterns_;  // compiling one takes longer than checking a record
  std::vector<std::string> faults_;
};

}  // namespace trichluc::testing
