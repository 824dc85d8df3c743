# The keys of a cache trace, with the sizes that it tells: all answers are right.
python3 - <<'PYTHON'
import random
draw = random.Random(7)
with open("trace.csv", "w") as trace:
    for number in range(3000):
        key = int(draw.paretovariate(0.9)) % 400
        trace.write(f"{number},key{key},8,{key * 5},1,get,0\n")
PYTHON
gzip -k trace.csv
for file in trace.csv trace.csv.gz; do
  mcbin bench -s "$SERVER" -m get:3,set -P 4 -c 3 -T 2 -d 300ms --distribution "trace:$file" \
    --report json > report || echo "code $?"
  python3 -c 'import json
report = json.load(open("report"))
keys = {line.split(",")[1] for line in open("trace.csv")}
assert report["distribution"] == "trace" and report["keys"] == len(keys), report["keys"]
assert report["value_bytes_min"] < 100 and report["value_bytes_max"] > 1000
server = report["servers"][0]
assert server["requests"] > 0 and server["filled"] == len(keys), server
assert server["wrong"] == server["refused"] == server["misses"] == 0, server
print("right")'
done
