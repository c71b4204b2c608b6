#!/usr/bin/env bash
# Opens reports in Chromium: report.sh PROGRAM SOURCE_DIR FOLDER. Screenshots stay in FOLDER.
set -euo pipefail

# shellcheck source=tests/browser/needs.sh
. "$(dirname "${BASH_SOURCE[0]}")/needs.sh"

mkdir -p "$folder"
corpus=$source_dir/corpus/documents
plan=$corpus/phong_chong_thien_tai_xa.txt
"$program" report -o "$folder/vi.html" "$plan"
"$program" report --language en -o "$folder/en.html" "$plan"
"$program" report -o "$folder/many.html" "$plan" "$corpus/dan_van_dang_uy.txt" "$corpus/y_te_phong_dich.txt"

# A text that lost its marks, so that there is something to repair.
python3 - "$corpus/an_toan_giao_thong_cong_an.txt" "$folder/no_marks.txt" <<'EOF'
import sys, unicodedata
text = unicodedata.normalize("NFD", open(sys.argv[1], encoding="utf-8").read())
bare = "".join(c for c in text if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")
open(sys.argv[2], "w", encoding="utf-8").write(bare)
EOF
"$program" report -o "$folder/repairs.html" "$folder/no_marks.txt"

# A PDF with a text of its own, printed by the same browser, so that there are pages to draw.
node "$here/print_plan.mjs" "$chromium" "$plan" "$folder/plan.pdf"
"$program" report -o "$folder/pages.html" "$folder/plan.pdf"

# What documents may bring along.
printf 'KẾ HOẠCH\n<script>document.title="owned"</script><img src=x onerror="document.title=1">\nI. MỤC TIÊU\n- "><script src="https://example.invalid/x.js"></script> đạt 95%% hộ dân trước ngày 20/3/2031.\n' > "$folder/hostile.txt"
"$program" report -o "$folder/hostile.html" "$folder/hostile.txt"

exec node "$here/report.mjs" "$chromium" "$folder"
