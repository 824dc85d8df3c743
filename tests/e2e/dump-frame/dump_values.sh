# How values are written, and how much of them.
python3 -c 'import struct, sys
value = b"x" * 100
sys.stdout.buffer.write(struct.pack(">BBHBBHIIQII", 0x81, 0, 0, 4, 0, 0, 104, 1, 9, 0, 7)[:24]
                        + struct.pack(">I", 7) + value)' > answer
for style in auto none utf8 base64 hex; do
  mcbin dump-frame --values "$style" --max-value 6 answer
done
