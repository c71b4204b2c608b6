#include "segment/vocabulary.h"

#include <array>
#include <string>
#include <string_view>

namespace trichluc {
namespace {

struct NamedPattern {
  std::string_view name;
  PatternId Vocabulary::*member;
};

struct NamedList {
  std::string_view name;
  ListId Vocabulary::*member;
};

constexpr std::array kPatterns = {
    NamedPattern{"emblem", &Vocabulary::emblem},
    NamedPattern{"after_emblem", &Vocabulary::after_emblem},
    NamedPattern{"number", &Vocabulary::number},
    NamedPattern{"bare_number", &Vocabulary::bare_number},
    NamedPattern{"date", &Vocabulary::date},
    NamedPattern{"date_slashed", &Vocabulary::date_slashed},
    NamedPattern{"head_mark", &Vocabulary::head_mark},
    NamedPattern{"attached", &Vocabulary::attached},
    NamedPattern{"addressee", &Vocabulary::addressee},
    NamedPattern{"opening", &Vocabulary::opening},
    NamedPattern{"body_start", &Vocabulary::body_start},
    NamedPattern{"body_dependent", &Vocabulary::body_dependent},
    NamedPattern{"name_opening", &Vocabulary::name_opening},
    NamedPattern{"recipients_head", &Vocabulary::recipients_head},
    NamedPattern{"recipients_words", &Vocabulary::recipients_words},
    NamedPattern{"filing", &Vocabulary::filing},
    NamedPattern{"authority", &Vocabulary::authority},
    NamedPattern{"on_behalf", &Vocabulary::on_behalf},
    NamedPattern{"position", &Vocabulary::position},
    NamedPattern{"person", &Vocabulary::person},
    NamedPattern{"person_caps", &Vocabulary::person_caps},
    NamedPattern{"seal", &Vocabulary::seal},
    NamedPattern{"recipient_and_signature", &Vocabulary::recipient_and_signature},
    NamedPattern{"label_part", &Vocabulary::label_part},
    NamedPattern{"label_chapter", &Vocabulary::label_chapter},
    NamedPattern{"label_division", &Vocabulary::label_division},
    NamedPattern{"label_article", &Vocabulary::label_article},
    NamedPattern{"label_clause", &Vocabulary::label_clause},
    NamedPattern{"label_annex", &Vocabulary::label_annex},
    NamedPattern{"cites_part", &Vocabulary::cites_part},
    NamedPattern{"noise", &Vocabulary::noise},
    NamedPattern{"table_head", &Vocabulary::table_head},
    NamedPattern{"footnote", &Vocabulary::footnote},
    NamedPattern{"paragraph_start", &Vocabulary::paragraph_start},
};

constexpr std::array kLists = {
    NamedList{"document_type", &Vocabulary::document_type}, NamedList{"ordinal", &Vocabulary::ordinal}, NamedList{"hanging", &Vocabulary::hanging},
    NamedList{"abbreviation", &Vocabulary::abbreviation},
};

GrammarFault Lacks(std::string_view what, std::string_view name) {
  return {"outline", 0, 0, "the outline needs the " + std::string(what) + " `" + std::string(name) + "`; no file defines it"};
}

}  // namespace

Vocabulary::Vocabulary(const PatternTable& table) {
  for (const NamedPattern& entry : kPatterns) this->*entry.member = table.FindPattern(entry.name);
  for (const NamedList& entry : kLists) this->*entry.member = table.FindList(entry.name);
}

std::vector<GrammarFault> Vocabulary::Missing(const PatternTable& table) {
  std::vector<GrammarFault> faults;
  for (const NamedPattern& entry : kPatterns) {
    if (table.FindPattern(entry.name) == PatternId::kNone) faults.push_back(Lacks("pattern", entry.name));
  }
  for (const NamedList& entry : kLists) {
    if (table.FindList(entry.name) == ListId::kNone) faults.push_back(Lacks("list", entry.name));
  }
  return faults;
}

}  // namespace trichluc
