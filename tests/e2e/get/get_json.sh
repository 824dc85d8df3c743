# One object a key, misses included, every one as the schema promises; CAS and bytes are exact.
mcbin set -s "$SERVER" -F 0xffffffff "$KEY" $'a "text"\n\x7f'
mcbin set -s "$SERVER" $'\xffkey' "$(printf '\xfe')"
mcbin set -s "$SERVER" "$KEY.empty" ''
mcbin get -s "$SERVER" --json "$KEY" $'\xffkey' nowhere "$KEY.empty" > lines; echo "code $?"
sed -E "s/$SERVER/the server/; s/\"cas\":\"[0-9]+\"/\"cas\":\"N\"/" lines
mcbin get -s "$SERVER" --json --meta "$KEY" > meta
mcbin get -s "$SERVER" --json --default none nowhere > default
cat lines meta default > all
python3 -c 'import json, jsonschema, sys
check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
lines = [json.loads(line) for line in open("all")]
for line in lines:
    check.validate(line)
for broken in ({**lines[0], "cas": 1}, {**lines[0], "surplus": 1}, {"found": False}):
    assert not check.is_valid(broken)
print(len(lines), "lines fit", sorted(set(lines[4]) - {"server"}), lines[5]["value"])' \
  "$SOURCE/lib/mcbin/render/value_line.schema.json"
