# Any two frames, 7 bytes of junk and a frame, as raw bytes in a file: everything has its offset.
noop='\x80\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xde\xad\xbe\xef'
noop+='\x00\x00\x00\x00\x00\x00\x00\x00'
get='\x80\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01'
get+='\x00\x00\x00\x00\x00\x00\x00\x00key'
printf '%b%bABCDEFG%b' "$noop" "$get" "$noop" > stream
mcbin dump-frame stream |
  python3 -c 'import json, sys
for line in sys.stdin:
    entry = json.loads(line)
    print(entry["t"], entry["off"], entry.get("op", entry.get("bytes")))'
mcbin dump-frame --strict stream > strict; echo "code $?"
