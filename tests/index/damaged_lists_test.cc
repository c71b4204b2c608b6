// Lists of words whose bytes are not what was written: questions end with answers or with an error, and so does what is added.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "index/sqlite.h"
#include "indexes.h"

namespace trichluc::testing {
namespace {

constexpr std::uint32_t kSeeds = 120;

// An index whose documents were added one by one, so that runs were joined.
void MakeIndex(const std::string& path) {
  Result<Index> index = Index::Open(path, Index::Access::kWrite);
  ASSERT_TRUE(index) << index.error().message;
  for (const IndexedDocument& document : ReadCorpus()) ASSERT_TRUE(index->Add({document}));
}

class Damager {
 public:
  Damager(const std::string& path, std::uint32_t seed) : random_(seed) {
    Result<std::unique_ptr<Database>> opened = OpenSqlite(path, true);
    if (opened) database_ = std::move(*opened);
  }

  // Changes some bytes of a piece, cuts it, or changes what a run says of itself.
  void Damage() {
    ASSERT_TRUE(database_);
    const std::string words = Choose(2) == 0 ? "document_words" : "measure_words";
    if (Choose(8) == 0) return DamageRun(words);
    DamagePiece(words + (Choose(3) == 0 ? "_place" : "_list"));
  }

 private:
  std::int64_t Choose(std::int64_t among) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(among)); }

  void DamageRun(const std::string& words) {
    static constexpr const char* kColumns[] = {"first_number", "last_number", "things", "first_list", "list_bytes", "first_place", "place_bytes"};
    const SqlRow values = {Choose(3) == 0 ? -1 : Choose(100'000)};
    EXPECT_FALSE(database_->Run("UPDATE " + words + "_run SET " + kColumns[Choose(std::size(kColumns))] + " = ?", values));
  }

  void DamagePiece(const std::string& table) {
    std::int64_t count = 0;
    EXPECT_FALSE(database_->Query("SELECT count(*) FROM " + table, {}, [&](const SqlRow& row) { return count = IntegerOf(row[0]), false; }));
    if (count == 0) return;
    std::int64_t id = 0;
    std::string bytes;
    const SqlRow at = {Choose(count)};
    EXPECT_FALSE(database_->Query("SELECT id, bytes FROM " + table + " ORDER BY id LIMIT 1 OFFSET ?", at, [&](const SqlRow& row) {
      id = IntegerOf(row[0]);
      bytes = std::get<Blob>(row[1]).bytes;
      return false;
    }));
    for (std::int64_t changes = 1 + Choose(40); changes > 0 && !bytes.empty(); --changes) {
      bytes[static_cast<std::size_t>(Choose(static_cast<std::int64_t>(bytes.size())))] = static_cast<char>(Choose(3) == 0 ? 0xFF : Choose(256));
    }
    if (Choose(6) == 0) bytes.resize(static_cast<std::size_t>(Choose(static_cast<std::int64_t>(bytes.size()) + 1)));
    const SqlRow row = {Blob{bytes}, id};
    EXPECT_FALSE(database_->Run("UPDATE " + table + " SET bytes = ? WHERE id = ?", row));
  }

  std::mt19937 random_;
  std::unique_ptr<Database> database_;
};

TEST(DamagedLists, GiveAnswersOrErrors) {
  const TempFolder folder;
  const std::string whole = folder.Path("whole.db");
  ASSERT_NO_FATAL_FAILURE(MakeIndex(whole));
  int answers = 0;
  int errors = 0;
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const std::string path = folder.Path("damaged.db");
    std::filesystem::copy_file(whole, path, std::filesystem::copy_options::overwrite_existing);
    ASSERT_NO_FATAL_FAILURE(Damager(path, seed).Damage());
    Result<Index> index = Index::Open(path, Index::Access::kWrite);
    ASSERT_TRUE(index) << index.error().message;
    for (const char* const words : {"ke hoach", "\"thực hiện\"", "\"to chuc thuc hien\"", "th*", "\"ủy ban nhân d\"*", "kế -hoạch"}) {
      IndexQuery query;
      query.words = words;
      ++(index->Search(query) ? answers : errors);
    }
    IndexQuery query;
    query.target = "ty le";
    ++(index->Search(query) ? answers : errors);
    for (const char* const text : {kTrees, kSkill, kUnmarked}) ++(index->Add({Read("more.md", text)}) ? answers : errors);
  }
  EXPECT_GT(answers, 0);
  EXPECT_GT(errors, 0);
}

}  // namespace
}  // namespace trichluc::testing
