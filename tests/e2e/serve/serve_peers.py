#!/usr/bin/python3
# Clients in other people's code use `mcbin serve` as they would memcached: memccapable's 27 checks
# of the protocol, python3-binary-memcached and pylibmc (libmemcached).
import pathlib
import re
import subprocess
import sys

import bmemcached
import pylibmc

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import LiveServer  # noqa: E402

CAPABILITIES = 27
MANY = 2000


def memccapable(port):
    done = subprocess.run(["memccapable", "-b", "-h", "127.0.0.1", "-p", str(port)],
                          capture_output=True, text=True, timeout=60, check=False)
    verdicts = re.findall(r"\[(\w+)\]", done.stdout)
    assert verdicts == ["pass"] * CAPABILITIES, done.stdout
    assert done.returncode == 0, done
    print(f"memccapable: {len(verdicts)} of {CAPABILITIES}")


def binary_memcached(port):
    client = bmemcached.Client(f"127.0.0.1:{port}")
    values = {"text": "h\u00e9llo", "number": 42, "long": "ab" * 100_000,
              "object": {"a": [1, None]}, "bytes": bytes(range(256))}
    for name, value in values.items():
        assert client.set(name, value), name
        assert client.get(name) == value, name
    assert client.get("nothing") is None
    assert client.add("text", "other") is False
    assert client.replace("nothing", "other") is False
    assert client.delete("text") and client.get("text") is None
    assert client.incr("counter", 5, default=37) == 37
    assert client.incr("counter", 5) == 42
    assert client.decr("counter", 100) == 0
    value, cas = client.gets("number")
    assert value == 42 and client.cas("number", 43, cas)
    assert not client.cas("number", 44, cas), "the CAS is an old one"
    many = {f"many-{number}": str(number) for number in range(MANY)}
    assert client.set_multi(many) in ([], True)
    assert client.get_multi(list(many) + ["nothing"]) == many
    statistics = next(iter(client.stats().values()))
    assert int(statistics["curr_items"]) >= MANY, statistics
    assert client.flush_all() and client.get("number") is None
    client.disconnect_all()
    print("python3-binary-memcached: all as expected")


def missing(call, *arguments):
    """Whether libmemcached says that there is no such item."""
    try:
        call(*arguments)
    except pylibmc.NotFound:
        return True
    return False


def libmemcached(port):
    client = pylibmc.Client([f"127.0.0.1:{port}"], binary=True,
                            behaviors={"cas": True, "tcp_nodelay": True})
    values = {"text": "h\u00e9llo", "number": 42, "truth": True, "object": (1, "two"),
              "bytes": bytes(range(256)), "long": b"x" * 500_000}
    for name, value in values.items():
        assert client.set(name, value), name
        assert client.get(name) == value, name
    assert client.get("nothing") is None
    assert client.add("text", "other") is False
    assert missing(client.replace, "nothing", "other")
    assert client.set("joined", b"b") and client.append("joined", b"c")
    assert client.prepend("joined", b"a") and client.get("joined") == b"abc"
    assert client.set("counter", 5) and client.incr("counter", 3) == 8
    assert client.decr("counter", 9) == 0
    value, cas = client.gets("number")
    assert value == 42 and client.cas("number", 43, cas)
    assert client.touch("number", 1000) and client.get("number") == 43
    assert client.delete("number") and not client.delete("number")
    assert missing(client.incr, "nothing")
    many = {f"many-{number}": number for number in range(MANY)}
    assert client.set_multi(many) == []
    assert client.get_multi(list(many) + ["nothing"]) == many
    statistics = client.get_stats()[0][1]
    assert int(statistics["curr_items"]) >= MANY, statistics
    assert client.flush_all() and client.get("text") is None
    client.disconnect_all()
    print("pylibmc: all as expected")


def main():
    with LiveServer() as server:
        memccapable(server.port)
        binary_memcached(server.port)
        libmemcached(server.port)


if __name__ == "__main__":
    main()
