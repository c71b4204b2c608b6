// Document codes have a channel of their own: they are no words of the language, but they have few parts.
//
// A code is a number, perhaps a year, the type of the document and who issued it: 946/KH-UBND, 30/2020/NĐ-CP, 114-KL/TW. Of what
// was read, the parts that are known (grammars/confusions/code_parts.tsv) and what fits between them tell what was written;
// a part that none of them resembles stays as it was read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "repair/channel.h"
#include "repair/lattice.h"
#include "repair/repair.h"
#include "repair/word_tree.h"
#include "trichluc/grammar.h"

namespace trichluc {

struct CodePart {
  enum class Role : std::uint8_t { kType, kTerm, kIssuer, kParty };
  std::string form;
  Role role = Role::kType;
  float rarity = 0;  // -ln of how common it is among all parts
};

// `path` stands in the faults only; a faulty line is left out.
[[nodiscard]] std::vector<CodePart> ParseCodeParts(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults);

class CodeReader {
 public:
  // `date_words` stand before a date, bare and in lower case.
  CodeReader(std::vector<CodePart> parts, std::vector<std::string> date_words, const Letters& letters);

  struct Found {
    std::vector<Repair> repairs;
    std::vector<Span> codes;  // where codes stand in the text, repaired or not: no word stands there
  };
  enum class Page : std::uint8_t {
    kRight,  // only signs that no writer sets tell of a machine
    kDamaged,  // figures that a writer may have meant as they are were misread as well, where a date or a share is expected
  };
  // `channel` is that of the words; `text` is NFC.
  [[nodiscard]] Found Read(std::string_view text, const Channel& channel, Page page) const;

 private:
  std::vector<CodePart> parts_;  // by number in the tree; the first few are none
  std::vector<std::string> date_words_;
  WordTree tree_;
};

}  // namespace trichluc
