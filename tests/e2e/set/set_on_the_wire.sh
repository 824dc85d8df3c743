# What the options become in the request; nothing is octal, 30 days is the last relative expiry.
mcbin set -s "$RECORDER" k v
for ttl in 0 30 30s 5m 1h 1h30m 7d 1w 30d 010; do mcbin set -s "$RECORDER" -e "$ttl" k v; done
for flags in 0 10 010 0x10 4294967295; do mcbin set -s "$RECORDER" -F "$flags" k v; done
mcbin set -s "$RECORDER" -e @4102444799 k v
mcbin set -s "$RECORDER" --expire @2099-12-31T23:59:59Z --flags 0xffffffff k v
cat "$RECORDED"
