// What documents of an index say differently of one document, and codes that are probably one.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "index/citations.h"
#include "index/door.h"
#include "index/words.h"
#include "index/write.h"
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
  void Add(const CitationGroup& group, const CitedNode& node, const CitedDocument& document) {
    if (!node.may_be.empty() || node.epoch.empty()) return;
    std::set<std::string> dates;
    for (const std::uint32_t fact : node.facts) {
      const std::string& date = group.Text(group.facts[fact].date);
      if (date.size() == kWholeDate) dates.insert(date);
    }
    Code code;
    code.folded = Folded(std::string_view(group.base).substr(group.base.find('-') + 1));
    if (dates.empty() || code.folded.size() > kLongestSymbol) return;
    code.base = group.base;
    code.document = document;
    code.document.disagreements.clear();
    code.issuer = NameKey(code.document.issuer.value_or(""));
    code.type = NameKey(code.document.type.value_or(""));
    codes_.push_back(std::move(code));
    for (const std::string& date : dates) Note(date);
  }

  // Hands out the pairs that were found, and begins anew.
  template <typename Use>
  void Finish(const Use& use) {
    for (const auto& [date, first, second] : pairs_) {
      const CitedDocument& one = codes_[first].document;
      const CitedDocument& other = codes_[second].document;
      const bool swap = std::pair(one.indexed.empty() ? 1 : 0, other.mentions) > std::pair(other.indexed.empty() ? 1 : 0, one.mentions);
      use(NearCodes{swap ? other : one, swap ? one : other, date});
    }
    *this = {};
  }

 private:
  struct Code {
    std::string base;
    std::u32string folded;
    std::string issuer;
    std::string type;
    CitedDocument document;
  };

  // Compares the last code with those before it that share a rest on that date.
  void Note(const std::string& date) {
    const std::size_t last = codes_.size() - 1;
    const std::u32string& symbol = codes_[last].folded;
    for (std::size_t without = 0; without <= symbol.size(); ++without) {
      std::u32string rest = symbol;
      if (without < symbol.size()) rest.erase(without, 1);
      std::vector<std::size_t>& alike = alike_[date][rest];
      for (const std::size_t other : alike) Compare(date, other, last);
      if (alike.size() < kMostAlike && (alike.empty() || alike.back() != last)) alike.push_back(last);
    }
  }

  void Compare(const std::string& date, std::size_t first, std::size_t second) {
    const Code& one = codes_[first];
    const Code& other = codes_[second];
    if (one.base == other.base || !IsOneEdit(one.folded, other.folded)) return;
    if (!MayBeOne(one.issuer, other.issuer) || !MayBeOne(one.type, other.type)) return;
    pairs_.emplace(date, first, second);
  }

  std::vector<Code> codes_;
  std::map<std::string, std::map<std::u32string, std::vector<std::size_t>>> alike_;  // by date and rest
  std::set<std::tuple<std::string, std::size_t, std::size_t>> pairs_;
};

// Takes what lies in the window that was asked for, and counts the rest.
class Window {
 public:
  explicit Window(const ConflictQuery& query) : query_(query) {}

  bool Takes(std::size_t count, std::size_t taken) const { return count >= query_.offset && taken < query_.limit; }

 private:
  const ConflictQuery& query_;
};

bool HasNumber(std::string_view base) { return !base.empty() && base.front() >= '0' && base.front() <= '9' && base.find('-') != std::string_view::npos; }

Result<ConflictAnswer> Find(Database& database, const ConflictQuery& query) {
  const Result<Supersessions> supersessions = Supersessions::Load(database);
  if (!supersessions) return supersessions.error();
  ConflictAnswer answer;
  const Window window(query);
  NumberCodes codes;
  std::string number;
  const auto take_near = [&](NearCodes near) {
    if (window.Takes(answer.near_count++, answer.near.size())) answer.near.push_back(std::move(near));
  };
  Citations citations(database);
  CitationGroup group;
  for (;;) {
    const Result<bool> next = citations.Next(group);
    if (!next) return next.error();
    if (!*next) break;
    const bool has_number = HasNumber(group.base);
    std::string its_number = has_number ? group.base.substr(0, group.base.find('-')) : std::string();
    if (its_number != number) codes.Finish(take_near);
    number = std::move(its_number);
    for (const CitedNode& node : group.nodes) {
      CitedDocument document = Describe(group, node, *supersessions);
      if (has_number) codes.Add(group, node, document);
      if (document.disagreements.empty()) continue;
      if (window.Takes(answer.count++, answer.documents.size())) answer.documents.push_back(std::move(document));
    }
  }
  codes.Finish(take_near);
  Names names(database);
  for (CitedDocument& document : answer.documents) {
    if (auto fault = names.Complete(document)) return *fault;
  }
  for (NearCodes& near : answer.near) {
    for (CitedDocument* const document : {&near.first, &near.second}) {
      if (auto fault = names.Complete(*document)) return *fault;
    }
  }
  return answer;
}

}  // namespace

Result<ConflictAnswer> FindConflicts(const Index& index, const ConflictQuery& query) {
  Transaction transaction(IndexDoor::DatabaseOf(index));  // one state of the index
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  Result<ConflictAnswer> answer = Find(IndexDoor::DatabaseOf(index), query);
  if (!answer) return IndexDoor::Named(index, answer.error());
  return answer;
}

}  // namespace trichluc
