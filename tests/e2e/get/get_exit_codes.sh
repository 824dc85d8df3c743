# The table of exit codes, against servers that live, refuse, hang or talk nonsense.
mcbin set -s "$SERVER" "$KEY" x
row() { mcbin get "$@" > out 2> said; echo "$? $(wc -l < said)"; }
row -s "$SERVER" "$KEY"
row -s "$SERVER" "$KEY" nowhere
row -s "$SERVER" --ok-missing "$KEY" nowhere
row -s "$SERVER" --no-such-option "$KEY"
row -s "$DEAD" k
row -s "$HUNG" -t 200ms k
row -s "$CLOSING" k
row -s "$HALF" k
row -s "$BUSY" k
row -s "$AUTH" k
row -s "$EXISTS" k
row -s "$MISMATCHED" k
row -s "$TEXT" k
row -s "$HTTP" k
row -s "$TLS" k
row -s "$REDIS" k
