# A recording that fails becomes the smallest that still does: what stored the value, and who saw
# another one.
$PYTHON - "$SOURCE/tests/captures/basic_bmemcached.pcap" > changed.pcap <<'PYTHON'
import re
import sys
capture = open(sys.argv[1], "rb").read()
at = re.search(rb"\x81\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00[\x07-\xff]", capture).start()
value = at + 24 + 4 + 1
sys.stdout.buffer.write(capture[:value] + bytes([capture[value] ^ 1]) + capture[value + 1:])
PYTHON
show() {
  echo "code $?"
  $PYTHON -c 'import json
report = json.load(open("report"))
print(report["requests_sent"], report["differences"], report["differences_by_kind"]["value"])'
}
mcbin replay --in-process --shrink small.jsonl --report json changed.pcap > report
show
grep -o '"op":"[A-Z]*"' small.jsonl
mcbin replay --in-process --report json small.jsonl > report
show
mcbin flush --yes -s "$SERVER"
mcbin replay -s "$SERVER" --shrink small.pcap changed.pcap > /dev/null
mcbin replay --in-process --report json small.pcap > report
show
right=$SOURCE/tests/captures/basic_bmemcached.pcap
mcbin replay --in-process --shrink none.pcap "$right" > /dev/null
echo "code $?"
ls none.pcap 2> /dev/null || echo "nothing to shrink"
