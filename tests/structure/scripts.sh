#!/usr/bin/env bash
# Every script parses, can be executed, and stops at the first error.
set -euo pipefail

cd "$1"
faults=0
mapfile -t scripts < <(
  find .ci scripts -maxdepth 1 -type f -not -name '*.*'
  find tests -name '*.sh' -not -path '*/node_modules/*'
)
for script in "${scripts[@]}"; do
  bash -n "$script" || faults=$((faults + 1))
  if [[ ! -x $script ]] || ! grep -q '^set -euo pipefail$' "$script"; then
    echo "$script: not executable, or without set -euo pipefail" >&2
    faults=$((faults + 1))
  fi
done
bash -n scripts/completions/trichluc.bash || faults=$((faults + 1))

echo "${#scripts[@]} scripts, $faults faults"
[[ $faults -eq 0 && ${#scripts[@]} -gt 0 ]]
