#!/usr/bin/env bash
# Uses the web application in Chromium: serve.sh PROGRAM SOURCE_DIR FOLDER. Screenshots stay in FOLDER.
set -euo pipefail

# shellcheck source=tests/browser/needs.sh
. "$(dirname "${BASH_SOURCE[0]}")/needs.sh"

rm -rf "$folder"
mkdir -p "$folder/files" "$folder/uploads"
cp "$source_dir"/corpus/documents/*.txt "$folder/files/"

# A PDF with a text of its own, so that there are pages to draw; and another to be added.
node "$here/print_plan.mjs" "$chromium" "$source_dir/corpus/documents/phong_chong_thien_tai_xa.txt" "$folder/files/plan.pdf"
node "$here/print_plan.mjs" "$chromium" "$source_dir/corpus/documents/y_te_phong_dich.txt" "$folder/new.pdf"

# What documents may bring along.
cat > "$folder/files/hostile.txt" <<'PLAN'
UBND TỈNH <script>document.title="owned"</script>
Số: 66/KH-UBND
Lâm Đồng, ngày 05 tháng 01 năm 2031

KẾ HOẠCH
Trồng cây "><img src=x onerror="document.title='owned'">

I. MỤC TIÊU
- "><script src="https://example.invalid/x.js"></script> đạt 95% hộ dân trước ngày 20/3/2031.
II. NHIỆM VỤ
1. Sở <b onmouseover="document.title='owned'">Xây</b> dựng chủ trì rà soát các công trình, hoàn thành trước ngày 30/6/2031.
PLAN
(cd "$folder/files" && "$program" index add --progress never ../plans.db . > /dev/null)

: > "$folder/serve.log"
"$program" serve "$folder/plans.db" --port 0 --files "$folder/files" --uploads "$folder/uploads" --who 'Lê Thị Hạnh' > "$folder/serve.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
address=
for _ in $(seq 100); do
  address=$(sed -n 's/^Serving .* at \(http:.*\)\/$/\1/p' "$folder/serve.log")
  [[ -n $address ]] && break
  sleep 0.1
done
if [[ -z $address ]]; then
  cat "$folder/serve.log"
  exit 1
fi
node "$here/serve.mjs" "$chromium" "$folder" "$address"

# It ends when it is asked to, and says so by its exit code.
kill -TERM $server
wait $server
