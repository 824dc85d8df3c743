#!/usr/bin/python3
"""Keeps mcbin serve busy with everything at once and watches its memory and its descriptors.

    serve_soak.py BUILD_DIR [--minutes 10] [--memory-mib 64]

Loads of small, pipelined, batched and large requests take turns, over more keys than fit, while
connections come, go, break off in the middle of a request, and ask without reading. Every second
the resident memory and the number of descriptors are noted. In the end both must be flat: the last
third of the run may not hold more than the first two thirds did, but for the slack named below.
"""
import argparse
import itertools
import os
import pathlib
import random
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

MEBIBYTE = 1 << 20
RSS_SLACK_BYTES = 2 * MEBIBYTE
DESCRIPTOR_SLACK = 64  # the crowd of the churn comes and goes
LOADS = [
    ("multiset", "connections=8 depth=50 keys=2000000 key_bytes=24 value_bytes=200"),
    ("get", "connections=40 depth=1 keys=200000 key_bytes=24 value_bytes=200 set_percent=20"),
    ("multiget", "connections=8 depth=100 keys=2000000 key_bytes=24 value_bytes=200"),
    ("get", "connections=8 depth=4 keys=3000 key_bytes=16 value_bytes=65536 set_percent=30"),
    ("get", "connections=8 depth=20 keys=500000 key_bytes=40 value_bytes=1000 set_percent=50"),
]
LOAD_SECONDS = 4


def frame(opcode, key=b"", value=b"", extras=b""):
    body = extras + key + value
    return struct.pack(">BBHBBHIIQ", 0x80, opcode, len(key), len(extras), 0, 0, len(body), 0,
                       0) + body


class Server:
    def __init__(self, build, memory_mib):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [build / "mcbin", "serve", "-l", "127.0.0.1", "-p", str(self.port), "-t", "2",
             "-m", str(memory_mib), "-u", "root"], stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                self.connect().close()
                return
            except OSError:
                time.sleep(0.02)
        sys.exit("mcbin did not start")

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def resident_bytes(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()
        return int(fields[1]) * resource.getpagesize()

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


def churn(server, stop):
    """Connections that end in every way there is."""
    chance = random.Random(1)
    large = frame(0x01, b"churn", bytes(500_000), bytes(8))
    kept = []
    while not stop.is_set():
        connection = server.connect()
        kind = chance.randrange(5)
        if kind == 0:
            connection.sendall(frame(0x0A))
            connection.recv(24)
        elif kind == 1:
            connection.sendall(large[:chance.randrange(1, len(large))])
        elif kind == 2:
            connection.sendall(large)
            connection.setblocking(False)
            try:
                connection.send(frame(0x00, b"churn") * 200)  # and never reads
            except OSError:
                pass
        elif kind == 3:
            connection.sendall(os.urandom(chance.randrange(1, 2000)))
        else:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(frame(0x00, b"churn")[:chance.randrange(1, 29)])
        kept.append(connection)
        if len(kept) > DESCRIPTOR_SLACK // 2:
            kept.pop(chance.randrange(len(kept))).close()
        time.sleep(0.005)
    for connection in kept:
        connection.close()


def drive(build, server, stop):
    for kind, options in itertools.cycle(LOADS):
        if stop.is_set():
            return
        done = subprocess.run(
            [build / "tests/bench/mcbin_server_load", str(server.port), kind, *options.split(),
             f"seconds={LOAD_SECONDS}"], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"load {kind} failed: {done.stdout} {done.stderr}", flush=True)
            server.failures += 1


def verdict(samples):
    """What is not flat, one sentence each."""
    early, late = samples[:2 * len(samples) // 3], samples[2 * len(samples) // 3:]
    rss_early, rss_late = (max(rss for rss, _ in part) for part in (early, late))
    fds_early, fds_late = (max(fds for _, fds in part) for part in (early, late))
    print(f"resident MiB: {rss_early / MEBIBYTE:.1f}, then {rss_late / MEBIBYTE:.1f};"
          f" descriptors: {fds_early}, then {fds_late}")
    if rss_late > rss_early + RSS_SLACK_BYTES:
        yield "the resident memory grows"
    if fds_late > fds_early + DESCRIPTOR_SLACK:
        yield "descriptors are lost"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--memory-mib", type=int, default=64)
    options = parser.parse_args()
    server = Server(options.build, options.memory_mib)
    server.failures = 0
    idle = server.descriptors()
    stop = threading.Event()
    helpers = [threading.Thread(target=churn, args=(server, stop)),
               threading.Thread(target=drive, args=(options.build, server, stop))]
    for helper in helpers:
        helper.start()
    samples = []
    end = time.monotonic() + 60 * options.minutes
    while time.monotonic() < end and server.process.poll() is None:
        time.sleep(1)
        samples.append((server.resident_bytes(), server.descriptors()))
        if len(samples) % 30 == 0:
            print(f"{len(samples)} s: {samples[-1][0] / MEBIBYTE:.1f} MiB,"
                  f" {samples[-1][1]} descriptors", flush=True)
    stop.set()
    for helper in helpers:
        helper.join()
    time.sleep(1)
    problems = list(verdict(samples))
    if server.descriptors() > idle:
        problems.append(f"{server.descriptors() - idle} descriptors stay open")
    if server.failures:
        problems.append(f"{server.failures} loads saw wrong answers")
    if server.stop() != 0:
        problems.append("the server did not end well")
    print("; ".join(problems) or "flat")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
