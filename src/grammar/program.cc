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
    : regex(pattern.Regex(alphabet), TapeOptions(alphabet)), heads(pattern.Heads(alphabet)) {}

}  // namespace trichluc
