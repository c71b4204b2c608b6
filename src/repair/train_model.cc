#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "repair/learn.h"
#include "repair/train.h"
#include "text/unicode.h"
#include "trichluc/train.h"

namespace trichluc {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

// The texts one after another, in pieces that end with a line, made NFC and with whatever is no UTF-8 left out.
class Files {
 public:
  Files(const ModelOptions& options, std::uint64_t bytes) : options_(options), progress_{0, bytes * 2} {}

  void Rewind() {
    next_ = 0;
    file_.reset();
  }

  std::optional<std::string_view> Next() {
    for (;;) {
      if (file_ == nullptr) {
        if (next_ == options_.texts.size()) return std::nullopt;
        file_ = std::make_unique<std::ifstream>(options_.texts[next_++], std::ios::binary);
        if (!*file_) failed_ = options_.texts[next_ - 1];
      }
      buffer_.resize(kPiece);
      file_->read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
      buffer_.resize(static_cast<std::size_t>(file_->gcount()));
      if (file_->bad()) failed_ = options_.texts[next_ - 1];
      if (buffer_.empty()) {
        file_.reset();
        continue;
      }
      std::string rest;
      if (buffer_.back() != '\n') std::getline(*file_, rest);
      buffer_ += rest;
      buffer_ += '\n';
      progress_.done += buffer_.size();
      if (options_.progress) options_.progress(progress_);
      Clean();
      return std::string_view(buffer_);
    }
  }

  // The file that could not be read, or empty.
  [[nodiscard]] const std::string& failed() const { return failed_; }

 private:
  void Clean() {
    if (!IsWellFormedUtf8(buffer_)) {
      std::string kept;
      std::size_t at = 0;
      for (const Span& bad : IllFormedUtf8(buffer_)) {
        kept.append(buffer_, at, bad.start - at);
        at = bad.end;
      }
      kept.append(buffer_, at);
      buffer_ = std::move(kept);
    }
    if (!IsNfc(buffer_)) buffer_ = ToNfc(buffer_);
  }

  const ModelOptions& options_;
  TrainingProgress progress_;
  std::size_t next_ = 0;
  std::unique_ptr<std::ifstream> file_;
  std::string buffer_;
  std::string failed_;
};

Error Unreadable(const std::string& path) {
  return {Error::Code::kUnreadable, path + ": cannot be read (check the name and its permissions)"};
}

}  // namespace

Result<ModelReport> TrainModel(const ModelOptions& options) {
  for (const auto* paths : {&options.texts, &options.held_out}) {
    for (const std::string& path : *paths) {
      std::error_code unknown;
      if (!std::filesystem::is_regular_file(path, unknown)) return Error{Error::Code::kUnreadable, path + ": is no file (texts are read twice, so folders and pipes will not do)"};
      if (std::filesystem::equivalent(path, options.output, unknown))
        return Error{
            Error::Code::kBadArgument,
            path + ": is read, and would be lost if the model were written to it (give the model another name)"};
    }
  }
  std::uint64_t bytes = 0;
  for (const std::string& path : options.texts) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return Unreadable(path);
    bytes += static_cast<std::uint64_t>(file.tellg());
  }
  TrainingOptions training;
  training.most_bytes = options.most_bytes;
  training.memory_keys = options.memory_keys;
  for (const std::string& path : options.held_out) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) return Unreadable(path);
    if (!IsWellFormedUtf8(text)) return Error{Error::Code::kUnsupported, path + ": is no UTF-8 text"};
    training.held_out.Add(ToNfc(text));
  }
  Files files(options, bytes);
  const TextSource source{[&] { files.Rewind(); }, [&] { return files.Next(); }};
  Result<TrainingReport> report = Train(source, options.output, training);
  if (!files.failed().empty()) return Unreadable(files.failed());
  if (!report) return report.error();
  return ModelReport{report->tokens, report->held_out, report->words, report->bigrams, report->trigrams, report->bytes};
}

ConfusionReport LearnConfusionTable(const std::vector<ReadingPair>& pairs, std::string_view comment) {
  std::vector<ReadingPair> composed;
  for (const ReadingPair& pair : pairs) composed.push_back({ToNfc(pair.meant), ToNfc(pair.read)});
  LearningReport report;
  const std::vector<Confusion> confusions = LearnConfusions(composed, report);
  return {report.words, report.wrong, FormatConfusions(confusions, comment)};
}

}  // namespace trichluc
