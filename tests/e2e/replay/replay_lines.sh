# What dump-frame wrote is the capture again, whatever the order of its lines. Passwords are not in
# it.
show() {
  $PYTHON -c 'import json
report = json.load(open("report"))
print(report["connections"], report["requests_sent"], report["answers_checked"],
      report["answers_unchecked"], report["differences"], report["skipped"]["incomplete"],
      report["skipped"]["login"])'
}
for capture in basic_bmemcached.pcap multiget_quiet.pcap.gz interleaved_8conn.pcap.zst \
  gap_in_value.pcap.zst sasl_plain.pcap; do
  echo "$capture"
  file=$SOURCE/tests/captures/$capture
  mcbin dump-frame --max-value all "$file" > lines 2> /dev/null
  $PYTHON -c 'import random
lines = open("lines").readlines()
random.Random(5).shuffle(lines)
open("shuffled", "w").writelines(lines)'
  for recording in "$file" lines shuffled; do
    mcbin replay --in-process --report json "$recording" > report || echo "code $?"
    show
  done
done
echo '{"op":"SET","key":"k","value":"v"}' > by-hand
echo '{"op":"GET","key":"k"}' >> by-hand
mcbin replay -s "$SERVER" --report json by-hand > report
show
mcbin get -s "$SERVER" k
echo
mcbin dump-frame "$SOURCE/tests/captures/interleaved_8conn.pcap.zst" > cut-values 2> /dev/null
mcbin replay --in-process cut-values
echo "code $?"
echo '{"op":"FETCH","key":"k"}' > broken
mcbin replay --in-process broken
echo "code $?"
cp "$file" capture
mcbin replay --in-process lines capture
echo "code $?"
