// What one stretch of text between two spaces may stand for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "repair/channel.h"
#include "repair/language_model.h"
#include "repair/word_tree.h"

namespace trichluc {

// One piece of it, read in one way.
struct Edge {
  enum class Kind : std::uint8_t {
    kWord,     // a word of the model
    kAsRead,   // a word that the model does not know, as it was read
    kNumber,   // a number, a date, a code, as it was read
    kSign,     // a sign, perhaps for another
  };
  std::uint16_t first = 0;  // characters of the stretch
  std::uint16_t last = 0;
  Kind kind = Kind::kWord;
  Writing writing = Writing::kLower;
  bool second_vowel = false;
  ModelWord word = LanguageModel::kUnknown;
  char32_t sign = 0;
  float cost = 0;
};

// All ways to read a stretch: edges in the order of their first character.
using Lattice = std::vector<Edge>;

class LatticeBuilder {
 public:
  LatticeBuilder(const WordTree& tree, const Channel& channel) : tree_(tree), channel_(channel) {}

  // The ways to read `chars`, between two spaces.
  void Build(const std::u32string& chars, Lattice& out);

  // The words that may begin at one character, whatever follows them, in any case. Edges in the order of their last character.
  void FindWords(const std::u32string& chars, std::size_t start, Lattice& out);

 private:
  struct State {
    WordTree::Node node;
    Writing writing;
    float cost;
    float total;   // with the rarity of the words to come, once pruned
    bool dropped;  // the last letter was not read
  };
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t index = 0;
  };

  void AddWords(const std::u32string& chars, std::size_t start, Lattice& out);
  void Search(const std::u32string& chars, std::size_t start);
  void Collect(std::size_t start, std::size_t end, Lattice& out) const;
  void AddSigns(const std::u32string& chars, Lattice& out);
  bool AddAsRead(const std::u32string& chars, Lattice& out);
  void Walk(const std::u32string& chars, std::size_t i);
  void Push(std::size_t position, const State& state);
  void Drop(std::size_t position);
  void Guess(std::size_t position);
  void Prune(std::vector<State>& states);

  const WordTree& tree_;
  const Channel& channel_;
  std::vector<std::vector<State>> states_;  // by position
  std::vector<float> best_;                 // cost and rarity of the best state of each position
  std::vector<Slot> slots_ = std::vector<Slot>(1 << 14);  // where a state stands, by position, node and writing
  bool any_case_ = false;                   // words of mixed case count
  std::uint64_t walk_ = 0;                  // numbers the walks, so that slots of older ones count as empty
};

}  // namespace trichluc
