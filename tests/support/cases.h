// Case files: passages and the records that they must give, as an archivist writes them (corpus/README.md).
//
//   = two decisions of one type share what follows          the case's name
//   @opening                                                where the passage stands: @opening, else in section I
//   Thực hiện Quyết định số 7-QĐ/TW và …                     the passage, one line or more, blank lines too
//   --
//   code: 7-QĐ/TW | date: 2024-02-03                         a record: the fields named are compared, others are free
//   code: 8-QĐ/TW | issuer: Ban Bí thư
//
// `none` stands for no record. A list is joined by ` + `, an absent value is `-`. Lines that begin with `#` are notes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trichluc/record.h"

namespace trichluc::testing {

struct RecordCase {
  std::string file;
  int line = 0;
  std::string name;
  bool opening = false;
  std::string passage;
  std::vector<std::vector<std::pair<std::string, std::string>>> expected;  // field → value, record by record
};

// The cases of one file; throws with file and line where one cannot be read.
[[nodiscard]] std::vector<RecordCase> ReadCases(const std::string& path);

// The passage in a small plan of the year 2026.
[[nodiscard]] std::string PlanAround(const RecordCase& record_case);

// What is wrong with the records of one kind ("references" …) that the plan gave; empty where they are as expected.
[[nodiscard]] std::string Difference(const RecordCase& record_case, const std::string& kind, const std::string& json);

}  // namespace trichluc::testing
