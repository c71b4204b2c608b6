// Record ids and digests.
#include "records/identity.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace trichluc {
namespace {

TEST(RecordIdTest, Shape) {
  for (const char* kind : {"sections", "blocks", "references", "assignments", "targets", "deadlines", "budgets"}) {
    const std::string id = RecordId(kind, "Nội dung", 12);
    EXPECT_TRUE(std::regex_match(id, std::regex("[sbratdx][0-9a-f]{10}"))) << id;
  }
  EXPECT_EQ(RecordId("references", "x", 0).front(), 'r');
  EXPECT_EQ(RecordId("budgets", "x", 0).front(), 'x');
}

TEST(RecordIdTest, IsTheSameEverywhere) {
  // A change of these is a change for everyone who stored ids.
  EXPECT_EQ(RecordId("references", "Quyết định|95/QĐ-UBND", 1204), "r307f372adc");
  EXPECT_EQ(RecordId("blocks", "", 0), "be12bd89226");
}

TEST(RecordIdTest, KindContentAndPlaceCount) {
  const std::set<std::string> ids = {RecordId("blocks", "a", 1), RecordId("blocks", "b", 1), RecordId("blocks", "a", 2),
                                     RecordId("ones", "a", 1), RecordId("one", "sa", 1)};
  EXPECT_EQ(ids.size(), 5U);
}

TEST(RecordIdTest, ManyRecordsOfADocumentDiffer) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < 20000; ++i) ids.insert(RecordId("blocks", "một khối", i));
  EXPECT_EQ(ids.size(), 20000U);
}

TEST(RecordIdsTest, ThousandsOfTheSameContentTakeNoSquare) {
  RecordIds ids;
  std::set<std::string> given;
  for (int i = 0; i < 100000; ++i) given.insert(ids.Make("assignments", "như nhau", 7));
  EXPECT_EQ(given.size(), 100000U);
}

TEST(RecordIdsTest, NoIdIsGivenTwice) {
  RecordIds ids;
  const std::string first = ids.Make("targets", "80%", 7);
  const std::string second = ids.Make("targets", "80%", 7);
  const std::string third = ids.Make("targets", "80%", 7);
  EXPECT_EQ(first, RecordId("targets", "80%", 7));
  EXPECT_EQ((std::set<std::string>{first, second, third}.size()), 3U);
  RecordIds again;
  EXPECT_EQ(again.Make("targets", "80%", 7), first);
  EXPECT_EQ(again.Make("targets", "80%", 7), second);
}

// Vectors of NIST: FIPS 180-4 examples and the long message of a million letters.
TEST(Sha256Test, Vectors) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256Hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
                      "mnopqrstnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(Sha256Hex(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// The padding fits into the last block up to 55 bytes and takes another from 56 on.
TEST(Sha256Test, LengthsAroundABlock) {
  EXPECT_EQ(Sha256Hex(std::string(55, 'a')), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  EXPECT_EQ(Sha256Hex(std::string(56, 'a')), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  EXPECT_EQ(Sha256Hex(std::string(64, 'a')), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

}  // namespace
}  // namespace trichluc
