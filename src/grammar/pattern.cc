#include "grammar/pattern.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr int kMaxNesting = 200;  // a pattern is read, and its regex written, by calls within calls: keep the stack small
constexpr std::size_t kMaxParts = 20'000;  // macros that name macros multiply: bound the memory of one pattern
constexpr int kUnbounded = -1;
constexpr std::size_t kMaxNeeds = 4;  // more are seldom worth the look
constexpr int kMaxRepeat = 64;  // counted repeats are copies in RE2's program: keep programs small

// The parsed pattern.
struct Item {
  enum class Kind { kLiteral, kJoined, kSet, kSequence, kChoice, kRepeat, kCapture, kBegin, kEnd };
  Kind kind = Kind::kSequence;
  std::string text = {};        // kLiteral: the words; kJoined: the sign; kCapture: the name; kSet: the @name where it is a single one
  SymbolSet set = {};           // kSet
  std::vector<Item> children = {};
  int min = 1;                  // kRepeat
  int max = 1;
  bool lazy = false;
  std::size_t offset = 0;       // where it stands in the pattern
  std::size_t end = 0;
};

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
bool IsNameByte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool IsBareSign(char c) { return c == ',' || c == ';' || c == '/' || c == '-'; }

SymbolSet JoinedSet(const std::string& sign, const Lexicons& lexicons, const Symbols& symbols) {
  const std::vector<Token> tokens = Tokenize(sign);
  return symbols.JoinedSign(lexicons.Longest(lexicons.WordsOf(sign, tokens), tokens, 0).phrase);
}

// What the readers of a pattern and of the macros in it share.
struct Expansion {
  std::vector<std::string> macros = {};  // those that are open, the outermost first
  int nesting = 0;                       // parts that are open, one within the other
  std::size_t parts = 0;                 // read so far
  bool whole = false;                    // the fault is of the pattern as a whole: not to be told of each macro around it
};

// Recursive descent over the pattern text. Symbol sets are looked up only where an alphabet is given: the first pass over
// all patterns, which collects literal words, has none yet.
class Parser {
 public:
  Parser(std::string_view text, const Macros& macros, const Lexicons* lexicons, const Symbols* symbols,
         Expansion& expansion)
      : text_(text), macros_(macros), lexicons_(lexicons), symbols_(symbols), expansion_(expansion) {}

  std::optional<Item> Parse() {
    Item item = Choice();
    if (!error_ && at_ < text_.size()) Fail("unexpected '" + std::string(1, text_[at_]) + "'");
    if (error_) return std::nullopt;
    return item;
  }
  [[nodiscard]] const PatternError& error() const { return *error_; }

 private:
  void Fail(std::string message, std::optional<std::size_t> offset = std::nullopt) {
    if (!error_) error_ = PatternError{offset.value_or(at_), std::move(message)};
  }
  void FailWhole(std::string message, std::size_t offset) {
    if (!error_) expansion_.whole = true;
    Fail(std::move(message), offset);
  }
  void SkipSpace() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }
  [[nodiscard]] bool Peek(char c) {
    SkipSpace();
    return at_ < text_.size() && text_[at_] == c;
  }

  Item Choice() {
    Item choice{.kind = Item::Kind::kChoice, .offset = at_};
    choice.children.push_back(Sequence());
    while (!error_ && Peek('|')) {
      ++at_;
      choice.children.push_back(Sequence());
    }
    choice.end = at_;
    return choice.children.size() == 1 ? std::move(choice.children[0]) : choice;
  }

  Item Sequence() {
    SkipSpace();
    ++expansion_.parts;
    Item sequence{.kind = Item::Kind::kSequence, .offset = at_};
    while (!error_) {
      SkipSpace();
      if (at_ >= text_.size() || text_[at_] == '|' || text_[at_] == ')') break;
      Item item = Repeated();
      // Words that follow each other are one literal, so that a phrase of several words is read as the text is.
      Item* previous = sequence.children.empty() ? nullptr : &sequence.children.back();
      if (previous != nullptr && item.kind == Item::Kind::kLiteral && previous->kind == Item::Kind::kLiteral) {
        previous->text += ' ' + item.text;
        previous->end = item.end;
      } else {
        sequence.children.push_back(std::move(item));
      }
    }
    sequence.end = at_;
    return sequence;
  }

  Item Repeated() {
    Item item = Primary();
    while (!error_ && at_ < text_.size()) {
      int min = 0;
      int max = 0;
      const char c = text_[at_];
      if (c == '?') {
        max = 1;
      } else if (c == '*') {
        max = kUnbounded;
      } else if (c == '+') {
        min = 1;
        max = kUnbounded;
      } else if (c == '{') {
        if (!Counts(min, max)) return item;
        --at_;
      } else {
        break;
      }
      // A row of repeats would lie as deep in each other as it is long.
      if (item.kind == Item::Kind::kRepeat) {
        Fail("a repeat behind a repeat; put the first one in ( )", at_);
        return item;
      }
      ++at_;
      Item repeat{.kind = Item::Kind::kRepeat, .min = min, .max = max, .offset = item.offset};
      if (at_ < text_.size() && text_[at_] == '?') {
        repeat.lazy = true;
        ++at_;
      }
      repeat.end = at_;
      repeat.children.push_back(std::move(item));
      item = std::move(repeat);
    }
    return item;
  }

  bool Counts(int& min, int& max) {
    const std::size_t start = at_++;
    const auto number = [this](int fallback) {
      if (at_ >= text_.size() || text_[at_] < '0' || text_[at_] > '9') return fallback;
      int value = 0;
      while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && value < 1000) value = value * 10 + (text_[at_++] - '0');
      return value;
    };
    min = number(0);
    max = min;
    if (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      max = number(kUnbounded);
    }
    if (at_ >= text_.size() || text_[at_] != '}') {
      Fail("a repeat is written {2}, {2,} or {2,4}", start);
      return false;
    }
    if (min > kMaxRepeat || max > kMaxRepeat) {
      Fail("a repeat of more than " + std::to_string(kMaxRepeat) + " makes the program too large; use * or +", start);
      return false;
    }
    ++at_;
    return true;
  }

  Item Primary() {
    const std::size_t start = at_;
    if (expansion_.nesting > kMaxNesting) {
      FailWhole("parts lie more than " + std::to_string(kMaxNesting) + " deep in each other; take brackets or macros away", start);
      return {};
    }
    if (++expansion_.parts > kMaxParts) {
      FailWhole("this pattern has more than " + std::to_string(kMaxParts) + " parts, those of its macros among them; make it smaller", start);
      return {};
    }
    ++expansion_.nesting;
    const char c = text_[at_];
    Item item = c == '(' ? Group() : c == '[' ? SetOf() : c == '@' ? Named() : c == '%' ? Class() : c == '"' ? Quoted()
              : c == '~' ? Joined() : c == '$' ? MacroOrEnd() : c == '^' ? Anchor(Item::Kind::kBegin) : IsBareSign(c) ? Sign()
              : IsWordByte(c) ? WordOrCapture() : Unknown();
    --expansion_.nesting;
    item.offset = start;
    item.end = at_;
    return item;
  }

  Item Unknown() {
    Fail("unexpected '" + std::string(1, text_[at_]) + "' (write signs in double quotes)");
    return {};
  }

  Item Anchor(Item::Kind kind) {
    ++at_;
    return {.kind = kind};
  }

  Item Group() {
    const std::size_t open = at_++;
    Item item = Choice();
    if (!Peek(')')) {
      Fail("this group is never closed", open);
      return item;
    }
    ++at_;
    // A group keeps its words apart from those beside it.
    if (item.kind == Item::Kind::kLiteral) return Item{.kind = Item::Kind::kSequence, .children = {std::move(item)}};
    return item;
  }

  std::string_view Name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  Item Named() {
    const std::size_t start = at_++;
    const std::string_view name = Name();
    Item item{.kind = Item::Kind::kSet, .text = std::string(name)};
    if (symbols_ != nullptr) {
      item.set = symbols_->Named(name);
      if (item.set.empty()) Fail("no lexicon and no rule makes @" + std::string(name), start);
    }
    return item;
  }

  Item Class() {
    const std::size_t start = at_++;
    const std::string_view name = Name();
    Item item{.kind = Item::Kind::kSet};
    if (symbols_ != nullptr) {
      item.set = symbols_->ClassNamed(name);
      if (item.set.empty()) Fail("there is no class %" + std::string(name), start);
    }
    return item;
  }

  Item Sign() { return {.kind = Item::Kind::kLiteral, .text = std::string(1, text_[at_++])}; }

  // A sign that joins: no space on one side of it at least.
  Item Joined() {
    ++at_;
    if (at_ >= text_.size() || !IsBareSign(text_[at_])) {
      Fail("'~' stands before one of , ; / -");
      return {};
    }
    return {.kind = Item::Kind::kJoined, .text = std::string(1, text_[at_++])};
  }

  Item Quoted() {
    const std::size_t open = at_++;
    const std::size_t close = text_.find('"', at_);
    if (close == std::string_view::npos) {
      Fail("this quotation is never closed", open);
      return {};
    }
    // A quotation mark itself is written """.
    if (close == at_ && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      at_ += 2;
      return {.kind = Item::Kind::kLiteral, .text = "\""};
    }
    Item item{.kind = Item::Kind::kLiteral, .text = std::string(text_.substr(at_, close - at_))};
    at_ = close + 1;
    // What the tape has no symbol for can be matched by nothing.
    if (Tokenize(item.text).empty()) Fail("a quotation holds a sign or words", open);
    return item;
  }

  Item WordOrCapture() {
    const std::size_t start = at_;
    while (at_ < text_.size() && IsWordByte(text_[at_])) ++at_;
    while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (at_ < text_.size() && text_[at_] == ':') return Capture(word, start);
    if (word[0] >= '0' && word[0] <= '9') Fail("a number cannot be a literal; use %num or a lexicon phrase", start);
    return {.kind = Item::Kind::kLiteral, .text = std::string(word)};
  }

  Item Capture(std::string_view name, std::size_t start) {
    ++at_;
    if (at_ >= text_.size() || text_[at_] == ' ') {
      Fail("a capture is written name:@symbol or name:( … )", start);
      return {};
    }
    Item item{.kind = Item::Kind::kCapture, .text = std::string(name)};
    item.children.push_back(Primary());
    return item;
  }

  Item MacroOrEnd() {
    const std::size_t start = at_++;
    const std::string_view name = Name();
    if (name.empty()) return {.kind = Item::Kind::kEnd};
    const auto macro = macros_.find(std::string(name));
    if (macro == macros_.end()) {
      Fail("there is no macro $" + std::string(name), start);
      return {};
    }
    auto& open = expansion_.macros;
    if (const auto again = std::find(open.begin(), open.end(), name); again != open.end()) {
      std::string round;
      for (auto it = again; it != open.end(); ++it) round += '$' + *it + " → ";
      FailWhole("macro $" + *again + " contains itself (" + round + '$' + *again + ')', start);
      return {};
    }
    open.emplace_back(name);
    Parser inner(macro->second, macros_, lexicons_, symbols_, expansion_);
    std::optional<Item> item = inner.Parse();
    open.pop_back();
    if (!item) {
      Fail(expansion_.whole ? inner.error().message : "in macro $" + std::string(name) + ": " + inner.error().message, start);
      return {};
    }
    if (item->kind == Item::Kind::kLiteral) return Item{.kind = Item::Kind::kSequence, .children = {std::move(*item)}};
    return std::move(*item);
  }

  Item SetOf() {
    const std::size_t open = at_++;
    const bool negated = at_ < text_.size() && text_[at_] == '^';
    if (negated) ++at_;
    Item item{.kind = Item::Kind::kSet};
    Item members{.kind = Item::Kind::kChoice};
    Item excluded{.kind = Item::Kind::kChoice};
    while (!error_ && !Peek(']')) {
      const bool exclude = at_ < text_.size() && text_[at_] == '!';
      if (exclude) ++at_;
      if (at_ >= text_.size()) {
        Fail("this set is never closed", open);
        return item;
      }
      (exclude ? excluded : members).children.push_back(Primary());
    }
    if (error_) return item;
    ++at_;
    if (symbols_ == nullptr) {  // the literals are what matters now
      members.children.push_back(std::move(excluded));
      return members;
    }
    for (const Item& member : members.children) AddMember(item.set, member);
    if (negated) item.set = item.set.Complement(Symbols::kBoundary + 1, symbols_->last());
    if (!excluded.children.empty()) {
      SymbolSet kept = item.set.Complement(Symbols::kBoundary, symbols_->last());
      for (const Item& member : excluded.children) AddMember(kept, member);
      item.set = kept.Complement(Symbols::kBoundary, symbols_->last());
    }
    if (item.set.empty()) Fail("no symbol is in this set; '!' takes away from those that stand beside it", open);
    return item;
  }

  void AddMember(SymbolSet& set, const Item& member) {
    if (member.kind == Item::Kind::kSet) {
      set.Add(member.set);
      return;
    }
    if (member.kind == Item::Kind::kJoined) {
      set.Add(JoinedSet(member.text, *lexicons_, *symbols_));
      return;
    }
    if (member.kind != Item::Kind::kLiteral) {
      const std::string part(text_.substr(member.offset, member.end - member.offset));
      Fail("a set holds single words, signs, @names and %classes; '" + part + "' is none", member.offset);
      return;
    }
    const std::vector<Token> tokens = Tokenize(member.text);
    const std::vector<WordId> words = lexicons_->WordsOf(member.text, tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Lexicons::Found found = lexicons_->Longest(words, tokens, i);
      const bool single = found.phrase != kNoId && found.end == tokens.size() && i == 0;
      if (!single) {
        Fail("a set holds single words, signs, @names and %classes; '" + member.text + "' is none", member.offset);
        return;
      }
      set.Add(symbols_->Literal(found.phrase, tokens[0].letters != Token::Case::kLower));
      return;
    }
  }

  std::string_view text_;
  const Macros& macros_;
  const Lexicons* lexicons_;
  const Symbols* symbols_;
  Expansion& expansion_;
  std::size_t at_ = 0;
  std::optional<PatternError> error_;
};

void CollectLiterals(const Item& item, std::vector<std::string>& runs) {
  if (item.kind == Item::Kind::kLiteral || item.kind == Item::Kind::kJoined) runs.push_back(item.text);
  for (const Item& child : item.children) CollectLiterals(child, runs);
}

// Turns words and signs into the symbols that they are on the tape, so that only sets are left.
class Resolver {
 public:
  Resolver(const Lexicons& lexicons, const Symbols& symbols) : lexicons_(lexicons), symbols_(symbols) {}

  void Resolve(Item& item) const {
    for (Item& child : item.children) Resolve(child);
    if (item.kind == Item::Kind::kJoined) {
      item.set = JoinedSet(item.text, lexicons_, symbols_);
      item.text.clear();
      item.kind = Item::Kind::kSet;
    } else if (item.kind == Item::Kind::kLiteral) {
      item.children = Readings(item.text);
      item.kind = Item::Kind::kChoice;
    }
  }

 private:
  // The sequences of symbols that a run of words can be: read as it stands, and as if its first word had a capital.
  [[nodiscard]] std::vector<Item> Readings(const std::string& words) const {
    const std::vector<Token> tokens = Tokenize(words);
    const std::vector<WordId> ids = lexicons_.WordsOf(words, tokens);
    std::vector<Item> readings;
    for (const bool capital : {true, false}) {
      std::vector<Token> cased = tokens;
      if (capital && cased[0].letters == Token::Case::kLower) cased[0].letters = Token::Case::kTitle;
      Item reading{.kind = Item::Kind::kSequence};
      for (std::size_t i = 0; i < tokens.size();) {
        const Lexicons::Found found = lexicons_.Longest(ids, cased, i);
        if (found.phrase == kNoId) return readings;
        reading.children.push_back(
            {.kind = Item::Kind::kSet, .set = symbols_.Literal(found.phrase, tokens[i].letters != Token::Case::kLower)});
        i = found.end;
      }
      if (readings.empty() || readings[0].children.size() != reading.children.size()) readings.push_back(std::move(reading));
    }
    return readings;
  }

  const Lexicons& lexicons_;
  const Symbols& symbols_;
};

bool CanBeEmpty(const Item& item) {
  switch (item.kind) {
    case Item::Kind::kSet: return false;
    case Item::Kind::kRepeat: return item.min == 0 || CanBeEmpty(item.children[0]);
    case Item::Kind::kChoice: return std::any_of(item.children.begin(), item.children.end(), CanBeEmpty);
    default: return std::all_of(item.children.begin(), item.children.end(), CanBeEmpty);
  }
}

// Every match holds a symbol of these classes.
struct Need {
  ClassSet classes;
  std::size_t commonness = 0;

  bool operator<(const Need& other) const { return commonness < other.commonness; }
};

Need NeedOf(ClassSet classes, const Alphabet& alphabet) {
  const std::size_t commonness = alphabet.Commonness(classes);
  return {std::move(classes), commonness};
}

std::vector<Need> NeedsOf(const Item& item, const Alphabet& alphabet) {
  std::vector<Need> needs;
  switch (item.kind) {
    case Item::Kind::kSet: needs.push_back(NeedOf(alphabet.ClassSetOf(item.set), alphabet)); break;
    case Item::Kind::kCapture: return NeedsOf(item.children[0], alphabet);
    case Item::Kind::kRepeat: return item.min == 0 ? needs : NeedsOf(item.children[0], alphabet);
    case Item::Kind::kSequence:
      for (const Item& child : item.children) {
        std::vector<Need> next = NeedsOf(child, alphabet);
        std::move(next.begin(), next.end(), std::back_inserter(needs));
      }
      break;
    case Item::Kind::kChoice: {
      // Only this is known: a match holds what its branch needs.
      ClassSet any;
      for (const Item& child : item.children) {
        const std::vector<Need> branch = NeedsOf(child, alphabet);
        if (branch.empty()) return {};
        any.Add(std::min_element(branch.begin(), branch.end())->classes);
      }
      needs.push_back(NeedOf(std::move(any), alphabet));
      break;
    }
    default: break;
  }
  return needs;
}

// What the first places of a match can hold, and how long a match can be.
struct Head {
  static constexpr unsigned kPlaces = 3;

  std::array<ClassSet, kPlaces> at;
  unsigned lengths = 1;  // bit n: a match may have n symbols; the last bit: or more

  [[nodiscard]] bool May(unsigned length) const { return (lengths >> length & 1) != 0; }
  [[nodiscard]] bool IsFull() const { return lengths == 1U << kPlaces; }

  // Either of two.
  void Or(const Head& other) {
    for (unsigned i = 0; i < kPlaces; ++i) at[i].Add(other.at[i]);
    lengths |= other.lengths;
  }

  // One, then the other.
  void Then(const Head& next) {
    unsigned sums = May(kPlaces) ? 1U << kPlaces : 0;
    for (unsigned length = 0; length < kPlaces; ++length) {
      if (!May(length)) continue;
      for (unsigned i = 0; length + i < kPlaces; ++i) at[length + i].Add(next.at[i]);
      for (unsigned i = 0; i <= kPlaces; ++i) sums |= next.May(i) ? 1U << std::min(length + i, kPlaces) : 0;
    }
    lengths = sums;
  }
};

Head HeadOf(const Item& item, const Alphabet& alphabet) {
  Head head;
  switch (item.kind) {
    case Item::Kind::kSet:
      head.at[0] = alphabet.ClassSetOf(item.set);
      head.lengths = 1U << 1;
      return head;
    case Item::Kind::kCapture: return HeadOf(item.children[0], alphabet);
    case Item::Kind::kSequence:
      for (const Item& child : item.children) {
        if (head.IsFull()) break;
        head.Then(HeadOf(child, alphabet));
      }
      return head;
    case Item::Kind::kChoice:
      head.lengths = 0;
      for (const Item& child : item.children) head.Or(HeadOf(child, alphabet));
      return head;
    case Item::Kind::kRepeat: {
      const Head once = HeadOf(item.children[0], alphabet);
      Head all = head;
      if (item.min > 0) all.lengths = 0;
      // Beyond the least number of rounds, as many as there are places add all that can be added.
      const int most = item.min + static_cast<int>(Head::kPlaces);
      const int rounds = item.max == kUnbounded ? most : std::min(item.max, most);
      for (int round = 1; round <= rounds; ++round) {
        head.Then(once);
        if (round >= item.min) all.Or(head);
        if (round >= item.min && head.IsFull()) break;
      }
      return all;
    }
    default: return head;
  }
}

std::string Counts(const Item& item) {
  std::string counts;
  if (item.min == 0 && item.max == 1) counts = "?";
  else if (item.min == 0 && item.max == kUnbounded) counts = "*";
  else if (item.min == 1 && item.max == kUnbounded) counts = "+";
  else if (item.max == kUnbounded) counts = "{" + std::to_string(item.min) + ",}";
  else counts = "{" + std::to_string(item.min) + "," + std::to_string(item.max) + "}";
  return item.lazy ? counts + "?" : counts;
}

enum class Groups { kCapturing, kPlain };

std::string RegexOf(const Item& item, const Alphabet& alphabet, Groups groups) {
  std::string regex;
  switch (item.kind) {
    case Item::Kind::kSet: return alphabet.Regex(item.set);
    case Item::Kind::kBegin: return "^";
    case Item::Kind::kEnd: return "$";
    case Item::Kind::kSequence:
      for (const Item& child : item.children) regex += RegexOf(child, alphabet, groups);
      return regex;
    case Item::Kind::kChoice:
      for (const Item& child : item.children) regex += (regex.empty() ? "(?:" : "|") + RegexOf(child, alphabet, groups);
      return regex + ")";
    case Item::Kind::kRepeat: return "(?:" + RegexOf(item.children[0], alphabet, groups) + ")" + Counts(item);
    case Item::Kind::kCapture:
      return (groups == Groups::kCapturing ? "(" : "(?:") + RegexOf(item.children[0], alphabet, groups) + ")";
    case Item::Kind::kLiteral: case Item::Kind::kJoined: break;  // resolved
  }
  return regex;
}

void CollectCaptures(const Item& item, PatternFacts& facts) {
  if (item.kind == Item::Kind::kCapture) {
    const Item& body = item.children[0];
    facts.captures.push_back(item.text);
    facts.capture_sources.push_back(body.kind == Item::Kind::kSet ? body.text : std::string());
  }
  for (const Item& child : item.children) CollectCaptures(child, facts);
}

void Collect(const Item& item, std::vector<SymbolSet>& sets) {
  if (item.kind == Item::Kind::kSet) sets.push_back(item.set);
  for (const Item& child : item.children) Collect(child, sets);
}

}  // namespace

struct Pattern::State {
  std::string text;
  Item item;
};

Pattern::Pattern(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

std::vector<std::string> LiteralRuns(std::string_view pattern, const Macros& macros) {
  std::vector<std::string> runs;
  Expansion expansion;
  if (const auto item = Parser(pattern, macros, nullptr, nullptr, expansion).Parse()) CollectLiterals(*item, runs);
  return runs;
}

std::variant<Pattern, PatternError> Pattern::Parse(std::string_view text, const Macros& macros, const Lexicons& lexicons,
                                                   const Symbols& symbols) {
  Expansion expansion;
  Parser parser(text, macros, &lexicons, &symbols, expansion);
  std::optional<Item> item = parser.Parse();
  if (!item) return parser.error();
  Resolver(lexicons, symbols).Resolve(*item);
  if (CanBeEmpty(*item)) return PatternError{0, "this pattern matches nothing at all (every part is optional)"};
  return Pattern(std::make_unique<State>(State{std::string(text), std::move(*item)}));
}

void Pattern::CollectSets(std::vector<SymbolSet>& sets) const { Collect(state_->item, sets); }

PatternFacts Pattern::Facts(const Alphabet& alphabet) const {
  PatternFacts facts;
  CollectCaptures(state_->item, facts);
  std::vector<Need> needs = NeedsOf(state_->item, alphabet);
  std::sort(needs.begin(), needs.end());
  if (needs.size() > kMaxNeeds) needs.resize(kMaxNeeds);
  for (Need& need : needs) facts.needs.push_back(std::move(need.classes));
  return facts;
}

std::string Pattern::Regex(const Alphabet& alphabet) const { return RegexOf(state_->item, alphabet, Groups::kCapturing); }

std::vector<ClassSet> Pattern::Heads(const Alphabet& alphabet) const {
  const Head head = HeadOf(state_->item, alphabet);
  std::vector<ClassSet> heads;
  for (unsigned i = 0; i < Head::kPlaces && (head.lengths & ((2U << i) - 1)) == 0; ++i) heads.push_back(head.at[i]);
  return heads;
}

std::vector<PatternPrefix> Pattern::Prefixes(const Alphabet& alphabet) const {
  std::vector<PatternPrefix> prefixes;
  if (state_->item.kind != Item::Kind::kSequence) return prefixes;
  std::string regex;
  for (const Item& part : state_->item.children) {
    regex += RegexOf(part, alphabet, Groups::kPlain);
    prefixes.push_back({regex, state_->text.substr(part.offset, part.end - part.offset)});
  }
  return prefixes;
}

}  // namespace trichluc
