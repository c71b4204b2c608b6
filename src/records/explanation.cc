// Explanations as JSON.
#include "records/json_writer.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

void Write(JsonWriter& json, const Explanation::Part& part) {
  json.BeginObject();
  json.Key("name").Value(part.name);
  json.Key("text").Value(part.text);
  json.Key("span").Value(part.span);
  json.EndObject();
}

void Write(JsonWriter& json, const Explanation::Step& step) {
  json.BeginObject();
  json.Key("rule").Value(step.rule);
  json.Key("emits").Value(step.emits);
  json.Key("text").Value(step.text);
  json.Key("span").Value(step.span);
  json.Key("parts").BeginArray();
  for (const Explanation::Part& part : step.parts) Write(json, part);
  json.EndArray();
  json.EndObject();
}

void Write(JsonWriter& json, const Explanation::NearMiss& miss) {
  json.BeginObject();
  json.Key("rule").Value(miss.rule);
  json.Key("reason").Value(miss.reason);
  json.EndObject();
}

}  // namespace

std::string ToJson(const Explanation& explanation) {
  std::string out;
  JsonWriter json(out, JsonWriter::Layout::kIndented);
  json.BeginObject();
  json.Key("section");
  if (explanation.section.empty()) {
    json.Null();
  } else {
    json.Value(explanation.section);
  }
  json.Key("text").Value(explanation.text);
  json.Key("fired").BeginArray();
  for (const Explanation::Step& step : explanation.fired) Write(json, step);
  json.EndArray();
  json.Key("missed").BeginArray();
  for (const Explanation::NearMiss& miss : explanation.missed) Write(json, miss);
  json.EndArray();
  json.EndObject();
  return out += '\n';
}

}  // namespace trichluc
