# Connections that speak something else are named, not decoded; ports can be left out.
capture="$SOURCE/tests/captures/mixed_text_binary_tls_meta.pcap"
mcbin dump-frame "$capture" | python3 -c 'import json, sys
for line in sys.stdin:
    entry = json.loads(line)
    if entry["t"] != "conn" or entry["event"] == "open":
        print(entry["conn"], entry["t"], entry.get("protocol", entry.get("op")))'
mcbin dump-frame -p 9 "$capture"; echo "code $?"
