// The layers below the outline, put together: bytes decoded and normalized, with one alignment back to the bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/lazy.h"
#include "grammar/rules.h"
#include "ingest/charset.h"
#include "ingest/decoder_pool.h"
#include "normalize/normalize.h"
#include "pages/paged_text.h"
#include "repair/repairer.h"
#include "trichluc/diagnostic.h"
#include "trichluc/engine.h"
#include "trichluc/result.h"

namespace trichluc {

struct DocumentReading {
  NormalizedText text;  // its alignment leads to the original bytes
  std::string encoding;
  Repairs repairs;
  std::vector<Diagnostic> diagnostics;
  // Of files that are no text: what was read from them.
  std::string media_type = "text/plain";
  std::string source_text;          // that spans count in
  std::vector<PageText> pages;
  std::vector<WordPlace> words;
};

// What documents are read with.
struct Reader {
  const RuleSet& rules;
  const Lazy<Charsets>& charsets;
  std::string_view encoding;            // empty: it is judged
  const Repairer* repairer = nullptr;  // null where nothing is repaired
  RepairMode repair = RepairMode::kAuto;
  Limits limits;
  DecoderPool* decoders = nullptr;     // null where there is no decoder of files that are no text
  bool read_pictures = true;
  std::uint32_t page_threads = 1;
};

Result<DocumentReading> ReadDocument(const Input& input, const Reader& reader);

// DocumentReading::source_text alone, of a file that is no text.
Result<std::string> ReadSourceText(const Input& input, const Reader& reader);

}  // namespace trichluc
