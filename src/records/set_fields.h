// Records from JSON, and fields of records that a person sets in JSON (review.h says which and of which types).
//
//   AnyRecord record = *RecordFromJson("deadlines", stored);
//   auto set = SetFields("deadlines", R"({"date": "2031-12-20"})", record);   // an error names the field: "deadlines.date: …"
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>

#include "trichluc/record.h"
#include "trichluc/result.h"

namespace trichluc {

// A record of a kind that people may judge.
using AnyRecord = std::variant<Reference, Assignment, Target, Deadline, CustomRecord>;

[[nodiscard]] Provenance& ProvenanceOf(AnyRecord& record);
[[nodiscard]] const Provenance& ProvenanceOf(const AnyRecord& record);
[[nodiscard]] std::optional<std::string>& SectionOf(AnyRecord& record);
[[nodiscard]] const std::optional<std::string>& SectionOf(const AnyRecord& record);

// The contract's lists whose records people may judge.
inline constexpr std::array<std::string_view, 4> kContractsKinds = {"references", "assignments", "targets", "deadlines"};
// Is it a list whose records people may judge: one of the contract's four, or a name that a user's own kind may have?
[[nodiscard]] bool IsJudgedKind(std::string_view kind);
// A record of that kind without anything but what goes without saying: an assignment is read from a sentence, a document is cited.
[[nodiscard]] AnyRecord EmptyRecord(std::string_view kind);

// The record as a JSON object of the contract, on one line; and back. Fails where it is no such object.
[[nodiscard]] std::string RecordToJson(const AnyRecord& record);
[[nodiscard]] Result<AnyRecord> RecordFromJson(std::string_view kind, std::string_view json);

// What a person set beside the record's own fields.
struct SetFieldsResult {
  bool span = false;
  bool text = false;
};
// Sets the fields that a JSON object names, and what follows from them (a reference's number, symbol and key from its code). Fails
// (kBadArgument) where a field is unknown, of another type or ill-formed, or the record as a whole does not hold; it is in an
// unknown state then.
[[nodiscard]] Result<SetFieldsResult> SetFields(std::string_view kind, std::string_view json, AnyRecord& record);

}  // namespace trichluc
