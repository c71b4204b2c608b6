#include "trichluc/engine.h"

#include <utility>

#include "engine/explain.h"
#include "engine/faults.h"
#include "engine/reading.h"
#include "extract/extract.h"
#include "extract/references.h"
#include "grammar/rules.h"
#include "records/identity.h"

namespace trichluc {
namespace {

template <typename Record, typename Content>
void NumberAll(RecordIds& ids, std::string_view kind, std::vector<Record>& records, Content content) {
  for (Record& record : records) record.id = ids.Make(kind, content(record), record.span.start);
}

void GiveIds(Extraction& out) {
  RecordIds ids;
  const auto text = [](const Provenance& record) -> const std::string& { return record.text; };
  NumberAll(ids, "sections", out.sections, [](const Section& s) -> const std::string& { return s.path; });
  NumberAll(ids, "blocks", out.blocks, text);
  NumberAll(ids, "references", out.references, text);
  NumberAll(ids, "assignments", out.assignments, text);
  NumberAll(ids, "targets", out.targets, text);
  NumberAll(ids, "deadlines", out.deadlines, text);
  NumberAll(ids, "custom", out.custom, text);
}

Source SourceOf(const Input& input, const DocumentReading& reading) {
  Source source;
  source.name = std::string(input.name);
  source.bytes = input.bytes.size();
  source.sha256 = Sha256Hex(input.bytes);
  source.encoding = reading.encoding;
  return source;
}

}  // namespace

struct Engine::Impl {
  std::shared_ptr<const RuleSet> rules;
  Limits limits;

  [[nodiscard]] Result<DocumentReading> Read(const Input& input) const { return ReadDocument(input, *rules, limits); }

  [[nodiscard]] Result<Extraction> Run(const Input& input, bool with_records) const {
    Result<DocumentReading> reading = Read(input);
    if (!reading) return reading.error();
    Extraction out;
    out.source = SourceOf(input, *reading);
    out.diagnostics = reading->diagnostics;
    Outline outline = ReadOutline(reading->text, rules->outline);
    AddDocument(outline, reading->text.alignment, out);
    if (with_records) AddRecords(*rules, outline, reading->text.alignment, out);
    AddOutline(std::move(outline), reading->text.alignment, out);
    GiveIds(out);
    if (with_records) LinkReferences(out.references);
    return out;
  }
};

Engine::Engine(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(const Engine&) = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(const Engine&) = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::Create(const EngineOptions& options) {
  Result<std::vector<GrammarText>> texts = LoadGrammarTexts(options.grammar_folder, options.extra_grammar_folders);
  if (!texts) return texts.error();
  std::vector<GrammarFault> faults;
  auto impl = std::make_shared<Impl>();
  impl->rules = LoadRules(*texts, faults);
  // The programs of the built-in grammars are checked by the project's tests.
  if (!options.grammar_folder.empty() || !options.extra_grammar_folders.empty()) CheckPrograms(*impl->rules, faults);
  CheckContract(*impl->rules, faults);
  if (!faults.empty()) return FaultError(faults);
  impl->limits = options.limits;
  return Engine(std::move(impl));
}

Result<Extraction> Engine::Extract(const Input& input) const { return impl_->Run(input, true); }

Result<Extraction> Engine::Segment(const Input& input) const { return impl_->Run(input, false); }

Result<std::vector<NormalizedLine>> Engine::Normalize(const Input& input) const {
  Result<DocumentReading> reading = impl_->Read(input);
  if (!reading) return reading.error();
  std::vector<NormalizedLine> lines;
  for (const Line& line : reading->text.lines) {
    lines.push_back({std::string(reading->text.View(line.span)), reading->text.alignment.ToSource(line.span)});
  }
  return lines;
}

Result<Explanation> Engine::Explain(const Input& input, std::size_t offset) const {
  Result<DocumentReading> reading = impl_->Read(input);
  if (!reading) return reading.error();
  Explanation out = ExplainAt(*impl_->rules, *reading, offset);
  out.source = std::string(input.name);
  return out;
}

}  // namespace trichluc
