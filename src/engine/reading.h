// The layers below the outline, put together: bytes decoded and normalized, with one alignment back to the bytes.
#pragma once

#include <string>
#include <vector>

#include "grammar/rules.h"
#include "normalize/normalize.h"
#include "trichluc/diagnostic.h"
#include "trichluc/engine.h"
#include "trichluc/result.h"

namespace trichluc {

struct DocumentReading {
  NormalizedText text;  // its alignment leads to the original bytes
  std::string encoding;
  std::vector<Diagnostic> diagnostics;
};

Result<DocumentReading> ReadDocument(const Input& input, const RuleSet& rules, const Limits& limits);

}  // namespace trichluc
