// The statements that docs/index.md gives to analysts, as they stand there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "index/sqlite.h"
#include "indexes.h"

namespace trichluc::testing {
namespace {

// Those between ```sql and ```, each without its `;`.
std::vector<std::string> StatementsOf(const std::string& manual) {
  std::vector<std::string> statements;
  for (std::size_t at = 0; (at = manual.find("```sql\n", at)) != std::string::npos;) {
    at += 7;
    const std::string block = manual.substr(at, manual.find("```", at) - at);
    for (std::size_t from = 0, end = 0; (end = block.find(";\n", from)) != std::string::npos; from = end + 2) statements.push_back(block.substr(from, end - from));
  }
  return statements;
}

TEST(ManualSql, EveryStatementRunsAndFinds) {
  std::ifstream file(std::string(TRICHLUC_SOURCE_DIR) + "/docs/index.md");
  const std::string manual{std::istreambuf_iterator<char>(file), {}};
  const TempFolder folder;
  const std::string path = folder.Path("plans.db");
  {
    Result<Index> index = Index::Open(path, Index::Access::kWrite);
    ASSERT_TRUE(index) << index.error().message;
    ASSERT_TRUE(index->Add(std::vector{Read("trees.md", kTrees), Read("skill.md", kSkill)}));
  }
  Result<std::unique_ptr<Database>> database = OpenSqlite(path, true);
  ASSERT_TRUE(database) << database.error().message;

  const std::vector<std::string> statements = StatementsOf(manual);
  ASSERT_GE(statements.size(), 10U);
  std::map<std::string, std::size_t> rows;  // by a word of the statement that gave them
  for (std::string statement : statements) {
    if (const std::size_t at = statement.find("plans-passages.db"); at != std::string::npos) statement.replace(at, 17, folder.Path("plans-passages.db"));
    std::size_t count = 0;
    const auto fault = (*database)->Query(statement, {}, [&](const SqlRow&) { return ++count, true; });
    EXPECT_FALSE(fault) << statement << "\n" << fault->message;
    for (const char* const word : {"MATCH", "FROM duty", "FROM citation"}) {
      if (statement.find(word) != std::string::npos) rows[word] += count;
    }
  }
  EXPECT_EQ(rows["MATCH"], 1U);
  EXPECT_EQ(rows["FROM duty"], 1U);
  EXPECT_EQ(rows["FROM citation"], 1U);
}

}  // namespace
}  // namespace trichluc::testing
