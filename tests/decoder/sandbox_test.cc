// What a decoder cannot do once it has given up its rights. Each try is made in a process of its own.
#include "decoder/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

namespace trichluc::decoder {
namespace {

// Whether the try did what it tried, in the sandbox.
bool Manages(const std::function<bool()>& attempt) {
  const pid_t child = fork();
  if (child == 0) {
    static_cast<void>(EnterSandbox(std::uint64_t{1} << 30));
    _exit(attempt() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool Opens(const char* path, int how) {
  const int file = open(path, how, 0600);
  if (file >= 0) close(file);
  return file >= 0;
}

class SandboxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (Manages([] { return EnterSandbox(0).empty(); })) return;
    GTEST_SKIP() << "this kernel has not all of Landlock and seccomp";
  }
};

TEST_F(SandboxTest, ReadsWhatDecodingNeeds) { EXPECT_TRUE(Manages([] { return Opens("/usr/share/doc", O_RDONLY); })); }
TEST_F(SandboxTest, ReadsNothingElse) { EXPECT_FALSE(Manages([] { return Opens("/etc/passwd", O_RDONLY); })); }
TEST_F(SandboxTest, WritesNothing) {
  const std::string path = std::filesystem::temp_directory_path() / "trichluc-sandbox-test";
  EXPECT_FALSE(Manages([&] { return Opens(path.c_str(), O_CREAT | O_WRONLY); }));
  EXPECT_FALSE(std::filesystem::exists(path));
}
TEST_F(SandboxTest, HasNoNetwork) { EXPECT_FALSE(Manages([] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; })); }
TEST_F(SandboxTest, StartsNoProgram) {
  EXPECT_FALSE(Manages([] {
    execl("/bin/true", "true", nullptr);
    return false;
  }));
  EXPECT_FALSE(Manages([] { return fork() >= 0; }));
}
TEST_F(SandboxTest, StartsThreads) {
  EXPECT_TRUE(Manages([] {
    bool ran = false;
    std::thread([&] { ran = true; }).join();
    return ran;
  }));
}
TEST_F(SandboxTest, TakesNoMoreMemoryThanItMay) {
  EXPECT_FALSE(Manages([] {
    void* const block = std::malloc(std::size_t{2} << 30);
    return block != nullptr;
  }));
}

}  // namespace
}  // namespace trichluc::decoder
