# One byte of one recorded value is another: one answer is different, and both values are shown.
python3 - "$SOURCE/tests/captures/basic_bmemcached.pcap" > changed.pcap <<'PYTHON'
import re
import sys
capture = open(sys.argv[1], "rb").read()
# The answer to a GET: its header, four bytes of flags, and a value of at least three bytes.
at = re.search(rb"\x81\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00[\x07-\xff]", capture).start()
value = at + 24 + 4 + 1
sys.stdout.buffer.write(capture[:value] + bytes([capture[value] ^ 1]) + capture[value + 1:])
PYTHON
mcbin flush --yes -s "$SERVER"
mcbin replay -s "$SERVER" --report json changed.pcap > report
echo "code $?"
python3 -c 'import json
report = json.load(open("report"))
shown, = report["shown"]
print(report["differences"], report["differences_by_kind"]["value"], shown["op"],
      shown["difference"])
one, other = shown["expected"]["value"], shown["got"]["value"]
print(len(one), sum(left != right for left, right in zip(one, other)))'
