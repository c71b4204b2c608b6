// A log that is written in large pieces holds what one that is written page by page does, whatever happens between.
#include "index/gathered_log.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "support/documents.h"
#include "support/program.h"

namespace trichluc::testing {
namespace {

struct Close {
  void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

// What a statement gives, and what was wrong with it.
std::string Say(const Connection& connection, const std::string& sql) {
  std::string said;
  const auto take = [](void* into, int count, char** values, char**) {
    for (int i = 0; i < count; ++i) static_cast<std::string*>(into)->append(values[i] == nullptr ? "-" : values[i]).append(" ");
    return 0;
  };
  if (sqlite3_exec(connection.get(), sql.c_str(), take, &said, nullptr) != SQLITE_OK) return sqlite3_errmsg(connection.get());
  return said;
}

Connection Open(const std::string& path, const char* files) {
  sqlite3* made = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, files), SQLITE_OK);
  Connection connection(made);
  // With so small a cache, pages are written before their transaction ends.
  EXPECT_EQ(Say(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = 8; PRAGMA wal_autocheckpoint = 200"), "wal 200 ");
  return connection;
}

std::string Commit(const Connection& connection) {
  const GatheredCommit gathered(connection.get());
  return Say(connection, "COMMIT");
}

constexpr const char* kAll = "SELECT count(*), sum(number), sum(length(text)), sum(number * length(text)) FROM thing";

// Counts what SQLite writes at a place of a file, as long as it lives, and lets one of the writes fail.
class Writes {
 public:
  explicit Writes(std::size_t failing = 0) { Set(reinterpret_cast<sqlite3_syscall_ptr>(Write), failing); }
  Writes(const Writes&) = delete;
  Writes& operator=(const Writes&) = delete;
  ~Writes() { Set(nullptr, 0); }
  [[nodiscard]] static std::size_t Count() { return count_; }

 private:
  static ssize_t Write(int file, const void* bytes, std::size_t size, off_t at) {
    if (++count_ != failing_) return pwrite(file, bytes, size, at);
    errno = ENOSPC;
    return -1;
  }
  static void Set(sqlite3_syscall_ptr call, std::size_t failing) {
    count_ = 0;
    failing_ = failing;
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    for (const char* const name : {"pwrite", "pwrite64"}) system->xSetSystemCall(system, name, call);
  }
  static inline std::size_t count_ = 0;
  static inline std::size_t failing_ = 0;
};
static_assert(sizeof(off_t) == sizeof(std::int64_t));

TEST(GatheredLog, ManyPagesAreWrittenTogether) {
  const TempFolder folder;
  const auto writes = [&](const char* name, const char* files) {
    const Connection connection = Open(folder.Path(name), files);
    Say(connection, "CREATE TABLE thing (number INTEGER PRIMARY KEY, text TEXT); PRAGMA cache_size = 4000; PRAGMA wal_autocheckpoint = 0; BEGIN");
    for (int i = 0; i < 1000; ++i) Say(connection, "INSERT INTO thing (text) VALUES (hex(randomblob(1000)))");
    const Writes counted;
    EXPECT_EQ(Commit(connection), "");
    return counted.Count();
  };
  const std::size_t page_by_page = writes("ever.db", nullptr);
  EXPECT_GT(page_by_page, 1000U);
  EXPECT_LT(writes("gathered.db", LogGatherer()), page_by_page / 20);
}

TEST(GatheredLog, HoldsWhatOneWrittenPageByPageDoes) {
  const TempFolder folder;
  const Connection ever = Open(folder.Path("ever.db"), nullptr);
  const Connection gathered = Open(folder.Path("gathered.db"), LogGatherer());
  const Connection reader = Open(folder.Path("gathered.db"), nullptr);
  const Connection other = Open(folder.Path("gathered.db"), LogGatherer());
  std::mt19937 random(Seed());
  const auto below = [&](unsigned int end) { return std::to_string(random() % end); };
  const auto both = [&](const std::string& sql) { ASSERT_EQ(Say(ever, sql), Say(gathered, sql)) << sql; };
  both("CREATE TABLE thing (number INTEGER PRIMARY KEY, text TEXT); CREATE INDEX thing_by_text ON thing (text)");
  for (int round = 0; round < 60; ++round) {
    both("BEGIN");
    for (unsigned int step = random() % 30; step > 0; --step) {
      switch (random() % 7) {
        case 0: both("DELETE FROM thing WHERE number % 97 = " + below(97)); break;
        case 1: both("UPDATE thing SET text = substr(text || text, 1, " + below(6000) + ") WHERE number % 31 = " + below(31)); break;
        case 2: both("SAVEPOINT here; UPDATE thing SET text = '" + below(1000) + "' || text; ROLLBACK TO here"); break;
        case 3: both(kAll); break;
        default: both("INSERT INTO thing (text) VALUES (printf('%.*c', " + below(5000) + ", 'x') || '" + below(1000) + "')"); break;
      }
    }
    if (random() % 4 == 0) {
      both("ROLLBACK");
    } else {
      ASSERT_EQ(Say(ever, "COMMIT"), "");
      ASSERT_EQ(Commit(gathered), "");
    }
    const std::string all = Say(ever, kAll);
    ASSERT_EQ(Say(reader, kAll), all);
    if (random() % 5 != 0) continue;
    // Others write what this one meets next.
    const std::string sql = "INSERT INTO thing (text) VALUES ('" + below(1000) + "')";
    Say(ever, sql);
    Say(other, "BEGIN IMMEDIATE; " + sql);
    ASSERT_EQ(Commit(other), "");
    if (random() % 3 == 0) Say(reader, "PRAGMA wal_checkpoint(TRUNCATE)");
  }
  EXPECT_EQ(Say(reader, kAll), Say(ever, kAll));
  EXPECT_EQ(Say(reader, "PRAGMA integrity_check"), "ok ");
}

constexpr const char* kManyRows = "INSERT INTO thing (text) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT hex(randomblob(1000)) FROM n";

TEST(GatheredLog, AWriteThatFailsIsTheCommitsFaultAndLeavesNothingToBeWrittenLater) {
  const TempFolder folder;
  const Connection first = Open(folder.Path("plans.db"), LogGatherer());
  const Connection second = Open(folder.Path("plans.db"), LogGatherer());
  Say(first, "CREATE TABLE thing (number INTEGER PRIMARY KEY, text TEXT); INSERT INTO thing (text) VALUES ('kept'); PRAGMA cache_size = 4000");
  std::size_t failing = 1;
  for (;; ++failing) {
    bool failed = false;
    ASSERT_EQ(Say(first, std::string("BEGIN IMMEDIATE; ") + kManyRows), "");
    const std::string before = Say(second, kAll);
    {
      const Writes writes(failing);
      const std::string said = Commit(first);
      failed = writes.Count() >= failing;
      ASSERT_EQ(said.empty(), !failed) << failing << ": " << said;
    }
    if (!failed) break;
    Say(first, "ROLLBACK");
    EXPECT_EQ(Say(second, kAll), before);
    Say(second, "BEGIN IMMEDIATE; INSERT INTO thing (text) VALUES ('another')");
    ASSERT_EQ(Commit(second), "");
    EXPECT_EQ(Say(first, kAll), Say(second, kAll));
    Say(first, "BEGIN; INSERT INTO thing (text) VALUES ('mine')");
    ASSERT_EQ(Commit(first), "");
    EXPECT_EQ(Say(second, "PRAGMA integrity_check"), "ok ");
  }
  EXPECT_GT(failing, 4U);
  const std::string times = std::to_string(failing - 1);
  EXPECT_EQ(Say(second, "SELECT text, count(*) FROM thing WHERE length(text) < 10 GROUP BY text ORDER BY text"), "another " + times + " kept 1 mine " + times + " ");
}

TEST(GatheredLog, AllOfACommitIsInTheLogWhenItIsDone) {
  const TempFolder folder;
  const Connection writer = Open(folder.Path("plans.db"), LogGatherer());
  const Connection reader = Open(folder.Path("plans.db"), nullptr);
  Say(writer, "CREATE TABLE thing (number INTEGER PRIMARY KEY, text TEXT)");
  const GatheredCommit gathered(writer.get());
  Say(writer, std::string("BEGIN; ") + kManyRows + "; COMMIT");
  EXPECT_EQ(Say(reader, "SELECT count(*), min(length(text)) FROM thing; PRAGMA integrity_check"), "200 2000 ok ");
}

// The log is filled up to a whole sector behind a commit, and the page that crosses its border comes in pieces. Behind about 338 pages
// the first piece is as long as the head of a frame is, and of zeros.
TEST(GatheredLog, CommitsThatAreFilledUpToASector) {
  const TempFolder folder;
  for (int pages = 325; pages < 345; ++pages) {
    const std::string path = folder.Path(std::to_string(pages) + ".db");
    sqlite3* made = nullptr;
    ASSERT_EQ(sqlite3_open_v2(("file:" + path + "?psow=0").c_str(), &made, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, LogGatherer()), SQLITE_OK);
    const Connection writer(made);
    ASSERT_EQ(Say(writer, "CREATE TABLE thing (text BLOB); PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN; INSERT INTO thing VALUES (zeroblob(4092 * " + std::to_string(pages) + "))"), "wal ");
    ASSERT_EQ(Commit(writer), "");
    EXPECT_EQ(Say(Open(path, nullptr), "SELECT count(*), count(text) FROM thing; PRAGMA integrity_check"), "1 1 ok ") << pages;
  }
}

}  // namespace
}  // namespace trichluc::testing
