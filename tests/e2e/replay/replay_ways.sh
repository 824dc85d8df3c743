# The same recording in every way of playing it: all of it is sent, and nothing is different.
capture=$SOURCE/tests/captures/interleaved_8conn.pcap.zst
play() {
  mcbin flush --yes -s "$SERVER"
  mcbin replay -s "$SERVER" --report json "$@" "$capture" > report
  echo "code $?"
  python3 -c 'import json
report = json.load(open("report"))
print(report["model"], report["connections"], report["rounds"], report["requests_sent"],
      report["differences"])'
}
play --in-process
play --speed 10
play --rate 5000
play --rate 1000:9000:4000:0.05
play --connections merge --max
play --connections merge --max --window 20
play --connections 3 --speed 5
play --speed 5 --cas zero --ttl drop --values seeded --key-prefix "$KEY:"
play --speed 5 --values random --sample 0.5 --warm hits
mcbin replay --loop 3 --speed 10 -s "$SERVER" --report json "$capture" > report || true
python3 -c 'import json
report = json.load(open("report"))
print(report["rounds"], report["requests_sent"])'
