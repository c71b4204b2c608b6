#include <gtest/gtest.h>

#include "files.h"

namespace trichluc {
namespace {

using testing::Decoded;
using testing::Decoders;
using testing::Zip;

TEST(Package, AnArchiveIsNoDocument) {
  EXPECT_EQ(Decoded(Zip({{"a.txt", "x"}})), "error: a: an archive, not a document (give it to `trichluc extract`, or unpack it and give its files)");
}

TEST(Package, SaysThatItIsDamaged) {
  EXPECT_EQ(Decoded("PK\x03\x04 and nothing of the kind").substr(0, 9), "error: a:");
  std::string cut = testing::Docx("<w:p><w:r><w:t>A</w:t></w:r></w:p>");
  for (std::size_t i = 60; i < 90; ++i) cut[i] = '\x55';
  EXPECT_EQ(Decoded(cut).substr(0, 9), "error: a:");
}

TEST(Package, ABombIsTooLarge) {
  const std::string bomb = Zip({{"[Content_Types].xml", "<Types/>"},
                                {"_rels/.rels", "<r/>"},
                                {"word/document.xml", std::string(90'000'000, ' ')}});
  ASSERT_LT(bomb.size(), 1'000'000U);
  const Result<PagedText> paged = Decoders().Decode({.name = "a", .bytes = bomb});
  ASSERT_FALSE(paged);
  EXPECT_EQ(paged.error().code, Error::Code::kTooLarge);
  EXPECT_EQ(paged.error().message, "a: the document's parts are more than 200 times as large as the file");
}

TEST(Package, PartsHaveALimit) {
  std::string noise(70'000'000, '\0');
  unsigned state = 1;
  for (char& c : noise) c = static_cast<char>('a' + ((state = state * 1103515245 + 12345) >> 16) % 20);
  const std::string large = Zip(
      {{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", noise}, {"styles.xml", noise}}, false);
  const Result<PagedText> paged = Decoders().Decode({.name = "a", .bytes = large});
  ASSERT_FALSE(paged);
  EXPECT_EQ(paged.error().code, Error::Code::kTooLarge);
  EXPECT_EQ(paged.error().message, "a: the document's parts have more than 100000000 bytes");
}

TEST(Package, MediaAreNotUnpacked) {
  const std::string bytes = Zip({{"[Content_Types].xml", "<Types/>"},
                                 {"word/media/image1.png", std::string(120'000'000, ' ')},
                                 {"_rels/.rels", "<r/>"},
                                 {"word/document.xml", "<d><body><p><r><t>A</t></r></p></body></d>"}});
  EXPECT_EQ(Decoded(bytes), "A\n");
}

TEST(Package, NamesLeadNowhere) {
  EXPECT_EQ(Decoded(Zip({{"../../etc/passwd.xml", "x"}, {"/tmp/x.xml", "y"}})),
            "error: a: an archive, not a document (give it to `trichluc extract`, or unpack it and give its files)");
}

TEST(Package, SaysThatItAsksForAPassword) {
  const std::string bytes = Zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                 {"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"},
                                 {"content.xml", "noise"}});
  EXPECT_EQ(Decoded(bytes), "error: a: the document asks for a password (save it without one)");
}

}  // namespace
}  // namespace trichluc
