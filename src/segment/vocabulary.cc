#include "segment/vocabulary.h"

#include <array>
#include <string>
#include <string_view>

namespace trichluc {
namespace {

struct NamedPattern {
  std::string_view name;
  PatternId Vocabulary::*member;
  std::string_view file;  // of the built-in grammars that has it
};

struct NamedList {
  std::string_view name;
  ListId Vocabulary::*member;
  std::string_view file;
};

constexpr std::array kPatterns = {
    NamedPattern{"emblem", &Vocabulary::emblem, "head.toml"},
    NamedPattern{"after_emblem", &Vocabulary::after_emblem, "head.toml"},
    NamedPattern{"number", &Vocabulary::number, "head.toml"},
    NamedPattern{"bare_number", &Vocabulary::bare_number, "head.toml"},
    NamedPattern{"date", &Vocabulary::date, "head.toml"},
    NamedPattern{"date_slashed", &Vocabulary::date_slashed, "head.toml"},
    NamedPattern{"head_mark", &Vocabulary::head_mark, "head.toml"},
    NamedPattern{"attached", &Vocabulary::attached, "head.toml"},
    NamedPattern{"addressee", &Vocabulary::addressee, "head.toml"},
    NamedPattern{"opening", &Vocabulary::opening, "head.toml"},
    NamedPattern{"body_start", &Vocabulary::body_start, "head.toml"},
    NamedPattern{"body_dependent", &Vocabulary::body_dependent, "head.toml"},
    NamedPattern{"name_opening", &Vocabulary::name_opening, "head.toml"},
    NamedPattern{"recipients_head", &Vocabulary::recipients_head, "closing.toml"},
    NamedPattern{"recipients_words", &Vocabulary::recipients_words, "closing.toml"},
    NamedPattern{"filing", &Vocabulary::filing, "closing.toml"},
    NamedPattern{"authority", &Vocabulary::authority, "closing.toml"},
    NamedPattern{"on_behalf", &Vocabulary::on_behalf, "closing.toml"},
    NamedPattern{"position", &Vocabulary::position, "closing.toml"},
    NamedPattern{"person", &Vocabulary::person, "closing.toml"},
    NamedPattern{"person_caps", &Vocabulary::person_caps, "closing.toml"},
    NamedPattern{"seal", &Vocabulary::seal, "closing.toml"},
    NamedPattern{"recipient_and_signature", &Vocabulary::recipient_and_signature, "closing.toml"},
    NamedPattern{"label_part", &Vocabulary::label_part, "labels.toml"},
    NamedPattern{"label_chapter", &Vocabulary::label_chapter, "labels.toml"},
    NamedPattern{"label_division", &Vocabulary::label_division, "labels.toml"},
    NamedPattern{"label_article", &Vocabulary::label_article, "labels.toml"},
    NamedPattern{"label_clause", &Vocabulary::label_clause, "labels.toml"},
    NamedPattern{"label_annex", &Vocabulary::label_annex, "labels.toml"},
    NamedPattern{"cites_part", &Vocabulary::cites_part, "labels.toml"},
    NamedPattern{"noise", &Vocabulary::noise, "paragraphs.toml"},
    NamedPattern{"page_mark", &Vocabulary::page_mark, "paragraphs.toml"},
    NamedPattern{"page_counter", &Vocabulary::page_counter, "paragraphs.toml"},
    NamedPattern{"table_head", &Vocabulary::table_head, "paragraphs.toml"},
    NamedPattern{"footnote", &Vocabulary::footnote, "paragraphs.toml"},
    NamedPattern{"bare_footnote", &Vocabulary::bare_footnote, "paragraphs.toml"},
    NamedPattern{"paragraph_start", &Vocabulary::paragraph_start, "paragraphs.toml"},
};

constexpr std::array kLists = {
    NamedList{"document_type", &Vocabulary::document_type, "head.toml"}, NamedList{"ordinal", &Vocabulary::ordinal, "labels.toml"}, NamedList{"hanging", &Vocabulary::hanging, "paragraphs.toml"},
    NamedList{"abbreviation", &Vocabulary::abbreviation, "paragraphs.toml"},
};

template <typename Named>
GrammarFault Lacks(std::string_view what, const Named& entry) {
  return {"outline/" + std::string(entry.file), 1, 1,
          "no file defines the " + std::string(what) + " `" + std::string(entry.name) +
              "`, which the outline needs; take it from the built-in file"};
}

}  // namespace

Vocabulary::Vocabulary(const PatternTable& table) {
  for (const NamedPattern& entry : kPatterns) this->*entry.member = table.FindPattern(entry.name);
  for (const NamedList& entry : kLists) this->*entry.member = table.FindList(entry.name);
}

std::vector<GrammarFault> Vocabulary::Missing(const PatternTable& table) {
  std::vector<GrammarFault> faults;
  for (const NamedPattern& entry : kPatterns) {
    const bool known = table.FindPattern(entry.name) != PatternId::kNone || table.HasFault(entry.name);
    if (!known) faults.push_back(Lacks("pattern", entry));
  }
  for (const NamedList& entry : kLists) {
    const bool known = table.FindList(entry.name) != ListId::kNone || table.HasFault(entry.name);
    if (!known) faults.push_back(Lacks("list", entry));
  }
  return faults;
}

}  // namespace trichluc
