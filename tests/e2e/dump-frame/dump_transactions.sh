# Requests with their answers on one line.
mcbin dump-frame --transactions "$SOURCE/tests/captures/quiet_all_ops.pcap" | python3 -c '
import json, sys
kinds = {}
for line in sys.stdin:
    entry = json.loads(line)
    if entry["t"] == "transaction":
        kind = (entry["req"]["outcome"], len(entry["res"]))
        kinds[kind] = kinds.get(kind, 0) + 1
for kind in sorted(kinds): print(*kind, kinds[kind])'
