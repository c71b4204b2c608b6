#!/usr/bin/env bash
# What tests in a browser need; they skip where it is not there. Sets `chromium`; `here` is this folder.
set -euo pipefail

skip() {
  echo "skipped: $1"
  exit 77
}

command -v node >/dev/null || skip "node is not installed (scripts/setup installs it)"
chromium=$(command -v chromium || command -v chromium-browser || true)
[[ -n $chromium ]] || skip "Chromium is not installed (scripts/setup installs it)"
[[ -d $here/node_modules/playwright-core && -d $here/node_modules/axe-core ]] ||
  skip "playwright-core and axe-core are not there (npm ci --prefix tests/browser)"
