#!/usr/bin/env bash
# Holds the documentation to the sources: every diagnostic is described, every link leads somewhere, and the example in
# the README is the program that tests/install builds.
set -euo pipefail

cd "$1"
faults=0

complain() {
  echo "$*" >&2
  faults=$((faults + 1))
}

# 1. Each enumerator kSkippedLabel of DiagnosticCode has a heading `skipped-label`.
codes=$(sed -n '/^enum class DiagnosticCode/,/^};/s/^ *k\([A-Za-z]*\),.*/\1/p' include/trichluc/diagnostic.h |
  sed -E 's/([a-z])([A-Z])/\1-\2/g' | tr '[:upper:]' '[:lower:]')
[[ -n $codes ]] || complain "include/trichluc/diagnostic.h: no codes found"
for code in $codes; do
  grep -q "^## \`$code\`" docs/diagnostics.md || complain "docs/diagnostics.md: no section on $code"
done

# 2. Relative links and the pages that headers name.
while IFS=: read -r file target; do
  target=${target%%#*}
  [[ -z $target || -e $(dirname "$file")/$target ]] || complain "$file: link to $target, which is not there"
done < <(find . -name '*.md' -not -path './build*' -not -path './.git/*' -not -path '*/node_modules/*' -print0 |
  xargs -0 grep -oHE '\]\([^)]+\)' | sed -E 's/\]\(([^) ]*).*\)/\1/' | grep -vE ':(https?|mailto):' | sed 's|^\./||')
while IFS=: read -r file target; do
  [[ -e $target ]] || complain "$file: names $target, which is not there"
done < <(grep -roE '\b(docs|tests|scripts|cmake)/[A-Za-z0-9_./-]+\.(md|cc|h|sh|cmake|txt)\b' include src --include='*.h' --include='*.cc' |
  sort -u)

# 3. The C++ example of the README.
diff <(sed -n '/^```cpp$/,/^```$/{/^```/!p}' README.md) tests/consumer/main.cc >&2 ||
  complain "README.md: the C++ example differs from tests/consumer/main.cc"

echo "$faults faults"
[[ $faults -eq 0 ]]
