#!/usr/bin/python3
# Where a person looks on, a long dump says how far it is, wipes that line at the end and leaves the
# sentences; where nobody does, it says nothing before the end. The program to test is the
# environment's MCBIN_PROGRAM.
import os
import pty
import re
import subprocess
import sys
import time

PATIENCE_S = 60
LONG_S = 1.1  # a dump that takes less shows no progress
STREAM = bytes.fromhex("800a" + 22 * "00") * 10_000  # NOOPs


def dump_slowly(stderr):
    """Gives a dump its input in two parts, the second one late; its lines."""
    dump = subprocess.Popen([os.environ["MCBIN_PROGRAM"], "dump-frame"], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=stderr)
    half = len(STREAM) // 2
    dump.stdin.write(STREAM[:half])
    dump.stdin.flush()
    time.sleep(LONG_S)
    lines, _ = dump.communicate(STREAM[half:], timeout=PATIENCE_S)
    assert dump.returncode == 0, dump.returncode
    return lines


def on_terminal():
    ours, theirs = pty.openpty()
    lines = dump_slowly(theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # everything was read, and nobody writes any more
        pass
    os.close(ours)
    return lines, shown.decode()


def main():
    lines, shown = on_terminal()
    progress, wipe, rest = shown.partition("\r\x1b[Kmcbin: ")
    assert re.fullmatch(r"(\r\d+ MB, \d+ frames\x1b\[K)+", progress), repr(shown)
    assert wipe and re.match(r"\d+ frames \(", rest), repr(shown)
    reading, writing = os.pipe()
    same = dump_slowly(writing)
    os.close(writing)
    with os.fdopen(reading) as talk:
        assert re.fullmatch(r"(mcbin: .*\n)+", said := talk.read()), repr(said)
    assert same == lines
    print("dump-frame on a terminal: all as expected")


if __name__ == "__main__":
    sys.exit(main())
