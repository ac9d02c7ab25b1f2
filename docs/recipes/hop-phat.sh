#!/bin/sh
# Sóng Quê: hộp phát không có đồng hồ, do cron gọi vào mỗi buổi / a player box, called by cron at each session.
# Hướng dẫn / how to use it: hop-phat.md
set -eu
: "${SONGQUE_URL:?}" "${SONGQUE_STATION:?}" "${SONGQUE_KEY:?}"
folder=${SONGQUE_DIR:-/var/lib/songque}
window=${SONGQUE_WINDOW:-15}
player=${SONGQUE_PLAYER:-mpv --no-video --no-terminal}
station=$SONGQUE_URL/api/v1/stations/$SONGQUE_STATION
umask 077
mkdir -p "$folder/audio" "$folder/begun"
# Khóa nằm trong tệp, không nằm trên dòng lệnh ai cũng xem được / the key is in a file, not on the command line.
printf 'Authorization: Bearer %s\n' "$SONGQUE_KEY" > "$folder/header"

ask() { curl --silent --show-error --fail --header "@$folder/header" "$@"; }

fetch() { url=$1 to=$2; shift 2; ask --retry 5 --retry-all-errors "$@" --output "$to" "$url"; }
whole() { echo "$1  $2" | sha256sum --check --status 2>/dev/null; }

# report AIRING_ID STATUS [SECONDS]: không gửi giờ, máy chủ lấy giờ của mình / no time is sent: the server takes its own.
report() {
  ask --retry 8 --retry-all-errors --retry-max-time 600 --output /dev/null \
    --header 'Content-Type: application/json' --header "Idempotency-Key: $1-$2" \
    --data "{\"airing_id\":\"$1\",\"status\":\"$2\"${3:+,\"played_seconds\":$3}}" "$station/as-run/simple"
}

# Mất mạng thì dùng danh sách lần trước cũng không đúng giờ nữa, nên thôi / without a line there is no list to trust.
ask --retry 3 --output "$folder/playlist" "$station/playlist.m3u8?for=liquidsoap&window=$window"

sed -n 's/^annotate:airing_id="\([^"]*\)",start_unix="\([0-9]*\)",.*":\(http.*\)$/\1 \2 \3/p' "$folder/playlist" |
while read -r airing start url; do
  file=$folder/audio/${url##*/}
  sum=${file##*/}; sum=${sum%.*}
  [ -e "$folder/begun/$airing" ] && continue
  # Tên tệp là SHA-256 của nó: tải tiếp phần còn thiếu, kiểm tra; hỏng thì tải lại từ đầu.
  # The name is its SHA-256: fetch what is missing, check; when it is spoilt, fetch it anew.
  whole "$sum" "$file" || fetch "$url" "$file" --continue-at - || true
  whole "$sum" "$file" || { rm -f "$file"; fetch "$url" "$file" || true; }
  whole "$sum" "$file" || continue
  # Hộp có đồng hồ đúng thì đợi tới giây phát / a box whose clock is right waits for the second.
  wait=$((start - $(date +%s)))
  if [ "$wait" -gt 0 ] && [ "$wait" -le $((window * 60)) ]; then sleep "$wait"; fi
  mkdir "$folder/begun/$airing" 2>/dev/null || continue
  report "$airing" started || true &
  began=$(date +%s)
  if $player "$file" < /dev/null; then
    report "$airing" ended "$(($(date +%s) - began))" || true
  fi
  wait
done
# Tệp quá 30 ngày không dùng thì xóa / files unused for 30 days go.
find "$folder/audio" -type f -atime +30 -delete
