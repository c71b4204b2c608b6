// The program as its users meet it: options, files, output, messages, exit codes.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/program.h"
#include "trichluc/output.h"
#include "trichluc/version.h"

namespace trichluc {
namespace {

using Json = nlohmann::json;
using testing::Outcome;
using testing::RunOptions;
using testing::TempFolder;
using ::testing::TestWithParam;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kPlan =
    "UBND HUYỆN BÌNH AN\n"
    "Số: 27/KH-UBND\n"
    "\n"
    "KẾ HOẠCH\n"
    "Trồng cây dọc các tuyến kênh năm 2031\n"
    "\n"
    "I. MỤC TIÊU\n"
    "- Trên 80% tuyến kênh có cây bóng mát.\n"
    "II. THỰC HIỆN\n"
    "- Phòng Nông nghiệp chủ trì chọn giống cây, báo cáo trước ngày 15/12/2031.\n";

Outcome Trichluc(const std::vector<std::string>& arguments, const RunOptions& options = {}) {
  return testing::Run(TRICHLUC_PROGRAM, arguments, options);
}

bool Contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// A message names the program, the file or option, and a remedy in brackets; it is one line.
void ExpectOneMessage(const Outcome& outcome, std::string_view about) {
  EXPECT_EQ(Lines(outcome.err).size(), 1U) << outcome.err;
  EXPECT_EQ(outcome.err.rfind("trichluc: ", 0), 0U) << outcome.err;
  EXPECT_TRUE(Contains(outcome.err, about)) << outcome.err;
}

// ---- help and usage -----------------------------------------------------------------------------------------------------

class HelpTest : public TestWithParam<std::vector<std::string>> {};

TEST_P(HelpTest, HasUsageAndExamples) {
  std::vector<std::string> arguments = GetParam();
  arguments.emplace_back("--help");
  const Outcome outcome = Trichluc(arguments);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_TRUE(Contains(outcome.out, "Usage: trichluc")) << outcome.out;
  EXPECT_TRUE(Contains(outcome.out, "Examples:\n  trichluc")) << outcome.out;
  for (const std::string& line : Lines(outcome.out)) EXPECT_LE(line.size(), 100U) << line;
}

INSTANTIATE_TEST_SUITE_P(Commands, HelpTest,
                         ::testing::Values(std::vector<std::string>{}, std::vector<std::string>{"extract"},
                                           std::vector<std::string>{"normalize"}, std::vector<std::string>{"segment"},
                                           std::vector<std::string>{"explain"}, std::vector<std::string>{"grammar"},
                                           std::vector<std::string>{"grammar", "check"},
                                           std::vector<std::string>{"grammar", "test"},
                                           std::vector<std::string>{"eval"}, std::vector<std::string>{"ocr"},
                                           std::vector<std::string>{"schema"}));

TEST(CliTest, Version) {
  const Outcome outcome = Trichluc({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "trichluc " TRICHLUC_VERSION "\n");
}

struct Misuse {
  std::vector<std::string> arguments;
  std::string_view message;
};

class UsageTest : public TestWithParam<Misuse> {};

TEST_P(UsageTest, ExitsWithTwoAndSaysWhatToDo) {
  const Outcome outcome = Trichluc(GetParam().arguments);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  ExpectOneMessage(outcome, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Misuses, UsageTest,
    ::testing::Values(Misuse{{}, "no command was given (see trichluc --help)"},
                      Misuse{{"frobnicate"}, "no such command 'frobnicate': there are extract, export, report, index, search, "},
                      Misuse{{"extract"}, "FILE is required (see trichluc extract --help)"},
                      Misuse{{"extract", "--bogus", "x.txt"}, "no such option '--bogus' (see trichluc extract --help)"},
                      Misuse{{"extract", "--format", "xml", "x.txt"}, "use one of: json, jsonl, text, csv"},
                      Misuse{{"extract", "--format", "csv", "x.txt"}, "add --kind with one of: document, sections"},
                      Misuse{{"extract", "--format", "csv", "--kind", "tasks", "x.txt"}, "--kind tasks: no such kind"},
                      Misuse{{"extract", "--kind", "targets", "x.txt"}, "--kind goes with --format csv"},
                      Misuse{{"extract", "--threads", "0", "x.txt"}, "--threads"},
                      Misuse{{"extract", "--output=", "a.txt", "b.txt"}, "'--output=' has no value (see trichluc --help)"},
                      Misuse{{"extract", "-o", "x", "-o", "y", "a.txt"}, "given more than once"},
                      Misuse{{"extract", "--colour", "red", "x.txt"}, "auto, always, never"},
                      Misuse{{"extract", "a.txt", "b.txt"}, "use --format jsonl"},
                      Misuse{{"extract", "--progress", "yes", "x.txt"}, "auto, always, never"},
                      Misuse{{"extract", "--format", "jsonl", "--resume", "x.txt"}, "name it with -o"},
                      Misuse{{"extract", "--format", "jsonl", "--resume", "-o", "-", "x.txt"}, "name it with -o"},
                      Misuse{{"extract", "--resume", "-o", "x.json", "x.txt"}, "use --format jsonl"},
                      Misuse{{"extract", "--format", "jsonl", "--resume", "-o", "/dev/null", "x.txt"}, "is no file that --resume"},
                      Misuse{{"extract", "--format", "jsonl", "--resume", "-o", "x.jsonl", "-"}, "give files"},
                      Misuse{{"extract", "-", "-"}, "only once"}, Misuse{{"explain", "x.txt"}, "--at is required"},
                      Misuse{{"explain", "x.txt", "--at", "0:1"}, "--at 12:1"},
                      Misuse{{"explain", "x.txt", "--at", "here"}, "--at 12:1"}, Misuse{{"grammar"}, "check or test"},
                      Misuse{{"grammar", "run"}, "no such command 'run': there are check, test (see trichluc grammar --help)"},
                      Misuse{{"schema", "x"}, "one argument too many: 'x' (see trichluc schema --help)"},
                      Misuse{{"explain", "x.txt", "--at"}, "--at: its value is missing"},
                      Misuse{{"eval", "gold"}, "OUT is required"},
                      Misuse{{"segment", "--format", "csv", "x.txt"}, "json, text"}));

// ---- reading ------------------------------------------------------------------------------------------------------------

TEST(ExtractTest, OneFileIsOneJsonDocument) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", kPlan);
  const Outcome outcome = Trichluc({"extract", plan});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  const Json json = Json::parse(outcome.out);
  EXPECT_EQ(json["schema"], "trichluc.record/1");
  EXPECT_EQ(json["source"]["name"], plan);
  EXPECT_EQ(json["source"]["bytes"], std::string_view(kPlan).size());
}

TEST(ExtractTest, TheStandardInput) {
  const Outcome outcome = Trichluc({"extract", "-"}, {.input = kPlan});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(Json::parse(outcome.out)["source"]["name"], "(standard input)");
}

TEST(ExtractTest, AnEmptyFileIsReadAndRemarkedOn) {
  const TempFolder folder;
  const Outcome outcome = Trichluc({"extract", folder.Write("empty.txt", "")});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_FALSE(Json::parse(outcome.out)["diagnostics"].empty());
}

TEST(ExtractTest, WhatCannotBeReadIsNamedAndTheRestIsWritten) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", kPlan);
  const std::string missing = folder.Path("missing.txt");
  const Outcome outcome = Trichluc({"extract", "--format", "jsonl", missing, plan});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(Lines(outcome.out).size(), 1U);
  ASSERT_EQ(Lines(outcome.err).size(), 2U) << outcome.err;
  EXPECT_EQ(Lines(outcome.err)[0],
            "trichluc: " + missing + ": cannot be read: No such file or directory (check the spelling of the path)");
  EXPECT_EQ(Lines(outcome.err)[1].rfind("trichluc: 1 read, 1 failed, 0.0 MB in ", 0), 0U) << outcome.err;
}

TEST(ExtractTest, AFileWithoutPermission) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may read every file";
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", kPlan);
  ASSERT_EQ(chmod(plan.c_str(), 0), 0);
  const Outcome outcome = Trichluc({"extract", plan});
  EXPECT_EQ(outcome.exit_code, 1);
  ExpectOneMessage(outcome, plan + ": cannot be read: Permission denied (check the file's permissions)");
}

TEST(ExtractTest, ABinaryFileIsRefused) {
  const TempFolder folder;
  std::string bytes("\x7F\x45\x4C\x46\x02\x01\x01\x00\x00\x00", 10);
  for (int i = 0; i < 500; ++i) bytes += static_cast<char>(i * 37);
  const std::string path = folder.Write("program.txt", bytes);
  const Outcome outcome = Trichluc({"extract", path});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  ExpectOneMessage(outcome, path);
}

TEST(ExtractTest, AFileOverTheLimitIsNotRead) {
  const TempFolder folder;
  const std::string path = folder.Write("large.txt", "");
  std::filesystem::resize_file(path, std::uintmax_t{300} << 20);  // takes no space on the disk
  const Outcome outcome = Trichluc({"extract", path});
  EXPECT_EQ(outcome.exit_code, 1);
  ExpectOneMessage(outcome, path + ": cannot be read: longer than the limit of 256 MiB (split the file)");
}

TEST(ExtractTest, FoldersAreReadInSortedOrder) {
  const TempFolder folder;
  for (const char* name : {"b/2.txt", "b/1.md", "a.txt", "c/d/e.TXT", "b/notes.json", "b/.txt"})
    folder.Write(name, kPlan);
  const Outcome outcome = Trichluc({"extract", "--format", "jsonl", folder.Path("")});
  EXPECT_EQ(outcome.exit_code, 0);
  std::vector<std::string> names;
  for (const std::string& line : Lines(outcome.out)) {
    names.push_back(Json::parse(line)["source"]["name"].get<std::string>().substr(folder.Path("").size()));
  }
  EXPECT_EQ(names, (std::vector<std::string>{"a.txt", "b/1.md", "b/2.txt", "c/d/e.TXT"}));
}

TEST(ExtractTest, AFolderWithNothingToReadIsAFailure) {
  const TempFolder folder;
  folder.Write("records.json", "{}");
  const Outcome outcome = Trichluc({"extract", "--format", "jsonl", folder.Path("")});
  EXPECT_EQ(outcome.exit_code, 1);
  ExpectOneMessage(outcome, "holds no file whose name ends as one of a document");
}

TEST(ExtractTest, AFolderOfOneFileMayBeJson) {
  const TempFolder folder;
  folder.Write("plan.txt", kPlan);
  EXPECT_EQ(Trichluc({"extract", folder.Path("")}).exit_code, 0);
  folder.Write("more.txt", kPlan);
  EXPECT_EQ(Trichluc({"extract", folder.Path("")}).exit_code, 2);
}

TEST(ExtractTest, FileNamesMayBeginWithADash) {
  const TempFolder folder;
  const Outcome outcome = Trichluc({"extract", "--", "-no-such-file.txt"});
  EXPECT_EQ(outcome.exit_code, 1);
  ExpectOneMessage(outcome, "-no-such-file.txt: cannot be read");
}

// ---- writing ------------------------------------------------------------------------------------------------------------

// Files of very different length, so that later ones are ready before earlier ones.
std::vector<std::string> ManyFiles(const TempFolder& folder) {
  std::vector<std::string> files;
  for (int i = 0; i < 30; ++i) {
    std::string text = kPlan;
    for (int more = 0; more < (i % 5 == 0 ? 200 : 1); ++more)
      text += "- Trên " + std::to_string(i + 1) + "% tuyến kênh có cây.\n";
    files.push_back(folder.Write("plan" + std::to_string(i) + ".txt", text));
  }
  files.insert(files.begin() + 10, folder.Path("missing.txt"));
  return files;
}

class OrderTest : public TestWithParam<std::vector<std::string>> {};

TEST_P(OrderTest, IsThatOfTheInputsWhateverTheThreads) {
  const TempFolder folder;
  const auto run = [&, files = ManyFiles(folder)](const char* threads) {
    std::vector<std::string> arguments = {"extract", "--threads", threads};
    arguments.insert(arguments.end(), GetParam().begin(), GetParam().end());
    arguments.insert(arguments.end(), files.begin(), files.end());
    return Trichluc(arguments);
  };
  const Outcome one = run("1");
  EXPECT_EQ(one.exit_code, 1) << "one file is missing";
  EXPECT_GT(one.out.size(), 5000U);
  for (const char* threads : {"2", "3", "16", "100"}) {
    const Outcome many = run(threads);
    EXPECT_EQ(many.exit_code, 1);
    EXPECT_EQ(many.out, one.out) << threads;
    // The last line says how long it took.
    EXPECT_EQ(Lines(many.err)[0], Lines(one.err)[0]) << threads;
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, OrderTest,
                         ::testing::Values(std::vector<std::string>{"--format", "jsonl"},
                                           std::vector<std::string>{"--format", "text"},
                                           std::vector<std::string>{"--format", "csv", "--kind", "blocks"}));

TEST(ExtractTest, CsvHasItsMarkAndHeaderOnce) {
  const TempFolder folder;
  std::vector<std::string> arguments = {"extract", "--format", "csv", "--kind", "blocks"};
  for (const char* name : {"a.txt", "b.txt", "c.txt"}) arguments.push_back(folder.Write(name, kPlan));
  const std::string out = Trichluc(arguments).out;
  EXPECT_EQ(out.rfind(CsvHeader("blocks"), 0), 0U);
  EXPECT_EQ(out.rfind(kByteOrderMark), 0U) << "the mark stands at the beginning and nowhere else";
  EXPECT_EQ(out.rfind("document,id,"), kByteOrderMark.size());
}

TEST(ExtractTest, ATableWithoutRowsHasItsHeader) {
  const Outcome outcome =
      Trichluc({"extract", "--format", "csv", "--kind", "targets", "-"}, {.input = "Không có gì.\n"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, CsvHeader("targets"));
}

TEST(ExtractTest, IntoAFile) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", kPlan);
  const Outcome outcome = Trichluc({"extract", plan, "-o", folder.Path("out.json")});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(folder.Read("out.json"), Trichluc({"extract", plan}).out);
}

TEST(ExtractTest, AnInputIsNeverOverwritten) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", kPlan);
  const Outcome outcome = Trichluc({"extract", plan, "-o", folder.Path("./plan.txt")});
  EXPECT_EQ(outcome.exit_code, 2);
  ExpectOneMessage(outcome, "would be overwritten");
  EXPECT_EQ(folder.Read("plan.txt"), kPlan);
}

TEST(ExtractTest, WhereNothingIsWrittenTheOldOutputStays) {
  const TempFolder folder;
  const std::string output = folder.Write("out.json", "of yesterday");
  EXPECT_EQ(Trichluc({"extract", folder.Path("missing.txt"), "-o", output}).exit_code, 1);
  EXPECT_EQ(folder.Read("out.json"), "of yesterday");
}

TEST(ExtractTest, OutputThatDoesNotArriveIsAFailure) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this system";
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", kPlan);
  const Outcome file = Trichluc({"extract", plan, "-o", "/dev/full"});
  EXPECT_EQ(file.exit_code, 1);
  ExpectOneMessage(file, "/dev/full: cannot be written: No space left on device");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"extract", plan}, {"normalize", plan}, {"schema"}, {"--help"}, {"--version"}}) {
    const Outcome outcome = Trichluc(arguments, {.output_path = "/dev/full"});
    EXPECT_EQ(outcome.exit_code, 1) << arguments[0];
    ExpectOneMessage(outcome, "(standard output): cannot be written");
  }
}

TEST(ExtractTest, AnOutputFileThatCannotBeMade) {
  const TempFolder folder;
  const Outcome outcome = Trichluc({"extract", folder.Write("plan.txt", kPlan), "-o", folder.Path("no/out.json")});
  EXPECT_EQ(outcome.exit_code, 1);
  ExpectOneMessage(outcome, "no/out.json: cannot be written");
}

// ---- colour -------------------------------------------------------------------------------------------------------------

bool Coloured(const std::vector<std::string>& options, const RunOptions& run) {
  std::vector<std::string> arguments = {"extract", "--format", "text", "-"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Outcome outcome = Trichluc(arguments, run);
  EXPECT_EQ(outcome.exit_code, 0);
  return Contains(outcome.out, "\x1b[");
}

TEST(ColourTest, OnlyATerminalThatAllowsIt) {
  if (!testing::HasTerminals()) GTEST_SKIP() << "this system gives no pseudo-terminals (is /dev/pts mounted?)";
  RunOptions file{.input = kPlan};
  RunOptions terminal{.input = kPlan, .terminal = true, .variables = {{"TERM", "xterm"}, {"NO_COLOR", ""}}};
  RunOptions without = terminal;
  without.variables[1].second = "1";
  RunOptions dumb = terminal;
  dumb.variables[0].second = "dumb";
  EXPECT_TRUE(Coloured({}, terminal));
  EXPECT_FALSE(Coloured({}, file));
  EXPECT_FALSE(Coloured({}, without));
  EXPECT_FALSE(Coloured({}, dumb));
  EXPECT_TRUE(Coloured({"--colour", "always"}, file));
  EXPECT_TRUE(Coloured({"--color", "always"}, without));
  EXPECT_FALSE(Coloured({"--colour", "never"}, terminal));
}

// ---- the other commands -------------------------------------------------------------------------------------------------

TEST(NormalizeTest, PrintsLines) {
  const Outcome outcome = Trichluc({"normalize", "-"}, {.input = kPlan});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(Contains(outcome.out, "Trên 80% tuyến kênh có cây bóng mát.\n")) << outcome.out;
}

TEST(NormalizeTest, AFolderIsNoFile) {
  const TempFolder folder;
  const Outcome outcome = Trichluc({"normalize", folder.Path("")});
  EXPECT_EQ(outcome.exit_code, 1);
  ExpectOneMessage(outcome, "cannot be read: Is a directory (name a file in it)");
}

TEST(SegmentTest, JsonAndText) {
  const Outcome json = Trichluc({"segment", "-"}, {.input = kPlan});
  EXPECT_EQ(json.exit_code, 0);
  EXPECT_FALSE(Json::parse(json.out)["blocks"].empty());
  const Outcome text = Trichluc({"segment", "--format", "text", "-"}, {.input = kPlan});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_TRUE(Contains(text.out, "OUTLINE")) << text.out;
}

TEST(ExplainTest, TextAndJson) {
  const Outcome text = Trichluc({"explain", "-", "--at", "8:3"}, {.input = kPlan});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_EQ(text.out.rfind("(standard input):8:3\nbullet in section I MỤC TIÊU\n", 0), 0U) << text.out;
  EXPECT_TRUE(Contains(text.out, "\n  Trên 80% tuyến kênh có cây bóng mát.\n  ^\n")) << text.out;
  const Outcome json = Trichluc({"explain", "-", "--at", "8:3", "--format", "json"}, {.input = kPlan});
  EXPECT_EQ(json.exit_code, 0);
  const Json explanation = Json::parse(json.out);
  for (const char* key : {"section", "text", "fired", "missed"}) EXPECT_TRUE(explanation.contains(key)) << key;
}

TEST(ExplainTest, APlaceThatIsNotThere) {
  const Outcome line = Trichluc({"explain", "-", "--at", "99:1"}, {.input = kPlan});
  EXPECT_EQ(line.exit_code, 2);
  ExpectOneMessage(line, "has no line 99 (its last is line 10)");
  // 11 characters, more bytes: columns count characters.
  const Outcome column = Trichluc({"explain", "-", "--at", "7:13"}, {.input = kPlan});
  EXPECT_EQ(column.exit_code, 2);
  ExpectOneMessage(column, "has no column 13 in line 7 (the line has 11 characters)");
  EXPECT_EQ(Trichluc({"explain", "-", "--at", "7:12"}, {.input = kPlan}).exit_code, 0)
      << "the end of the line is a place";
}

// A line is the same line, whichever sign ends it.
TEST(ExplainTest, LineEndsOfOldMacsAndOfWindows) {
  for (const char* line_end : {"\r", "\r\n"}) {
    std::string plan = kPlan;
    for (std::size_t at = 0; (at = plan.find('\n', at)) != std::string::npos; at += std::string_view(line_end).size())
      plan.replace(at, 1, line_end);
    const Outcome text = Trichluc({"explain", "-", "--at", "8:3"}, {.input = plan});
    EXPECT_EQ(text.exit_code, 0) << text.err;
    EXPECT_EQ(text.out, Trichluc({"explain", "-", "--at", "8:3"}, {.input = kPlan}).out);
    ExpectOneMessage(Trichluc({"explain", "-", "--at", "99:1"}, {.input = plan}), "has no line 99 (its last is line 10)");
    ExpectOneMessage(Trichluc({"explain", "-", "--at", "7:13"}, {.input = plan}), "(the line has 11 characters)");
    EXPECT_EQ(Trichluc({"extract", "-", "--format", "text"}, {.input = plan}).out,
              Trichluc({"extract", "-", "--format", "text"}, {.input = kPlan}).out);
  }
}

TEST(GrammarTest, TheBuiltInGrammarsHold) {
  const Outcome check = Trichluc({"grammar", "check"});
  EXPECT_EQ(check.exit_code, 0) << check.err;
  EXPECT_TRUE(Contains(check.out, ": 0 faults\n")) << check.out;
  const Outcome test = Trichluc({"grammar", "test"});
  EXPECT_EQ(test.exit_code, 0) << test.err;
  EXPECT_TRUE(Contains(test.out, ": 0 failures\n")) << test.out;
}

TEST(GrammarTest, AFaultIsNamedWithItsPlace) {
  const TempFolder folder;
  folder.Write("bad-rules/a.toml", "[[rule]\nname = \n");
  const Outcome outcome = Trichluc({"grammar", "check", folder.Path("bad-rules")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(Contains(outcome.err, "a.toml:")) << outcome.err;
}

TEST(GrammarTest, AFolderThatIsMissing) {
  const TempFolder folder;
  for (const char* command : {"check", "test"}) {
    EXPECT_EQ(Trichluc({"grammar", command, folder.Path("missing")}).exit_code, 1) << command;
  }
  const Outcome outcome = Trichluc({"extract", "--grammars", folder.Path("missing"), folder.Write("plan.txt", kPlan)});
  EXPECT_EQ(outcome.exit_code, 1);
  ExpectOneMessage(outcome, "missing");
}

TEST(GrammarTest, RulesOfOnesOwnAreReadAfterTheBuiltInOnes) {
  const TempFolder folder;
  folder.Write("mine/a.toml", "[[rule]\n");
  for (const char* command : {"check", "test"}) {
    EXPECT_EQ(Trichluc({"grammar", command, "--extra-grammars", folder.Path("mine")}).exit_code, 1) << command;
  }
}

TEST(SchemaCommandTest, PrintsTheSchema) {
  const Outcome outcome = Trichluc({"schema"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, JsonSchema());
}

// ---- eval ---------------------------------------------------------------------------------------------------------------

constexpr const char* kGold = R"({"targets": [{"comparator": "gt", "value": 80, "unit": "%", "quote": "Trên 80%"}]})";

std::string OutputFor(int value) {
  const std::size_t at = std::string(kPlan).find("Trên 80%");
  return Json{{"targets",
               {{{"comparator", "gt"}, {"value", value}, {"unit", "%"}, {"span", {{"start", at}, {"end", at + 9}}}}}}}
      .dump();
}

TEST(EvalRepairTest, NamesItsFilesAndSaysWhereThereIsNothingToCompare) {
  const TempFolder folder;
  const std::string right = folder.Write("right.txt", kPlan);
  const std::string read = folder.Write("003.eng200.txt", kPlan);
  const Outcome outcome = Trichluc({"eval-repair", right, read});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(Contains(outcome.out, "\n003.eng200.txt ")) << outcome.out;
  const Outcome empty = Trichluc({"eval-repair", folder.Write("empty.txt", ""), read});
  EXPECT_EQ(empty.exit_code, 1);
  ExpectOneMessage(empty, "empty.txt: holds no word to compare with (the right text is given first)");
}

TEST(GrammarFilesTest, ATableMayBeEmptyOrBeginWithAByteOrderMark) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", kPlan);
  folder.Write("own/gazetteers/empty.tsv", "");
  folder.Write("own/confusions/labels.tsv", "\xEF\xBB\xBFI\tI\t0.9\n");
  const Outcome outcome = Trichluc({"normalize", "--repair", "light", "--extra-grammars", folder.Path("own"), plan});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  folder.Write("own/gazetteers/empty.tsv", "\xFF\n");
  const Outcome broken = Trichluc({"normalize", "--extra-grammars", folder.Path("own"), plan});
  EXPECT_EQ(broken.exit_code, 1);
  EXPECT_TRUE(Contains(broken.err, "empty.tsv:1:1: the table is no UTF-8")) << broken.err;
}

TEST(TrainTest, ATextIsNotOverwritten) {
  const TempFolder folder;
  const std::string text = folder.Write("text.txt", kPlan);
  const Outcome outcome = Trichluc({"train", "-o", text, text});
  EXPECT_NE(outcome.exit_code, 0);
  EXPECT_TRUE(Contains(outcome.err, "text.txt: is read, and would be lost")) << outcome.err;
  EXPECT_EQ(folder.Read("text.txt"), kPlan);
}

TEST(EvalTest, TwoFiles) {
  const TempFolder folder;
  folder.Write("plan.txt", kPlan);
  const std::string gold = folder.Write("plan.json", kGold);
  const Outcome outcome = Trichluc({"eval", gold, folder.Write("out.json", OutputFor(80))});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(Lines(outcome.out)[0], "plan");
  EXPECT_TRUE(Contains(Lines(outcome.out)[1], " of 13 right)")) << outcome.out;
  for (const std::string& line : Lines(outcome.out)) EXPECT_NE(line.back(), ' ') << line;
  EXPECT_EQ(Lines(outcome.out)[6],
            "  targets      P 1.000  R 1.000  F1 1.000   (1 of 1, 1 given)  subject 1/1  predicate 1/1  value_max 1/1");
  EXPECT_EQ(Lines(outcome.out)[8], "  overall      F1 1.0000");
}

TEST(EvalTest, TwoFoldersAndTheirSum) {
  const TempFolder folder;
  folder.Write("raw/x/one.txt", kPlan);
  folder.Write("raw/two_scan.txt", kPlan);
  for (const char* name : {"one", "two"}) folder.Write(std::string("gold/") + name + ".json", kGold);
  folder.Write("out/one.json", OutputFor(80));
  folder.Write("out/two.json", OutputFor(70));
  const Outcome outcome =
      Trichluc({"eval", folder.Path("gold"), folder.Path("out"), "--raw", folder.Path("raw"), "--show"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(Contains(outcome.out, R"(  missed   targets: "Trên 80%" {"comparator":"gt","value":80,"unit":"%"})"))
      << outcome.out;
  EXPECT_TRUE(Contains(outcome.out, "  made up  targets: ")) << outcome.out;
  EXPECT_TRUE(Contains(outcome.out, "ALL\n")) << outcome.out;
  EXPECT_TRUE(Contains(outcome.out, "  targets      P 0.500  R 0.500  F1 0.500   (1 of 2, 2 given)")) << outcome.out;
}

TEST(EvalTest, AMissingOrBrokenOutputScoresNothing) {
  const TempFolder folder;
  for (const char* name : {"broken", "empty", "missing"}) {
    folder.Write(std::string("gold/") + name + ".txt", kPlan);
    folder.Write(std::string("gold/") + name + ".json", kGold);
  }
  folder.Write("out/broken.json", "{\"targets\": [");
  folder.Write("out/empty.json", "");
  const Outcome outcome = Trichluc({"eval", folder.Path("gold"), folder.Path("out")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(Lines(outcome.err).size(), 3U) << outcome.err;
  EXPECT_TRUE(Contains(outcome.err, "; missing scores 0")) << outcome.err;
  EXPECT_TRUE(Contains(outcome.out, "  targets      P 0.000  R 0.000  F1 0.000   (0 of 3, 0 given)")) << outcome.out;
}

TEST(EvalTest, WhatIsMissingIsNamed) {
  const TempFolder folder;
  const std::string gold = folder.Write("gold/plan.json", kGold);
  folder.Write("out/plan.json", OutputFor(80));
  const Outcome raw = Trichluc({"eval", folder.Path("gold"), folder.Path("out"), "--raw", folder.Path("out")});
  EXPECT_EQ(raw.exit_code, 1);
  EXPECT_TRUE(Contains(raw.err, "plan.txt: not found below")) << raw.err;
  EXPECT_EQ(Trichluc({"eval", folder.Path("gold"), folder.Path("out/plan.json")}).exit_code, 2);
  EXPECT_EQ(Trichluc({"eval", folder.Path("none.json"), folder.Path("out/plan.json"), "--raw", gold}).exit_code, 1);
  folder.Write("plan.txt", "another text");
  const Outcome quote = Trichluc({"eval", gold, folder.Path("out/plan.json"), "--raw", folder.Path("plan.txt")});
  EXPECT_EQ(quote.exit_code, 1);
  ExpectOneMessage(quote, gold + ": gold quote not in the document");
}

// ---- ocr ----------------------------------------------------------------------------------------------------------------

constexpr const char* kHocr =
    "<html><body><div class='ocr_page' title='bbox 0 0 600 800; scan_res 72 72'><span class='ocr_line' title='bbox 10 10 200 20'>"
    "<span class='ocrx_word' title='bbox 10 10 60 20; x_wconf 90'>Trồng</span> <span class='ocrx_word' title='bbox 70 10 110 20; x_wconf 90'>cây</span>"
    "</span></div></body></html>";

TEST(CliOcrTest, WritesTextAltoAndHocr) {
  const TempFolder folder;
  const std::string file = folder.Write("plan.hocr", kHocr);
  EXPECT_EQ(Trichluc({"ocr", "--to", "text", file}).out, "Trồng cây\n");
  const std::string alto = folder.Write("plan.xml", Trichluc({"ocr", "--to", "alto", file}).out);
  EXPECT_TRUE(Contains(folder.Read("plan.xml"), "CONTENT=\"Trồng\" HPOS=\"167\" VPOS=\"167\" WIDTH=\"833\" HEIGHT=\"166\" WC=\"0.90\""));
  // What was written is read again, with the same words at the same places.
  const Outcome hocr = Trichluc({"ocr", "--to", "hocr", "-o", folder.Path("out.hocr"), alto});
  EXPECT_EQ(hocr.exit_code, 0) << hocr.err;
  EXPECT_EQ(hocr.out, "");
  EXPECT_TRUE(Contains(folder.Read("out.hocr"), "title=\"bbox 292 42 458 83; x_wconf 90\">cây</span>"));
}

TEST(CliOcrTest, SaysWhatIsWrong) {
  const TempFolder folder;
  const std::string file = folder.Write("plan.hocr", kHocr);
  const Outcome missing = Trichluc({"ocr", file});
  EXPECT_EQ(missing.exit_code, 2);
  ExpectOneMessage(missing, "--to");
  const Outcome unknown = Trichluc({"ocr", "--to", "docx", file});
  EXPECT_EQ(unknown.exit_code, 2);
  ExpectOneMessage(unknown, "pdf, alto, hocr, text");
  const Outcome no_picture = Trichluc({"ocr", "--to", "pdf", file});
  EXPECT_EQ(no_picture.exit_code, 1);
  ExpectOneMessage(no_picture, "plan.hocr: shows no pages");
  const Outcome text = Trichluc({"ocr", "--to", "alto", folder.Write("plan.txt", kPlan)});
  EXPECT_EQ(text.exit_code, 1);
  ExpectOneMessage(text, "plan.txt: is plain text");
  const Outcome itself = Trichluc({"ocr", "--to", "text", "-o", file, file});
  EXPECT_EQ(itself.exit_code, 2);
  ExpectOneMessage(itself, "overwritten");
  EXPECT_EQ(folder.Read("plan.hocr"), kHocr);
}

}  // namespace
}  // namespace trichluc
