// What documents of an index say differently of one document, and codes that are probably one.
#include "index/conflicts.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>

#include "index/answer.h"
#include "index/citation_scan.h"
#include "index/kept_answers.h"
#include "index/words.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kWholeDate = 10;
constexpr std::size_t kLongestSymbol = 32;  // letters; no office has longer ones
constexpr std::size_t kMostAlike = 32;      // codes that one is compared with

// Digits and letters that pages and OCR programs take for one another, as one of them.
char32_t LookAlike(char32_t c) {
  switch (c) {
    case U'0': return U'o';
    case U'1':
    case U'l': return U'i';
    case U'2': return U'z';
    case U'5': return U's';
    case U'8': return U'b';
    default: return c;
  }
}

// A symbol without marks and with one form for letters that look alike.
std::u32string Folded(std::string_view symbol) {
  const std::string bare = BareForm(symbol);
  std::u32string folded;
  for (std::size_t at = 0; at < bare.size();) folded += LookAlike(NextChar(bare, at));
  return folded;
}

// Are they the same but for one letter: another one, one more, or two that changed places?
bool IsOneEdit(const std::u32string& a, const std::u32string& b) {
  const std::u32string& longer = a.size() < b.size() ? b : a;
  const std::u32string& shorter = a.size() < b.size() ? a : b;
  if (longer.size() - shorter.size() > 1) return false;
  const auto [at_longer, at_shorter] = std::mismatch(longer.begin(), longer.end(), shorter.begin(), shorter.end());
  if (at_shorter == shorter.end()) return true;
  const auto rest = [](auto at, const std::u32string& of, std::ptrdiff_t skip) { return std::u32string_view(of).substr(static_cast<std::size_t>(at - of.begin() + skip)); };
  if (longer.size() > shorter.size()) return rest(at_longer, longer, 1) == rest(at_shorter, shorter, 0);
  if (rest(at_longer, longer, 1) == rest(at_shorter, shorter, 1)) return true;
  const bool swapped = longer.end() - at_longer >= 2 && at_longer[0] == at_shorter[1] && at_longer[1] == at_shorter[0];
  return swapped && rest(at_longer, longer, 2) == rest(at_shorter, shorter, 2);
}

// One may be the other, written shorter.
bool MayBeOne(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || a == b || a.starts_with(b + " ") || b.starts_with(a + " ");
}

// Codes of one number, compared with one another by what is left of their symbols without one letter: two that differ in one letter
// share such a rest, and no two have to be compared that share none.
class NumberCodes {
 public:
  void Add(const CitationGroup& group, std::uint32_t index) {
    const CitedNode& node = group.nodes[index];
    if (!node.may_be.empty() || node.epoch.empty()) return;
    std::set<Texts::Id> dates;
    for (const std::uint32_t fact : node.facts) {
      if (group.Text(group.facts[fact].date).size() == kWholeDate) dates.insert(group.facts[fact].date);
    }
    if (dates.empty()) return;
    if (bases_.empty() || bases_.back() != group.base) {
      bases_.push_back(group.base);
      folded_ = Folded(std::string_view(group.base).substr(group.base.find('-') + 1));
    }
    if (folded_.size() > kLongestSymbol) return;
    Code code{{group.base, index}, bases_.size(), folded_, KeyOf(group, node, &CitationFact::issuer), KeyOf(group, node, &CitationFact::type), 0, 0};
    for (const std::uint32_t fact : node.facts) ++(group.facts[fact].own ? code.own : code.mentions);
    codes_.push_back(std::move(code));
    for (const Texts::Id date : dates) by_date_[group.Text(date)].push_back(codes_.size() - 1);
  }

  // Hands out the pairs that are found, and begins anew.
  void Finish(std::vector<KnownConflicts::Near>& near) {
    for (const auto& [date, codes] : by_date_) Compare(date, codes);
    for (const auto& [date, first, second] : pairs_) {
      const Code& one = codes_[first];
      const Code& other = codes_[second];
      const bool swap = std::pair(one.own > 0 ? 0 : 1, other.mentions) > std::pair(other.own > 0 ? 0 : 1, one.mentions);
      near.push_back({swap ? other.node : one.node, swap ? one.node : other.node, date});
    }
    *this = {};
  }

 private:
  struct Code {
    KnownConflicts::Node node;
    std::size_t base;           // which of them
    std::u32string folded;
    std::string issuer;
    std::string type;
    std::size_t own;            // copies in the index
    std::size_t mentions;
  };

  // Compares each code of a date with those before it that share a rest.
  void Compare(const std::string& date, const std::vector<std::size_t>& codes) {
    if (codes_[codes.front()].base == codes_[codes.back()].base) return;
    std::unordered_map<std::u32string, std::vector<std::size_t>> alike;  // by rest
    for (const std::size_t code : codes) {
      const std::u32string& symbol = codes_[code].folded;
      for (std::size_t without = 0; without <= symbol.size(); ++without) {
        std::u32string rest = symbol;
        if (without < symbol.size()) rest.erase(without, 1);
        std::vector<std::size_t>& others = alike[rest];
        for (const std::size_t other : others) {
          if (AreAlike(codes_[other], codes_[code])) pairs_.emplace(date, other, code);
        }
        if (others.size() < kMostAlike && (others.empty() || others.back() != code)) others.push_back(code);
      }
    }
  }

  [[nodiscard]] static bool AreAlike(const Code& one, const Code& other) {
    return one.base != other.base && IsOneEdit(one.folded, other.folded) && MayBeOne(one.issuer, other.issuer) && MayBeOne(one.type, other.type);
  }

  // As most facts say it.
  static std::string KeyOf(const CitationGroup& group, const CitedNode& node, Texts::Id CitationFact::*field) { return NameKey(Chosen(group, node, field).value_or("")); }

  std::vector<std::string> bases_;
  std::u32string folded_;                                      // of the last one
  std::vector<Code> codes_;
  std::map<std::string, std::vector<std::size_t>> by_date_;    // codes
  std::set<std::tuple<std::string, std::size_t, std::size_t>> pairs_;
};

bool HasNumber(std::string_view base) { return !base.empty() && base.front() >= '0' && base.front() <= '9' && base.find('-') != std::string_view::npos; }

// Finds which nodes have conflicts. Titles, which stand in blocks all over the index, are read last, and only of nodes that nothing else
// tells a conflict of.
class ConflictFinder {
 public:
  explicit ConflictFinder(Database& database) : database_(database) {}

  Result<KnownConflicts> Run() {
    CitationScan scan(database_);
    for (;;) {
      const Result<bool> piece = scan.NextPiece();
      if (!piece) return piece.error();
      if (!*piece) break;
      if (auto fault = Look(scan)) return *fault;
    }
    codes_.Finish(found_.near);
    return std::move(found_);
  }

 private:
  // A node, until its titles are read.
  struct Candidate {
    KnownConflicts::Node node;
    bool is_conflict = false;
    std::set<Texts::Id> titles{};
  };
  struct Unread {
    MentionNumber mention;
    std::size_t candidate;
    auto operator<=>(const Unread&) const = default;
  };

  std::optional<Error> Look(CitationScan& scan) {
    candidates_.clear();
    unread_.clear();
    NameKeys keys(*scan.texts());
    CitationGroup group;
    for (;;) {
      const Result<bool> next = scan.Next(group);
      if (!next) return next.error();
      if (!*next) break;
      const bool has_number = HasNumber(group.base);
      std::string number = has_number ? group.base.substr(0, group.base.find('-')) : std::string();
      if (number != number_) codes_.Finish(found_.near);
      number_ = std::move(number);
      for (std::uint32_t node = 0; node < group.nodes.size(); ++node) {
        if (has_number) codes_.Add(group, node);
        Judge(group, node, keys);
      }
    }
    return JudgeTitles(*scan.texts(), keys);
  }

  void Judge(const CitationGroup& group, std::uint32_t index, NameKeys& keys) {
    const CitedNode& node = group.nodes[index];
    // Of a node whose mentions may be of several documents, nothing that differs is a conflict.
    if (!node.may_be.empty() || node.facts.size() < 2) return;
    if (Differ(group, node, &CitationFact::date, keys) || Differ(group, node, &CitationFact::issuer, keys) || Differ(group, node, &CitationFact::type, keys)) {
      candidates_.push_back({{group.base, index}, true});
      return;
    }
    Candidate candidate{{group.base, index}};
    std::size_t titles = 0;
    for (const std::uint32_t fact : node.facts) titles += group.facts[fact].title != Texts::kNone || group.facts[fact].title_is_apart ? 1 : 0;
    if (titles < 2) return;
    for (const std::uint32_t index_of_fact : node.facts) {
      const CitationFact& fact = group.facts[index_of_fact];
      if (fact.title != Texts::kNone) candidate.titles.insert(fact.title);
      if (fact.title_is_apart) unread_.push_back({{fact.document, fact.ordinal}, candidates_.size()});
    }
    candidates_.push_back(std::move(candidate));
  }

  static bool Differ(const CitationGroup& group, const CitedNode& node, Texts::Id CitationFact::*field, NameKeys& keys) {
    std::set<Texts::Id> values;
    for (const std::uint32_t fact : node.facts) {
      if (group.facts[fact].*field != Texts::kNone) values.insert(group.facts[fact].*field);
    }
    const bool is_date = field == &CitationFact::date;
    return Differ(values, is_date ? '-' : ' ', [&](Texts::Id value) { return is_date ? group.Text(value) : keys.Of(value); });
  }

  template <typename KeyOf>
  static bool Differ(const std::set<Texts::Id>& values, char parted_by, const KeyOf& key_of) {
    if (values.size() < 2) return false;
    std::vector<std::string> said;
    for (const Texts::Id value : values) said.push_back(key_of(value));
    return Disagree(said, parted_by);
  }

  std::optional<Error> JudgeTitles(Texts& texts, NameKeys& keys) {
    std::sort(unread_.begin(), unread_.end());
    std::vector<MentionNumber> mentions;
    for (const Unread& unread : unread_) mentions.push_back(unread.mention);
    const auto take = [&](std::size_t which, const SqlValue& title) {
      if (const Texts::Id id = texts.PutValue(title); id != Texts::kNone) candidates_[unread_[which].candidate].titles.insert(id);
    };
    if (auto fault = ReadTitles(database_, mentions, take)) return fault;
    for (Candidate& candidate : candidates_) {
      if (candidate.is_conflict || Differ(candidate.titles, ' ', [&](Texts::Id title) { return keys.Of(title); })) found_.nodes.push_back(std::move(candidate.node));
    }
    return std::nullopt;
  }

  Database& database_;
  NumberCodes codes_;
  std::string number_;
  std::vector<Candidate> candidates_;  // by code
  std::vector<Unread> unread_;
  KnownConflicts found_;
};

class ConflictsPage {
 public:
  ConflictsPage(Database& database, const ConflictQuery& query, const KnownConflicts& known) : database_(database), query_(query), known_(known), names_(database) {}

  Result<ConflictAnswer> Run() {
    Result<Supersessions> supersessions = Supersessions::Load(database_);
    if (!supersessions) return supersessions.error();
    supersessions_ = std::move(*supersessions);
    answer_.count = known_.nodes.size();
    answer_.near_count = known_.near.size();
    for (const KnownConflicts::Node& node : Shown(known_.nodes)) {
      if (auto fault = Add(node, answer_.documents.emplace_back())) return *fault;
    }
    for (const KnownConflicts::Near& known : Shown(known_.near)) {
      NearCodes& near = answer_.near.emplace_back();
      near.date = known.date;
      for (const auto& [node, document] : {std::pair(&known.first, &near.first), std::pair(&known.second, &near.second)}) {
        if (auto fault = Add(*node, *document)) return *fault;
        document->disagreements.clear();
      }
    }
    return std::move(answer_);
  }

 private:
  template <typename Item>
  [[nodiscard]] std::span<const Item> Shown(const std::vector<Item>& all) const {
    const std::size_t first = std::min(query_.offset, all.size());
    return std::span(all).subspan(first, std::min(query_.limit, all.size() - first));
  }

  std::optional<Error> Add(const KnownConflicts::Node& node, CitedDocument& document) {
    if (group_.base != node.base || group_.nodes.empty()) {
      const Result<bool> found = Citations(database_, node.base).Next(group_);
      if (!found) return found.error();
    }
    document = Describe(group_, group_.nodes.at(node.index), *supersessions_);
    return names_.Complete(document);
  }

  Database& database_;
  const ConflictQuery& query_;
  const KnownConflicts& known_;
  Names names_;
  std::optional<Supersessions> supersessions_;
  CitationGroup group_;  // that was read last
  ConflictAnswer answer_;
};

}  // namespace

Result<std::shared_ptr<const KnownConflicts>> KeptConflicts::Of(Database& database) {
  const Result<bool> holds = state_.Holds(database);
  if (!holds) return holds.error();
  if (*holds) return known_;
  known_.reset();
  Result<KnownConflicts> found = ConflictFinder(database).Run();
  if (!found) return found.error();
  state_.Keep();
  known_ = std::make_shared<const KnownConflicts>(std::move(*found));
  return known_;
}

Result<ConflictAnswer> FindConflicts(const Index& index, const ConflictQuery& query) {
  return Answer(index, [&](Database& database) -> Result<ConflictAnswer> {
    const Result<std::shared_ptr<const KnownConflicts>> known = IndexDoor::KeptIn(index).conflicts.Of(database);
    if (!known) return known.error();
    return ConflictsPage(database, query, **known).Run();
  });
}

}  // namespace trichluc
