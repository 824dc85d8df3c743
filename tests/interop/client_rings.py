#!/usr/bin/python3
# Where a client library puts keys over three servers, `mcbin --ring` finds them, and the other way
# round. client_rings.py LIBRARY, with the library's own program beside this file.
import contextlib
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[0] / "support"))
from live_server import PROGRAM, LiveServer  # noqa: E402

KEYS = 400
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-cp", "/usr/share/java/spymemcached.jar",
        "-Dnet.spy.log.LoggerImpl=net.spy.memcached.compat.log.SunLogger"]
NODE_MODULES = HERE.parents[1] / ".cache/node_modules"

# The program, its rings, and one that must not find everything.
LIBRARIES = {
    "bmemcached": ([sys.executable, "-B", str(HERE / "ring_client.py")], ["bmemcached"], "modula"),
    "dalli": (["ruby", "-W0", str(HERE / "ring_client.rb")], ["dalli"], "ketama"),
    "memjs": (["node", str(HERE / "ring_client.js")], ["memjs"], "modula"),
    "php": (["php", str(HERE / "ring_client.php")], ["ketama-weighted", "ketama", "modula"],
            "dalli"),
    "pylibmc": ([sys.executable, "-B", str(HERE / "ring_client.py")],
                ["ketama-weighted", "ketama", "modula"], "dalli"),
    "spymemcached": ([*JAVA, str(HERE / "RingClient.java")],
                     ["spymemcached", "spymemcached-ketama"], "modula"),
}


def run(command, data=None, codes=(0,)):
    environment = dict(os.environ, LC_ALL="C.UTF-8", NODE_PATH=str(NODE_MODULES))
    done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=120, check=False, env=environment)
    assert done.returncode in codes, f"{command}: {done.returncode}\n{done.stderr.decode()}"
    return done.stdout.decode()


def found(servers, ring, keys, codes):
    """How many of `keys` mcbin finds, each with the value that it must have."""
    lines = run([PROGRAM, "get", "-s", servers, "--ring", ring, "--json", *keys], codes=codes)
    count = 0
    for number, line in enumerate(map(json.loads, lines.splitlines())):
        if line["found"]:
            assert line["value"] == str(number), line
            count += 1
    return count


def check(servers, program, ring, other_ring):
    prefix = f"{ring}:theirs:"
    run([*program, ring, servers, "store", prefix, str(KEYS)])
    keys = [f"{prefix}{number}" for number in range(KEYS)]
    assert found(servers, ring, keys, (0,)) == KEYS
    with_other = found(servers, other_ring, keys, (1,))
    assert 0 < with_other < KEYS, f"{other_ring} finds {with_other}"
    places = run([PROGRAM, "locate", "-s", servers, "--ring", ring, *keys]).split()
    assert len(set(places) & set(servers.split(","))) == 3, set(places)

    prefix = f"{ring}:ours:"
    lines = "".join(json.dumps({"key": f"{prefix}{number}", "value": str(number)}) + "\n"
                    for number in range(KEYS))
    run([PROGRAM, "set", "-s", servers, "--ring", ring, "--from", "-", "--format", "jsonl"],
        lines.encode())
    shown = run([*program, ring, servers, "show", prefix, str(KEYS)]).split()
    assert shown == [str(number) for number in range(KEYS)], shown
    print(f"{ring}: {KEYS} keys found, {with_other} of them where {other_ring} looks, "
          f"and {KEYS} read back")


def main():
    program, rings, other_ring = LIBRARIES[sys.argv[1]]
    with contextlib.ExitStack() as stack:
        ports = [stack.enter_context(LiveServer("-l", "127.0.0.1", "-t", "1")).port
                 for _ in range(3)]
        servers = ",".join(f"127.0.0.1:{port}" for port in ports)
        for ring in rings:
            check(servers, program, ring, other_ring)


if __name__ == "__main__":
    main()
