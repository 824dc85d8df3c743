# An open loop sends what its schedule says, and tells how late it was; code 5 when too late.
mcbin bench -s "$SERVER" -k 100 -d 500ms --rate 4000 --report json > report
python3 -c 'import json
server = json.load(open("report"))["servers"][0]
print(server["requests"] + server["unsent"])
assert set(server["lateness_us"]) == {"p50", "p90", "p99", "p999", "max"}
assert server["latency_us"]["from_intended"]["max"] >= server["latency_us"]["from_send"]["p50"]'
mcbin bench -s "$SERVER" -k 100 -d 100ms --rate 100000000 -P 64 -c 1 --max-late 1ms > /dev/null
echo "code $?"
