# A summary as JSON and as tables; the latencies in HdrHistogram's text.
capture="$SOURCE/tests/captures/multiget_quiet.pcap.gz"
mcbin dump-frame --summary --hdr latencies "$capture" | python3 -c 'import json, sys
entry = json.loads(sys.stdin.read())
print(entry["requests"], entry["responses"], entry["lookups"], entry["connections"]["binary"])
print([(row["op"], row["requests"], row["outcomes"]) for row in entry["ops"]])'
tail -n 2 latencies | head -n 1 | grep -o 'Total count .*'
mcbin dump-frame --summary -o text --by op --top 2 "$capture" | grep -A 2 '^most calls'
