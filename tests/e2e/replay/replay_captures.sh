# What real clients did comes out the same, whatever the server: no answer is different.
for capture in basic_bmemcached.pcap basic_pylibmc.pcap.zst memccapable_binary.pcap.gz \
  multiget_quiet.pcap.gz interleaved_8conn.pcap.zst memaslap_16conn.pcap.zst; do
  mcbin flush --yes -s "$SERVER"
  mcbin replay --max-idle 50ms -s "$SERVER" --report json "$SOURCE/tests/captures/$capture" > report
  echo "code $?"
  python3 -c 'import json
report = json.load(open("report"))
print(report["requests_sent"], report["answers_checked"], report["differences"])'
done
