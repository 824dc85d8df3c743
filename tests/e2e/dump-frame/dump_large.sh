# A value far larger than what is shown costs no memory to speak of, and comes through pipes.
python3 -c 'import struct, sys
sys.stdout.buffer.write(struct.pack(">BBHBBHIIQ", 0x81, 0, 0, 4, 0, 0, 4 + (124 << 20), 1, 9))
sys.stdout.buffer.write(bytes(4))
for _ in range(124):
    sys.stdout.buffer.write(bytes(1 << 20))' |
  python3 -c 'import json, resource, subprocess
line = subprocess.run(["mcbin", "dump-frame", "--values", "none"], stdout=subprocess.PIPE).stdout
entry = json.loads(line)
print(entry["value_len"], entry["op"])
peak_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print("little memory" if peak_kb < 110_000 else f"{peak_kb} kB")'
