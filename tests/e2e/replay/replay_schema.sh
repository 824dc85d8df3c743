# The JSON report fits its schema, over sockets and in process, with and without differences.
capture=$SOURCE/tests/captures/basic_pylibmc.pcap.zst
mcbin replay -s "$SERVER" --warm hits --report json "$capture" > sockets || true
mcbin replay --in-process --warm hits --report json "$capture" > process
mcbin replay --in-process --dry-run --report json "$capture" > dry
python3 -c 'import json, jsonschema, sys
check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
for name in ("sockets", "process", "dry"):
    report = json.load(open(name))
    check.validate(report)
    for broken in ({**report, "surplus": 1}, {**report, "v": 2}):
        assert not check.is_valid(broken)
    assert report["skipped"]["flush"] == 1, report["skipped"]
    print(name, report["requests_sent"], report["warmed"], report["tolerated"]["cold"])' \
  "$SOURCE/lib/mcbin/replay/replay_report.schema.json"
