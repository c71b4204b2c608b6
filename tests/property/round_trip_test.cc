// Cutting a record's span out of the original bytes and sending the cut through the same layers gives the record's text.
//
// The layers are decoding and normalization; what the outline does beyond them is spelled out in Restates: lines are joined
// by one space (by none behind the hyphen or slash of a cut code), lines that only paging or a table put there are left out.
// Nothing else may differ, not by one character.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/builtin.h"
#include "support/documents.h"
#include "support/print.h"
#include "trichluc/trichluc.h"

namespace trichluc {
namespace {

using testing::Builtin;
using testing::CorpusDocuments;
using testing::Document;
using testing::FaithfulVariations;
using testing::Seed;
using testing::Variation;

// The normalized lines of a cut. A line of plain text before it keeps a cut with bad bytes from being mostly bad bytes.
std::vector<std::string> LinesOf(std::string_view cut) {
  const std::string padded = std::string(8 * cut.size() + 64, 'x') + '\n' + std::string(cut);
  const auto lines = Builtin().Normalize({.name = "cut", .bytes = padded});
  EXPECT_TRUE(lines);
  std::vector<std::string> texts;
  for (std::size_t i = 1; lines && i < lines->size(); ++i) texts.push_back((*lines)[i].text);
  return texts;
}

// Blank, a page number, or the marks of a table.
bool IsLayout(std::string_view line) { return line.find_first_not_of("0123456789-–—_|. ") == std::string_view::npos; }

// Is `text` made of the lines from `first` on, behind a line that ends with `before`?
bool Restates(std::string_view text, const std::vector<std::string>& lines, std::size_t first, char before) {
  if (first == lines.size()) return text.empty();
  const std::string_view line = lines[first];
  if (IsLayout(line) && Restates(text, lines, first + 1, before)) return true;
  std::vector<std::string_view> joints = {" ", " | "};
  if (before == '\0') joints = {""};
  if (before == '-' || before == '/') joints.push_back("");
  for (const std::string_view joint : joints) {
    if (!text.starts_with(joint)) continue;
    const std::string_view rest = text.substr(joint.size());
    if (!line.empty() && rest.starts_with(line) && Restates(rest.substr(line.size()), lines, first + 1, line.back())) return true;
  }
  return false;
}

// A row in columns: the cells stand apart by wide gaps, and their parts may interleave; its words are all there. `^^` is the mark
// of a cell that is one with the cell above it.
std::string Sorted(std::string_view text) {
  std::string bytes(text);
  std::erase_if(bytes, [](char c) { return c == ' ' || c == '|' || c == '^'; });
  std::sort(bytes.begin(), bytes.end());
  return bytes;
}

class RoundTrip {
 public:
  RoundTrip(const Document& document, const Variation& variation) {
    std::mt19937 random(Seed());
    bytes_ = variation.apply(document.bytes, random);
    where_ = document.name + ", " + variation.name + ", TRICHLUC_SEED=" + std::to_string(Seed());
  }

  void Check() {
    const Result<Extraction> plan = Builtin().Extract({.name = "plan", .bytes = bytes_});
    ASSERT_TRUE(plan) << where_;
    for (const Section& section : plan->sections) CheckSection(section);
    for (const Block& block : plan->blocks) CheckRecord(block, block.kind == "row");
    for (const Reference& record : plan->references) CheckRecord(record, false);
    for (const Assignment& record : plan->assignments) CheckRecord(record, record.via == "table");
    for (const Target& record : plan->targets) CheckRecord(record, false);
    for (const Deadline& record : plan->deadlines) CheckRecord(record, false);
    EXPECT_GT(records_, 30) << where_;
  }
  [[nodiscard]] int records() const { return records_; }

 private:
  [[nodiscard]] std::string_view Cut(Span span) const { return std::string_view(bytes_).substr(span.start, span.size()); }

  void CheckRecord(const Provenance& record, bool row) {
    ++records_;
    const std::vector<std::string> lines = LinesOf(Cut(record.span));
    if (Restates(record.text, lines, 0, '\0')) return;
    std::string all;
    for (const std::string& line : lines) all += line;
    if (row && Sorted(all) == Sorted(record.text)) return;
    ADD_FAILURE() << where_ << "\n  text: " << record.text << "\n  cut:  " << Cut(record.span) << "\n  lines: " << ::testing::PrintToString(lines);
  }

  // The label and the heading may stand on one line without a space between them, on two lines, or in two cells.
  void CheckSection(const Section& section) {
    ++records_;
    const std::vector<std::string> lines = LinesOf(Cut(section.span));
    const std::string text = section.label + (section.heading.empty() ? "" : " " + section.heading);
    EXPECT_EQ(section.text, text);
    for (const char* joint : {" ", "", " | "}) {
      if (Restates(section.label + joint + section.heading, lines, 0, '\0')) return;
    }
    ADD_FAILURE() << where_ << "\n  section: " << text << "\n  cut: " << Cut(section.span);
  }

  std::string bytes_;
  std::string where_;
  int records_ = 0;
};

class RoundTripTest : public ::testing::TestWithParam<Variation> {};

TEST_P(RoundTripTest, EveryRecordLeadsBackToItsBytes) {
  int records = 0;
  for (const Document& document : CorpusDocuments()) {
    RoundTrip trip(document, GetParam());
    trip.Check();
    records += trip.records();
  }
  RecordProperty("records", records);
  EXPECT_GT(records, 1000);
}

std::string NameOf(const ::testing::TestParamInfo<Variation>& info) {
  std::string name = info.param.name;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Variations, RoundTripTest, ::testing::ValuesIn(FaithfulVariations()), NameOf);

// The variations that change no character's meaning change no record either.
TEST(Spelling, OfTheBytesDoesNotChangeTheRecords) {
  const auto texts = [](std::string_view bytes) {
    const Result<Extraction> plan = Builtin().Extract({.name = "plan", .bytes = bytes});
    std::vector<std::string> out;
    if (!plan) return out;
    for (const Section& record : plan->sections) out.push_back("section " + record.path + " " + record.text);
    for (const Block& record : plan->blocks) out.push_back("block " + record.text);
    for (const Reference& record : plan->references) out.push_back("reference " + record.text + " " + record.key);
    for (const Assignment& record : plan->assignments) out.push_back("assignment " + record.text + " " + record.task);
    for (const Target& record : plan->targets) out.push_back("target " + record.text);
    for (const Deadline& record : plan->deadlines) out.push_back("deadline " + record.text + " " + record.date.value_or("-"));
    return out;
  };
  for (const Document& document : CorpusDocuments()) {
    const std::vector<std::string> plain = texts(document.bytes);
    for (const Variation& variation : FaithfulVariations()) {
      const std::string_view name = variation.name;
      if (name != "decomposed" && name != "lines of Windows" && name != "byte order mark" && name != "look-alike D") continue;
      std::mt19937 random(Seed());
      EXPECT_EQ(texts(variation.apply(document.bytes, random)), plain) << document.name << ", " << name;
    }
  }
}

}  // namespace
}  // namespace trichluc
