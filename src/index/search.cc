#include "index/search.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extract/document_key.h"
#include "index/columns.h"
#include "index/faults.h"
#include "index/key_condition.h"
#include "index/short_words.h"
#include "index/some_at_a_time.h"
#include "index/words.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostSnippets = 3;
constexpr std::size_t kSnippetWords = 40;

using Numbers = Database::Numbers;  // of documents

// Puts numbers in order, each once.
void SortOnce(Numbers& numbers) {
  if (numbers.empty()) return;
  const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
  const std::int64_t first = *least;
  const auto range = static_cast<std::uint64_t>(*most - first);
  // Many of few: each is marked, which is quicker than to sort them.
  if (range / 64 < numbers.size()) {
    std::vector<bool> there(range + 1);
    for (const std::int64_t number : numbers) there[static_cast<std::size_t>(number - first)] = true;
    numbers.clear();
    for (std::size_t i = 0; i < there.size(); ++i) {
      if (there[i]) numbers.push_back(first + static_cast<std::int64_t>(i));
    }
    return;
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

// Narrows what fits: condition after condition gives the numbers of the documents that it finds.
class Candidates {
 public:
  explicit Candidates(Database& database) : database_(database) {}

  void Add(std::string_view sql, const SqlRow& values) {
    if (fault_) return;
    Numbers found;
    fault_ = database_.QueryNumbers(sql, values, found);
    Add(std::move(found));
  }
  // Numbers in any order, some of them more than once.
  void Add(Result<Numbers> found) {
    if (!found && !fault_) fault_ = found.error();
    if (!found) return;
    SortOnce(*found);
    Narrow(std::move(*found));
  }

  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }
  // Nothing where nothing was asked for: all documents fit.
  [[nodiscard]] std::optional<Numbers>& numbers() { return numbers_; }

 private:
  void Narrow(Numbers found) {
    if (numbers_) {
      Numbers both;
      std::set_intersection(numbers_->begin(), numbers_->end(), found.begin(), found.end(), std::back_inserter(both));
      found = std::move(both);
    }
    numbers_ = std::move(found);
  }

  Database& database_;
  std::optional<Numbers> numbers_;
  std::optional<Error> fault_;
};

void AskForUnit(const std::string& unit, Candidates& candidates) {
  std::string sql = "SELECT r.document FROM unit u CROSS JOIN assignment_unit_row r WHERE r.unit = u.id AND ";
  SqlRow values;
  AddKey("u.key", NameKey(unit), sql, values);
  candidates.Add(sql, values);
}

// Is the text typed without any mark? Then it stands for all its forms.
bool IsUnmarked(const DocumentWords& typed) { return typed.marked == typed.bare; }

// Is that the name which was typed, whatever Unicode form, case and place of the tone mark it was typed in?
bool IsCalled(const std::string& name, const DocumentWords& typed) {
  const DocumentWords own(SearchTexts{{}, {name}});
  return IsUnmarked(typed) ? own.bare == typed.bare : own.marked == typed.marked;
}

// The types that are named so: types are few, and an index of the database gives one after the other.
Result<std::vector<std::string>> TypesCalled(Database& database, const std::string& typed) {
  const DocumentWords words(SearchTexts{{}, {typed}});
  if (words.bare.empty()) return std::vector<std::string>{typed};
  std::vector<std::string> types;
  for (std::string last;;) {
    std::optional<std::string> next;
    const auto take = [&](const SqlRow& row) { return next = OptionalTextOf(row[0]), false; };
    if (auto fault = database.Query("SELECT min(type) FROM document WHERE type > ?", SqlRow{last}, take)) return *fault;
    if (!next) return types;
    if (IsCalled(*next, words)) types.push_back(*next);
    last = *next;
  }
}

// The ids of the provinces that documents of the index call so; an id is its own.
Result<std::vector<std::string>> PlacesCalled(Database& database, const std::string& typed) {
  if (typed.find(':') != std::string::npos) return std::vector<std::string>{typed};
  const DocumentWords words(SearchTexts{{}, {typed}});
  std::set<std::string> ids;
  const auto take = [&](const SqlRow& row) {
    if (IsCalled(TextOf(row[1]), words)) ids.insert(TextOf(row[0]));
    return true;
  };
  if (auto fault = database.Query("SELECT DISTINCT place_id, place FROM document WHERE place_id IS NOT NULL", {}, take)) return *fault;
  return std::vector<std::string>(ids.begin(), ids.end());
}

// Documents whose column is one of the values.
void AskForValues(const std::string& column, const Result<std::vector<std::string>>& wanted, Database& database, Candidates& candidates) {
  if (!wanted) return candidates.Add(Result<Numbers>(wanted.error()));
  Numbers documents;
  for (const std::string& value : *wanted) {
    if (auto fault = database.QueryNumbers("SELECT id FROM document WHERE " + column + " = ?", SqlRow{value}, documents)) return candidates.Add(Result<Numbers>(*fault));
  }
  candidates.Add(std::move(documents));
}

// What is measured is found by its words, and documents by what they measure.
Result<Numbers> SettingTarget(Database& database, const std::string& target) {
  const Database::Asked asked = {ParseQuestion(target), Database::Zone::kText};
  const Result<std::vector<Numbers>> measures = database.FindWords(Database::Words::kMeasures, {&asked, 1});
  if (!measures) return measures.error();
  Numbers documents;
  auto fault = ForSomeAtATime(measures->front(), [&](const std::string& among, const SqlRow& values) { return database.QueryNumbers("SELECT document FROM target_row WHERE measure" + among, values, documents); });
  if (fault) return *fault;
  return documents;
}

// A code is known by its key, whoever writes it how and whichever year it is of; anything else is the beginning of a name.
void AskForReference(const std::string& reference, Candidates& candidates) {
  // Each half is answered by an index alone, which one condition with OR would not be.
  const auto ask = [&](const std::string& column, const std::string& key, const std::string& from) {
    candidates.Add("SELECT document FROM reference_row WHERE " + column + " = ? UNION ALL SELECT document FROM reference_row WHERE " + column + " > ? AND " + column + " < ?",
                   {key, from, from + std::string(kBehindAll)});
  };
  const std::string key = KeyOfCode(reference);
  if (!key.empty()) return ask("key", key, key + "@");
  const std::string name = NameKey(reference);
  ask("name_key", name, name + " ");
}

// What may fall within days: it does not end before them, and does not begin behind.
void AskForDays(std::string_view select, std::string_view from_condition, const std::string& from, std::string_view to_condition, const std::string& to, Candidates& candidates) {
  std::string sql(select);
  SqlRow values;
  for (const auto& [condition, day] : {std::pair(from_condition, &from), std::pair(to_condition, &to)}) {
    if (day->empty()) continue;
    sql.append(" AND ").append(condition);
    values.emplace_back(*day);
  }
  if (!values.empty()) candidates.Add(sql, values);
}

// An open end is no end.
void AskForDueDays(const IndexQuery& query, Candidates& candidates) {
  // Where one day alone is given, the first or the last of all deadlines of a document tells.
  if (query.due_from.empty() || query.due_to.empty()) {
    AskForDays("SELECT id FROM document WHERE due_last IS NOT NULL", "due_last >= ?", query.due_from, "due_first <= ?", query.due_to, candidates);
    return;
  }
  candidates.Add("SELECT r.document FROM days d CROSS JOIN deadline_row r WHERE r.days = d.id AND (d.first_day IS NOT NULL OR d.last_day IS NOT NULL) "
                 "AND (d.last_day IS NULL OR d.last_day >= ?) AND (d.first_day IS NULL OR d.first_day <= ?)",
                 {query.due_from, query.due_to});
}

void Narrow(Database& database, const IndexQuery& query, Candidates& candidates) {
  if (!query.type.empty()) AskForValues("type", TypesCalled(database, query.type), database, candidates);
  if (!query.issuer.empty()) {
    std::string sql = "SELECT id FROM document WHERE ";
    SqlRow values;
    AddKey("issuer_key", NameKey(query.issuer), sql, values);
    candidates.Add(sql, values);
  }
  if (!query.place.empty()) AskForValues("place_id", PlacesCalled(database, query.place), database, candidates);
  if (!query.unit.empty()) AskForUnit(query.unit, candidates);
  if (!query.target.empty()) candidates.Add(SettingTarget(database, query.target));
  if (!query.reference.empty()) AskForReference(query.reference, candidates);
  if (!query.code.empty()) {
    const std::string key = KeyOfCode(query.code);
    candidates.Add("SELECT id FROM document WHERE code = ? UNION ALL SELECT id FROM document WHERE key = ? UNION ALL SELECT id FROM document WHERE key > ? AND key < ?",
                   {query.code, key, key + "@", key + "@" + std::string(kBehindAll)});
  }
  AskForDays("SELECT id FROM document WHERE 1 = 1", "last_day >= ?", query.from, "first_day <= ?", query.to, candidates);
  AskForDueDays(query, candidates);
}

// The words of passages. Only those that are asked for have forms: most words are not, and making forms takes long.
class PassageWords {
 public:
  explicit PassageWords(const WordsQuestion& question) : question_(question) {}

  // Empty where none of them is asked for. Until the next passage.
  const std::vector<PlacedWord>& Of(std::string_view text) {
    if (remembered_.size() >= kMostRemembered) {
      remembered_.clear();
      short_.Clear();
    }
    words_.clear();
    bool any = false;
    std::size_t at = 0;
    for (std::string_view raw = NextRawWord(text, at); !raw.empty(); raw = NextRawWord(text, at)) {
      const Forms** const known = short_.At(raw);
      const Forms& word = known == nullptr ? FormsOf(raw) : *known != nullptr ? **known : *(*known = &FormsOf(raw));
      any = any || !word.bare.empty();
      words_.push_back({word.marked, word.bare, {at - raw.size(), at}});
    }
    if (!any) words_.clear();
    return words_;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  static constexpr std::size_t kMostRemembered = 100'000;

  struct Forms {
    std::string marked;
    std::string bare;
  };

  const Forms& FormsOf(std::string_view raw) {
    if (const auto known = remembered_.find(raw); known != remembered_.end()) return known->second;
    Forms forms;
    forms.marked = MarkedForm(raw);
    forms.bare = BareForm(forms.marked);
    if (!IsAskedFor(question_, {forms.marked, forms.bare, {}})) forms = {};
    return remembered_.emplace(raw, std::move(forms)).first->second;
  }

  const WordsQuestion& question_;
  std::unordered_map<std::string, Forms, Hash, std::equal_to<>> remembered_;
  ShortWords<const Forms*> short_;
  std::vector<PlacedWord> words_;
};

// The passages of a document with the most of what was asked for.
class Passages {
 public:
  Passages(const WordsQuestion& question, PassageWords& words) : question_(question), words_(words) {}

  void Look(IndexSnippet snippet) {
    const std::vector<PlacedWord>& words = words_.Of(snippet.text);
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
  static std::size_t Weight(const std::vector<PlacedWord>& words, const std::vector<WordRange>& found) {
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
  static void Cut(IndexSnippet& snippet, const std::vector<PlacedWord>& words, const std::vector<WordRange>& found) {
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
  PassageWords& words_;
  std::vector<std::pair<std::size_t, IndexSnippet>> found_;
};

std::optional<Error> AddSnippets(Database& database, const WordsQuestion& question, PassageWords& words, IndexHit& hit) {
  Passages snippets(question, words);
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
  for (std::string* text : {&query.words, &query.type, &query.issuer, &query.place, &query.unit, &query.target, &query.reference, &query.code}) *text = WellFormed(*text);
  return query;
}

// What is wrong with the names of a query: one without any word would stand for all that have none.
std::optional<Error> FaultOfNames(const IndexQuery& query) {
  for (const std::string* name : {&query.issuer, &query.place, &query.unit, &query.reference}) {
    if (!name->empty() && NameKey(*name).empty()) return Error{Error::Code::kBadArgument, "'" + *name + "': has no word to look for (give a name, or its beginning)"};
  }
  if (query.target.empty()) return std::nullopt;
  const WordsQuestion target = ParseQuestion(query.target);
  if (target.empty()) return Error{Error::Code::kBadArgument, "'" + query.target + "': has no word to look for (type some of what is to be reached)"};
  return FaultOfWords(query.target, target);
}

// All words of what is asked for, one by one; just as typed, where `typed`.
WordsQuestion EachWord(const WordsQuestion& question, bool typed) {
  WordsQuestion each;
  for (const WordsQuestion::Phrase& phrase : question.phrases) {
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      const WordsQuestion::Word& word = phrase.words[i];
      each.phrases.push_back({{{word.form, word.marked || typed, word.other}}, phrase.prefix && i + 1 == phrase.words.size()});
    }
  }
  return each;
}

bool HasUnmarked(const WordsQuestion& question) {
  const auto unmarked = [](const WordsQuestion::Word& word) { return !word.marked; };
  return std::any_of(question.phrases.begin(), question.phrases.end(), [&](const auto& phrase) { return std::any_of(phrase.words.begin(), phrase.words.end(), unmarked); });
}

// How well documents fit, the best first (0): those whose title has all words; those that have them all just as typed; those that
// say them all often. Each is a yes or no that any database answers from its words, so that all give one order
// (docs/decisions/0011-one-order-in-every-database.md).
constexpr std::uint8_t kWorst = 7;

class Ranks {
 public:
  // What is asked beside the question itself.
  explicit Ranks(const WordsQuestion& question) {
    const WordsQuestion each = EachWord(question, false);
    Add(each, Database::Zone::kTitle, 4);
    if (HasUnmarked(question)) Add(EachWord(question, true), Database::Zone::kText, 2);
    Add(each, Database::Zone::kFrequent, 1);
  }
  [[nodiscard]] const std::vector<Database::Asked>& asked() const { return asked_; }

  // The ranks of documents, where these are the answers to what was asked.
  [[nodiscard]] std::vector<std::uint8_t> Of(const Numbers& numbers, std::span<const Numbers> answers) const {
    std::vector<std::uint8_t> ranks(numbers.size(), worst_);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      std::size_t at = 0;
      for (const std::int64_t number : answers[i]) {
        while (at < numbers.size() && numbers[at] < number) ++at;
        if (at < numbers.size() && numbers[at] == number) ranks[at] = static_cast<std::uint8_t>(ranks[at] - weights_[i]);
      }
    }
    return ranks;
  }

 private:
  void Add(WordsQuestion words, Database::Zone zone, std::uint8_t weight) {
    asked_.push_back({std::move(words), zone});
    weights_.push_back(weight);
    worst_ = static_cast<std::uint8_t>(worst_ + weight);
  }

  std::vector<Database::Asked> asked_;
  std::vector<std::uint8_t> weights_;
  std::uint8_t worst_ = 0;
};

// So few documents are put in order by their own days, and all others by the order of all.
constexpr std::size_t kFew = 512;

// The documents to be shown, the best first.
class Chosen {
 public:
  Chosen(Database& database, const IndexQuery& query, DocumentOrder& order) : database_(database), query_(query), order_(order) {}

  // Of those that fit; all, where there is nothing. Each has a rank.
  std::optional<Error> Choose(const std::optional<Numbers>& fit, const std::vector<std::uint8_t>& ranks) {
    if (fit && fit->size() <= kFew) return ChooseOfFew(*fit, ranks);
    if (auto fault = order_.Load(database_)) return fault;
    if (fit) ChooseOfMany(*fit, ranks);
    else ChooseOfAll();
    return std::nullopt;
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] const Numbers& numbers() const { return numbers_; }

 private:
  [[nodiscard]] bool IsFull() const { return numbers_.size() >= query_.limit; }
  // The next one in order.
  void Take(std::int64_t number) {
    if (passed_ < query_.offset) ++passed_;
    else if (!IsFull()) numbers_.push_back(number);
  }

  std::optional<Error> ChooseOfFew(const Numbers& fit, const std::vector<std::uint8_t>& ranks) {
    struct One {
      std::uint8_t rank = 0;
      std::string day;
      std::string digest;
      std::int64_t number = 0;
    };
    std::vector<One> all;
    auto fault = ForDocuments(database_, "id, COALESCE(last_day, ''), sha256", fit, [&](const SqlRow& row) {
      const std::int64_t number = IntegerOf(row[0]);
      const auto at = static_cast<std::size_t>(std::lower_bound(fit.begin(), fit.end(), number) - fit.begin());
      all.push_back({ranks.empty() ? std::uint8_t{0} : ranks[at], TextOf(row[1]), TextOf(row[2]), number});
    });
    if (fault) return fault;
    std::sort(all.begin(), all.end(), [](const One& a, const One& b) { return std::tie(a.rank, b.day, a.digest) < std::tie(b.rank, a.day, b.digest); });
    count_ = all.size();
    for (const One& one : all) Take(one.number);
    return std::nullopt;
  }

  void ChooseOfMany(const Numbers& fit, const std::vector<std::uint8_t>& ranks) {
    constexpr std::uint8_t kNone = 0xFF;
    std::vector<std::uint8_t> rank_at(order_.size(), kNone);
    std::size_t at = 0;
    for (std::size_t i = 0; i < fit.size(); ++i) {
      while (at < order_.size() && order_.numbers()[at] < fit[i]) ++at;
      if (at == order_.size() || order_.numbers()[at] != fit[i]) continue;  // it is gone
      rank_at[order_.places()[at]] = ranks.empty() ? std::uint8_t{0} : ranks[i];
      ++count_;
    }
    for (std::uint8_t rank = 0; rank <= kWorst && !IsFull(); ++rank) {
      for (std::size_t place = 0; place < rank_at.size() && !IsFull(); ++place) {
        if (rank_at[place] == rank) Take(order_.At(place));
      }
    }
  }

  void ChooseOfAll() {
    count_ = order_.size();
    for (std::size_t place = std::min(query_.offset, order_.size()); place < order_.size() && !IsFull(); ++place) numbers_.push_back(order_.At(place));
  }

  Database& database_;
  const IndexQuery& query_;
  DocumentOrder& order_;
  std::size_t count_ = 0;
  std::size_t passed_ = 0;
  Numbers numbers_;
};

std::optional<Error> FillHits(Database& database, const Numbers& numbers, std::vector<IndexHit>& hits) {
  std::unordered_map<std::int64_t, std::size_t> at;
  hits.resize(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) at.emplace(numbers[i], i);
  return ForDocuments(database, "id, name, code, type, title, issuer, date", numbers, [&](const SqlRow& row) {
    IndexHit& hit = hits[at.at(IntegerOf(row[0]))];
    hit.document = IntegerOf(row[0]);
    Restore(row[1], hit.name);
    Restore(row[2], hit.code);
    Restore(row[3], hit.type);
    Restore(row[4], hit.title);
    Restore(row[5], hit.issuer);
    Restore(row[6], hit.date);
  });
}

}  // namespace

std::optional<Error> DocumentOrder::Load(Database& database) {
  const Result<bool> holds = state_.Holds(database);
  if (!holds) return holds.error();
  if (*holds) return std::nullopt;
  Numbers ordered;
  if (auto fault = database.QueryNumbers("SELECT id FROM document ORDER BY " + std::string(by_), {}, ordered)) return fault;
  numbers_ = ordered;
  std::sort(numbers_.begin(), numbers_.end());
  places_.assign(ordered.size(), 0);
  order_.assign(ordered.size(), 0);
  for (std::size_t place = 0; place < ordered.size(); ++place) {
    const auto which = static_cast<std::size_t>(std::lower_bound(numbers_.begin(), numbers_.end(), ordered[place]) - numbers_.begin());
    places_[which] = static_cast<std::uint32_t>(place);
    order_[place] = static_cast<std::uint32_t>(which);
  }
  state_.Keep();
  return std::nullopt;
}

std::optional<std::uint32_t> DocumentOrder::PlaceOf(std::int64_t document) const {
  const auto at = std::lower_bound(numbers_.begin(), numbers_.end(), document);
  if (at == numbers_.end() || *at != document) return std::nullopt;
  return places_[static_cast<std::size_t>(at - numbers_.begin())];
}

Result<IndexAnswer> SearchIndex(Database& database, const IndexQuery& typed, DocumentOrder& order, Snippets snippets) {
  const IndexQuery query = Mended(typed);
  if (auto fault = FaultOfDays(query.from, query.to)) return *fault;
  if (auto fault = FaultOfDays(query.due_from, query.due_to)) return *fault;
  if (auto fault = FaultOfNames(query)) return *fault;
  const WordsQuestion question = ParseQuestion(query.words);
  if (auto fault = FaultOfWords(query.words, question)) return *fault;
  if (question.empty() && query.words.find_first_not_of(' ') != std::string::npos)
    return Error{Error::Code::kBadArgument, "'" + query.words + "': nothing in it can be looked for (type words, \"a phrase\", begin*; -word takes away from what other words find)"};
  const bool by_rank = !question.empty() && query.order == IndexQuery::Order::kRank;
  std::optional<Ranks> ranking;
  if (by_rank) ranking.emplace(question);
  std::vector<Numbers> answers;
  Candidates candidates(database);
  if (!question.empty()) {
    std::vector<Database::Asked> asked = {{question, Database::Zone::kText}};
    if (ranking) asked.insert(asked.end(), ranking->asked().begin(), ranking->asked().end());
    Result<std::vector<Numbers>> found = database.FindWords(Database::Words::kDocuments, asked);
    if (!found) return found.error();
    answers = std::move(*found);
    candidates.Add(answers.front());
  }
  Narrow(database, query, candidates);
  if (candidates.fault()) return *candidates.fault();
  const std::optional<Numbers>& fit = candidates.numbers();
  std::vector<std::uint8_t> ranks;
  if (fit && ranking) ranks = ranking->Of(*fit, std::span(answers).subspan(1));
  Chosen chosen(database, query, order);
  if (auto fault = chosen.Choose(fit, ranks)) return *fault;
  IndexAnswer answer;
  answer.count = chosen.count();
  if (auto fault = FillHits(database, chosen.numbers(), answer.hits)) return *fault;
  if (question.empty() || snippets == Snippets::kLeftOut) return answer;
  PassageWords words(question);
  for (IndexHit& hit : answer.hits) {
    if (auto fault = AddSnippets(database, question, words, hit)) return *fault;
  }
  return answer;
}

}  // namespace trichluc
