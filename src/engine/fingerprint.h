// A name for all that decides what an engine says of a document.
#pragma once

#include <string>

#include "trichluc/engine.h"
#include "trichluc/result.h"

namespace trichluc {

// The SHA-256 of the version, the grammars, the model and the options that bear on records. Limits and threads do not.
[[nodiscard]] Result<std::string> FingerprintOf(const EngineOptions& options);

}  // namespace trichluc
