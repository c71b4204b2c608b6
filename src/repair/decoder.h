// Finds what was meant by a text that was misread: the likeliest words, given what was read of each and what words follow each
// other. A noisy channel: the costs of a Channel and of a LanguageModel are added along each way to read the text, and the
// cheapest way is kept by a beam search.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "repair/channel.h"
#include "repair/language_model.h"
#include "repair/repair.h"
#include "repair/word_tree.h"

namespace trichluc {

// How the decoder weighs.
struct DecoderOptions {
  float model_weight = 1.0F;
  std::size_t beam = 16;
};

// All three must outlive it; it never changes, and any number of threads may use one.
class Decoder {
 public:
  Decoder(const LanguageModel& model, const WordTree& tree, const Channel& channel, const DecoderOptions& options = {});

  // `text` is NFC. `fixed`, ascending, are stretches that another layer has settled (codes): they stay as they are.
  [[nodiscard]] std::vector<Repair> Decode(std::string_view text, const std::vector<Span>& fixed = {}) const;

 private:
  const LanguageModel& model_;
  const WordTree& tree_;
  const Channel& channel_;
  DecoderOptions options_;
};

}  // namespace trichluc
