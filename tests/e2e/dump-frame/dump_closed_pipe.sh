# Who reads no further ends the command, without a word.
python3 -c 'import sys
for _ in range(20000):
    sys.stdout.buffer.write(bytes.fromhex("800a") + bytes(22))' > many
mcbin dump-frame many | head -n 1 | cut -c 1-20
