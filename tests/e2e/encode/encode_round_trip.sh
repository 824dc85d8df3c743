# dump-frame and encode are each other's inverse, from lines and from an array.
python3 -c 'import json, sys
for line in open(sys.argv[1]):
    vector = json.loads(line)
    for frame in vector["requests"] + vector.get("responses_raw", []):
        if set(frame) <= set("0123456789abcdef"):
            sys.stdout.buffer.write(bytes.fromhex(frame))' \
  "$SOURCE/tests/vectors/vectors.jsonl" > stream
mcbin dump-frame --max-value all --show-secrets stream 2> /dev/null | mcbin encode | cmp - stream
mcbin dump-frame --raw --show-secrets -o json stream 2> /dev/null | mcbin encode | cmp - stream
mcbin dump-frame --max-value all --show-secrets "$SOURCE/tests/captures/sasl_plain.pcap" \
  2> /dev/null | mcbin encode --conn 1 --dir c2s --hex
