#include "grammar/program.h"

#include <cstdint>
#include <cstdlib>

namespace trichluc {
namespace {

constexpr std::int64_t kMemory = std::int64_t{8} << 20;

}  // namespace

bool RegexErrorsAreLogged() { return std::getenv("TRICHLUC_LOG_REGEX_ERRORS") != nullptr; }

RE2::Options TapeOptions(const Alphabet& alphabet) {
  RE2::Options options;
  options.set_log_errors(RegexErrorsAreLogged());
  options.set_max_mem(kMemory);
  options.set_encoding(alphabet.wide() ? RE2::Options::EncodingUTF8 : RE2::Options::EncodingLatin1);
  return options;
}

Program::Program(const Pattern& pattern, const Alphabet& alphabet)
    : regex(pattern.Regex(alphabet), TapeOptions(alphabet)), places_(alphabet.size(), 0) {
  const std::vector<ClassSet> heads = pattern.Heads(alphabet);
  least_ = heads.size();
  for (std::size_t c = 0; c < places_.size(); ++c) {
    for (std::size_t n = 0; n < least_; ++n) places_[c] |= heads[n].Contains(static_cast<Alphabet::Class>(c)) ? 1U << n : 0U;
  }
}

std::size_t Program::NextStart(const std::vector<Alphabet::Class>& items, std::size_t from) const {
  for (std::size_t i = from; i + least_ <= items.size(); ++i) {
    std::size_t n = 0;
    while (n < least_ && (places_[items[i + n]] >> n & 1) != 0) ++n;
    if (n == least_) return i;
  }
  return items.size();
}

}  // namespace trichluc
