#include "trichluc/engine.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/explain.h"
#include "engine/faults.h"
#include "engine/fingerprint.h"
#include "engine/page_words.h"
#include "engine/places.h"
#include "engine/reading.h"
#include "extract/extract.h"
#include "extract/references.h"
#include "grammar/rules.h"
#include "ingest/decode.h"
#include "pages/format.h"
#include "records/identity.h"

namespace trichluc {
namespace {

constexpr std::string_view kEncodingTables = "charmaps/encodings/";
constexpr std::string_view kRepairTables = "confusions/";
constexpr unsigned kLeastDpi = 18;  // a thumbnail
constexpr unsigned kMostDpi = 600;

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
  source.media_type = reading.media_type;
  if (!reading.pages.empty()) source.pages = static_cast<int>(reading.pages.size());
  source.encoding = reading.encoding;
  source.repair = std::string(Name(reading.repairs.damage));
  return source;
}

// A record is no surer than the repairs of its words.
template <typename Record>
void LeanOnRepairs(const std::vector<RepairEdit>& edits, std::vector<Record>& records) {
  for (Record& record : records) {
    const auto first = std::lower_bound(edits.begin(), edits.end(), record.span.start, [](const RepairEdit& edit, std::size_t at) { return edit.span.end <= at; });
    for (auto edit = first; edit != edits.end() && edit->span.start < record.span.end; ++edit) {
      record.confidence = std::min(record.confidence, edit->probability);
    }
  }
}

void LeanOnRepairs(const Repairs& repairs, Extraction& out) {
  if (repairs.edits.empty()) return;
  LeanOnRepairs(repairs.edits, out.references);
  LeanOnRepairs(repairs.edits, out.assignments);
  LeanOnRepairs(repairs.edits, out.targets);
  LeanOnRepairs(repairs.edits, out.deadlines);
  LeanOnRepairs(repairs.edits, out.custom);
}

// What repair and encodings are read from: all built-in grammars, also where the caller's take the place of their rules, and
// those of the caller.
Result<std::vector<GrammarText>> WithBuiltin(const EngineOptions& options, const std::vector<GrammarText>& texts) {
  if (options.grammar_folder.empty()) return texts;
  Result<std::vector<GrammarText>> all = LoadGrammarTexts({});
  if (all) all->insert(all->end(), texts.begin(), texts.end());
  return all;
}

std::vector<GrammarText> Below(std::string_view folder, const std::vector<GrammarText>& texts) {
  std::vector<GrammarText> tables;
  std::copy_if(texts.begin(), texts.end(), std::back_inserter(tables), [&](const GrammarText& text) { return text.name.starts_with(folder); });
  return tables;
}

std::string FirstFile(std::initializer_list<const char*> paths) {
  std::error_code unreadable;  // is as good as missing
  for (const char* path : paths) {
    if (std::filesystem::is_regular_file(path, unreadable)) return path;
  }
  return {};
}

}  // namespace

std::string_view Name(Damage damage) {
  switch (damage) {
    case Damage::kNone: return "none";
    case Damage::kLight: return "light";
    case Damage::kOcr: return "ocr";
    case Damage::kMarks: return "marks";
  }
  return {};
}

std::string_view Name(RepairEdit::Reason reason) {
  switch (reason) {
    case RepairEdit::Reason::kMarks: return "marks";
    case RepairEdit::Reason::kLetters: return "letters";
    case RepairEdit::Reason::kSpace: return "space";
    case RepairEdit::Reason::kSign: return "sign";
    case RepairEdit::Reason::kCode: return "code";
    case RepairEdit::Reason::kDate: return "date";
    case RepairEdit::Reason::kNumber: return "number";
    case RepairEdit::Reason::kLabel: return "label";
  }
  return {};
}

std::string DefaultModelPath() { return FirstFile({TRICHLUC_SOURCE_MODEL, TRICHLUC_INSTALLED_MODEL}); }

bool HasPagesToDraw(std::string_view head) {
  switch (DetectFormat(head)) {
    case FileFormat::kPdf:
    case FileFormat::kPng:
    case FileFormat::kJpeg:
    case FileFormat::kTiff: return true;
    default: return false;
  }
}

std::string_view DetectMediaType(std::string_view head) { return MediaType(DetectFormat(head)); }

std::string DefaultDecoderPath() { return FirstFile({TRICHLUC_BUILT_DECODER, TRICHLUC_INSTALLED_DECODER}); }

struct Engine::Impl {
  EngineOptions options;
  std::shared_ptr<const RuleSet> rules;
  std::optional<Lazy<Charsets>> charsets;  // that text in UTF-8 does without
  std::string encoding;
  std::optional<Repairer> repairer;
  RepairMode repair = RepairMode::kAuto;
  Limits limits;
  std::unique_ptr<DecoderPool> decoders;
  bool read_pictures = true;
  std::uint32_t page_threads = 1;

  [[nodiscard]] Reader AsReader() const {
    return {*rules, *charsets, encoding, repairer ? &*repairer : nullptr, repair, limits, decoders.get(), read_pictures, page_threads};
  }
  [[nodiscard]] Result<DocumentReading> Read(const Input& input) const { return ReadDocument(input, AsReader()); }

  // `repairs`, where it is not null, gets what was repaired.
  [[nodiscard]] Result<Extraction> Run(const Input& input, bool with_records, Repairs* repairs = nullptr) const {
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
    LeanOnRepairs(reading->repairs, out);
    FindPlaces(reading->words, out);
    out.text = std::move(reading->source_text);
    if (repairs != nullptr) *repairs = std::move(reading->repairs);
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
  const std::string model = options.model.empty() ? DefaultModelPath() : options.model;
  if (model.empty() && options.repair != RepairMode::kAuto && options.repair != RepairMode::kOff) {
    return Error{Error::Code::kUnreadable, "no language model was found, and repair needs one (name it in EngineOptions::model, --model)"};
  }
  const bool repairs = !model.empty() && options.repair != RepairMode::kOff;
  const Result<std::vector<GrammarText>> all = WithBuiltin(options, *texts);
  if (!all) return all.error();
  // The model is mapped and checked while the grammars are compiled.
  std::future<Result<Repairer>> opening;
  if (repairs) opening = std::async(std::launch::async, [model, tables = Below(kRepairTables, *all)] { return Repairer::Open(model, tables); });
  std::vector<GrammarFault> faults;
  auto impl = std::make_shared<Impl>();
  impl->rules = LoadRules(*texts, faults);
  const auto charset_faults = std::make_shared<std::vector<GrammarFault>>();
  const std::vector<GrammarText> encodings = Below(kEncodingTables, *all);
  impl->charsets.emplace([encodings, charset_faults] { return Charsets::Load(encodings, *charset_faults); });
  // The programs and tables of the built-in grammars are checked by the project's tests.
  if (!options.grammar_folder.empty() || !options.extra_grammar_folders.empty()) {
    CheckPrograms(*impl->rules, faults);
    static_cast<void>(**impl->charsets);
    faults.insert(faults.end(), charset_faults->begin(), charset_faults->end());
  }
  CheckContract(*impl->rules, faults);
  if (!faults.empty()) return FaultError(faults);
  if (!options.encoding.empty() && !IsEncoding(options.encoding, **impl->charsets)) {
    return Error{Error::Code::kBadArgument, "'" + options.encoding + "' is no encoding that is known; use one of: " + (*impl->charsets)->Names()};
  }
  impl->options = options;
  impl->encoding = options.encoding;
  impl->limits = options.limits;
  impl->read_pictures = options.read_pictures;
  impl->page_threads = std::max(1U, options.page_threads);
  const std::string decoder = options.decoder.empty() ? DefaultDecoderPath() : options.decoder;
  if (!decoder.empty()) {
    impl->decoders = std::make_unique<DecoderPool>(decoder, DecoderLimits(options.limits), Charsets::TablesOf(encodings));
  }
  impl->repair = options.repair;
  if (repairs) {
    Result<Repairer> repairer = opening.get();
    if (!repairer) return repairer.error();
    impl->repairer = std::move(*repairer);
  }
  return Engine(std::move(impl));
}

Result<Extraction> Engine::Extract(const Input& input) const { return impl_->Run(input, true); }

Result<Extraction> Engine::Segment(const Input& input) const { return impl_->Run(input, false); }

Result<FullReading> Engine::ReadFully(const Input& input) const {
  Repairs repairs;
  Result<Extraction> extraction = impl_->Run(input, true, &repairs);
  if (!extraction) return extraction.error();
  return FullReading{std::move(*extraction), std::move(repairs)};
}

Result<std::string> Engine::Text(const Input& input) const {
  if (DetectFormat(input.bytes) == FileFormat::kText) return std::string(input.bytes);
  return ReadSourceText(input, impl_->AsReader());
}

Result<Repairs> Engine::Repair(const Input& input) const {
  Result<DocumentReading> reading = impl_->Read(input);
  if (!reading) return reading.error();
  reading->repairs.text = std::move(reading->source_text);
  return std::move(reading->repairs);
}

Result<std::vector<NormalizedLine>> Engine::Normalize(const Input& input) const {
  Result<DocumentReading> reading = impl_->Read(input);
  if (!reading) return reading.error();
  std::vector<NormalizedLine> lines;
  for (const Line& line : reading->text.lines) {
    lines.push_back({std::string(reading->text.View(line.span)), reading->text.alignment.ToSource(line.span)});
  }
  return lines;
}

Result<ReadPages> Engine::Read(const Input& input) const {
  if (DetectFormat(input.bytes) == FileFormat::kText) {
    return Error{Error::Code::kUnsupported, std::string(input.name) + ": is plain text and has no pages (trichluc normalize, Engine::Normalize, gives its text repaired)"};
  }
  Result<DocumentReading> reading = impl_->Read(input);
  if (!reading) return reading.error();
  ReadPages out;
  out.name = std::string(input.name);
  out.media_type = reading->media_type;
  AddPageWords(*reading, out);
  out.diagnostics = std::move(reading->diagnostics);
  return out;
}

Result<std::string> Engine::Searchable(const Input& input, const ReadPages& pages) const {
  if (!HasPagesToDraw(input.bytes)) {
    return Error{Error::Code::kUnsupported, std::string(input.name) + ": shows no pages that a PDF could show (give the PDF or the picture that it was made from, or write ALTO, hOCR or text)"};
  }
  if (impl_->decoders == nullptr) {
    return Error{Error::Code::kUnsupported, std::string(input.name) + ": trichluc-decoder, which writes PDF, was not found (install it, or name it in EngineOptions::decoder)"};
  }
  return impl_->decoders->Searchable({.name = input.name, .bytes = input.bytes}, AsPagedText(pages));
}

Result<std::vector<PagePicture>> Engine::Draw(const Input& input, const DrawOptions& options) const {
  if (!HasPagesToDraw(input.bytes)) {
    return Error{Error::Code::kUnsupported, std::string(input.name) + ": has no pages that could be drawn (give a PDF or a picture)"};
  }
  if (options.dpi < kLeastDpi || options.dpi > kMostDpi) {
    return Error{Error::Code::kBadArgument, std::to_string(options.dpi) + " dots an inch: pages are drawn with " + std::to_string(kLeastDpi) + " to " + std::to_string(kMostDpi)};
  }
  if (impl_->decoders == nullptr) {
    return Error{Error::Code::kUnsupported, std::string(input.name) + ": trichluc-decoder, which draws pages, was not found (install it, or name it in EngineOptions::decoder)"};
  }
  DecodeTask task{.name = input.name, .bytes = input.bytes, .progress = input.progress};
  for (const int page : options.pages) {
    if (page < 1) return Error{Error::Code::kBadArgument, "page " + std::to_string(page) + ": pages are counted from 1"};
    task.reread.push_back(static_cast<std::uint32_t>(page - 1));
  }
  return impl_->decoders->Draw(task, options.dpi, options.max_bytes);
}

std::string Engine::DecoderWarning() const { return impl_->decoders == nullptr ? std::string() : impl_->decoders->warning(); }

Result<std::string> Engine::Fingerprint() const { return FingerprintOf(impl_->options); }

Result<Explanation> Engine::Explain(const Input& input, std::size_t offset) const {
  Result<DocumentReading> reading = impl_->Read(input);
  if (!reading) return reading.error();
  Explanation out = ExplainAt(*impl_->rules, *reading, offset);
  out.source = std::string(input.name);
  return out;
}

}  // namespace trichluc
