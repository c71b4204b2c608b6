// Scores of records against hand-made gold.
//
// A given record answers a gold one where it stands at the same place and says the same; what that means is a rule for each
// kind (Places, Says). The records of a kind are then matched one to one so that as many as possible are matched; precision,
// recall and the shares of the other fields are counted over that matching. A gold record may have several accepted versions.
#include "trichluc/evaluate.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "records/similarity.h"

namespace trichluc {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 6> kKinds = {"sections",    "blocks",  "references",
                                                    "assignments", "targets", "deadlines"};

// ---- values -------------------------------------------------------------------------------------------------------------

const Json& Field(const Json& object, std::string_view name) {
  static const Json null;
  if (!object.is_object()) return null;
  const auto found = object.find(name);
  return found == object.end() ? null : *found;
}

bool Has(const Json& object, std::string_view name) { return object.is_object() && object.contains(name); }

// Whether a value says anything: not null, not empty, not zero.
bool IsGiven(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number()) return value.get<double>() != 0;
  if (value.is_string()) return !value.get_ref<const std::string&>().empty();
  return !value.empty();
}

std::string AsText(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// A value with what does not count taken out: a number, a text, or nothing. Ordered, for sets.
struct Folded {
  std::optional<double> number;
  std::optional<std::u32string> text;

  friend bool operator==(const Folded& a, const Folded& b) { return a.number == b.number && a.text == b.text; }
  friend bool operator<(const Folded& a, const Folded& b) {
    return std::tie(a.number, a.text) < std::tie(b.number, b.text);
  }
};

Folded Fold(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_boolean()) return {value.get<bool>() ? 1.0 : 0.0, std::nullopt};
  if (value.is_number()) return {value.get<double>(), std::nullopt};
  return {std::nullopt, FoldForScore(AsText(value))};
}

std::optional<std::u32string> Exact(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return ExactForScore(AsText(value));
}

std::set<Folded> FoldedSet(const Json& list) {
  std::set<Folded> out;
  if (list.is_array()) {
    for (const Json& value : list) out.insert(Fold(value));
  }
  return out;
}

std::u32string TextToCompare(const Json& value) {
  return !IsGiven(value) ? std::u32string() : FoldForScore(AsText(value));
}

bool SameFold(const Json& a, const Json& b, std::string_view field) {
  return Fold(Field(a, field)) == Fold(Field(b, field));
}
bool SameExact(const Json& a, const Json& b, std::string_view field) {
  return Exact(Field(a, field)) == Exact(Field(b, field));
}
bool SameSet(const Json& a, const Json& b, std::string_view field) {
  return FoldedSet(Field(a, field)) == FoldedSet(Field(b, field));
}
bool AlikeIn(const Json& a, const Json& b, std::string_view field, double least) {
  return Alike(TextToCompare(Field(a, field)), TextToCompare(Field(b, field)), least);
}

std::vector<Json> Objects(const Json& list) {
  std::vector<Json> out;
  if (list.is_array())
    std::copy_if(list.begin(), list.end(), std::back_inserter(out), [](const Json& v) { return v.is_object(); });
  return out;
}

// ---- places -------------------------------------------------------------------------------------------------------------

// Where a record stands; a broken one stands at -1 and is nowhere.
struct Place {
  std::int64_t start = -1;
  std::int64_t end = -1;

  [[nodiscard]] std::int64_t size() const { return end - start; }
  [[nodiscard]] bool Overlaps(Place other) const { return std::max(start, other.start) < std::min(end, other.end); }
};

Place PlaceOf(const Json& record) {
  const Json& span = Field(record, "span");
  const auto offset = [&](std::string_view name) -> std::int64_t {
    const Json& value = Field(span, name);
    constexpr double kLargest = 9e15;  // no file has so many bytes, and differences of smaller numbers cannot overflow
    return value.is_number_integer() && std::abs(value.get<double>()) < kLargest ? value.get<std::int64_t>() : -1;
  };
  return {offset("start"), offset("end")};
}

std::optional<Place> Find(std::string_view original, const std::string& quote, std::int64_t nth) {
  std::size_t at = original.find(quote);
  for (std::int64_t i = 1; i < nth && at != std::string_view::npos; ++i) at = original.find(quote, at + 1);
  if (at == std::string_view::npos) return std::nullopt;
  return Place{static_cast<std::int64_t>(at), static_cast<std::int64_t>(at + quote.size())};
}

// The first byte from `at` on that is no space, dash, bullet or emphasis: readers differ in whether those belong to a line.
std::int64_t FirstWord(std::string_view original, std::int64_t at) {
  auto i = std::min(static_cast<std::size_t>(std::max<std::int64_t>(at, 0)), original.size());
  while (i < original.size()) {
    if (std::isspace(static_cast<unsigned char>(original[i])) != 0 ||
        std::string_view("-+*").find(original[i]) != std::string_view::npos) {
      ++i;
      continue;
    }
    // U+2010 to U+2015 are dashes, U+2022 is the bullet.
    if (original.substr(i, 2) != "\xE2\x80" || i + 2 >= original.size()) break;
    const auto last = static_cast<unsigned char>(original[i + 2]);
    if (last != 0xA2 && (last < 0x90 || last > 0x95)) break;
    i += 3;
  }
  return static_cast<std::int64_t>(i);
}

// ---- records ------------------------------------------------------------------------------------------------------------

// One accepted form of a gold record.
struct Version {
  Json fields;
  Place place;
};

struct Gold {
  std::vector<Version> versions;  // the record itself first
  bool optional = false;

  [[nodiscard]] const Json& fields() const { return versions.front().fields; }
  [[nodiscard]] Place place() const { return versions.front().place; }
};

struct Given {
  Json fields;
  Place place;
};

Result<Place> PlaceOfQuote(std::string_view original, const Json& record, const Json& nth) {
  const Json& quote = Field(record, "quote");
  if (!quote.is_string()) {
    return Error{Error::Code::kBadArgument,
                 "gold record without a \"quote\" (add the words it was made from): " + record.dump()};
  }
  const std::int64_t count = nth.is_number_integer() ? nth.get<std::int64_t>() : 1;
  const auto place = Find(original, quote.get_ref<const std::string&>(), count);
  if (!place) {
    return Error{Error::Code::kBadArgument,
                 "gold quote not in the document (correct the quote or its \"nth\"): " + quote.dump()};
  }
  return *place;
}

Result<Gold> ReadGold(std::string_view original, const Json& record) {
  const auto own = PlaceOfQuote(original, record, Field(record, "nth"));
  if (!own) return own.error();
  Gold gold;
  gold.optional = IsGiven(Field(record, "optional"));
  gold.versions.push_back({record, *own});
  for (const Json& alternative : Objects(Field(record, "alt"))) {
    Version version{record, *own};
    version.fields.update(alternative);
    const Json& quote = Field(alternative, "quote");
    if (quote.is_string()) {
      // A version for another form of the document does not count in this one.
      if (original.find(quote.get_ref<const std::string&>()) == std::string_view::npos) continue;
      const auto place = PlaceOfQuote(original, alternative, Field(alternative, "nth"));
      if (!place) return place.error();
      version.place = *place;
    }
    gold.versions.push_back(std::move(version));
  }
  return gold;
}

// ---- what counts as a match ---------------------------------------------------------------------------------------------

bool Placed(std::string_view kind, Place gold, Place given, std::string_view original) {
  if (kind == "sections" || kind == "blocks") {
    constexpr std::int64_t kSlack = 4;
    return given.start >= 0 && std::abs(FirstWord(original, gold.start) - FirstWord(original, given.start)) <= kSlack;
  }
  // A span that covers the page matches nothing.
  const std::int64_t room = kind == "assignments" ? 2500 : 80;
  return gold.Overlaps(given) && given.size() <= 3 * gold.size() + room;
}

bool SaysReference(const Json& gold, const Json& given) {
  if (!SameFold(gold, given, "type") || !SameExact(gold, given, "date")) return false;
  if (IsGiven(Field(gold, "code")) || IsGiven(Field(given, "code"))) return SameExact(gold, given, "code");
  return AlikeIn(gold, given, "name", 0.8);
}

bool Says(std::string_view kind, const Json& gold, const Json& given) {
  if (kind == "sections") return SameExact(gold, given, "id");
  if (kind == "blocks") return AlikeIn(gold, given, "text", 0.95);
  if (kind == "references") return SaysReference(gold, given);
  if (kind == "assignments") return SameSet(gold, given, "lead");
  if (kind == "targets") {
    return SameFold(gold, given, "comparator") && SameFold(gold, given, "value") && SameFold(gold, given, "unit");
  }
  return SameExact(gold, given, "kind") && SameExact(gold, given, "relation") && SameExact(gold, given, "date") &&
         SameExact(gold, given, "every");
}

bool Agrees(std::string_view kind, const Gold& gold, const Given& given, std::string_view original) {
  return std::any_of(gold.versions.begin(), gold.versions.end(), [&](const Version& version) {
    return Placed(kind, version.place, given.place, original) && Says(kind, version.fields, given.fields);
  });
}

// The fields that do not decide a match and are counted beside it.
struct Detail {
  std::string_view kind;
  std::string_view field;
  bool (*same)(const Json& gold, const Json& given);
};

constexpr std::array<Detail, 13> kDetails = {{
    {"sections", "heading", [](const Json& a, const Json& b) { return AlikeIn(a, b, "heading", 0.9); }},
    {"blocks", "section", [](const Json& a, const Json& b) { return SameExact(a, b, "section"); }},
    {"references", "issuer", [](const Json& a, const Json& b) { return SameFold(a, b, "issuer"); }},
    {"references", "relation",
     [](const Json& a, const Json& b) { return Field(a, "relation") == Field(b, "relation"); }},
    {"references", "title", [](const Json& a, const Json& b) { return AlikeIn(a, b, "title", 0.8); }},
    {"references", "provision", [](const Json& a, const Json& b) { return SameFold(a, b, "provision"); }},
    {"assignments", "with", [](const Json& a, const Json& b) { return SameSet(a, b, "with"); }},
    {"assignments", "task", [](const Json& a, const Json& b) { return AlikeIn(a, b, "task", 0.8); }},
    {"targets", "subject", [](const Json& a, const Json& b) { return AlikeIn(a, b, "subject", 0.8); }},
    {"targets", "predicate", [](const Json& a, const Json& b) { return AlikeIn(a, b, "predicate", 0.8); }},
    {"targets", "value_max", [](const Json& a, const Json& b) { return SameFold(a, b, "value_max"); }},
    {"deadlines", "task", [](const Json& a, const Json& b) { return AlikeIn(a, b, "task", 0.6); }},
    {"deadlines", "units", [](const Json& a, const Json& b) { return SameSet(a, b, "units"); }},
}};

// ---- matching -----------------------------------------------------------------------------------------------------------

// The largest one-to-one matching between gold and given records, by augmenting paths: a gold record takes the nearest given
// one that agrees with it, and a holder is asked to move where it can.
class Matching {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Matching(std::string_view kind, const std::vector<Gold>& golds, const std::vector<Given>& given,
           std::string_view original)
      : owner_(given.size(), kNone) {
    for (const Gold& gold : golds) edges_.push_back(Edges(kind, gold, given, original));
    // Gold that must be there chooses before gold that may be there.
    for (const bool optional : {false, true}) {
      for (std::size_t i = 0; i < golds.size(); ++i) {
        if (golds[i].optional != optional) continue;
        seen_.assign(given.size(), false);
        Take(i);
      }
    }
  }

  // The given record of each gold one, or kNone.
  [[nodiscard]] std::vector<std::size_t> GivenByGold() const {
    std::vector<std::size_t> out(edges_.size(), kNone);
    for (std::size_t c = 0; c < owner_.size(); ++c) {
      if (owner_[c] != kNone) out[owner_[c]] = c;
    }
    return out;
  }
  [[nodiscard]] bool IsMatched(std::size_t given) const { return owner_[given] != kNone; }

 private:
  static std::vector<std::size_t> Edges(std::string_view kind, const Gold& gold, const std::vector<Given>& given,
                                        std::string_view original) {
    std::vector<std::size_t> out;
    for (std::size_t c = 0; c < given.size(); ++c) {
      if (Agrees(kind, gold, given[c], original)) out.push_back(c);
    }
    const auto distance = [&](std::size_t c) { return std::abs(given[c].place.start - gold.place().start); };
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
    return out;
  }

  bool Take(std::size_t gold) {
    for (const std::size_t c : edges_[gold]) {
      if (seen_[c]) continue;
      seen_[c] = true;
      if (owner_[c] == kNone || Take(owner_[c])) {
        owner_[c] = gold;
        return true;
      }
    }
    return false;
  }

  std::vector<std::vector<std::size_t>> edges_;  // for each gold record, the given ones that agree
  std::vector<std::size_t> owner_;               // for each given record, the gold one that holds it
  std::vector<bool> seen_;
};

// ---- one kind -----------------------------------------------------------------------------------------------------------

// The fields that tell a record of a kind from its neighbours, for the lists of what was missed and made up.
std::string Brief(std::string_view kind, const Json& record) {
  using Names = std::vector<std::string_view>;
  const Names names = kind == "sections"      ? Names{"id"}
                      : kind == "references"  ? Names{"type", "code", "name", "date"}
                      : kind == "assignments" ? Names{"lead"}
                      : kind == "targets"     ? Names{"comparator", "value", "unit"}
                      : kind == "deadlines"   ? Names{"kind", "relation", "date", "every"}
                                              : Names{};
  Json out = Json::object();
  for (const std::string_view name : names) out[std::string(name)] = Field(record, name);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The beginning of a passage as a JSON string; cut between characters.
std::string Shown(std::string_view text) {
  constexpr std::size_t kCharacters = 90;
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (begins && count++ == kCharacters) break;
  }
  return Json(std::string(text.substr(0, end))).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view Cut(std::string_view original, Place place) {
  const auto clamp = [&](std::int64_t at) {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, static_cast<std::int64_t>(original.size())));
  };
  const std::size_t start = clamp(place.start);
  return original.substr(start, std::max(clamp(place.end), start) - start);
}

std::vector<Given> ReadGiven(const Json& list) {
  std::vector<Given> out;
  for (Json& record : Objects(list)) {
    const Place place = PlaceOf(record);
    out.push_back({std::move(record), place});
  }
  return out;
}

// Of the given records without a match, those that no optional gold record excuses; each excuses one.
std::vector<const Given*> MadeUp(const std::vector<Gold>& golds, const std::vector<Given>& given,
                                 const Matching& matching) {
  std::vector<Place> spare;
  for (const Gold& gold : golds) {
    if (gold.optional) spare.push_back(gold.place());
  }
  std::vector<const Given*> out;
  for (std::size_t c = 0; c < given.size(); ++c) {
    if (matching.IsMatched(c)) continue;
    const auto excuse =
        std::find_if(spare.begin(), spare.end(), [&](Place place) { return given[c].place.Overlaps(place); });
    if (excuse == spare.end()) {
      out.push_back(&given[c]);
    } else {
      spare.erase(excuse);
    }
  }
  return out;
}

void CountDetails(std::string_view kind, const Gold& gold, const Given& given, Score& score) {
  for (const Detail& detail : kDetails) {
    if (detail.kind != kind) continue;
    auto& [right, compared] = score.fields[std::string(detail.field)];
    right += std::any_of(gold.versions.begin(), gold.versions.end(),
                         [&](const Version& version) { return detail.same(version.fields, given.fields); })
                 ? 1
                 : 0;
    ++compared;
  }
}

std::optional<Error> ScoreKind(std::string_view kind, std::string_view original, const Json& gold_list,
                               const Json& given_list, Evaluation& evaluation) {
  std::vector<Gold> golds;
  for (const Json& record : Objects(gold_list)) {
    auto gold = ReadGold(original, record);
    if (!gold) return gold.error();
    golds.push_back(*std::move(gold));
  }
  const std::vector<Given> given = ReadGiven(given_list);
  const Matching matching(kind, golds, given, original);
  const std::vector<std::size_t> given_by_gold = matching.GivenByGold();

  Score& score = evaluation.kinds[std::string(kind)];
  for (const Detail& detail : kDetails) {
    if (detail.kind == kind) score.fields[std::string(detail.field)] = {0, 0};
  }
  for (std::size_t i = 0; i < golds.size(); ++i) {
    if (golds[i].optional) continue;
    ++score.expected;
    if (given_by_gold[i] == Matching::kNone) {
      evaluation.missed.push_back(std::string(kind) + ": " +
                                  Shown(Field(golds[i].fields(), "quote").get<std::string>()) + " " +
                                  Brief(kind, golds[i].fields()));
      continue;
    }
    ++score.hits;
    CountDetails(kind, golds[i], given[given_by_gold[i]], score);
  }
  const std::vector<const Given*> made_up = MadeUp(golds, given, matching);
  for (const Given* record : made_up) {
    evaluation.made_up.push_back(std::string(kind) + ": " + Shown(Cut(original, record->place)) + " " +
                                 Brief(kind, record->fields));
  }
  const std::size_t no_records = given_list.is_array() ? given_list.size() - given.size() : 0;  // they count as made up
  score.given = score.hits + static_cast<int>(made_up.size() + no_records);
  return std::nullopt;
}

// ---- the document's own data --------------------------------------------------------------------------------------------

// One row of the document's score: what is accepted, and what was given.
struct DocumentField {
  std::string name;
  bool right = false;
  Json want;
  Json have;
};

std::vector<DocumentField> CompareDocument(const Json& gold, const Json& given) {
  constexpr std::array<std::string_view, 9> kFields = {"type", "number", "symbol", "code",  "place",
                                                       "date", "title",  "issuer", "period"};
  constexpr std::array<std::string_view, 5> kExact = {"code", "date", "period", "symbol", "number"};
  const std::vector<Json> alternatives = Objects(Field(gold, "alt"));
  // Whether any version of the gold satisfies `same`; an alternative counts where it names `field`.
  const auto any = [&](std::string_view field, const auto& same) {
    return same(gold) || std::any_of(alternatives.begin(), alternatives.end(),
                                     [&](const Json& version) { return Has(version, field) && same(version); });
  };

  std::vector<DocumentField> rows;
  for (const std::string_view field : kFields) {
    const bool exact = std::find(kExact.begin(), kExact.end(), field) != kExact.end();
    const bool right = any(field, [&](const Json& version) {
      return exact ? SameExact(version, given, field) : SameFold(version, given, field);
    });
    rows.push_back({std::string(field), right, Field(gold, field), Field(given, field)});
  }
  for (const std::string_view field : {"authority", "position", "name"}) {
    const Json& have = Field(given, "signer");
    const bool right =
        any("signer", [&](const Json& version) { return SameFold(Field(version, "signer"), have, field); });
    rows.push_back({"signer." + std::string(field), right, Field(Field(gold, "signer"), field), Field(have, field)});
  }
  const bool right = any("recipients", [&](const Json& version) { return SameSet(version, given, "recipients"); });
  rows.push_back({"recipients", right, Field(gold, "recipients"), Field(given, "recipients")});
  return rows;
}

void ScoreDocument(const Json& gold, const Json& given, bool broken, Evaluation& evaluation) {
  Score& score = evaluation.kinds["document"];
  for (const DocumentField& field : CompareDocument(gold, given)) {
    const bool right = field.right && !broken;
    ++score.expected;
    ++score.given;
    score.hits += right ? 1 : 0;
    score.fields[field.name] = {right ? 1 : 0, 1};
    if (!right)
      evaluation.missed.push_back("document." + field.name + ": want " + field.want.dump() + ", have " +
                                  field.have.dump());
  }
}

}  // namespace

double Score::precision() const {
  if (expected == 0 && given == 0) return 1;
  return given == 0 ? 0 : static_cast<double>(hits) / given;
}

double Score::recall() const {
  if (expected == 0 && given == 0) return 1;
  return expected == 0 ? 0 : static_cast<double>(hits) / expected;
}

double Score::f1() const {
  const double p = precision();
  const double r = recall();
  return p + r == 0 ? 0 : 2 * p * r / (p + r);
}

double Evaluation::overall() const {
  if (kinds.empty()) return 0;
  double sum = 0;
  for (const auto& [kind, score] : kinds) sum += score.f1();
  return sum / static_cast<double>(kinds.size());
}

void Evaluation::Add(const Evaluation& other) {
  for (const auto& [kind, score] : other.kinds) {
    Score& mine = kinds[kind];
    mine.hits += score.hits;
    mine.expected += score.expected;
    mine.given += score.given;
    for (const auto& [field, counts] : score.fields) {
      mine.fields[field].first += counts.first;
      mine.fields[field].second += counts.second;
    }
  }
  missed.insert(missed.end(), other.missed.begin(), other.missed.end());
  made_up.insert(made_up.end(), other.made_up.begin(), other.made_up.end());
}

Result<Evaluation> Evaluate(std::string_view original, std::string_view gold_json, std::string_view output_json) {
  const Json gold = Json::parse(gold_json, nullptr, false);
  if (!gold.is_object()) {
    return Error{Error::Code::kBadArgument, "the gold is no JSON object (see docs/evaluation.md for its shape)"};
  }
  const bool absent = output_json.empty();
  const Json output = absent ? Json::object() : Json::parse(output_json, nullptr, false);
  if (!output.is_object()) {
    return Error{Error::Code::kUnsupported,
                 "the output is no JSON object (make it with `trichluc extract --format json`)"};
  }
  Evaluation evaluation;
  ScoreDocument(Field(gold, "document"), Field(output, "document"), absent, evaluation);
  for (const std::string_view kind : kKinds) {
    if (auto error = ScoreKind(kind, original, Field(gold, kind), Field(output, kind), evaluation))
      return *std::move(error);
  }
  return evaluation;
}

}  // namespace trichluc
