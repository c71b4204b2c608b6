// A table of named line patterns and word lists: what the outline knows of the language, read from grammars/outline.
//
//   [macro]
//   upper = "A-ZĐ…"                                `{upper}` in a match of the same file stands for this
//
//   [[pattern]]
//   id    = "recipients_head"
//   match = '''^(?i:nơi nhận)\s*:?\s*(.*)$'''      RE2 syntax; `\b \w \d \s` know ASCII only
//   yes   = ["Nơi nhận:", "NƠI NHẬN"]              must match, else `trichluc grammar test` fails
//   no    = ["Nơi ở"]                              must not
//
//   [list.document_type]
//   "Kế hoạch" = ["kế hoạch phối hợp"]             a value and its other spellings; the value itself is one
//
// Words of lists are compared by their matching form: case, tone placement and i/y do not count. A table is filled once and
// then only read; any number of threads may read it.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/grammar.h"

namespace trichluc {

// The place of a pattern or a list in its table. Found once by name; no look-up by name happens for a line.
enum class PatternId : std::uint32_t { kNone = 0xFFFFFFFF };
enum class ListId : std::uint32_t { kNone = 0xFFFFFFFF };

// The patterns that a line matches.
class PatternHits {
 public:
  static constexpr std::size_t kMaxPatterns = 128;

  [[nodiscard]] bool Has(PatternId id) const {
    return static_cast<std::size_t>(id) < kMaxPatterns && bits_[static_cast<std::size_t>(id)];
  }
  void Set(PatternId id) { bits_.set(static_cast<std::size_t>(id)); }

 private:
  std::bitset<kMaxPatterns> bits_;
};

class PatternTable {
 public:
  PatternTable();
  ~PatternTable();
  PatternTable(PatternTable&&) noexcept;
  PatternTable& operator=(PatternTable&&) noexcept;

  // Adds the patterns and lists of one file. All its faults are reported, each with line and column; what is sound is kept.
  std::vector<GrammarFault> Add(const std::string& path, std::string_view toml);

  // Compiles all patterns into one matcher. Call it after the last Add; FindAll needs it.
  void Finish();

  // kNone if there is no such pattern or list.
  [[nodiscard]] PatternId FindPattern(std::string_view id) const;
  [[nodiscard]] ListId FindList(std::string_view name) const;

  // Was a pattern or list of this name left out for a fault that has been told? Any may have been where a file could not be read.
  [[nodiscard]] bool HasFault(std::string_view name) const;

  // All patterns that match `text`, in one pass over it.
  [[nodiscard]] PatternHits FindAll(std::string_view text) const;

  // Does the pattern match? An unknown pattern (kNone) never does.
  [[nodiscard]] bool Matches(PatternId id, std::string_view text) const;

  // The match and its captures, 0 the whole; captures that took no part are null views. Views point into `text`.
  [[nodiscard]] std::optional<std::vector<std::string_view>> Match(PatternId id, std::string_view text) const;

  // The value that stands for `words` in a list, if the list has it.
  [[nodiscard]] std::optional<std::string_view> Value(ListId id, std::string_view words) const;

  // The longest entry of a list that `words` begins with: the number of bytes of `words` it takes and its value.
  struct Prefix {
    std::size_t bytes = 0;
    std::string_view value;
  };
  [[nodiscard]] std::optional<Prefix> LongestPrefix(ListId id, std::string_view words) const;

  // The values of a list, where they were first written.
  struct Entry {
    std::string value;
    GrammarFault place;  // without a message
  };
  [[nodiscard]] const std::vector<Entry>& Entries(ListId id) const;

  // Runs the examples of all patterns.
  struct Examples {
    int run = 0;
    std::vector<GrammarTest::Failure> failures;
  };
  [[nodiscard]] Examples RunExamples() const;

  [[nodiscard]] std::size_t pattern_count() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trichluc
