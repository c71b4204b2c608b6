#include "index/faults.h"

#include "records/edtf.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kShown = 60;  // bytes of what was typed

// What was typed, its beginning where it is long.
std::string Shown(const std::string& typed) {
  const std::string text = WellFormed(typed);
  const std::string_view beginning = Beginning(text, kShown);
  return "'" + std::string(beginning) + (beginning.size() < text.size() ? "…'" : "'");
}

Error Bad(std::string message) { return {Error::Code::kBadArgument, std::move(message)}; }

}  // namespace

std::optional<Error> FaultOfDays(const std::string& from, const std::string& to) {
  for (const std::string* day : {&from, &to}) {
    if (!day->empty() && !WholeDay(*day)) return Bad(Shown(*day) + ": is no day (write it like 2026-06-30)");
  }
  if (from.empty() || to.empty() || from <= to) return std::nullopt;
  return Bad("'" + from + "': is later than '" + to + "' (give the earlier day first)");
}

std::optional<Error> FaultOfWords(const std::string& typed, std::size_t count) {
  if (count <= kMostWordsAsked) return std::nullopt;
  return Bad(Shown(typed) + ": has " + std::to_string(count) + " words (give at most " + std::to_string(kMostWordsAsked) + ")");
}

std::optional<Error> FaultOfWords(const std::string& typed, const WordsQuestion& question) {
  std::size_t count = 0;
  for (const auto* phrases : {&question.phrases, &question.excluded}) {
    for (const WordsQuestion::Phrase& phrase : *phrases) count += phrase.words.size();
  }
  return FaultOfWords(typed, count);
}

}  // namespace trichluc
