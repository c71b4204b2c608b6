#include "repair/train.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "repair/language_model.h"
#include "repair/model_file.h"
#include "repair/replace_file.h"
#include "repair/sorted_runs.h"
#include "repair/words.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr ModelWord kUnknown = LanguageModel::kUnknown;
constexpr ModelWord kBoundary = LanguageModel::kBoundary;
constexpr float kLeastProbability = 1e-7F;

// The discounts of modified Kneser-Ney (Chen and Goodman 1998, section 3.1) from how many n-grams occur once, twice …
struct Discounts {
  std::array<double, 4> of{};  // [1], [2], [3 and more]

  explicit Discounts(const std::array<std::uint64_t, 5>& n) {
    const double y = n[1] == 0 ? 0.5 : static_cast<double>(n[1]) / static_cast<double>(n[1] + 2 * n[2]);
    for (std::size_t i = 1; i <= 3; ++i) {
      const double ratio = n[i] == 0 ? 0 : static_cast<double>(n[i + 1]) / static_cast<double>(n[i]);
      of[i] = std::clamp(static_cast<double>(i) - (static_cast<double>(i) + 1) * y * ratio, 0.0, static_cast<double>(i));
    }
  }
  [[nodiscard]] double For(std::uint64_t count) const { return of[std::min<std::uint64_t>(count, 3)]; }
};

// What follows one context: how often in all, and how many followers occur once, twice, more often.
struct Followers {
  std::uint64_t total = 0;
  std::array<std::uint32_t, 4> types{};

  void Add(std::uint64_t count) {
    total += count;
    ++types[std::min<std::uint64_t>(count, 3)];
  }
  // The share that the discounts leave to the shorter context.
  [[nodiscard]] double Rest(const Discounts& d) const {
    if (total == 0) return 1;
    return (d.of[1] * types[1] + d.of[2] * types[2] + d.of[3] * types[3]) / static_cast<double>(total);
  }
};

std::uint8_t Quantize(double probability) {
  const double steps = -std::log(std::max(probability, static_cast<double>(kLeastProbability))) / kStep;
  return static_cast<std::uint8_t>(std::clamp(steps + 0.5, 0.0, 255.0));
}

class Trainer {
 public:
  Trainer(const TextSource& source, const TrainingOptions& options) : source_(source), options_(options) {}

  Result<TrainingReport> Run(const std::string& path) {
    ChooseWords();
    if (!CountTrigrams() || !CountBigrams()) {
      return Error{Error::Code::kUnreadable, "the n-grams cannot be counted: a temporary file cannot be written (is the disk full?)"};
    }
    if (words_.size() <= LanguageModel::kFirstWord) {
      return Error{Error::Code::kUnsupported, "the texts hold no word that occurs " + std::to_string(options_.rarest_word) + " times (give more text, in UTF-8)"};
    }
    Estimate();
    if (const std::uint64_t least = Prune(); least > options_.most_bytes) {
      return Error{Error::Code::kTooLarge, "the words of these texts alone take " + std::to_string(least) + " bytes (ask for a larger model, --size)"};
    }
    BackOff();
    return Write(path);
  }

 private:
  struct Trigram {
    std::uint64_t key;  // 16 bits a word
    std::uint32_t count;
  };
  struct Bigram {
    std::uint32_t key;
    std::uint32_t contexts;      // different words before it
    Followers followers;         // of the pair as a context
    double probability = 0;
    bool kept = false;
  };

  void ChooseWords() {
    StringTable met;
    std::vector<std::uint64_t> counts;
    ForEachWord([&](const std::string& form) {
      const auto id = static_cast<std::size_t>(met.Intern(form));
      if (id == counts.size()) {
        counts.push_back(0);
        forms_.push_back(form);
      }
      ++counts[id];
    });
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return counts[a] != counts[b] ? counts[a] > counts[b] : forms_[a] < forms_[b];
    });
    words_ = {"", "", ""};
    for (const std::size_t id : order) {
      if (counts[id] < options_.rarest_word || words_.size() >= options_.most_words) break;
      words_.push_back(forms_[id]);
    }
    for (const std::string& word : words_) {
      if (!word.empty()) ids_.Intern(word);
    }
    forms_.clear();
  }

  template <typename Use>
  void ForEachWord(Use use) {
    ForEachToken([&](ModelToken::Kind kind, const std::string& form) {
      if (kind == ModelToken::Kind::kWord) use(form);
    });
  }

  template <typename Use>
  void ForEachToken(Use use) {
    std::vector<Token> tokens;
    std::vector<ModelToken> entries;
    std::string form;
    source_.rewind();
    std::string kept;
    report_.held_out = 0;
    while (auto piece = source_.next()) {
      if (!options_.held_out.empty()) {
        WithoutHeldOut(*piece, kept);
        piece = kept;
      }
      Tokenize(*piece, tokens);
      ReadModelTokens(*piece, tokens, entries);
      for (const ModelToken& entry : entries) {
        if (entry.kind == ModelToken::Kind::kWord) {
          const Token& token = tokens[entry.token];
          ModelForm(piece->substr(token.begin, token.end - token.begin), form);
        }
        use(entry.kind, form);
      }
    }
  }

  void WithoutHeldOut(std::string_view piece, std::string& kept) {
    kept.clear();
    while (!piece.empty()) {
      const std::size_t end = std::min(piece.find('\n'), piece.size() - 1) + 1;
      if (options_.held_out.Shares(piece.substr(0, end))) {
        ++report_.held_out;
      } else {
        kept.append(piece.substr(0, end));
      }
      piece.remove_prefix(end);
    }
  }

  bool CountTrigrams() {
    SortedRuns<std::uint64_t> runs(options_.memory_keys);
    std::uint64_t window = static_cast<std::uint64_t>(kBoundary) << 16 | kBoundary;
    bool ok = true;
    ForEachToken([&](ModelToken::Kind kind, const std::string& form) {
      ModelWord word = kUnknown;
      if (kind == ModelToken::Kind::kBoundary) word = kBoundary;
      if (kind == ModelToken::Kind::kNumber) word = LanguageModel::kNumber;
      if (kind == ModelToken::Kind::kWord) {
        if (const std::int32_t id = ids_.Find(form); id != StringTable::kNone) word = static_cast<ModelWord>(id + LanguageModel::kFirstWord);
      }
      window = (window << 16 | word) & 0xFFFFFFFFFFFFULL;
      ok = ok && runs.Add(window);
      ++report_.tokens;
    });
    if (!ok) return false;
    return runs.ForEach([&](std::uint64_t key, std::uint64_t count) {
      const auto context = static_cast<std::uint32_t>(key >> 16);
      if (contexts_.empty() || contexts_.back().first != context) contexts_.push_back({context, {}});
      contexts_.back().second.Add(count);
      if (count <= 4) ++trigram_counts_[count];
      if (count >= options_.rarest_trigram) trigrams_.push_back({key, static_cast<std::uint32_t>(count)});
      ends_ok_ = ends_ok_ && ends_.Add(static_cast<std::uint32_t>(key));
    }) && ends_ok_;
  }

  bool CountBigrams() {
    return ends_.ForEach([&](std::uint32_t key, std::uint64_t contexts) {
      bigrams_.push_back({key, static_cast<std::uint32_t>(contexts), {}, 0, false});
    });
  }

  // The bigram of a pair, or null.
  Bigram* Find(std::uint32_t key) {
    const auto at = std::lower_bound(bigrams_.begin(), bigrams_.end(), key, [](const Bigram& b, std::uint32_t k) { return b.key < k; });
    return at != bigrams_.end() && at->key == key ? &*at : nullptr;
  }

  void Estimate() {
    std::array<std::uint64_t, 5> bigram_counts{};
    std::vector<std::uint64_t> before(words_.size(), 0);  // different words before each
    after_.resize(words_.size());
    for (const Bigram& bigram : bigrams_) {
      if (bigram.contexts <= 4) ++bigram_counts[bigram.contexts];
      ++before[bigram.key & 0xFFFF];
      after_[bigram.key >> 16].Add(bigram.contexts);
    }
    const auto pairs = static_cast<double>(bigrams_.size());
    const auto vocabulary = static_cast<double>(words_.size());
    unigram_.resize(words_.size());
    for (std::size_t w = 0; w < words_.size(); ++w) unigram_[w] = 0.999 * static_cast<double>(before[w]) / pairs + 0.001 / vocabulary;
    const Discounts of_bigrams(bigram_counts);
    for (Bigram& bigram : bigrams_) {
      const Followers& after = after_[bigram.key >> 16];
      bigram.probability = (bigram.contexts - of_bigrams.For(bigram.contexts)) / static_cast<double>(after.total) +
                           after.Rest(of_bigrams) * unigram_[bigram.key & 0xFFFF];
      bigram.kept = true;
    }
    for (const auto& [context, followers] : contexts_) {
      if (Bigram* bigram = Find(context)) bigram->followers = followers;
    }
    const Discounts of_trigrams(trigram_counts_);
    trigram_probabilities_.reserve(trigrams_.size());
    for (const Trigram& trigram : trigrams_) {
      Bigram* context = Find(static_cast<std::uint32_t>(trigram.key >> 16));
      const Bigram* shorter = Find(static_cast<std::uint32_t>(trigram.key));
      if (context == nullptr || shorter == nullptr) {  // the first words of the text
        trigram_probabilities_.push_back(kLeastProbability);
        continue;
      }
      trigram_probabilities_.push_back((trigram.count - of_trigrams.For(trigram.count)) / static_cast<double>(context->followers.total) +
                                       context->followers.Rest(of_trigrams) * shorter->probability);
    }
    BackOff();
  }

  // How much less likely the training text becomes, in nats, when an n-gram that occurs so often backs off.
  static double Loss(std::uint64_t count, double probability, double shorter) {
    return static_cast<double>(count) * std::log(std::max(probability, 1e-12) / std::max(shorter, 1e-12));
  }

  // Leaves out what is missed least (Seymore and Rosenfeld 1996), until the file is small enough. The bytes that cannot be
  // left out.
  std::uint64_t Prune() {
    std::vector<float> bigram_loss(bigrams_.size());
    std::vector<float> trigram_loss(trigrams_.size());
    std::vector<std::uint32_t> context_of(trigrams_.size());
    for (std::size_t i = 0; i < bigrams_.size(); ++i) {
      const Bigram& bigram = bigrams_[i];
      const double shorter = word_backoff_[bigram.key >> 16] * unigram_[bigram.key & 0xFFFF];
      bigram_loss[i] = static_cast<float>(Loss(std::max<std::uint64_t>(bigram.followers.total, bigram.contexts), bigram.probability, shorter));
    }
    for (std::size_t t = 0; t < trigrams_.size(); ++t) {
      const Bigram* context = Find(static_cast<std::uint32_t>(trigrams_[t].key >> 16));
      const auto at = static_cast<std::size_t>(context == nullptr ? 0 : context - bigrams_.data());
      context_of[t] = static_cast<std::uint32_t>(at);
      const double shorter = bigram_backoff_[at] * PairProbability(static_cast<std::uint32_t>(trigrams_[t].key));
      trigram_loss[t] = context == nullptr ? 0 : static_cast<float>(Loss(trigrams_[t].count, trigram_probabilities_[t], shorter));
    }
    // A bigram takes so many bytes, a trigram so many.
    constexpr float kBigramBytes = 8;
    constexpr float kTrigramBytes = 3;
    const auto keep = [&](float least) {
      std::uint64_t bytes = 0;
      for (std::size_t i = 0; i < bigrams_.size(); ++i) bigrams_[i].kept = bigram_loss[i] > least * kBigramBytes;
      for (std::size_t t = 0; t < trigrams_.size(); ++t) {
        if (trigram_loss[t] <= least * kTrigramBytes) continue;
        bytes += static_cast<std::uint64_t>(kTrigramBytes);
        bigrams_[context_of[t]].kept = true;
      }
      for (const Bigram& bigram : bigrams_) bytes += bigram.kept ? static_cast<std::uint64_t>(kBigramBytes) : 0;
      for (const std::string& word : words_) bytes += word.size() + 20;
      return bytes + 1000 + 2 * std::uint64_t{kSlots} + std::uint64_t{8} * FilterBlocks();
    };
    const std::uint64_t least = keep(std::numeric_limits<float>::max());
    if (least > options_.most_bytes) return least;
    float low = 0;
    float high = 1;
    if (keep(low) > options_.most_bytes) {
      while (keep(high) > options_.most_bytes) high *= 2;
      for (int i = 0; i < 24; ++i) {
        const float middle = (low + high) / 2;
        (keep(middle) > options_.most_bytes ? low : high) = middle;
      }
      low = high;
    }
    keep(low);
    std::size_t kept = 0;
    for (std::size_t t = 0; t < trigrams_.size(); ++t) {
      if (trigram_loss[t] <= low * kTrigramBytes) continue;
      trigrams_[kept] = trigrams_[t];
      trigram_probabilities_[kept++] = trigram_probabilities_[t];
    }
    trigrams_.resize(kept);
    trigram_probabilities_.resize(kept);
    return least;
  }

  // What is left to shorter contexts, once for each context, so that probabilities sum to one.
  void BackOff() {
    word_backoff_.assign(words_.size(), 1);
    std::vector<double> kept(words_.size(), 0);
    std::vector<double> shorter(words_.size(), 0);
    for (const Bigram& bigram : bigrams_) {
      if (!bigram.kept) continue;
      kept[bigram.key >> 16] += bigram.probability;
      shorter[bigram.key >> 16] += unigram_[bigram.key & 0xFFFF];
    }
    for (std::size_t w = 0; w < words_.size(); ++w) word_backoff_[w] = Share(kept[w], shorter[w]);
    bigram_backoff_.assign(bigrams_.size(), 1);
    for (std::size_t t = 0; t < trigrams_.size();) {
      const auto context = static_cast<std::uint32_t>(trigrams_[t].key >> 16);
      double taken = 0;
      double below = 0;
      for (; t < trigrams_.size() && static_cast<std::uint32_t>(trigrams_[t].key >> 16) == context; ++t) {
        taken += trigram_probabilities_[t];
        below += PairProbability(static_cast<std::uint32_t>(trigrams_[t].key));
      }
      if (Bigram* bigram = Find(context)) bigram_backoff_[static_cast<std::size_t>(bigram - bigrams_.data())] = Share(taken, below);
    }
  }

  static double Share(double taken, double below) { return std::max(1 - taken, 1e-4) / std::max(1 - below, 1e-4); }

  double PairProbability(std::uint32_t key) {
    const Bigram* bigram = Find(key);
    if (bigram != nullptr && bigram->kept) return bigram->probability;
    return word_backoff_[key >> 16] * unigram_[key & 0xFFFF];
  }

  // Which words are the same without their marks.
  void GroupForms() {
    StringTable forms;
    std::string bare;
    form_of_.clear();
    for (const std::string& word : words_) {
      bare.clear();
      for (std::size_t at = 0; at < word.size();) AppendChar(bare, BareLetter(NextChar(word, at)));
      form_of_.push_back(static_cast<std::uint16_t>(forms.Intern(bare)));
    }
    forms_of_words_ = forms.size();
  }

  Result<TrainingReport> Write(const std::string& path) {
    GroupForms();
    ModelHeader header;
    header.magic = kModelMagic;
    header.version = kModelVersion;
    header.words = static_cast<std::uint32_t>(words_.size());
    header.bigrams = static_cast<std::uint32_t>(std::count_if(bigrams_.begin(), bigrams_.end(), [](const Bigram& b) { return b.kept; }));
    header.trigrams = static_cast<std::uint32_t>(trigrams_.size());
    header.forms = static_cast<std::uint32_t>(forms_of_words_);
    header.filter_blocks = FilterBlocks();
    for (const std::string& word : words_) header.text_bytes += static_cast<std::uint32_t>(word.size());
    const ModelLayout layout(header);
    std::string bytes(layout.size, '\0');
    Fill(bytes, header, layout);
    header.checksum = ModelChecksum(bytes.data() + sizeof header, bytes.size() - sizeof header);
    std::memcpy(bytes.data(), &header, sizeof header);
    if (const auto fault = ReplaceFile(path, bytes)) return *fault;
    report_.words = header.words;
    report_.bigrams = header.bigrams;
    report_.trigrams = header.trigrams;
    report_.bytes = bytes.size();
    return report_;
  }

  void Fill(std::string& bytes, const ModelHeader& header, const ModelLayout& layout) {
    const auto put = [&](std::uint64_t start, std::size_t index, auto value) {
      std::memcpy(bytes.data() + start + index * sizeof value, &value, sizeof value);
    };
    std::uint32_t end = 0;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      std::memcpy(bytes.data() + layout.text + end, words_[w].data(), words_[w].size());
      end += static_cast<std::uint32_t>(words_[w].size());
      put(layout.text_ends, w, end);
      put(layout.word_prob, w, Quantize(unigram_[w]));
      put(layout.word_backoff, w, Quantize(word_backoff_[w]));
    }
    FillForms(put, layout);
    for (const Bigram& bigram : bigrams_) {
      const PairFilter::Place place = PairFilter::Of(bigram.key, header.filter_blocks);
      std::uint64_t block = 0;
      std::memcpy(&block, bytes.data() + layout.filter + std::uint64_t{8} * place.block, 8);
      put(layout.filter, place.block, block | place.bits);
    }
    std::uint32_t placed = 0;
    std::size_t word = 0;
    std::size_t t = 0;
    for (std::size_t i = 0; i < bigrams_.size(); ++i) {
      const Bigram& bigram = bigrams_[i];
      if (!bigram.kept) continue;
      for (; word <= bigram.key >> 16; ++word) put(layout.first_bigram, word, placed);
      while (t < trigrams_.size() && trigrams_[t].key >> 16 < bigram.key) ++t;  // contexts without a bigram of their own
      put(layout.bigram_word, placed, static_cast<std::uint16_t>(bigram.key));
      put(layout.bigram_prob, placed, Quantize(bigram.probability));
      put(layout.bigram_backoff, placed, Quantize(bigram_backoff_[i]));
      put(layout.first_trigram, placed, static_cast<std::uint32_t>(t));
      while (t < trigrams_.size() && trigrams_[t].key >> 16 == bigram.key) ++t;
      ++placed;
    }
    for (; word <= words_.size(); ++word) put(layout.first_bigram, word, placed);
    put(layout.first_trigram, header.bigrams, static_cast<std::uint32_t>(trigrams_.size()));
    for (std::size_t i = 0; i < trigrams_.size(); ++i) {
      put(layout.trigram_word, i, static_cast<std::uint16_t>(trigrams_[i].key));
      put(layout.trigram_prob, i, Quantize(trigram_probabilities_[i]));
    }
  }

  // Eight bits a pair: one in thirty that was not met looks as if it was.
  [[nodiscard]] std::uint32_t FilterBlocks() const { return static_cast<std::uint32_t>(bigrams_.size() / 8 + 1); }

  template <typename Put>
  void FillForms(Put put, const ModelLayout& layout) {
    std::vector<std::uint16_t> slots(kSlots, 0);
    for (std::size_t w = LanguageModel::kFirstWord; w < words_.size(); ++w) {
      std::size_t at = HashBytes(words_[w]) & (kSlots - 1);
      while (slots[at] != 0) at = (at + 1) & (kSlots - 1);
      slots[at] = static_cast<std::uint16_t>(w);
    }
    for (std::size_t i = 0; i < slots.size(); ++i) put(layout.slots, i, slots[i]);
    std::vector<std::uint32_t> first(forms_of_words_ + 1, 0);
    for (const std::uint16_t form : form_of_) ++first[form + 1U];
    std::partial_sum(first.begin(), first.end(), first.begin());
    for (std::size_t f = 0; f < first.size(); ++f) put(layout.first_of_form, f, first[f]);
    for (std::size_t w = 0; w < words_.size(); ++w) {
      put(layout.form_of, w, form_of_[w]);
      put(layout.words_of_form, first[form_of_[w]]++, static_cast<std::uint16_t>(w));
    }
  }

  const TextSource& source_;
  const TrainingOptions& options_;
  TrainingReport report_;
  std::vector<std::string> forms_;
  std::vector<std::uint16_t> form_of_;  // of each word, without its marks
  std::size_t forms_of_words_ = 0;
  std::vector<std::string> words_;   // by number: unknown, boundary, number, then the commonest first
  StringTable ids_;                  // of words_ from the fourth
  std::vector<Trigram> trigrams_;    // that are kept
  std::vector<double> trigram_probabilities_;
  std::array<std::uint64_t, 5> trigram_counts_{};
  std::vector<std::pair<std::uint32_t, Followers>> contexts_;  // pairs and what follows them, ascending
  SortedRuns<std::uint32_t> ends_{std::size_t{1} << 25};       // the last two words of each different trigram
  bool ends_ok_ = true;
  std::vector<Bigram> bigrams_;
  std::vector<Followers> after_;     // of each word
  std::vector<double> unigram_;
  std::vector<double> word_backoff_;
  std::vector<double> bigram_backoff_;
};

}  // namespace

Result<TrainingReport> Train(const TextSource& source, const std::string& path, const TrainingOptions& options) {
  return Trainer(source, options).Run(path);
}

}  // namespace trichluc
