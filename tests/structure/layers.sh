#!/usr/bin/env bash
# Holds the sources to the rules that the linker cannot see: which folder may include which, where the headers of other
# libraries may show, and that the library neither prints nor ends the program.
#
#   layers.sh SOURCE_DIR FOLDER…      the folders of src/ in link order
set -euo pipefail

source_dir=$1
shift
folders=("$@")
faults=0

complain() {
  echo "$*" >&2
  faults=$((faults + 1))
}

# Prints `file:line:text` of each line that matches the pattern in the C++ files of the given folders.
lines_with() {
  local pattern=$1
  shift
  grep -rnE --include='*.h' --include='*.cc' -- "$pattern" "$@" 2>/dev/null || true
}

cd "$source_dir"

for folder in src/*/; do
  name=$(basename "$folder")
  [[ " ${folders[*]} decoder serve cli " == *" $name "* ]] || complain "$folder: no such folder in TRICHLUC_LIBRARY_FOLDERS"
done

# 1. Each folder includes only itself, those before it, and the public headers.
allowed="trichluc"
for folder in "${folders[@]}"; do
  allowed+="|$folder"
  while IFS= read -r line; do
    [[ -n $line ]] && complain "$line: src/$folder may include only $allowed"
  done < <(lines_with '^#include "' "src/$folder" | grep -vE "#include \"($allowed)/" || true)
done
# The program is a client of the public headers like any other; so is the web application, which is a part of it.
for part in 'serve:trichluc|serve' 'cli:trichluc|serve|cli'; do
  folder=${part%%:*}
  allowed=${part#*:}
  while IFS= read -r line; do
    [[ -n $line ]] && complain "$line: src/$folder may include only $allowed"
  done < <(lines_with '^#include "' "src/$folder" | grep -vE "#include \"($allowed)/" || true)
done

# 2. The headers of other libraries stay in one folder each.
keep_inside() {
  local pattern=$1 home=$2
  while IFS= read -r line; do
    [[ -n $line ]] && complain "$line: only src/$home may include this"
  done < <(lines_with "^#include <($pattern)" include src | grep -vE "^src/$home/" || true)
}
keep_inside 'unicode/|simdjson' text
keep_inside 'boost/(asio|beast)/' serve
keep_inside 'boost/([^ab]|a[^s]|b[^e])' text
keep_inside 're2/|toml\+\+/' grammar
keep_inside 'nlohmann/|nettle/' records
keep_inside 'CLI/' cli
keep_inside 'xlsxwriter|libical/' exports
keep_inside 'sqlite3|pqxx|zstd' index
keep_inside 'poppler|tesseract/|leptonica/|archive|gumbo|qpdf/|seccomp|linux/' decoder
keep_inside 'pugixml' '(exports|decoder)'

# 3. The library is quiet.
for folder in "${folders[@]}"; do
  while IFS= read -r line; do
    [[ -n $line ]] && complain "$line: the library neither prints nor exits; return an Error or a Diagnostic"
  done < <(lines_with '\bstd::(cout|cerr|clog)\b|\b(std::)?(printf|puts|exit|abort|quick_exit)\(' "src/$folder" |
    grep -vE '^[^:]*:[0-9]+: *//' || true)
done

echo "$faults faults"
[[ $faults -eq 0 ]]
