// The engine: a plan's bytes in, its records out.
//
//   auto engine = trichluc::Engine::Create();           // the built-in grammars
//   if (!engine) return Fail(engine.error());
//   auto plan = engine->Extract({.name = "plan.txt", .bytes = bytes});
//   if (!plan) return Fail(plan.error());
//   for (const trichluc::Deadline& due : plan->deadlines) Remind(due);
//
// An Engine is built once (some twenty milliseconds: the grammars are parsed and compiled) and then never changes. Any number of
// threads may call its functions at the same time; copies share the compiled grammars. It keeps no reference to the input,
// prints nothing, reads no clock and no locale: the same bytes and the same grammars give the same records everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/limits.h"
#include "trichluc/pages.h"
#include "trichluc/record.h"
#include "trichluc/result.h"

namespace trichluc {

// What a machine did to a text before it came here.
enum class Damage {
  kNone,   // nothing: right text
  kLight,  // misread here and there, by a machine that knows Vietnamese
  kOcr,    // nearly every word misread, by a machine that does not
  kMarks,  // all marks lost
};

// Which damage is looked for: kAuto judges each page by its own text, kOff repairs nothing, the others take every page for
// damaged so.
enum class RepairMode { kAuto, kOff, kLight, kOcr, kMarks };

struct EngineOptions {
  // A folder of grammar files in place of the built-in ones (docs/grammar.md). Empty: the built-in grammars.
  std::string grammar_folder{};
  // More folders, read after the first: a rule or lexicon of the same name replaces, any other is added.
  std::vector<std::string> extra_grammar_folders{};
  // The encoding of the documents (docs/encodings.md), "TCVN3" or "UTF-16LE". Empty: it is judged by the text of each.
  std::string encoding{};
  RepairMode repair = RepairMode::kAuto;
  // The language model that repair leans on (a file of `trichluc train`). Empty: the one that was installed or built with the
  // library, DefaultModelPath().
  std::string model{};
  // The program that decodes files that are no text (trichluc-decoder). Empty: the one that was installed or built with the
  // library, DefaultDecoderPath().
  std::string decoder{};
  // Pages that are only pictures are read by OCR.
  bool read_pictures = true;
  // Threads that read the pages of one document. Programs that read many documents at a time need but one for each.
  std::uint32_t page_threads = 1;
  Limits limits{};
};

// What a file is, by its first 4,096 bytes: "application/pdf"; "text/plain" for what is nothing else. XML that is none of the
// kinds that are read is "application/xml", and a DOCX "application/zip".
[[nodiscard]] std::string_view DetectMediaType(std::string_view head);

// Is it a PDF or a picture (PNG, JPEG, TIFF)? By its first 4,096 bytes.
[[nodiscard]] bool HasPagesToDraw(std::string_view head);

// Where trichluc-decoder is; empty where it was neither installed nor is in the build tree.
[[nodiscard]] std::string DefaultDecoderPath();

// Where the model of this library is; empty where it was neither installed nor is in the source tree.
[[nodiscard]] std::string DefaultModelPath();

// One document to read. The views must stay valid during the call only.
struct Input {
  std::string_view name;   // for `source.name` and for messages
  std::string_view bytes;  // the file as it is
  // Called as the pages of a file that is no text are done, on the thread that reads it: so many, and of how many (0: nobody
  // knows yet). It may be empty. Pages whose own text is bad are read once more, and counted anew.
  std::function<void(std::uint32_t done, std::uint32_t all)> progress{};
};

// One change that repair made: what was read there and what was meant.
struct RepairEdit {
  enum class Reason {
    kMarks,    // marks were lost or mistaken
    kLetters,  // letters were mistaken, lost or added
    kSpace,    // a space was lost
    kSign,     // a full stop for a comma
    kCode,     // the parts of a document code
    kDate,     // the signs of a date
    kNumber,   // letters for digits
    kLabel,    // the strokes of a Roman numeral before a heading
  };
  Span span;                 // bytes of the input
  std::string read;
  std::string meant;
  Reason reason = Reason::kLetters;
  double probability = 1;    // 0…1: that it was meant so, given all that was read
};
// "marks", "letters", "space", "sign", "code", "date", "number" or "label".
[[nodiscard]] std::string_view Name(RepairEdit::Reason reason);
// "none", "light", "ocr" or "marks".
[[nodiscard]] std::string_view Name(Damage damage);

// What repair made of a document.
struct Repairs {
  Damage damage = Damage::kNone;   // of most of its pages
  std::vector<RepairEdit> edits;   // in order
  std::string text;                // that their spans count in, where the input is no text itself; else empty
};

// All that was read of a document at one time: for those who show it to people.
struct FullReading {
  Extraction extraction;
  Repairs repairs;  // without their text: it is Extraction::text
};

// One line of `Engine::Normalize`, and where it came from.
struct NormalizedLine {
  std::string text;
  Span span;
};

// Why there is a record at some place, or none.
struct Explanation {
  struct Part {
    std::string name;   // the capture or symbol
    std::string text;   // the words that it matched
    Span span;
  };
  struct Step {
    std::string rule;   // `file:rule`
    std::string emits;  // the record kind or symbol that the rule makes
    Span span;
    std::string text;
    std::vector<Part> parts;
  };
  struct NearMiss {
    std::string rule;
    std::string reason; // for a person: what the rule still wanted, or which rule won the place
  };
  std::string source;            // the name of the input
  std::size_t offset = 0;        // the byte of the input that was asked about
  std::string section;           // the path of the section at that place; empty outside any
  std::string heading;           // of that section
  std::string kind;              // of the passage that was looked at: heading, bullet, paragraph, row; empty where none is
  Span span;                     // of that passage
  std::string text;              // its text
  std::size_t place = 0;         // the byte of `text` that stands at `offset`
  std::vector<Step> fired;       // outermost first
  std::vector<NearMiss> missed;
};

class Engine {
 public:
  // Reads and compiles the grammars. Fails (kBadGrammar, kUnreadable) with the file, line and column of the first fault.
  static Result<Engine> Create(const EngineOptions& options = {});

  Engine(const Engine&);
  Engine(Engine&&) noexcept;
  Engine& operator=(const Engine&);
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // Everything the contract says of the document. Fails only where there is nothing to read: an input over the limit, or
  // bytes that are no text (kUnsupported). An empty or shapeless text gives an Extraction with a diagnostic.
  [[nodiscard]] Result<Extraction> Extract(const Input& input) const;

  // The same with the repairs that its words went through, for little more than Extract alone takes.
  [[nodiscard]] Result<FullReading> ReadFully(const Input& input) const;

  // The text that spans count in: the input itself where it is text, else what was read from it, before any repair.
  [[nodiscard]] Result<std::string> Text(const Input& input) const;

  // The repaired, normalized text, its lines as in the source.
  [[nodiscard]] Result<std::vector<NormalizedLine>> Normalize(const Input& input) const;

  // What was changed before anything else was read from it, and why.
  [[nodiscard]] Result<Repairs> Repair(const Input& input) const;

  // The outline alone: `source`, `document`, `sections`, `blocks` and the diagnostics that belong to them.
  [[nodiscard]] Result<Extraction> Segment(const Input& input) const;

  // The pages of a file that is no text (a PDF, a picture, the output of an OCR program): its words, repaired, and their places.
  // Plain text has none (kUnsupported).
  [[nodiscard]] Result<ReadPages> Read(const Input& input) const;

  // A PDF of the input, which is a PDF or a picture itself, whose pages look as they do there and hold `pages`, as Read gave
  // them, for text that can be searched and copied. Pages of a PDF that have a text of their own stay as they are.
  [[nodiscard]] Result<std::string> Searchable(const Input& input, const ReadPages& pages) const;

  // The pages of a PDF or of a picture as they look, drawn by trichluc-decoder; the first of them where all are over
  // DrawOptions::max_bytes. A page that cannot be drawn is left out. Anything else has no pages that could be drawn
  // (kUnsupported; HasPagesToDraw tells).
  [[nodiscard]] Result<std::vector<PagePicture>> Draw(const Input& input, const DrawOptions& options = {}) const;

  // What the system could not keep trichluc-decoder from doing ("Landlock (files), seccomp (system calls)", docs/formats.md):
  // programs should tell their users, once. Empty where all holds, and before the first file that is no text.
  [[nodiscard]] std::string DecoderWarning() const;

  // A name for all that decides what this engine says of a document: the version, the grammars, the model and the options. Two
  // engines of one name say the same. It is worked out anew at each call, from the files (a tenth of a second).
  [[nodiscard]] Result<std::string> Fingerprint() const;

  // Which rules made what at byte `offset` of the input, and why the near ones did not fire.
  [[nodiscard]] Result<Explanation> Explain(const Input& input, std::size_t offset) const;

 private:
  struct Impl;
  explicit Engine(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

}  // namespace trichluc
