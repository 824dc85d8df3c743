#!/usr/bin/python3
# Stores and shows values through bmemcached or pylibmc, for client_values.py:
#   interop_client.py bmemcached|pylibmc PORT store
#   interop_client.py bmemcached|pylibmc PORT show KEY...     one line each: KEY, type, text
import sys

import bmemcached
import pylibmc

VALUES = {"text": "h\u00e9llo", "bytes": b"\xff\xfe", "int": -42, "true": True, "false": False,
          "float": 1.5, "list": [1, "x"], "long-text": "abc " * 2000,
          "long-bytes": b"\xff\xfe" * 2000}


def main():
    library, port, what, *keys = sys.argv[1:]
    if library == "bmemcached":
        client = bmemcached.Client(f"127.0.0.1:{port}")
        options = {}
    else:
        client = pylibmc.Client([f"127.0.0.1:{port}"], binary=True)
        options = {"min_compress_len": 1000}
    if what == "store":
        for key, value in VALUES.items():
            assert client.set(key, value, **options), key
    for key in keys:
        value = client.get(key)
        text = value.hex() if isinstance(value, bytes) else str(value)
        print(key, type(value).__name__, text, sep="\t")


main()
