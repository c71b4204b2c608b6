#include "repair/language_model.h"

#include <algorithm>
#include <utility>

#include "repair/model_file.h"
#include "text/mapped_file.h"

namespace trichluc {

struct LanguageModel::File {
  explicit File(MappedFile mapped) : region(std::move(mapped)) {}

  MappedFile region;
  ModelHeader header;
  const std::uint32_t* text_ends = nullptr;
  const char* text = nullptr;
  const std::uint32_t* first_bigram = nullptr;
  const std::uint8_t* word_prob = nullptr;
  const std::uint8_t* word_backoff = nullptr;
  const std::uint16_t* bigram_word = nullptr;
  const std::uint8_t* bigram_prob = nullptr;
  const std::uint8_t* bigram_backoff = nullptr;
  const std::uint32_t* first_trigram = nullptr;
  const std::uint16_t* trigram_word = nullptr;
  const std::uint8_t* trigram_prob = nullptr;
  const std::uint16_t* slots = nullptr;
  const std::uint16_t* form_of = nullptr;
  const std::uint32_t* first_of_form = nullptr;
  const std::uint16_t* words_of_form = nullptr;
  const std::uint64_t* filter = nullptr;

  void Locate() {
    const auto* base = region.bytes().data();
    const ModelLayout layout(header);
    const auto at = [&]<typename T>(const T*& array, std::uint64_t offset) { array = reinterpret_cast<const T*>(base + offset); };
    at(text_ends, layout.text_ends);
    at(text, layout.text);
    at(slots, layout.slots);
    at(form_of, layout.form_of);
    at(first_of_form, layout.first_of_form);
    at(words_of_form, layout.words_of_form);
    at(filter, layout.filter);
    at(first_bigram, layout.first_bigram);
    at(word_prob, layout.word_prob);
    at(word_backoff, layout.word_backoff);
    at(bigram_word, layout.bigram_word);
    at(bigram_prob, layout.bigram_prob);
    at(bigram_backoff, layout.bigram_backoff);
    at(first_trigram, layout.first_trigram);
    at(trigram_word, layout.trigram_word);
    at(trigram_prob, layout.trigram_prob);
  }

  // That no number in it points outside.
  [[nodiscard]] bool Holds() const {
    const auto ascend = [](const std::uint32_t* array, std::size_t count, std::uint32_t last) {
      bool ok = count == 0 || array[count - 1] <= last;
      for (std::size_t i = 1; i < count; ++i) ok = ok && array[i - 1] <= array[i];
      return ok;
    };
    const auto below = [](const std::uint16_t* array, std::size_t count, std::uint32_t limit) {
      std::uint16_t most = 0;
      for (std::size_t i = 0; i < count; ++i) most = std::max(most, array[i]);
      return count == 0 || most < limit;
    };
    const std::size_t words = header.words;
    return words > kFirstWord && words < 0xFFFF && header.forms > 0 && header.filter_blocks > 0 && ascend(text_ends, words, header.text_bytes) &&
           ascend(first_bigram, words + 1, header.bigrams) && ascend(first_trigram, header.bigrams + std::size_t{1}, header.trigrams) &&
           ascend(first_of_form, header.forms + std::size_t{1}, header.words) && below(bigram_word, header.bigrams, header.words) &&
           below(trigram_word, header.trigrams, header.words) && below(form_of, words, header.forms) && below(words_of_form, words, header.words) &&
           below(slots, kSlots, header.words) && std::find(slots, slots + kSlots, 0) != slots + kSlots;
  }

  [[nodiscard]] std::string_view Text(std::size_t word) const {
    const std::uint32_t begin = word == 0 ? 0 : text_ends[word - 1];
    return {text + begin, text_ends[word] - begin};
  }

  // The place of `word` in [first, last) of an ascending array, or kNone.
  static std::uint32_t Place(const std::uint16_t* words, std::uint32_t first, std::uint32_t last, ModelWord word) {
    // Halves without a branch: which way each goes is a coin's throw to the processor.
    const std::uint16_t* at = words + first;
    std::uint32_t left = last - first;
    if (left == 0) return kNone;
    while (left > 1) {
      const std::uint32_t half = left / 2;
      at = at[half - 1] < word ? at + half : at;
      left -= half;
    }
    return *at == word ? static_cast<std::uint32_t>(at - words) : kNone;
  }
};

LanguageModel::LanguageModel(std::unique_ptr<File> file) : file_(std::move(file)) {}
LanguageModel::LanguageModel(LanguageModel&&) noexcept = default;
LanguageModel& LanguageModel::operator=(LanguageModel&&) noexcept = default;
LanguageModel::~LanguageModel() = default;

Result<LanguageModel> LanguageModel::Open(const std::string& path) {
  Result<MappedFile> mapped = MappedFile::Open(path);
  if (!mapped) return mapped.error();
  auto file = std::make_unique<File>(std::move(*mapped));
  const char* const base = file->region.bytes().data();
  const std::size_t size = file->region.bytes().size();
  const auto fault = [&](const std::string& what) {
    return Error{Error::Code::kUnsupported, path + ": " + what + "; make it anew with `trichluc train`"};
  };
  if (size < sizeof(ModelHeader)) return fault("too short to be a model");
  std::memcpy(&file->header, base, sizeof(ModelHeader));
  if (file->header.magic != kModelMagic) return fault("not a model of trichluc");
  if (file->header.version != kModelVersion) return fault("a model of version " + std::to_string(file->header.version) + ", not " + std::to_string(kModelVersion));
  if (ModelLayout(file->header).size != size) return fault("the model is cut off");
  if (ModelChecksum(base + sizeof(ModelHeader), size - sizeof(ModelHeader)) != file->header.checksum) return fault("the model is damaged");
  file->Locate();
  if (!file->Holds()) return fault("the model is damaged");
  return LanguageModel(std::move(file));
}

std::size_t LanguageModel::words() const { return file_->header.words; }

ModelWord LanguageModel::Find(std::string_view form) const {
  for (std::size_t at = HashBytes(form) & (kSlots - 1); file_->slots[at] != kUnknown; at = (at + 1) & (kSlots - 1)) {
    if (file_->Text(file_->slots[at]) == form) return file_->slots[at];
  }
  return kUnknown;
}

std::span<const ModelWord> LanguageModel::Brothers(ModelWord word) const {
  const std::uint16_t form = file_->form_of[word];
  const std::uint32_t first = file_->first_of_form[form];
  return {file_->words_of_form + first, file_->first_of_form[form + 1U] - first};
}

bool LanguageModel::MayFollow(ModelWord first, ModelWord second) const {
  return PairFilter(file_->filter, file_->header.filter_blocks).MayHold(static_cast<std::uint32_t>(first) << 16 | second);
}

std::string_view LanguageModel::Text(ModelWord word) const { return file_->Text(word); }

float LanguageModel::Unigram(ModelWord word) const { return -kStep * static_cast<float>(file_->word_prob[word]); }

std::uint32_t LanguageModel::FindPair(ModelWord last, ModelWord word) const {
  if (!MayFollow(last, word)) return kNever;
  return File::Place(file_->bigram_word, file_->first_bigram[last], file_->first_bigram[last + 1U], word);
}

void LanguageModel::ExpectPair(ModelWord last, ModelWord word) const {
  __builtin_prefetch(PairFilter(file_->filter, file_->header.filter_blocks).At(static_cast<std::uint32_t>(last) << 16 | word));
}

LanguageModel::Rows LanguageModel::Enter(const Context& context) const {
  const File& f = *file_;
  Rows rows;
  rows.last = context.last;
  if (context.bigram >= kNever) return rows;
  rows.first_trigram = f.first_trigram[context.bigram];
  rows.last_trigram = f.first_trigram[context.bigram + 1];
  rows.backoff = f.bigram_backoff[context.bigram];
  __builtin_prefetch(f.trigram_word + (rows.first_trigram + rows.last_trigram) / 2);
  return rows;
}

float LanguageModel::Score(const Rows& rows, ModelWord word, std::uint32_t pair) const {
  const File& f = *file_;
  if (pair != kNever && rows.first_trigram != rows.last_trigram) {
    const std::uint32_t place = File::Place(f.trigram_word, rows.first_trigram, rows.last_trigram, word);
    if (place != kNone) return -kStep * static_cast<float>(f.trigram_prob[place]);
  }
  const std::uint32_t rest = pair < kNever ? f.bigram_prob[pair] : std::uint32_t{f.word_backoff[rows.last]} + f.word_prob[word];
  return -kStep * static_cast<float>(rows.backoff + rest);
}

float LanguageModel::Score(const Context& context, ModelWord word, Context& next) const {
  const std::uint32_t pair = FindPair(context.last, word);
  const float score = Score(Enter(context), word, pair);
  next = {context.last, word, pair};
  return score;
}

}  // namespace trichluc
