#!/usr/bin/python3
"""Makes the corpus of the fuzz targets that read captures and texts.

    make_capture_corpus.py CAPTURES_DIR CORPUS_DIR

packets/ has packets of each link type, each behind the two bytes that packet_headers_fuzz.cpp
reads; segments/ scripts of stream_order_fuzz.cpp; texts/ the same few frames written down in each
way. The same captures make the same files.
"""
import base64
import pathlib
import random
import struct
import sys

LINKS = [1, 0, 108, 101, 113, 276, 228, 229, 12, 14, 147]
CAPTURES = ["any_sll.pcap", "any_sll2.pcap", "dlt_loop.pcap", "dlt_null.pcap", "dlt_raw.pcap",
            "qinq.pcap", "vlan.pcap", "ipv6_lo.pcap", "snaplen128.pcap", "ethpad.pcap"]
FRAME = bytes.fromhex("80000005000000000000000500000001000000000000000068656c6c6f")


def packets(path):
    """(link type, bytes) of a little-endian pcap file."""
    data = path.read_bytes()
    link = struct.unpack("<I", data[20:24])[0]
    at = 24
    while at < len(data):
        size = struct.unpack("<I", data[at + 8:at + 12])[0]
        yield link, data[at + 16:at + 16 + size]
        at += 16 + size


def write_packets(captures, folder):
    for name in CAPTURES:
        for number, (link, data) in enumerate(packets(captures / name)):
            if number in (0, 3, 4) and len(data) < 1024:
                head = bytes([LINKS.index(link), number])
                (folder / f"{name.split('.')[0]}_{number}.packet").write_bytes(head + data)
    tcp = bytes.fromhex("9c402bcb0000006500000000501800ff00000000")
    for name, next_header, extension in (("hop", 0, "0600000000000000"),
                                         ("fragment", 44, "0600000000000000"),
                                         ("more", 44, "0600000100000000")):
        body = bytes.fromhex(extension) + tcp + FRAME
        header = struct.pack(">IHBB", 0x60000000, len(body), next_header, 64) + bytes(31) + b"\1"
        data = header[:40] + body
        (folder / f"extension_{name}.packet").write_bytes(bytes([LINKS.index(101), 0]) + data)


def write_segments(folder):
    chance = random.Random(6)
    for number in range(24):
        script = bytearray(b"\x10\0\0\0") if number % 2 else bytearray()
        place = 0
        for _ in range(40):
            length = chance.randrange(1, 200)
            flags = chance.choice([0] * 12 + [2, 3])
            at = max(0, place + chance.choice([0, 0, 0, length, -50]))
            extra = chance.choice([0, 0, 0, 5]) | chance.choice([0, 0, 0x10]) | \
                chance.choice([0, 0, 0, 0x20])
            script += struct.pack(">HBB", flags << 12 | at & 0xfff, length, extra)
            place = max(place, at + length)
        (folder / f"conversation_{number}.segments").write_bytes(bytes(script))


def write_texts(folder):
    data = FRAME * 3
    lines = [data[at:at + 16] for at in range(0, len(data), 16)]
    texts = {
        "plain": data.hex(),
        "colons": ":".join(f"{byte:02x}" for byte in data),
        "escapes": "".join(f"\\x{byte:02x}" for byte in data),
        "base64": base64.b64encode(data).decode(),
        "base64_url": base64.urlsafe_b64encode(data).decode().rstrip("="),
        "xxd": "\n".join(f"{16 * row:08x}: {line.hex(' ', 2)}  ................"
                         for row, line in enumerate(lines)),
        "hexdump": "\n".join(f"{16 * row:08x}  {line.hex(' ')}  |................|"
                             for row, line in enumerate(lines)) + f"\n{len(data):08x}\n",
        "gdb": "\n".join(f"0x7ffff7dd{16 * row:04x} <buffer+{16 * row}>:\t" +
                         "\t".join(f"0x{byte:02x}" for byte in line)
                         for row, line in enumerate(lines)),
        "c_string": '"\\200\\0\\0\\5' + '\\0' * 20 + 'hello\\n\\t\\"\\\\"',
    }
    for name, text in texts.items():
        (folder / f"{name}.text").write_bytes(text.encode() + b"\x35")


def main():
    captures, corpus = map(pathlib.Path, sys.argv[1:])
    for folder in ("packets", "segments", "texts"):
        (corpus / folder).mkdir(parents=True, exist_ok=True)
    write_packets(captures, corpus / "packets")
    write_segments(corpus / "segments")
    write_texts(corpus / "texts")


if __name__ == "__main__":
    main()
