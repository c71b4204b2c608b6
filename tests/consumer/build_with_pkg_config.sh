#!/usr/bin/env bash
# Builds the consumer with pkg-config alone: build_with_pkg_config.sh COMPILER OUTPUT [FLAG…]
# PKG_CONFIG_PATH leads to the installed trichluc.pc.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
compiler=$1
output=$2
shift 2

# A static library cannot name what it needs; --static adds that. It does no harm to a shared one.
# shellcheck disable=SC2046  # the flags are words
"$compiler" -std=c++20 "$@" "$here/main.cc" -o "$output" $(pkg-config --static --cflags --libs trichluc)
