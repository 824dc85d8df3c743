#!/usr/bin/env python3
"""Kills `mcbin serve` with -9 under load, again and again, and compares what is served afterwards
with every write that was acknowledged.

usage: serve_crash.py [MODE CYCLES [SEED]]

MODE is none, interval or always; without it each gets a few cycles.

Each key has one writer, so the order of its values is known. After a start a key must have one of
the values it ever had, whole, and none may be missing behind it that was acknowledged: with always
none at all, with interval none but of the last 10 ms before the last acknowledgement.
"""
import os
import pathlib
import random
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from live_server import (DELETE, INCREMENT, MISSING, NOOP, OK, PROGRAM, SET, SETQ,  # noqa: E402
                         LiveServer, request)

APPEND, GETK = 0x0E, 0x0C
CONNECTIONS = 4
KEYS_EACH = 60
WINDOW_S = 0.010
OPTIONS = ("-m", "512", "-t", "2")


class History:
    """The values that one key had, in order, each with the moment of its acknowledgement."""

    def __init__(self):
        self.values = [None]
        self.acknowledged = [0.0]

    def add(self, value):
        self.values.append(value)
        self.acknowledged.append(None)
        return len(self.values) - 1

    def restart_from(self, index):
        self.values = [self.values[index]]
        self.acknowledged = [0.0]


def next_change(key, history, rng, version):
    """A request that changes `key`, and the value that it leaves."""
    old = history.values[-1]
    if key.startswith(b"n"):
        number = int(old) + 1 if old is not None else 1
        extras = struct.pack(">QQI", 1, 1, 0)
        return request(INCREMENT, key, extras=extras), str(number).encode()
    if old is not None and rng.random() < 0.15:
        return request(DELETE, key), None
    if old is not None and len(old) < 5000 and rng.random() < 0.15:
        tail = b"+%d" % version
        return request(APPEND, key, tail), old + tail
    size = 100_000 if rng.random() < 0.002 else int(rng.expovariate(1 / 300))
    value = b"%s/%d/" % (key, version) + bytes([97 + version % 26]) * size
    return request(SET, key, value, extras=bytes(8)), value


class Writer:
    """One connection that writes to its keys, a batch at a time."""

    def __init__(self, port, histories, rng):
        self.histories = histories
        self.keys = list(histories)
        self.rng = rng
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.output = b""
        self.input = b""
        self.pending = []  # for each answer that is due, what it acknowledges

    def begin_batch(self, version):
        batch = []
        quiet = self.rng.random() < 0.3
        covered = []
        for _ in range(self.rng.randrange(1, 12)):
            version += 1
            key = self.rng.choice(self.keys)
            history = self.histories[key]
            data, value = next_change(key, history, self.rng, version)
            place = (history, history.add(value))
            if quiet and data[1] == SET:
                batch.append(bytes([data[0], SETQ]) + data[2:])
                covered.append(place)
            else:
                batch.append(data)
                self.pending.append(covered + [place])  # answers come in order
                covered = []
        if covered:
            batch.append(request(NOOP))
            self.pending.append(covered)
        self.output += b"".join(batch)
        return version

    def send(self):
        if self.output:
            self.output = self.output[self.socket.send(self.output):]

    def receive(self):
        data = self.socket.recv(1 << 16)
        now = time.monotonic()
        if not data:
            raise ConnectionError("closed")
        self.input += data
        while len(self.input) >= 24:
            size = 24 + struct.unpack(">I", self.input[8:12])[0]
            if len(self.input) < size:
                break
            status = struct.unpack(">H", self.input[6:8])[0]
            assert status == OK, f"status {status:#x} for opcode {self.input[1]:#x}"
            for history, index in self.pending.pop(0):
                history.acknowledged[index] = now
            self.input = self.input[size:]
        return now


def write_until(server, writers, deadline, version):
    """Keeps all writers busy, then kills the server. Returns the versions used and when the last
    acknowledgement came."""
    last = time.monotonic()
    while time.monotonic() < deadline:
        for writer in writers:
            if not writer.pending and not writer.output:
                version = writer.begin_batch(version)
        sending = [w.socket for w in writers if w.output]
        readable, writable, _ = select.select([w.socket for w in writers], sending, [], 0.001)
        for writer in writers:
            if writer.socket in writable:
                writer.send()
            if writer.socket in readable:
                last = writer.receive()
    server.process.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    server.process.wait()
    for writer in writers:  # what was acknowledged before the end counts, too
        try:
            while True:
                last = min(writer.receive(), killed)
        except (ConnectionError, BlockingIOError):
            pass
        writer.socket.close()
    return version, last


def served(client, keys):
    """What the server has for each key."""
    found = {}
    for at in range(0, len(keys), 50):
        client.send(b"".join(request(GETK, key) for key in keys[at:at + 50]))
        for key in keys[at:at + 50]:
            answer = client.answer()
            assert answer.status in (OK, MISSING), answer.status
            found[key] = answer.value if answer.status == OK else None
    return found


class Checker:
    def __init__(self, mode, seed):
        self.mode = mode
        self.rng = random.Random(seed)
        self.folder = tempfile.TemporaryDirectory(prefix="mcbin-crash-")
        self.histories = {}
        for number in range(CONNECTIONS * KEYS_EACH):
            letter = b"n" if number % 10 == 0 else b"k"
            self.histories[letter + b"%d" % number] = History()
        self.version = 0
        self.writes = self.lost = 0
        self.oldest_loss_s = 0.0
        self.problems = []

    def options(self):
        return [*OPTIONS, "--data-dir", self.folder.name, "--durability", self.mode]

    def start(self):
        return LiveServer(*self.options())

    def cycle(self):
        if self.rng.random() < 0.2:  # killed while it starts
            with subprocess.Popen([PROGRAM, "serve", "-p", "0", "-u", "root", *self.options()],
                                  stderr=subprocess.DEVNULL) as early:
                time.sleep(self.rng.random() * 0.03)
                early.kill()
        server = self.start()
        client = server.connect()
        client.close()
        keys = list(self.histories)
        writers = []
        for number in range(CONNECTIONS):
            own = {key: self.histories[key] for key in keys[number::CONNECTIONS]}
            writers.append(Writer(server.port, own, self.rng))
        deadline = time.monotonic() + 0.05 + self.rng.random() * 0.4
        self.version, last = write_until(server, writers, deadline, self.version)
        server.clients.clear()
        server.log.close()
        server.folder.cleanup()
        with self.start() as again:
            self.compare(served(again.connect(), keys), last)

    def compare(self, found, last):
        for key, history in self.histories.items():
            self.writes += len(history.values) - 1
            matching = [i for i, value in enumerate(history.values) if value == found[key]]
            if not matching:
                self.problems.append(f"{key}: a value that was never written: {found[key]!r:.60}")
                matching = [0]
                history.values[0] = found[key]
            index = matching[-1]
            for moment in history.acknowledged[index + 1:]:
                if moment is None:
                    continue
                self.lost += 1
                age = last - moment
                self.oldest_loss_s = max(self.oldest_loss_s, age)
                if self.mode == "always" or age > WINDOW_S:
                    self.problems.append(f"{key}: lost, acknowledged {age * 1000:.1f} ms before "
                                         "the last acknowledgement")
            history.restart_from(index)

    def report(self, cycles):
        print(f"{self.mode}: {cycles} cycles, {self.writes} writes, {self.lost} acknowledged ones "
              f"lost, the oldest {self.oldest_loss_s * 1000:.1f} ms before the last, "
              f"{len(self.problems)} broken promises", flush=True)
        for problem in self.problems[:10]:
            print(" ", problem)


def run(mode, cycles, seed):
    checker = Checker(mode, seed)
    for _ in range(cycles):
        checker.cycle()
    checker.report(cycles)
    checker.folder.cleanup()
    return len(checker.problems)


def main():
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}")
    if len(sys.argv) > 2:
        return 1 if run(sys.argv[1], int(sys.argv[2]), seed) > 0 else 0
    broken = run("always", 4, seed) + run("interval", 4, seed)
    assert run("none", 1, seed) > 0, "the checker does not notice what none loses"
    return 1 if broken > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
