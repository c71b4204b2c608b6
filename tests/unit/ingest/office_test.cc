// LibreOffice is played by scripts: what is tested is how it is called, watched and cleaned up after.
#include "ingest/office.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "support/program.h"

namespace trichluc {
namespace {

using namespace std::string_view_literals;
using testing::TempFolder;

class Office : public ::testing::Test {
 protected:
  Office() {
    const char* path = std::getenv("PATH");
    old_path_ = path == nullptr ? "" : path;
    std::filesystem::create_directory(folder_.Path("tmp"));
    setenv("TMPDIR", folder_.Path("tmp").c_str(), 1);
  }
  ~Office() override {
    setenv("PATH", old_path_.c_str(), 1);
    unsetenv("TMPDIR");
  }

  // The arguments end in: --convert-to docx --outdir DIR FILE.
  void Play(const std::string& script) {
    const std::string path =
        folder_.Write("bin/soffice", "#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\nout=$1 in=$2\n" + script);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    setenv("PATH", (folder_.Path("bin") + ":" + old_path_).c_str(), 1);
  }
  [[nodiscard]] bool LeftNothing() const { return std::filesystem::is_empty(folder_.Path("tmp")); }

  TempFolder folder_;

 private:
  std::string old_path_;
};

TEST_F(Office, HandsOverTheFileAndTakesTheResult) {
  Play("mkdir -p $out && sed s/old/new/ $in > $out/in.docx");
  const Result<std::string> docx = ConvertOffice("a.doc", "old", FileFormat::kOle);
  ASSERT_TRUE(docx) << docx.error().message;
  EXPECT_EQ(*docx, "new");
  EXPECT_TRUE(LeftNothing());
}

TEST_F(Office, NamesTheFileAfterItsFormat) {
  Play("mkdir -p $out && basename $in > $out/in.docx");
  EXPECT_EQ(*ConvertOffice("a", "x", FileFormat::kRtf), "in.rtf\n");
  EXPECT_EQ(*ConvertOffice("a", "x", FileFormat::kOle), "in.doc\n");
}

TEST_F(Office, SaysThatItIsMissing) {
  setenv("PATH", folder_.Path("tmp").c_str(), 1);
  const Result<std::string> docx = ConvertOffice("a.doc", "x", FileFormat::kOle);
  ASSERT_FALSE(docx);
  EXPECT_EQ(docx.error().code, Error::Code::kUnsupported);
  EXPECT_EQ(
      docx.error().message,
      "a.doc: application/msword is read through LibreOffice, which was not found (Debian: libreoffice-writer-nogui)");
}

TEST_F(Office, SaysThatItCouldNotRead) {
  Play("exit 0");
  const Result<std::string> docx = ConvertOffice("a.rtf", "x", FileFormat::kRtf);
  ASSERT_FALSE(docx);
  EXPECT_EQ(docx.error().message,
            "a.rtf: application/rtf that LibreOffice cannot read (is it damaged, or no text document?)");
  EXPECT_TRUE(LeftNothing());
}

TEST_F(Office, EndsItWithAllThatItStarted) {
  const std::string sign = folder_.Path("tmp") + "/../late";
  Play("(sleep 3; touch " + sign + ") &\nsleep 30");
  OfficeLimits limits;
  limits.total = std::chrono::milliseconds(300);
  const auto begin = std::chrono::steady_clock::now();
  const Result<std::string> docx = ConvertOffice("a.doc", "x", FileFormat::kOle, limits);
  ASSERT_FALSE(docx);
  EXPECT_EQ(docx.error().code, Error::Code::kTooLarge);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  EXPECT_TRUE(LeftNothing());
  const auto after = std::chrono::seconds(4) - (std::chrono::steady_clock::now() - begin);
  if (after.count() > 0) std::this_thread::sleep_for(after);
  EXPECT_FALSE(std::filesystem::exists(sign)) << "a child of it went on";
}

TEST_F(Office, ADocumentThatAsksForAPasswordIsNotTried) {
  Play("exit 0");
  const Result<std::string> docx =
      ConvertOffice("a.docx", "\xD0\xCF E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv, FileFormat::kOle);
  ASSERT_FALSE(docx);
  EXPECT_NE(docx.error().message.find("password"), std::string::npos);
}

TEST(OfficeFormat, IsDocAndRtf) {
  EXPECT_TRUE(IsOfficeFormat(FileFormat::kOle));
  EXPECT_TRUE(IsOfficeFormat(FileFormat::kRtf));
  EXPECT_FALSE(IsOfficeFormat(FileFormat::kZip));
}

}  // namespace
}  // namespace trichluc
