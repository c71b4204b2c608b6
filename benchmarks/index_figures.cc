// What an index costs and how fast it answers, measured with plans that make_plans wrote.
//
//   make_plans 100000 plans/ && trichluc index add plans.db plans/
//   index_figures plans/ plans.db [SEED]
//   index_figures --questions plans/ plans.db [SEED]     without the speed of adding
//
// Prints tables: the speed of adding documents beside that of reading them alone (of the first plans, in turns, so that other work
// of the machine slows both alike); the size of the file beside that of the texts, by tables; and how long questions take that are
// made of words of the plans, by the clock and by the processor, each asked once. A question that does not find the plan that it
// was made from is a fault: it is told, and the exit code is 1. The same seed asks the same questions of the same plans.
#include <sqlite3.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "index/words.h"
#include "trichluc/trichluc.h"

namespace {

namespace fs = std::filesystem;
using trichluc::IndexQuery;

constexpr std::size_t kTimed = 2000;    // plans, of which the speed is measured
constexpr std::size_t kTogether = 250;  // that are added at a time
constexpr std::size_t kQuestions = 60;  // of each kind

struct Time {
  double clock = 0;      // seconds
  double processor = 0;

  Time operator-(const Time& other) const { return {clock - other.clock, processor - other.processor}; }
  Time& operator+=(const Time& other) {
    clock += other.clock;
    processor += other.processor;
    return *this;
  }
};

Time Now() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  const std::chrono::duration<double> clock = std::chrono::steady_clock::now().time_since_epoch();
  return {clock.count(), seconds(used.ru_utime) + seconds(used.ru_stime)};
}

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "index_figures: %s\n", what.c_str());
  std::exit(1);
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> PlansIn(const fs::path& folder) {
  std::vector<fs::path> plans;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".txt") plans.push_back(entry.path());
  }
  std::sort(plans.begin(), plans.end());
  if (plans.empty()) Fail(folder.string() + ": holds no plans (make_plans writes some)");
  return plans;
}

// ---- speed ------------------------------------------------------------------------------------------------------------------

// Two indexes would share what a machine keeps in memory; one that is removed does not.
class TemporaryIndex {
 public:
  TemporaryIndex() : path_((fs::temp_directory_path() / ("index_figures." + std::to_string(std::random_device()()) + ".db")).string()) {}
  TemporaryIndex(const TemporaryIndex&) = delete;
  TemporaryIndex& operator=(const TemporaryIndex&) = delete;
  ~TemporaryIndex() {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(path_ + end);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void MeasureSpeed(const trichluc::Engine& engine, const std::vector<fs::path>& plans) {
  const TemporaryIndex place;
  trichluc::Result<trichluc::Index> index = trichluc::Index::Open(place.path(), trichluc::Index::Access::kWrite);
  if (!index) Fail(index.error().message);
  const auto reader = engine.Fingerprint();
  if (!reader) Fail(reader.error().message);
  Time alone;
  Time with;
  std::size_t bytes = 0;
  std::size_t written = 0;
  for (std::size_t at = 0; at < std::min(kTimed, plans.size()); at += kTogether) {
    std::vector<std::string> texts;
    for (std::size_t i = at; i < std::min(at + kTogether, plans.size()); ++i) texts.push_back(ReadFile(plans[i]));
    const auto extract = [&](std::size_t i) {
      auto plan = engine.Extract({.name = plans[at + i].string(), .bytes = texts[i]});
      if (!plan) Fail(plan.error().message);
      return std::move(*plan);
    };
    Time start = Now();
    for (std::size_t i = 0; i < texts.size(); ++i) written += trichluc::ToJsonLine(extract(i)).size();
    alone += Now() - start;
    start = Now();
    std::vector<trichluc::IndexedDocument> documents;
    for (std::size_t i = 0; i < texts.size(); ++i) documents.push_back({extract(i), *reader, texts[i]});
    const auto change = index->Add(documents);
    if (!change) Fail(change.error().message);
    documents.clear();
    with += Now() - start;
    for (const std::string& text : texts) bytes += text.size();
  }
  if (written == 0) Fail("nothing was read");
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::printf("speed, of %zu plans on one core\n  %-22s %10s %10s\n", std::min(kTimed, plans.size()), "", "clock", "processor");
  std::printf("  %-22s %5.2f MB/s %5.2f MB/s\n", "reading alone", megabytes / alone.clock, megabytes / alone.processor);
  std::printf("  %-22s %5.2f MB/s %5.2f MB/s\n", "reading and adding", megabytes / with.clock, megabytes / with.processor);
  std::printf("  %-22s %9.0f%% %9.0f%%\n\n", "share", 100 * alone.clock / with.clock, 100 * alone.processor / with.processor);
}

// ---- size -------------------------------------------------------------------------------------------------------------------

void MeasureSize(const std::string& path, std::uintmax_t text_bytes) {
  const std::uintmax_t file_bytes = fs::file_size(path);
  const auto share = [&](double bytes) { return bytes / static_cast<double>(text_bytes); };
  std::printf("size\n  %-30s %8.0f MB\n  %-30s %8.0f MB %6.2f x\n", "texts", static_cast<double>(text_bytes) / 1e6, "file", static_cast<double>(file_bytes) / 1e6, share(static_cast<double>(file_bytes)));
  sqlite3* database = nullptr;
  sqlite3_stmt* tables = nullptr;
  if (sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(database, "SELECT name, SUM(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 16", -1, &tables, nullptr) == SQLITE_OK) {
    while (sqlite3_step(tables) == SQLITE_ROW) {
      const double bytes = sqlite3_column_double(tables, 1);
      std::printf("    %-28s %8.0f MB %6.3f x\n", reinterpret_cast<const char*>(sqlite3_column_text(tables, 0)), bytes / 1e6, share(bytes));
    }
  } else {
    std::printf("    (this SQLite was built without dbstat, which tells tables apart)\n");
  }
  sqlite3_finalize(tables);
  sqlite3_close(database);
  std::printf("\n");
}

// ---- questions --------------------------------------------------------------------------------------------------------------

class Asker {
 public:
  Asker(const std::vector<fs::path>& plans, const trichluc::Engine& engine, unsigned seed) : plans_(plans), engine_(engine), random_(seed) {}

  void NextPlan() {
    for (;;) {
      const fs::path& path = plans_[Below(plans_.size())];
      auto plan = engine_.Extract({.name = path.string(), .bytes = ReadFile(path)});
      if (!plan) Fail(plan.error().message);
      plan_ = std::move(*plan);
      block_.clear();
      for (int tries = 0; tries < 20 && block_.size() < 6; ++tries) {
        if (!plan_.blocks.empty()) block_ = trichluc::SearchWords(plan_.blocks[Below(plan_.blocks.size())].text);
      }
      if (block_.size() >= 6) return;
    }
  }
  [[nodiscard]] const trichluc::Extraction& plan() const { return plan_; }

  // Words of a passage; one after the other, or any.
  std::string Words(std::size_t count, bool marked, bool together) {
    std::string words;
    const std::size_t from = Below(block_.size() - count + 1);
    for (std::size_t i = 0; i < count; ++i) {
      const trichluc::SearchWord& word = block_[together ? from + i : Below(block_.size())];
      words.append(i > 0 ? " " : "").append(marked ? word.marked : word.bare);
    }
    return words;
  }
  std::string Beginning() {
    for (;;) {
      const trichluc::SearchWord& word = block_[Below(block_.size())];
      if (word.bare.size() >= 2) return word.bare.substr(0, std::max<std::size_t>(2, word.bare.size() - 1)) + "*";
      if (std::none_of(block_.begin(), block_.end(), [](const auto& one) { return one.bare.size() >= 2; })) return word.bare + "*";
    }
  }
  template <typename Value>
  const Value* Any(const std::vector<Value>& values) { return values.empty() ? nullptr : &values[Below(values.size())]; }
  std::size_t Below(std::size_t count) { return random_() % count; }

 private:
  const std::vector<fs::path>& plans_;
  const trichluc::Engine& engine_;
  std::mt19937 random_;
  trichluc::Extraction plan_;
  std::vector<trichluc::SearchWord> block_;
};

std::string Quoted(const std::string& words) { return "\"" + words + "\""; }

// Fills the query from the plan that the asker holds; false where it has nothing of the kind.
using Fill = std::function<bool(Asker&, IndexQuery&)>;
struct Kind {
  const char* name;
  Fill fill;
};

bool Given(const std::optional<std::string>& value, std::string& out) {
  out = value.value_or("");
  return value.has_value() && !value->empty();
}

std::vector<Kind> WordKinds() {
  const auto words = [](std::size_t count, bool marked) { return [=](Asker& asker, IndexQuery& query) { return query.words = asker.Words(count, marked, asker.Below(2) == 0), true; }; };
  const auto phrase = [](std::size_t count, bool marked) { return [=](Asker& asker, IndexQuery& query) { return query.words = Quoted(asker.Words(count, marked, true)), true; }; };
  return {
      {"one word without marks", words(1, false)},
      {"one word with marks", words(1, true)},
      {"two words without marks", words(2, false)},
      {"two words with marks", words(2, true)},
      {"three words without marks", words(3, false)},
      {"three words with marks", words(3, true)},
      {"four words without marks", words(4, false)},
      {"four words with marks", words(4, true)},
      {"phrase of two, no marks", phrase(2, false)},
      {"phrase of two, marks", phrase(2, true)},
      {"phrase of three, no marks", phrase(3, false)},
      {"phrase of four, marks", phrase(4, true)},
      {"beginning of a word", [](Asker& asker, IndexQuery& query) { return query.words = asker.Beginning(), true; }},
      {"a word and a beginning", [](Asker& asker, IndexQuery& query) { return query.words = asker.Words(1, false, true) + " " + asker.Beginning(), true; }},
  };
}

std::vector<Kind> FilterKinds() {
  const auto deadline = [](Asker& asker, std::string& first, std::string& last) {
    std::vector<std::string> days;
    for (const trichluc::Deadline& one : asker.plan().deadlines) {
      if (one.date && one.date->size() == 10 && one.date->find_first_not_of("0123456789-") == std::string::npos) days.push_back(*one.date);
    }
    const std::string* const day = asker.Any(days);
    if (day == nullptr) return false;
    first = day->substr(0, 8) + "01";
    last = day->substr(0, 8) + "28";
    if (*day > last) last = *day;
    return true;
  };
  return {
      {"type", [](Asker& asker, IndexQuery& query) { return Given(asker.plan().document.type, query.type); }},
      {"issuer", [](Asker& asker, IndexQuery& query) { return Given(asker.plan().document.issuer, query.issuer); }},
      {"place", [](Asker& asker, IndexQuery& query) { return Given(asker.plan().document.place_id, query.place); }},
      {"date: a year", [](Asker& asker, IndexQuery& query) {
         const auto& date = asker.plan().document.date;
         if (!date || date->size() < 4) return false;
         query.from = date->substr(0, 4) + "-01-01";
         query.to = date->substr(0, 4) + "-12-31";
         return true;
       }},
      {"unit", [](Asker& asker, IndexQuery& query) {
         const auto* const one = asker.Any(asker.plan().assignments);
         if (one == nullptr || one->lead.empty()) return false;
         query.unit = one->lead.front();
         return true;
       }},
      {"target", [](Asker& asker, IndexQuery& query) {
         const auto* const one = asker.Any(asker.plan().targets);
         return one != nullptr && Given(one->subject, query.target);
       }},
      {"target: one word", [](Asker& asker, IndexQuery& query) {
         const auto* const one = asker.Any(asker.plan().targets);
         if (one == nullptr || !one->subject) return false;
         const auto words = trichluc::SearchWords(*one->subject);
         if (words.empty()) return false;
         query.target = words.front().bare;
         return true;
       }},
      {"reference", [](Asker& asker, IndexQuery& query) {
         const auto* const one = asker.Any(asker.plan().references);
         return one != nullptr && Given(one->code ? one->code : one->name, query.reference);
       }},
      {"code", [](Asker& asker, IndexQuery& query) { return Given(asker.plan().document.code, query.code); }},
      {"due in a month", [=](Asker& asker, IndexQuery& query) { return deadline(asker, query.due_from, query.due_to); }},
      {"due in a year", [=](Asker& asker, IndexQuery& query) {
         if (!deadline(asker, query.due_from, query.due_to)) return false;
         query.due_from = query.due_from.substr(0, 4) + "-01-01";
         query.due_to = query.due_to.substr(0, 4) + "-12-31";
         return true;
       }},
      {"due from a day on", [=](Asker& asker, IndexQuery& query) {
         std::string last;
         return deadline(asker, query.due_from, last);
       }},
  };
}

class Measured {
 public:
  Measured(const trichluc::Index& index, Asker& asker) : index_(index), asker_(asker) {}

  void Ask(const Kind& kind, const std::string& group, bool with_words) {
    std::vector<double> clock;
    std::vector<double> processor;
    std::size_t found = 0;
    for (std::size_t i = 0, tries = 0; i < kQuestions && tries < 20 * kQuestions; ++tries) {
      asker_.NextPlan();
      IndexQuery query;
      if (!kind.fill(asker_, query)) continue;
      if (with_words) query.words = asker_.Words(2, asker_.Below(2) == 0, true);
      ++i;
      const Time start = Now();
      const auto answer = index_.Search(query);
      const Time taken = Now() - start;
      if (!answer) Fail(answer.error().message);
      if (answer->count == 0) {
        std::printf("  nothing is found: %s %s\n", kind.name, query.words.c_str());
        ++faults_;
      }
      clock.push_back(1000 * taken.clock);
      processor.push_back(1000 * taken.processor);
      found += answer->count;
    }
    if (clock.empty()) return;
    std::vector<double>& all = all_[group];
    all.insert(all.end(), clock.begin(), clock.end());
    std::vector<double>& all_processor = all_processor_[group];
    all_processor.insert(all_processor.end(), processor.begin(), processor.end());
    Print(std::string(kind.name) + (with_words ? ", and two words" : ""), clock, processor, found / clock.size());
  }
  void PrintAll(const std::string& group) { Print("all " + group, all_[group], all_processor_[group], 0); }
  static void Head() { std::printf("questions, ms                        clock          processor        found\n  %-32s %6s %6s   %6s %6s\n", "", "p50", "p95", "p50", "p95"); }
  [[nodiscard]] std::size_t faults() const { return faults_; }

 private:
  static double Quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
  }
  static void Print(const std::string& name, const std::vector<double>& clock, const std::vector<double>& processor, std::size_t found) {
    std::printf("  %-32s %6.1f %6.1f   %6.1f %6.1f", name.c_str(), Quantile(clock, 0.5), Quantile(clock, 0.95), Quantile(processor, 0.5), Quantile(processor, 0.95));
    std::printf(found > 0 ? "   %8zu\n" : "\n", found);
    std::fflush(stdout);
  }

  const trichluc::Index& index_;
  Asker& asker_;
  std::map<std::string, std::vector<double>> all_;
  std::map<std::string, std::vector<double>> all_processor_;
  std::size_t faults_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const bool only_questions = argc > 1 && std::string(argv[1]) == "--questions";
  if (only_questions) {
    --argc;
    ++argv;
  }
  if (argc < 3 || argc > 4) {
    std::fprintf(stderr, "usage: index_figures [--questions] FOLDER INDEX [SEED]\n");
    return 2;
  }
  const std::vector<fs::path> plans = PlansIn(argv[1]);
  std::uintmax_t text_bytes = 0;
  for (const fs::path& plan : plans) text_bytes += fs::file_size(plan);
  const auto engine = trichluc::Engine::Create();
  if (!engine) Fail(engine.error().message);
  const auto index = trichluc::Index::Open(argv[2], trichluc::Index::Access::kRead);
  if (!index) Fail(index.error().message);
  const auto count = index->Count();
  if (!count) Fail(count.error().message);
  std::printf("%zu documents in the index, of %zu plans\n\n", *count, plans.size());
  if (!only_questions) MeasureSpeed(*engine, plans);
  MeasureSize(argv[2], text_bytes);
  Asker asker(plans, *engine, argc > 3 ? static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)) : 1);
  Measured measured(*index, asker);
  Measured::Head();
  for (const Kind& kind : WordKinds()) measured.Ask(kind, "words", false);
  measured.PrintAll("words");
  for (const Kind& kind : FilterKinds()) measured.Ask(kind, "filters", false);
  measured.PrintAll("filters");
  for (const Kind& kind : FilterKinds()) measured.Ask(kind, "filters with words", true);
  measured.PrintAll("filters with words");
  return measured.faults() == 0 ? 0 : 1;
}
