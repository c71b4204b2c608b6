// The layers below the outline, put together: bytes decoded and normalized, with one alignment back to the bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/rules.h"
#include "ingest/charset.h"
#include "normalize/normalize.h"
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
};

// What documents are read with.
struct Reader {
  const RuleSet& rules;
  const Charsets& charsets;
  std::string_view encoding;            // empty: it is judged
  const Repairer* repairer = nullptr;  // null where nothing is repaired
  RepairMode repair = RepairMode::kAuto;
  Limits limits;
};

Result<DocumentReading> ReadDocument(const Input& input, const Reader& reader);

}  // namespace trichluc
