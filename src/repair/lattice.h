// What one stretch of text between two spaces may stand for.
#pragma once

#include <array>
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
  LatticeBuilder(const WordTree& tree, const Channel& channel);

  // The ways to read `chars`, between two spaces.
  void Build(const std::u32string& chars, Lattice& out);

  // The words that may begin at one character, whatever follows them, in any case. Edges in the order of their last character.
  void FindWords(const std::u32string& chars, std::size_t start, Lattice& out);

 private:
  struct State {
    WordTree::Node node;
    Writing writing;
    float cost;
    float total;   // with the rarity of the words to come
    bool dropped;  // the last letter was not read
  };
  // What a state must not exceed to be among those that are kept.
  struct Bound {
    void Note(float total);

    static constexpr float kBoundStep = 0.25F;
    std::array<std::uint16_t, 256> counts{};  // of states by total
    std::size_t steps = 256;    // the bound
    std::uint32_t better = 0;   // states below it
    float worst = 1e9F;         // the same, or less
  };
  struct Slot {
    std::uint64_t place = 0;  // walk and position: slots of older walks and of positions left behind count as empty
    std::uint32_t state = 0;  // node and writing
    std::uint32_t index = 0;
  };

  void AddWords(const std::u32string& chars, std::size_t start, Lattice& out);
  void Search(const std::u32string& chars, std::size_t start);
  void Collect(std::size_t start, std::size_t end, Lattice& out) const;
  void AddSigns(const std::u32string& chars, Lattice& out);
  bool AddAsRead(const std::u32string& chars, Lattice& out);
  void Walk(const std::u32string& chars, std::size_t i);
  void Push(std::size_t position, State state);
  void Drop(std::size_t position);
  void Guess(std::size_t position);
  void Prune(std::vector<State>& states);

  const WordTree& tree_;
  const Channel& channel_;
  std::vector<std::vector<State>> states_;  // by position
  std::vector<Bound> bounds_;               // by position
  std::vector<Slot> slots_;                 // where a state stands
  bool any_case_ = false;                   // words of mixed case count
  std::uint64_t walk_ = 0;                  // numbers the walks
};

}  // namespace trichluc
