#!/usr/bin/env bash
# The manual page is well-formed and names every command.
set -euo pipefail

cd "$1"
if ! command -v mandoc >/dev/null; then
  echo "skipped: mandoc is not installed (scripts/setup installs it)"
  exit 77
fi
mandoc -T lint -W warning docs/trichluc.1
for command in extract normalize segment explain grammar eval; do
  grep -q "^\.It Cm $command\|^\.Nm Cm $command\|^\.Cm $command" docs/trichluc.1 || {
    echo "docs/trichluc.1: no description of $command" >&2
    exit 1
  }
done
