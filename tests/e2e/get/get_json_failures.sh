# Failures are objects, too: of each key where there is one, else of the whole command.
fits() {
  python3 -c 'import json, jsonschema, sys
check = jsonschema.Draft7Validator(json.load(open(sys.argv[1])))
for line in sys.stdin:
    check.validate(json.loads(line))
    sys.stdout.write(line)' "$SOURCE/lib/mcbin/render/value_line.schema.json" |
    sed -E 's/127\.0\.0\.1:[0-9]+/SERVER/g'
}
for server in "$DEAD" "$BUSY" "$AUTH" "$TEXT" "$CLOSING"; do
  mcbin get -s "$server" --json k 2> said | fits
  echo "code ${PIPESTATUS[0]}, $(wc -l < said) said"
done
mcbin get -s "$HUNG" -t 200ms --json a b 2> said | fits; echo "code ${PIPESTATUS[0]}"
mcbin get -s "$DEAD" --json '' 2> said | fits; echo "code ${PIPESTATUS[0]}"
mcbin get -s "$DEAD" --json --keys-from $'no\xffwhere' 2> said | fits; echo "code ${PIPESTATUS[0]}"
