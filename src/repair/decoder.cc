#include "repair/decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "grammar/hash.h"
#include "repair/lattice.h"
#include "repair/stretches.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr float kHopeless = 7;  // nats behind the best
constexpr std::size_t kLookAhead = 3;             // stretches whose words bear on one before them
constexpr std::size_t kMostRemembered = 1 << 14;  // stretches
constexpr std::size_t kLongestStretch = 200;      // bytes; what is longer is no word
constexpr float kLeastSurprise = 0.2F;  // of a word in the context that suits it best, as a part of what it costs in none
constexpr float kSurety = 0.5F;                   // the sums of channel and model are surer than they are right
constexpr float kNoSpace = 4;    // a sign inside a word
constexpr float kLostSpace = 7;  // 31 in 116,000 words that a reader read

// What a word's writing costs after the writing of the word before it: rows nothing (a sentence begins), lower, title, upper.
constexpr std::array<std::array<float, 3>, 4> kWritingCost = {{
    // lower  title  upper
    {1.2F, 0.5F, 2.5F},
    {0.05F, 3.0F, 7.0F},
    {0.4F, 1.2F, 6.0F},
    {5.0F, 5.0F, 0.05F},
}};

std::size_t Row(Writing writing) {
  switch (writing) {
    case Writing::kLower: return 1;
    case Writing::kTitle:
    case Writing::kOneUpper: return 2;
    case Writing::kUpper: return 3;
    default: return 0;
  }
}

// H'Mông, (K'Ho): names of peoples and places.
bool IsNameWithApostrophe(std::string_view stretch) {
  std::size_t at = 0;
  for (std::size_t next = 0; at < stretch.size() && !IsLetter(ClassOf(NextChar(stretch, next))); at = next) {
  }
  stretch.remove_prefix(at);
  if (stretch.size() < 3 || stretch[0] < 'A' || stretch[0] > 'Z') return false;
  const std::string_view rest = stretch.substr(1);
  const std::size_t sign = rest[0] == '\'' ? 1 : rest.starts_with("\xE2\x80\x99") ? 3 : 0;
  return sign > 0 && rest.size() > sign && IsLetter(ClassOf(CharAt(rest, sign)));
}

// A line to be filled in, or to divide.
bool IsLeader(std::string_view stretch) {
  constexpr std::size_t kShortest = 4;
  std::size_t signs = 0;
  for (std::size_t at = 0; at < stretch.size(); ++signs) {
    const CharClass kind = ClassOf(NextChar(stretch, at));
    if (IsLetter(kind) || kind == CharClass::kDigit) return false;
  }
  return signs >= kShortest;
}

// What is far too long for a word, was not read to the end by the decoder of the file, or holds no letter that could be mended.
bool IsNoWord(std::string_view stretch) {
  return stretch.size() > kLongestStretch || stretch.find(kReplacementCharacter) != std::string_view::npos ||
         IsNameWithApostrophe(stretch) || IsLeader(stretch);
}

// Two letters or more and nothing between them.
bool IsOneWord(std::u32string_view chars) {
  const auto letter = [](char32_t c) { return IsLetter(ClassOf(c)); };
  const auto first = std::find_if(chars.begin(), chars.end(), letter);
  const auto last = std::find_if_not(first, chars.end(), letter);
  return last - first >= 2 && std::none_of(last, chars.end(), letter);
}

// A way to read the text so far.
struct Path {
  LanguageModel::Context context;
  Writing writing = Writing::kNothing;
  bool joins = false;       // the last piece was a sign that usually has a space behind it
  bool in_word = false;     // the last piece was a word: another can only follow it where a space was lost
  bool lost_space = false;  // so it did
  float score = 0;
  std::int32_t step = -1;   // of the pieces before the last one, and after Prune of the last one
  std::uint32_t edge = 0;   // the last piece
};

struct Step {
  std::int32_t before = -1;
  std::uint32_t stretch = 0;
  std::uint32_t edge = 0;
  bool lost_space = false;
};

struct Reading {
  std::u32string chars;
  std::vector<std::uint32_t> offsets;  // bytes of each character, and of the end
  Lattice lattice;
  // What each edge of the lattice makes of what was read; empty until somebody asks.
  enum class Change : std::uint8_t { kNone, kCase, kLetters };
  std::vector<Change> changes;
  bool is_word = false;  // letters only, but for signs at its ends; known with the changes
};

// A word may follow at once.
bool Opens(char32_t c) { return c == U'(' || c == U'"' || c == 0x201C || c == U'-' || c == U'/' || c == 0x2013 || c == U'['; }

bool IsBoundarySign(char32_t c) { return c == U'.' || c == U';' || c == U':' || c == U'?' || c == U'!'; }

}  // namespace

class Decoder::Search {
 public:
  Search(const LanguageModel& model, const WordTree& tree, const Channel& channel, const DecoderOptions& options)
      : model_(model), options_(options), builder_(tree, channel) {
    settled_.chars = U" ";
    settled_.offsets = {0, 1};
    Edge edge;
    edge.last = 1;
    edge.kind = Edge::Kind::kNumber;
    edge.writing = Writing::kNothing;
    edge.word = LanguageModel::kNumber;
    settled_.lattice.push_back(edge);
  }

  std::vector<Repair> Run(std::string_view text, const std::vector<Span>& fixed, const std::vector<Evidence>& evidence) {
    text_ = text;
    stretches_ = CutStretches(text);
    readings_.clear();
    steps_.clear();
    fronts_.clear();
    front_paths_.clear();
    if (known_.size() > kMostRemembered) known_.clear();
    beams_.resize(1);
    beams_[0].assign(1, Path());
    beams_[0][0].context = model_.Start();
    std::size_t next_fixed = 0;
    std::size_t next_evidence = 0;
    line_ = 0;
    for (std::size_t s = 0; s < stretches_.size(); ++s) {
      begins_anew_ = s > 0 && !stretches_[s].same_line && InCapitals(stretches_[line_].begin, stretches_[s - 1].end);
      if (!stretches_[s].same_line) line_ = s;
      while (next_fixed < fixed.size() && fixed[next_fixed].end <= stretches_[s].begin) ++next_fixed;
      const bool settled = next_fixed < fixed.size() && fixed[next_fixed].start < stretches_[s].end;
      readings_.push_back(settled || IsNoWord(text_.substr(stretches_[s].begin, stretches_[s].end - stretches_[s].begin)) ? &settled_ : Read(s));
      while (next_evidence < evidence.size() && evidence[next_evidence].span.end <= stretches_[s].begin) ++next_evidence;
      Weigh(s, evidence, next_evidence);
      Extend(s);
    }
    return Trace();
  }

 private:
  struct Pair {
    std::uint32_t key = 0xFFFFFFFF;
    std::uint32_t place = 0;
  };
  // Paths that end with the same word.
  struct Group {
    std::uint32_t first;
    std::uint32_t last;
    ModelWord word;
    float score;  // of the best
  };
  // An edge behind a group.
  struct Job {
    std::uint32_t edge;
    std::uint32_t group;
    float cost;  // of the edge
    float most;  // no path can score better
    ModelWord word;
    bool silent;  // the model is not asked
  };

  // Letters that were read in small are few.
  [[nodiscard]] bool InCapitals(std::size_t begin, std::size_t end) const {
    std::size_t upper = 0;
    std::size_t lower = 0;
    while (begin < end) {
      const CharClass kind = ClassOf(NextChar(text_, begin));
      upper += kind == CharClass::kUpper ? 1 : 0;
      lower += kind == CharClass::kLower ? 1 : 0;
    }
    return upper > 4 * lower;
  }

  Reading* Read(std::size_t s) {
    const std::string_view text = text_.substr(stretches_[s].begin, stretches_[s].end - stretches_[s].begin);
    auto [found, added] = known_.try_emplace(std::string(text));
    Reading& reading = found->second;
    if (added) {
      for (std::size_t at = 0; at < text.size();) {
        reading.offsets.push_back(static_cast<std::uint32_t>(at));
        reading.chars += NextChar(text, at);
      }
      reading.offsets.push_back(static_cast<std::uint32_t>(text.size()));
      builder_.Build(reading.chars, reading.lattice);
    }
    return &reading;
  }

  // Takes the doubt of a stretch: that of the word in it which is doubted most, for a stretch is misread with any of its words.
  void Weigh(std::size_t s, const std::vector<Evidence>& evidence, std::size_t first) {
    doubt_ = 0;
    bool known = false;
    for (std::size_t i = first; i < evidence.size() && evidence[i].span.start < stretches_[s].end; ++i) {
      doubt_ = known ? std::max(doubt_, evidence[i].doubt) : evidence[i].doubt;
      known = true;
    }
    if (doubt_ != 0 && readings_.back()->changes.empty()) NoteChanges(*readings_.back());
  }

  void NoteChanges(Reading& reading) const {
    for (const Edge& edge : reading.lattice) {
      std::string read;
      for (std::size_t i = edge.first; i < edge.last; ++i) AppendChar(read, reading.chars[i]);
      const std::string meant = edge.kind == Edge::Kind::kWord ? Write(edge) : read;
      reading.changes.push_back(meant == read                               ? Reading::Change::kNone
                                : ToLowerCase(meant) == ToLowerCase(read) ? Reading::Change::kCase
                                                                          : Reading::Change::kLetters);
    }
    reading.is_word = IsOneWord(reading.chars);
  }

  // What an edge costs here. Costs only grow, so that no path gets likelier as it gets longer: doubt makes what was read dearer,
  // surety what was not. Doubt says nothing of case, nor of abbreviations, which readers are never sure of.
  [[nodiscard]] float CostOf(const Reading& reading, std::size_t e) const {
    const Edge& edge = reading.lattice[e];
    if (doubt_ == 0 || (edge.kind != Edge::Kind::kWord && edge.kind != Edge::Kind::kAsRead)) return edge.cost;
    const Reading::Change change = reading.changes[e];
    if (doubt_ < 0) return change == Reading::Change::kNone ? edge.cost : edge.cost - doubt_;
    return change == Reading::Change::kLetters || !reading.is_word ? edge.cost : edge.cost + doubt_;
  }

  void Extend(std::size_t s) {
    const Reading& reading = *readings_[s];
    const std::size_t n = reading.chars.size();
    beams_.resize(std::max(beams_.size(), n + 1));
    for (std::size_t i = 1; i <= n; ++i) beams_[i].clear();
    best_at_.assign(n + 1, -1e9F);
    std::size_t e = 0;
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<Path>& here = beams_[i];
      if (i > 0) Prune(here, s);
      if (here.empty()) {
        while (e < reading.lattice.size() && reading.lattice[e].first == i) ++e;
        continue;
      }
      GroupByLastWord(here);
      jobs_.clear();
      for (; e < reading.lattice.size() && reading.lattice[e].first == i; ++e) {
        if (!IsOtherSign(reading, reading.lattice[e]) || GoesOn(s)) Plan(reading.lattice[e], e, CostOf(reading, e), n);
      }
      for (const Job& job : jobs_) Follow(here, reading.lattice[job.edge], job, n);
    }
    beams_[0].swap(beams_[n]);
    Prune(beams_[0], s);
    const float best = beams_[0].empty() ? 0 : beams_[0].front().score;
    Front front;
    front.first = static_cast<std::uint32_t>(front_paths_.size());
    for (Path& path : beams_[0]) {
      path.score -= best;
      front_paths_.push_back({path.step, path.score});
    }
    front.last = static_cast<std::uint32_t>(front_paths_.size());
    fronts_.push_back(front);
  }

  // A sign that is taken for another.
  static bool IsOtherSign(const Reading& reading, const Edge& edge) { return edge.kind == Edge::Kind::kSign && edge.sign != reading.chars[edge.first]; }

  // That the next word begins with a small letter: only there a full stop may have been a comma.
  [[nodiscard]] bool GoesOn(std::size_t s) const {
    return s + 1 < stretches_.size() && ClassOf(CharAt(text_, stretches_[s + 1].begin)) == CharClass::kLower;
  }

  // Paths with the same last word stand together, the best first: of those, an edge keeps the best one.
  void GroupByLastWord(std::vector<Path>& paths) {
    std::sort(paths.begin(), paths.end(), [](const Path& a, const Path& b) {
      return a.context.last != b.context.last ? a.context.last < b.context.last : a.score > b.score;
    });
    groups_.clear();
    rows_.clear();
    for (std::uint32_t p = 0; p < paths.size(); ++p) {
      if (p == 0 || paths[p].context.last != paths[p - 1].context.last) groups_.push_back({p, p, paths[p].context.last, paths[p].score});
      groups_.back().last = p + 1;
      rows_.push_back(model_.Enter(paths[p].context));
    }
  }

  static bool EndsSentence(const Edge& edge, std::size_t n) { return edge.kind == Edge::Kind::kSign && edge.last == n && IsBoundarySign(edge.sign); }

  // Notes which groups of paths an edge may follow, and asks for what the model will be read for.
  void Plan(const Edge& edge, std::size_t e, float cost, std::size_t n) {
    const bool boundary = EndsSentence(edge, n);
    const ModelWord word = boundary ? LanguageModel::kBoundary : edge.word;
    const float surprise = kLeastSurprise * -model_.Unigram(word);
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
      const ModelWord last = groups_[g].word;
      // A sign inside a sentence says nothing to the model; nor does a boundary after another, or a number after a number.
      const bool silent = (edge.kind == Edge::Kind::kSign && (!boundary || last == LanguageModel::kBoundary)) ||
                          (edge.kind == Edge::Kind::kNumber && last == LanguageModel::kNumber);
      // The first path of a group is its best: where not even that can come near what is there already, none can.
      const float most = groups_[g].score - cost - (silent ? 0 : surprise);
      if (most < best_at_[edge.last] - kHopeless) continue;
      jobs_.push_back({static_cast<std::uint32_t>(e), g, cost, most, word, silent});
      if (!silent && PairSlot(last, word).key != PairKey(last, word)) model_.ExpectPair(last, word);
    }
  }

  void Follow(const std::vector<Path>& here, const Edge& edge, const Job& job, std::size_t n) {
    if (job.most < best_at_[edge.last] - kHopeless) return;
    std::vector<Path>& there = beams_[edge.last];
    const Group& group = groups_[job.group];
    const std::uint32_t pair = job.silent ? LanguageModel::kNone : FindPair(group.word, job.word);
    const std::size_t first = there.size();
    for (std::uint32_t p = group.first; p < group.last; ++p) {
      Path next = Longer(here[p], edge, job);
      // The model makes no path likelier.
      if (next.score < best_at_[edge.last] - kHopeless) continue;
      if (!job.silent) {
        next.score += options_.model_weight * model_.Score(rows_[p], job.word, pair);
        next.context = {group.word, job.word, pair};
        if (EndsSentence(edge, n)) next.writing = Writing::kNothing;
      }
      if (next.score < best_at_[edge.last] - kHopeless) continue;
      best_at_[edge.last] = std::max(best_at_[edge.last], next.score);
      Offer(there, first, next);
    }
  }

  static bool SameState(const Path& a, const Path& b) {
    return a.context.last == b.context.last && a.context.before == b.context.before && a.writing == b.writing && a.in_word == b.in_word && a.joins == b.joins;
  }

  static void Offer(std::vector<Path>& there, std::size_t first, const Path& next) {
    for (std::size_t i = first; i < there.size(); ++i) {
      if (!SameState(there[i], next)) continue;
      if (next.score > there[i].score) there[i] = next;
      return;
    }
    there.push_back(next);
  }

  // The path with one more piece, but for what the model says of it.
  Path Longer(const Path& path, const Edge& edge, const Job& job) const {
    Path next = path;
    next.edge = job.edge;
    next.score -= job.cost;
    next.in_word = edge.kind != Edge::Kind::kSign;
    next.lost_space = path.in_word && edge.first > 0 && next.in_word;
    if (next.lost_space) next.score -= kLostSpace;
    if (!path.in_word && edge.first > 0 && next.in_word && path.joins) next.score -= kNoSpace;
    next.joins = edge.kind == Edge::Kind::kSign && !Opens(edge.sign);
    if (edge.kind == Edge::Kind::kWord) {
      const std::size_t writing = Row(edge.writing) - 1;
      const float cost = kWritingCost[Row(path.writing)][writing];
      next.score -= begins_anew_ ? std::min(cost, kWritingCost[0][writing]) : cost;
      if (edge.second_vowel) next.score -= 2;
      next.writing = edge.writing;
    }
    return next;
  }

  static std::uint32_t PairKey(ModelWord last, ModelWord word) { return static_cast<std::uint32_t>(last) << 16 | word; }
  Pair& PairSlot(ModelWord last, ModelWord word) { return pairs_[HashStep(0, PairKey(last, word)) & (pairs_.size() - 1)]; }

  std::uint32_t FindPair(ModelWord last, ModelWord word) {
    Pair& pair = PairSlot(last, word);
    if (pair.key != PairKey(last, word)) pair = {PairKey(last, word), model_.FindPair(last, word)};
    return pair.place;
  }

  // Keeps the best, once each, and writes down their last pieces.
  void Prune(std::vector<Path>& paths, std::size_t s) {
    const std::size_t most = options_.beam * 4;
    const auto better = [](const Path& a, const Path& b) {
      return a.score != b.score ? a.score > b.score : a.edge < b.edge;
    };
    if (paths.size() > most) {
      std::nth_element(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(most), paths.end(), better);
      paths.resize(most);
    }
    std::sort(paths.begin(), paths.end(), better);
    std::size_t kept = 0;
    for (const Path& path : paths) {
      if (kept == options_.beam || path.score < paths.front().score - kHopeless) break;
      const auto end = paths.begin() + static_cast<std::ptrdiff_t>(kept);
      if (std::any_of(paths.begin(), end, [&](const Path& p) { return SameState(p, path); })) continue;
      paths[kept] = path;
      steps_.push_back({path.step, static_cast<std::uint32_t>(s), path.edge, path.lost_space});
      paths[kept].step = static_cast<std::int32_t>(steps_.size() - 1);
      ++kept;
    }
    paths.resize(kept);
  }

  std::string Write(const Edge& edge) const {
    if (edge.kind == Edge::Kind::kSign) {
      std::string out;
      AppendChar(out, edge.sign);
      return out;
    }
    std::string form(model_.Text(edge.word));
    if (edge.second_vowel) form = OtherPlacement(form);
    switch (edge.writing) {
      case Writing::kUpper: return ToUpperCase(form);
      case Writing::kTitle:
      case Writing::kOneUpper: return ToSentenceCase(form);
      default: return form;
    }
  }

  std::vector<Repair> Trace() {
    std::vector<Repair> out;
    for (std::int32_t at = beams_[0].empty() ? -1 : beams_[0].front().step; at >= 0; at = steps_[static_cast<std::size_t>(at)].before) {
      const Step& step = steps_[static_cast<std::size_t>(at)];
      const Reading& reading = *readings_[step.stretch];
      if (&reading == &settled_) continue;
      const Edge& edge = reading.lattice[step.edge];
      if (edge.kind != Edge::Kind::kWord && edge.kind != Edge::Kind::kSign) continue;
      const std::size_t begin = stretches_[step.stretch].begin + reading.offsets[edge.first];
      const std::size_t end = stretches_[step.stretch].begin + reading.offsets[edge.last];
      std::string meant = step.lost_space ? " " + Write(edge) : Write(edge);
      if (meant == text_.substr(begin, end - begin)) continue;
      const auto reason = edge.kind == Edge::Kind::kSign ? Repair::Reason::kSign : Repair::Reason::kWord;
      out.push_back({{begin, end}, std::move(meant), Probability(step), reason});
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  // The share of the ways to read the text that were still followed some words later and read the stretch just so.
  [[nodiscard]] float Probability(const Step& step) const {
    const std::size_t later = std::min<std::size_t>(step.stretch + kLookAhead, fronts_.size() - 1);
    float all = 0;
    float same = 0;
    for (std::uint32_t p = fronts_[later].first; p < fronts_[later].last; ++p) {
      const float weight = std::exp(kSurety * front_paths_[p].score);
      all += weight;
      for (std::int32_t at = front_paths_[p].step; at >= 0 && steps_[static_cast<std::size_t>(at)].stretch >= step.stretch; at = steps_[static_cast<std::size_t>(at)].before) {
        const Step& other = steps_[static_cast<std::size_t>(at)];
        if (other.stretch == step.stretch && other.edge == step.edge) {
          same += weight;
          break;
        }
      }
    }
    return all > 0 ? same / all : 1;
  }

  struct Front {
    std::uint32_t first = 0;  // the paths behind a stretch
    std::uint32_t last = 0;
  };
  struct FrontPath {
    std::int32_t step;
    float score;
  };

  const LanguageModel& model_;
  DecoderOptions options_;
  LatticeBuilder builder_;
  Reading settled_;  // a stretch that another layer has settled: a number to the model
  std::unordered_map<std::string, Reading> known_;
  std::vector<Pair> pairs_ = std::vector<Pair>(1 << 15);  // lately looked up
  // Of the text at hand:
  std::string_view text_;
  std::vector<Stretch> stretches_;
  std::size_t line_ = 0;      // the first stretch of the line at hand
  bool begins_anew_ = false;  // the stretch at hand begins a line behind one in capitals
  std::vector<Reading*> readings_;
  float doubt_ = 0;  // of the stretch at hand
  std::vector<std::vector<Path>> beams_;  // by character of the stretch
  std::vector<float> best_at_;            // the best score there
  std::vector<Group> groups_;             // of the paths at the character at hand
  std::vector<LanguageModel::Rows> rows_; // what may follow each
  std::vector<Job> jobs_;
  std::vector<Step> steps_;
  std::vector<Front> fronts_;
  std::vector<FrontPath> front_paths_;
};

Decoder::Decoder(const LanguageModel& model, const WordTree& tree, const Channel& channel, const DecoderOptions& options)
    : search_(std::make_unique<Search>(model, tree, channel, options)) {}
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

std::vector<Repair> Decoder::Decode(std::string_view text, const std::vector<Span>& fixed, const std::vector<Evidence>& evidence) {
  return search_->Run(text, fixed, evidence);
}

}  // namespace trichluc
