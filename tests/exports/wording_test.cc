#include "exports/wording.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/phrase_file.h"
#include "support/program.h"
#include "trichluc/grammar.h"

namespace trichluc {
namespace {

Wording Load(const WordingOptions& options) {
  const Result<Wording> words = Wording::Load(options);
  EXPECT_TRUE(words) << words.error().message;
  return *words;
}

// The names in braces, sorted.
std::vector<std::string> Placeholders(const std::string& text) {
  std::vector<std::string> names;
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) names.push_back(text.substr(at, text.find('}', at) - at + 1));
  std::sort(names.begin(), names.end());
  return names;
}

TEST(WordingTest, BothLanguagesHaveTheSameTexts) {
  // English is what others fall back to, so that a file alone tells what it has.
  std::vector<std::vector<std::string>> keys;
  for (const char* name : {"wording/en.toml", "wording/vi.toml"}) {
    const auto files = LoadGrammarTexts({});
    const auto file = std::find_if(files->begin(), files->end(), [&](const GrammarText& each) { return each.name == name; });
    ASSERT_NE(file, files->end()) << name;
    std::vector<GrammarFault> faults;
    keys.emplace_back();
    for (const Phrase& phrase : ReadPhrases(*file, faults)) keys.back().push_back(phrase.key);
    EXPECT_TRUE(faults.empty());
  }
  EXPECT_EQ(keys[0], keys[1]);
}

TEST(WordingTest, BothLanguagesAskForTheSameValues) {
  const Wording en = Load({.language = "en"});
  const Wording vi = Load({.language = "vi"});
  for (const auto& [key, text] : en.texts()) {
    if (key == "date.quarter") continue;  // a number or a Roman digit
    EXPECT_EQ(Placeholders(text), Placeholders(vi.Text(key))) << key;
  }
}

TEST(WordingTest, PutsValuesInThePlaceOfTheirNames) {
  testing::TempFolder folder;
  folder.Write("wording/vi.toml", "[due]\nbefore = \"{date} thì muộn, {date}; {else} {\"\n");
  const Wording words = Load({.extra_grammar_folders = {folder.Path(".")}});
  EXPECT_EQ(words.Fill("due.before", {{"date", "{else}"}}), "{else} thì muộn, {else}; {else} {");
  EXPECT_EQ(words.Text("no.such"), "no.such");
}

TEST(WordingTest, UsersReplaceSingleTextsAndAddLanguages) {
  testing::TempFolder folder;
  folder.Write("wording/vi.toml", "[assignments]\ntitle = \"BẢNG PHÂN CÔNG\"\n");
  folder.Write("wording/fr.toml", "[assignments]\ntitle = \"TÂCHES\"\n");
  const Wording vi = Load({.extra_grammar_folders = {folder.Path(".")}});
  EXPECT_EQ(vi.Text("assignments.title"), "BẢNG PHÂN CÔNG");
  EXPECT_EQ(vi.Text("assignments.sheet"), "Nhiệm vụ");
  const Wording fr = Load({.language = "fr", .extra_grammar_folders = {folder.Path(".")}});
  EXPECT_EQ(fr.Text("assignments.title"), "TÂCHES");
  EXPECT_EQ(fr.Text("assignments.sheet"), "Assignments");
}

TEST(WordingTest, ALanguageWithoutAFileIsRefused) {
  const Result<Wording> words = Wording::Load({.language = "de"});
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().code, Error::Code::kBadArgument);
  EXPECT_EQ(words.error().message, "'de' is no language that exports are worded in; use one of: en, vi");
}

TEST(WordingTest, FaultsHaveTheirPlace) {
  testing::TempFolder folder;
  const std::string path = folder.Write("wording/vi.toml", "[assignments]\ntitle = 3\ntitel = \"x\"\n");
  const Result<Wording> words = Wording::Load({.extra_grammar_folders = {folder.Path(".")}});
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().code, Error::Code::kBadGrammar);
  EXPECT_NE(words.error().message.find("vi.toml:2:9: 'assignments.title' is a text in quotation marks"), std::string::npos) << words.error().message;
  const Result<GrammarCheck> check = CheckGrammar("", {folder.Path(".")});
  ASSERT_TRUE(check);
  ASSERT_EQ(check->faults.size(), 2U);
  EXPECT_EQ(check->faults[1].line, 3);
  EXPECT_NE(check->faults[1].message.find("nothing asks for 'assignments.titel'"), std::string::npos);
}

}  // namespace
}  // namespace trichluc
