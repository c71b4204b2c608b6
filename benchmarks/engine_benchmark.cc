// How fast the engine reads, stage by stage and as a whole, beside two yardsticks on the same text in the same run: what ICU
// needs to normalize it (NFC) and to find its words. `of_words` is the share of the second one's speed.
//
// The text is the project's own corpus, repeated: plans that are dense with what the engine looks for, short in running
// text. Set TRICHLUC_BENCHMARK_PLANS to a folder of plans (*.txt) to time BM_WholePlans on those as well. Each benchmark
// checks its answer, and that RE2 never ran short of memory.
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/utext.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "engine/reading.h"
#include "grammar/cascade.h"
#include "grammar/rules.h"
#include "ingest/decode.h"
#include "normalize/normalize.h"
#include "repair/repairer.h"
#include "segment/outline.h"
#include "text/tokens.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "trichluc/engine.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTextBytes = std::size_t{1} << 21;
constexpr int kYardstickRounds = 3;

// Of this process: other programs on the machine do not count.
double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// The plans of a folder, over and over.
std::string ReadPlans(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::string all;
  for (const fs::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    all += text.str() + "\n\n";
  }
  std::string text;
  while (!all.empty() && text.size() < kTextBytes) text += all;
  return text;
}

// What RE2 writes to stderr while this lives: it logs there, and nowhere else, that a program did not fit its memory.
class RegexLog {
 public:
  RegexLog() : file_(std::tmpfile()), saved_(dup(STDERR_FILENO)) {
    std::fflush(stderr);
    dup2(fileno(file_), STDERR_FILENO);
  }
  ~RegexLog() {
    Restore();
    std::fclose(file_);
  }
  RegexLog(const RegexLog&) = delete;
  RegexLog& operator=(const RegexLog&) = delete;

  // Fails the benchmark if RE2 complained; call it after the last round.
  void Check(benchmark::State& state) {
    Restore();
    std::rewind(file_);
    std::string line(256, '\0');
    while (std::fgets(line.data(), static_cast<int>(line.size()), file_) != nullptr) {
      if (line.find("out of memory") != std::string::npos) state.SkipWithError("RE2 ran out of memory for its automata");
    }
  }

 private:
  void Restore() {
    if (saved_ < 0) return;
    std::fflush(stderr);
    dup2(saved_, STDERR_FILENO);
    close(saved_);
    saved_ = -1;
  }

  std::FILE* file_;
  int saved_;
};

std::size_t CountWords(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale("vi"), status));
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
  words->setText(&utext, status);
  std::size_t count = 0;
  while (words->next() != icu::BreakIterator::DONE) ++count;
  utext_close(&utext);
  return U_FAILURE(status) ? 0 : count;
}

// Everything that the stages need, made once.
struct Fixture {
  std::string text = ReadPlans(fs::path(TRICHLUC_SOURCE_DIR) / "corpus" / "documents");
  std::vector<GrammarFault> faults;
  std::shared_ptr<const RuleSet> rules;
  Lazy<Charsets> charsets{[this] { return Charsets::Load(LoadGrammarTexts("").value(), faults); }};
  Result<Engine> engine = Engine::Create();
  DecodedText decoded;
  NormalizedText normalized;
  Outline outline;
  std::size_t passages_bytes = 0;

  Fixture() {
    rules = LoadRules(LoadGrammarTexts("").value(), faults);
    decoded = Decode("corpus", text, charsets).value();
    normalized = Normalize(decoded.text, rules->charmap);
    outline = ReadOutline(normalized, rules->outline);
    for (const OutlineBlock& block : outline.blocks) passages_bytes += block.passage.text.size();
  }
};

const Fixture& Shared() {
  // Before any rule's program is made, so that RE2 logs whatever it has to say of it.
  static const bool logs = setenv("TRICHLUC_LOG_REGEX_ERRORS", "1", 1) == 0;
  static const Fixture fixture;
  benchmark::DoNotOptimize(logs);
  return fixture;
}

// Seconds a byte of the word yardstick, now: machines change their pace within a run.
double WordSeconds() {
  const std::string& text = Shared().text;
  const double start = CpuSeconds();
  for (int i = 0; i < kYardstickRounds; ++i) CountWords(text);
  return (CpuSeconds() - start) / kYardstickRounds / static_cast<double>(text.size());
}

// Runs one stage, whose answer is a number that must be the same each time and not nought.
template <typename Stage>
void RunStage(benchmark::State& state, std::size_t bytes, Stage stage) {
  RegexLog log;
  const std::size_t expected = stage();
  const double words_before = WordSeconds();
  const double start = CpuSeconds();
  for (auto _ : state) {
    const std::size_t answer = stage();
    if (answer != expected || answer == 0) state.SkipWithError("the answer is not that of the first run");
    benchmark::DoNotOptimize(answer);
  }
  const double took = CpuSeconds() - start;
  const double words = (words_before + WordSeconds()) / 2;
  log.Check(state);
  const double read = static_cast<double>(bytes) * static_cast<double>(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(read));
  state.counters["of_words"] = words / (took / read);
}

std::size_t CountRecords(const Extraction& e) {
  return e.sections.size() + e.blocks.size() + e.references.size() + e.assignments.size() + e.targets.size() + e.deadlines.size();
}

void BM_YardstickNfc(benchmark::State& state) {
  const std::string& text = Shared().text;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  RunStage(state, text.size(), [&] {
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, status);
    return U_FAILURE(status) ? std::size_t{0} : out.size();
  });
}
BENCHMARK(BM_YardstickNfc);

void BM_YardstickWords(benchmark::State& state) {
  const std::string& text = Shared().text;
  RunStage(state, text.size(), [&] { return CountWords(text); });
}
BENCHMARK(BM_YardstickWords);

void BM_Decode(benchmark::State& state) {
  const std::string& text = Shared().text;
  RunStage(state, text.size(), [&] { return Decode("corpus", text, Shared().charsets).value().text.size(); });
}
BENCHMARK(BM_Decode);

const Repairer& SharedRepairer() {
  static const Result<Repairer> repairer = Repairer::Open(DefaultModelPath(), Shared().rules->confusions);
  return repairer.value();
}

std::size_t CountSyllables(const std::string& text) {
  std::istringstream words(text);
  return static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()));
}

// Right text: it is looked through and passes.
void BM_RepairRight(benchmark::State& state) {
  const std::string& text = Shared().decoded.text;
  RunStage(state, text.size(), [&] { return SharedRepairer().Run(text, RepairMode::kAuto).value().text == text ? text.size() : 0; });
  state.counters["syllables"] = benchmark::Counter(static_cast<double>(CountSyllables(text)), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_RepairRight);

// Text without its marks: every word is decoded.
void BM_RepairMarks(benchmark::State& state) {
  std::string bare;
  const std::string& text = Shared().decoded.text;
  for (std::size_t at = 0; at < text.size() && bare.size() < (std::size_t{1} << 17);) {
    const char32_t c = NextChar(text, at);
    const bool upper = ClassOf(c) == CharClass::kUpper;
    AppendChar(bare, IsLetter(ClassOf(c)) ? (upper ? ToUpper(BareLetter(c)) : BareLetter(c)) : c);
  }
  RunStage(state, bare.size(), [&] { return SharedRepairer().Run(bare, RepairMode::kMarks).value().repairs.size(); });
  state.counters["syllables"] = benchmark::Counter(static_cast<double>(CountSyllables(bare)), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(BM_RepairMarks);

void BM_Normalize(benchmark::State& state) {
  const Fixture& shared = Shared();
  RunStage(state, shared.text.size(), [&] { return Normalize(shared.decoded.text, shared.rules->charmap).text.size(); });
}
BENCHMARK(BM_Normalize);

void BM_Outline(benchmark::State& state) {
  const Fixture& shared = Shared();
  RunStage(state, shared.text.size(), [&] { return ReadOutline(shared.normalized, shared.rules->outline).order.size(); });
}
BENCHMARK(BM_Outline);

void BM_Tokenize(benchmark::State& state) {
  const Fixture& shared = Shared();
  RunStage(state, shared.passages_bytes, [&] {
    std::size_t tokens = 0;
    for (const OutlineBlock& block : shared.outline.blocks) tokens += Tokenize(block.passage.text).size();
    return tokens;
  });
}
BENCHMARK(BM_Tokenize);

void BM_Analyse(benchmark::State& state) {
  const Fixture& shared = Shared();
  RunStage(state, shared.passages_bytes, [&] {
    std::size_t nodes = 0;
    for (const OutlineBlock& block : shared.outline.blocks) nodes += Analyse(*shared.rules, block.passage.text, {"paragraph"}).nodes.size();
    return nodes;
  });
}
BENCHMARK(BM_Analyse);

void BM_Extract(benchmark::State& state) {
  const Fixture& shared = Shared();
  RunStage(state, shared.text.size(), [&] {
    return CountRecords(shared.engine.value().Extract({.name = "corpus", .bytes = shared.text}).value());
  });
}
BENCHMARK(BM_Extract);

void BM_Json(benchmark::State& state) {
  const Fixture& shared = Shared();
  const Extraction plan = shared.engine.value().Extract({.name = "corpus", .bytes = shared.text}).value();
  RunStage(state, shared.text.size(), [&] { return ToJson(plan).size(); });
}
BENCHMARK(BM_Json);

void BM_Whole(benchmark::State& state) {
  const Fixture& shared = Shared();
  RunStage(state, shared.text.size(), [&] {
    return ToJson(shared.engine.value().Extract({.name = "corpus", .bytes = shared.text}).value()).size();
  });
}
BENCHMARK(BM_Whole);

void BM_WholePlans(benchmark::State& state, const std::string& folder) {
  const std::string text = ReadPlans(folder);
  RunStage(state, text.size(), [&] {
    return ToJson(Shared().engine.value().Extract({.name = "plans", .bytes = text}).value()).size();
  });
}
const char* const kPlans = std::getenv("TRICHLUC_BENCHMARK_PLANS");
const auto* const kWholePlans =
    kPlans == nullptr ? nullptr : benchmark::RegisterBenchmark("BM_WholePlans", BM_WholePlans, std::string(kPlans));

void BM_CreateEngine(benchmark::State& state) {
  for (auto _ : state) {
    if (!Engine::Create()) state.SkipWithError("the built-in grammars have a fault");
  }
}
BENCHMARK(BM_CreateEngine)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace trichluc
