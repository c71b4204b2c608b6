#!/usr/bin/env bash
# The completions for bash, fish and zsh know every command and every long option that the program's --help shows.
set -euo pipefail

cd "$1"
program=$2
faults=0

rows() {
  awk -v title="$1:" '$0 == title { on = 1; next } /^$/ { on = 0 } on && /^  [^ ]/ { print substr($0, 3) }'
}

# fish writes an option without its dashes.
knows() {
  case $1 in
    *.fish) grep -Eq -- "-l ${2#--}( |$)|-a ['a-z ]*\b$2\b" "$1" ;;
    *) grep -Eq -- "(^|[^a-z-])$2([^a-z-]|$)" "$1" ;;
  esac
}

check() {
  local help name
  help=$("$program" "$@" --help)
  for name in $(rows Options <<<"$help" | grep -Eo -- '^(-[a-z], )?--[a-z-]+(, --[a-z-]+)*' | grep -Eo -- '--[a-z-]+') \
    $(rows Commands <<<"$help" | cut -d ' ' -f 1); do
    for file in scripts/completions/trichluc.*; do
      # --color is --colour for those who type it so; no completion needs to offer both.
      [[ $name == --color ]] || knows "$file" "$name" || {
        echo "$file: no ${*:+$* }$name" >&2
        faults=$((faults + 1))
      }
    done
  done
  for name in $(rows Commands <<<"$help" | cut -d ' ' -f 1); do check "$@" "$name"; done
}

check
exit $((faults > 0))
