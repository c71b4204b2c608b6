#include "index/citations.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "extract/document_key.h"
#include "index/char_cursor.h"
#include "index/columns.h"
#include "index/key_condition.h"
#include "index/schema.h"
#include "index/some_at_a_time.h"
#include "index/words.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::int64_t kPageRows = 4096;
constexpr std::size_t kMostIssuers = 256;                    // of one code and year, whose names are compared with one another
constexpr std::size_t kMostKnown = 100'000;                  // answers that are kept
constexpr std::size_t kWholeDate = 10;
constexpr std::size_t kYear = 4;

// A database goes to a block, and through it to a title in it, for each title anew. Those so far behind in one are read with the block,
// once for all of them.
constexpr int kNear = 16'384;  // characters

// The columns of a mention that such a title is put into, and that it is found by: where it begins, how long it is, the block
// and the heading stand one behind the other.
struct TitleColumns {
  std::size_t document;
  std::size_t title;
  std::size_t from;
};
constexpr TitleColumns kOfMention = {1, 7, 19};
constexpr TitleColumns kOfTitle = {0, 1, 2};

std::string TitleSql() {
  constexpr const HeldColumn& kHeld = *HeldFieldOf("title");
  return "CASE WHEN r.title_from > " + std::to_string(kNear) + " THEN NULL ELSE " + HeldSql(kHeld, "r") + " END";
}

std::string MentionsSql(std::string_view condition) {
  return "SELECT r.base, r.document, r.ordinal, r.key, r.code, r.name, r.type, " + TitleSql() +
         ", r.issuer, r.date, r.relation, r.section, r.page, r.span_start, r.span_end, d.sha256, d.date, d.issuer_key, d.place_id, "
         "r.title_from, r.title_length, r.block, r.heading FROM reference_row r CROSS JOIN document d WHERE d.id = r.document AND " + std::string(condition);
}

constexpr std::string_view kMentionOrder = " ORDER BY r.base, r.document, r.ordinal LIMIT ?";
constexpr std::string_view kOwnColumns = "SELECT base, id, key, code, type, title, issuer, date, sha256, issuer_key, place_id FROM document WHERE ";
constexpr std::string_view kOwnOrder = " ORDER BY base, id LIMIT ?";

// Titles that stand far behind in their blocks, block by block.
std::optional<Error> AddFarTitles(Database& database, std::vector<SqlRow>& mentions, const TitleColumns& columns) {
  using Place = std::tuple<std::int64_t, bool, std::int64_t, std::int64_t>;  // document, in a heading, its ordinal, character
  const std::size_t length = columns.from + 1;
  const std::size_t block = columns.from + 2;
  const std::size_t heading = columns.from + 3;
  std::map<Place, std::vector<SqlRow*>> far;
  for (SqlRow& row : mentions) {
    if (IntegerOf(row[columns.from]) <= kNear) continue;
    const bool in_heading = std::holds_alternative<std::monostate>(row[block]);
    far[{IntegerOf(row[columns.document]), in_heading, IntegerOf(row[in_heading ? heading : block]), IntegerOf(row[columns.from])}].push_back(&row);
  }
  std::optional<std::tuple<std::int64_t, bool, std::int64_t>> read;
  std::string text;
  CharCursor cursor;
  for (const auto& [place, rows] : far) {
    const auto& [document, in_heading, ordinal, from] = place;
    if (read != std::tuple(document, in_heading, ordinal)) {
      read = {document, in_heading, ordinal};
      text.clear();
      cursor = {};
      const auto take = [&](const SqlRow& row) { return text = TextOf(row[0]), false; };
      const std::string_view sql = in_heading ? "SELECT heading FROM section WHERE document = ? AND ordinal = ?" : "SELECT text FROM block WHERE document = ? AND ordinal = ?";
      if (auto fault = database.Query(sql, SqlRow{document, ordinal}, take)) return fault;
    }
    const std::size_t start = cursor.BytesBefore(text, static_cast<std::size_t>(from - 1));
    for (SqlRow* const row : rows) {
      const std::size_t end = cursor.BytesBefore(text, static_cast<std::size_t>(from - 1 + IntegerOf((*row)[length])));
      (*row)[columns.title] = text.substr(start, end - start);
    }
  }
  return std::nullopt;
}

std::optional<Error> AddFarTitlesOfMentions(Database& database, std::vector<SqlRow>& mentions) { return AddFarTitles(database, mentions, kOfMention); }

bool IsYear(std::string_view epoch) { return epoch.size() == kYear && epoch.find_first_not_of("0123456789") == std::string_view::npos; }

// Sets that grow together (union-find).
class Sets {
 public:
  std::size_t Make() {
    parents_.push_back(parents_.size());
    return parents_.size() - 1;
  }
  std::size_t Find(std::size_t at) {
    while (parents_[at] != at) at = parents_[at] = parents_[parents_[at]];
    return at;
  }
  void Join(std::size_t a, std::size_t b) { parents_[Find(a)] = Find(b); }

 private:
  std::vector<std::size_t> parents_;
};

// Does `text` go on behind `beginning` with another word?
bool GoesOn(std::string_view text, std::string_view beginning, char parted_by = ' ') {
  return text.size() > beginning.size() && text.starts_with(beginning) && text[beginning.size()] == parted_by;
}

// Joins the facts of one code and year.
class YearNodes {
 public:
  // `issuers`: the whole name of each fact's issuer; empty where it has none.
  YearNodes(const CitationGroup& group, const std::vector<std::string>& issuers, bool local) : group_(group), issuers_(issuers), local_(local) {}

  std::vector<CitedNode> Run(const std::string& epoch, const std::vector<std::uint32_t>& facts) {
    NameIssuers(facts);
    for (const std::uint32_t fact : facts) Claim(fact);
    if (local_) {
      PlaceDates();
    } else {
      JoinLoose();
    }
    return Nodes(epoch, facts);
  }

 private:
  // What a fact names: vertices that its node holds.
  struct Vertices {
    std::optional<std::size_t> date;
    std::optional<std::size_t> issuer;
  };

  // A shorter name is that of the only longer one that goes on with it. Where several do, it tells nothing.
  void NameIssuers(const std::vector<std::uint32_t>& facts) {
    std::set<std::string> distinct;
    for (const std::uint32_t fact : facts) {
      if (!issuers_[fact].empty()) distinct.insert(issuers_[fact]);
    }
    const std::vector<std::string> names(distinct.begin(), distinct.end());
    const bool compare = names.size() <= kMostIssuers;
    for (std::size_t i = names.size(); i-- > 0;) {
      std::set<std::string> longer;
      for (std::size_t k = i + 1; compare && k < names.size() && names[k].starts_with(names[i]); ++k) {
        if (GoesOn(names[k], names[i])) longer.insert(called_.at(names[k]));
      }
      called_[names[i]] = longer.empty() ? names[i] : longer.size() == 1 ? *longer.begin() : std::string();
    }
  }

  void Claim(std::uint32_t fact) {
    Vertices& vertices = vertices_[fact];
    const std::string& date = group_.Text(group_.facts[fact].date);
    if (date.size() == kWholeDate) vertices.date = VertexOf(dates_, date);
    const std::string& issuer = issuers_[fact].empty() ? issuers_[fact] : called_.at(issuers_[fact]);
    if (!issuer.empty()) vertices.issuer = VertexOf(issuer_vertices_, issuer);
    if (!vertices.date || !vertices.issuer) return;
    if (local_) {
      issuers_of_date_[*vertices.date].insert(*vertices.issuer);
    } else {
      sets_.Join(*vertices.date, *vertices.issuer);
    }
  }

  std::size_t VertexOf(std::map<std::string, std::size_t>& vertices, const std::string& name) {
    const auto [at, is_new] = vertices.try_emplace(name, 0);
    if (is_new) at->second = sets_.Make();
    return at->second;
  }

  // Many issuers have the code: a day is that of the only issuer that is named with it.
  void PlaceDates() {
    for (const auto& [date, issuers] : issuers_of_date_) {
      if (issuers.size() == 1) sets_.Join(date, *issuers.begin());
    }
  }

  // One issuer has the code: days and names that stand alone are of the document that has both, where there is one.
  void JoinLoose() {
    std::map<std::size_t, std::pair<bool, bool>> kinds;  // of each set: has it days, has it issuers
    for (const auto& [name, vertex] : dates_) kinds[sets_.Find(vertex)].first = true;
    for (const auto& [name, vertex] : issuer_vertices_) kinds[sets_.Find(vertex)].second = true;
    std::size_t whole = 0;
    std::size_t named = 0;
    std::size_t home = 0;
    for (const auto& [set, kind] : kinds) {
      whole += kind.first && kind.second ? 1 : 0;
      named += kind.second ? 1 : 0;
      if (whole <= 1 && kind.first && kind.second) home = set;
    }
    if (whole == 0) home = kinds.empty() ? 0 : kinds.begin()->first;
    if (whole != 1 && (whole > 1 || named > 1)) return;
    for (const auto& [set, kind] : kinds) sets_.Join(set, home);
  }

  std::vector<CitedNode> Nodes(const std::string& epoch, const std::vector<std::uint32_t>& facts) {
    // In an order that does not depend on the order of documents: by the first day and the first issuer.
    std::map<std::size_t, std::pair<std::string, std::string>> names;
    const auto keep_first = [](std::string& first, const std::string& name) {
      if (first.empty()) first = name;
    };
    for (const auto& [name, vertex] : issuer_vertices_) keep_first(names[sets_.Find(vertex)].second, name);
    for (const auto& [name, vertex] : dates_) keep_first(names[sets_.Find(vertex)].first, name);
    // A day that several issuers share is no node of its own: nothing may be said with that day alone.
    std::set<std::size_t> used;
    for (const std::uint32_t fact : facts) {
      if (const auto set = SetOf(fact)) used.insert(*set);
    }
    std::vector<std::pair<std::pair<std::string, std::string>, std::size_t>> order;
    for (const auto& [set, name] : names) {
      if (used.contains(set)) order.emplace_back(name, set);
    }
    std::sort(order.begin(), order.end());
    const std::string id = JoinKey(group_.base, epoch);
    std::vector<CitedNode> nodes;
    std::map<std::size_t, std::size_t> node_of;
    for (const auto& [name, set] : order) {
      node_of[set] = nodes.size();
      nodes.push_back({nodes.empty() ? id : id + "#" + std::to_string(nodes.size() + 1), epoch, {}, {}});
    }
    Spread(facts, node_of, id, epoch, nodes);
    return nodes;
  }

  std::optional<std::size_t> SetOf(std::uint32_t fact) {
    const Vertices& vertices = vertices_[fact];
    if (vertices.issuer) return sets_.Find(*vertices.issuer);
    if (vertices.date) return sets_.Find(*vertices.date);
    return std::nullopt;
  }

  // Puts each fact into its node. What names neither day nor issuer is of the node that its document names otherwise, or of the only
  // one there is; else it is left apart.
  void Spread(const std::vector<std::uint32_t>& facts, const std::map<std::size_t, std::size_t>& node_of, const std::string& id, const std::string& epoch,
              std::vector<CitedNode>& nodes) {
    std::map<std::int64_t, std::set<std::size_t>> of_document;
    std::vector<std::uint32_t> bare;
    for (const std::uint32_t fact : facts) {
      const auto set = SetOf(fact);
      if (!set) {
        bare.push_back(fact);
        continue;
      }
      const std::size_t node = node_of.at(*set);
      nodes[node].facts.push_back(fact);
      of_document[group_.facts[fact].document].insert(node);
    }
    if (nodes.empty()) nodes.push_back({id, epoch, {}, {}});
    const std::size_t known = nodes.size();
    for (const std::uint32_t fact : bare) {
      const auto others = of_document.find(group_.facts[fact].document);
      std::size_t node = known;
      if (known == 1) node = 0;
      if (node == known && others != of_document.end() && others->second.size() == 1) node = *others->second.begin();
      if (node == nodes.size()) {
        nodes.push_back({id + "?", epoch, {}, std::vector<std::uint32_t>(known)});
        std::iota(nodes.back().may_be.begin(), nodes.back().may_be.end(), 0U);
      }
      nodes[node].facts.push_back(fact);
    }
  }

  const CitationGroup& group_;
  const std::vector<std::string>& issuers_;
  bool local_;
  Sets sets_;
  std::map<std::string, std::string> called_;  // issuers by their shorter names
  std::map<std::string, std::size_t> dates_;
  std::map<std::string, std::size_t> issuer_vertices_;
  std::map<std::size_t, std::set<std::size_t>> issuers_of_date_;
  std::unordered_map<std::uint32_t, Vertices> vertices_;
};

// The term in which an issuer that is elected for one gave a document: a Roman number at the end of its name. Empty where there is
// none.
std::string_view TermOf(std::string_view issuer) {
  const std::size_t space = issuer.rfind(' ');
  if (space == std::string_view::npos) return {};
  const std::string_view last = issuer.substr(space + 1);
  return last.find_first_not_of("ivxl") == std::string_view::npos ? last : std::string_view();
}

// The facts without a year, once those with one are joined.
class WithoutYear {
 public:
  WithoutYear(CitationGroup& group, const std::vector<std::string>& issuers, bool local) : group_(group), issuers_(issuers), local_(local) {}

  void Run(const std::vector<std::uint32_t>& facts) {
    for (std::uint32_t node = 0; node < group_.nodes.size(); ++node) Note(node);
    std::vector<std::uint32_t> unknown;
    CitedNode undecided{JoinKey(group_.base, "?"), {}, {}, {}};
    std::set<std::uint32_t> may_be;
    for (const std::uint32_t fact : facts) {
      const std::vector<std::uint32_t>& candidates = CandidatesOf(fact);
      if (candidates.empty()) {
        unknown.push_back(fact);
      } else if (candidates.size() == 1) {
        group_.nodes[candidates.front()].facts.push_back(fact);
      } else {
        undecided.facts.push_back(fact);
        may_be.insert(candidates.begin(), candidates.end());
      }
    }
    undecided.may_be.assign(may_be.begin(), may_be.end());
    std::vector<CitedNode> nodes = YearNodes(group_, issuers_, local_).Run({}, unknown);
    if (unknown.empty()) nodes.clear();
    PutInFront(std::move(nodes), std::move(undecided));
  }

 private:
  static constexpr std::size_t kMostCandidates = 256;  // that are looked at

  // What is known of a node.
  struct Known {
    std::set<std::string_view> issuers;
    std::set<std::string_view> terms;
  };

  void Note(std::uint32_t node) {
    Known& known = known_.emplace_back();
    if (!group_.nodes[node].may_be.empty()) return;
    candidates_.push_back(node);
    for (const std::uint32_t fact : group_.nodes[node].facts) {
      of_document_[group_.facts[fact].document].insert(node);
      if (issuers_[fact].empty()) continue;
      known.issuers.insert(issuers_[fact]);
      if (const std::string_view term = TermOf(issuers_[fact]); !term.empty()) known.terms.insert(term);
    }
  }

  // The nodes that a fact may be of: the only one that the same document names with its year; else those that are not younger than
  // the document and of no other term; of them those of the same issuer, where there are any.
  const std::vector<std::uint32_t>& CandidatesOf(std::uint32_t fact) {
    const CitationFact& said = group_.facts[fact];
    if (const auto named = of_document_.find(said.document); !said.own && named != of_document_.end() && named->second.size() == 1) {
      only_ = {*named->second.begin()};
      return only_;
    }
    const std::string latest = group_.Text(said.said_on).substr(0, kYear);
    const auto [kept, is_new] = kept_.try_emplace({latest, issuers_[fact]});
    if (is_new) kept->second = Fitting(latest, issuers_[fact]);
    return kept->second;
  }

  [[nodiscard]] std::vector<std::uint32_t> Fitting(const std::string& latest, const std::string& issuer) const {
    const std::string_view term = TermOf(issuer);
    std::vector<std::uint32_t> fitting;
    std::vector<std::uint32_t> of_issuer;
    for (std::size_t i = 0; i < std::min(candidates_.size(), kMostCandidates); ++i) {
      const std::uint32_t node = candidates_[i];
      const std::string& epoch = group_.nodes[node].epoch;
      if (IsYear(latest) && IsYear(epoch) && epoch > latest) continue;
      const Known& known = known_[node];
      if (!term.empty() && !known.terms.empty() && !known.terms.contains(term)) continue;
      fitting.push_back(node);
      if (known.issuers.contains(issuer)) of_issuer.push_back(node);
    }
    return of_issuer.empty() ? fitting : of_issuer;
  }

  // Nodes stand by year: those without one come first.
  void PutInFront(std::vector<CitedNode> nodes, CitedNode undecided) {
    const auto shift = static_cast<std::uint32_t>(nodes.size() + (undecided.facts.empty() ? 0 : 1));
    for (std::uint32_t& node : undecided.may_be) node += shift;
    for (CitedNode& node : group_.nodes) {
      for (std::uint32_t& other : node.may_be) other += shift;
    }
    if (!undecided.facts.empty()) nodes.push_back(std::move(undecided));
    group_.nodes.insert(group_.nodes.begin(), std::make_move_iterator(nodes.begin()), std::make_move_iterator(nodes.end()));
  }

  CitationGroup& group_;
  const std::vector<std::string>& issuers_;
  bool local_;
  std::vector<Known> known_;                // of the nodes
  std::vector<std::uint32_t> candidates_;   // by year
  std::map<std::int64_t, std::set<std::uint32_t>> of_document_;
  std::map<std::pair<std::string, std::string>, std::vector<std::uint32_t>> kept_;  // by year and issuer
  std::vector<std::uint32_t> only_;
};

// ---- what is said of a node -------------------------------------------------------------------------------------------------

// What was said under keys: a shorter key is one with those that go on with it. `add(longer, shorter)` joins what was said.
template <typename Said, typename Add>
void JoinShorter(std::vector<std::pair<std::string, Said>>& all, char parted_by, const Add& add) {
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::pair<std::string, Said>> joined;
  std::string above;
  // A shorter key stands right behind those that go on with it.
  for (auto& [key, said] : all) {
    if (!joined.empty() && GoesOn(above, key, parted_by)) {
      add(joined.back().second, said);
    } else {
      joined.emplace_back(key, std::move(said));
    }
    above = key;
  }
  all = std::move(joined);
}

// Values that only differ as writers differ are one. What another begins with says no more than that other, and nor does what it ends
// with: titles are cited with the words before them, or without.
template <typename Said, typename Add>
void JoinToOne(std::vector<std::pair<std::string, Said>>& all, char parted_by, const Add& add) {
  JoinShorter(all, parted_by, add);
  if (parted_by != ' ') return;
  for (auto& [key, said] : all) std::reverse(key.begin(), key.end());
  JoinShorter(all, parted_by, add);
}

// The values of a field: those that agree are one, whatever cases and marks they have.
class Statements {
 public:
  Statements(const CitationGroup& group, char parted_by) : group_(group), parted_by_(parted_by) {}

  void Say(const std::string& key, Texts::Id value, std::uint32_t fact) {
    Said& said = said_[key];
    ++said.values[group_.Text(value)];
    said.facts.push_back(fact);
  }

  // One for each value that differs; none where all agree.
  [[nodiscard]] std::vector<Statement> Differing() const {
    std::vector<std::pair<std::string, Said>> merged(said_.begin(), said_.end());
    JoinToOne(merged, parted_by_, [](Said& longer, Said& shorter) {
      longer.values.merge(shorter.values);
      longer.facts.insert(longer.facts.end(), shorter.facts.begin(), shorter.facts.end());
    });
    std::vector<Statement> statements;
    if (merged.size() < 2) return statements;
    for (auto& [key, said] : merged) statements.push_back(StatementOf(said));
    std::sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) {
      return std::tuple(!a.own, -static_cast<std::int64_t>(a.count), std::string_view(a.value)) < std::tuple(!b.own, -static_cast<std::int64_t>(b.count), std::string_view(b.value));
    });
    return statements;
  }

 private:
  struct Said {
    std::map<std::string, std::size_t> values;  // how they were written
    std::vector<std::uint32_t> facts;
  };
  static constexpr std::size_t kMostPlaces = 5;

  Statement StatementOf(Said& said) const {
    Statement statement;
    statement.count = said.facts.size();
    statement.value = std::max_element(said.values.begin(), said.values.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
    // The facts of a node stand by digest, and their indexes tell no order.
    std::sort(said.facts.begin(), said.facts.end(), [&](std::uint32_t a, std::uint32_t b) { return OrderOf(a) < OrderOf(b); });
    for (const std::uint32_t index : said.facts) {
      const CitationFact& fact = group_.facts[index];
      statement.own = statement.own || fact.own;
      if (statement.places.size() == kMostPlaces) continue;
      IndexedPlace& place = statement.places.emplace_back();
      place.in.document = fact.document;
      place.section = group_.texts->Maybe(fact.section);
      place.page = fact.page;
      place.span = fact.span;
    }
    return statement;
  }

  [[nodiscard]] std::tuple<bool, std::string_view, std::int64_t> OrderOf(std::uint32_t index) const {
    const CitationFact& fact = group_.facts[index];
    return {!fact.own, group_.Text(fact.sha256), fact.ordinal};
  }

  const CitationGroup& group_;
  char parted_by_;
  std::map<std::string, Said> said_;
};

void AddDisagreement(std::string_view field, const Statements& statements, CitedDocument& document) {
  std::vector<Statement> differing = statements.Differing();
  if (!differing.empty()) document.disagreements.push_back({std::string(field), std::move(differing)});
}

void AddDisagreements(const CitationGroup& group, const CitedNode& node, CitedDocument& document) {
  Statements dates(group, '-');
  Statements issuers(group, ' ');
  Statements types(group, ' ');
  Statements titles(group, ' ');
  NameKeys keys(*group.texts);
  for (const std::uint32_t index : node.facts) {
    const CitationFact& fact = group.facts[index];
    if (fact.date != Texts::kNone) dates.Say(group.Text(fact.date), fact.date, index);
    if (fact.issuer != Texts::kNone) issuers.Say(keys.Of(fact.issuer), fact.issuer, index);
    if (fact.type != Texts::kNone) types.Say(keys.Of(fact.type), fact.type, index);
    if (fact.title != Texts::kNone) titles.Say(keys.Of(fact.title), fact.title, index);
  }
  AddDisagreement("date", dates, document);
  AddDisagreement("issuer", issuers, document);
  AddDisagreement("type", types, document);
  AddDisagreement("title", titles, document);
}

}  // namespace

std::optional<std::string> Chosen(const CitationGroup& group, const CitedNode& node, Texts::Id CitationFact::*field) {
  std::map<std::string_view, std::pair<bool, std::size_t>> counts;
  for (const std::uint32_t index : node.facts) {
    const CitationFact& fact = group.facts[index];
    if (fact.*field == Texts::kNone) continue;
    auto& [own, count] = counts[group.Text(fact.*field)];
    own = own || fact.own;
    ++count;
  }
  if (counts.empty()) return std::nullopt;
  const auto best = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return std::string(best->first);
}

bool Disagree(const std::vector<std::string>& keys, char parted_by) {
  struct Nothing {};
  std::vector<std::pair<std::string, Nothing>> said;
  for (const std::string& key : std::set<std::string>(keys.begin(), keys.end())) said.emplace_back(key, Nothing());
  JoinToOne(said, parted_by, [](Nothing&, Nothing&) {});
  return said.size() > 1;
}

const std::string& NameKeys::Of(Texts::Id name) {
  std::string& key = keys_[name];
  if (key.empty()) key = NameKey(texts_.Of(name));
  return key;
}

std::string EpochOfKey(std::string_view key) {
  const std::size_t at = key.rfind('@');
  return at == std::string_view::npos ? std::string() : std::string(key.substr(at + 1));
}

std::optional<Error> ReadTitles(Database& database, std::span<const MentionNumber> mentions, const std::function<void(std::size_t, const SqlValue&)>& take) {
  constexpr std::size_t kOrdinal = 6;
  Database::Numbers documents;
  for (const MentionNumber& mention : mentions) {
    if (documents.empty() || documents.back() != mention.document) documents.push_back(mention.document);
  }
  std::size_t at = 0;
  return ForSomeAtATime(documents, [&](const std::string& among, const SqlRow& values) -> std::optional<Error> {
    const std::string sql = "SELECT r.document, " + TitleSql() + ", r.title_from, r.title_length, r.block, r.heading, r.ordinal FROM reference_row r WHERE r.document" + among +
                            " AND r.title_from IS NOT NULL ORDER BY r.document, r.ordinal";
    std::vector<SqlRow> rows;
    if (auto fault = database.Query(sql, values, [&](const SqlRow& row) { return rows.push_back(row), true; })) return fault;
    if (auto fault = AddFarTitles(database, rows, kOfTitle)) return fault;
    for (const SqlRow& row : rows) {
      const MentionNumber number{IntegerOf(row[0]), IntegerOf(row[kOrdinal])};
      while (at < mentions.size() && mentions[at] < number) ++at;
      if (at < mentions.size() && mentions[at] == number) take(at++, row[kOfTitle.title]);
    }
    return std::nullopt;
  });
}

Texts::Id Texts::PutValue(const SqlValue& value) {
  const auto* const text = std::get_if<std::string>(&value);
  return text == nullptr ? kNone : Put(*text);
}

Texts::Id Texts::Put(std::string_view text) {
  if (text.empty()) return kNone;
  if (const auto known = ids_.find(text); known != ids_.end()) return known->second;
  const auto id = static_cast<Id>(all_.size());
  ids_.emplace(all_.emplace_back(text), id);
  return id;
}

Result<bool> Issuers::IsRelative(const std::string& key) {
  if (const auto known = relative_.find(key); known != relative_.end()) return known->second;
  bool relative = false;
  const SqlRow values = {key + " ", key + " " + std::string(kBehindAll)};
  const auto take = [&](const SqlRow& row) {
    relative = TextOf(row[0]) != TextOf(row[1]);
    return false;
  };
  if (auto fault = database_.Query("SELECT MIN(place_id), MAX(place_id) FROM document WHERE issuer_key > ? AND issuer_key < ?", values, take)) return *fault;
  if (relative_.size() >= kMostKnown) relative_.clear();
  relative_.emplace(key, relative);
  return relative;
}

Result<std::string> Issuers::Whole(const std::string& key, const std::string& said_by, const std::string& said_at) {
  if (key.empty()) return std::string();
  const Result<bool> relative = IsRelative(key);
  if (!relative) return relative.error();
  if (!*relative) return key;
  if (GoesOn(said_by, key)) return said_by;
  if (said_at.empty()) return std::string();
  const std::string at_place = key + "@" + said_at;
  if (const auto known = whole_.find(at_place); known != whole_.end()) return known->second;
  std::string whole = at_place;
  const SqlRow values = {said_at, key + " ", key + " " + std::string(kBehindAll)};
  const auto take = [&](const SqlRow& row) {
    if (!TextOf(row[0]).empty() && TextOf(row[0]) == TextOf(row[1])) whole = TextOf(row[0]);
    return false;
  };
  if (auto fault = database_.Query("SELECT MIN(issuer_key), MAX(issuer_key) FROM document WHERE place_id = ? AND issuer_key > ? AND issuer_key < ?", values, take)) return *fault;
  if (whole_.size() >= kMostKnown) whole_.clear();
  whole_.emplace(at_place, whole);
  return whole;
}

std::optional<Error> FindNodes(Issuers& issuers, CitationGroup& group) {
  std::vector<std::string> whole(group.facts.size());
  std::unordered_map<Texts::Id, std::string> keys;
  std::set<std::pair<std::string, std::string>> letterheads;  // issuers and their places
  bool local = false;
  for (std::size_t i = 0; i < group.facts.size(); ++i) {
    const CitationFact& fact = group.facts[i];
    if (fact.own && fact.said_by != Texts::kNone) letterheads.emplace(group.Text(fact.said_by), group.Text(fact.said_at));
    if (fact.issuer == Texts::kNone) continue;
    std::string& key = keys[fact.issuer];
    if (key.empty()) key = NameKey(group.Text(fact.issuer));
    const Result<bool> relative = issuers.IsRelative(key);
    if (!relative) return relative.error();
    local = local || *relative;
    Result<std::string> name = issuers.Whole(key, group.Text(fact.said_by), group.Text(fact.said_at));
    if (!name) return name.error();
    whole[i] = std::move(*name);
  }
  local = local || letterheads.size() > 1;

  std::map<std::string, std::vector<std::uint32_t>> by_epoch;
  for (std::uint32_t i = 0; i < group.facts.size(); ++i) by_epoch[group.Text(group.facts[i].epoch)].push_back(i);
  group.nodes.clear();
  for (const auto& [epoch, facts] : by_epoch) {
    if (epoch.empty()) continue;
    std::vector<CitedNode> nodes = YearNodes(group, whole, local).Run(epoch, facts);
    const auto offset = static_cast<std::uint32_t>(group.nodes.size());
    for (CitedNode& node : nodes) {
      for (std::uint32_t& other : node.may_be) other += offset;
      group.nodes.push_back(std::move(node));
    }
  }
  if (const auto without = by_epoch.find(""); without != by_epoch.end()) WithoutYear(group, whole, local).Run(without->second);
  for (CitedNode& node : group.nodes) {
    std::sort(node.facts.begin(), node.facts.end(), [&](std::uint32_t a, std::uint32_t b) {
      const CitationFact& one = group.facts[a];
      const CitationFact& other = group.facts[b];
      return std::tuple<std::string_view, bool, std::int64_t>(group.Text(one.sha256), !one.own, one.ordinal) <
             std::tuple<std::string_view, bool, std::int64_t>(group.Text(other.sha256), !other.own, other.ordinal);
    });
  }
  return std::nullopt;
}

Result<const SqlRow*> RowPages::Peek() {
  if (at_ < rows_.size()) return &rows_[at_];
  if (ended_) return static_cast<const SqlRow*>(nullptr);
  rows_.clear();
  at_ = 0;
  SqlRow values = last_;
  values.emplace_back(kPageRows);
  const auto take = [&](const SqlRow& row) {
    rows_.push_back(row);
    return true;
  };
  if (auto fault = database_.Query(sql_, values, take)) return *fault;
  ended_ = rows_.size() < static_cast<std::size_t>(kPageRows);
  if (rows_.empty()) return static_cast<const SqlRow*>(nullptr);
  if (complete_ != nullptr) {
    if (auto fault = complete_(database_, rows_)) return *fault;
  }
  // A code that all rows share is asked for by itself: it stands before the key.
  const std::size_t shared = last_.size() - keys_;
  std::copy_n(rows_.back().begin() + static_cast<std::ptrdiff_t>(shared), keys_, last_.begin() + static_cast<std::ptrdiff_t>(shared));
  return &rows_.front();
}

Citations::Citations(Database& database)
    : mentions_(database, MentionsSql("(r.base, r.document, r.ordinal) > (?, ?, ?)") + std::string(kMentionOrder), 3,
                {std::string(), std::int64_t{-1}, std::int64_t{-1}}, AddFarTitlesOfMentions),
      own_(database, std::string(kOwnColumns) + "(base, id) > (?, ?)" + std::string(kOwnOrder), 2, {std::string(), std::int64_t{-1}}),
      issuers_(database) {}

Citations::Citations(Database& database, const std::string& base)
    : mentions_(database, MentionsSql("r.base = ? AND (r.document, r.ordinal) > (?, ?)") + std::string(kMentionOrder), 2,
                {base, std::int64_t{-1}, std::int64_t{-1}}, AddFarTitlesOfMentions),
      own_(database, std::string(kOwnColumns) + "base = ? AND id > ?" + std::string(kOwnOrder), 1, {base, std::int64_t{-1}}),
      issuers_(database) {}

Result<bool> Citations::Next(CitationGroup& group) {
  group = {};
  Result<const SqlRow*> mention = mentions_.Peek();
  if (!mention) return mention.error();
  Result<const SqlRow*> own = own_.Peek();
  if (!own) return own.error();
  if (*mention == nullptr && *own == nullptr) return false;
  if (*mention == nullptr) {
    group.base = TextOf((**own)[0]);
  } else {
    group.base = TextOf((**mention)[0]);
    if (*own != nullptr) group.base = std::min(group.base, TextOf((**own)[0]));
  }
  if (auto fault = TakeOwn(group)) return *fault;
  if (auto fault = TakeMentions(group)) return *fault;
  if (auto fault = FindNodes(issuers_, group)) return *fault;
  return true;
}

std::optional<Error> Citations::TakeMentions(CitationGroup& group) {
  for (;;) {
    Result<const SqlRow*> next = mentions_.Peek();
    if (!next) return next.error();
    if (*next == nullptr || TextOf((**next)[0]) != group.base) return std::nullopt;
    const SqlRow& row = **next;
    CitationFact fact;
    fact.document = IntegerOf(row[1]);
    fact.ordinal = IntegerOf(row[2]);
    fact.epoch = group.texts->Put(EpochOfKey(TextOf(row[3])));
    std::size_t column = 4;
    for (Texts::Id* const field : {&fact.code, &fact.name, &fact.type, &fact.title, &fact.issuer, &fact.date, &fact.relation, &fact.section}) {
      *field = group.texts->PutValue(row[column++]);
    }
    Restore(row[12], fact.page);
    fact.span = {static_cast<std::size_t>(IntegerOf(row[13])), static_cast<std::size_t>(IntegerOf(row[14]))};
    column = 15;
    for (Texts::Id* const field : {&fact.sha256, &fact.said_on, &fact.said_by, &fact.said_at}) *field = group.texts->PutValue(row[column++]);
    group.facts.push_back(fact);
    mentions_.Drop();
  }
}

std::optional<Error> Citations::TakeOwn(CitationGroup& group) {
  for (;;) {
    Result<const SqlRow*> next = own_.Peek();
    if (!next) return next.error();
    if (*next == nullptr || TextOf((**next)[0]) != group.base) return std::nullopt;
    const SqlRow& row = **next;
    CitationFact fact;
    fact.own = true;
    fact.document = IntegerOf(row[1]);
    fact.epoch = group.texts->Put(EpochOfKey(TextOf(row[2])));
    std::size_t column = 3;
    for (Texts::Id* const field : {&fact.code, &fact.type, &fact.title, &fact.issuer, &fact.date, &fact.sha256, &fact.said_by, &fact.said_at}) {
      *field = group.texts->PutValue(row[column++]);
    }
    fact.said_on = fact.date;
    group.facts.push_back(fact);
    own_.Drop();
  }
}

CitedDocument Describe(const CitationGroup& group, const CitedNode& node, const Supersessions& supersessions) {
  CitedDocument document;
  document.id = node.id;
  if (!node.epoch.empty()) document.year = node.epoch;
  document.code = Chosen(group, node, &CitationFact::code);
  document.name = Chosen(group, node, &CitationFact::name);
  document.type = Chosen(group, node, &CitationFact::type);
  document.title = Chosen(group, node, &CitationFact::title);
  document.issuer = Chosen(group, node, &CitationFact::issuer);
  document.date = Chosen(group, node, &CitationFact::date);
  for (const std::uint32_t other : node.may_be) document.may_be.push_back(group.nodes[other].id);
  std::int64_t citing = -1;
  for (const std::uint32_t index : node.facts) {
    const CitationFact& fact = group.facts[index];
    if (fact.own) {
      document.indexed.emplace_back().document = fact.document;
      continue;
    }
    ++document.mentions;
    if (fact.document != citing) ++document.citing;
    citing = fact.document;
  }
  // Of a node whose mentions may be of several documents, nothing that differs is a conflict.
  if (node.may_be.empty()) AddDisagreements(group, node, document);
  document.replacements = supersessions.Of(group.base, node.epoch);
  return document;
}

std::optional<Error> Names::Complete(IndexedName& name) {
  const auto known = known_.find(name.document);
  if (known != known_.end()) {
    name = known->second;
    return std::nullopt;
  }
  const SqlRow values = {name.document};
  const auto take = [&](const SqlRow& row) {
    Restore(row[0], name.name);
    Restore(row[1], name.code);
    Restore(row[2], name.type);
    Restore(row[3], name.issuer);
    Restore(row[4], name.date);
    return false;
  };
  if (auto fault = database_.Query("SELECT name, code, type, issuer, date FROM document WHERE id = ?", values, take)) return fault;
  if (known_.size() >= kMostKnown) known_.clear();
  known_.emplace(name.document, name);
  return std::nullopt;
}

std::optional<Error> Names::Complete(CitedDocument& document) {
  for (IndexedName& copy : document.indexed) {
    if (auto fault = Complete(copy)) return fault;
  }
  for (Disagreement& disagreement : document.disagreements) {
    for (Statement& statement : disagreement.statements) {
      for (IndexedPlace& place : statement.places) {
        if (auto fault = Complete(place.in)) return fault;
      }
    }
  }
  return std::nullopt;
}

}  // namespace trichluc
