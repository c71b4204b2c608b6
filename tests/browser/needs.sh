#!/usr/bin/env bash
# What tests in a browser have in common: their arguments (PROGRAM SOURCE_DIR FOLDER), this folder as `here`, and `chromium`. They skip
# where something is not there.
set -euo pipefail

program=$1
source_dir=$2
folder=$3
here=$source_dir/tests/browser

skip() {
  echo "skipped: $1"
  exit 77
}

command -v node >/dev/null || skip "node is not installed (scripts/setup installs it)"
chromium=$(command -v chromium || command -v chromium-browser || true)
[[ -n $chromium ]] || skip "Chromium is not installed (scripts/setup installs it)"
[[ -d $here/node_modules/playwright-core && -d $here/node_modules/axe-core ]] ||
  skip "playwright-core and axe-core are not there (npm ci --prefix tests/browser)"
