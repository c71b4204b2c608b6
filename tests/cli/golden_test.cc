// What the program prints for one plan of the corpus, kept in tests/cli/golden.
//
// After a change that is meant: TRICHLUC_UPDATE_GOLDEN=1 ctest --test-dir build -R cli.Golden, then read the differences.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "support/documents.h"
#include "support/program.h"

namespace trichluc {
namespace {

const std::string kPlan = "phong_chong_thien_tai_xa";
const std::string kGolden = TRICHLUC_SOURCE_DIR "/tests/cli/golden/";

struct GoldenRun {
  const char* name;
  std::vector<std::string> arguments;
  const char* file;
};

void PrintTo(const GoldenRun& run, std::ostream* out) { *out << run.name; }

class GoldenTest : public ::testing::TestWithParam<GoldenRun> {};

TEST_P(GoldenTest, PrintsWhatIsKept) {
  std::vector<std::string> arguments = GetParam().arguments;
  // The plan comes by standard input: no path of this machine is in the output.
  arguments.emplace_back("-");
  const std::string plan = testing::ReadFile(TRICHLUC_SOURCE_DIR "/corpus/documents/" + kPlan + ".txt");
  const testing::Outcome outcome = testing::Run(TRICHLUC_PROGRAM, arguments, {.input = plan});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string path = kGolden + GetParam().file;
  if (std::getenv("TRICHLUC_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << outcome.out;
    return;
  }
  EXPECT_EQ(outcome.out, testing::ReadFile(path));
}

INSTANTIATE_TEST_SUITE_P(Formats, GoldenTest,
                         ::testing::Values(GoldenRun{"text", {"extract", "--format", "text"}, "extract.txt"},
                                           GoldenRun{"json", {"extract", "--format", "json"}, "extract.json"},
                                           GoldenRun{"jsonl", {"extract", "--format", "jsonl"}, "extract.jsonl"},
                                           GoldenRun{"csv", {"extract", "--format", "csv", "--kind", "deadlines"}, "deadlines.csv"},
                                           GoldenRun{"segment", {"segment"}, "segment.txt"},
                                           GoldenRun{"normalize", {"normalize"}, "normalize.txt"}),
                         [](const auto& plan) { return std::string(plan.param.name); });

}  // namespace
}  // namespace trichluc
