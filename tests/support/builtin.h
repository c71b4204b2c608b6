// The engine with the built-in grammars, made once for all tests of a program.
#pragma once

#include <stdexcept>

#include "trichluc/engine.h"

namespace trichluc::testing {

// Throws where the built-in grammars have a fault.
[[nodiscard]] inline const Engine& Builtin() {
  static const Result<Engine> engine = Engine::Create();
  if (!engine) throw std::logic_error(engine.error().message);
  return *engine;
}

}  // namespace trichluc::testing
