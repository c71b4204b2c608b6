// trichluc report, run as its users run it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/documents.h"
#include "support/program.h"

namespace trichluc::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Outcome Report(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "report");
  return Run(TRICHLUC_PROGRAM, arguments);
}

TEST(ReportCommand, WritesOnePage) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", CorpusDocuments().front().bytes);
  const Outcome outcome = Report({"-o", folder.Path("plan.html"), plan});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string page = folder.Read("plan.html");
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"vi\">"));
  EXPECT_THAT(page, Not(HasSubstr("class=\"documents\"")));
}

TEST(ReportCommand, ThreadsChangeNothing) {
  const TempFolder folder;
  std::vector<std::string> arguments = {"--language", "en"};
  for (std::size_t i = 0; i < 6; ++i) arguments.push_back(folder.Write("plan" + std::to_string(i) + ".txt", CorpusDocuments()[i].bytes));
  std::vector<std::string> one = {"--threads", "1"};
  std::vector<std::string> many = {"--threads", "4"};
  one.insert(one.end(), arguments.begin(), arguments.end());
  many.insert(many.end(), arguments.begin(), arguments.end());
  const Outcome first = Report(one);
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("id=\"d6\""));
  EXPECT_EQ(first.out, Report(many).out);
}

TEST(ReportCommand, WhatCannotBeReadIsListed) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", CorpusDocuments().front().bytes);
  const std::string broken = folder.Write("broken.pdf", "%PDF-1.4 nothing");
  const Outcome outcome = Report({"-o", folder.Path("plans.html"), broken, plan});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("broken.pdf"));
  EXPECT_THAT(folder.Read("plans.html"), HasSubstr("class=\"failed\""));
}

TEST(ReportCommand, NothingIsWrittenWhereNothingWasRead) {
  const TempFolder folder;
  const std::string broken = folder.Write("broken.pdf", "%PDF-1.4 nothing");
  const std::string page = folder.Write("plans.html", "as it was");
  EXPECT_EQ(Report({"-o", page, broken}).exit_code, 1);
  EXPECT_EQ(folder.Read("plans.html"), "as it was");
}

TEST(ReportCommand, RefusesWhatDoesNotHold) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", CorpusDocuments().front().bytes);
  const Outcome over = Report({"-o", plan, plan});
  EXPECT_EQ(over.exit_code, 2);
  EXPECT_THAT(over.err, HasSubstr("would be overwritten"));
  EXPECT_EQ(Report({"--dpi", "7", plan}).exit_code, 2);
  EXPECT_EQ(Report({"--language", "de", plan}).exit_code, 2);
  EXPECT_EQ(folder.Read("plan.txt"), CorpusDocuments().front().bytes);
}

}  // namespace
}  // namespace trichluc::testing
