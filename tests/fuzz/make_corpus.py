#!/usr/bin/python3
"""Makes the corpus of the fuzz targets from the recorded exchanges.

    make_corpus.py VECTORS.jsonl CORPUS_DIR

requests/ has what each exchange sends, for the targets that read requests; streams/ also what came
back, for the one that reads both. The last byte of an input says where it is cut. The same vectors
make the same files; findings of the fuzzers are added by hand under other names.
"""
import json
import pathlib
import sys

INPUT_BYTES_MAX = 4096


def digits(frame):
    return bytes.fromhex(frame) if set(frame) <= set("0123456789abcdef") else b""


def main():
    vectors, corpus = map(pathlib.Path, sys.argv[1:])
    for folder in ("requests", "streams"):
        (corpus / folder).mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(vectors.read_text().splitlines()):
        vector = json.loads(line)
        sent = b"".join(map(digits, vector["requests"]))
        both = sent + b"".join(map(digits, vector.get("responses_raw", [])))
        cut = bytes([number % 256])
        if 0 < len(sent) <= INPUT_BYTES_MAX:
            (corpus / "requests" / f"{vector['name']}.request").write_bytes(sent + cut)
        if number % 2 and 0 < len(both) <= INPUT_BYTES_MAX:
            (corpus / "streams" / f"{vector['name']}.stream").write_bytes(both + cut)


if __name__ == "__main__":
    main()
