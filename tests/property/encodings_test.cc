// Whatever a plan is written in, it is recognised and says the same.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "ingest/decode.h"
#include "support/builtin.h"
#include "support/documents.h"
#include "support/encodings.h"
#include "text/unicode.h"
#include "trichluc/trichluc.h"

namespace trichluc {
namespace {

using testing::Builtin;
using testing::BuiltinCharsets;
using testing::LazyCharsets;
using testing::CorpusDocuments;
using testing::Document;
using testing::Encode;
using testing::SeenThroughLatin;
using testing::Utf16;

using Encoder = std::function<std::optional<std::string>(std::string_view)>;

struct Written {
  std::string encoding;  // what is to be recognised
  Encoder encode;
};

std::vector<Written> Ways() {
  std::vector<Written> ways = {
      {"UTF-8", [](std::string_view text) { return std::string(text); }},
      {"UTF-16LE", [](std::string_view text) { return Utf16(text, false); }},
      {"UTF-16BE", [](std::string_view text) { return Utf16(text, true); }},
      {"UTF-8 (read as windows-1252)", [](std::string_view text) { return SeenThroughLatin(text); }},
      {"UTF-8 (read as windows-1252 twice)",
       [](std::string_view text) { return SeenThroughLatin(SeenThroughLatin(text)); }},
  };
  for (const Charset& charset : BuiltinCharsets().all()) {
    if (charset.is_judged())
      ways.push_back({charset.name(), [&](std::string_view text) { return Encode(text, charset); }});
  }
  for (const char* name : {"TCVN3", "VNI"}) {
    const Charset* charset = BuiltinCharsets().Find(name);
    ways.push_back(
        {std::string(name) + " (read as windows-1252)", [charset](std::string_view text) -> std::optional<std::string> {
           const auto bytes = Encode(text, *charset);
           return bytes ? std::optional(SeenThroughLatin(*bytes)) : std::nullopt;
         }});
  }
  return ways;
}

std::vector<std::string> LongParagraphs() {
  std::vector<std::string> out;
  for (const Document& document : CorpusDocuments()) {
    const std::string text = ToNfc(document.bytes);
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      if (end - start >= 130) out.push_back(text.substr(start, end - start));
      start = end + 1;
    }
  }
  return out;
}

TEST(Encodings, AParagraphAloneIsRecognised) {
  const std::vector<std::string> paragraphs = LongParagraphs();
  ASSERT_GT(paragraphs.size(), 100U);
  for (const Written& way : Ways()) {
    int tried = 0;
    int right = 0;
    for (const std::string& paragraph : paragraphs) {
      const auto bytes = way.encode(paragraph);
      if (!bytes) continue;
      ++tried;
      const Result<DecodedText> decoded = Decode("paragraph", *bytes, LazyCharsets());
      ASSERT_TRUE(decoded);
      const bool tcvn3 = way.encoding.find("TCVN3") != std::string::npos;
      const bool same = tcvn3 ? ToLowerCase(decoded->text) == ToLowerCase(paragraph) : decoded->text == paragraph;
      right += same ? 1 : 0;
      // VN1 without marked capitals is TCVN3, byte for byte.
      if (same && !tcvn3 && way.encoding != "TCVN5712-1") {
        EXPECT_EQ(decoded->encoding, way.encoding) << paragraph;
      }
    }
    EXPECT_GE(tried, 50) << way.encoding;
    EXPECT_GE(right * 100, tried * 99) << way.encoding;
    if (way.encoding == "UTF-8") {
      EXPECT_EQ(right, tried);
    }
  }
}

// What the records of a document say, without the places.
std::string Sayings(const Extraction& plan) {
  std::string out;
  for (const Section& section : plan.sections) out += section.path + '\t' + section.heading + '\n';
  for (const Block& block : plan.blocks) out += block.text + '\n';
  for (const Reference& reference : plan.references) out += reference.text + '\t' + reference.rule + '\n';
  for (const Assignment& assignment : plan.assignments) out += assignment.text + '\n';
  for (const Target& target : plan.targets) out += target.text + '\n';
  for (const Deadline& deadline : plan.deadlines) out += deadline.text + '\t' + deadline.date.value_or("") + '\n';
  return out;
}

TEST(Encodings, ADocumentSaysTheSameInEach) {
  for (const Written& way : Ways()) {
    if (way.encoding.find("TCVN3") != std::string::npos) continue;  // loses capitals
    int tried = 0;
    for (const Document& document : CorpusDocuments()) {
      const std::string text = ToNfc(document.bytes);
      const auto bytes = way.encode(text);
      if (!bytes) continue;
      ++tried;
      const auto right = Builtin().Extract({.name = "plan", .bytes = text});
      const auto plan = Builtin().Extract({.name = "plan", .bytes = *bytes});
      ASSERT_TRUE(right && plan);
      EXPECT_EQ(plan->source.encoding, way.encoding) << document.name;
      EXPECT_EQ(Sayings(*plan), Sayings(*right)) << document.name << ", " << way.encoding;
    }
    EXPECT_GT(tried, 0) << way.encoding;
  }
}

TEST(Encodings, ALineOfAnotherEncodingIsReadByItself) {
  const std::string line = "Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành thực hiện nhiệm vụ được giao\n";
  std::string bytes;
  for (int i = 0; i < 10; ++i) bytes += line;
  bytes += *Encode(line, *BuiltinCharsets().Find("VNI"));
  const Result<DecodedText> decoded = Decode("plan", bytes, LazyCharsets());
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "UTF-8");
  EXPECT_EQ(decoded->text.substr(10 * line.size()), line);
  ASSERT_EQ(decoded->diagnostics.size(), 1U);
  EXPECT_EQ(decoded->diagnostics[0].code, DiagnosticCode::kJudgedEncoding);
}

TEST(Encodings, AStrayByteIsNoOtherEncoding) {
  for (const Document& document : CorpusDocuments()) {
    for (const std::size_t every : {90U, 400U}) {
      std::string bytes = document.bytes;
      std::size_t strays = 0;
      for (std::size_t at = every; at < bytes.size(); at += every) {
        while (at < bytes.size() && IsContinuation(bytes[at])) ++at;
        bytes.insert(at, 1, static_cast<char>(0xB9));
        ++strays;
      }
      const Result<DecodedText> decoded = Decode("plan", bytes, LazyCharsets());
      ASSERT_TRUE(decoded);
      EXPECT_EQ(decoded->encoding, "UTF-8");
      std::size_t found = 0;
      for (std::size_t at = decoded->text.find("\uFFFD"); at != std::string::npos;
           at = decoded->text.find("\uFFFD", at + 1))
        ++found;
      EXPECT_EQ(found, strays) << document.name;
    }
  }
}

TEST(Encodings, TheNamedEncodingIsTaken) {
  EngineOptions options;
  options.encoding = "vni";
  options.repair = RepairMode::kOff;
  const Result<Engine> engine = Engine::Create(options);
  ASSERT_TRUE(engine);
  const auto lines = engine->Normalize({.name = "plan", .bytes = "Soá 5"});
  ASSERT_TRUE(lines);
  options.encoding = "latin-7";
  const Result<Engine> none = Engine::Create(options);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Error::Code::kBadArgument);
  EXPECT_NE(none.error().message.find("TCVN3, TCVN5712-1"), std::string::npos);
}

}  // namespace
}  // namespace trichluc
