// The language model: what it is made from, what it says, and what becomes of a damaged file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "repair/held_out.h"
#include "repair/language_model.h"
#include "support/documents.h"
#include "trichluc/train.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

// A folder of this process's own: tests run beside each other.
class TestFolder {
 public:
  TestFolder() { path_ = ::mkdtemp(path_.data()); }
  ~TestFolder() { std::filesystem::remove_all(path_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_ = ::testing::TempDir() + "/trichluc-model-XXXXXX";
};

const std::string& Folder() {
  static const TestFolder folder;
  return folder.path();
}

std::string InTestFolder(const std::string& name) { return Folder() + "/" + name; }

void WriteFile(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

// A little language: "làm tốt việc" often, "làm xong việc" seldom.
std::string LittleText() {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "các xã làm tốt việc này. các thôn làm tốt việc kia ngày 12/3.\n";
  for (int i = 0; i < 10; ++i) text += "các xã làm xong việc này.\n";
  return text;
}

Result<ModelReport> Little(const std::string& path, std::vector<std::string> held_out = {}, std::size_t memory = 1 << 16) {
  const std::string text = InTestFolder("little.txt");
  WriteFile(text, LittleText());
  ModelOptions options;
  options.texts = {text};
  options.held_out = std::move(held_out);
  options.output = path;
  options.memory_keys = memory;
  return TrainModel(options);
}

TEST(Model, PrefersWhatItHasSeen) {
  const std::string path = InTestFolder("little.lm");
  const auto report = Little(path);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(report->words, 500U);
  const auto model = LanguageModel::Open(path);
  ASSERT_TRUE(model) << model.error().message;
  const ModelWord lam = model->Find("làm");
  const ModelWord tot = model->Find("tốt");
  const ModelWord xong = model->Find("xong");
  ASSERT_NE(lam, LanguageModel::kUnknown);
  EXPECT_EQ(model->Find("chưa"), LanguageModel::kUnknown);
  LanguageModel::Context next;
  const LanguageModel::Context after = model->At(model->Find("xã"), lam);
  EXPECT_GT(model->Score(after, tot, next), model->Score(after, xong, next) + 0.5F);
  EXPECT_TRUE(model->MayFollow(lam, tot));
  EXPECT_FALSE(model->MayFollow(tot, lam) && model->MayFollow(tot, model->Find("xã")) && model->MayFollow(xong, lam));
}

TEST(Model, ProbabilitiesAddUpToOne) {
  const std::string path = InTestFolder("little.lm");
  ASSERT_TRUE(Little(path));
  const auto model = LanguageModel::Open(path);
  ASSERT_TRUE(model);
  LanguageModel::Context next;
  for (const char* word : {"làm", "việc", "các"}) {
    double sum = 0;
    for (std::size_t w = 0; w < model->words(); ++w) sum += std::exp(model->Score(model->At(LanguageModel::kBoundary, model->Find(word)), static_cast<ModelWord>(w), next));
    EXPECT_NEAR(sum, 1, 0.06) << word;  // sixteenths of a nat
  }
}

TEST(Model, IsTheSameWhateverMemoryItWasCountedIn) {
  const std::string one = InTestFolder("one.lm");
  const std::string many = InTestFolder("many.lm");
  ASSERT_TRUE(Little(one));
  ASSERT_TRUE(Little(many, {}, 64));
  EXPECT_EQ(testing::ReadFile(one), testing::ReadFile(many));
}

TEST(Model, LeavesOutWhatItIsMeasuredOn) {
  const std::string held = InTestFolder("held.txt");
  WriteFile(held, "Các xã làm tốt việc này. Các thôn làm tốt việc kia và việc khác.\n");
  const auto report = Little(InTestFolder("held.lm"), {held});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->held_out, 40U);
}

TEST(Model, DamagedFilesAreRefused) {
  const std::string path = InTestFolder("bad.lm");
  ASSERT_TRUE(Little(path));
  const std::string right = testing::ReadFile(path);
  const auto refused = [&](const std::string& bytes, const char* why) {
    WriteFile(path, bytes);
    const auto model = LanguageModel::Open(path);
    ASSERT_FALSE(model);
    EXPECT_THAT(model.error().message, HasSubstr(path));
    EXPECT_THAT(model.error().message, HasSubstr(why));
  };
  std::string changed = right;
  changed[right.size() / 2] = static_cast<char>(changed[right.size() / 2] ^ 1);
  refused(changed, "damaged");
  refused(right.substr(0, right.size() - 8), "cut off");
  refused("no model", "too short");
  changed = right;
  changed[8] = 77;
  refused(changed, "version");
  refused(std::string(200, 'x'), "not a model");
  EXPECT_FALSE(LanguageModel::Open(InTestFolder("missing.lm")));
}

TEST(Model, TooLittleTextOrRoomIsAnError) {
  ModelOptions options;
  options.texts = {InTestFolder("empty.txt")};
  options.output = InTestFolder("empty.lm");
  WriteFile(options.texts[0], "");
  const auto empty = TrainModel(options);
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().message, HasSubstr("no word"));
  WriteFile(options.texts[0], LittleText());
  options.most_bytes = 1000;
  const auto small = TrainModel(options);
  ASSERT_FALSE(small);
  EXPECT_THAT(small.error().message, HasSubstr("--size"));
  options.texts = {Folder()};
  EXPECT_FALSE(TrainModel(options));
}

TEST(Model, ATextIsNotOverwrittenByItsModel) {
  ModelOptions options;
  options.texts = {InTestFolder("own.txt")};
  WriteFile(options.texts[0], LittleText());
  options.output = Folder() + "/./own.txt";
  const auto own = TrainModel(options);
  ASSERT_FALSE(own);
  EXPECT_THAT(own.error().message, HasSubstr("another name"));
  EXPECT_EQ(testing::ReadFile(options.texts[0]), LittleText());
  EXPECT_FALSE(Little(InTestFolder("held_too.txt"),
                      {(WriteFile(InTestFolder("held_too.txt"), "một hai"), InTestFolder("held_too.txt"))}));
  EXPECT_EQ(testing::ReadFile(InTestFolder("held_too.txt")), "một hai");
}

// Who has the old model open keeps it.
TEST(Model, TakesThePlaceOfAnOldOneOnceItIsWhole) {
  const std::string path = InTestFolder("replaced.lm");
  ASSERT_TRUE(Little(path));
  const auto model = LanguageModel::Open(path);
  ASSERT_TRUE(model);
  ASSERT_TRUE(Little(path));
  EXPECT_NE(model->Find("làm"), LanguageModel::kUnknown);
  EXPECT_TRUE(LanguageModel::Open(path));
  const std::string link = InTestFolder("link.lm");
  std::filesystem::remove(link);
  std::filesystem::create_symlink("linked.model", link);
  ASSERT_TRUE(Little(link));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_TRUE(LanguageModel::Open(InTestFolder("linked.model")));
  const std::string folder = InTestFolder("folder.lm");
  std::filesystem::create_directory(folder);
  EXPECT_FALSE(Little(folder));
  EXPECT_FALSE(Little(InTestFolder("nowhere/any.lm")));
  for (const auto& entry : std::filesystem::directory_iterator(Folder()))
    EXPECT_EQ(entry.path().string().find(".lm."), std::string::npos) << entry.path();
}

TEST(HeldOut, KnowsRunsOfTwelveWordsWithoutTheirMarks) {
  HeldOut held;
  EXPECT_TRUE(held.empty());
  held.Add("một hai ba bốn năm sáu bảy tám chín mười trăm nghìn vạn");
  EXPECT_TRUE(held.Shares("Và: Hai, ba bon nam sau bay tam chin muoi tram nghin VAN, rồi thôi."));
  EXPECT_FALSE(held.Shares("hai ba bốn năm sáu bảy tám chín mười trăm nghìn"));
  EXPECT_FALSE(held.Shares("hai ba bốn năm sáu bảy tám chín mười trăm vạn nghìn"));
}

}  // namespace
}  // namespace trichluc
