#include "records/set_fields.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "extract/document_key.h"
#include "records/edtf.h"
#include "records/fields.h"
#include "records/json_depth.h"
#include "records/json_records.h"
#include "text/unicode.h"
#include "trichluc/review.h"

namespace trichluc {
namespace {

using Json = nlohmann::ordered_json;
using Type = ReviewField::Type;

constexpr std::size_t kLongestText = 20'000;  // bytes: no task or title of a real document comes near
constexpr std::size_t kLongestName = 100;     // of a kind or a field of the user's own
constexpr std::size_t kMostTexts = 1'000;
constexpr std::array<std::string_view, 6> kCommon = {"id", "section", "span", "text", "rule", "confidence"};

bool Holds(std::span<const std::string_view> names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

Error Bad(std::string message) { return {Error::Code::kBadArgument, std::move(message)}; }

// A value as a message shows it: not all of a long one.
std::string Shown(const Json& value) {
  constexpr std::size_t kMost = 60;
  std::string shown = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (shown.size() <= kMost) return shown;
  std::size_t end = kMost;
  while ((static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80) --end;
  return shown.substr(0, end) + "…";
}

// ---- values -----------------------------------------------------------------------------------------------------------------

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// A text as records have them: composed, with one space between words.
std::string Tidy(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (IsControl(c) || c == ' ') {
      space = !out.empty();
      continue;
    }
    if (std::exchange(space, false)) out += ' ';
    out += c;
  }
  return ToNfc(out);
}

std::optional<std::string> TextOf(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  const std::string& given = value.get_ref<const std::string&>();
  if (given.size() > kLongestText || given.find('\0') != std::string::npos) return std::nullopt;
  std::string text = Tidy(given);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

bool AllOf(std::string_view text, std::string_view among) { return text.find_first_not_of(among) == std::string_view::npos; }

// A date with X for digits that are open: XXXX-12-15, XXXX-XX-25, 203X.
bool IsOpenDate(std::string_view date) {
  constexpr std::size_t kYear = 4;
  constexpr std::string_view kDigits = "0123456789";
  const auto is_part = [&](std::string_view part, int least, int most) {
    if (part == "XX") return true;
    const auto number = part.size() == 2 ? DigitsOf(part) : std::nullopt;
    return number && *number >= least && *number <= most;
  };
  const std::string_view year = date.substr(0, kYear);
  const std::size_t open = std::min(year.find('X'), year.size());
  if (year.size() != kYear || !AllOf(year.substr(0, open), kDigits) || !AllOf(year.substr(open), "X")) return false;
  std::string_view rest = date.substr(kYear);
  if (rest.empty()) return open > 0 && open < kYear;
  if (rest.size() != 3 && rest.size() != 6) return false;
  if (rest[0] != '-' || !is_part(rest.substr(1, 2), 1, 12)) return false;
  if (rest.size() == 6 && (rest[3] != '-' || !is_part(rest.substr(4, 2), 1, 31))) return false;
  return date.find('X') != std::string_view::npos;
}

bool IsDate(std::string_view text, bool may_be_range) {
  const bool range = text.find('/') != std::string_view::npos;
  if (range && (!may_be_range || text.starts_with('/') || text.ends_with('/') || text == "../..")) return false;
  return DaysOfDate(text).has_value() || IsOpenDate(text);
}

// P, then numbers each with a unit.
bool IsDuration(std::string_view text) {
  if (!text.starts_with('P') || text.size() < 3) return false;
  bool digit = false;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (!std::exchange(digit, false) || std::string_view("YMWD").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return !digit;
}

std::string Listed(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names) list.append(list.empty() ? "" : ", ").append(name);
  return list;
}

bool IsSpan(const Json& value) {
  if (!value.is_object() || !value.contains("start") || !value.contains("end")) return false;
  const Json& start = value["start"];
  const Json& end = value["end"];
  return start.is_number_unsigned() && end.is_number_unsigned() && start.get<std::uint64_t>() < end.get<std::uint64_t>();
}

// What a value ought to be; empty where it is that.
std::string WantedOf(const ReviewField& field, const Json& value) {
  if (value.is_null()) return field.may_be_null ? "" : "it cannot be null";
  const auto is_text = [](const Json& member) { return TextOf(member).has_value(); };
  const auto text = [&] { return TextOf(value).value_or(""); };
  switch (field.type) {
    case Type::kText: return is_text(value) ? "" : "write a text that is not empty, of at most 20,000 bytes";
    case Type::kNumber: return value.is_number() ? "" : "write a number";
    case Type::kInteger: return value.is_number_integer() && value >= 1900 && value <= 2199 ? "" : "write a year";
    case Type::kTexts: return value.is_array() && value.size() <= kMostTexts && std::all_of(value.begin(), value.end(), is_text) ? "" : "write a list of texts";
    case Type::kDate: return IsDate(text(), false) ? "" : "write a date as 2031-12-15, 2031-12 or 2031";
    case Type::kDates:
      return IsDate(text(), true) ? "" : "write a date as 2031-12-15, 2031-12 or 2031-35 (the third quarter), a range as 2031-03-01/2031-05-31 or 2031/.., XXXX-12-15 for each year";
    case Type::kDuration: return IsDuration(text()) ? "" : "write a duration as P1Y, P3M, P1W";
    case Type::kChoice: return Holds(field.choices, text()) ? "" : "use one of: " + Listed(field.choices);
    case Type::kSpan: return IsSpan(value) ? "" : R"(write it as {"start": 812, "end": 840}, in bytes)";
  }
  return {};
}

// Puts a checked value into a member.
struct Put {
  const Json& value;

  void operator()(std::string& member) const { member = TextOf(value).value_or(""); }
  void operator()(double& member) const { member = value.get<double>(); }
  void operator()(int& member) const { member = value.get<int>(); }
  void operator()(std::vector<std::string>& member) const {
    member.clear();
    if (!value.is_array()) return;
    for (const Json& text : value) member.push_back(TextOf(text).value_or(""));
  }
  template <typename Value>
  void operator()(std::optional<Value>& member) const {
    member.reset();
    if (!value.is_null()) (*this)(member.emplace());
  }
};

void PutSpan(const Json& value, Provenance& record) {
  record.span = {value["start"].get<std::size_t>(), value["end"].get<std::size_t>()};
  record.areas.clear();
}

// ---- what a person sets -------------------------------------------------------------------------------------------------------

const ReviewField* FieldOf(const std::vector<ReviewField>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const ReviewField& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::string NamesOf(const std::vector<ReviewField>& fields) {
  std::vector<std::string_view> names;
  for (const ReviewField& field : fields) names.push_back(field.name);
  return Listed(names);
}

bool IsFreeName(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && !Holds(kCommon, name) && std::none_of(name.begin(), name.end(), IsControl) && IsWellFormedUtf8(name);
}

// A field of a record of the user's own: a text, a list of texts, or null to take it away.
std::optional<Error> SetFreeField(std::string_view kind, const std::string& name, const Json& value, CustomRecord& record) {
  const std::string place = std::string(kind) + "." + name;
  if (!IsFreeName(name)) return Bad(place + ": cannot be set (use a name of at most 100 bytes that is none of " + Listed(kCommon) + ")");
  constexpr ReviewField kOne = {.name = "", .type = Type::kText, .may_be_null = true, .choices = {}};
  constexpr ReviewField kMany = {.name = "", .type = Type::kTexts, .may_be_null = true, .choices = {}};
  if (const std::string wanted = WantedOf(value.is_array() ? kMany : kOne, value); !wanted.empty()) return Bad(place + ": " + Shown(value) + ": " + wanted);
  auto& fields = record.fields;
  const auto is_it = [&](const auto& field) { return field.first == name; };
  const auto first = std::find_if(fields.begin(), fields.end(), is_it);
  auto at = fields.begin() + (first - fields.begin());
  const auto index = static_cast<std::size_t>(at - fields.begin());
  std::erase_if(fields, is_it);
  std::vector<std::pair<std::string, std::string>> values;
  if (value.is_string()) values.emplace_back(name, TextOf(value).value_or(""));
  if (value.is_array()) {
    for (const Json& text : value) values.emplace_back(name, TextOf(text).value_or(""));
  }
  fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(std::min(index, fields.size())), values.begin(), values.end());
  return std::nullopt;
}

// A code as anybody writes it, in its parts: "45/2030/NĐ-CP" is 45, 2030 and NĐ-CP.
void TakeApart(Reference& record) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::size_t kYear = 4;
  record.number.reset();
  record.symbol.reset();
  record.year.reset();
  if (!record.code) return;
  std::string_view code = *record.code;
  const std::size_t end = std::min(code.find_first_not_of(kDigits), code.size());
  if (end == 0 || end == code.size()) return;
  record.number = std::string(code.substr(0, end));
  code.remove_prefix(std::min(code.find_first_not_of(" /-.", end), code.size()));
  const std::size_t digits = std::min(code.find_first_not_of(kDigits), code.size());
  if (digits == kYear && digits < code.size()) {
    record.year = DigitsOf(code.substr(0, kYear));
    code.remove_prefix(std::min(code.find_first_not_of(" /-.", digits), code.size()));
  }
  if (!code.empty()) record.symbol = std::string(code);
}

// What follows from the fields that were set.
void Follow(const Json& set, Reference& record) {
  const auto is_set = [&](const char* name) { return set.contains(name); };
  if (is_set("code") && !is_set("number") && !is_set("symbol") && !is_set("year")) TakeApart(record);
  constexpr std::array<const char*, 7> kNaming = {"type", "number", "symbol", "code", "year", "date", "name"};
  if (std::any_of(kNaming.begin(), kNaming.end(), is_set)) record.key = JoinKey(KeyWithoutYear(record), EpochOf(record));
}

// What is wrong with a record as a whole; empty where it holds.
std::string Fault(const Reference& record) {
  if (record.type.empty()) return "references.type: is missing (write the type of the document)";
  if (!record.code && !record.name) return "references.code: is missing (write the document's code, or its name in references.name)";
  return {};
}
std::string Fault(const Assignment& record) {
  if (record.lead.empty()) return "assignments.lead: is missing (name the unit that is charged; reject the record where there is none)";
  if (record.task.empty()) return "assignments.task: is missing (write what is to be done)";
  return {};
}
std::string Fault(const Target& record) {
  if (record.comparator.empty()) return "targets.comparator: is missing (use one of: gt, ge, eq, le, lt, approx)";
  if (record.value_max && (record.comparator != "eq" || *record.value_max <= record.value)) {
    return "targets.value_max: goes with the comparator eq and is larger than value (write null where there is no range)";
  }
  return {};
}
std::string Fault(const Deadline& record) {
  if (record.kind.empty()) return "deadlines.kind: is missing (use one of: date, recurring, continuous, adhoc, relative)";
  if (record.kind == "date" && !record.date) return "deadlines.date: is missing (a deadline of the kind date has one)";
  if (record.kind == "date" && record.every) return "deadlines.every: goes with the kind recurring (write null)";
  if (record.kind == "recurring" && !record.every) return "deadlines.every: is missing (a deadline that recurs has a duration: P1Y, P3M, P1M, P1W)";
  if ((record.kind == "continuous" || record.kind == "adhoc") && (record.date || record.every)) return "deadlines.date: a deadline of the kind " + record.kind + " has neither date nor every (write null)";
  return {};
}
std::string Fault(const CustomRecord&) { return {}; }

template <typename Record>
std::optional<Error> SetField(std::string_view kind, const std::string& name, const Json& value, const std::vector<ReviewField>& fields, Record& record) {
  const ReviewField* const field = FieldOf(fields, name);
  if constexpr (std::is_same_v<Record, CustomRecord>) {
    if (field == nullptr) return SetFreeField(kind, name, value, record);
  }
  const std::string place = std::string(kind) + "." + name;
  if (field == nullptr) return Bad(place + ": cannot be set (set one of: " + NamesOf(fields) + ")");
  if (const std::string wanted = WantedOf(*field, value); !wanted.empty()) return Bad(place + ": " + Shown(value) + " does not hold (" + wanted + ")");
  if (field->type == Type::kSpan) {
    PutSpan(value, record);
  } else if (name == "text") {
    Put{value}(record.text);
  } else if constexpr (!std::is_same_v<Record, CustomRecord>) {
    VisitFields(record, [&](std::string_view own, auto& member) {
      if (own == name) Put{value}(member);
    });
  }
  return std::nullopt;
}

// ---- stored records -----------------------------------------------------------------------------------------------------------

PageArea AreaOf(const Json& value) {
  PageArea area;
  const auto page = value.find("page");
  if (page != value.end() && page->is_number_integer()) area.page = page->template get<int>();
  const auto box = value.find("box");
  if (box == value.end() || !box->is_array() || box->size() != 4) return area;
  const auto side = [&](std::size_t i) { return (*box)[i].is_number() ? (*box)[i].template get<float>() : 0.0F; };
  area.box = {side(0), side(1), side(2), side(3)};
  return area;
}

void ReadPlace(const Json& json, Provenance& record) {
  PutSpan(json, record);
  if (json.contains("page")) record.areas.push_back(AreaOf(json));
  const auto more = json.find("more");
  if (more == json.end() || !more->is_array()) return;
  for (const Json& area : *more) {
    if (area.is_object()) record.areas.push_back(AreaOf(area));
  }
}

// Takes what is there of the right type; what is not stays empty. The records were written by this library.
struct Take {
  const Json& json;

  template <typename Member>
  void operator()(std::string_view name, Member& member) const {
    const auto found = json.find(name);
    if (found != json.end()) Read(*found, member);
  }

 private:
  static void Read(const Json& value, std::string& member) {
    if (value.is_string()) member = value.get<std::string>();
  }
  static void Read(const Json& value, double& member) {
    if (value.is_number()) member = value.get<double>();
  }
  static void Read(const Json& value, int& member) {
    if (value.is_number_integer()) member = value.get<int>();
  }
  static void Read(const Json& value, std::vector<std::string>& member) {
    if (!value.is_array()) return;
    for (const Json& text : value) {
      if (text.is_string()) member.push_back(text.get<std::string>());
    }
  }
  template <typename Value>
  static void Read(const Json& value, std::optional<Value>& member) {
    if (!value.is_null()) Read(value, member.emplace());
  }
};

void ReadOwn(const Json& json, Reference& record) {
  VisitFields(record, Take{json});
  Take{json}("key", record.key);
  Take{json}("first", record.first);
}
void ReadOwn(const Json& json, Assignment& record) { VisitFields(record, Take{json}); }
void ReadOwn(const Json& json, Target& record) { VisitFields(record, Take{json}); }
void ReadOwn(const Json& json, Deadline& record) { VisitFields(record, Take{json}); }
void ReadOwn(const Json& json, CustomRecord& record) {
  for (const auto& [key, value] : json.items()) {
    if (Holds(kCommon, key)) continue;
    // A field that is named as all records have one was written with an underscore.
    const std::string_view stem(key.data(), key.size() - (key.ends_with('_') ? 1 : 0));
    const std::string name(Holds(kCommon, stem) ? stem : std::string_view(key));
    if (value.is_string()) record.fields.emplace_back(name, value.get<std::string>());
    if (!value.is_array()) continue;
    for (const Json& text : value) {
      if (text.is_string()) record.fields.emplace_back(name, text.get<std::string>());
    }
  }
}

std::vector<ReviewField> WithPlace(std::vector<ReviewField> fields) {
  fields.push_back({"span", Type::kSpan});
  fields.push_back({"text", Type::kText});
  return fields;
}

}  // namespace

std::vector<ReviewField> ReviewFields(std::string_view kind) {
  if (kind == "references") {
    return WithPlace({{"type"}, {"number", Type::kText, true}, {"year", Type::kInteger, true}, {"symbol", Type::kText, true}, {"code", Type::kText, true},
                      {"name", Type::kText, true}, {"title", Type::kText, true}, {"issuer", Type::kText, true}, {"date", Type::kDate, true},
                      {"provision", Type::kText, true}, {"relation", Type::kChoice, false, {"basis", "cite"}}});
  }
  if (kind == "assignments") return WithPlace({{"lead", Type::kTexts}, {"with", Type::kTexts}, {"task"}, {"via", Type::kChoice, false, {"sentence", "heading", "field", "table"}}});
  if (kind == "targets") {
    return WithPlace({{"comparator", Type::kChoice, false, {"gt", "ge", "eq", "le", "lt", "approx"}}, {"value", Type::kNumber}, {"value_max", Type::kNumber, true},
                      {"unit"}, {"subject", Type::kText, true}, {"predicate", Type::kText, true}});
  }
  if (kind == "deadlines") {
    return WithPlace({{"kind", Type::kChoice, false, {"date", "recurring", "continuous", "adhoc", "relative"}},
                      {"relation", Type::kChoice, true, {"before", "by", "on", "from", "between", "within"}}, {"date", Type::kDates, true},
                      {"every", Type::kDuration, true}, {"label", Type::kText, true}, {"task", Type::kText, true}, {"units", Type::kTexts}});
  }
  return IsJudgedKind(kind) ? WithPlace({}) : std::vector<ReviewField>();
}

Provenance& ProvenanceOf(AnyRecord& record) {
  return std::visit([](auto& own) -> Provenance& { return own; }, record);
}
const Provenance& ProvenanceOf(const AnyRecord& record) {
  return std::visit([](const auto& own) -> const Provenance& { return own; }, record);
}
std::optional<std::string>& SectionOf(AnyRecord& record) {
  return std::visit([](auto& own) -> std::optional<std::string>& { return own.section; }, record);
}
const std::optional<std::string>& SectionOf(const AnyRecord& record) {
  return std::visit([](const auto& own) -> const std::optional<std::string>& { return own.section; }, record);
}

bool IsJudgedKind(std::string_view kind) {
  if (Holds(kContractsKinds, kind)) return true;
  return !Holds(kContractKeys, kind) && !kind.empty() && kind.size() <= kLongestName && std::none_of(kind.begin(), kind.end(), IsControl) && IsWellFormedUtf8(kind);
}

AnyRecord EmptyRecord(std::string_view kind) {
  if (kind == "references") {
    Reference record;
    record.relation = "cite";
    return record;
  }
  if (kind == "assignments") {
    Assignment record;
    record.via = "sentence";
    return record;
  }
  if (kind == "targets") return Target();
  if (kind == "deadlines") return Deadline();
  CustomRecord record;
  record.kind = std::string(kind);
  return record;
}

std::string RecordToJson(const AnyRecord& record) {
  std::string out;
  JsonWriter json(out, JsonWriter::Layout::kOneLine);
  std::visit([&](const auto& own) { WriteRecord(json, own); }, record);
  return out;
}

Result<AnyRecord> RecordFromJson(std::string_view kind, std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("span") || !IsSpan(json["span"])) return Error{Error::Code::kUnreadable, "a record of a review is damaged (restore the index from a copy)"};
  AnyRecord record = EmptyRecord(kind);
  std::visit([&](auto& own) { ReadOwn(json, own); }, record);
  Provenance& common = ProvenanceOf(record);
  const Take take{json};
  take("id", common.id);
  take("text", common.text);
  take("rule", common.rule);
  take("confidence", common.confidence);
  take("section", SectionOf(record));
  ReadPlace(json["span"], common);
  return record;
}

Result<SetFieldsResult> SetFields(std::string_view kind, std::string_view text, AnyRecord& record) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return Bad("fields: is no JSON object (write it as {\"task\": \"…\"}, with the fields that are to be set)");
  if (IsTooDeep(text)) return Bad("fields: have lists within lists as no record has (write them as the contract has them)");
  const std::vector<ReviewField> fields = ReviewFields(kind);
  for (const auto& [name, value] : json.items()) {
    auto fault = std::visit([&](auto& own) { return SetField(kind, name, value, fields, own); }, record);
    if (fault) return *fault;
  }
  if (auto* const reference = std::get_if<Reference>(&record)) Follow(json, *reference);
  const std::string fault = std::visit([](const auto& own) { return Fault(own); }, record);
  if (!fault.empty()) return Bad(fault);
  return SetFieldsResult{json.contains("span"), json.contains("text")};
}

}  // namespace trichluc
