# A cache trace gives the same hit ratio in process and against a server, in each of its forms.
$PYTHON - <<'PYTHON'
import random
draw = random.Random(7)
rows = []
for number in range(20000):
    key = int(draw.paretovariate(0.7)) % 5000
    op = draw.choices(["get", "set", "delete", "incr", "stat"], [90, 5, 3, 1, 1])[0]
    rows.append((number // 100, f"key:{key}", 20, key % 900 + 1, op, 0))
def twitter(rows):
    return "".join(f"{t},{k},{ks},{size},{k[-1]},{op},{ttl}\n" for t, k, ks, size, op, ttl in rows)
late = sorted(rows, key=lambda row: row[0] + draw.random() * 30)
open("twitter.csv", "w").write(twitter(rows))
open("late.csv", "w").write(twitter(late))
open("cachebench.csv", "w").write("key,op,size,op_count,key_size,ttl,op_time\n" + "".join(
    f"{k},{op.upper()},{size},1,{ks},{ttl},{t}\n" for t, k, ks, size, op, ttl in rows))
PYTHON
gzip -k twitter.csv
show() {
  echo "code $?"
  $PYTHON -c 'import json
report = json.load(open("report"))
print(report["requests_sent"], report["hits"], report["misses"], report["fills"],
      report["without_effect"], report["skipped"]["unknown_operation"],
      report["out_of_order"] > 0, report["too_late"])'
}
for trace in twitter.csv twitter.csv.gz cachebench.csv; do
  mcbin replay --in-process -m 64 --report json $trace > report
  show
done
mcbin replay --in-process --from twitter --report json - < twitter.csv > report
show
mcbin replay --in-process --report json late.csv > report
show
mcbin flush --yes -s "$SERVER"
mcbin replay -s "$SERVER" --report json twitter.csv > report
show
# Rows of numbers are no hex dump.
printf '%s,00000000000000%02d,16,1,1,get,0\n' {0..40} > numbers.csv
mcbin replay --in-process numbers.csv | grep ^requests | tail -n 1 | tr -s ' '
