#include "serve/originals.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "trichluc/index.h"

namespace trichluc::serve {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBytes = "KẾ HOẠCH";

class OriginalsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "trichluc-originals-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = fs::canonical(pattern);
    for (const char* name : {"plans/a.txt", "plans/deep/b.txt", "plans2/c.txt", "outside/d.txt"}) {
      fs::create_directories((folder_ / name).parent_path());
      std::ofstream(folder_ / name) << kBytes;
    }
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] bool Finds(const std::string& name, const std::string& bytes = kBytes, std::size_t most = 100) const {
    const auto found = Originals({(folder_ / "plans").string(), "", (folder_ / "none").string()}).Find(name, ContentDigest(bytes), most);
    return found == bytes;
  }

  fs::path folder_;
};

TEST_F(OriginalsTest, FilesBelowTheFolderAreFound) {
  EXPECT_TRUE(Finds("a.txt"));
  EXPECT_TRUE(Finds("deep/b.txt"));
  EXPECT_TRUE(Finds("deep/../a.txt"));
  EXPECT_TRUE(Finds("./deep//b.txt"));
  EXPECT_TRUE(Finds("../plans/a.txt"));
  EXPECT_TRUE(Finds((folder_ / "plans/a.txt").string()));
}

TEST_F(OriginalsTest, NothingOutsideIsFound) {
  EXPECT_FALSE(Finds("../outside/d.txt"));
  EXPECT_FALSE(Finds("../plans2/c.txt"));
  EXPECT_FALSE(Finds("deep/../../outside/d.txt"));
  EXPECT_FALSE(Finds((folder_ / "outside/d.txt").string()));
  EXPECT_FALSE(Finds(std::string("a.txt\0/../../outside/d.txt", 26)));
}

TEST_F(OriginalsTest, LinksThatLeadOutAreNotFollowed) {
  fs::create_symlink(folder_ / "outside/d.txt", folder_ / "plans/link.txt");
  fs::create_directory_symlink(folder_ / "outside", folder_ / "plans/linked");
  fs::create_symlink("a.txt", folder_ / "plans/inner.txt");
  fs::create_symlink("loop.txt", folder_ / "plans/loop.txt");
  EXPECT_FALSE(Finds("link.txt"));
  EXPECT_FALSE(Finds("linked/d.txt"));
  EXPECT_FALSE(Finds("loop.txt"));
  EXPECT_TRUE(Finds("inner.txt"));
}

TEST_F(OriginalsTest, AFolderThatIsALinkItselfIsOne) {
  fs::create_directory_symlink(folder_ / "plans", folder_ / "door");
  EXPECT_EQ(Originals({(folder_ / "door").string()}).Find("a.txt", ContentDigest(kBytes), 100), kBytes);
}

TEST_F(OriginalsTest, OnlyWhatWasIndexedIsGiven) {
  EXPECT_FALSE(Finds("a.txt", "KẾ HOẠCH KHÁC"));
  EXPECT_FALSE(Finds("none.txt"));
  EXPECT_FALSE(Finds(""));
  EXPECT_FALSE(Finds("."));
  EXPECT_FALSE(Finds("deep"));
  EXPECT_FALSE(Finds("a.txt/"));
  EXPECT_FALSE(Finds(std::string(100'000, 'a')));
  ASSERT_EQ(mkfifo((folder_ / "plans/pipe.txt").c_str(), 0600), 0);  // whoever reads it waits for ever
  EXPECT_FALSE(Finds("pipe.txt", ""));
}

TEST_F(OriginalsTest, WhatIsTooLongIsNotRead) {
  EXPECT_TRUE(Finds("a.txt", kBytes, std::string(kBytes).size()));
  EXPECT_FALSE(Finds("a.txt", kBytes, std::string(kBytes).size() - 1));
}

}  // namespace
}  // namespace trichluc::serve
