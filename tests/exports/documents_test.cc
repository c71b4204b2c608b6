// Akoma Ntoso, annotations and the data of Annex VI, read back.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>

#include "exports/akn_iri.h"
#include "exports/slug.h"
#include "support/builtin.h"
#include "support/documents.h"
#include "support/sample.h"
#include "text/utf8.h"
#include "trichluc/exports.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

using Json = nlohmann::json;

Extraction Read(const testing::Document& document) {
  return *testing::Builtin().Extract({.name = document.name, .bytes = document.bytes});
}

// Every element with its attributes, in order.
template <typename Use>
void ForEachElement(pugi::xml_node node, const Use& use) {
  if (node.type() == pugi::node_element) use(node);
  for (const pugi::xml_node child : node.children()) ForEachElement(child, use);
}

std::string TextOf(pugi::xml_node node) {
  std::string out = node.value();
  for (const pugi::xml_node child : node.children()) out += TextOf(child);
  return out;
}

// ---- Akoma Ntoso --------------------------------------------------------------------------------------------------------

pugi::xml_document Akn(const Extraction& document) {
  pugi::xml_document xml;
  const std::string text = ToAkomaNtoso(document);
  const pugi::xml_parse_result parsed = xml.load_buffer(text.data(), text.size(), pugi::parse_full | pugi::parse_ws_pcdata);
  EXPECT_TRUE(parsed) << parsed.description();
  return xml;
}

TEST(AknIriTest, NamesAreThoseOfTheConvention) {
  EXPECT_EQ(IriOf(testing::SampleExtraction().document), "/akn/vn/doc/ke-hoach/2031-02-14/27-kh-ubnd");
  EXPECT_EQ(IriOf(testing::SampleExtraction().references[0]), "/akn/vn/doc/quyet-dinh/2031-01-03/95-qd-ubnd");
  Reference law;
  law.type = "Luật";
  law.name = "Luật Lưu trữ";
  EXPECT_EQ(IriOf(law), "/akn/vn/act/luat/luat-luu-tru");
  law.code = "33/2024/QH15";
  law.year = 2024;
  EXPECT_EQ(IriOf(law), "/akn/vn/act/luat/2024/33-2024-qh15");
  EXPECT_EQ(IriOf(DocumentData{}), "/akn/vn/doc/nn");
  EXPECT_EQ(Slug("Điều – 5: Ưu tiên!"), "dieu-5-uu-tien");
}

// The body of each plan, word for word: labels, headings and blocks in their order.
TEST(AkomaNtosoTest, NothingOfTheTextIsLost) {
  for (const testing::Document& document : testing::CorpusDocuments()) {
    const Extraction all = Read(document);
    const pugi::xml_document xml = Akn(all);
    std::multiset<std::string> written;
    ForEachElement(xml.child("akomaNtoso").child("doc"), [&](pugi::xml_node node) {
      const std::string name = node.name();
      if (name == "num" || name == "heading" || name == "p") written.insert(TextOf(node));
    });
    for (const Section& section : all.sections) {
      EXPECT_TRUE(written.contains(section.label)) << document.name << " " << section.path;
      if (!section.heading.empty()) {
        EXPECT_TRUE(written.contains(section.heading)) << document.name << " " << section.path;
      }
    }
    for (const Block& block : all.blocks) EXPECT_TRUE(written.contains(block.text)) << document.name << ": " << block.text;
  }
}

// What the schema asks that can be told without it (akomantoso30.xsd is in no package).
TEST(AkomaNtosoTest, HoldsToTheStandard) {
  const std::set<std::string> hierarchy = {"part", "chapter", "division", "article", "clause", "point", "section", "paragraph", "hcontainer", "level"};
  for (const testing::Document& document : testing::CorpusDocuments()) {
    const pugi::xml_document xml = Akn(Read(document));
    std::set<std::string> ids;
    std::set<std::string> terms;
    ForEachElement(xml.child("akomaNtoso"), [&](pugi::xml_node node) {
      const std::string name = node.name();
      const std::string id = node.attribute("eId").value();
      if (!id.empty()) {
        EXPECT_TRUE(ids.insert(id).second) << document.name << ": " << id;
        EXPECT_EQ(id.find_first_of(" \t\n"), std::string::npos) << id;
      }
      if (name.starts_with("TLC")) terms.insert("#" + id);
      if (hierarchy.contains(name)) {
        EXPECT_FALSE(id.empty());
        const std::string above = node.parent().attribute("eId").value();
        EXPECT_TRUE(above.empty() || id.starts_with(above + "__")) << id << " in " << above;
        EXPECT_FALSE(node.child("content") && (node.child("intro") || node.child("section") || node.child("paragraph") || node.child("point"))) << id;
      }
      if (name == "ref") {
        EXPECT_TRUE(std::string(node.attribute("href").value()).starts_with("/akn/vn/"));
        EXPECT_FALSE(id.empty());
      }
      for (const char* link : {"refersTo", "source"}) {
        if (node.attribute(link)) {
          EXPECT_TRUE(std::string(node.attribute(link).value()).starts_with("#"));
        }
      }
    });
    EXPECT_TRUE(terms.contains("#trichluc") && terms.contains("#issuer"));
    std::vector<std::string> parts;
    for (const pugi::xml_node part : xml.child("akomaNtoso").child("doc").children()) {
      if (part.type() == pugi::node_element) parts.emplace_back(part.name());
    }
    EXPECT_EQ(parts.front(), "meta");
    EXPECT_TRUE(std::find(parts.begin(), parts.end(), "mainBody") != parts.end());
  }
}

TEST(AkomaNtosoTest, ReferencesAreLinksWhereTheyStand) {
  Extraction document = testing::SampleExtraction();
  Block opening;
  opening.kind = "paragraph";
  opening.text = "Thực hiện Quyết định số 95/QĐ-UBND ngày 03/01/2031 của UBND tỉnh về cây xanh ven kênh, UBND huyện lập kế hoạch:";
  const std::size_t at = testing::SampleText().find("Thực hiện");
  opening.span = {at, testing::SampleText().find("\nI. MỤC TIÊU")};
  document.blocks.insert(document.blocks.begin(), opening);
  const std::string text = ToAkomaNtoso(document);
  EXPECT_NE(text.find("<p>Thực hiện <ref eId=\"preamble__cit_1__ref_1\" href=\"/akn/vn/doc/quyet-dinh/2031-01-03/95-qd-ubnd\">Quyết định số 95/QĐ-UBND ngày 03/01/2031 của UBND "
                      "tỉnh</ref> về cây xanh ven kênh"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("<citation eId=\"preamble__cit_1\">"), std::string::npos);
}

TEST(AkomaNtosoTest, ManyBasesAreLinear) {
  constexpr std::size_t kBases = 100'000;
  Extraction document = testing::SampleExtraction();
  const Reference model = document.references.at(0);
  document.references.clear();
  document.blocks.clear();
  for (std::size_t i = 0; i < kBases; ++i) {
    Block block;
    block.kind = "paragraph";
    block.text = "Căn cứ " + model.text;
    block.span = {i * 1000, i * 1000 + block.text.size()};
    document.blocks.push_back(block);
    Reference reference = model;
    reference.relation = "basis";
    reference.span = {block.span.end - model.text.size(), block.span.end};
    document.references.push_back(reference);
  }
  for (Section& section : document.sections) section.span = {kBases * 1000, kBases * 1000 + 1};
  const auto begin = std::chrono::steady_clock::now();
  const std::string text = ToAkomaNtoso(document);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  EXPECT_NE(text.find("<citation eId=\"preamble__cit_" + std::to_string(kBases) + "\">"), std::string::npos);
  EXPECT_LT(taken.count(), 10);  // where each block looks at all references it takes longer
}

TEST(AkomaNtosoTest, AnyTextIsWellFormed) {
  Extraction document = testing::SampleExtraction();
  document.blocks[0].text = "<&>\"' \x01\xFF ]]>";
  document.document.title = "\x02<title>";
  document.sections[1].path = "a b\"<.1";
  const pugi::xml_document xml = Akn(document);
  EXPECT_TRUE(xml.child("akomaNtoso").child("doc").child("mainBody"));
  EXPECT_TRUE(Akn(Extraction{}).child("akomaNtoso").child("doc").child("mainBody"));
}

// ---- annotations --------------------------------------------------------------------------------------------------------

// The characters of a text, to cut by their number.
std::vector<std::string> Characters(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = CharBytes(text[at]);
    out.emplace_back(text.substr(at, size));
    at += size;
  }
  return out;
}

std::string Cut(const std::vector<std::string>& characters, std::size_t start, std::size_t end) {
  std::string out;
  for (std::size_t i = start; i < end; ++i) out += characters.at(i);
  return out;
}

TEST(AnnotationsTest, HoldToTheModel) {
  for (const testing::Document& document : testing::CorpusDocuments()) {
    const Extraction all = Read(document);
    const Json collection = Json::parse(ToAnnotations(all, document.bytes));
    const Json contract = Json::parse(ToJsonLine(all));
    EXPECT_EQ(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
    EXPECT_EQ(collection["type"], "AnnotationCollection");
    const Json& page = collection["first"];
    EXPECT_EQ(page["type"], "AnnotationPage");
    EXPECT_EQ(page["partOf"], collection["id"]);
    EXPECT_EQ(page["items"].size(), collection["total"].get<std::size_t>());
    const std::vector<std::string> characters = Characters(document.bytes);
    std::set<std::string> ids;
    std::map<std::string, std::size_t> seen;  // of each kind
    for (const Json& annotation : page["items"]) {
      EXPECT_EQ(annotation["type"], "Annotation");
      EXPECT_TRUE(ids.insert(annotation["id"]).second);
      const std::string kind = annotation["body"][0]["value"];
      EXPECT_EQ(Json::parse(annotation["body"][1]["value"].get<std::string>()), contract[kind][seen[kind]++]);
      const Json& selectors = annotation["target"][0]["selector"];
      ASSERT_EQ(selectors.size(), 2U);
      EXPECT_EQ(selectors[0]["type"], "TextPositionSelector");
      const std::size_t start = selectors[0]["start"];
      const std::size_t end = selectors[0]["end"];
      EXPECT_EQ(selectors[1]["exact"], Cut(characters, start, end));
      EXPECT_EQ(selectors[1]["prefix"], Cut(characters, start < 32 ? 0 : start - 32, start));
      EXPECT_EQ(selectors[1]["suffix"], Cut(characters, end, std::min(end + 32, characters.size())));
    }
  }
}

TEST(AnnotationsTest, TextInAnotherEncodingIsCountedInBytes) {
  Extraction document = testing::SampleExtraction();
  document.source.encoding = "TCVN3";
  const Json collection = Json::parse(ToAnnotations(document, "K\xD5 ho\xB9" "ch " + std::string(900, '\xB9')));
  const Json& selectors = collection["first"]["items"][0]["target"][0]["selector"];
  EXPECT_EQ(selectors[0]["type"], "DataPositionSelector");
  EXPECT_EQ(selectors[0]["start"], document.sections[0].span.start);
  EXPECT_EQ(selectors[1]["exact"], document.sections[0].text);
  EXPECT_FALSE(selectors[1].contains("prefix"));
}

TEST(AnnotationsTest, PlacesOnPagesAreFragments) {
  Extraction document = testing::SampleExtraction();
  document.source.media_type = "application/pdf";
  document.source.name = "kế hoạch.pdf";
  document.text = testing::SampleText();
  document.sections[0].areas = {{2, {10, 20.25F, 110, 40}}};
  document.sections[1].areas = {{1, {0, 0, 5, 5}}, {2, {1, 1, 6, 6}}};
  const Json items = Json::parse(ToAnnotations(document, "%PDF"))["first"]["items"];
  const Json& one = items[0]["target"];
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0]["source"], "k%E1%BA%BF%20ho%E1%BA%A1ch.pdf");
  EXPECT_EQ(one[0]["selector"][2]["type"], "FragmentSelector");
  EXPECT_EQ(one[0]["selector"][2]["conformsTo"], "http://tools.ietf.org/rfc/rfc3778");
  EXPECT_EQ(one[0]["selector"][2]["value"], "page=2&viewrect=10,20.3,100,19.8");
  const Json& two = items[1]["target"];
  ASSERT_EQ(two.size(), 3U);
  EXPECT_EQ(two[0]["selector"].size(), 2U);
  EXPECT_EQ(two[1]["selector"][0]["value"], "page=1&viewrect=0,0,5,5");
  EXPECT_EQ(two[2]["selector"][0]["value"], "page=2&viewrect=1,1,5,5");
}

// ---- Annex VI -----------------------------------------------------------------------------------------------------------

pugi::xml_document AnnexVi(const Extraction& document) {
  pugi::xml_document xml;
  EXPECT_TRUE(xml.load_string(ToAnnexVi(document, *ExportWording::Load()).c_str()));
  return xml;
}

TEST(AnnexViTest, HasTheFieldsOfTheTableInTheirOrder) {
  const pugi::xml_document xml = AnnexVi(testing::SampleExtraction());
  std::vector<std::string> fields;
  for (const pugi::xml_node field : xml.child("Document").children()) fields.push_back(std::string(field.name()) + "=" + field.child_value());
  EXPECT_EQ(fields, (std::vector<std::string>{"FileCode=", "DocOrdinal=", "TypeName=Kế hoạch", "CodeNumber=27", "CodeNotation=KH-UBND",
                                              "IssuedDate=14/02/2031", "OrganName=UBND huyện Bình An",
                                              "Subject=Trồng cây dọc các tuyến kênh năm 2031", "Language=Tiếng Việt", "PageAmount=", "Description=",
                                              "SignerInfo=", "To=", "To=", "Priority=", "IssuedAmount=", "DueDate="}));
  EXPECT_STREQ(xml.child("Document").child("SignerInfo").child("FullName").child_value(), "Trần Thị Mai");
  EXPECT_STREQ(xml.child("Document").child("To").child("OrganName").child_value(), "Như phần III");
}

TEST(AnnexViTest, WhatIsNotKnownIsEmpty) {
  Extraction document;
  document.document.date = "2031-02";
  const pugi::xml_document xml = AnnexVi(document);
  ForEachElement(xml.child("Document"), [](pugi::xml_node field) {
    if (std::string(field.name()) != "Language") {
      EXPECT_STREQ(field.child_value(), "") << field.name();
    }
  });
}

TEST(AnnexViTest, LongTextIsCutBehindAWord) {
  Extraction document;
  std::string title;
  for (int i = 0; i < 200; ++i) title += "kế hoạch ";
  document.document.title = title;
  const pugi::xml_document xml = AnnexVi(document);
  const std::string subject = xml.child("Document").child("Subject").child_value();
  EXPECT_LE(CountChars(subject), 500U);
  EXPECT_GT(CountChars(subject), 485U);
  EXPECT_TRUE(subject.ends_with("kế") || subject.ends_with("hoạch"));
}

}  // namespace
}  // namespace trichluc
