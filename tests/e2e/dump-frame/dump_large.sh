# A value far larger than what is shown costs no memory to speak of, and comes through pipes.
python3 -c 'import struct, sys
sys.stdout.buffer.write(struct.pack(">BBHBBHIIQ", 0x81, 0, 0, 4, 0, 0, 4 + (64 << 20), 1, 9))
sys.stdout.buffer.write(bytes(4))
for _ in range(64):
    sys.stdout.buffer.write(bytes(1 << 20))' |
  (ulimit -v 400000; mcbin dump-frame --values none) | python3 -c 'import json, sys
entry = json.loads(sys.stdin.read())
print(entry["value_len"], entry["op"])'
