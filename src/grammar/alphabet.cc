#include "grammar/alphabet.h"

#include <algorithm>
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

// The code that stands for a class on the tape.
constexpr char32_t CodeOf(Alphabet::Class c) { return static_cast<char32_t>(c) + 1; }

}  // namespace

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
      continue;
    }
    const auto [it, added] = known.try_emplace(signature, static_cast<Class>(representatives_.size()));
    if (added) representatives_.push_back(s);
    classes_[s] = it->second;
  }
}

std::vector<Alphabet::Class> Alphabet::ClassesOf(const SymbolSet& set) const {
  std::vector<Class> classes;
  for (std::size_t c = 0; c < representatives_.size(); ++c) {
    if (set.Contains(representatives_[c])) classes.push_back(static_cast<Class>(c));
  }
  return classes;
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
    if (end - i > 1) regex += "-" + escaped(classes[end - 1]);
    i = end;
  }
  return regex + "]";
}

void Alphabet::AppendTo(std::string& tape, Symbol symbol) const {
  const char32_t code = CodeOf(classes_[symbol]);
  if (wide()) {
    AppendChar(tape, code);
  } else {
    tape += static_cast<char>(static_cast<unsigned char>(code));
  }
}

}  // namespace trichluc
