// The model's words as a tree of letters, so that all words that a stretch of text may stand for are found in one walk.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "repair/channel.h"
#include "repair/language_model.h"

namespace trichluc {

// Words that hold other characters than letters, or more than 24 letters, are not in the tree. A word whose tone mark has two
// placements stands in it twice.
class WordTree {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNowhere = 0xFFFFFFFF;

  explicit WordTree(const LanguageModel& model);
  // A tree of other words, with the letters of the first: word n is number n of the list.
  struct Entry {
    std::string form;  // lower case
    float rarity = 0;
  };
  WordTree(const std::vector<Entry>& entries, const Letters& letters);

  [[nodiscard]] const Letters& letters() const { return letters_; }
  [[nodiscard]] Node Child(Node node, std::uint8_t letter) const {
    const Branch& branch = nodes_[node];
    const std::uint64_t half = letter < 64 ? branch.low : branch.high;
    const std::uint64_t bit = std::uint64_t{1} << (letter & 63);
    if ((half & bit) == 0) return kNowhere;
    const int before = std::popcount(half & (bit - 1)) + (letter < 64 ? 0 : std::popcount(branch.low));
    return branch.first + static_cast<Node>(before);
  }
  // Calls use(letter, child) for all children.
  template <typename Use>
  void ForEachChild(Node node, Use use) const {
    const Branch& branch = nodes_[node];
    Node child = branch.first;
    for (std::uint64_t half = branch.low; half != 0; half &= half - 1) use(static_cast<std::uint8_t>(std::countr_zero(half)), child++);
    for (std::uint64_t half = branch.high; half != 0; half &= half - 1) use(static_cast<std::uint8_t>(64 + std::countr_zero(half)), child++);
  }
  // The word that ends at the node, or LanguageModel::kUnknown.
  [[nodiscard]] ModelWord Word(Node node) const { return nodes_[node].word; }
  // That its tone mark stands on the second vowel (hoà).
  [[nodiscard]] bool SecondVowel(Node node) const { return nodes_[node].second_vowel; }
  // -ln of how common a word is.
  [[nodiscard]] float WordRarity(ModelWord word) const { return word_rarity_[word]; }
  // -ln of the commonest word at or below the node.
  [[nodiscard]] float Rarity(Node node) const { return nodes_[node].rarity; }

 private:
  struct Branch {
    std::uint64_t low = 0;   // which letters go on from here
    std::uint64_t high = 0;
    Node first = 0;          // their nodes, in the order of the letters
    float rarity = 0;
    ModelWord word = LanguageModel::kUnknown;
    bool second_vowel = false;
  };
  struct Spelling {
    std::string letters;  // numbers of letters
    float rarity;
    ModelWord word;
    bool second_vowel;
  };
  void Grow(std::vector<Spelling> spellings);
  void AddSpelling(std::string_view form, ModelWord word, float rarity, bool second_vowel, std::vector<Spelling>& out);

  Letters letters_;
  std::vector<Branch> nodes_;
  std::vector<float> word_rarity_;
};

// The other placement of the tone mark: hòa → hoà. Empty where there is only one.
[[nodiscard]] std::string OtherPlacement(std::string_view form);

}  // namespace trichluc
