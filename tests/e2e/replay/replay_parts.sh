# A part of the recording, other keys, several servers.
capture=$SOURCE/tests/captures/interleaved_8conn.pcap.zst
play() {
  mcbin replay --speed 20 --report json "$@" "$capture" > report
  echo "code $?"
  $PYTHON -c 'import json
report = json.load(open("report"))
print(report["requests_sent"], report["skipped"]["other_time"], report["differences"])'
}
play --in-process --since +0s
play --in-process --until +50ms
play --in-process --window +50ms,+150ms
play --in-process --since +150ms
mcbin flush --yes -s "$SERVER"
play -s "$SERVER" --anonymise pepper
mcbin flush --yes -s "$SERVER"
play -s "$SERVER" --anonymise pepper --keep-namespaces --key-prefix "$KEY/"
mcbin flush --yes --all -s "$SERVER,$SECOND,$THIRD"
play -s "$SERVER,$SECOND" -s "$THIRD" --warm hits
for one in "$SERVER" "$SECOND" "$THIRD"; do
  [[ $(mcbin stats -s "$one" | sed -n 's/^curr_items\t//p') -gt 0 ]] && echo "has keys"
done
mcbin replay --in-process --keep-namespaces "$capture"
echo "code $?"
mcbin replay --in-process --rename-prefix user "$capture"
echo "code $?"
mcbin replay --in-process --window 1,2,3 "$capture"
echo "code $?"
