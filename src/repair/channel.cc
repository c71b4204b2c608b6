#include "repair/channel.h"

#include <algorithm>
#include <cmath>

#include "grammar/hash.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

// Of what the table does not hold: a mark lost or wrong, upper case for lower.
constexpr float kUnseenSame = 0.05F;
constexpr float kUnseenBare = 5.0F;
constexpr float kUnseenMarks = 6.0F;
constexpr float kUnseenDropped = 8.0F;
// What was read for a letter with other marks was read for this one so much more seldom.
constexpr float kOtherMarks = 2.0F;

std::uint64_t KeyOf(const char32_t* read, std::size_t count) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < count; ++i) key = key << 16 | (read[i] > 0xFFFF ? 0xFFFF : read[i]);  // U+FFFF is no character
  return key;
}

Channel::Meaning OneLetter(std::uint8_t letter, bool upper, float cost) {
  Channel::Meaning meaning;
  meaning.letters[0] = letter;
  meaning.count = 1;
  meaning.upper = upper ? 1 : 0;
  meaning.cost = cost;
  return meaning;
}

// What the table already says of one letter, or null.
Channel::Meaning* FindLetter(std::vector<Channel::Meaning>& known, std::uint8_t letter, bool upper) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const Channel::Meaning& m) {
    return m.count == 1 && m.letters[0] == letter && (m.upper != 0) == upper;
  });
  return found == known.end() ? nullptr : &*found;
}

}  // namespace

std::uint8_t Letters::Intern(char32_t c) {
  if (const std::uint8_t known = Find(c); known != 0) return known;
  if (letters_.size() >= kMost || c > 0xFFFF) return 0;
  if (c >= numbers_.size()) numbers_.resize(c + 1, 0);
  numbers_[c] = static_cast<std::uint8_t>(letters_.size());
  letters_.push_back(c);
  return numbers_[c];
}

Channel::Channel(const std::vector<Confusion>& confusions, const std::vector<Confusion>& shapes, const Letters& letters) {
  for (auto& costs : dropped_) costs.fill(kUnseenDropped);
  for (const Confusion& confusion : confusions) Add(confusion, letters);
  least_dropped_ = std::min(*std::min_element(dropped_[0].begin(), dropped_[0].end()), *std::min_element(dropped_[1].begin(), dropped_[1].end()));
  AddFamilies(letters);
  AddShapes(shapes, letters);
  AddUnseen(letters);
  Pack();
}

void Channel::Add(const Confusion& confusion, const Letters& letters) {
  const float cost = -std::log(confusion.share);
  if (confusion.meant.size() == 1 && confusion.read.size() == 1 && letters.Find(ToLower(confusion.meant[0])) == 0) {
    signs_[confusion.read[0]].push_back({confusion.meant[0], cost});
    return;
  }
  if (confusion.read.empty()) {
    const char32_t lower = ToLower(confusion.meant[0]);
    dropped_[confusion.meant[0] == lower ? 0 : 1][letters.Find(lower)] = cost;
    return;
  }
  Meaning meaning;
  meaning.cost = cost;
  for (const char32_t c : confusion.meant) {
    const char32_t lower = ToLower(c);
    const std::uint8_t number = letters.Find(lower);
    if (number == 0) return;
    if (c != lower) meaning.upper |= static_cast<std::uint8_t>(1U << meaning.count);
    meaning.letters[meaning.count++] = number;
  }
  building_[KeyOf(confusion.read.data(), confusion.read.size())].push_back(meaning);
}

// A reader takes ổ for 6 as it takes ố: what the table knows of one letter holds for its brothers with other marks.
void Channel::AddFamilies(const Letters& letters) {
  std::vector<std::vector<std::uint8_t>> brothers(letters.size());
  for (std::uint8_t a = 1; a < letters.size(); ++a) {
    for (std::uint8_t b = 1; b < letters.size(); ++b) {
      if (BareLetter(letters.Letter(a)) == BareLetter(letters.Letter(b))) brothers[a].push_back(b);
    }
  }
  for (auto& [key, known] : building_) {
    std::array<std::array<float, Letters::kMost>, 2> share{};
    std::array<std::array<bool, Letters::kMost>, 2> has{};
    for (const Meaning& meaning : known) {
      if (meaning.count != 1) continue;
      has[meaning.upper][meaning.letters[0]] = true;
      const auto& family = brothers[meaning.letters[0]];
      for (const std::uint8_t brother : family) share[meaning.upper][brother] += std::exp(-meaning.cost) / static_cast<float>(family.size());
    }
    for (std::uint8_t upper = 0; upper < 2; ++upper) {
      for (std::uint8_t letter = 1; letter < letters.size(); ++letter) {
        const float cost = std::max(0.0F, -std::log(share[upper][letter]) + kOtherMarks);
        if (!has[upper][letter] && cost <= kUnseenDropped) known.push_back(OneLetter(letter, upper != 0, cost));
      }
    }
  }
}

void Channel::AddShapes(const std::vector<Confusion>& shapes, const Letters& letters) {
  for (const Confusion& shape : shapes) {
    const char32_t lower = ToLower(shape.meant[0]);
    const bool upper = shape.meant[0] != lower;
    const float cost = -std::log(shape.share);
    std::vector<Meaning>& known = building_[KeyOf(shape.read.data(), shape.read.size())];
    for (std::uint8_t letter = 1; letter < letters.size(); ++letter) {
      if (BareLetter(letters.Letter(letter)) != lower) continue;
      if (Meaning* const same = FindLetter(known, letter, upper)) {
        same->cost = std::min(same->cost, cost);
      } else {
        known.push_back(OneLetter(letter, upper, cost));
      }
    }
  }
}

void Channel::AddUnseen(const Letters& letters) {
  const auto offer = [&](char32_t read, std::uint8_t number, bool upper, float cost) {
    std::vector<Meaning>& known = building_[KeyOf(&read, 1)];
    if (FindLetter(known, number, upper) == nullptr) known.push_back(OneLetter(number, upper, cost));
  };
  for (std::uint8_t meant = 1; meant < letters.size(); ++meant) {
    const char32_t lower = letters.Letter(meant);
    const char32_t upper = ToUpper(lower);
    const char32_t bare = BareLetter(lower);
    offer(lower, meant, false, kUnseenSame);
    offer(upper, meant, true, kUnseenSame);
    offer(bare, meant, false, kUnseenBare);
    offer(ToUpper(bare), meant, true, kUnseenBare);
    offer(upper, meant, false, kUnseenMarks);
    offer(lower, meant, true, kUnseenMarks);
    for (std::uint8_t read = 1; read < letters.size(); ++read) {
      if (read == meant || BareLetter(letters.Letter(read)) != bare) continue;
      offer(letters.Letter(read), meant, false, kUnseenMarks);
      offer(ToUpper(letters.Letter(read)), meant, true, kUnseenMarks);
    }
  }
}

void Channel::Pack() {
  std::size_t slots = 256;
  while (slots < building_.size() * 2) slots *= 2;
  ranges_.assign(slots, Range{});
  std::vector<std::uint64_t> keys;
  for (const auto& entry : building_) keys.push_back(entry.first);
  std::sort(keys.begin(), keys.end());
  for (const std::uint64_t key : keys) {
    std::vector<Meaning>& meanings = building_[key];
    std::sort(meanings.begin(), meanings.end(), [](const Meaning& a, const Meaning& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.letters != b.letters ? a.letters < b.letters : a.upper < b.upper;
    });
    std::size_t at = HashStep(0, key) & (slots - 1);
    while (ranges_[at].key != 0) at = (at + 1) & (slots - 1);
    ranges_[at] = {key, static_cast<std::uint32_t>(meanings_.size()), static_cast<std::uint32_t>(meanings_.size() + meanings.size())};
    meanings_.insert(meanings_.end(), meanings.begin(), meanings.end());
  }
  building_.clear();
  for (auto& [read, meant] : signs_) {
    std::sort(meant.begin(), meant.end(), [](const Sign& a, const Sign& b) { return a.cost != b.cost ? a.cost < b.cost : a.meant < b.meant; });
  }
}

std::span<const Channel::Meaning> Channel::Meanings(const char32_t* read, std::size_t count) const {
  const std::uint64_t key = KeyOf(read, count);
  for (std::size_t at = HashStep(0, key) & (ranges_.size() - 1); ranges_[at].key != 0; at = (at + 1) & (ranges_.size() - 1)) {
    if (ranges_[at].key == key) return {meanings_.data() + ranges_[at].first, ranges_[at].last - ranges_[at].first};
  }
  return {};
}

std::span<const Channel::Sign> Channel::Signs(char32_t read) const {
  const auto found = signs_.find(read);
  if (found == signs_.end()) return {};
  return found->second;
}

}  // namespace trichluc
