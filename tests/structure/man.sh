#!/usr/bin/env bash
# The manual page is well-formed, and describes every command and every option that the program's --help shows.
set -euo pipefail

cd "$1"
program=$2
page=docs/trichluc.1
if ! command -v mandoc >/dev/null; then
  echo "skipped: mandoc is not installed (scripts/setup installs it)"
  exit 77
fi
mandoc -T lint -W warning "$page"

faults=0
fault() {
  echo "$page: $1" >&2
  faults=$((faults + 1))
}

# The rows of one part of a help page, without the lines on which they go on.
rows() {
  awk -v title="$1:" '$0 == title { on = 1; next } /^$/ { on = 0 } on && /^  [^ ]/ { print substr($0, 3) }'
}

# The lines of the synopsis of one command.
synopsis() {
  awk -v command="$1" '
    /^\.Sh / { on = 0 }
    /^\.Nm / { on = 0; getline; on = $1 == ".Cm" && $2 == command }
    on' <(sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$page")
}

# Checks the command that the arguments name (none: the program), and those below it.
check() {
  local help commands options names name known
  help=$("$program" "$@" --help)
  options=$(rows Options <<<"$help" | grep -Eo '^--?[a-z-]+(, --?[a-z-]+)*') || fault "the help of $* shows no options"
  while read -r names; do
    known=
    for name in ${names//,/}; do
      grep -Eq "^\.It (.* )?Fl ${name#-}( |$)" "$page" || fault "no description of ${*:+$* }$name"
      [[ $name != --help && $name != --version && ! $(synopsis "${1-}") =~ "Fl "${name#-}([[:space:]]|$) ]] || known=1
    done
    [[ $known ]] || fault "the synopsis of ${1-} has no $names"
  done <<<"$options"
  commands=$(rows Commands <<<"$help" | cut -d ' ' -f 1)
  [[ $commands ]] || grep -Fxq ".It$(printf ' Cm %s' "$@")" "$page" || fault "no description of $*"
  for name in $commands; do check "$@" "$name"; done
}

check
exit $((faults > 0))
