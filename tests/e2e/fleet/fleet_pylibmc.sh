# What pylibmc spreads over three servers in its three ways, mcbin finds, and the other way round.
"$PYTHON" -B - "$SERVER" "$SECOND" "$THIRD" "$KEY" <<'PYTHON'
import subprocess
import sys

import pylibmc

servers, prefix = sys.argv[1:4], sys.argv[4]
for ring, behaviors in (("ketama-weighted", {"ketama_weighted": True}),
                        ("ketama", {"ketama": True}), ("modula", {})):
    client = pylibmc.Client(servers, binary=True, behaviors=behaviors)
    keys = [f"{prefix}:{ring}:{number}" for number in range(300)]
    for number, key in enumerate(keys):
        client.set(key, b"%d\n" % number)
    options = ["-s", ",".join(servers), "--ring", ring]
    got = subprocess.run(["mcbin", "get", *options, *keys], capture_output=True, check=False)
    located = subprocess.run(["mcbin", "locate", *options, *keys], capture_output=True, check=True)
    for number in range(0, 300, 30):
        subprocess.run(["mcbin", "set", *options, keys[number], "mine"], check=True)
    back = client.get_multi([keys[number] for number in range(0, 300, 30)])
    print(ring, got.returncode, got.stdout == b"".join(b"%d\n" % number for number in range(300)),
          len(set(located.stdout.split())), set(back.values()), len(back))
PYTHON
