#include "cli/index_answers.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/terminal.h"
#include "trichluc/index_answers.h"

namespace trichluc::cli {
namespace {

constexpr std::size_t kLargestList = std::size_t{64} << 20;  // bytes of a list of replaced documents

constexpr const char* kReferenceExamples =
    "Examples:\n"
    "  trichluc index reference plans.db 33/CT-TTg            who cites it, of any year\n"
    "  trichluc index reference plans.db 33/CT-TTg@2030       of that year\n"
    "  trichluc index reference plans.db \"Luat Thanh tra\"    a name, or its beginning\n";
constexpr const char* kUnitExamples =
    "Examples:\n"
    "  trichluc index unit plans.db \"So Noi vu\"                       marks may be left out\n"
    "  trichluc index unit plans.db \"So Noi vu\" --role lead --to 2031-06-30\n";
constexpr const char* kDueExamples =
    "Examples:\n"
    "  trichluc index due plans.db --from 2031-06-01 --to 2031-06-30\n"
    "  trichluc index due plans.db --unit \"So Noi vu\" --format csv > due.csv\n";
constexpr const char* kTargetsExamples =
    "Examples:\n"
    "  trichluc index targets plans.db --differ                for what do documents set different values?\n"
    "  trichluc index targets plans.db --subject \"ho ngheo\"   all that is measured of it\n";
constexpr const char* kConflictsExamples =
    "Examples:\n"
    "  trichluc index conflicts --format csv plans.db > conflicts.csv\n";
constexpr const char* kGraphExamples =
    "Examples:\n"
    "  trichluc index graph plans.db --to graphml -o plans.graphml    for Gephi, yEd, networkx\n"
    "  trichluc index graph plans.db --to dot | dot -Tsvg > plans.svg\n";
constexpr const char* kSupersedeExamples =
    "Examples:\n"
    "  trichluc index supersede plans.db replaced.tsv    code, replaced by, from date, note\n";

enum class AnswerFormat { kText, kJson, kCsv };

// What all questions have in common.
struct Common {
  std::string address;
  AnswerFormat format = AnswerFormat::kText;
  Colour colour = Colour::kAuto;

  void AddAddress(CLI::App& command) { command.add_option("INDEX", address, "The database")->type_name("")->required(); }
  void AddTo(CLI::App& command) {
    AddChoice<AnswerFormat>(command, "--format", {{"text", AnswerFormat::kText}, {"json", AnswerFormat::kJson}, {"csv", AnswerFormat::kCsv}}, format,
                            "text (the default), json or csv")
        ->type_name("FORMAT");
    AddColour(command, colour);
  }
};

template <typename Query>
void AddWindow(CLI::App& command, Query& query) {
  command.add_option("--limit", query.limit, "Show N at most; 0: only how many there are")->type_name("N")->capture_default_str();
  command.add_option("--offset", query.offset, "Leave out the first N")->type_name("N");
}

// Opens the index, asks, and prints the answer.
template <typename Answer, typename Query>
int Ask(const Common& common, const Query& query, Result<Answer> (*ask)(const Index&, const Query&)) {
  const Result<Index> index = Index::Open(common.address, Index::Access::kRead);
  if (!index) return Fail(index.error());
  const Result<Answer> answer = ask(*index, query);
  if (!answer) return Fail(answer.error());
  switch (common.format) {
    case AnswerFormat::kJson: return PrintAll(ToJson(*answer));
    case AnswerFormat::kCsv: return PrintAll(ToCsv(*answer));
    case AnswerFormat::kText: break;
  }
  return PrintAll(ToText(*answer, {.colour = UseColour(common.colour, ""), .width = TextWidth("")}));
}

// A command whose options are a query.
template <typename Query>
struct Question {
  Common common;
  Query query;
};

void AddReference(CLI::App& index, int& exit_code) {
  const auto asked = std::make_shared<Question<ReferenceQuery>>();
  CLI::App* command = index.add_subcommand("reference", "Who cites a document, what is said of it, and whether it is in the index");
  asked->common.AddAddress(*command);
  command->add_option("REFERENCE", asked->query.reference, "A code in any form, with or without its year, or the beginning of a name")->required();
  AddWindow(*command, asked->query);
  asked->common.AddTo(*command);
  command->footer(kReferenceExamples);
  command->callback([asked, &exit_code] { exit_code = Ask(asked->common, asked->query, AskReference); });
}

void AddUnit(CLI::App& index, int& exit_code) {
  const auto asked = std::make_shared<Question<UnitQuery>>();
  CLI::App* command = index.add_subcommand("unit", "What a unit is charged with in all documents, and by when");
  asked->common.AddAddress(*command);
  command->add_option("NAME", asked->query.unit, "The unit's name, or its beginning up to the end of a word")->required();
  command->add_option("--role", asked->query.role, "Only what it leads (lead) or helps with (with)")->type_name("ROLE");
  command->add_option("--from", asked->query.from, "Due on DAY (2031-07-01) or later")->type_name("DAY");
  command->add_option("--to", asked->query.to, "Due on DAY or before")->type_name("DAY");
  AddWindow(*command, asked->query);
  asked->common.AddTo(*command);
  command->footer(kUnitExamples);
  command->callback([asked, &exit_code] { exit_code = Ask(asked->common, asked->query, AskUnit); });
}

void AddDue(CLI::App& index, int& exit_code) {
  const auto asked = std::make_shared<Question<DueQuery>>();
  CLI::App* command = index.add_subcommand("due", "What is due when, in all documents");
  asked->common.AddAddress(*command);
  command->add_option("--from", asked->query.from, "Due on DAY (2031-07-01) or later")->type_name("DAY");
  command->add_option("--to", asked->query.to, "Due on DAY or before")->type_name("DAY");
  command->add_option("--unit", asked->query.unit, "Only what is set for the unit of that NAME, or beginning of a name")->type_name("NAME");
  AddChoice<DueQuery::Step>(*command, "--by", {{"month", DueQuery::Step::kMonth}, {"day", DueQuery::Step::kDay}}, asked->query.step, "Count by month (the default) or day")
      ->type_name("TIME");
  AddWindow(*command, asked->query);
  asked->common.AddTo(*command);
  command->footer(kDueExamples);
  command->callback([asked, &exit_code] { exit_code = Ask(asked->common, asked->query, AskDue); });
}

void AddTargets(CLI::App& index, int& exit_code) {
  const auto asked = std::make_shared<Question<TargetQuery>>();
  CLI::App* command = index.add_subcommand("targets", "What several documents set targets for, and where these differ");
  asked->common.AddAddress(*command);
  command->add_option("--subject", asked->query.subject, "Only targets whose subject has these WORDS")->type_name("WORDS");
  command->add_flag("--differ", asked->query.differing, "Only those that differ");
  command->add_option("--least", asked->query.least, "Only what N documents set; 2 where no subject is given")->type_name("N");
  AddWindow(*command, asked->query);
  asked->common.AddTo(*command);
  command->footer(kTargetsExamples);
  command->callback([asked, &exit_code] { exit_code = Ask(asked->common, asked->query, AskTargets); });
}

void AddConflicts(CLI::App& index, int& exit_code) {
  const auto asked = std::make_shared<Question<ConflictQuery>>();
  CLI::App* command = index.add_subcommand("conflicts", "What documents say differently of one document, and codes that are probably one");
  asked->common.AddAddress(*command);
  AddWindow(*command, asked->query);
  asked->common.AddTo(*command);
  command->footer(kConflictsExamples);
  command->callback([asked, &exit_code] { exit_code = Ask(asked->common, asked->query, FindConflicts); });
}

// ---- the graph --------------------------------------------------------------------------------------------------------------

struct GraphOptions {
  std::string address;
  std::optional<GraphForm> form;
  std::string output;
};

int RunGraph(const GraphOptions& options) {
  if (!options.form) return Fail({Error::Code::kBadArgument, "--to is missing (give --to graphml, dot or json)"});
  const Result<Index> index = Index::Open(options.address, Index::Access::kRead);
  if (!index) return Fail(index.error());
  if (LookAt(options.output).SameFile(LookAt(options.address))) {
    return Fail({Error::Code::kBadArgument, "-o " + options.output + ": this is the index, and would be overwritten (choose another name)"});
  }
  Result<Sink> sink = Sink::Open(options.output);
  if (!sink) return Fail(sink.error());
  const std::optional<Error> fault = WriteGraph(*index, *options.form, [&](std::string_view piece) { return sink->Write(piece); });
  const std::optional<Error> unwritten = sink->Close();
  if (fault) return Fail(*fault);
  return unwritten ? Fail(*unwritten) : kOk;
}

void AddGraph(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<GraphOptions>();
  CLI::App* command = index.add_subcommand("graph", "Write all documents and who cites whom as a graph");
  command->add_option("INDEX", options->address, "The database")->type_name("")->required();
  AddChoice<std::optional<GraphForm>>(*command, "--to", {{"graphml", GraphForm::kGraphMl}, {"dot", GraphForm::kDot}, {"json", GraphForm::kJson}}, options->form,
                                      "graphml, dot (Graphviz) or json (nodes and links)")
      ->type_name("FORM");
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output")->type_name("FILE");
  command->footer(kGraphExamples);
  command->callback([options, &exit_code] { exit_code = RunGraph(*options); });
}

// ---- what was replaced ------------------------------------------------------------------------------------------------------

struct SupersedeOptions {
  std::string address;
  std::string list;
};

int RunSupersede(const SupersedeOptions& options) {
  // To write makes an index where there is none; a list alone makes no sense.
  if (const Result<Index> there = Index::Open(options.address, Index::Access::kRead); !there) return Fail(there.error());
  const Result<std::string> list = ReadInput(options.list, kLargestList);
  if (!list) return Fail(list.error());
  Result<Index> index = Index::Open(options.address, Index::Access::kWrite);
  if (!index) return Fail(index.error());
  const Result<std::size_t> lines = ReplaceSupersessions(*index, *list);
  if (!lines && lines.error().code == Error::Code::kBadArgument) return Fail({lines.error().code, InputName(options.list) + ": " + lines.error().message});
  if (!lines) return Fail(lines.error());
  Complain(std::to_string(*lines) + (*lines == 1 ? " document is" : " documents are") + " said to be replaced");
  return kOk;
}

void AddSupersede(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<SupersedeOptions>();
  CLI::App* command = index.add_subcommand("supersede", "Say which documents were replaced, by which, and when; takes the place of all said before");
  command->add_option("INDEX", options->address, "The database")->type_name("")->required();
  command->add_option("LIST", options->list, "Lines of code, replaced by, from date and note, with tabs between them")->required();
  command->footer(kSupersedeExamples);
  command->callback([options, &exit_code] { exit_code = RunSupersede(*options); });
}

}  // namespace

void AddIndexAnswers(CLI::App& index, int& exit_code) {
  AddReference(index, exit_code);
  AddUnit(index, exit_code);
  AddDue(index, exit_code);
  AddTargets(index, exit_code);
  AddConflicts(index, exit_code);
  AddGraph(index, exit_code);
  AddSupersede(index, exit_code);
}

}  // namespace trichluc::cli
