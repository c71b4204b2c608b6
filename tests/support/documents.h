// The whole documents of the corpus, and the ways in which the same document comes to a reader's desk.
#pragma once

#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace trichluc::testing {

struct Document {
  std::string name;
  std::string bytes;
};

// corpus/documents/*.txt by name; throws where there are none.
[[nodiscard]] const std::vector<Document>& CorpusDocuments();

// The bytes of a file; throws where it cannot be read.
[[nodiscard]] std::string ReadFile(const std::string& path);

// What TRICHLUC_SEED says, else a fixed number: the start of all chance in a test.
[[nodiscard]] unsigned Seed();

// One way to change a document's bytes. Chance comes from `random` alone.
struct Variation {
  const char* name;
  std::string (*apply)(std::string_view bytes, std::mt19937& random);
};

inline void PrintTo(const Variation& variation, std::ostream* out) { *out << variation.name; }

// Variations that keep every word: decomposed letters, line ends, spaces, look-alikes, emphasis, all of them together, and
// bytes that are no characters.
[[nodiscard]] const std::vector<Variation>& FaithfulVariations();

// Variations that keep nothing: flipped bytes, cuts, shuffled lines, floods of labels and marks.
[[nodiscard]] const std::vector<Variation>& Mutations();

}  // namespace trichluc::testing
