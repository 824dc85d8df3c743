# SETQ for each value and one NOOP; what a record does not say is as the options say.
printf 'a\t1\nb\t2\t0x10\nc\t3\t\t30s\nd\\te\t\\n\\\\\\0\t7\t0\n' > in.tsv
mcbin set -s "$RECORDER" -F 5 -e 1h --from in.tsv; echo "code $?"
printf 'k\0v\nw\0empty\0\0' | mcbin set -s "$RECORDER" --if-absent --from - --format nul
echo "code $?"
cat "$RECORDED"
