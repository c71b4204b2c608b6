// Says what a writer wrote where a machine misread it: the layer between ingest and normalize.
//
// Each page is judged by its own text: right, misread here and there, read by a machine that knows no Vietnamese, or without
// any marks. Right pages pass almost untouched; the others are decoded with the table of confusions that fits their damage.
// Codes and dates have a channel of their own. Every change is kept as a Repair with its reason and probability.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"
#include "pages/paged_text.h"
#include "repair/repair.h"
#include "text/alignment.h"
#include "trichluc/engine.h"
#include "trichluc/grammar.h"
#include "trichluc/result.h"

namespace trichluc {

struct RepairedPage {
  Span span;  // of the text that was read
  Damage damage = Damage::kNone;
};

struct RepairedText {
  std::string text;
  Alignment alignment;           // with the text that was read
  std::vector<Repair> repairs;   // in order; spans of the text that was read
  std::vector<RepairedPage> pages;
};

// Shared by all threads. The model is opened at once; what only damaged text needs is made when it is first met.
class Repairer {
 public:
  // `tables` are the files of grammars/confusions. Fails where the model cannot be read; a faulty table fails the first text
  // that needs it, and Check beforehand.
  static Result<Repairer> Open(const std::string& model, std::vector<GrammarText> tables);
  Repairer(Repairer&&) noexcept;
  Repairer& operator=(Repairer&&) noexcept;
  ~Repairer();

  // The share of the words of each text that are none, or that stand where another is far likelier: 0.00 to 0.02 of what was
  // written, a tenth and more of what a machine read badly. Nothing is said of texts of a few words (0).
  [[nodiscard]] std::vector<double> Oddness(std::span<const std::string_view> texts) const;

  // `text` is valid UTF-8 in any normalization form.
  // `read` says that a machine read it from a picture: then no page is taken for right. `words`, in order, say how sure it was of
  // each.
  [[nodiscard]] Result<RepairedText> Run(std::string_view text, RepairMode mode, bool read = false,
                                         std::span<const WordPlace> words = {}) const;

 private:
  struct Parts;
  explicit Repairer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// The faults of the tables: what the lines of each file lack.
void CheckConfusions(const std::vector<GrammarText>& tables, std::vector<GrammarFault>& faults);

}  // namespace trichluc
