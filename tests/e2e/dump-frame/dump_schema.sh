# Every line of every recorded exchange fits the published schema.
python3 -c 'import json, sys
for line in open(sys.argv[1]):
    vector = json.loads(line)
    for frame in vector["requests"] + vector.get("responses_raw", []):
        if set(frame) <= set("0123456789abcdef"):
            sys.stdout.buffer.write(bytes.fromhex(frame))' \
  "$SOURCE/tests/vectors/vectors.jsonl" > stream
mcbin dump-frame --max-value 1000 stream > lines
python3 -c 'import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
check = jsonschema.Draft7Validator(schema)
lines = [json.loads(line) for line in open("lines")]
for line in lines:
    check.validate(line)
for broken in ({**lines[0], "off": -1}, {**lines[0], "surplus": 1}):
    assert not check.is_valid(broken)
print("more than 300 lines" if len(lines) > 300 else len(lines))' \
  "$SOURCE/lib/mcbin/render/frame_line.schema.json"
