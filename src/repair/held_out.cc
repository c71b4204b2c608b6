#include "repair/held_out.h"

#include <array>

#include "grammar/hash.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::uint64_t kBase = 0x9E3779B97F4A7C15ULL;

constexpr std::uint64_t Power(std::size_t exponent) {
  std::uint64_t out = 1;
  for (; exponent > 0; --exponent) out *= kBase;
  return out;
}

// Calls `use` with a number for each run of words; stops where it answers true.
template <typename Use>
bool AnyRun(std::string_view text, Use use) {
  std::array<std::uint64_t, HeldOut::kRun> words{};
  std::size_t count = 0;
  std::uint64_t run = 0;  // of the last words, the oldest times the highest power
  std::uint64_t word = 0;
  const auto end_word = [&] {
    if (word == 0) return false;
    std::uint64_t& oldest = words[count % HeldOut::kRun];
    if (count >= HeldOut::kRun) run -= oldest * Power(HeldOut::kRun - 1);
    run = run * kBase + word;
    oldest = word;
    word = 0;
    return ++count >= HeldOut::kRun && use(run);
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    const CharClass kind = ClassOf(c);
    if (IsLetter(kind) || kind == CharClass::kDigit) {
      word = HashStep(word + 1, BareLetter(c));
    } else if (kind != CharClass::kMark && end_word()) {
      return true;
    }
  }
  return end_word();
}

}  // namespace

void HeldOut::Add(std::string_view text) {
  AnyRun(text, [&](std::uint64_t run) {
    runs_.insert(run);
    return false;
  });
}

bool HeldOut::Shares(std::string_view paragraph) const {
  return AnyRun(paragraph, [&](std::uint64_t run) { return runs_.contains(run); });
}

}  // namespace trichluc
