#!/usr/bin/python3
# What one client library stores, `mcbin get --decode` shows; what `mcbin set --as` stores, the
# library reads. client_values.py LIBRARY, with the library's own program beside this file.
import base64
import json
import os
import pathlib
import pickle
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[0] / "support"))
from live_server import PROGRAM, LiveServer  # noqa: E402

PICKLE = f"Python pickle, protocol {pickle.HIGHEST_PROTOCOL}"
LINES = "".join(f"line {line * 7919 % 10007}\n" for line in range(20000))
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-cp", "/usr/share/java/spymemcached.jar",
        "-Dnet.spy.log.LoggerImpl=net.spy.memcached.compat.log.SunLogger",
        str(HERE / "InteropClient.java")]
NODE_MODULES = HERE.parents[1] / ".cache/node_modules"

# The program, and for each key what `get --decode` must show: type, value (a format of an object),
# and whether --decode auto shows the same. Then what to store: key, type, value, what is shown.
LIBRARIES = {
    "bmemcached": {
        "program": [sys.executable, "-B", str(HERE / "interop_client.py"), "bmemcached"],
        "stored": {
            "text": ("text", "h\u00e9llo"), "bytes": ("bytes", b"\xff\xfe"), "int": ("int", "-42"),
            "true": ("object", "Python pickle, protocol 0 or 1"),
            "float": ("object", "Python pickle, protocol 0 or 1"),
            "list": ("object", "Python pickle, protocol 0 or 1"),
            "long-text": ("text", "abc " * 2000), "long-bytes": ("bytes", b"\xff\xfe" * 2000)},
        "read": {("text", "h\u00e9llo"): "str\th\u00e9llo", ("bytes", b"\xff\xfe"): "bytes\tfffe",
                 ("int", "-42"): "int\t-42", ("bool", "true"): "bool\tTrue",
                 ("bool", "false"): "bool\tFalse", ("float", "-1.5"): "float\t-1.5"},
        "packs": True},
    "pylibmc": {
        "program": [sys.executable, "-B", str(HERE / "interop_client.py"), "pylibmc"],
        "stored": {
            "text": ("text", "h\u00e9llo"), "bytes": ("bytes", b"\xff\xfe"), "int": ("int", "-42"),
            "true": ("int", "1"), "false": ("int", "0"),
            "float": ("object", PICKLE),
            "list": ("object", PICKLE),
            "long-text": ("text", "abc " * 2000), "long-bytes": ("bytes", b"\xff\xfe" * 2000)},
        "read": {("text", "h\u00e9llo"): "str\th\u00e9llo", ("bytes", b"\xff\xfe"): "bytes\tfffe",
                 ("int", "-42"): "int\t-42", ("bool", "true"): "int\t1",
                 ("float", "-1.5"): "float\t-1.5"},
        "packs": True},
    "php": {
        "program": ["php", str(HERE / "interop_client.php")],
        "stored": {
            "text": ("text", "h\u00e9llo"), "bytes": ("bytes", b"\xff\xfe"), "int": ("int", "-42"),
            "float": ("float", "1.5"), "infinity": ("float", "-inf"), "true": ("bool", "true"),
            "false": ("bool", "false"), "null": ("object", "PHP serialize()"),
            "list": ("object", "PHP serialize()"), "fastlz-1": ("text", "abcabc-" * 400),
            "fastlz-2": ("text", LINES), "zlib": ("text", "abcabc-" * 400),
            "user-flags": ("int", "7")},
        "read": {("text", "h\u00e9llo"): "string\th\u00e9llo",
                 ("bytes", b"\xff\xfe"): "string\tfffe", ("int", "-42"): "integer\t-42",
                 ("bool", "true"): "boolean\ttrue", ("bool", "false"): "boolean\tfalse",
                 ("float", "-1.5"): "double\t-1.5", ("float", "inf"): "double\tINF"},
        "packs": True},
    "dalli": {
        "program": ["ruby", "-W0", str(HERE / "interop_client.rb")],
        "stored": {
            "text": ("text", "h\u00e9llo"), "bytes": ("bytes", b"\xff\xfe"), "int": ("int", "42"),
            "negative": ("int", "-300"), "large": ("int", str(-2**40)), "float": ("float", "1.5"),
            "true": ("bool", "true"), "false": ("bool", "false"),
            "list": ("object", "Ruby Marshal"), "long-text": ("text", "abc " * 2000),
            "raw": ("text", "raw text"), "long-raw": ("text", "raw text " * 1000)},
        "read": {("text", "h\u00e9llo"): "String\th\u00e9llo",
                 ("bytes", b"\xff\xfe"): "String\tfffe", ("int", "-300"): "Integer\t-300",
                 ("int", str(2**62)): f"Integer\t{2**62}", ("bool", "true"): "TrueClass\ttrue",
                 ("bool", "false"): "FalseClass\tfalse", ("float", "-1.5"): "Float\t-1.5"},
        "packs": True},
    "spymemcached": {
        "program": JAVA,
        "stored": {
            "text": ("text", "h\u00e9llo"), "bytes": ("bytes", b"\xff\xfe"), "int": ("int", "258"),
            "zero": ("int", "0"), "negative": ("int", "-1"), "long": ("int", str(1 << 40)),
            "byte": ("int", "-2"), "true": ("bool", "true"), "false": ("bool", "false"),
            "float": ("float", "1.5"), "double": ("float", "-2.25"),
            "date": ("date", "2023-11-14T22:13:20.123Z"), "list": ("object", "Java serialization"),
            "long-text": ("text", "abc " * 9000)},
        "read": {("text", "h\u00e9llo"): "String\th\u00e9llo",
                 ("bytes", b"\xff\xfe"): "byte[]\tfffe", ("int", "-42"): "Integer\t-42",
                 ("int", "0"): "Integer\t0", ("int", str(1 << 40)): f"Long\t{1 << 40}",
                 ("bool", "true"): "Boolean\ttrue", ("bool", "false"): "Boolean\tfalse",
                 ("float", "-1.5"): "Double\t-1.5"},
        "packs": True},
    "memjs": {
        "program": ["node", str(HERE / "interop_client.js")],
        "stored": {"text": ("text", "h\u00e9llo"), "bytes": ("bytes", b"\xff\xfe")},
        "read": {("text", "h\u00e9llo"): "0\th\u00e9llo", ("bytes", b"\xff\xfe"): "0\tfffe",
                 ("int", "-42"): "0\t-42"},
        "packs": False},
}


def run(command, data=None):
    environment = dict(os.environ, LC_ALL="C.UTF-8", NODE_PATH=str(NODE_MODULES))
    done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=60, check=False, env=environment)
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stderr.decode()}"
    return done.stdout


def same_bytes(line, expected):
    if isinstance(expected, bytes):
        return base64.b64decode(line["value_b64"]) == expected
    return line["value"] == expected


def check_shown(address, name, library, decode):
    """What the library stored, as mcbin shows it."""
    stored = library["stored"]
    printed = run([PROGRAM, "get", "-s", address, "--json", "--decode", decode, *stored])
    for line in map(json.loads, printed.decode().splitlines()):
        kind, expected = stored[line["key"]]
        if kind == "object":
            assert (line["type"], line["format"]) == (kind, expected), line
        else:
            # Bytes that happen to be UTF-8 and flags of 0 can only be guessed as text.
            assert line["type"] == kind or decode == "auto", (kind, line)
            assert same_bytes(line, expected), (expected, line)
    print(f"{name}: {len(stored)} values shown with --decode {decode}")


def check_read(address, port, name, library):
    """What mcbin stored, as the library reads it."""
    expected = []
    for number, ((kind, value), shown) in enumerate(library["read"].items()):
        data = value if isinstance(value, bytes) else value.encode()
        run([PROGRAM, "set", "-s", address, "--as", name, "--type", kind, f"k{number}"], data)
        expected.append(f"k{number}\t{shown}")
    if library["packs"]:
        run([PROGRAM, "set", "-s", address, "--as", name, "--compress", "packed"], b"abc " * 3000)
        expected.append(expected[0].replace("k0", "packed").replace("h\u00e9llo", "abc " * 3000))
    keys = [line.split("\t")[0] for line in expected]
    shown = run([*library["program"], str(port), "show", *keys]).decode().splitlines()
    assert shown == expected, f"{name} read {shown}, must be {expected}"
    print(f"{name}: {len(expected)} values read back")


def main():
    name = sys.argv[1]
    library = LIBRARIES[name]
    with LiveServer("-l", "127.0.0.1") as server:
        address = f"127.0.0.1:{server.port}"
        run([*library["program"], str(server.port), "store"])
        check_shown(address, name, library, name)
        check_shown(address, name, library, "auto")
        check_read(address, server.port, name, library)


if __name__ == "__main__":
    main()
