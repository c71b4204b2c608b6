// Reports, read back by an HTML parser: what stands in them is what the document says, every record is marked, and nothing that a
// document holds is markup.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <gumbo.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <random>
#include <sstream>

#include "report/entries.h"
#include "report/html.h"
#include "report/places.h"
#include "support/builtin.h"
#include "support/documents.h"
#include "support/sample.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "trichluc/report.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

const ExportWording& Words() {
  static const Result<ExportWording> words = ExportWording::Load({.language = "vi"});
  return *words;
}

FullReading Read(std::string_view bytes) { return *testing::Builtin().ReadFully({.name = "plan.txt", .bytes = bytes}); }

// Marks lost, as some programs lose them.
std::string WithoutMarks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    AppendChar(out, ToLower(c) != c ? ToUpper(BareLetter(c)) : BareLetter(c));
  }
  return out;
}

// ---- HTML ---------------------------------------------------------------------------------------------------------------

class Html {
 public:
  explicit Html(std::string text) : text_(std::move(text)), parsed_(gumbo_parse_with_options(&kGumboDefaultOptions, text_.data(), text_.size())) {}
  Html(const Html&) = delete;
  Html& operator=(const Html&) = delete;
  ~Html() { gumbo_destroy_output(&kGumboDefaultOptions, parsed_); }

  using Use = std::function<void(const GumboNode& element)>;
  void ForEach(const Use& use) const { Walk(*parsed_->root, use); }

  static void Walk(const GumboNode& node, const Use& use) {
    if (node.type != GUMBO_NODE_ELEMENT) return;
    use(node);
    const GumboVector& children = node.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) Walk(*static_cast<GumboNode*>(children.data[i]), use);
  }

  static std::string TextOf(const GumboNode& node) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) return node.v.text.text;
    std::string out;
    if (node.type != GUMBO_NODE_ELEMENT) return out;
    const GumboVector& children = node.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) out += TextOf(*static_cast<GumboNode*>(children.data[i]));
    return out;
  }

  static std::string Attribute(const GumboNode& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.v.element.attributes, name);
    return found == nullptr ? "" : found->value;
  }

  static bool HasClass(const GumboNode& element, const std::string& wanted) {
    std::istringstream classes(Attribute(element, "class"));
    for (std::string name; classes >> name;) {
      if (name == wanted) return true;
    }
    return false;
  }

 private:
  std::string text_;
  GumboOutput* parsed_;
};

// The passages of the paper in order, the cells of rows joined as in records.
std::vector<std::string> BodyOf(const Html& html) {
  std::vector<std::string> out;
  html.ForEach([&](const GumboNode& paper) {
    if (!Html::HasClass(paper, "paper")) return;
    Html::Walk(paper, [&](const GumboNode& element) {
      const GumboTag tag = element.v.element.tag;
      if (tag == GUMBO_TAG_TR) {
        std::string row;
        Html::Walk(element, [&](const GumboNode& cell) {
          if (cell.v.element.tag == GUMBO_TAG_TD) row += (row.empty() ? "" : " | ") + Html::TextOf(cell);
        });
        out.push_back(row);
      } else if ((tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) || Html::HasClass(element, "bullet") || Html::HasClass(element, "paragraph")) {
        out.push_back(Html::TextOf(element));
      }
    });
  });
  return out;
}

// The text that is marked for each number, in order.
std::map<std::string, std::string> MarkedOf(const Html& html) {
  std::map<std::string, std::string> out;
  html.ForEach([&](const GumboNode& element) {
    if (element.v.element.tag != GUMBO_TAG_MARK) return;
    std::istringstream numbers(Html::Attribute(element, "data-r"));
    for (std::string number; numbers >> number;) out[number] += Html::TextOf(element);
  });
  return out;
}

std::string Html1(const FullReading& reading, std::string_view text) {
  return DocumentHtml({.extraction = reading.extraction, .text = text, .repairs = &reading.repairs}, Words());
}

// A cell is joined to the next without the sign between them.
std::string WithoutCellEnds(std::string text) {
  for (std::size_t at = text.find(" | "); at != std::string::npos; at = text.find(" | ", at)) text.erase(at, 3);
  return text;
}

// ---- what it says ---------------------------------------------------------------------------------------------------------

class DocumentsInReports : public ::testing::TestWithParam<testing::Document> {};

TEST_P(DocumentsInReports, TheBodyIsTheTextOfHeadingsAndBlocks) {
  const FullReading reading = Read(GetParam().bytes);
  const Html html(Html1(reading, GetParam().bytes));
  std::vector<std::string> expected;
  for (const Passage& passage : PassagesOf(reading.extraction)) expected.emplace_back(passage.text);
  EXPECT_EQ(BodyOf(html), expected);
}

TEST_P(DocumentsInReports, EveryRecordOfATableIsMarkedWithItsOwnWords) {
  for (const std::string& bytes : {GetParam().bytes, WithoutMarks(GetParam().bytes)}) {
    const FullReading reading = Read(bytes);
    const Html html(Html1(reading, bytes));
    const std::map<std::string, std::string> marked = MarkedOf(html);
    std::map<std::string, std::string> rows;  // numbers by the ids of records
    std::set<std::string> ids;
    html.ForEach([&](const GumboNode& element) {
      if (const std::string id = Html::Attribute(element, "data-id"); !id.empty()) rows[id] = Html::Attribute(element, "data-row");
      if (const std::string id = Html::Attribute(element, "id"); !id.empty()) {
        EXPECT_TRUE(ids.insert(id).second) << id;
      }
    });
    const auto check = [&](const auto& records) {
      for (const Provenance& record : records) {
        ASSERT_TRUE(rows.contains(record.id)) << record.text;
        ASSERT_TRUE(marked.contains(rows[record.id])) << record.text;
        EXPECT_EQ(marked.at(rows[record.id]), WithoutCellEnds(record.text));
        EXPECT_TRUE(ids.contains("d1-m" + rows[record.id]));
        EXPECT_TRUE(ids.contains("d1-r" + rows[record.id]));
      }
    };
    check(reading.extraction.assignments);
    check(reading.extraction.targets);
    check(reading.extraction.deadlines);
    check(reading.extraction.references);
  }
}

// Words that stand twice in a paragraph are told apart: the engine's own alignment says where each begins.
TEST_P(DocumentsInReports, PlacesAreThoseOfTheEngine) {
  for (const std::string& bytes : {GetParam().bytes, WithoutMarks(GetParam().bytes)}) {
    const FullReading reading = Read(bytes);
    const std::vector<Passage> passages = PassagesOf(reading.extraction);
    const std::vector<Entry> entries = EntriesOf(reading.extraction);
    const auto places = PlacesOn(passages, entries, bytes);
    std::size_t looked = 0;
    for (std::size_t p = 0; p < passages.size(); ++p) {
      for (const MarkedPlace& place : places[p]) {
        const Entry& entry = entries[place.entry];
        if (entry.kind == EntryKind::kDiagnostic || looked++ % 3 != 0) continue;  // each takes a reading of the document
        const Result<Explanation> there = testing::Builtin().Explain({.name = "plan.txt", .bytes = bytes}, entry.span.start);
        ASSERT_TRUE(there);
        // A heading is explained without its label.
        const std::size_t label = passages[p].text.size() - there->text.size();
        ASSERT_EQ(passages[p].text.substr(label), there->text);
        EXPECT_EQ(place.in_text.start, there->place + label) << entry.text;
      }
    }
    EXPECT_GT(looked, 10U);
  }
}

INSTANTIATE_TEST_SUITE_P(Corpus, DocumentsInReports, ::testing::ValuesIn(testing::CorpusDocuments()),
                         [](const auto& test) { return test.param.name.substr(0, test.param.name.find('.')); });

// ---- marks ----------------------------------------------------------------------------------------------------------------

// A document of one paragraph with deadlines over these bytes of it.
Extraction WithMarks(const std::string& text, const std::vector<Span>& spans) {
  Extraction out;
  Block block;
  block.id = "b1";
  block.kind = "paragraph";
  block.text = text;
  block.span = {0, text.size()};
  out.blocks.push_back(block);
  for (const Span& span : spans) {
    Deadline deadline;
    deadline.id = "d" + std::to_string(out.deadlines.size());
    deadline.kind = "adhoc";
    deadline.span = span;
    deadline.text = text.substr(span.start, span.size());
    out.deadlines.push_back(deadline);
  }
  return out;
}

std::string MarksOf(const Extraction& document, const std::string& text) {
  const std::string html = DocumentHtml({.extraction = document, .text = text}, Words());
  const std::size_t from = html.find("class=\"paragraph\">") + 18;
  std::string out = html.substr(from, html.find("</p>", from) - from);
  for (std::size_t at = out.find("<a id="); at != std::string::npos; at = out.find("<a id=")) out.erase(at, out.find("</a>", at) + 4 - at);
  return out;
}

TEST(MarkedTextTest, IsCutWhereRecordsBeginAndEnd) {
  const std::string text = "one two three four";
  EXPECT_EQ(MarksOf(WithMarks(text, {{0, 13}, {4, 18}, {4, 7}}), text),
            "<mark class=\"dl\" data-r=\"1\" data-b=\"1\">one </mark>"
            "<mark class=\"dl\" data-r=\"1 2 3\" data-b=\"3\">two</mark>"
            "<mark class=\"dl\" data-r=\"1 2\"> three</mark>"
            "<mark class=\"dl\" data-r=\"2\"> four</mark>");
}

TEST(MarkedTextTest, EqualWordsAreToldApartByTheirPlace) {
  const std::string text = "nam 2026, nam 2026, nam 2026";
  EXPECT_EQ(MarksOf(WithMarks(text, {{10, 18}}), text), "nam 2026, <mark class=\"dl\" data-r=\"1\" data-b=\"1\">nam 2026</mark>, nam 2026");
}

TEST(MarkedTextTest, GrowsWithTheTextHoweverDeepRecordsLie) {
  const auto size = [](std::size_t records) {
    const std::string text(2 * records, 'a');
    std::vector<Span> spans;
    for (std::size_t i = 0; i < records; ++i) spans.push_back({i, text.size() - i});
    return MarksOf(WithMarks(text, spans), text).size();
  };
  const std::size_t small = size(1000);
  EXPECT_LT(size(4000), 5 * small);
}

TEST(ReportTest, GrowsWithTheDocument) {
  const std::string once = testing::CorpusDocuments().front().bytes;
  std::string eight;
  for (int i = 0; i < 8; ++i) eight += once + "\n";
  const auto size = [](const std::string& bytes) { return Html1(Read(bytes), bytes).size(); };
  EXPECT_LT(size(eight), 9 * size(once));
}

TEST(ReportTest, APathThatComesTwiceIsTwoPlaces) {
  Extraction document;
  for (std::size_t i = 0; i < 2; ++i) {
    Section section;
    section.path = section.label = "2";
    section.text = "2 x";
    section.span = {10 * i, 10 * i + 3};
    document.sections.push_back(section);
    Deadline due;
    due.id = "d" + std::to_string(i);
    due.kind = "adhoc";
    due.text = "x";
    due.section = "2";
    due.span = {10 * i + 2, 10 * i + 3};
    document.deadlines.push_back(due);
  }
  const std::string text = "2 x       2 x";
  const std::string html = DocumentHtml({.extraction = document, .text = text}, Words());
  EXPECT_THAT(html, HasSubstr("<h3 id=\"d1-s1\""));
  EXPECT_THAT(html, HasSubstr("<h3 id=\"d1-s2\""));
  EXPECT_THAT(html, HasSubstr("<dd><a href=\"#d1-s1\">2</a></dd>"));
  EXPECT_THAT(html, HasSubstr("<dd><a href=\"#d1-s2\">2</a></dd>"));
}

// ---- repairs ----------------------------------------------------------------------------------------------------------------

TEST(RepairViewTest, BothSidesAreTheWholeTextOfTheirLines) {
  const std::string text = "mot hai\nba bon\nnam sau\n\nbay tam";
  Extraction document;
  Repairs repairs;
  repairs.damage = Damage::kMarks;
  const auto edit = [&](std::size_t start, std::size_t end, const std::string& meant, double probability) {
    repairs.edits.push_back({{start, end}, text.substr(start, end - start), meant, RepairEdit::Reason::kMarks, probability});
  };
  edit(0, 3, "một", 1);
  edit(14, 15, " ", 0.5);  // joins two lines
  edit(27, 27, "!", 1);
  const Html html(DocumentHtml({.extraction = document, .text = text, .repairs = &repairs}, Words()));
  std::vector<std::vector<std::string>> rows;
  std::size_t unsure = 0;
  html.ForEach([&](const GumboNode& table) {
    if (!Html::HasClass(table, "repairs") || table.v.element.tag != GUMBO_TAG_TABLE) return;
    Html::Walk(table, [&](const GumboNode& element) {
      if (element.v.element.tag == GUMBO_TAG_TR) rows.emplace_back();
      if (element.v.element.tag == GUMBO_TAG_TD) rows.back().push_back(Html::TextOf(element));
      unsure += Html::HasClass(element, "unsure") ? 1 : 0;
    });
  });
  const std::vector<std::vector<std::string>> expected = {{}, {"mot hai", "một hai"}, {"ba bon\nnam sau", "ba bon nam sau"}, {"bay tam", "bay! tam"}};
  EXPECT_EQ(rows, expected);
  EXPECT_EQ(unsure, 2U);
}

TEST(RepairViewTest, CorpusWithoutMarksIsShownAsItIs) {
  const std::string bytes = WithoutMarks(testing::CorpusDocuments().front().bytes);
  const FullReading reading = Read(bytes);
  ASSERT_GT(reading.repairs.edits.size(), 100U);
  std::size_t edits = 0;
  Html(Html1(reading, bytes)).ForEach([&](const GumboNode& element) { edits += element.v.element.tag == GUMBO_TAG_DEL ? 1 : 0; });
  const auto replaced = std::count_if(reading.repairs.edits.begin(), reading.repairs.edits.end(), [](const RepairEdit& edit) { return !edit.read.empty(); });
  EXPECT_EQ(edits, static_cast<std::size_t>(replaced));
}

// ---- what documents may hold -----------------------------------------------------------------------------------------------

TEST(HtmlTextTest, NothingIsMarkupAndNothingIsObeyed) {
  std::string out;
  AppendHtmlText(out, "<a href=\"x\">'&amp;\x01\x7F\xC2\x85\xE2\x80\xAE\xEF\xBF\xBE\xFFz\n\t");
  EXPECT_EQ(out,
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;"
            "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\n\t");
}

TEST(HtmlTextTest, Base64IsThatOfTheStandard) {
  for (const auto& [bytes, expected] : {std::pair{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xFF\xFE", "//4="}}) {
    std::string out;
    AppendBase64(out, bytes);
    EXPECT_EQ(out, expected);
  }
}

constexpr const char* kHostile = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></style></title>&lt;\xE2\x80\xAE";

void Poison(std::string& text) { text += kHostile; }
void Poison(std::optional<std::string>& text) { text = kHostile; }
void Poison(std::vector<std::string>& texts) { texts.emplace_back(kHostile); }

void PoisonProvenance(Provenance& record) {
  Poison(record.id);
  Poison(record.rule);
}

// Every text of the sample spoilt.
Extraction Poisoned() {
  Extraction out = testing::SampleExtraction();
  Poison(out.source.name);
  Poison(out.source.media_type);
  Poison(out.source.sha256);
  DocumentData& data = out.document;
  for (auto* text : {&data.type, &data.number, &data.symbol, &data.code, &data.place, &data.date, &data.title, &data.issuer, &data.period,
                     &data.signer.on_behalf, &data.signer.authority, &data.signer.position, &data.signer.name})
    Poison(*text);
  Poison(data.recipients);
  for (Section& each : out.sections) {
    PoisonProvenance(each);
    Poison(each.label);
    Poison(each.heading);
    Poison(each.text);
    Poison(each.kind);
  }
  for (Block& each : out.blocks) Poison(each.text);
  for (Reference& each : out.references) {
    PoisonProvenance(each);
    Poison(each.type);
    Poison(each.relation);
    Poison(each.key);
    for (auto* text : {&each.code, &each.name, &each.title, &each.issuer, &each.date, &each.provision, &each.section, &each.first}) Poison(*text);
  }
  for (Assignment& each : out.assignments) {
    PoisonProvenance(each);
    Poison(each.lead);
    Poison(each.with);
    Poison(each.task);
    Poison(each.via);
    Poison(each.section);
  }
  for (Target& each : out.targets) {
    PoisonProvenance(each);
    Poison(each.comparator);
    Poison(each.unit);
    Poison(each.subject);
    Poison(each.predicate);
  }
  for (Deadline& each : out.deadlines) {
    PoisonProvenance(each);
    Poison(each.kind);
    Poison(each.relation);
    Poison(each.every);
    Poison(each.label);
    Poison(each.task);
    Poison(each.units);
  }
  CustomRecord custom;
  custom.kind = kHostile;
  custom.fields = {{kHostile, kHostile}};
  custom.span = {0, 4};
  PoisonProvenance(custom);
  out.custom.push_back(custom);
  out.diagnostics.push_back({DiagnosticCode::kLostPart, Severity::kError, kHostile, {0, 3}});
  return out;
}

// Elements of the library's own, and attributes that lead nowhere else.
void ExpectHarmless(const Html& html) {
  html.ForEach([&](const GumboNode& element) {
    const std::string name = gumbo_normalized_tagname(element.v.element.tag);
    EXPECT_THAT(name, ::testing::Not(::testing::AnyOf("script", "img", "iframe", "link", "object", "embed", "base", "form", "style", "title")));
    const GumboVector& attributes = element.v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const auto& attribute = *static_cast<GumboAttribute*>(attributes.data[i]);
      const std::string key = attribute.name;
      const std::string value = attribute.value;
      EXPECT_FALSE(key.starts_with("on") || key == "style" || key == "src") << key;
      EXPECT_TRUE(key != "href" || value.starts_with("#d1") || value.starts_with("data:image/")) << value;
      EXPECT_TRUE(key != "id" || std::all_of(value.begin(), value.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; })) << value;
    }
    EXPECT_EQ(Html::TextOf(element).find("\xE2\x80\xAE"), std::string::npos);
  });
}

TEST(ReportTest, NothingThatADocumentHoldsIsMarkup) {
  const Extraction document = Poisoned();
  Repairs repairs;
  repairs.edits.push_back({{0, 4}, kHostile, kHostile, RepairEdit::Reason::kLetters, 0.2});
  const std::vector<PagePicture> pictures = {{1, 100, 200, "image/png", "\x89PNG"}};
  const Html html(DocumentHtml({.extraction = document, .text = testing::SampleText(), .repairs = &repairs, .pictures = pictures}, Words()));
  ExpectHarmless(html);
  std::size_t seen = 0;
  html.ForEach([&](const GumboNode& element) { seen += Html::HasClass(element, "document") && Html::TextOf(element).find("<script>alert(1)</script>") != std::string::npos; });
  EXPECT_EQ(seen, 1U);  // it is there, as text
}

TEST(ReportTest, AnyBytesMakeAPage) {
  std::mt19937 random(testing::Seed());
  for (const testing::Variation& mutation : testing::Mutations()) {
    const std::string bytes = mutation.apply(testing::CorpusDocuments().front().bytes, random);
    const Result<FullReading> reading = testing::Builtin().ReadFully({.name = "plan.txt", .bytes = bytes});
    if (!reading) continue;
    const Html html(Html1(*reading, bytes));
    ExpectHarmless(html);
    EXPECT_EQ(BodyOf(html).size(), reading->extraction.sections.size() + reading->extraction.blocks.size()) << mutation.name;
  }
}

// ---- the page ---------------------------------------------------------------------------------------------------------------

TEST(ReportTest, AssetsStayInsideTheirElementsAndLoadNothing) {
  for (const std::string_view asset : {ReportStyle(), ReportScript()}) {
    EXPECT_GT(asset.size(), 1000U);
    for (const char* forbidden : {"</", "url(", "@import", "http:", "https:", "fetch(", "XMLHttpRequest", "eval(", "innerHTML", "<!--"}) {
      EXPECT_EQ(asset.find(forbidden), std::string_view::npos) << forbidden;
    }
  }
}

TEST(ReportTest, ThePolicyForbidsAllButItself) {
  std::string page;
  Report report(Words(), [&](std::string_view piece) { page += piece; return true; });
  const Extraction sample = testing::SampleExtraction();
  EXPECT_TRUE(report.Add({.extraction = sample, .text = testing::SampleText()}));
  EXPECT_TRUE(report.Finish());
  EXPECT_EQ(report.shown(), 1U);
  EXPECT_THAT(ReportPolicy(), ::testing::MatchesRegex("default-src 'none'; img-src data:; style-src 'sha256-[A-Za-z0-9+/]{43}='; "
                                                      "script-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'"));
  EXPECT_THAT(page, HasSubstr("<style>" + std::string(ReportStyle()) + "</style>"));
  EXPECT_THAT(page, HasSubstr("<script>" + std::string(ReportScript()) + "</script>"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"vi\">"));
  EXPECT_EQ(page.find("http:"), std::string::npos);
  EXPECT_EQ(page.find("https:"), std::string::npos);
}

TEST(ReportTest, AFragmentIsTheSameEachTime) {
  const Extraction sample = testing::SampleExtraction();
  const ReportedDocument document{.extraction = sample, .text = testing::SampleText()};
  EXPECT_EQ(DocumentHtml(document, Words()), DocumentHtml(document, Words()));
  EXPECT_THAT(DocumentHtml(document, Words(), "d7"), HasSubstr("<article class=\"document\" id=\"d7\""));
}

TEST(ReportTest, WhatCouldNotBeReadIsInTheListAndWritesNothingAlone) {
  std::string page;
  Report report(Words(), [&](std::string_view piece) { page += piece; return true; }, 2);
  report.AddFailure("broken<.pdf", "broken<.pdf: is damaged");
  EXPECT_EQ(page, "");
  const Extraction sample = testing::SampleExtraction();
  EXPECT_TRUE(report.Add({.extraction = sample}));
  EXPECT_TRUE(report.Finish());
  EXPECT_THAT(page, HasSubstr("<strong>broken&lt;.pdf</strong>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#d1\""));
}

TEST(ReportTest, StopsWhereNoMoreIsTaken) {
  int pieces = 0;
  Report report(Words(), [&](std::string_view) { return ++pieces < 1; });
  const Extraction sample = testing::SampleExtraction();
  EXPECT_FALSE(report.Add({.extraction = sample}));
  EXPECT_FALSE(report.Finish());
  EXPECT_EQ(pieces, 1);
}

}  // namespace
}  // namespace trichluc
