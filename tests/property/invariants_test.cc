// What holds for every document, however damaged: nothing lost, nothing twice, the same bytes out, no crash, sound spans.
//
// All chance comes from one seed, which a failure prints; TRICHLUC_SEED=<number> repeats it. TRICHLUC_RUNS=<number> makes
// the search longer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "support/builtin.h"
#include "support/documents.h"
#include "support/print.h"
#include "support/schema_check.h"
#include "text/tokens.h"
#include "text/unicode.h"
#include "trichluc/trichluc.h"

namespace trichluc {
namespace {

using testing::Builtin;
using testing::CorpusDocuments;
using testing::Document;
using testing::FaithfulVariations;
using testing::Mutations;
using testing::Seed;
using testing::Variation;

std::string JsonOf(const Engine& engine, std::string_view bytes) {
  const Result<Extraction> plan = engine.Extract({.name = "plan", .bytes = bytes});
  return plan ? ToJson(*plan) : plan.error().message;
}

// ---- coverage -------------------------------------------------------------------------------------------------------------

// The words and numbers of a text.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (const Token& token : Tokenize(text)) {
    if (token.kind != Token::Kind::kSign) words.emplace_back(text.substr(token.begin, token.end - token.begin));
  }
  return words;
}

// The parts of the body in order of place: headings with their labels, and blocks.
std::vector<std::pair<Span, std::string>> BodyParts(const Extraction& plan) {
  std::vector<std::pair<Span, std::string>> parts;
  for (const Section& section : plan.sections) parts.emplace_back(section.span, section.text);
  for (const Block& block : plan.blocks) parts.emplace_back(block.span, block.text);
  std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first.start < b.first.start; });
  return parts;
}

// The lines of page numbers.
bool IsPageNumber(std::string_view line) {
  return !line.empty() && line.size() < 8 && line.find_first_not_of("0123456789-–— ") == std::string_view::npos;
}

TEST(Coverage, NoTwoPartsOfTheBodyShareAPlace) {
  for (const Document& document : CorpusDocuments()) {
    const Result<Extraction> plan = Builtin().Extract({.name = document.name, .bytes = document.bytes});
    ASSERT_TRUE(plan);
    const auto parts = BodyParts(*plan);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      // Rows of a table in columns may interleave; nothing else may.
      const bool rows = parts[i].second.find(" | ") != std::string::npos && parts[i - 1].second.find(" | ") != std::string::npos;
      EXPECT_TRUE(rows || !parts[i].first.Overlaps(parts[i - 1].first)) << document.name << ": " << parts[i].second;
    }
  }
}

// Between the first and the last part of the body every word of the source stands in one part, but for page numbers, and
// for the end of one document and the head of the next where a plan is annexed to a decision.
TEST(Coverage, EveryWordOfTheBodyStandsInOnePart) {
  std::size_t words = 0;
  for (const Document& document : CorpusDocuments()) {
    const Result<Extraction> plan = Builtin().Extract({.name = document.name, .bytes = document.bytes});
    ASSERT_TRUE(plan);
    const auto parts = BodyParts(*plan);
    ASSERT_FALSE(parts.empty()) << document.name;
    std::size_t at = parts.front().first.start;
    for (const auto& [span, text] : parts) {
      if (span.start > at) {
        const auto between = Builtin().Normalize({.name = "gap", .bytes = std::string_view(document.bytes).substr(at, span.start - at)});
        ASSERT_TRUE(between);
        std::string lost;
        for (const NormalizedLine& line : *between) {
          if (!IsPageNumber(line.text) && !WordsOf(line.text).empty()) lost += line.text + '\n';
        }
        const bool other_document = lost.find("Nơi nhận") != std::string::npos || lost.find("CỘNG H") != std::string::npos ||
                                    lost.find("KẾ HOẠCH") != std::string::npos || lost.find("PHỤ LỤC") != std::string::npos;
        EXPECT_TRUE(lost.empty() || other_document) << document.name << " lost:\n" << lost << "before: " << text;
      }
      at = std::max(at, span.end);
      words += WordsOf(text).size();
    }
  }
  EXPECT_GT(words, 10000U);
}

// ---- normalization --------------------------------------------------------------------------------------------------------

TEST(Normalization, IsIdempotent) {
  const auto normalized = [](std::string_view bytes) {
    std::string text;
    const auto lines = Builtin().Normalize({.name = "plan", .bytes = bytes});
    EXPECT_TRUE(lines);
    for (std::size_t i = 0; lines && i < lines->size(); ++i) text += (i > 0 ? "\n" : "") + (*lines)[i].text;
    return text;
  };
  for (const Document& document : CorpusDocuments()) {
    for (const Variation& variation : FaithfulVariations()) {
      std::mt19937 random(Seed());
      const std::string once = normalized(variation.apply(document.bytes, random));
      EXPECT_EQ(normalized(once), once) << document.name << ", " << variation.name << ", TRICHLUC_SEED=" << Seed();
    }
  }
}

// ---- the same bytes out -----------------------------------------------------------------------------------------------------

TEST(Determinism, RepeatedCallsAndNewEnginesAgree) {
  const Engine other = *Engine::Create();
  for (const Document& document : CorpusDocuments()) {
    const std::string first = JsonOf(Builtin(), document.bytes);
    EXPECT_EQ(JsonOf(Builtin(), document.bytes), first) << document.name;
    EXPECT_EQ(JsonOf(other, document.bytes), first) << document.name;
  }
}

TEST(Determinism, ThreadsThatShareAnEngineAgree) {
  constexpr unsigned kThreads = 8;
  std::vector<std::string> wanted;
  for (const Document& document : CorpusDocuments()) wanted.push_back(JsonOf(Builtin(), document.bytes));
  std::vector<std::vector<std::string>> given(kThreads);
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < kThreads; ++t) {
    threads.emplace_back([t, &given, engine = Builtin()] {
      const auto& documents = CorpusDocuments();
      given[t].resize(documents.size());
      // Each thread begins elsewhere, so that they meet in different documents.
      for (std::size_t i = 0; i < documents.size(); ++i) {
        const std::size_t at = (i + t) % documents.size();
        given[t][at] = JsonOf(engine, documents[at].bytes);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (unsigned t = 0; t < kThreads; ++t) EXPECT_EQ(given[t], wanted) << "thread " << t;
}

// ---- damage -----------------------------------------------------------------------------------------------------------------

// The places that stand between characters, ill-formed sequences counted as one each.
std::vector<bool> Boundaries(std::string_view bytes) {
  std::vector<bool> between(bytes.size() + 1, false);
  for (std::size_t i = 0; i < bytes.size(); ++i) between[i] = (static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80;
  between[bytes.size()] = true;
  for (const Span fault : IllFormedUtf8(bytes)) between[fault.start] = between[fault.end] = true;
  return between;
}

void ExpectSoundSpans(const Extraction& plan, std::string_view bytes) {
  const std::vector<bool> between = Boundaries(bytes);
  const auto check = [&](Span span, const char* kind) {
    ASSERT_LE(span.start, span.end) << kind;
    ASSERT_LE(span.end, bytes.size()) << kind;
    EXPECT_TRUE(between[span.start] && between[span.end]) << kind << " cuts a character at " << ::testing::PrintToString(span);
  };
  const auto check_all = [&](const auto& records, const char* kind) {
    for (const auto& record : records) {
      check(record.span, kind);
      EXPECT_FALSE(record.span.empty()) << kind;
      EXPECT_FALSE(record.id.empty()) << kind;
    }
  };
  check_all(plan.sections, "section");
  check_all(plan.blocks, "block");
  check_all(plan.references, "reference");
  check_all(plan.assignments, "assignment");
  check_all(plan.targets, "target");
  check_all(plan.deadlines, "deadline");
  for (const Diagnostic& diagnostic : plan.diagnostics) check(diagnostic.span, "diagnostic");
}

void ExpectSoundOutput(const Document& document, const Variation& variation, unsigned seed, testing::SchemaCheck& schema) {
  std::mt19937 random(seed);
  const std::string bytes = variation.apply(document.bytes, random);
  SCOPED_TRACE(document.name + ", " + variation.name + ", TRICHLUC_SEED=" + std::to_string(seed));
  const Result<Extraction> plan = Builtin().Extract({.name = "plan", .bytes = bytes});
  if (!plan) {  // damaged beyond text
    EXPECT_EQ(plan.error().code, Error::Code::kUnsupported);
    return;
  }
  ExpectSoundSpans(*plan, bytes);
  const nlohmann::json json = nlohmann::json::parse(ToJson(*plan), nullptr, false);
  ASSERT_FALSE(json.is_discarded());
  EXPECT_EQ(schema.Faults(json), std::vector<std::string>{});
  EXPECT_FALSE(ToText(*plan, bytes).empty());
  for (const char* kind : {"sections", "blocks", "references", "assignments", "targets", "deadlines", "diagnostics"}) {
    const std::string rows = ToCsv(*plan, kind);
    EXPECT_TRUE(rows.empty() || rows.back() == '\n') << kind;
  }
}

void Search(const std::vector<Variation>& variations, unsigned runs) {
  testing::SchemaCheck schema{JsonSchema()};
  for (unsigned run = 0; run < runs; ++run) {
    for (const Document& document : CorpusDocuments()) {
      for (const Variation& variation : variations) {
        ExpectSoundOutput(document, variation, Seed() + run, schema);
        if (::testing::Test::HasFailure()) return;  // one failure at a time can be read
      }
    }
  }
}

unsigned Runs(unsigned fallback) {
  const char* given = std::getenv("TRICHLUC_RUNS");
  return given == nullptr ? fallback : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

TEST(Damage, WholeDocumentsGiveSoundOutput) { Search(FaithfulVariations(), Runs(1)); }

TEST(Damage, DamagedDocumentsGiveSoundOutput) { Search(Mutations(), Runs(3)); }

// Explain at any place of a damaged text says something or nothing, and does not fall.
TEST(Damage, ExplainHoldsAnywhere) {
  std::mt19937 random(Seed());
  for (const Document& document : CorpusDocuments()) {
    const std::string bytes = Mutations()[random() % Mutations().size()].apply(document.bytes, random);
    for (int i = 0; i < 3 && !bytes.empty(); ++i) {
      const std::size_t offset = random() % bytes.size();
      const Result<Explanation> why = Builtin().Explain({.name = "plan", .bytes = bytes}, offset);
      if (!why) continue;
      for (const auto& step : why->fired) EXPECT_LE(step.span.end, bytes.size()) << "TRICHLUC_SEED=" << Seed();
    }
  }
}

}  // namespace
}  // namespace trichluc
