#include "repair/marks.h"

#include <algorithm>

#include "repair/words.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kBeam = 12;
constexpr float kHopeless = 12;  // nats behind the best

void BareForm(std::string_view word, std::string& bare) {
  bare.clear();
  for (std::size_t at = 0; at < word.size();) AppendChar(bare, BareLetter(NextChar(word, at)));
}

// A way to read the words so far.
struct Path {
  LanguageModel::Context context;
  float score = 0;
  std::int32_t step = -1;  // the last of its choices
};

struct Step {
  std::int32_t before = -1;
  ModelWord word = LanguageModel::kUnknown;
};

// The word in the case of what was read.
std::string InCase(std::string_view word, const Token& token) {
  switch (token.letters) {
    case Token::Case::kUpper: return ToUpperCase(word);
    case Token::Case::kTitle: return ToSentenceCase(word);
    default: return std::string(word);
  }
}

}  // namespace

MarkRestorer::MarkRestorer(const LanguageModel& model) : model_(model) {
  std::string bare;
  for (std::size_t w = 2; w < model.words(); ++w) {
    BareForm(model.Text(static_cast<ModelWord>(w)), bare);
    const auto id = static_cast<std::size_t>(bare_ids_.Intern(bare));
    if (id == candidates_.size()) candidates_.emplace_back();
    candidates_[id].push_back(static_cast<ModelWord>(w));
  }
}

const std::vector<ModelWord>* MarkRestorer::Candidates(std::string_view word, std::string& bare) const {
  BareForm(word, bare);
  const std::int32_t id = bare_ids_.Find(bare);
  return id == StringTable::kNone ? nullptr : &candidates_[static_cast<std::size_t>(id)];
}

std::vector<Repair> MarkRestorer::Restore(std::string_view text) const {
  const std::vector<Token> tokens = Tokenize(text);
  std::vector<ModelToken> entries;
  ReadModelTokens(text, tokens, entries);
  std::vector<Path> paths(1);
  paths[0].context = model_.Start();
  std::vector<Path> next;
  std::vector<Step> steps;
  std::string bare;
  static const std::vector<ModelWord> kUnknownOnly = {LanguageModel::kUnknown};
  static const std::vector<ModelWord> kBoundaryOnly = {LanguageModel::kBoundary};
  for (const ModelToken& entry : entries) {
    const std::vector<ModelWord>* words = entry.kind == ModelToken::Kind::kBoundary ? &kBoundaryOnly : &kUnknownOnly;
    if (entry.kind == ModelToken::Kind::kWord) {
      const Token& token = tokens[entry.token];
      const auto* known = Candidates(text.substr(token.begin, token.end - token.begin), bare);
      if (known != nullptr) words = known;
    }
    next.clear();
    for (const Path& path : paths) {
      for (const ModelWord word : *words) {
        Path longer;
        longer.score = path.score + model_.Score(path.context, word, longer.context);
        longer.step = path.step;
        const auto same = std::find_if(next.begin(), next.end(), [&](const Path& p) {
          return p.context.before == longer.context.before && p.context.last == longer.context.last;
        });
        if (same == next.end()) {
          next.push_back(longer);
        } else if (longer.score > same->score) {
          *same = longer;
        }
      }
    }
    std::sort(next.begin(), next.end(), [](const Path& a, const Path& b) { return a.score > b.score; });
    if (next.size() > kBeam) next.resize(kBeam);
    const float best = next.front().score;
    std::erase_if(next, [&](const Path& p) { return p.score < best - kHopeless; });
    for (Path& path : next) {
      path.score -= best;
      steps.push_back({path.step, path.context.last});
      path.step = static_cast<std::int32_t>(steps.size() - 1);
    }
    paths.swap(next);
  }
  std::vector<ModelWord> chosen(entries.size(), LanguageModel::kUnknown);
  std::int32_t at = paths.front().step;
  for (std::size_t i = entries.size(); i-- > 0 && at >= 0; at = steps[static_cast<std::size_t>(at)].before) {
    chosen[i] = steps[static_cast<std::size_t>(at)].word;
  }
  std::vector<Repair> repairs;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].kind != ModelToken::Kind::kWord || chosen[i] == LanguageModel::kUnknown) continue;
    const Token& token = tokens[entries[i].token];
    std::string meant = InCase(model_.Text(chosen[i]), token);
    if (meant != text.substr(token.begin, token.end - token.begin)) repairs.push_back({{token.begin, token.end}, std::move(meant), 1});
  }
  return repairs;
}

}  // namespace trichluc
