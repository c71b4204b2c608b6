#!/usr/bin/env bash
# Writes the example at the head of a public header as a function, so that it is compiled: example.sh HEADER OUTPUT
set -euo pipefail

header=$1
output=$2

{
  echo "// The example of trichluc/$(basename "$header")."
  echo "#include \"trichluc/$(basename "$header")\""
  echo '#include "around.h"'
  echo 'namespace examples {'
  echo 'namespace {'
  echo '[[maybe_unused]] int Example() {'
  awk '/^\/\/   / { sub("^//   ", "  "); print; there = 1; next } there { exit }' "$header"
  echo '  return 0;'
  echo '}'
  echo '}  // namespace'
  echo '}  // namespace examples'
} > "$output"
