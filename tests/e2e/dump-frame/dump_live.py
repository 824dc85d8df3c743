#!/usr/bin/python3
# Captures from the loopback interface while a server is asked: every frame comes once, paired,
# while it happens. The program to test is the environment's MCBIN_PROGRAM. Without the right to
# capture it says so and ends with SKIPPED.
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import run_cases

SKIPPED = 77
PATIENCE_S = 30
MCBIN = os.environ.get("MCBIN_PROGRAM")
ETHERTYPES_ALL = 3


def may_capture():
    try:
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETHERTYPES_ALL)).close()
    except PermissionError:
        return False
    return True


def ask(server, *words):
    return subprocess.run([MCBIN, words[0], "-s", server, *words[1:]], capture_output=True,
                          check=True, timeout=PATIENCE_S).stdout


def wait_until(condition, what):
    give_up = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up, what
        time.sleep(0.02)


def frames_of(path):
    lines = path.read_text().splitlines(keepends=True)
    whole = [json.loads(line) for line in lines if line.endswith("\n")]
    return [line for line in whole if line["t"] == "frame"]


def capture(server, folder):
    """Asks `server` while a dump looks on; its frames, what it said and its exit code."""
    port = server.rpartition(":")[2]
    lines = folder / "lines"
    with lines.open("wb") as out:
        dump = subprocess.Popen([MCBIN, "dump-frame", "-i", "lo", "--bpf", f"tcp port {port}"],
                                stdout=out, stderr=subprocess.PIPE)
    # Nobody says when the capture has begun: asked until an answer is seen.
    wait_until(lambda: ask(server, "ping") is not None and frames_of(lines), "no frame was seen")
    ask(server, "set", "live", "seen")
    assert ask(server, "get", "live") == b"seen", "the server is unwell"
    found = lambda: any(frame.get("value") == "seen" and frame["magic"] == "response"
                        for frame in frames_of(lines))
    wait_until(found, "the answer was not seen")
    dump.send_signal(signal.SIGINT)
    _, said = dump.communicate(timeout=PATIENCE_S)
    return frames_of(lines), said.decode(), dump.returncode


def check_frames(frames, said, code):
    assert code == 0, (code, said)
    assert f"mcbin: {len(frames)} frames (" in said, said
    assert [frame["n"] for frame in frames] == list(range(1, len(frames) + 1)), frames
    stored = [frame for frame in frames if frame.get("value") == "seen"]
    assert [frame["dir"] for frame in stored] == ["c2s", "s2c"], stored
    answer = stored[1]
    request = frames[answer["pair"] - 1]
    assert request["outcome"] == "hit" and request["key"] == "live", request
    assert 0 <= answer["latency_us"] < PATIENCE_S * 1e6, answer


def check_refusals():
    for words, sentence, wanted in (
            (("-i", "no-such-interface"), "cannot capture on no-such-interface", 3),
            (("-i", "lo", "--bpf", "tcp prt 1"), "mcbin: ", 2)):
        done = subprocess.run([MCBIN, "dump-frame", *words], capture_output=True, check=False,
                              timeout=PATIENCE_S)
        assert sentence in done.stderr.decode() and done.returncode == wanted, (words, done)


def main():
    if not may_capture():
        print("skipped: capturing needs the right to open packet sockets (root, or CAP_NET_RAW)")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="mcbin-live-") as name:
        server = run_cases.Server("mcbin", MCBIN, name)
        try:
            check_frames(*capture(server.address, pathlib.Path(name)))
        finally:
            server.stop()
    check_refusals()
    print("capturing from an interface: all as expected")
    return 0


if __name__ == "__main__":
    sys.exit(main())
