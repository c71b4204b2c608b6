// Reviews as JSON.
#include <nlohmann/json.hpp>

#include <array>
#include <utility>

#include "trichluc/review.h"
#include "records/json_depth.h"

namespace trichluc {
namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;

using Json = nlohmann::ordered_json;

std::string Dumped(const Json& json, int indent) { return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n"; }

// JSON that a review holds as text; null where there is none.
Json Held(const std::string& text) {
  Json held = text.empty() ? Json() : Json::parse(text, nullptr, false);
  return held.is_discarded() ? Json() : held;
}

Json AsJson(const Review& review) {
  return {{"digest", review.digest},   {"number", review.number}, {"previous", review.previous}, {"kind", review.kind},           {"record", review.record}, {"verdict", Name(review.verdict)},
          {"who", review.who},         {"when", review.when},     {"note", review.note},         {"fields", Held(review.fields)}, {"machine", Held(review.machine)}, {"quote", review.quote}};
}

Error Bad(const std::string& member, const std::string& wanted) { return {Error::Code::kBadArgument, member + ": " + wanted}; }

std::optional<Error> Take(const std::string& name, const Json& value, Review& review) {
  const std::array<std::pair<const char*, std::string*>, 7> texts = {{{"digest", &review.digest}, {"kind", &review.kind}, {"record", &review.record}, {"who", &review.who},
                                                                      {"when", &review.when}, {"note", &review.note}, {"quote", &review.quote}}};
  for (const auto& [member, text] : texts) {
    if (name != member) continue;
    if (!value.is_string()) return Bad(name, "is no text (write it in quotation marks)");
    *text = value.get<std::string>();
    return std::nullopt;
  }
  if (name == "number" || name == "previous") {
    if (!value.is_number_unsigned() || value > 1'000'000'000) return Bad(name, "is no number of a review");
    (name == "number" ? review.number : review.previous) = value.get<std::int64_t>();
    return std::nullopt;
  }
  if (name == "fields" || name == "machine") {
    if (!value.is_object() && !value.is_null()) return Bad(name, "is no object (write it as {\"task\": \"…\"})");
    if (value.is_object()) (name == "fields" ? review.fields : review.machine) = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return std::nullopt;
  }
  if (name != "verdict") return Bad(name, "a review has no such member (digest, kind, record, verdict, who, when, note, fields, previous)");
  const auto verdict = value.is_string() ? VerdictOf(value.get_ref<const std::string&>()) : std::nullopt;
  if (!verdict) return Bad(name, "is none (use one of: accepted, corrected, rejected, added, withdrawn)");
  review.verdict = *verdict;
  return std::nullopt;
}

Json AsJson(const std::vector<ReviewList::Count>& counts) {
  Json list = Json::array();
  for (const ReviewList::Count& count : counts) list.push_back({{"name", count.name}, {"count", count.count}});
  return list;
}

template <typename Value>
Json OrNull(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

}  // namespace

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAccepted: return "accepted";
    case Verdict::kCorrected: return "corrected";
    case Verdict::kRejected: return "rejected";
    case Verdict::kAdded: return "added";
    case Verdict::kWithdrawn: return "withdrawn";
  }
  return "";
}

std::optional<Verdict> VerdictOf(std::string_view name) {
  for (const Verdict verdict : {Verdict::kAccepted, Verdict::kCorrected, Verdict::kRejected, Verdict::kAdded, Verdict::kWithdrawn}) {
    if (Name(verdict) == name) return verdict;
  }
  return std::nullopt;
}

std::string ToJsonLine(const Review& review) { return Dumped(AsJson(review), -1); }

Result<Review> ReviewFromJson(std::string_view text) {
  if (text.size() > kLongestLine) return Error{Error::Code::kBadArgument, "is longer than 1 MiB, which no review is"};
  if (IsTooDeep(text)) return Error{Error::Code::kBadArgument, "has lists within lists as no review has (write fields and machine as the contract has them)"};
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return Error{Error::Code::kBadArgument, "is no JSON object (write a review on each line, as trichluc index reviews --to jsonl does)"};
  if (!json.contains("verdict")) return Bad("verdict", "is missing (use one of: accepted, corrected, rejected, added, withdrawn)");
  Review review;
  for (const auto& [name, value] : json.items()) {
    if (auto fault = Take(name, value, review)) return *fault;
  }
  return review;
}

std::string ToJson(const ReviewList& list) {
  Json reviews = Json::array();
  for (const ReviewLine& line : list.reviews) {
    Json review = {{"document", OrNull(line.document)}, {"name", line.name}, {"code", OrNull(line.code)}, {"superseded", line.superseded}, {"state", line.state ? Json(Name(*line.state)) : Json()}};
    review.update(AsJson(line.review));
    reviews.push_back(std::move(review));
  }
  const Json json = {{"schema", "trichluc.reviews/1"}, {"count", list.count}, {"documents", list.documents}, {"verdicts", AsJson(list.verdicts)}, {"people", AsJson(list.people)}, {"reviews", std::move(reviews)}};
  return Dumped(json, 2);
}

}  // namespace trichluc
