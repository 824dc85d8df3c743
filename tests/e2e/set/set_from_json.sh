# Lines of JSON, as get prints them: values, flags and expiry, in one pipeline.
cat > in.jsonl <<J
{"key":"$KEY.a","value":"text\n","flags":7}
{"key_b64":"/w==","value_b64":"AAH+"}

{"key":"$KEY.b","value":"","expire":"1h"}
{"key":"$KEY.c","found":false}
J
mcbin set -s "$SERVER" --from in.jsonl; echo "code $?"
mcbin get -s "$SERVER" --json --keys-from <(printf '%s\n' "$KEY.a" $'\xff' "$KEY.b" "$KEY.c") > out
echo "code $?"
cut -d, -f 1-3 out | sed "s/$SERVER/the server/"
mcbin get -s "$SERVER" "$KEY.a" $'\xff' | od -An -c
# Round trip: what was printed is stored elsewhere, the same.
sed "s/$KEY/copy/" out | mcbin set -s "$SERVER" --from - --format jsonl
mcbin get -s "$SERVER" --meta copy.a copy.b | cut -f 2,3
