# More than 30 days becomes a date, because servers would read the number as one.
mcbin set -s "$RECORDER" -e 45d "$KEY" v
expiry=$(sed -n 's/.*expiry=\([0-9]*\).*/\1/p' "$RECORDED" | tail -1)
left=$((expiry - $(date +%s)))
((left > 45 * 86400 - 60 && left <= 45 * 86400)) || echo "$left seconds"
mcbin set -s "$SERVER" -e 45d "$KEY" survives
mcbin get -s "$SERVER" "$KEY"
