// Names for records and for inputs that depend on what they hold, so that two runs, two machines and two versions that read
// a plan alike call its records alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace trichluc {

// A record's id from its kind (the contract's key: "references", "assignments", …), its content and the byte it starts at:
// one letter for the kind (x for a kind of the user's own) and ten hexadecimal digits of a 64-bit hash.
//
//   RecordId("references", "Chỉ thị|33/CT-TTg", 1204)   →  r3f09c1d27a
//
// Forty bits name the records of one document, not those of an archive: among ten thousand records, two meet once in
// twenty thousand documents, and across documents the id stands beside the source's SHA-256. RecordIds settles the rest.
[[nodiscard]] std::string RecordId(std::string_view kind, std::string_view content, std::size_t start);

// Gives out the ids of one document and sees to it that none is given twice. An id that is taken (equal content at an equal
// place, or two hashes that meet) is made again with a count behind the content; the same calls in the same order give the
// same ids. Not thread-safe: one for each document.
class RecordIds {
 public:
  [[nodiscard]] std::string Make(std::string_view kind, std::string_view content, std::size_t start);

 private:
  std::unordered_set<std::uint64_t> given_;         // kind letter and digits
  std::unordered_map<std::uint64_t, int> repeats_;  // of the first of several: the count to go on with
};

// The SHA-256 digest (FIPS 180-4) of `bytes` in lower-case hexadecimal digits.
[[nodiscard]] std::string Sha256Hex(std::string_view bytes);

}  // namespace trichluc
