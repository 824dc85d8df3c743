# The JSON report of a trace fits its schema, in process and over a socket.
printf 'key,op,size,ttl\nk,GET,3,5\nk,GET,3,5\n' > trace.csv
mcbin replay --in-process --report json trace.csv > process
mcbin replay -s "$SERVER" --ttl keep --report json trace.csv > server
$PYTHON -c 'import json, jsonschema, sys
check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
for name in ("process", "server"):
    report = json.load(open(name))
    check.validate(report)
    for broken in ({**report, "surplus": 1}, {**report, "v": 2}):
        assert not check.is_valid(broken)
    print(report["source"], report["ttl"], report["requests_sent"], report["hit_ratio"])' \
  "$SOURCE/lib/mcbin/replay/trace_report.schema.json"
