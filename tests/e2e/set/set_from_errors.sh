# Every record that cannot be stored is named; the others are stored.
mcbin set -s "$SERVER" "$KEY.there" old
head -c 3000000 /dev/zero | tr '\0' x > large
cat > in.jsonl <<J
{"key":"$KEY.1","value":"one"}
{"key":"$KEY.2","vlaue":"two"}
not JSON
{"key":"","value":"x"}
{"key":"$KEY.there","value":"new"}
{"key":"$KEY.3","value":"three","expire":"soon"}
{"key":"$KEY.large","value":"$(< large)"}
{"key":"$KEY.4","value":"four"}
J
mcbin set -s "$SERVER" --if-absent --from in.jsonl; echo "code $?"
mcbin get -s "$SERVER" "$KEY.1" "$KEY.there" "$KEY.4"; echo
printf 'lonely' | mcbin set -s "$SERVER" --from - --format nul; echo "code $?"
printf 'no-tab\na\tb\tx\na\t\\q\na\tb\t1\t1h\tz\n' | mcbin set -s "$SERVER" --from - --format tsv
echo "code $?"
mcbin set -s "$DEAD" --from in.jsonl 2>&1 | grep -c connect
mcbin set --from values; echo "code $?"
mcbin set --from no-such.jsonl; echo "code $?"
mcbin set --from in.jsonl key; echo "code $?"
mcbin set; echo "code $?"
