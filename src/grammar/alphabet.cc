#include "grammar/alphabet.h"

#include <map>

#include "text/utf8.h"

namespace trichluc {
namespace {

// A number for each set that is as good as random: the signature of a symbol is the sum over the sets that hold it.
std::uint64_t Mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

constexpr std::size_t kUnknownTokens = 100000;  // how many symbols a class of unknown tokens counts for

}  // namespace

void ClassSet::Add(const ClassSet& other) {
  if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
}

bool ClassSet::Meets(const ClassSet& other) const {
  for (std::size_t i = 0; i < std::min(words_.size(), other.words_.size()); ++i) {
    if ((words_[i] & other.words_[i]) != 0) return true;
  }
  return false;
}

Alphabet::Alphabet(const std::vector<SymbolSet>& sets, Symbol last) : classes_(last + 1) {
  // Signatures change only where a range of some set begins or ends.
  std::vector<std::uint64_t> change(last + 2, 0);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const std::uint64_t mark = Mix(i);
    for (const SymbolSet::Range range : sets[i].ranges()) {
      change[range.first] += mark;
      change[range.last + 1] -= mark;
    }
  }
  std::map<std::uint64_t, Class> known;
  std::uint64_t signature = 0;
  for (Symbol s = 0; s <= last; ++s) {
    const bool same_as_before = s > 0 && change[s] == 0;
    signature += change[s];
    if (same_as_before) {
      classes_[s] = classes_[s - 1];
    } else {
      const auto [it, added] = known.try_emplace(signature, static_cast<Class>(representatives_.size()));
      if (added) {
        representatives_.push_back(s);
        weights_.push_back(0);
      }
      classes_[s] = it->second;
    }
    weights_[classes_[s]] += s < Symbols::kClassCount ? kUnknownTokens : 1;
  }
}

std::vector<Alphabet::Class> Alphabet::ClassesOf(const SymbolSet& set) const {
  std::vector<Class> classes;
  auto range = set.ranges().begin();
  for (std::size_t c = 0; c < representatives_.size(); ++c) {
    while (range != set.ranges().end() && range->last < representatives_[c]) ++range;
    if (range == set.ranges().end()) break;
    if (range->first <= representatives_[c]) classes.push_back(static_cast<Class>(c));
  }
  return classes;
}

ClassSet Alphabet::ClassSetOf(const SymbolSet& set) const {
  ClassSet bits(size());
  for (const Class c : ClassesOf(set)) bits.Add(c);
  return bits;
}

std::size_t Alphabet::Commonness(const ClassSet& classes) const {
  std::size_t weight = 0;
  for (std::size_t c = 0; c < weights_.size(); ++c) weight += classes.Contains(static_cast<Class>(c)) ? weights_[c] : 0;
  return weight;
}

std::string Alphabet::Regex(const SymbolSet& set) const {
  const auto escaped = [](Class c) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    const char32_t code = CodeOf(c);
    std::string hex = "\\x{";
    for (int shift = 12; shift >= 0; shift -= 4) hex += kDigits[code >> shift & 0xF];
    return hex + "}";
  };
  const std::vector<Class> classes = ClassesOf(set);
  if (classes.empty()) return "[^\\x{0}-\\x{10FFFF}]";  // the set holds no symbol that can occur
  std::string regex = "[";
  for (std::size_t i = 0; i < classes.size();) {
    std::size_t end = i + 1;
    while (end < classes.size() && classes[end] == classes[end - 1] + 1) ++end;
    regex += escaped(classes[i]);
    if (end - i > 1) regex.append(1, '-').append(escaped(classes[end - 1]));
    i = end;
  }
  return regex + "]";
}

void Alphabet::AppendTo(std::string& tape, Class c) const {
  if (wide()) {
    AppendChar(tape, CodeOf(c));
  } else {
    tape += ByteOf(c);
  }
}

}  // namespace trichluc
