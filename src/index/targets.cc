// What documents set targets for: things measured are counted document by document, in the order of a lookup that has all that counts.
//
//   measure 7 (subject, predicate, unit)   document 1: ge 80   document 2: ge 80, ge 90   →   two documents, 80 to 90, differing
#include "index/targets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <tuple>
#include <unordered_map>

#include "index/answer.h"
#include "index/citations.h"
#include "index/columns.h"
#include "index/kept_answers.h"
#include "index/some_at_a_time.h"
#include "index/words.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostValues = 100;             // of one thing that are shown
constexpr std::size_t kMeasuresAtATime = 32;         // whose rows are in memory
constexpr std::size_t kMostQuestions = 16;           // that are kept
constexpr std::size_t kMostKeptThings = 200'000;     // of all of them, some 10 MB; but the last question's are kept

// What a target asks for.
struct Amount {
  Texts::Id comparator = Texts::kNone;
  double value = 0;
  std::optional<double> most;
  bool operator==(const Amount&) const = default;
};

// A number as SQLite writes it.
std::string NumberText(double value) {
  constexpr int kDigits = 15;
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, kDigits);
  std::string text(buffer.data(), written.ptr);
  if (text.find('.') == std::string::npos) text.insert(std::min(text.find('e'), text.size()), ".0");
  return text;
}

// Counts the targets of one thing, document by document. A document may set several amounts, for places or years of its own, and
// agrees with another where the first and the last of these are the same, as texts.
class Tally {
 public:
  Tally(const Texts& comparators, MeasuredThing& thing) : comparators_(comparators), thing_(thing) {}

  // Those of a document follow each other.
  void Add(std::int64_t document, const Amount& amount) {
    const double most = amount.most.value_or(amount.value);
    thing_.lowest = thing_.targets == 0 ? amount.value : std::min(thing_.lowest, amount.value);
    thing_.highest = thing_.targets == 0 ? most : std::max(thing_.highest, most);
    ++thing_.targets;
    if (thing_.documents == 0 || document != document_) {
      Close();
      ++thing_.documents;
      document_ = document;
      first_ = last_ = amount;
    } else if (amount != first_ && amount != last_) {
      const std::string text = TextOf(amount);
      if (text < TextOf(first_)) first_ = amount;
      if (text > TextOf(last_)) last_ = amount;
    }
  }

  // After the last one.
  void Close() {
    if (thing_.documents == 1) {
      first_of_all_ = first_;
      last_of_all_ = last_;
    } else if (thing_.documents > 1) {
      thing_.differing = thing_.differing || first_ != first_of_all_ || last_ != last_of_all_;
    }
  }

 private:
  [[nodiscard]] std::string TextOf(const Amount& amount) const {
    return comparators_.Of(amount.comparator) + " " + NumberText(amount.value) + " " + (amount.most ? NumberText(*amount.most) : "");
  }

  const Texts& comparators_;
  MeasuredThing& thing_;
  std::int64_t document_ = 0;
  Amount first_, last_;                // of the document
  Amount first_of_all_, last_of_all_;  // of the first document
};

// Reads the things that a question asks for.
class ThingReader {
 public:
  // `condition`: on measures `m`. `least`: documents that measure a thing.
  ThingReader(Database& database, const std::string& condition, const SqlRow& values, std::size_t least) : database_(database), condition_(condition), values_(values), least_(least) {}

  Result<Things> Run() {
    if (auto fault = FindMeasures()) return *fault;
    for (std::size_t first = 0; first < all_.all.size();) {
      std::size_t last = first + 1;
      std::size_t measures = all_.all[first].measures;
      while (last < all_.all.size() && measures + all_.all[last].measures <= kMeasuresAtATime) measures += all_.all[last++].measures;
      if (auto fault = Count(first, last)) return *fault;
      first = last;
    }
    return Fitting();
  }

 private:
  struct Row {
    std::size_t thing;
    std::int64_t document;
    Amount amount;
  };

  // In the order of what they measure, which is that of things that as many documents measure.
  std::optional<Error> FindMeasures() {
    SqlRow last;
    const std::string sql = "SELECT m.subject_key, m.predicate_key, m.unit_key, m.id FROM measure m WHERE m.subject_key IS NOT NULL" + condition_ +
                            " ORDER BY m.subject_key, m.predicate_key, m.unit_key, m.id";
    return database_.Query(sql, values_, [&](const SqlRow& row) {
      const auto same = [&](std::size_t column) { return TextOf(last[column]) == TextOf(row[column]); };
      if (last.empty() || !same(0) || !same(1) || !same(2)) {
        all_.all.emplace_back().first = all_.measures.size();
        last = row;
      }
      ++all_.all.back().measures;
      all_.measures.push_back(IntegerOf(row[3]));
      return true;
    });
  }

  std::optional<Error> Count(std::size_t first, std::size_t last) {
    const std::size_t begin = all_.all[first].first;
    const std::size_t end = all_.all[last - 1].first + all_.all[last - 1].measures;
    thing_of_.clear();
    rows_.clear();
    for (std::size_t thing = first; thing < last; ++thing) {
      const MeasuredThing& counted = all_.all[thing];
      for (std::size_t i = 0; i < counted.measures; ++i) thing_of_[all_.measures[counted.first + i]] = thing;
    }
    if (auto fault = ReadRows(std::span(all_.measures).subspan(begin, end - begin))) return fault;
    const auto comes_before = [](const Row& a, const Row& b) { return std::pair(a.thing, a.document) < std::pair(b.thing, b.document); };
    // They come by measure and document: only a thing of several measures has documents of its own anew.
    if (end - begin > last - first) std::stable_sort(rows_.begin(), rows_.end(), comes_before);
    for (std::size_t at = 0; at < rows_.size();) {
      const std::size_t thing = rows_[at].thing;
      Tally tally(comparators_, all_.all[thing]);
      for (; at < rows_.size() && rows_[at].thing == thing; ++at) tally.Add(rows_[at].document, rows_[at].amount);
      tally.Close();
    }
    return std::nullopt;
  }

  // The targets of measures; those of one follow each other, by document.
  std::optional<Error> ReadRows(std::span<const std::int64_t> measures) {
    const auto take = [&](const SqlRow& row) {
      Row& read = rows_.emplace_back(Row{thing_of_.at(IntegerOf(row[0])), IntegerOf(row[1]), {comparators_.PutValue(row[2]), NumberOf(row[3]), {}}});
      Restore(row[4], read.amount.most);
      return true;
    };
    return ForSomeAtATime<kMeasuresAtATime>(measures, [&](const std::string& among, const SqlRow& values) {
      return database_.Query("SELECT measure, document, comparator, value, value_max FROM target_row WHERE measure" + among + " ORDER BY measure, document", values, take);
    });
  }

  [[nodiscard]] Things Fitting() const {
    Things fitting;
    for (const MeasuredThing& thing : all_.all) {
      if (thing.documents < least_) continue;
      fitting.all.push_back(thing);
      fitting.all.back().first = fitting.measures.size();
      const auto first = all_.measures.begin() + static_cast<std::ptrdiff_t>(thing.first);
      fitting.measures.insert(fitting.measures.end(), first, first + static_cast<std::ptrdiff_t>(thing.measures));
    }
    std::stable_sort(fitting.all.begin(), fitting.all.end(), [](const MeasuredThing& a, const MeasuredThing& b) { return a.documents > b.documents; });
    return fitting;
  }

  Database& database_;
  const std::string& condition_;
  const SqlRow& values_;
  std::size_t least_;
  Things all_;
  Texts comparators_;
  std::unordered_map<std::int64_t, std::size_t> thing_of_;  // by measure, of those that are counted at a time
  std::vector<Row> rows_;
};

class TargetsPage {
 public:
  TargetsPage(Database& database, const TargetQuery& query, KeptAnswers& kept) : database_(database), query_(query), kept_(kept), names_(database) {}

  Result<TargetAnswer> Run() {
    if (auto fault = Ask()) return *fault;
    const auto read = [&] { return ThingReader(database_, condition_, values_, least_).Run(); };
    const Result<std::shared_ptr<const Things>> things = kept_.things.Of(database_, question_, read);
    if (!things) return things.error();
    things_ = *things;
    for (const MeasuredThing& thing : things_->all) {
      if (query_.differing && !thing.differing) continue;
      if (answer_.count++ < query_.offset || answer_.groups.size() >= query_.limit) continue;
      if (auto fault = AddGroup(thing)) return *fault;
    }
    return std::move(answer_);
  }

 private:
  // A target of a thing, to be put in order before it is read.
  struct Place {
    double value;
    double most;
    std::int64_t document;
    std::int64_t ordinal;
  };

  std::optional<Error> Ask() {
    const std::vector<SearchWord> words = SearchWords(WellFormed(query_.subject));
    if (words.empty() && !query_.subject.empty()) return Error{Error::Code::kBadArgument, "'" + query_.subject + "': no words of a subject (type some)"};
    if (auto fault = FaultOfWords(query_.subject, words.size())) return fault;
    least_ = query_.least > 0 ? query_.least : words.empty() ? 2 : 1;
    question_ = std::to_string(least_);
    // What has the word is another text without it. (LIKE takes no long words, and a function that finds has another name in each database.)
    for (const SearchWord& word : words) {
      condition_ += " AND replace(' ' || m.subject_key || ' ', ?, '') <> ' ' || m.subject_key || ' '";
      values_.emplace_back(" " + word.bare + " ");
      question_ += " " + word.bare;
    }
    return std::nullopt;
  }

  std::optional<Error> AddGroup(const MeasuredThing& thing) {
    TargetGroup& group = answer_.groups.emplace_back();
    group.count = thing.targets;
    group.documents = thing.documents;
    group.lowest = thing.lowest;
    group.highest = thing.highest;
    group.differing = thing.differing;
    if (auto fault = FindPlaces(thing)) return fault;
    for (const Place& place : places_) {
      if (auto fault = AddValue(place, group)) return fault;
    }
    if (group.values.empty()) return std::nullopt;
    const Target& first = group.values.front().target;
    group.subject = first.subject.value_or("");
    group.predicate = first.predicate;
    group.unit = first.unit;
    return std::nullopt;
  }

  // The first of its targets by value. Documents are compared only where values do not tell.
  std::optional<Error> FindPlaces(const MeasuredThing& thing) {
    places_.clear();
    for (std::size_t i = 0; i < thing.measures; ++i) {
      const SqlRow measure = {things_->measures[thing.first + i]};
      const auto take = [&](const SqlRow& row) {
        const double value = NumberOf(row[0]);
        places_.push_back({value, std::holds_alternative<std::monostate>(row[1]) ? value : NumberOf(row[1]), IntegerOf(row[2]), IntegerOf(row[3])});
        return true;
      };
      if (auto fault = database_.Query("SELECT value, value_max, document, ordinal FROM target_row WHERE measure = ?", measure, take)) return fault;
    }
    const auto by_value = [](const Place& a, const Place& b) { return std::pair(a.value, a.most) < std::pair(b.value, b.most); };
    if (places_.size() > kMostValues) {
      const auto last_shown = places_.begin() + static_cast<std::ptrdiff_t>(kMostValues - 1);
      std::nth_element(places_.begin(), last_shown, places_.end(), by_value);
      const Place bound = *last_shown;
      std::erase_if(places_, [&](const Place& place) { return by_value(bound, place); });
    }
    if (auto fault = kept_.by_digest.Load(database_)) return fault;
    std::erase_if(places_, [&](const Place& place) { return !kept_.by_digest.PlaceOf(place.document); });  // of documents that were erased by hand
    const auto key = [&](const Place& place) { return std::tuple(place.value, place.most, kept_.by_digest.PlaceOf(place.document), place.ordinal); };
    const std::size_t shown = std::min(places_.size(), kMostValues);
    std::partial_sort(places_.begin(), places_.begin() + static_cast<std::ptrdiff_t>(shown), places_.end(), [&](const Place& a, const Place& b) { return key(a) < key(b); });
    places_.resize(shown);
    return std::nullopt;
  }

  std::optional<Error> AddValue(const Place& place, TargetGroup& group) {
    const SqlRow key = {place.document, place.ordinal};
    TargetValue& value = group.values.emplace_back();
    value.place.in.document = place.document;
    const auto take = [&](const SqlRow& row) {
      Restore(row[0], value.target.comparator);
      Restore(row[1], value.target.value);
      Restore(row[2], value.target.value_max);
      Restore(row[3], value.target.unit);
      Restore(row[4], value.target.subject);
      Restore(row[5], value.target.predicate);
      Restore(row[6], value.place.section);
      Restore(row[7], value.place.page);
      value.place.span = {static_cast<std::size_t>(IntegerOf(row[8])), static_cast<std::size_t>(IntegerOf(row[9]))};
      Restore(row[10], value.province);
      Restore(row[11], value.period);
      return false;
    };
    constexpr std::string_view kSql =
        "SELECT t.comparator, t.value, t.value_max, t.unit, t.subject, t.predicate, t.section, t.page, t.span_start, t.span_end, d.place, d.period "
        "FROM target t JOIN document d ON d.id = t.document WHERE t.document = ? AND t.ordinal = ?";
    if (auto fault = database_.Query(kSql, key, take)) return fault;
    value.target.section = value.place.section;
    return names_.Complete(value.place.in);
  }

  Database& database_;
  const TargetQuery& query_;
  KeptAnswers& kept_;
  Names names_;
  std::string condition_;
  SqlRow values_;
  std::size_t least_ = 0;
  std::string question_;
  std::shared_ptr<const Things> things_;
  std::vector<Place> places_;
  TargetAnswer answer_;
};

}  // namespace

Result<std::shared_ptr<const Things>> KeptThings::Of(Database& database, const std::string& question, const std::function<Result<Things>()>& read) {
  const Result<bool> holds = state_.Holds(database);
  if (!holds) return holds.error();
  if (!*holds) known_.clear();
  const auto asked = std::find_if(known_.begin(), known_.end(), [&](const Known& known) { return known.question == question; });
  if (asked != known_.end()) {
    Known known = std::move(*asked);
    known_.erase(asked);
    return known_.emplace_front(std::move(known)).things;
  }
  Result<Things> things = read();
  if (!things) return things.error();
  state_.Keep();
  known_.push_front({question, std::make_shared<const Things>(std::move(*things))});
  std::size_t kept = 0;
  for (const Known& known : known_) kept += known.things->all.size();
  std::shared_ptr<const Things> read_now = known_.front().things;
  while (known_.size() > 1 && (known_.size() > kMostQuestions || kept > kMostKeptThings)) {
    kept -= known_.back().things->all.size();
    known_.pop_back();
  }
  return read_now;
}

Result<TargetAnswer> AskTargets(const Index& index, const TargetQuery& query) {
  return Answer(index, [&](Database& database) { return TargetsPage(database, query, IndexDoor::KeptIn(index)).Run(); });
}

}  // namespace trichluc
