#include "repair/word_tree.h"

#include <algorithm>
#include <limits>

#include "text/tone_place.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {
constexpr std::size_t kLongestWord = 24;
}

std::string OtherPlacement(std::string_view form) {
  return TonePlaceOf(form) == TonePlace::kFirstVowel ? WithOtherTonePlace(form) : std::string();
}

void WordTree::AddSpelling(std::string_view form, ModelWord word, float rarity, bool second_vowel, std::vector<Spelling>& out) {
  Spelling spelling{{}, rarity, word, second_vowel};
  for (std::size_t at = 0; at < form.size();) {
    const char32_t c = NextChar(form, at);
    const CharClass kind = ClassOf(c);
    const std::uint8_t number = IsLetter(kind) ? letters_.Intern(c) : 0;
    if (number == 0 || spelling.letters.size() >= kLongestWord) return;
    spelling.letters.push_back(static_cast<char>(number));
  }
  if (!spelling.letters.empty()) out.push_back(std::move(spelling));
}

WordTree::WordTree(const LanguageModel& model) {
  std::vector<Spelling> spellings;
  word_rarity_.resize(model.words(), 0);
  for (std::size_t w = LanguageModel::kFirstWord; w < model.words(); ++w) {
    const auto word = static_cast<ModelWord>(w);
    const std::string_view form = model.Text(word);
    const float rarity = word_rarity_[w] = -model.Unigram(word);
    AddSpelling(form, word, rarity, false, spellings);
    if (const std::string other = OtherPlacement(form); !other.empty()) AddSpelling(other, word, rarity, true, spellings);
  }
  Grow(std::move(spellings));
}

WordTree::WordTree(const std::vector<Entry>& entries, const Letters& letters) : letters_(letters) {
  std::vector<Spelling> spellings;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    word_rarity_.push_back(entries[i].rarity);
    if (i >= LanguageModel::kFirstWord) AddSpelling(entries[i].form, static_cast<ModelWord>(i), entries[i].rarity, false, spellings);
  }
  Grow(std::move(spellings));
}

void WordTree::Grow(std::vector<Spelling> spellings) {
  std::stable_sort(spellings.begin(), spellings.end(), [](const Spelling& a, const Spelling& b) { return a.letters < b.letters; });
  // Level by level, so that the children of a node stand together.
  struct Part {
    std::size_t first;
    std::size_t last;
    std::size_t depth;
  };
  std::vector<Part> parts{{0, spellings.size(), 0}};
  nodes_.resize(1);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    auto [at, last, depth] = parts[n];
    Branch branch;
    branch.rarity = std::numeric_limits<float>::max();
    for (std::size_t i = at; i < last; ++i) branch.rarity = std::min(branch.rarity, spellings[i].rarity);
    if (at < last && spellings[at].letters.size() == depth) {
      branch.word = spellings[at].word;
      branch.second_vowel = spellings[at].second_vowel;
      while (at < last && spellings[at].letters.size() == depth) ++at;
    }
    branch.first = static_cast<Node>(parts.size());
    while (at < last) {
      const char next = spellings[at].letters[depth];
      const auto letter = static_cast<std::uint8_t>(next);
      std::size_t end = at;
      while (end < last && spellings[end].letters[depth] == next) ++end;
      (letter < 64 ? branch.low : branch.high) |= std::uint64_t{1} << (letter & 63);
      parts.push_back({at, end, depth + 1});
      at = end;
    }
    nodes_.resize(parts.size());
    nodes_[n] = branch;
  }
}

}  // namespace trichluc
