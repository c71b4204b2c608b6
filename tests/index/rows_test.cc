// The rows of a document on their way from the thread that reads it to the database.
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <set>
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

  const std::vector<PreparedDocument> copies = prepared;
  EXPECT_EQ(index_->AddPrepared(copies)->known, documents.size());
  const PreparedDocument taken = std::move(prepared.front());
  EXPECT_EQ(prepared.front().bytes(), 0U);
  const Result<IndexChange> none = index_->AddPrepared(prepared);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Error::Code::kBadArgument);
}

// Within a batch too, a document takes the place of the same one that another engine read, and goes by all its names.
TEST_P(RowsTest, BatchesReplaceWhatTheyHold) {
  constexpr unsigned kSeed = 20261124;
  std::mt19937 random(kSeed);
  const auto below = [&](std::size_t count) { return random() % count; };
  const std::vector<IndexedDocument> corpus = ReadCorpus();
  struct There {
    std::string reader;
    std::set<std::string> names;
  };
  std::map<std::string, There> there;  // by digests
  std::map<std::string, std::string> texts;
  for (int round = 0; round < 12; ++round) {
    SCOPED_TRACE("seed " + std::to_string(kSeed) + ", round " + std::to_string(round));
    std::vector<IndexedDocument> batch;
    for (std::size_t count = below(40); count > 0; --count) {
      IndexedDocument& document = batch.emplace_back(corpus[below(8)]);
      document.reader = "reader " + std::to_string(below(3));
      document.extraction.source.name = "name " + std::to_string(below(5));
      texts[document.extraction.source.sha256] = document.text;
    }
    const Result<IndexChange> change = index_->Add(batch);
    ASSERT_TRUE(change) << change.error().message;
    if (GetParam() == Kind::kPostgres) {
      std::stable_sort(batch.begin(), batch.end(), [](const auto& a, const auto& b) { return a.extraction.source.sha256 < b.extraction.source.sha256; });
    }
    IndexChange expected;
    for (const IndexedDocument& document : batch) {
      There& one = there[document.extraction.source.sha256];
      ++(one.reader.empty() ? expected.added : one.reader == document.reader ? expected.known : expected.replaced);
      one.reader = document.reader;
      one.names.insert(document.extraction.source.name);
    }
    EXPECT_EQ(change->added, expected.added);
    EXPECT_EQ(change->replaced, expected.replaced);
    EXPECT_EQ(change->known, expected.known);
    EXPECT_EQ(*index_->Count(), there.size());
    EXPECT_EQ(ToJson(*index_->Facts()), ToJson(CountedAnew(*index_)));
    for (const auto& [digest, one] : there) {
      const Result<std::optional<Index::KnownDocument>> known = index_->Find(digest);
      ASSERT_TRUE(known && *known);
      EXPECT_EQ((*known)->reader, one.reader);
      for (const std::string& name : one.names) EXPECT_THAT(*index_->Named(name), ::testing::Contains((*known)->number)) << name;
      EXPECT_EQ(index_->Load((*known)->number)->text, texts[digest]);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Index, RowsTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

}  // namespace
}  // namespace trichluc::testing
