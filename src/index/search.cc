#include "index/search.h"

#include <algorithm>
#include <utility>

#include "extract/document_key.h"
#include "index/columns.h"
#include "index/key_condition.h"
#include "index/write.h"
#include "records/edtf.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostSnippets = 3;
constexpr std::size_t kSnippetWords = 40;

// The conditions of a query, one after the other, with their values.
class Conditions {
 public:
  void Add(std::string_view sql, SqlRow values) {
    where_.append(where_.empty() ? " WHERE " : " AND ").append(sql);
    values_.insert(values_.end(), std::make_move_iterator(values.begin()), std::make_move_iterator(values.end()));
  }
  // Before all others.
  void AddWords(const Database::WordsCondition& words) {
    words_ = "(" + words.documents + ") AS found";
    values_ = words.values;
  }

  [[nodiscard]] std::string From() const { return " FROM " + (words_.empty() ? "document" : words_ + " JOIN document ON document.id = found.document") + where_; }
  // Where nothing but words is asked for, documents are counted without a look at them.
  [[nodiscard]] std::string CountFrom() const { return where_.empty() && !words_.empty() ? " FROM " + words_ : From(); }
  [[nodiscard]] const SqlRow& values() const { return values_; }

 private:
  std::string words_;
  std::string where_;
  SqlRow values_;
};

void AskForUnit(const std::string& unit, Conditions& conditions) {
  std::string sql = "document.id IN (SELECT document FROM assignment_unit WHERE ";
  SqlRow values;
  AddKey("key", NameKey(unit), sql, values);
  conditions.Add(sql + ")", std::move(values));
}

// A code is known by its key, whoever writes it how and whichever year it is of; anything else is the beginning of a name.
void AskForReference(const std::string& reference, Conditions& conditions) {
  const std::string key = KeyOfCode(reference);
  if (!key.empty()) {
    conditions.Add("document.id IN (SELECT document FROM reference WHERE key = ? OR (key > ? AND key < ?))", {key, key + "@", key + "@" + std::string(kBehindAll)});
    return;
  }
  std::string sql = "document.id IN (SELECT document FROM reference WHERE ";
  SqlRow values;
  AddKey("name_key", NameKey(reference), sql, values);
  conditions.Add(sql + ")", std::move(values));
}

void AskForDays(const IndexQuery& query, Conditions& conditions) {
  // What may fall within: it does not end before, and does not begin behind. An open end is no end.
  if (!query.from.empty()) conditions.Add("document.last_day >= ?", {query.from});
  if (!query.to.empty()) conditions.Add("document.first_day <= ?", {query.to});
  if (query.due_from.empty() && query.due_to.empty()) return;
  std::string sql = "document.id IN (SELECT document FROM deadline WHERE (first_day IS NOT NULL OR last_day IS NOT NULL)";
  SqlRow values;
  if (!query.due_from.empty()) {
    sql += " AND (last_day IS NULL OR last_day >= ?)";
    values.push_back(query.due_from);
  }
  if (!query.due_to.empty()) {
    sql += " AND (first_day IS NULL OR first_day <= ?)";
    values.push_back(query.due_to);
  }
  conditions.Add(sql + ")", std::move(values));
}

Conditions ConditionsOf(const IndexQuery& query, const std::optional<Database::WordsCondition>& words) {
  Conditions conditions;
  if (words) conditions.AddWords(*words);
  if (!query.type.empty()) conditions.Add("document.type = ?", {ToSentenceCase(query.type)});
  if (!query.issuer.empty()) {
    std::string sql;
    SqlRow values;
    AddKey("document.issuer_key", NameKey(query.issuer), sql, values);
    conditions.Add(sql, std::move(values));
  }
  if (!query.place.empty()) conditions.Add("document.place_id = ?", {query.place});
  if (!query.unit.empty()) AskForUnit(query.unit, conditions);
  if (!query.reference.empty()) AskForReference(query.reference, conditions);
  if (!query.code.empty()) {
    const std::string key = KeyOfCode(query.code);
    conditions.Add("(document.code = ? OR document.key = ? OR (document.key > ? AND document.key < ?))", {query.code, key, key + "@", key + "@" + std::string(kBehindAll)});
  }
  AskForDays(query, conditions);
  return conditions;
}

// The passages of a document with the most of what was asked for.
class Passages {
 public:
  explicit Passages(const WordsQuestion& question) : question_(question) {}

  void Look(IndexSnippet snippet) {
    const std::vector<SearchWord> words = SearchWords(snippet.text);
    const std::vector<WordRange> found = FindPhrases(question_, words);
    if (found.empty()) return;
    Cut(snippet, words, found);
    found_.emplace_back(Weight(words, found), std::move(snippet));
  }

  std::vector<IndexSnippet> Best() && {
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<IndexSnippet> best;
    for (auto& [weight, snippet] : found_) {
      if (best.size() == kMostSnippets) break;
      best.push_back(std::move(snippet));
    }
    return best;
  }

 private:
  // How many different words were found, and then how many.
  static std::size_t Weight(const std::vector<SearchWord>& words, const std::vector<WordRange>& found) {
    std::vector<std::string_view> forms;
    for (const WordRange& range : found) {
      for (std::size_t i = range.first; i < range.last; ++i) forms.push_back(words[i].bare);
    }
    const std::size_t all = forms.size();
    std::sort(forms.begin(), forms.end());
    const auto different = static_cast<std::size_t>(std::unique(forms.begin(), forms.end()) - forms.begin());
    return different * 1000 + std::min<std::size_t>(all, 999);
  }

  // A stretch of a long passage around the first find, and where the finds stand in it.
  static void Cut(IndexSnippet& snippet, const std::vector<SearchWord>& words, const std::vector<WordRange>& found) {
    const std::size_t before = kSnippetWords / 4;
    const std::size_t first = words.size() <= kSnippetWords || found.front().first < before ? 0 : found.front().first - before;
    const std::size_t last = std::min(words.size(), first + kSnippetWords);
    const std::size_t start = first == 0 ? 0 : words[first].span.start;
    const std::size_t end = last == words.size() ? snippet.text.size() : words[last - 1].span.end;
    const std::string head = start > 0 ? "… " : "";
    for (const WordRange& range : found) {
      if (range.last > last) break;
      snippet.matches.push_back({words[range.first].span.start - start + head.size(), words[range.last - 1].span.end - start + head.size()});
    }
    snippet.text = head + snippet.text.substr(start, end - start) + (end < snippet.text.size() ? " …" : "");
  }

  const WordsQuestion& question_;
  std::vector<std::pair<std::size_t, IndexSnippet>> found_;
};

std::optional<Error> AddSnippets(Database& database, const WordsQuestion& question, IndexHit& hit) {
  Passages snippets(question);
  if (hit.title) snippets.Look({.section = {}, .text = *hit.title, .matches = {}, .span = {}, .page = {}});
  const SqlRow values = {hit.document};
  const auto look = [&](const SqlRow& row) {
    IndexSnippet snippet;
    snippet.section = TextOf(row[0]);
    snippet.text = TextOf(row[1]);
    snippet.span = {static_cast<std::size_t>(IntegerOf(row[2])), static_cast<std::size_t>(IntegerOf(row[3]))};
    Restore(row[4], snippet.page);
    snippets.Look(std::move(snippet));
    return true;
  };
  if (auto fault = database.Query("SELECT path, heading, span_start, span_end, page FROM section WHERE document = ? ORDER BY ordinal", values, look)) return fault;
  if (auto fault = database.Query("SELECT section, text, span_start, span_end, page FROM block WHERE document = ? ORDER BY ordinal", values, look)) return fault;
  hit.snippets = std::move(snippets).Best();
  return std::nullopt;
}

// A query as a terminal gave it may hold any bytes.
IndexQuery Mended(IndexQuery query) {
  for (std::string* text : {&query.words, &query.type, &query.issuer, &query.place, &query.unit, &query.reference, &query.code}) *text = WellFormed(*text);
  return query;
}

// What is wrong with the names of a query: one without any word would stand for all that have none.
std::optional<Error> FaultOfNames(const IndexQuery& query) {
  for (const std::string* name : {&query.issuer, &query.unit, &query.reference}) {
    if (!name->empty() && NameKey(*name).empty()) return Error{Error::Code::kBadArgument, "'" + *name + "': has no word to look for (give a name, or its beginning)"};
  }
  return std::nullopt;
}

// What is wrong with the days of a query.
std::optional<Error> FaultOfDays(const IndexQuery& query) {
  for (const std::string* day : {&query.from, &query.to, &query.due_from, &query.due_to}) {
    if (!day->empty() && !WholeDay(*day)) return Error{Error::Code::kBadArgument, "'" + *day + "': is no day (write it like 2026-06-30)"};
  }
  return std::nullopt;
}

// All words of what is asked for, one by one; just as typed, where `typed`.
WordsQuestion EachWord(const WordsQuestion& question, bool typed) {
  WordsQuestion each;
  for (const WordsQuestion::Phrase& phrase : question.phrases) {
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      const WordsQuestion::Word& word = phrase.words[i];
      each.phrases.push_back({{{word.form, word.marked || typed}}, phrase.prefix && i + 1 == phrase.words.size()});
    }
  }
  return each;
}

bool HasUnmarked(const WordsQuestion& question) {
  const auto unmarked = [](const WordsQuestion::Word& word) { return !word.marked; };
  return std::any_of(question.phrases.begin(), question.phrases.end(), [&](const auto& phrase) { return std::any_of(phrase.words.begin(), phrase.words.end(), unmarked); });
}

// How well documents fit, the best first: those whose title has all words; those that have them all just as typed; those that say
// them all often. Each is a yes or no that any database answers from its index of words, so that all give one order
// (docs/decisions/0011-one-order-in-every-database.md).
std::string RankOf(const Database& database, const WordsQuestion& question, SqlRow& values) {
  std::string rank;
  const auto add = [&](const WordsQuestion& words, Database::Zone zone, std::string_view weight) {
    const Database::WordsCondition fits = database.ConditionOf(words, zone);
    rank.append(rank.empty() ? "" : " + ").append("CASE WHEN document.id IN (" + fits.documents + ") THEN 0 ELSE ");
    rank.append(weight).append(" END");
    values.insert(values.end(), fits.values.begin(), fits.values.end());
  };
  const WordsQuestion each = EachWord(question, false);
  add(each, Database::Zone::kTitle, "4");
  if (HasUnmarked(question)) add(EachWord(question, true), Database::Zone::kText, "2");
  add(each, Database::Zone::kFrequent, "1");
  return rank;
}

// One order that is the same everywhere.
std::string OrderOf(const Database& database, const IndexQuery& query, const WordsQuestion& question, SqlRow& values) {
  std::string order = " ORDER BY ";
  if (!question.empty() && query.order == IndexQuery::Order::kRank) order += RankOf(database, question, values) + ", ";
  // The latest first; what has no date comes last.
  return order + "COALESCE(document.last_day, '') DESC, document.sha256";
}

}  // namespace

Result<IndexAnswer> SearchIndex(Database& database, const IndexQuery& typed, Snippets snippets) {
  const IndexQuery query = Mended(typed);
  if (auto fault = FaultOfDays(query)) return *fault;
  if (auto fault = FaultOfNames(query)) return *fault;
  const WordsQuestion question = ParseQuestion(query.words);
  if (question.empty() && query.words.find_first_not_of(' ') != std::string::npos)
    return Error{Error::Code::kBadArgument, "'" + query.words + "': nothing in it can be looked for (type words, \"a phrase\", begin*; -word takes away from what other words find)"};
  std::optional<Database::WordsCondition> words;
  if (!question.empty()) words = database.ConditionOf(question, Database::Zone::kText);
  const Conditions conditions = ConditionsOf(query, words);
  IndexAnswer answer;
  auto fault = database.Query("SELECT count(*)" + conditions.CountFrom(), conditions.values(), [&](const SqlRow& row) {
    answer.count = static_cast<std::size_t>(IntegerOf(row[0]));
    return false;
  });
  if (fault) return *fault;
  SqlRow values = conditions.values();
  const std::string order = OrderOf(database, query, question, values);
  values.push_back(Number(query.limit));
  values.push_back(Number(query.offset));
  const std::string sql = "SELECT document.id, document.name, document.code, document.type, document.title, document.issuer, document.date" + conditions.From() +
                          order + " LIMIT ? OFFSET ?";
  fault = database.Query(sql, values, [&](const SqlRow& row) {
    IndexHit& hit = answer.hits.emplace_back();
    hit.document = IntegerOf(row[0]);
    Restore(row[1], hit.name);
    Restore(row[2], hit.code);
    Restore(row[3], hit.type);
    Restore(row[4], hit.title);
    Restore(row[5], hit.issuer);
    Restore(row[6], hit.date);
    return true;
  });
  if (fault) return *fault;
  if (!words || snippets == Snippets::kLeftOut) return answer;
  for (IndexHit& hit : answer.hits) {
    if (auto missing = AddSnippets(database, question, hit)) return *missing;
  }
  return answer;
}

}  // namespace trichluc
