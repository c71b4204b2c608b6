// Every kind of database gives the same answers: those of a table of questions, and those of a thousand more that chance asks.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>

#include "index/words.h"
#include "index/write.h"
#include "indexes.h"
#include "trichluc/index_answers.h"

namespace trichluc::testing {
namespace {

using ::testing::ElementsAreArray;

class AlikeTest : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    if (!index_) return;
    Add(ReadCorpus());
    Add({Read("unmarked.txt", kUnmarked)});
  }
};

// A line of tests/index/questions.tsv: words, filters (`name=value` parted by `; `), names of the documents in order.
struct Question {
  std::string line;
  IndexQuery query;
  std::vector<std::string> documents;
};

std::vector<std::string> Parts(const std::string& text, const std::string& between) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(between, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + between.size();
  }
  return parts;
}

void SetFilter(const std::string& filter, IndexQuery& query) {
  const std::size_t equals = filter.find('=');
  const std::string name = filter.substr(0, equals);
  const std::string value = filter.substr(std::min(equals, filter.size() - 1) + 1);
  if (name == "order") query.order = value == "date" ? IndexQuery::Order::kDate : IndexQuery::Order::kRank;
  else if (name == "type") query.type = value;
  else if (name == "issuer") query.issuer = value;
  else if (name == "place") query.place = value;
  else if (name == "unit") query.unit = value;
  else if (name == "target") query.target = value;
  else if (name == "reference") query.reference = value;
  else if (name == "code") query.code = value;
  else if (name == "from") query.from = value;
  else if (name == "to") query.to = value;
  else if (name == "due_from") query.due_from = value;
  else if (name == "due_to") query.due_to = value;
  else ADD_FAILURE() << "no such filter: " << filter;
}

std::vector<Question> Questions() {
  std::vector<Question> questions;
  std::istringstream lines(ReadFile(std::string(TRICHLUC_SOURCE_DIR) + "/tests/index/questions.tsv"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    if (second == std::string::npos) {
      ADD_FAILURE() << "three columns are wanted: " << line;
      continue;
    }
    Question question{line, {.words = line.substr(0, first), .limit = 100}, Parts(line.substr(second + 1), " ")};
    for (const std::string& filter : Parts(line.substr(first + 1, second - first - 1), "; ")) SetFilter(filter, question.query);
    questions.push_back(std::move(question));
  }
  return questions;
}

TEST_P(AlikeTest, TheTableOfQuestionsIsAnswered) {
  const std::vector<Question> questions = Questions();
  EXPECT_GE(questions.size(), 50U);
  const bool update = std::getenv("TRICHLUC_UPDATE_QUESTIONS") != nullptr && GetParam() == Kind::kSqlite;
  std::string table;
  for (const Question& question : questions) {
    std::vector<std::string> found;
    for (const std::string& name : Found(question.query)) found.push_back(name.substr(0, name.find(".txt")));
    if (update) {
      table += question.line.substr(0, question.line.rfind('\t') + 1);
      for (std::size_t i = 0; i < found.size(); ++i) table += (i > 0 ? " " : "") + found[i];
      table += "\n";
      continue;
    }
    EXPECT_THAT(found, ElementsAreArray(question.documents)) << question.line;
  }
  if (!update) return;
  const std::string path = std::string(TRICHLUC_SOURCE_DIR) + "/tests/index/questions.tsv";
  std::string head;
  std::istringstream lines(ReadFile(path));
  for (std::string line; std::getline(lines, line) && line.starts_with("#");) head += line + "\n";
  std::ofstream(path, std::ios::binary) << head << table;
}

INSTANTIATE_TEST_SUITE_P(Index, AlikeTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

// What a search looks at: the title of a document, its headings and its blocks.
SearchTexts TextsOf(const Extraction& extraction) {
  SearchTexts texts;
  if (extraction.document.code) texts.titles.push_back(*extraction.document.code);
  if (extraction.document.title) texts.titles.push_back(*extraction.document.title);
  for (const Section& section : extraction.sections) texts.texts.push_back(section.heading);
  for (const Block& block : extraction.blocks) texts.texts.push_back(block.text);
  return texts;
}

// Questions made of words of the corpus: marked or not, phrases that stand somewhere, beginnings, words to be left out.
class Asker {
 public:
  explicit Asker(unsigned seed) : random_(seed) {
    for (const IndexedDocument& document : ReadCorpus()) {
      const DocumentWords words(TextsOf(document.extraction));
      marked_.push_back(Parts(words.marked, " "));
      bare_.push_back(Parts(words.bare, " "));
    }
  }

  std::string Ask() {
    std::string words = Part();
    for (std::size_t more = Below(3); more > 0; --more) words += " " + Part();
    if (Below(3) == 0) words += " -" + Part();
    return words;
  }

 private:
  std::size_t Below(std::size_t count) { return random_() % count; }

  std::string Part() {
    const std::size_t document = Below(marked_.size());
    const std::size_t count = Below(2) == 0 ? 1 : 2 + Below(4);
    const std::size_t at = Below(marked_[document].size() - count);
    const std::size_t forms = Below(3);  // all with marks, none, or by chance
    std::string phrase;
    for (std::size_t i = at; i < at + count; ++i) {
      const bool marked = forms == 0 || (forms == 2 && Below(2) == 0);
      phrase.append(i > at ? " " : "").append(marked ? marked_[document][i] : bare_[document][i]);
    }
    if (count > 1) return "\"" + phrase + "\"" + (Below(4) == 0 ? "*" : "");
    if (Below(4) != 0) return phrase;
    // A beginning, of whole characters.
    std::size_t end = 1 + Below(phrase.size());
    while (end < phrase.size() && (static_cast<unsigned char>(phrase[end]) & 0xC0) == 0x80) ++end;
    return phrase.substr(0, end) + "*";
  }

  std::mt19937 random_;
  std::vector<std::vector<std::string>> marked_;
  std::vector<std::vector<std::string>> bare_;
};

std::string Told(const Result<IndexAnswer>& answer) {
  if (!answer) return answer.error().message;
  std::string told = std::to_string(answer->count);
  for (const IndexHit& hit : answer->hits) {
    told += "\n" + hit.name + " " + hit.code.value_or("-") + " " + hit.date.value_or("-");
    for (const IndexSnippet& snippet : hit.snippets) told += "\n  " + snippet.section + ": " + snippet.text + " @" + std::to_string(snippet.span.start);
  }
  return told;
}

TEST(Alike, WhateverIsAskedBothAnswerTheSame) {
  if (!NoPostgres().empty()) GTEST_SKIP() << NoPostgres();
  Place place;
  Result<Index> file = Index::Open(place.New(Kind::kSqlite), Index::Access::kWrite);
  Result<Index> server = Index::Open(place.New(Kind::kPostgres), Index::Access::kWrite);
  ASSERT_TRUE(file && server);
  ASSERT_TRUE(file->Add(ReadCorpus()) && server->Add(ReadCorpus()));
  SCOPED_TRACE("TRICHLUC_SEED=" + std::to_string(Seed()));
  Asker asker(Seed());
  std::size_t found = 0;
  for (int question = 0; question < 1000; ++question) {
    const IndexQuery query{.words = asker.Ask(), .limit = 5, .offset = question % 3U};
    const Result<IndexAnswer> answer = file->Search(query);
    ASSERT_EQ(Told(answer), Told(server->Search(query))) << query.words;
    found += answer && answer->count > 0 ? 1 : 0;
  }
  EXPECT_GT(found, 300U);
}

// An answer as JSON without the numbers of documents, which each index gives as it likes; an error as its words.
template <typename Answer>
std::string Told(const Result<Answer>& answer) {
  if (!answer) return answer.error().message;
  nlohmann::json json = nlohmann::json::parse(ToJson(*answer));
  const std::function<void(nlohmann::json&)> leave_out = [&](nlohmann::json& value) {
    if (value.is_object() && value.contains("document") && value["document"].is_number()) value.erase("document");
    for (nlohmann::json& part : value) {
      if (part.is_structured()) leave_out(part);
    }
  };
  leave_out(json);
  return json.dump(1);
}

// The answers across documents, in two indexes whose documents came in opposite orders.
TEST(Alike, WhateverIsAskedAcrossDocumentsBothAnswerTheSame) {
  if (!NoPostgres().empty()) GTEST_SKIP() << NoPostgres();
  Place place;
  Result<Index> file = Index::Open(place.New(Kind::kSqlite), Index::Access::kWrite);
  Result<Index> server = Index::Open(place.New(Kind::kPostgres), Index::Access::kWrite);
  ASSERT_TRUE(file && server);
  std::vector<IndexedDocument> documents = ReadCorpus();
  ASSERT_TRUE(file->Add(documents));
  std::reverse(documents.begin(), documents.end());
  for (const IndexedDocument& document : documents) ASSERT_TRUE(server->Add({document}));
  ASSERT_TRUE(ReplaceSupersessions(*file, "33/CT-TTg\t7/CT-TTg\t2024-07-01\n") && ReplaceSupersessions(*server, "33/CT-TTg\t7/CT-TTg\t2024-07-01\n"));
  const auto same = [&](const auto& query, auto ask) {
    const std::string told = Told(ask(*file, query));
    EXPECT_EQ(told, Told(ask(*server, query)));
    return told;
  };
  // What the documents themselves name.
  std::set<std::string> references;
  std::set<std::string> units;
  std::set<std::string> subjects;
  for (const IndexedDocument& document : documents) {
    for (const Reference& reference : document.extraction.references) references.insert(reference.code ? *reference.code : reference.name.value_or(""));
    for (const Assignment& assignment : document.extraction.assignments) units.insert(assignment.lead.begin(), assignment.lead.end());
    for (const Target& target : document.extraction.targets) subjects.insert(target.subject.value_or(""));
  }
  ASSERT_GT(references.size(), 20U);
  ASSERT_GT(units.size(), 20U);
  ASSERT_GT(subjects.size(), 20U);
  for (const std::string& reference : references) same(ReferenceQuery{.reference = reference, .limit = 20}, AskReference);
  for (const std::string& unit : units) {
    for (const char* role : {"", "lead", "with"}) same(UnitQuery{.unit = unit, .role = role, .limit = 20}, AskUnit);
    same(UnitQuery{.unit = unit.substr(0, unit.find(' ')), .from = "2024-01-01", .to = "2026-06-30", .limit = 5, .offset = 3}, AskUnit);
    same(DueQuery{.unit = unit, .step = DueQuery::Step::kDay}, AskDue);
  }
  for (const std::string& subject : subjects) same(TargetQuery{.subject = subject}, AskTargets);
  for (const bool differing : {false, true}) same(TargetQuery{.differing = differing, .least = 1, .limit = 1000}, AskTargets);
  for (const std::size_t limit : {std::size_t{0}, std::size_t{7}, kAllDocuments}) {
    EXPECT_THAT(same(DueQuery{.limit = limit}, AskDue), ::testing::HasSubstr("counts"));
    same(ConflictQuery{.limit = limit}, FindConflicts);
  }
  const auto graph = [](const Index& index) {
    std::string out;
    EXPECT_FALSE(WriteGraph(index, GraphForm::kGraphMl, [&](std::string_view piece) { return out += piece, true; }));
    return out;
  };
  EXPECT_EQ(graph(*file), graph(*server));
}

// The answer of the databases beside that of plain reading, word by word.
TEST_P(AlikeTest, WhatIsFoundStandsThere) {
  std::vector<std::pair<std::string, std::vector<SearchWord>>> texts;
  for (const IndexedDocument& document : ReadCorpus()) texts.emplace_back(document.extraction.source.name, SearchWords(DocumentWords(TextsOf(document.extraction)).marked));
  Asker asker(Seed() + 1);
  for (int i = 0; i < 300; ++i) {
    const std::string words = asker.Ask();
    const WordsQuestion question = ParseQuestion(words);
    std::set<std::string> expected;
    for (const auto& [name, text] : texts) {
      const auto stands = [&, &in = text](const WordsQuestion::Phrase& phrase) { return !FindPhrases({{phrase}, {}}, in).empty(); };
      if (std::all_of(question.phrases.begin(), question.phrases.end(), stands) && std::none_of(question.excluded.begin(), question.excluded.end(), stands)) expected.insert(name);
    }
    std::set<std::string> found;
    for (const std::string& name : Found({.words = words, .limit = 100})) {
      if (name != "unmarked.txt") found.insert(name);
    }
    EXPECT_EQ(found, expected) << words;
  }
}

// What documents may hold though nobody writes it on purpose.
class OddTest : public IndexTest {};
INSTANTIATE_TEST_SUITE_P(Index, OddTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

TEST_P(OddTest, BytesThatAreNoTextComeBack) {
  IndexedDocument document = Read("a.txt", kTrees);
  using namespace std::string_literals;
  for (const std::string& name : {"a\0b.txt"s, "\xFF\xFE k\xC3.txt"s, "\xEF\xB7\x90""00.txt"s, "tab\tand\\N\nline.txt"s, "'; DROP TABLE document; --"s, ""s}) {
    document.extraction.source.name = name;
    document.extraction.source.sha256 = ContentDigest(name);
    document.extraction.document.issuer = name;
    document.text = "text of " + name;
    ASSERT_EQ(Add({document}).added, 1U);
    const Result<IndexAnswer> all = index_->Search({.limit = 100});
    const auto hit = std::find_if(all->hits.begin(), all->hits.end(), [&](const IndexHit& one) { return one.name == name; });
    ASSERT_NE(hit, all->hits.end());
    const Result<IndexedDocument> loaded = index_->Load(hit->document);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->extraction.source.name, name);
    EXPECT_EQ(loaded->extraction.document.issuer, name);
    EXPECT_EQ(loaded->text, document.text);
  }
}

// Values that are longer than PostgreSQL lets keys be, of bytes that do not pack.
TEST_P(OddTest, LongValuesAreFoundBy) {
  std::mt19937 random(Seed());
  std::string name;
  while (name.size() < 10'000) name += static_cast<char>('a' + random() % 26);
  IndexedDocument document = Read(name, kTrees);
  document.extraction.document.issuer = name;
  document.extraction.document.title = name;
  ASSERT_FALSE(document.extraction.assignments.empty());
  ASSERT_FALSE(document.extraction.references.empty());
  document.extraction.assignments[0].lead = {name};
  document.extraction.references[0].key = name;
  document.extraction.references[0].name = name;
  ASSERT_FALSE(document.extraction.targets.empty());
  document.extraction.targets[0].unit = name;
  ASSERT_EQ(Add({document, Read("b.txt", kSkill)}).added, 2U);
  EXPECT_EQ(Found({.issuer = name}).size(), 1U);
  EXPECT_EQ(Found({.unit = name}).size(), 1U);
  EXPECT_EQ(Found({.words = name}).size(), 1U);
  EXPECT_EQ(Found({.words = name + "*"}).size(), 1U);
  EXPECT_EQ(Found({.words = name + "x"}).size(), 0U);
  EXPECT_EQ(Found({.words = name.substr(0, 500)}).size(), 0U);
  EXPECT_EQ(Found({.words = name.substr(0, 600) + "*"}).size(), 1U);
  EXPECT_EQ(Found({.words = "cây -" + name}).size(), 0U);
  EXPECT_EQ(Found({.words = "dân -" + name}).size(), 1U);
}

// More words than PostgreSQL counts places for, one of them more often than it counts, and more different ones than a set holds.
TEST_P(OddTest, LongDocumentsAreAnsweredWhole) {
  std::string text = "KẾ HOẠCH\nTrồng cây năm 2031\n\nI. NHIỆM VỤ\n";
  for (int i = 0; i < 4'000; ++i) text += "- Việc của làng số " + std::to_string(i) + " là của dân.\n";
  std::string many = text;
  for (int i = 0; i < 200'000; ++i) many += "x" + std::to_string(i * 7919 % 1'000'003) + (i % 100 == 99 ? ".\n\n- " : " ");
  for (std::string* one : {&text, &many}) *one += "- Đào giếng làng, cuối cùng là nghỉ.\n";
  ASSERT_EQ(Add({Read("long.txt", text), Read("many.txt", many), Read("trees.txt", kTrees)}).added, 3U);
  const auto both = ::testing::UnorderedElementsAre("long.txt", "many.txt");
  EXPECT_THAT(Found({.words = "\"của làng số 3999\""}), both);
  EXPECT_THAT(Found({.words = "\"gieng lang cuoi cung\""}), both);
  EXPECT_THAT(Found({.words = "giếng ngh*"}), both);
  EXPECT_THAT(Found({.words = "\"làng của số\""}), ::testing::IsEmpty());
  EXPECT_THAT(Found({.words = "\"giếng làng\" -x7919"}), ::testing::ElementsAre("long.txt"));
  EXPECT_THAT(Found({.words = "giếng x7919"}), ::testing::ElementsAre("many.txt"));
  EXPECT_THAT(Found({.words = "giếng -\"x7919 x15838\""}), ::testing::ElementsAre("long.txt"));
  EXPECT_THAT(Found({.words = "x79191"}), ::testing::IsEmpty());
  EXPECT_THAT(Found({.words = "trồng -giếng"}), ::testing::ElementsAre("trees.txt"));
}

}  // namespace
}  // namespace trichluc::testing
