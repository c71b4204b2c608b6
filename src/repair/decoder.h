// Finds what was meant by a text that was misread: the likeliest words, given what was read of each and what words follow each
// other. A noisy channel: the costs of a Channel and of a LanguageModel are added along each way to read the text, and the
// cheapest way is kept by a beam search.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "repair/channel.h"
#include "repair/language_model.h"
#include "repair/repair.h"
#include "repair/word_tree.h"

namespace trichluc {

// What is known of a stretch of text beside its letters: `doubt` is ln(P(what is known | misread) / P(what is known | read right)).
struct Evidence {
  Span span;
  float doubt = 0;
};

// How the decoder weighs.
struct DecoderOptions {
  float model_weight = 1.0F;  // of what the model says, beside what the channel says
  std::size_t beam = 8;       // ways to read the text that are followed at a time
};

// Reads one text after another and remembers how it read each stretch of letters. The three that it is made from must outlive
// it and may be shared; a decoder itself belongs to one thread.
class Decoder {
 public:
  Decoder(const LanguageModel& model, const WordTree& tree, const Channel& channel, const DecoderOptions& options = {});
  Decoder(Decoder&&) noexcept;
  ~Decoder();

  // What to write otherwise, in order. `text` is NFC. `fixed`, ascending, are stretches that another layer has settled
  // (codes): they stay as they are. `evidence` is ascending too.
  [[nodiscard]] std::vector<Repair> Decode(std::string_view text, const std::vector<Span>& fixed = {},
                                           const std::vector<Evidence>& evidence = {});

 private:
  class Search;
  std::unique_ptr<Search> search_;
};

}  // namespace trichluc
