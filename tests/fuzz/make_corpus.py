#!/usr/bin/python3
"""Makes the corpus of the fuzz targets from the recorded exchanges.

    make_corpus.py VECTORS.jsonl CORPUS_DIR

requests/ has what each exchange sends, for the targets that read requests; streams/ also what came
back, for the one that reads both; traffic/ has both as a script of chunks, for the one that decodes
connections; lines/ has bytes and lines written by hand, for the encoder; logins/ has logins and
what comes before and behind them. The last byte of an input says where it is cut, or what it is.
The same vectors make the same files; findings of the fuzzers are added by hand under other names.
"""
import json
import pathlib
import struct
import sys

INPUT_BYTES_MAX = 4096
CHUNK_BYTES_MAX = 255
FROM_SERVER = 0x10
GAP = 0xe0

LINES = (
    '{"op":"GET","key":"k"}',
    '{"op":"SET","key":"k","value":"AAE=","value_enc":"base64","flags":1,"expiry":60}',
    '{"op":"INCREMENT","key":"k","delta":"18446744073709551615","initial":"0","expiry":0}',
    '{"op":"GET","status":"ok","flags":0,"value":"00ff","value_enc":"hex","cas":"7"}',
    '{"magic":"alt_request","op":"SET","frame_extras":[{"id":1,"hex":"0123"}],"key":"k"}',
    '{"op":"GET","key":"ab","key_len":4,"body_len":4,"incomplete":true,"missing":2,"hole":true}',
    '{"t":"transaction","req":{"op":"NOOP"},"res":[{"op":"NOOP","status":"ok"}]}',
    '{"t":"junk","hex":"00ff"}\n{"t":"conn"}\n{"op":0}\n[\n{"hex":"800a"}',
)


def request(opcode, key=b"", value=b"", extras=b""):
    body = extras + key + value
    return struct.pack(">BBHBBHIIQ", 0x80, opcode, len(key), len(extras), 0, 0, len(body), 0,
                       0) + body


GET, SET, NOOP, VERSION, LIST_MECHS, AUTH, STEP = 0x00, 0x01, 0x0a, 0x0b, 0x20, 0x21, 0x22
STORE = request(SET, b"k1", b"v", bytes(8))
OTHER = request(SET, b"other", b"v", bytes(8)) + request(GET, b"other")
BAD = request(AUTH, b"PLAIN", b"\0a\0no")


def log_in(user, opcode=AUTH):
    return request(opcode, b"PLAIN", b"\0" + user + b"\0pw")


LOGINS = {
    "good": log_in(b"a") + STORE + request(GET, b"k1"),
    "reader": log_in(b"r") + STORE + request(GET, b"k1"),
    "prefix": log_in(b"k") + STORE + OTHER,
    "another": log_in(b"a") + STORE + log_in(b"r") + STORE,
    "good_bad": log_in(b"a") + STORE + BAD + OTHER,
    "three_bad": BAD * 3 + STORE,
    "steps": request(AUTH, b"PLAIN") + log_in(b"a", STEP) + STORE,
    "step_first": log_in(b"a", STEP) + STORE,
    "begun_left": request(AUTH, b"PLAIN") + STORE,
    "before": request(VERSION) + request(LIST_MECHS) + BAD + request(NOOP) + STORE,
    "inside": request(AUTH, b"PLAIN", b"\0a\0no" + STORE) + request(NOOP, b"", STORE) + STORE,
    "mechanisms": request(AUTH, b"plain\0", b"\0a\0no") + request(AUTH, b"ANONYMOUS", b"me") +
                  STORE,
    "long_login": request(AUTH, b"PLAIN", bytes(2000)) + request(AUTH, b"x" * 33, b"y") + STORE,
}


def digits(frame):
    return bytes.fromhex(frame) if set(frame) <= set("0123456789abcdef") else b""


def chunks(what, data):
    """`data` as steps of a script for the target that decodes connections."""
    steps = b""
    for at in range(0, len(data), CHUNK_BYTES_MAX):
        part = data[at:at + CHUNK_BYTES_MAX]
        steps += bytes([what, len(part)]) + part
    return steps


def write_scripts(corpus, vector, number, sent):
    back = b"".join(map(digits, vector.get("responses_raw", [])))
    gap = bytes([GAP, 10]) if number % 3 == 0 else b""
    script = chunks(number % 3, sent) + gap + chunks(number % 3 + FROM_SERVER, back)
    if 0 < len(script) <= INPUT_BYTES_MAX:
        (corpus / "traffic" / f"{vector['name']}.script").write_bytes(script + bytes([number % 64]))


def main():
    vectors, corpus = map(pathlib.Path, sys.argv[1:])
    for number, text in enumerate(LINES):
        (corpus / "lines").mkdir(parents=True, exist_ok=True)
        (corpus / "lines" / f"by_hand_{number}.lines").write_bytes(text.encode() + b"\0")
    for folder in ("requests", "streams", "traffic", "logins"):
        (corpus / folder).mkdir(parents=True, exist_ok=True)
    for number, (name, sent) in enumerate(LOGINS.items()):
        (corpus / "logins" / name).write_bytes(sent + bytes([40 + 7 * number]))
    for number, line in enumerate(vectors.read_text().splitlines()):
        vector = json.loads(line)
        sent = b"".join(map(digits, vector["requests"]))
        both = sent + b"".join(map(digits, vector.get("responses_raw", [])))
        cut = bytes([number % 256])
        if 0 < len(sent) <= INPUT_BYTES_MAX:
            (corpus / "requests" / f"{vector['name']}.request").write_bytes(sent + cut)
        if number % 4 == 0:
            write_scripts(corpus, vector, number, sent)
        if number % 8 == 0 and 0 < len(both) <= INPUT_BYTES_MAX:
            (corpus / "lines" / f"{vector['name']}.frames").write_bytes(both + b"\1")
        if number % 2 and 0 < len(both) <= INPUT_BYTES_MAX:
            (corpus / "streams" / f"{vector['name']}.stream").write_bytes(both + cut)


if __name__ == "__main__":
    main()
