# The JSON report fits its schema: closed and open loop, one server and two.
mcbin bench -s "$SERVER" -d 500ms -k 100 --report json > closed
mcbin bench -s "$SERVER" --against "$SERVER" -d 1s --rounds 2 --warm-up 20ms --no-fill \
  --rate 2000 --distribution zipf:0.9 --report json > open
python3 -c 'import json, jsonschema, sys
check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
for name in ("closed", "open"):
    report = json.load(open(name))
    check.validate(report)
    for broken in ({**report, "surplus": 1}, {**report, "v": 2}):
        assert not check.is_valid(broken)
    requests = [server["requests"] for server in report["servers"]]
    print(report["model"], len(requests), "ratio" in report, min(requests) > 0)' \
  "$SOURCE/lib/mcbin/bench/load_report.schema.json"
