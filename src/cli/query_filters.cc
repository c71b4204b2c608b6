#include "cli/query_filters.h"

#include "cli/options.h"

namespace trichluc::cli {

void QueryFilters::AddTo(CLI::App& command, const char* about_limit, std::size_t least, const DayNames& names) {
  command.add_option("WORDS", words, "All of them must be there; \"a phrase\", begin*, -without")->type_name("");
  const auto add = [&](const char* name, std::string& value, const char* type, const char* about) { command.add_option(name, value, about)->type_name(type); };
  add("--type", query.type, "TYPE", "Of that type, with or without marks");
  add("--issuer", query.issuer, "NAME", "Issued by it; the beginning of a name, with or without marks");
  add("--place", query.place, "NAME", "Of that province: its name, with or without marks, or its id (vn:75)");
  add("--unit", query.unit, "NAME", "That charge a unit with something; the beginning of its name");
  add("--target", query.target, "WORDS", "That set a target for something: words of what is to be reached");
  add("--reference", query.reference, "CODE", "That cite a document: its code in any form, or the beginning of its name");
  add("--code", query.code, "CODE", "Of that code");
  add(names.from, query.from, "DAY", "Of that day or later");
  add(names.to, query.to, "DAY", "Of that day or earlier");
  add("--due-from", query.due_from, "DAY", "With a deadline that may be on that day or later");
  add("--due-to", query.due_to, "DAY", "With a deadline that may be on that day or earlier");
  AddChoice<IndexQuery::Order>(command, "--order", {{"rank", IndexQuery::Order::kRank}, {"date", IndexQuery::Order::kDate}}, query.order,
                               "rank (the best first; the default) or date (the latest first)")
      ->type_name("ORDER");
  command.add_option("--limit", query.limit, about_limit)->type_name("N")->check(CLI::Range(least, std::size_t{1'000'000}).description(""));
  command.add_option("--offset", query.offset, "Pass over the first N")->type_name("N");
}

IndexQuery QueryFilters::Query() const {
  IndexQuery asked = query;
  for (const std::string& word : words) asked.words.append(asked.words.empty() ? "" : " ").append(word);
  return asked;
}

}  // namespace trichluc::cli
