// Parts of an index that no question shows by itself.
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>

#include "extract/document_key.h"
#include "index/char_cursor.h"
#include "index/schema.h"
#include "index/sqlite.h"
#include "index/words.h"
#include "index/write.h"
#include "indexes.h"
#include "trichluc/index_answers.h"

namespace trichluc::testing {
namespace {

using ::testing::HasSubstr;

// What indexes hold was cut so. Where this changes, kSchemaVersion has to rise.
TEST(Words, OfAShortDocumentAreTheseInThisVersion) {
  ASSERT_EQ(kSchemaVersion, 5);
  const std::string title = "Số 12/KH-UBND: HOÀ giải";
  const std::string text = "Đổi mới, ‘Thuỷ’ lợi 3,5% – Thu\xE1\xBA\xAD" "n; đi\xC3\xAA\xCC\xA3n; İ x²";
  const DocumentWords words(SearchTexts{{title}, {text}});
  EXPECT_EQ(words.title_marked, "số 12 kh ubnd hòa giải");
  EXPECT_EQ(words.title_bare, "so 12 kh ubnd hoa giai");
  EXPECT_EQ(words.marked, words.title_marked + " đổi mới thủy lợi 3 5 thuận điện i̇ x");
  EXPECT_EQ(words.bare, words.title_bare + " doi moi thuy loi 3 5 thuan dien i x");
  EXPECT_TRUE(SaidOften(2, 500));
  EXPECT_FALSE(SaidOften(2, 501));
  EXPECT_FALSE(SaidOften(1, 1));
}

// Phrases in brackets; `!` before what is excluded, `*` behind beginnings.
std::string QuestionText(std::string_view typed) {
  const WordsQuestion question = ParseQuestion(typed);
  std::string text;
  for (const auto* phrases : {&question.phrases, &question.excluded}) {
    for (const WordsQuestion::Phrase& phrase : *phrases) {
      text += phrases == &question.excluded ? "!(" : "(";
      for (const WordsQuestion::Word& word : phrase.words) text.append(&word == phrase.words.data() ? "" : " ").append(word.form);
      text += phrase.prefix ? "*)" : ")";
    }
  }
  return text;
}

TEST(Words, QuestionsAreReadAsPeopleTypeThem) {
  EXPECT_EQ(QuestionText("dân van -\"hội thi\" ke*"), "(dân)(van)(ke*)!(hội thi)");
  for (const char* const phrase : {"\"thuc hien\"", "“thuc hien”", "„thuc hien“", "«thuc hien»", "\"thuc hien", " \"thuc\u00A0hien\" "}) EXPECT_EQ(QuestionText(phrase), "(thuc hien)") << phrase;
  for (const char* const words : {"ke khac", "ke\tkhac", "ke\u00A0khac", "\u3000ke\nkhac"}) EXPECT_EQ(QuestionText(words), "(ke)(khac)") << words;
  for (const char* const beginning : {"\"thuc hien k\"*", "\"thuc hien k*\"", "“thuc hien k*”", "“thuc hien k”*"}) EXPECT_EQ(QuestionText(beginning), "(thuc hien k*)") << beginning;
  EXPECT_EQ(QuestionText("-“thuc hien” a"), "(a)!(thuc hien)");
  EXPECT_EQ(QuestionText("33/CT-TTg - b"), "(33 ct ttg)(b)");
  for (const char* const nothing : {"", " ", "-", "\"", "\"\"", "*", "- ", "-\"", "“”", "\"*\"*"}) EXPECT_EQ(QuestionText(nothing), "") << nothing;
}

TEST(Words, NoneIsLongerThanWordsAre) {
  const std::vector<SearchWord> words = SearchWords(std::string(1000, 'x') + " " + std::string(300, 'y'));
  for (const SearchWord& word : words) EXPECT_LE(word.marked.size(), 250U);
  ASSERT_FALSE(words.empty());
  EXPECT_EQ(words.back().span.end, 1301U);
  std::string accented;
  for (int i = 0; i < 500; ++i) accented += "ế";
  for (const SearchWord& word : SearchWords(accented)) EXPECT_EQ(word.bare, std::string(word.bare.size(), 'e'));
}

TEST(SqliteIndex, FaultsSayWhatToDo) {
  EXPECT_THAT(SqliteFault(5, "database is locked").message, HasSubstr("do the same again when it is done"));                // SQLITE_BUSY
  EXPECT_THAT(SqliteFault(5 | 2 << 8, "database is locked").message, HasSubstr("do the same again when it is done"));       // SQLITE_BUSY_SNAPSHOT
  EXPECT_THAT(SqliteFault(13, "database or disk is full").message, HasSubstr("database or disk is full (make room"));        // SQLITE_FULL
  EXPECT_THAT(SqliteFault(10 | 19 << 8, "disk I/O error").message, HasSubstr("disk I/O error (make room on the disk, or"));    // SQLITE_IOERR_SHMSIZE
  EXPECT_THAT(SqliteFault(26, "file is not a database").message, HasSubstr("(is it an index of trichluc?)"));                // SQLITE_NOTADB
  EXPECT_EQ(SqliteFault(1, "no such table: x").message, "no such table: x");
}

// What hindered one addition and is gone does not hinder the next.
TEST(SqliteIndex, AnAdditionThatFailedHindersNoOther) {
  Place place;
  const std::string path = place.New(Kind::kSqlite);
  Result<Index> index = Index::Open(path, Index::Access::kWrite);
  ASSERT_TRUE(index) << index.error().message;
  auto stop = std::make_unique<Stop>(path, "rule");
  EXPECT_THAT(index->Add({Read("trees.txt", kTrees)}).error().message, HasSubstr("stopped"));
  EXPECT_EQ(*index->Count(), 0U);
  stop.reset();
  const Result<IndexChange> change = index->Add({Read("trees.txt", kTrees)});
  ASSERT_TRUE(change) << change.error().message;
  EXPECT_EQ(change->added, 1U);
}

TEST(CharCursor, CountsLikeFromTheBeginning) {
  std::mt19937 random(Seed());
  for (const std::string text : {"", "abc", "đường dân sinh 😀 và nước"}) {
    CharCursor cursor;
    for (int i = 0; i < 200; ++i) {
      const std::size_t chars = random() % (CountChars(text) + 2);
      const std::size_t bytes = BytesOfChars(text, chars);
      EXPECT_EQ(cursor.BytesBefore(text, chars), bytes);
      EXPECT_EQ(cursor.CharsBefore(text, bytes), CountChars(text.substr(0, bytes)));
    }
  }
}

class PartsTest : public IndexTest {};
INSTANTIATE_TEST_SUITE_P(Index, PartsTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

// A block of megabytes that holds very many records.
constexpr int kManyReferences = 40'000;
std::string TitleOf(int i) { return "về việc " + std::to_string(i); }

IndexedDocument ManyReferencesInOneBlock() {
  IndexedDocument document = Read("a.txt", kTrees);
  const Reference model = document.extraction.references.at(0);
  Block& block = document.extraction.blocks.back();
  document.extraction.references.clear();
  const std::size_t start = block.span.start;
  block.text.clear();
  for (int i = 0; i < kManyReferences; ++i) {
    Reference reference = model;
    reference.code = std::to_string(i) + "/CT-TTg";
    reference.key = KeyOfCode(*reference.code + "@2030");
    reference.text = "Chỉ thị số " + *reference.code;
    if (i % 2 == 0) reference.title = TitleOf(i);
    reference.id = "r" + std::to_string(i);
    reference.span = {start + block.text.size(), start + block.text.size() + reference.text.size()};
    block.text += reference.text + " " + TitleOf(i) + " của làng, xã, huyện, tỉnh và thành phố; ";
    document.extraction.references.push_back(std::move(reference));
  }
  block.span.end = start + block.text.size();
  return document;
}

// It takes no longer than as many small ones.
TEST_P(PartsTest, ManyRecordsInOneBlockAreLinear) {
  const IndexedDocument document = ManyReferencesInOneBlock();
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(Add({document}).added, 1U);
  const auto all = index_->Search({.limit = 10});
  ASSERT_EQ(all->hits.size(), 1U);
  const Result<IndexedDocument> loaded = index_->Load(all->hits[0].document);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(ToJson(loaded->extraction), ToJson(document.extraction));
  EXPECT_LT(taken.count(), 60);  // from the beginning of the block each time it takes minutes
}

TEST_P(PartsTest, AnswersAboutManyReferencesInOneBlockAreLinear) {
  ASSERT_EQ(Add({ManyReferencesInOneBlock()}).added, 1U);
  const auto begin = std::chrono::steady_clock::now();
  const Result<ConflictAnswer> conflicts = FindConflicts(*index_, {});
  std::string graph;
  const auto fault = WriteGraph(*index_, GraphForm::kJson, [&](std::string_view piece) {
    graph += piece;
    return true;
  });
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(conflicts) << conflicts.error().message;
  ASSERT_FALSE(fault) << fault->message;
  EXPECT_EQ(conflicts->count, 0U);
  // Each title is its own, wherever it stands in the block.
  const auto nodes = nlohmann::json::parse(graph).at("nodes");
  int titles = 0;
  for (const auto& node : nodes) {
    if (node.value("indexed", false)) continue;
    const std::string code = node.at("code");
    const int i = std::stoi(code);
    if (node.contains("title") && !node["title"].is_null()) {
      ++titles;
      EXPECT_EQ(node["title"], TitleOf(i)) << code;
    } else {
      EXPECT_EQ(i % 2, 1) << code;
    }
  }
  EXPECT_EQ(titles, kManyReferences / 2);
  EXPECT_LT(taken.count(), 60);  // with the block read for each it takes minutes
}

TEST_P(PartsTest, NamesOfManyDocumentsAreAddedAtATime) {
  Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill)});
  const Result<std::vector<std::string>> missing = index_->AddNames({{ContentDigest(kSkill), "s.txt"}, {ContentDigest("gone"), "gone.txt"}, {ContentDigest(kTrees), "t.txt"}});
  ASSERT_TRUE(missing) << missing.error().message;
  EXPECT_THAT(*missing, ::testing::ElementsAre("gone.txt"));
  EXPECT_EQ(index_->Named("s.txt")->size(), 1U);
  EXPECT_EQ(index_->Named("t.txt")->size(), 1U);
  EXPECT_TRUE(index_->Named("gone.txt")->empty());
}

// Runs of words are joined, and dropped when all that was in them is gone.
TEST_P(PartsTest, WordsStayRightThroughManySmallAdditions) {
  std::vector<std::int64_t> numbers;
  for (int i = 0; i < 300; ++i) {
    const std::string word = "x" + std::to_string(i % 10);
    ASSERT_EQ(Add({Read("p" + std::to_string(i) + ".txt", "KẾ HOẠCH\nSố " + std::to_string(i) + "\n\nI. VIỆC\n- Trồng cây " + word + " của làng.\n")}).added, 1U);
    if (i % 7 == 3) {
      const Result<IndexAnswer> found = index_->Search({.words = word, .limit = 1});
      ASSERT_TRUE(found && !found->hits.empty());
      ASSERT_TRUE(*index_->Remove(found->hits[0].document));
    }
  }
  EXPECT_EQ(index_->Search({.words = "trồng"})->count, *index_->Count());
  EXPECT_EQ(index_->Search({.words = "\"cay x3 cua\""})->count, index_->Search({.words = "x3"})->count);
  std::size_t all = 0;
  for (int i = 0; i < 10; ++i) all += index_->Search({.words = "\"cây x" + std::to_string(i) + " của làng\""})->count;
  EXPECT_EQ(all, *index_->Count());
  const Result<IndexAnswer> rest = index_->Search({.limit = 1000});
  for (const IndexHit& hit : rest->hits) ASSERT_TRUE(*index_->Remove(hit.document));
  EXPECT_EQ(index_->Search({.words = "trồng"})->count, 0U);
}

}  // namespace
}  // namespace trichluc::testing
