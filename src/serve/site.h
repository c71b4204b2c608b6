// The web application: an index, the engine that reads what is added, and who may do what.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "serve/gate.h"
#include "serve/http.h"
#include "serve/message.h"
#include "serve/originals.h"
#include "trichluc/engine.h"
#include "trichluc/exports.h"
#include "trichluc/index.h"
#include "trichluc/result.h"

namespace trichluc::serve {

struct SiteOptions {
  std::string index;                // a file, or the address of a database
  std::string files;                // the folder that the names of documents count from; their originals are looked for there
  std::string uploads;              // where documents that people add are kept; empty: nobody may add any
  std::string language = "vi";      // where nobody chose another
  WordingOptions wording{};
  EngineOptions engine{};
  std::vector<std::string> names;   // hosts, beside localhost and addresses in numbers
  std::vector<Token> tokens;        // empty: everybody may enter
  std::string who;                  // reviews are by this person, where nobody gave another name; may be empty
  bool read_only = false;           // nobody may review or add anything
};

class Site;

// Which file an index is, as the system knows it: another one may be put in its place. Of a database server always the same.
struct IndexFile {
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  bool operator==(const IndexFile&) const = default;
  [[nodiscard]] static IndexFile At(const std::string& path);
};

// A request that may enter.
struct Visit {
  const Request& request;
  Site& site;
  const ExportWording& words;
  const Index& index;
  IndexFile file;                   // of the index
  std::string who;                  // the person, as far as is known
  bool who_is_given = false;        // by a token: it cannot be changed

  // A text of the table [serve].
  [[nodiscard]] std::string Word(std::string_view key) const { return words.Text("serve." + std::string(key)); }
  [[nodiscard]] std::string Fill(std::string_view key, ExportWording::Values values) const { return words.Fill("serve." + std::string(key), values); }
  [[nodiscard]] std::string_view Query(std::string_view name) const { return request.Query(name); }
};

class Site {
 public:
  // Fails where the index, the wording or the grammars cannot be had.
  static Result<std::unique_ptr<Site>> Open(const SiteOptions& options);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;
  ~Site();

  // What the server asks. The site must outlive it.
  [[nodiscard]] HttpService Service();

  [[nodiscard]] const SiteOptions& options() const { return options_; }
  [[nodiscard]] const Engine& engine() const { return *engine_; }
  [[nodiscard]] const Originals& originals() const { return originals_; }
  [[nodiscard]] bool MayReview() const { return !options_.read_only; }
  [[nodiscard]] bool MayAdd() const { return !options_.read_only && !options_.uploads.empty(); }
  // What the engine is called in the index (Engine::Fingerprint).
  [[nodiscard]] const std::string& reader() const { return reader_; }

  // A connection that may write, for as long as `use` takes.
  [[nodiscard]] std::optional<Error> Write(const std::function<std::optional<Error>(Index&)>& use);

  // Work that takes seconds is done one at a time, and so are pages drawn: nothing where somebody is at it. For work that may be done
  // already one waits a second.
  class HardTurn;
  [[nodiscard]] HardTurn HardWork();
  [[nodiscard]] std::unique_lock<std::mutex> Drawing() { return std::unique_lock(drawing_, std::try_to_lock); }
  // Adds documents one at a time, and waits for it.
  [[nodiscard]] std::unique_lock<std::mutex> Adding() { return std::unique_lock(adding_); }

 private:
  explicit Site(const SiteOptions& options) : options_(options), gate_(options.names, options.tokens), originals_({options.files, options.uploads}) {}

  HttpService::Admission Admit(const Request& request);
  void Leave(const Request& request);
  Response Answer(const Request& request);
  Response AnswerVisit(const Request& request, const Token* token);
  // A connection that reads.
  struct Reader {
    IndexFile file;
    Index index;
  };
  Result<Reader> TakeReader();
  // The one that answers are asked over which look at all of the index: what it keeps of them serves all visits.
  Result<Reader> TakeHardReader(const Visit& visit);
  void PutBack(Reader reader);
  [[nodiscard]] const ExportWording& WordsFor(const Request& request) const;
  [[nodiscard]] Response AskForToken(const Request& request, unsigned status) const;
  Response Enter(const Request& request) const;

  SiteOptions options_;
  Gate gate_;
  Originals originals_;
  std::vector<ExportWording> wordings_;  // the first is that of options_.language
  std::optional<Engine> engine_;
  std::string reader_;

  std::mutex readers_mutex_;
  std::vector<Reader> readers_;          // that nobody uses now
  std::optional<Reader> hard_reader_;    // nothing while somebody uses it
  std::timed_mutex hard_work_;
  std::mutex drawing_;
  std::mutex adding_;
  std::size_t uploads_ = 0;              // under way; of the thread of Admit
};

// The turn of a visit, as long as it lives.
class Site::HardTurn {
 public:
  explicit HardTurn(Site& site) : site_(site), lock_(site.hard_work_, kLongestWait) {}
  // Is it one?
  explicit operator bool() const { return lock_.owns_lock(); }

  // What `ask` answers, over the connection that keeps answers.
  template <typename Ask>
  auto Answer(const Visit& visit, const Ask& ask) const -> decltype(ask(visit.index)) {
    Result<Reader> reader = site_.TakeHardReader(visit);
    if (!reader) return reader.error();
    auto answer = ask(reader->index);
    // A connection that failed is not used again.
    if (answer || answer.error().code == Error::Code::kBadArgument) site_.PutBack(std::move(*reader));
    return answer;
  }

 private:
  static constexpr std::chrono::seconds kLongestWait{1};  // what is kept already takes less

  Site& site_;
  std::unique_lock<std::timed_mutex> lock_;
};

inline Site::HardTurn Site::HardWork() { return HardTurn(*this); }

}  // namespace trichluc::serve
