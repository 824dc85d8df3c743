# Two servers that answer alike, and two that do not: the second is compared with the first.
capture=$SOURCE/tests/captures/basic_pylibmc.pcap.zst
play() {
  mcbin replay --report json "$@" "$capture" > report
  echo "code $?"
  $PYTHON -c 'import json, jsonschema, sys
report = json.load(open("report"))
jsonschema.Draft7Validator(json.load(open(sys.argv[1]))).validate(report)
other = report["against"]
print(report["differences"], other["requests_sent"] == report["requests_sent"],
      other["answers_checked"], other["answers_unchecked"], other["differences"],
      other["differences_by_kind"]["status"])
for shown in other["shown"]:
    print(shown["op"], shown["key"], shown["expected"]["status"], shown["got"]["status"])' \
    "$SOURCE/lib/mcbin/replay/replay_report.schema.json"
}
mcbin flush --yes --all -s "$SERVER,$SECOND"
play -s "$SERVER" --against "$SECOND"
mcbin flush --yes --all -s "$SERVER,$SECOND"
mcbin set -s "$SECOND" nope 5
play -s "$SERVER" --against "$SECOND"
mcbin replay -s "$SERVER" --against "$SECOND" "$capture" | grep -A1 "^against" |
  sed -E "s/[0-9.]+:[0-9]+/SECOND/"
