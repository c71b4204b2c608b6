// Many inputs at a time: what a search of folders finds, progress, the summary, and --resume after the program was killed.
//
// Chance comes from a seed that every failure prints; TRICHLUC_SEED=<number> repeats it as far as the clock allows.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "support/documents.h"
#include "support/program.h"

namespace trichluc {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::RunOptions;
using testing::Seed;
using testing::TempFolder;
using ::testing::TestWithParam;

constexpr const char* kPlan = "KẾ HOẠCH\nTrồng cây năm 2031\n\nI. MỤC TIÊU\n- Trên 80% tuyến kênh có cây bóng mát.\n";

using Words = std::vector<std::string>;

Words operator+(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Outcome Extract(const Words& arguments, const RunOptions& options = {}) {
  return testing::Run(TRICHLUC_PROGRAM, Words{"extract"} + arguments, options);
}

bool Contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Words Lines(const std::string& text) {
  Words lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string LastLine(const std::string& text) { return Lines(text).empty() ? "" : Lines(text).back(); }

// The names of the documents in a CSV table of documents.
Words Read(const Outcome& outcome, const std::string& folder) {
  Words names;
  for (const std::string& line : Lines(outcome.out)) {
    const std::size_t at = line.find(folder);
    if (at != std::string::npos) names.push_back(line.substr(at + folder.size(), line.find(',') - at - folder.size()));
  }
  return names;
}

const Words kTable = {"--format", "csv", "--kind", "document"};

// ---- folders ------------------------------------------------------------------------------------------------------------

TEST(FolderTest, PathsAreSortedByTheirBytes) {
  const TempFolder folder;
  for (const char* name : {"b.txt", "a/z.txt", "a-b.txt", "a.txt", "ă.txt", "B.md", "a/b/c.TXT", "Z/1.Md"})
    folder.Write(name, kPlan);
  EXPECT_EQ(Read(Extract(kTable + Words{folder.Path("")}), folder.Path("")),
            (Words{"B.md", "Z/1.Md", "a-b.txt", "a.txt", "a/b/c.TXT", "a/z.txt", "b.txt", "ă.txt"}));
}

TEST(FolderTest, WhatIsHiddenIsPassedOver) {
  const TempFolder folder;
  for (const char* name : {"a.txt", ".b.txt", ".git/c.txt", "d/.e/f.txt", ".txt"}) folder.Write(name, kPlan);
  EXPECT_EQ(Read(Extract(kTable + Words{folder.Path("")}), folder.Path("")), (Words{"a.txt"}));
  EXPECT_EQ(Extract(kTable + Words{folder.Path(".git")}).exit_code, 0) << "what is named is not passed over";
  EXPECT_EQ(Extract(kTable + Words{folder.Path(".b.txt")}).exit_code, 0);
}

TEST(FolderTest, LinksEnd) {
  const TempFolder folder;
  folder.Write("plans/a.txt", kPlan);
  fs::create_directory_symlink("..", folder.Path("plans/up"));
  fs::create_directory_symlink(".", folder.Path("plans/here"));
  fs::create_symlink("a.txt", folder.Path("plans/b.txt"));
  EXPECT_EQ(Read(Extract(kTable + Words{folder.Path("plans")}), folder.Path("")),
            (Words{"plans/a.txt", "plans/b.txt"}));
  fs::create_directory_symlink("plans", folder.Path("link"));
  EXPECT_EQ(Extract(kTable + Words{folder.Path("link")}).exit_code, 0) << "a link that is named is followed";
  fs::create_symlink("c.txt", folder.Path("plans/c.txt"));
  const Outcome loop = Extract(kTable + Words{folder.Path("plans")});
  EXPECT_EQ(loop.exit_code, 1);
  EXPECT_TRUE(Contains(loop.err, "plans/c.txt: cannot be read: ")) << loop.err;
}

TEST(FolderTest, APipeIsNoPlan) {
  const TempFolder folder;
  folder.Write("a.txt", kPlan);
  ASSERT_EQ(mkfifo(folder.Path("b.txt").c_str(), 0600), 0);
  EXPECT_EQ(Read(Extract(kTable + Words{folder.Path("")}), folder.Path("")), (Words{"a.txt"}));
}

TEST(FolderTest, DepthCostsNoOpenFiles) {
  const TempFolder folder;
  std::string path;
  for (int i = 0; i < 200; ++i) path += "d/";
  folder.Write(path + "a.txt", kPlan);
  const Words command = {"-c", "ulimit -n 50; exec \"$0\" \"$@\"", TRICHLUC_PROGRAM, "extract", folder.Path("")};
  EXPECT_EQ(Read(testing::Run("/bin/sh", command + kTable), folder.Path("")), (Words{path + "a.txt"}));
}

TEST(FolderTest, ASubfolderThatCannotBeRead) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may read every folder";
  const TempFolder folder;
  folder.Write("a.txt", kPlan);
  folder.Write("closed/b.txt", kPlan);
  ASSERT_EQ(chmod(folder.Path("closed").c_str(), 0), 0);
  const Outcome outcome = Extract(kTable + Words{folder.Path("")});
  chmod(folder.Path("closed").c_str(), 0700);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(Lines(outcome.err)[0], "trichluc: " + folder.Path("closed") +
                                       ": cannot be read: Permission denied (check the file's permissions)");
  EXPECT_EQ(Read(outcome, folder.Path("")), (Words{"a.txt"}));
}

TEST(FolderTest, WhatIsNamedTwiceIsReadOnce) {
  const TempFolder folder;
  const std::string b = folder.Write("plans/b.txt", kPlan);
  folder.Write("plans/a.txt", kPlan);
  EXPECT_EQ(
      Read(Extract(kTable + Words{b, folder.Path("plans"), folder.Path("plans/"), folder.Path("./plans/a.txt"), b}),
           folder.Path("")),
      (Words{"plans/b.txt", "plans/a.txt"}));
}

TEST(FolderTest, WhatAFileIsItsContentTells) {
  const TempFolder folder;
  for (const char* name : {"a.pdf", "b.HTML", "c.docx"}) folder.Write(name, kPlan);
  EXPECT_EQ(Extract(kTable + Words{folder.Path("")}).exit_code, 0);
}

TEST(FolderTest, WhatIsNoDocumentIsNotLookedAt) {
  const TempFolder folder;
  for (const char* name : {"a.exe", "b.xlsx"}) folder.Write(name, kPlan);
  const Outcome outcome = Extract(kTable + Words{folder.Path("")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(Contains(outcome.err, "holds no file whose name ends as one of a document (name the files themselves)")) << outcome.err;
}

// ---- progress and summary -----------------------------------------------------------------------------------------------

TEST(ProgressTest, AlwaysGoesToTheErrorsAndNeverToTheOutput) {
  const TempFolder folder;
  const Words files = {folder.Write("a.txt", kPlan), folder.Write("b.txt", kPlan)};
  const Outcome quiet = Extract(kTable + files);
  EXPECT_EQ(quiet.err, "");
  const Outcome always = Extract(kTable + Words{"--progress", "always"} + files);
  EXPECT_EQ(always.out, quiet.out);
  EXPECT_TRUE(Contains(always.err, "/2 files  0 failed  ")) << always.err;
  EXPECT_TRUE(always.err.ends_with("\r\x1B[K")) << "the line is gone at the end";
  EXPECT_EQ(Extract(kTable + Words{"--progress", "never"} + files).err, "");
}

TEST(ProgressTest, ATerminalShowsItUnlessToldNotTo) {
  if (!testing::HasTerminals()) GTEST_SKIP() << "this system gives no pseudo-terminals (is /dev/pts mounted?)";
  const TempFolder folder;
  const Words files = {folder.Write("a.txt", kPlan), folder.Write("b.txt", kPlan)};
  const RunOptions terminal = {.error_terminal = true, .variables = {{"TERM", "xterm"}}};
  const Outcome shown = Extract(kTable + files, terminal);
  EXPECT_EQ(shown.out, Extract(kTable + files).out);
  EXPECT_TRUE(Contains(shown.err, "/2 files  0 failed  ")) << shown.err;
  EXPECT_TRUE(Contains(shown.err, "\x1B[Ktrichluc: 2 read, 0 failed, 0.0 MB in ")) << shown.err;
  EXPECT_FALSE(Contains(Extract(kTable + Words{"--progress", "never"} + files, terminal).err, "\x1B["));
  EXPECT_FALSE(
      Contains(Extract(kTable + files, {.error_terminal = true, .variables = {{"TERM", "dumb"}}}).err, "\x1B["));
}

TEST(ProgressTest, NoMoreThanTenLinesASecond) {
  const TempFolder folder;
  for (int i = 0; i < 500; ++i) folder.Write("plans/" + std::to_string(i) + ".txt", kPlan);
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = Extract(kTable + Words{"--progress", "always", folder.Path("plans")});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_LE(static_cast<double>(std::count(outcome.err.begin(), outcome.err.end(), '\r')), 2 + 10 * seconds);
}

TEST(ProgressTest, TrainHasIt) {
  const TempFolder folder;
  std::string text;
  for (int i = 0; i < 2000; ++i)
    text += "Phòng Nông nghiệp chủ trì chọn giống cây trồng thứ " + std::to_string(i) + ".\n";
  const Words words = {"train", "-o", folder.Path("a.lm"), folder.Write("a.txt", text)};
  const Outcome always = testing::Run(TRICHLUC_PROGRAM, words + Words{"--progress", "always"});
  EXPECT_TRUE(Contains(always.err, " MB/s  ")) << always.err;
  EXPECT_TRUE(always.err.ends_with("\r\x1B[K"));
  EXPECT_EQ(testing::Run(TRICHLUC_PROGRAM, words).err, "");
}

TEST(SummaryTest, FailuresAndManyInputs) {
  const TempFolder folder;
  for (int i = 0; i < 100; ++i) folder.Write("plans/" + std::to_string(i) + ".txt", kPlan);
  const Words all = kTable + Words{"-o", folder.Path("out.csv"), folder.Path("plans")};
  EXPECT_EQ(Extract(all).err, "") << "a log of a run in which all is well is empty";
  folder.Write("plans/more.txt", kPlan);
  EXPECT_EQ(LastLine(Extract(all).err).rfind("trichluc: 101 read, 0 failed, 0.0 MB in ", 0), 0U);
  const Outcome two =
      Extract(kTable + Words{folder.Path("plans/1.txt"), folder.Path("none.txt"), folder.Path("neither.txt")});
  EXPECT_EQ(Lines(two.err).size(), 3U) << two.err;
  EXPECT_EQ(LastLine(two.err).rfind("trichluc: 1 read, 2 failed, ", 0), 0U) << two.err;
  EXPECT_EQ(Lines(Extract({folder.Path("none.txt")}).err).size(), 1U) << "one input needs no sum";
}

// ---- memory -------------------------------------------------------------------------------------------------------------

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

TEST(MemoryTest, ADocumentThatNeedsTooMuchCostsItselfOnly) {
  if (kSanitized) GTEST_SKIP() << "the sanitizers need more address space than there is";
  const TempFolder folder;
  const std::string a = folder.Write("a.txt", kPlan);
  const std::string c = folder.Write("c.txt", kPlan);
  const std::string b = folder.Write("b.txt", "");
  {
    std::ofstream large(b, std::ios::binary);
    for (std::size_t size = 0; size < std::size_t{120} << 20; size += std::string_view(kPlan).size()) large << kPlan;
  }
  for (const char* threads : {"1", "3"}) {
    const Outcome outcome = testing::Run("/bin/sh", Words{"-c", "ulimit -v 900000; exec \"$0\" \"$@\"",
                                                          TRICHLUC_PROGRAM, "extract", "--threads", threads} +
                                                        kTable + Words{a, b, c});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(Read(outcome, folder.Path("")), (Words{"a.txt", "c.txt"}));
    EXPECT_EQ(Lines(outcome.err)[0], "trichluc: " + b + ": out of memory (split the file)");
  }
}

// ---- resume -------------------------------------------------------------------------------------------------------------

// Some of the corpus, again and again with variations, among it what cannot be read.
class Plans {
 public:
  Plans() : random_(Seed()) {
    std::cout << "TRICHLUC_SEED=" << Seed() << "\n";
    Add(1);
    // So many that a run takes two seconds here, beside its start.
    const Words run = {"--format", "jsonl", "-o", folder_.Path("first")};
    const double start = Seconds(run + Words{folder_.Write("empty.txt", "")});
    const double one = Seconds(run + Words{folder_.Path("plans")}) - start;
    Add(std::clamp(static_cast<int>(2 / std::max(one, 0.01)), 2, 100));
  }

  [[nodiscard]] std::string Path(const std::string& name) const { return folder_.Path(name); }
  [[nodiscard]] std::string Read(const std::string& name) const { return folder_.Read(name); }
  [[nodiscard]] const TempFolder& folder() const { return folder_; }
  std::mt19937& random() { return random_; }

  // How long a run takes.
  [[nodiscard]] static double Seconds(const Words& arguments) {
    const auto start = std::chrono::steady_clock::now();
    (void)Extract(arguments);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

 private:
  void Add(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      const std::string place = "plans/" + std::to_string(rounds_++) + "/";
      for (const testing::Document& document : testing::CorpusDocuments()) {
        const auto& variations = testing::FaithfulVariations();
        const testing::Variation& variation = variations[random_() % variations.size()];
        folder_.Write(place + document.name + ".txt", variation.apply(document.bytes, random_));
      }
      folder_.Write(place + "empty.txt", "");
      folder_.Write(place + "program.txt", std::string("\x7F"
                                                       "ELF\0\0\0\1\2\3",
                                                       10) +
                                               std::string(300, '\0'));
    }
  }

  TempFolder folder_;
  std::mt19937 random_;
  int rounds_ = 0;
};

struct Form {
  const char* name;
  Words options;
};

void PrintTo(const Form& form, std::ostream* out) { *out << form.name; }

const Form kForms[] = {
    {"jsonl", {"--format", "jsonl"}}, {"csv", {"--format", "csv", "--kind", "blocks"}}, {"text", {"--format", "text"}}};

// Without the last line, which says how long it took.
Words Errors(const Outcome& outcome) {
  Words lines = Lines(outcome.err);
  if (!lines.empty()) lines.pop_back();
  return lines;
}

class KillTest : public TestWithParam<Form> {};

TEST_P(KillTest, FiftyTimes) {
  Plans plans;
  SCOPED_TRACE("TRICHLUC_SEED=" + std::to_string(Seed()));
  const Words base = GetParam().options + Words{plans.Path("plans")};
  const Outcome undisturbed = Extract(base + Words{"-o", plans.Path("want")});
  ASSERT_EQ(undisturbed.exit_code, 1) << "some files are no text";
  const std::string want = plans.Read("want");
  const double seconds = Plans::Seconds(base + Words{"-o", plans.Path("again")});
  EXPECT_TRUE(plans.Read("again") == want);

  const auto resume = [&](const char* threads) {
    return base + Words{"-o", plans.Path("out"), "--resume", "--threads", threads};
  };
  const auto expect_whole = [&](const Outcome& outcome) {
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(Errors(outcome), Errors(undisturbed));
    EXPECT_TRUE(plans.Read("out") == want) << plans.Read("out").size() << " bytes, and not " << want.size();
    EXPECT_FALSE(fs::exists(plans.Path("out.journal")));
    fs::remove(plans.Path("out"));
  };
  std::uniform_real_distribution<double> moment(0, seconds / 3);
  const char* const threads[] = {"1", "4"};
  int whole = 0;
  for (int kills = 0; kills < 50;) {
    if (testing::RunAndKill(TRICHLUC_PROGRAM, Words{"extract"} + resume(threads[plans.random()() % 2]),
                            moment(plans.random()))) {
      ++kills;
      // Sometimes the run after a kill is left to come to its end.
      if (plans.random()() % 10 != 0) continue;
      expect_whole(Extract(resume(threads[plans.random()() % 2])));
      ++whole;
    } else {
      EXPECT_TRUE(plans.Read("out") == want);
      EXPECT_FALSE(fs::exists(plans.Path("out.journal")));
      fs::remove(plans.Path("out"));
      ++whole;
    }
  }
  expect_whole(Extract(resume("4")));
  std::cout << "50 kills in " << whole + 1 << " whole runs of " << seconds << " s, " << want.size() << " bytes\n";
}

INSTANTIATE_TEST_SUITE_P(Formats, KillTest, ::testing::ValuesIn(kForms),
                         [](const auto& form) { return std::string(form.param.name); });

// A run that was killed with some of its inputs done.
class ResumeTest : public ::testing::Test {
 protected:
  ResumeTest() {
    for (int i = 0; i < 400; ++i) {
      const auto& documents = testing::CorpusDocuments();
      folder_.Write("plans/" + std::to_string(i) + ".txt",
                    documents[static_cast<std::size_t>(i) % documents.size()].bytes);
    }
    folder_.Write("plans/0bad.txt", std::string(300, '\0'));
    undisturbed_ = Extract(Run("want"));
    want_ = folder_.Read("want");
  }

  // Kills runs until one has left a journal that says that some of the work is done.
  void Interrupt() {
    for (double seconds = 0.05; Lines(folder_.Read("out.journal")).size() < 40; seconds *= 1.2) {
      ASSERT_TRUE(testing::RunAndKill(TRICHLUC_PROGRAM, Words{"extract"} + Resumed(), seconds))
          << "it ended before it could be killed";
    }
  }

  [[nodiscard]] Words Run(const std::string& output) const {
    return {"--format", "jsonl", "-o", folder_.Path(output), folder_.Path("plans")};
  }
  [[nodiscard]] Words Resumed() const { return Run("out") + Words{"--resume"}; }

  void ExpectRefusal(const Outcome& outcome, std::string_view what) const {
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(Lines(outcome.err).size(), 1U) << outcome.err;
    EXPECT_TRUE(Contains(outcome.err, "out.journal: ")) << outcome.err;
    EXPECT_TRUE(Contains(outcome.err, what)) << outcome.err;
    EXPECT_TRUE(Contains(outcome.err, "(give the same again, or remove the journal to begin anew)")) << outcome.err;
  }

  void ExpectWhole(const Outcome& outcome) const {
    EXPECT_EQ(outcome.exit_code, 1) << "one file is no text";
    EXPECT_EQ(Errors(outcome), Errors(undisturbed_));
    EXPECT_TRUE(folder_.Read("out") == want_);
    EXPECT_FALSE(fs::exists(folder_.Path("out.journal")));
  }

  TempFolder folder_;
  Outcome undisturbed_;
  std::string want_;
};

TEST_F(ResumeTest, GoesOnAndCountsWhatWasDone) {
  Interrupt();
  const Outcome outcome = Extract(Resumed());
  ExpectWhole(outcome);
  EXPECT_EQ(LastLine(outcome.err).rfind("trichluc: 400 read (", 0), 0U) << outcome.err;
  EXPECT_TRUE(Contains(LastLine(outcome.err), " of them by an earlier run), 1 failed, ")) << outcome.err;
}

TEST_F(ResumeTest, WithoutAJournalItBeginsAnew) {
  folder_.Write("out", "of yesterday");
  ExpectWhole(Extract(Resumed()));
  ExpectWhole(Extract(Resumed()));
}

TEST_F(ResumeTest, OtherOptionsAreRefused) {
  Interrupt();
  const std::string out = folder_.Read("out");
  const std::string journal = folder_.Read("out.journal");
  const Words rest = {"-o", folder_.Path("out"), "--resume", folder_.Path("plans")};
  ExpectRefusal(Extract(Words{"--format", "text"} + rest), "--format: jsonl when the run began, text now");
  ExpectRefusal(Extract(Resumed() + Words{"--repair", "ocr"}), "--repair: auto when the run began, ocr now");
  folder_.Write("rules/a.toml", "# none yet\n");
  ExpectRefusal(Extract(Resumed() + Words{"--extra-grammars", folder_.Path("rules")}),
                "--extra-grammars: none when the run began, ");
  ExpectRefusal(Extract(Resumed() + Words{folder_.Write("more.txt", kPlan)}), "the inputs: 401 files, digest ");
  EXPECT_TRUE(folder_.Read("out") == out) << "a refusal changes nothing";
  EXPECT_EQ(folder_.Read("out.journal"), journal);
  ExpectWhole(Extract(Resumed() + Words{"--threads", "3"}));
}

TEST_F(ResumeTest, OtherInputsAreRefused) {
  Interrupt();
  const fs::path last = folder_.Path("plans/99.txt");
  const auto time = fs::last_write_time(last);
  const std::string text = folder_.Read("plans/99.txt");
  fs::last_write_time(last, time + std::chrono::seconds(1));
  ExpectRefusal(Extract(Resumed()), "the inputs: 401 files, digest ");
  folder_.Write("plans/99.txt", text + "\n");
  fs::last_write_time(last, time);
  ExpectRefusal(Extract(Resumed()), "the inputs: ");
  fs::remove(last);
  ExpectRefusal(Extract(Resumed()), "400 files, digest ");
  folder_.Write("plans/99.txt", text);
  fs::last_write_time(last, time);
  ExpectWhole(Extract(Resumed()));
}

TEST_F(ResumeTest, NothingDoneIsNothingToRefuse) {
  EXPECT_TRUE(testing::RunAndKill(TRICHLUC_PROGRAM, Words{"extract"} + Resumed(), 0));
  folder_.Write("out.journal", "trichluc journal 1\n--format\tcsv\n\n");
  ExpectWhole(Extract(Resumed()));
}

TEST_F(ResumeTest, ATornJournal) {
  Interrupt();
  const std::string out = folder_.Read("out");
  const std::string journal = folder_.Read("out.journal");
  std::mt19937 random(Seed());
  Words damaged = {"",
                   "trichluc",
                   "trichluc journal 1\nthe ver",
                   journal.substr(0, journal.size() - 1),
                   journal + "17\t",
                   journal + std::string(4096, '\0')};
  for (int i = 0; i < 6; ++i) damaged.push_back(journal.substr(0, random() % journal.size()));
  for (const std::string& torn : damaged) {
    SCOPED_TRACE("a journal of " + std::to_string(torn.size()) + " bytes, TRICHLUC_SEED=" + std::to_string(Seed()));
    folder_.Write("out", out);
    folder_.Write("out.journal", torn);
    ExpectWhole(Extract(Resumed()));
  }
}

// What the journal says of the output is believed as far as it is so.
TEST_F(ResumeTest, AnOutputThatWasChanged) {
  Interrupt();
  const std::string out = folder_.Read("out");
  const std::string journal = folder_.Read("out.journal");
  std::string changed = out;
  changed[out.size() / 3] = '#';
  for (const std::string& other :
       {std::string(), out.substr(0, out.size() / 2), changed, out + "more", std::string("of yesterday")}) {
    folder_.Write("out", other);
    folder_.Write("out.journal", journal);
    ExpectWhole(Extract(Resumed()));
  }
  fs::remove(folder_.Path("out"));
  folder_.Write("out.journal", journal);
  ExpectWhole(Extract(Resumed()));
}

TEST_F(ResumeTest, AFileThatIsNoJournalStays) {
  for (const char* bytes : {"my notes", "my notes\n\nand more\n", "trichluc journal 9\n\n"}) {
    folder_.Write("out.journal", bytes);
    const Outcome outcome = Extract(Resumed());
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_TRUE(Contains(outcome.err, "is no journal that this version reads (move it away, ")) << outcome.err;
    EXPECT_EQ(folder_.Read("out.journal"), bytes);
    EXPECT_FALSE(fs::exists(folder_.Path("out")));
  }
}

TEST_F(ResumeTest, TwoRunsDoNotWriteOneOutput) {
  const int journal = open(folder_.Path("out.journal").c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_EQ(flock(journal, LOCK_EX), 0);
  const Outcome outcome = Extract(Resumed());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(Contains(outcome.err, "out.journal: is in use by another run (wait for its end, ")) << outcome.err;
  close(journal);
  ExpectWhole(Extract(Resumed()));
}

TEST_F(ResumeTest, AnOutputThatTheNextRunWouldRead) {
  const Outcome outcome =
      Extract({"--format", "text", "--resume", "-o", folder_.Path("plans/out.txt"), folder_.Path("plans")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_TRUE(Contains(outcome.err, "write it to another folder")) << outcome.err;
  EXPECT_FALSE(fs::exists(folder_.Path("plans/out.txt")));
}

TEST_F(ResumeTest, AFullDiskIsNoEnd) {
  // A limit on the length of files stands for the disk.
  const Words limited =
      Words{"-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"", TRICHLUC_PROGRAM, "extract"} + Resumed();
  const Outcome full = testing::Run("/bin/sh", limited);
  EXPECT_EQ(full.exit_code, 1);
  EXPECT_TRUE(Contains(full.err, "out: cannot be written: File too large")) << full.err;
  EXPECT_TRUE(fs::exists(folder_.Path("out.journal")));
  ExpectWhole(Extract(Resumed()));
}

}  // namespace
}  // namespace trichluc
