// What only a server can do wrong: several writers at once, connections that end, rights, addresses, values it does not take.
#include "index/postgres.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "indexes.h"

namespace trichluc::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class PostgresIndex : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!NoPostgres().empty()) GTEST_SKIP() << NoPostgres();
    address_ = PostgresServer::Instance().NewDatabase();
  }

  Index Opened(Index::Access access = Index::Access::kWrite) const {
    Result<Index> index = Index::Open(address_, access);
    if (!index) throw std::runtime_error(index.error().message);
    return std::move(*index);
  }
  std::string Sql(const std::string& sql) const {
    const Outcome outcome = PostgresServer::Instance().Sql(address_, sql);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
  }

  std::string address_;
};

// What a writer does: the documents of the corpus in an order of its own, a few at a time, each of them twice, and one document
// of its own. Gives how many it added; -1 where something failed.
int WriteAsMany(const std::string& address, int writer) {
  Result<Index> index = Index::Open(address, Index::Access::kWrite);
  if (!index) return -1;
  std::vector<IndexedDocument> documents = ReadCorpus();
  documents.push_back(Read("own.txt", "KẾ HOẠCH\nViệc riêng của người thứ " + std::to_string(writer) + "\n\nI. NHIỆM VỤ\n- Giao Sở Nội vụ theo dõi.\n"));
  std::mt19937 random(Seed() + static_cast<unsigned>(writer));
  int added = 0;
  for (int round = 0; round < 2; ++round) {
    std::shuffle(documents.begin(), documents.end(), random);
    for (std::size_t at = 0; at < documents.size();) {
      const std::size_t end = std::min(documents.size(), at + 1 + random() % 7);
      const Result<IndexChange> change = index->Add({documents.begin() + static_cast<std::ptrdiff_t>(at), documents.begin() + static_cast<std::ptrdiff_t>(end)});
      if (!change) {
        ADD_FAILURE() << change.error().message;
        return -1;
      }
      added += static_cast<int>(change->added);
      at = end;
    }
  }
  return added;
}

// Four programs with three connections each, on a database that has no tables yet.
TEST_F(PostgresIndex, ManyWritersAddEachDocumentOnce) {
  constexpr int kPrograms = 4;
  constexpr int kConnections = 3;
  std::vector<pid_t> programs;
  for (int program = 0; program < kPrograms; ++program) {
    const pid_t child = fork();
    if (child == 0) {
      std::atomic<int> added = 0;
      std::atomic<bool> failed = false;
      std::vector<std::thread> threads;
      for (int connection = 0; connection < kConnections; ++connection) {
        threads.emplace_back([&, connection] {
          const int count = WriteAsMany(address_, program * kConnections + connection);
          failed = failed || count < 0;
          added += count;
        });
      }
      for (std::thread& thread : threads) thread.join();
      _exit(failed ? 255 : added.load());
    }
    programs.push_back(child);
  }
  int added = 0;
  for (const pid_t program : programs) {
    int status = 0;
    ASSERT_EQ(waitpid(program, &status, 0), program);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_NE(WEXITSTATUS(status), 255);
    added += WEXITSTATUS(status);
  }
  const std::size_t expected = CorpusDocuments().size() + kPrograms * kConnections;
  EXPECT_EQ(static_cast<std::size_t>(added), expected);
  Index index = Opened(Index::Access::kRead);
  EXPECT_EQ(*index.Count(), expected);
  EXPECT_EQ(ToJson(*index.Facts()), ToJson(CountedAnew(index)));
  // Nothing is doubled: what went in comes out.
  for (const IndexedDocument& document : ReadCorpus()) {
    const Result<IndexAnswer> all = index.Search({.limit = 1000});
    for (const IndexHit& hit : all->hits) {
      if (hit.name != document.extraction.source.name) continue;
      EXPECT_EQ(ToJson(index.Load(hit.document)->extraction), ToJson(document.extraction));
    }
  }
  EXPECT_EQ(Sql("SELECT count(*) FROM document_words"), std::to_string(expected) + "\n");
}

// Half of the writers read documents with another engine: each document is there once, as one of them read it.
TEST_F(PostgresIndex, WritersReplaceWhatOthersWrote) {
  Opened();
  std::vector<std::thread> threads;
  for (int writer = 0; writer < 6; ++writer) {
    threads.emplace_back([&, writer] {
      Index index = Opened();
      std::vector<IndexedDocument> documents = ReadCorpus("reader " + std::to_string(writer % 2));
      if (writer % 3 == 0) std::reverse(documents.begin(), documents.end());
      for (int round = 0; round < 3; ++round) {
        const Result<IndexChange> change = index.Add(documents);
        EXPECT_TRUE(change) << change.error().message;
        for (const IndexedDocument& document : documents) {
          const Result<bool> named = index.AddName(document.extraction.source.sha256, "writer " + std::to_string(writer));
          EXPECT_TRUE(named) << named.error().message;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const Index index = Opened();
  EXPECT_EQ(*index.Count(), CorpusDocuments().size());
  EXPECT_EQ(ToJson(*index.Facts()), ToJson(CountedAnew(index)));
  EXPECT_EQ(Sql("SELECT count(*) FROM document WHERE reader IN ('reader 0', 'reader 1')"), std::to_string(CorpusDocuments().size()) + "\n");
  EXPECT_EQ(Sql("SELECT count(*) FROM document WHERE NOT EXISTS (SELECT FROM block WHERE block.document = document.id)"), "0\n");
}

TEST_F(PostgresIndex, AConnectionThatIsLostLeavesNothingHalf) {
  Index index = Opened();
  // Somebody holds the last table, waits until the writer stands before it, and ends the writer's connection.
  std::thread holder([&] {
    Sql("BEGIN; LOCK TABLE source_text IN ACCESS EXCLUSIVE MODE; "
        "DO $$ DECLARE writer int; BEGIN LOOP PERFORM pg_stat_clear_snapshot(); "
        "SELECT pid INTO writer FROM pg_locks WHERE relation = 'source_text'::regclass AND NOT granted; "
        "EXIT WHEN writer IS NOT NULL; PERFORM pg_sleep(0.02); END LOOP; PERFORM pg_terminate_backend(writer); END $$; COMMIT;");
  });
  while (Sql("SELECT count(*) FROM pg_locks WHERE relation = 'source_text'::regclass") == "0\n") std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const Result<IndexChange> change = index.Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill)});
  holder.join();
  ASSERT_FALSE(change);
  EXPECT_THAT(change.error().message, HasSubstr("lost"));
  // The connection is not made anew in secret: what follows fails too, and says so.
  EXPECT_FALSE(index.Add({Read("trees.txt", kTrees)}));
  EXPECT_FALSE(index.Count());
  for (const char* table : {"document", "block", "section", "assignment", "deadline", "document_words", "document_name", "record_count"}) {
    EXPECT_EQ(Sql(std::string("SELECT count(*) FROM ") + table), "0\n") << table;
  }
  Index again = Opened();
  EXPECT_EQ(again.Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill)})->added, 2U);
}

TEST_F(PostgresIndex, WhoMayOnlyReadReads) {
  EXPECT_TRUE(Opened().Add({Read("trees.txt", kTrees)}));
  const std::string reader = "reader_" + std::to_string(getpid());
  Sql("CREATE ROLE " + reader + " LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + reader);
  const std::string address = PostgresServer::AddressAs(reader, address_);
  Result<Index> index = Index::Open(address, Index::Access::kRead);
  ASSERT_TRUE(index) << index.error().message;
  EXPECT_EQ(index->Search({.words = "cây", .unit = "Sở Nội vụ"})->count, 1U);
  EXPECT_TRUE(index->Load(index->Search({.words = "cây"})->hits.at(0).document));
  EXPECT_FALSE(index->Add({Read("skill.txt", kSkill)}));
  Result<Index> writer = Index::Open(address, Index::Access::kWrite);
  ASSERT_TRUE(writer) << writer.error().message;
  const Result<IndexChange> refused = writer->Add({Read("skill.txt", kSkill)});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("rights"));
  // The rights that docs/index.md names are enough to write.
  Sql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + reader);
  const Result<IndexChange> change = writer->Add({Read("skill.txt", kSkill), Read("trees.txt", kTrees, "reader 2")});
  ASSERT_TRUE(change) << change.error().message;
  EXPECT_EQ(change->added, 1U);
  EXPECT_EQ(change->replaced, 1U);
  EXPECT_TRUE(*writer->Remove(writer->Search({.words = "cây"})->hits.at(0).document));
}

TEST_F(PostgresIndex, AnEmptyDatabaseIsNoIndex) {
  const Result<Index> index = Index::Open(address_, Index::Access::kRead);
  ASSERT_FALSE(index);
  EXPECT_THAT(index.error().message, HasSubstr("is no index of trichluc"));
}

TEST_F(PostgresIndex, OtherEncodingsAreRefused) {
  const std::string name = "latin_" + std::to_string(getpid());
  Sql("CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  const std::size_t start = address_.find("/plans_") + 1;
  const std::string address = address_.substr(0, start) + name + address_.substr(address_.find('?'));
  const Result<Index> index = Index::Open(address, Index::Access::kWrite);
  ASSERT_FALSE(index);
  EXPECT_THAT(index.error().message, AllOf(HasSubstr("LATIN1"), HasSubstr("ENCODING 'UTF8'")));
}

TEST(PostgresAddress, NoMessageTellsThePassword) {
  if (const std::string why = NoPostgres(); why == "this build has no PostgreSQL") GTEST_SKIP() << why;
  for (const char* address : {
           "postgresql://ann:s3cret@localhost:1/plans",
           "postgres://ann:s3cret@localhost:1/plans?connect_timeout=2",
           "postgresql://ann@localhost:1/plans?password=s3cret",
           "postgresql://ann@localhost:1/plans?pass%77ord=s3cret",
           "postgresql://ann@localhost:1/plans?password=x&s3cret",
           "postgresql://ann@localhost:1/plans?password=x&s3cret=y",
           "postgresql://ann:p@s3cret@localhost:1/plans",
           "postgresql://ann:p/s3cret@localhost:1/plans",
           "postgresql://ann:p?s3cret@localhost:1/plans",
           "postgresql://ann:s3cret%zz@localhost:1/plans",
           "postgresql://ann:s3cret%00@localhost:1/plans",
           "postgresql://ann:s3cret",
           "postgresql://ann:s3cret/plans",
           "postgresql://localhost:1/plans?password=s3cret@x",
       }) {
    SCOPED_TRACE(address);
    const Result<Index> index = Index::Open(address, Index::Access::kRead);
    ASSERT_FALSE(index);
    EXPECT_THAT(index.error().message, AllOf(Not(HasSubstr("s3cret")), StartsWith("postgres"), HasSubstr("(")));
  }
}

TEST(PostgresAddress, IsShownWithoutWhatLetsIn) {
  EXPECT_EQ(ShownAddress("postgresql://ann:s3cret@db.example:5432/plans"), "postgresql://ann@db.example:5432/plans");
  EXPECT_EQ(ShownAddress("postgresql://ann@[::1]:5432/plans"), "postgresql://ann@[::1]:5432/plans");
  EXPECT_EQ(ShownAddress("postgresql://a:1,b:2/plans"), "postgresql://a:1,b:2/plans");
  EXPECT_EQ(ShownAddress("postgresql:///plans?host=/run/pg&password=s3cret&user=ann"), "postgresql:///plans?host=/run/pg&user=ann");
  EXPECT_EQ(ShownAddress("postgresql://ann:s3cret"), "postgresql://ann");
  EXPECT_TRUE(IsPostgresAddress("postgres://localhost/plans"));
  EXPECT_FALSE(IsPostgresAddress("plans.db"));
  EXPECT_FALSE(IsPostgresAddress("folder/postgresql://x"));
}

}  // namespace
}  // namespace trichluc::testing
