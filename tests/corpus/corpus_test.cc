// The corpus: whole documents with their records, examples of the grammars, case files, and the real plans where they are.
//
// Floors of the documents stand in corpus/documents/floors.tsv. After a change that is meant, write them anew with
//   TRICHLUC_UPDATE_FLOORS=1 ctest --test-dir build -R corpus.Documents
// and read the differences: a floor that sinks needs a reason in the change that sinks it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "support/builtin.h"
#include "support/cases.h"
#include "support/documents.h"
#include "trichluc/trichluc.h"

namespace trichluc {
namespace {

namespace fs = std::filesystem;
using testing::Builtin;
using testing::ReadFile;
using testing::RecordCase;

const std::string kCorpus = TRICHLUC_SOURCE_DIR "/corpus/";

std::string JsonOf(std::string_view name, std::string_view bytes) {
  const Result<Extraction> plan = Builtin().Extract({.name = name, .bytes = bytes});
  return plan ? ToJson(*plan) : std::string();
}

// ---- whole documents --------------------------------------------------------------------------------------------------------

Evaluation Evaluated(const std::string& text_path, const std::string& gold_path) {
  const std::string bytes = ReadFile(text_path);
  Result<Evaluation> evaluation = Evaluate(bytes, ReadFile(gold_path), JsonOf(text_path, bytes));
  if (!evaluation) throw std::runtime_error(gold_path + ": " + evaluation.error().message);
  return *evaluation;
}

std::string Lines(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += "\n  " + line;
  return out;
}

// document → kind → F1
using Scores = std::map<std::string, std::map<std::string, double>>;

Scores ReadFloors() {
  Scores floors;
  std::istringstream lines(ReadFile(kCorpus + "documents/floors.tsv"));
  std::string name;
  std::string kind;
  double floor = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    if (cells >> name >> kind >> floor) floors[name][kind] = floor;
  }
  return floors;
}

void WriteFloors(const Scores& scores) {
  std::ofstream out(kCorpus + "documents/floors.tsv", std::ios::binary);
  out << "# The least F1 of each document and kind: measured, then rounded down to hundredths (tests/corpus/corpus_test.cc says how).\n"
         "# document\tkind\tF1\n";
  for (const auto& [name, kinds] : scores) {
    for (const auto& [kind, f1] : kinds) {
      char figure[16];
      std::snprintf(figure, sizeof figure, "%.2f", std::floor(f1 * 100 + 1e-9) / 100);
      out << name << '\t' << kind << '\t' << figure << '\n';
    }
  }
}

TEST(Documents, HoldTheirFloors) {
  const bool update = std::getenv("TRICHLUC_UPDATE_FLOORS") != nullptr;
  const Scores floors = update ? Scores{} : ReadFloors();
  Scores scores;
  double sum = 0;
  for (const auto& entry : fs::directory_iterator(kCorpus + "documents")) {
    if (entry.path().extension() != ".txt") continue;
    const std::string name = entry.path().stem().string();
    const Evaluation evaluation = Evaluated(entry.path().string(), kCorpus + "documents/" + name + ".json");
    sum += evaluation.overall();
    for (const auto& [kind, score] : evaluation.kinds) {
      scores[name][kind] = score.f1();
      if (update) continue;
      const auto floor = floors.find(name);
      ASSERT_TRUE(floor != floors.end() && floor->second.contains(kind)) << name << " " << kind << " has no floor in floors.tsv";
      EXPECT_GE(score.f1() + 1e-9, floor->second.at(kind))
          << name << " " << kind << "\nmissed:" << Lines(evaluation.missed) << "\nmade up:" << Lines(evaluation.made_up);
    }
  }
  ASSERT_GE(scores.size(), 15U) << "corpus/documents";
  for (const auto& [name, kinds] : floors) EXPECT_TRUE(scores.contains(name)) << name << " has floors, but no document";
  const double mean = sum / static_cast<double>(scores.size());
  std::cout << scores.size() << " documents, mean overall F1 " << mean << '\n';
  EXPECT_GE(mean, 0.95);
  if (update) WriteFloors(scores);
}

// ---- examples of the grammars -------------------------------------------------------------------------------------------------

TEST(Grammars, ExamplesHold) {
  const Result<GrammarTest> test = TestGrammar("");
  ASSERT_TRUE(test);
  EXPECT_GT(test->examples, 300);
  for (const GrammarTest::Failure& failure : test->failures) {
    ADD_FAILURE() << failure.file << ':' << failure.line << ": " << failure.rule << ": " << failure.example << ": " << failure.message;
  }
  std::cout << test->examples << " examples\n";
}

TEST(Grammars, HaveNoFaults) {
  const Result<GrammarCheck> check = CheckGrammar(TRICHLUC_SOURCE_DIR "/grammars");
  ASSERT_TRUE(check);
  for (const GrammarFault& fault : check->faults) ADD_FAILURE() << FaultLine(fault);
  EXPECT_GT(check->rules, 100);
}

// ---- case files -----------------------------------------------------------------------------------------------------------------

std::string DifferenceOf(const RecordCase& record_case, const std::string& kind) {
  return testing::Difference(record_case, kind, JsonOf("case", testing::PlanAround(record_case)));
}

class CasesTest : public ::testing::TestWithParam<const char*> {};

TEST_P(CasesTest, Hold) {
  const std::string kind = GetParam();
  std::size_t held = 0;
  std::vector<std::string> still_wanted;
  std::vector<std::string> come_true;
  for (const auto& entry : fs::directory_iterator(kCorpus + "cases/" + kind)) {
    if (entry.path().extension() != ".txt") continue;
    const bool wanted = entry.path().stem() == "wanted";
    for (const RecordCase& record_case : testing::ReadCases(entry.path().string())) {
      const std::string difference = DifferenceOf(record_case, kind);
      const std::string place = entry.path().filename().string() + ":" + std::to_string(record_case.line) + ": " + record_case.name;
      if (wanted) {
        (difference.empty() ? come_true : still_wanted).push_back(place);
        if (!difference.empty()) std::cout << "wanted: " << kind << "/" << place << ": " << difference << '\n';
        continue;
      }
      ++held;
      EXPECT_EQ(difference, "") << kind << "/" << place << "\n" << record_case.passage;
    }
  }
  EXPECT_GE(held, 25U) << "cases of " << kind;
  std::cout << held << " cases hold; " << still_wanted.size() << " are wanted and do not hold yet\n";
  for (const std::string& place : come_true) std::cout << "holds now, move it out of wanted.txt: " << kind << "/" << place << '\n';
}

INSTANTIATE_TEST_SUITE_P(Topics, CasesTest, ::testing::Values("references", "assignments", "targets", "deadlines"),
                         [](const auto& topic) { return std::string(topic.param); });

// ---- the real plans ---------------------------------------------------------------------------------------------------------------

// The folder of real plans and their gold: no part of the repository.
std::string SharedFolder() {
  if (const char* given = std::getenv("TRICHLUC_SHARED")) return given;
  return TRICHLUC_SOURCE_DIR "/../shared";
}

std::string TextNamed(const std::string& folder, const std::string& name) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == name + ".txt") return entry.path().string();
  }
  return {};
}

TEST(RealPlans, ReachTheFiguresOfTheContract) {
  const std::string folder = SharedFolder();
  if (!fs::is_directory(folder + "/gold")) GTEST_SKIP() << folder << "/gold is not there; TRICHLUC_SHARED names the folder of real plans";
  Evaluation all;
  int documents = 0;
  for (const auto& entry : fs::directory_iterator(folder + "/gold")) {
    if (entry.path().extension() != ".json") continue;
    const std::string text = TextNamed(folder, entry.path().stem().string());
    ASSERT_FALSE(text.empty()) << "no text for " << entry.path();
    const Evaluation evaluation = Evaluated(text, entry.path().string());
    const Score& data = evaluation.kinds.at("document");
    EXPECT_EQ(data.hits, data.expected) << entry.path().filename() << Lines(evaluation.missed);
    all.Add(evaluation);
    ++documents;
  }
  ASSERT_GT(documents, 0) << folder << "/gold holds no gold";
  EXPECT_GE(all.overall(), 0.97) << Lines(all.missed) << "\nmade up:" << Lines(all.made_up);
  for (const auto& [kind, score] : all.kinds) EXPECT_GE(score.f1(), 0.93) << kind;
  std::cout << documents << " real plans, overall F1 " << all.overall() << '\n';
}

}  // namespace
}  // namespace trichluc
