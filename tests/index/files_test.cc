// The file of an index: who may read it, and what becomes of it where the disk is full or somebody takes the file away.
#include <fcntl.h>
#include <grp.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <random>

#include "indexes.h"
#include "trichluc/index_answers.h"

namespace trichluc::testing {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

constexpr uid_t kNobody = 65534;
constexpr mode_t kClosed = 0555;
constexpr mode_t kOpen = 0755;

// What `ask` says as a user for whom rights count, with the folder for its own.
std::string AsOrdinaryUser(const std::string& folder, const std::function<std::string()>& ask) {
  if (geteuid() != 0) return ask();
  int ends[2] = {};
  if (chown(folder.c_str(), kNobody, kNobody) != 0 || pipe(ends) != 0) return "no process can be made";
  const pid_t child = fork();
  if (child == 0) {
    const bool became = setgroups(0, nullptr) == 0 && setgid(kNobody) == 0 && setuid(kNobody) == 0;
    const std::string said = became ? ask() : "cannot become another user";
    static_cast<void>(write(ends[1], said.data(), said.size()) + 1);
    _exit(0);
  }
  close(ends[1]);
  std::string said;
  char byte = 0;
  while (read(ends[0], &byte, 1) == 1) said += byte;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return said;
}

std::string AddTo(const std::string& path, const std::vector<IndexedDocument>& documents) {
  Result<Index> index = Index::Open(path, Index::Access::kWrite);
  if (!index) return index.error().message;
  const Result<IndexChange> change = index->Add(documents);
  return change ? "" : change.error().message;
}

std::string CountIn(const Result<Index>& index) {
  if (!index) return index.error().message;
  const Result<std::size_t> count = index->Count();
  const Result<IndexAnswer> found = index->Search({.words = "2031"});
  if (!count || !found) return count ? found.error().message : count.error().message;
  return std::to_string(*count) + " documents, " + std::to_string(found->count) + " found";
}

TEST(SqliteFile, WhoMayOnlyReadReads) {
  const TempFolder folder;
  const std::string path = folder.Path("plans of 100% #1?.db");
  const std::string said = AsOrdinaryUser(folder.Path(""), [&] {
    const std::string fault = AddTo(path, {Read("trees.txt", kTrees)});
    if (!fault.empty()) return fault;
    chmod(path.c_str(), 0444);
    chmod(folder.Path("").c_str(), kClosed);
    const std::string read = CountIn(Index::Open(path, Index::Access::kRead));
    chmod(folder.Path("").c_str(), kOpen);
    return read;
  });
  if (said == "cannot become another user") GTEST_SKIP() << said;
  EXPECT_EQ(said, "1 documents, 1 found");
}

TEST(SqliteFile, WhoMayOnlyReadSeesWhatOthersWrite) {
  const TempFolder folder;
  const std::string path = folder.Path("plans.db");
  const std::string said = AsOrdinaryUser(folder.Path(""), [&] {
    std::string all = AddTo(path, {Read("trees.txt", kTrees)});
    chmod(folder.Path("").c_str(), kClosed);
    const Result<Index> reader = Index::Open(path, Index::Access::kRead);
    all += CountIn(reader);
    chmod(folder.Path("").c_str(), kOpen);
    all += AddTo(path, {Read("more.txt", std::string(kTrees) + "2. Sở Tài chính\n")});
    chmod(folder.Path("").c_str(), kClosed);
    all += "; " + CountIn(reader);
    chmod(folder.Path("").c_str(), kOpen);
    const Result<Index> writer = Index::Open(path, Index::Access::kWrite);
    if (!writer) return writer.error().message;
    all += AddTo(path, {Read("again.txt", std::string(kTrees) + "3. Sở Y tế\n")});
    return all + "; " + CountIn(reader);
  });
  if (said == "cannot become another user") GTEST_SKIP() << said;
  EXPECT_EQ(said, "1 documents, 1 found; 2 documents, 2 found; 3 documents, 3 found");
}

TEST(SqliteFile, WhoMayNotReadTheLogIsTold) {
  const TempFolder folder;
  const std::string path = folder.Path("plans.db");
  const std::string said = AsOrdinaryUser(folder.Path(""), [&] {
    const Result<Index> writer = Index::Open(path, Index::Access::kWrite);
    if (!writer) return writer.error().message;
    const std::string fault = AddTo(path, {Read("trees.txt", kTrees)});
    if (!fault.empty()) return fault;
    fs::create_directory(folder.Path("copy"));
    for (const char* part : {"", "-wal"}) fs::copy_file(path + part, folder.Path("copy/plans.db") + part);
    chmod(folder.Path("copy").c_str(), kClosed);
    const std::string read = CountIn(Index::Open(folder.Path("copy/plans.db"), Index::Access::kRead));
    chmod(folder.Path("copy").c_str(), kOpen);
    return read;
  });
  if (said == "cannot become another user") GTEST_SKIP() << said;
  EXPECT_THAT(said, HasSubstr("copy/plans.db: what was added last stands in "));
  EXPECT_THAT(said, HasSubstr("plans.db-wal, which this user may not read with it (let somebody"));
}

TEST(SqliteFile, AnIndexHasAName) {
  const Result<Index> none = Index::Open("", Index::Access::kWrite);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "the index has no name (give a file, or the address of a PostgreSQL database)");
  const TempFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.Path(""));
  for (const char* name : {":memory:", ":plans", "file:plans.db?mode=memory"}) {
    EXPECT_EQ(AddTo(name, {Read("trees.txt", kTrees)}), "");
    EXPECT_EQ(CountIn(Index::Open(name, Index::Access::kRead)), "1 documents, 1 found");
    EXPECT_TRUE(fs::exists(folder.Path(name))) << name;
  }
  fs::current_path(before);
}

TEST(SqliteFile, WhatIsWrittenIntoNoFileIsNotSaidToBeThere) {
  const TempFolder folder;
  const std::string path = folder.Path("plans.db");
  for (const bool replaced : {false, true}) {
    Result<Index> index = Index::Open(path, Index::Access::kWrite);
    ASSERT_TRUE(index) << index.error().message;
    fs::remove(path);
    if (replaced) folder.Write("plans.db", "");
    const Result<IndexChange> change = index->Add({Read("trees.txt", kTrees)});
    ASSERT_FALSE(change);
    EXPECT_THAT(change.error().message, HasSubstr("plans.db: was removed or replaced while it was written (do the same again"));
  }
}

// A disk of that size; gone with this value.
class SmallDisk {
 public:
  SmallDisk(const std::string& path, const std::string& size) : path_(path) {
    fs::create_directory(path);
    if (mount("tmpfs", path.c_str(), "tmpfs", 0, ("size=" + size).c_str()) != 0) missing_ = std::string("no disk can be mounted here: ") + std::strerror(errno);
  }
  ~SmallDisk() {
    if (missing_.empty()) umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  std::string path_;
  std::string missing_;
};

TEST(SqliteFile, WhatWasCommittedBeforeTheDiskWasFullCanBeRead) {
  const TempFolder folder;
  const SmallDisk disk(folder.Path("disk"), "32m");
  if (!disk.missing().empty()) GTEST_SKIP() << disk.missing();
  const std::string path = folder.Path("disk/plans.db");
  IndexedDocument model = Read("trees.txt", kTrees);
  const auto add = [&](Index& index, int from, int to) {
    std::vector<IndexedDocument> documents;
    for (int i = from; i < to; ++i) {
      model.extraction.source.sha256 = ContentDigest(std::to_string(i));
      documents.push_back(model);
    }
    const Result<IndexChange> change = index.Add(documents);
    return change ? std::to_string(change->added) : change.error().message;
  };
  std::string fault;
  {
    Result<Index> index = Index::Open(path, Index::Access::kWrite);
    ASSERT_TRUE(index) << index.error().message;
    ASSERT_EQ(add(*index, 0, 300), "300");
    std::mt19937 random(Seed());
    model.text.clear();
    while (model.text.size() < std::size_t{1} << 20) model.text += std::to_string(random());
    fault = add(*index, 300, 400);
  }
  EXPECT_THAT(fault, HasSubstr("disk is full (make room on the disk"));
  EXPECT_EQ(CountIn(Index::Open(path, Index::Access::kRead)), "300 documents, 300 found");
}

// Whether the log finds no room or, behind it, the file.
TEST(SqliteFile, WhatDoesNotFitLeavesRoomForWhatDoes) {
  const TempFolder folder;
  const SmallDisk disk(folder.Path("disk"), "16m");
  if (!disk.missing().empty()) GTEST_SKIP() << disk.missing();
  const std::string path = folder.Path("disk/plans.db");
  std::mt19937 random(Seed());
  const auto of_size = [&](std::size_t bytes) {
    IndexedDocument document = Read("trees.txt", kTrees);
    for (document.text.clear(); document.text.size() < bytes;) document.text += static_cast<char>(random());
    document.extraction.source.sha256 = ContentDigest(document.text);
    return document;
  };
  int refused = 0;
  for (std::size_t megabytes = 3; megabytes <= 16; ++megabytes) {
    SCOPED_TRACE(megabytes);
    const auto add = [&](std::size_t bytes) { return Index::Open(path, Index::Access::kWrite)->Add({of_size(bytes)}); };
    ASSERT_TRUE(add(0));
    const bool added = static_cast<bool>(add(megabytes << 20));
    const Result<IndexChange> small = add(megabytes);
    if (!added) {
      ++refused;
      EXPECT_TRUE(small) << small.error().message;
      EXPECT_LT(fs::file_size(path), std::size_t{1} << 20);
    }
    for (const char* const ending : {"", "-wal", "-shm"}) fs::remove(path + ending);
  }
  EXPECT_GT(refused, 8);
}

// Who asks for a graph writes nothing, and makes no room for the pages of a log either.
TEST(SqliteFile, GraphsAreReadOnASmallDisk) {
  const TempFolder folder;
  const SmallDisk disk(folder.Path("disk"), "8m");
  if (!disk.missing().empty()) GTEST_SKIP() << disk.missing();
  const std::string path = folder.Path("plans.db");
  Result<Index> reading = Index::Open(path, Index::Access::kWrite);
  ASSERT_TRUE(reading);
  ASSERT_TRUE(reading->Add({Read("trees.txt", kTrees)}));
  for (const char* const ending : {"", "-wal"}) fs::copy_file(path + ending, folder.Path("disk/plans.db") + ending);
  std::string graph;
  auto fault = WriteGraph(*Index::Open(folder.Path("disk/plans.db"), Index::Access::kRead), GraphForm::kGraphMl, [&](std::string_view piece) {
    graph.append(piece);
    return true;
  });
  EXPECT_FALSE(fault) << fault->message;
  EXPECT_THAT(graph, HasSubstr("</graphml>"));
}

}  // namespace
}  // namespace trichluc::testing
