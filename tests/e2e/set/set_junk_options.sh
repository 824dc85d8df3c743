# Values of options that nobody can have meant: code 2, and nothing is sent.
refused() { mcbin set -s "$DEAD" "$@" k v; (($? == 2)) || echo "accepted: $*"; }
for ttl in 1x -5 1h30 abc '' 1.5h 30m1h 500ms @ @2030-13-01 @2020-01-01 @2200-01-01 366000d; do
  refused -e "$ttl"
done
for flags in 4294967296 -1 0x ten 1k ''; do refused -F "$flags"; done
refused -f /nonexistent/file
mcbin set -s "$DEAD" -f /nonexistent/file k || echo "code $?"
mcbin set -s "$DEAD" -f / k || echo "code $?"
