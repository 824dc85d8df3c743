#!/usr/bin/python3
"""Makes the corpus of the target stored_value: flags (4 bytes) and a value, as client libraries
store them.

    make_value_corpus.py CORPUS_DIR
"""
import gzip
import pathlib
import struct
import sys
import zlib

TEXT = b"abcabc-" * 40
FASTLZ = bytes.fromhex("f00a0000026162632002002d20032002e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06e0fd06"
                       "e0fd06e0fd06e0fd06e0fd06e09b060262632d")
VALUES = {
    "text": (0, b"text"), "bytes": (16, b"\xff\xfe"), "pickle": (1, b"I01\n."),
    "pickle_4": (1, bytes.fromhex("8004880000002e")), "int": (2, b"-42"), "long": (4, b"7"),
    "zlib_text": (24, zlib.compress(TEXT)), "zlib_pickle": (9, zlib.compress(b"(lp0\n.")),
    "php_double": (2, b"-1.5e300"), "php_bool": (3, b""), "php_array": (4, b"a:1:{i:0;i:1;}"),
    "php_fastlz": (0x50, FASTLZ),
    "php_fastlz_2": (0x50, struct.pack("<I", 266) + b"\x20a\xe0\xff\x01\x00"),
    "php_zlib": (0x30, struct.pack("<I", len(TEXT)) + zlib.compress(TEXT)),
    "marshal_text": (1, bytes.fromhex("040849220678063a064554")),
    "marshal_large": (1, bytes.fromhex("04086c2b08000000000001")),
    "marshal_array": (3, zlib.compress(bytes.fromhex("04085b066906"))),
    "java_int": (0x200, b"\x01\x02"), "java_date": (0x400, bytes.fromhex("018bcfe5687b")),
    "java_double": (0x700, bytes.fromhex("c002000000000000")), "java_bool": (0x100, b"1"),
    "java_object": (1, bytes.fromhex("aced000573")), "java_gzip": (2, gzip.compress(TEXT, mtime=0)),
}


def main():
    folder = pathlib.Path(sys.argv[1]) / "values"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (flags, value) in VALUES.items():
        (folder / name).write_bytes(struct.pack(">I", flags) + value)


if __name__ == "__main__":
    main()
