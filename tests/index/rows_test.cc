// The rows of a document on their way from the thread that reads it to the database.
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "index/row_bytes.h"
#include "indexes.h"

namespace trichluc::testing {
namespace {

TEST(RowBytes, WhatIsAddedIsRead) {
  constexpr std::array<std::int64_t, 9> kIntegers = {0, 1, -1, 63, -64, 64, 1'000'000'007, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()};
  constexpr std::array<double, 5> kReals = {0.0, -0.5, 1.0 / 3, std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min()};
  const std::vector<std::string> texts = {"", "cây", std::string("\0\xFF", 2), std::string(127, 'a'), std::string(128, 'b'), std::string(70'000, 'c')};
  RowBytes row;
  for (const std::int64_t value : kIntegers) row.Add(value);
  for (const double value : kReals) row.Add(value);
  for (const std::string& text : texts) {
    row.Add(text);
    row.Add(BlobView{text});
  }
  row.Add(NamePlace{NameTable::kDays, 300});
  row.Add(std::optional<std::string>());
  row.Add(std::optional<std::size_t>(7));
  row.Add(std::monostate());

  const auto number_of = [](NamePlace name) {
    EXPECT_EQ(name.table, NameTable::kDays);
    return static_cast<std::int64_t>(name.at) + 1;
  };
  RowBytesReader reader(row.bytes());
  for (const std::int64_t value : kIntegers) EXPECT_EQ(std::get<std::int64_t>(reader.Next(number_of)), value);
  for (const double value : kReals) EXPECT_EQ(std::get<double>(reader.Next(number_of)), value);
  for (const std::string& text : texts) {
    EXPECT_EQ(std::get<std::string_view>(reader.Next(number_of)), text);
    EXPECT_EQ(std::get<BlobView>(reader.Next(number_of)).bytes, text);
  }
  EXPECT_EQ(std::get<std::int64_t>(reader.Next(number_of)), 301);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(reader.Next(number_of)));
  EXPECT_EQ(std::get<std::int64_t>(reader.Next(number_of)), 7);
  EXPECT_FALSE(reader.done());
  EXPECT_TRUE(std::holds_alternative<std::monostate>(reader.Next(number_of)));
  EXPECT_TRUE(reader.done());
}

class RowsTest : public IndexTest {};

// As `index add` does: some threads make documents ready while one adds those that are.
TEST_P(RowsTest, DocumentsThatOtherThreadsMadeReady) {
  const std::vector<IndexedDocument> documents = ReadCorpus();
  std::vector<std::optional<PreparedDocument>> ready(documents.size());
  constexpr std::size_t kThreads = 3;
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (std::size_t i = t; i < documents.size(); i += kThreads) ready[i].emplace(documents[i]);
      });
    }
  }
  std::vector<PreparedDocument> prepared;
  for (std::optional<PreparedDocument>& one : ready) {
    EXPECT_GT(one->bytes(), 0U);
    prepared.push_back(std::move(*one));
  }
  const Result<IndexChange> change = index_->AddPrepared(prepared);
  ASSERT_TRUE(change) << change.error().message;
  EXPECT_EQ(change->added, documents.size());
  EXPECT_EQ(ToJson(*index_->Facts()), ToJson(CountedAnew(*index_)));
  for (const IndexedDocument& document : documents) {
    const Result<std::optional<Index::KnownDocument>> known = index_->Find(document.extraction.source.sha256);
    ASSERT_TRUE(known && *known) << document.extraction.source.name;
    const Result<IndexedDocument> loaded = index_->Load((*known)->number);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(ToJson(loaded->extraction), ToJson(document.extraction));
    EXPECT_EQ(loaded->text, document.text);
  }
  // What was added can be added again.
  EXPECT_EQ(index_->AddPrepared(prepared)->known, documents.size());
}

INSTANTIATE_TEST_SUITE_P(Index, RowsTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

}  // namespace
}  // namespace trichluc::testing
