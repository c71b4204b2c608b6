// The patterns and lists of grammars/outline that the outline is read with, each found by name once.
#pragma once

#include <vector>

#include "grammar/pattern_table.h"

namespace trichluc {

struct Vocabulary {
  // head.toml
  PatternId emblem, after_emblem, number, bare_number, date, date_slashed, head_mark, attached, addressee, opening;
  PatternId body_start, body_dependent, name_opening;
  ListId document_type;
  // closing.toml
  PatternId recipients_head, recipients_words, filing, authority, on_behalf, position, person, person_caps, seal;
  PatternId recipient_and_signature;
  // labels.toml
  PatternId label_part, label_chapter, label_division, label_article, label_clause, label_annex, cites_part;
  ListId ordinal;
  // paragraphs.toml
  PatternId noise, page_mark, page_counter, table_head, footnote, bare_footnote, paragraph_start;
  ListId hanging, abbreviation;

  explicit Vocabulary(const PatternTable& table);

  // One fault for each pattern or list that the table lacks.
  [[nodiscard]] static std::vector<GrammarFault> Missing(const PatternTable& table);
};

}  // namespace trichluc
