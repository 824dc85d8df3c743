#!/usr/bin/env python3
"""What `mcbin serve --durability` costs, on one machine, in one run: CPU for each quiet set against
none, the same load beside Redis, the time to recover a million items, and what a snapshot does to
the answers of a client meanwhile.

usage: durability_cost.py MCBIN [DIRECTORY] [cpu|redis|recovery|stalls ...]

DIRECTORY is where data is kept: the disk that is measured. Run it alone on the machine.
"""
import gc
import os
import pathlib
import re
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

VALUE = b"v" * 100
KEYS = 100_000
ROUNDS = 5
BATCH = 200
MILLION = 1_000_000


def frame(opcode, key=b"", value=b"", extras=b""):
    body = extras + key + value
    return struct.pack(">BBHBBHIIQ", 0x80, opcode, len(key), len(extras), 0, 0, len(body), 0,
                       0) + body


def key(number):
    return b"key:%012d" % number


def set_frames(opcode, numbers):
    return b"".join(frame(opcode, key(n), VALUE, bytes(8)) for n in numbers)


class Mcbin:
    def __init__(self, program, folder, mode, memory="1g", threads=1):
        self.folder = folder
        self.log = tempfile.TemporaryFile()
        self.port_file = pathlib.Path(folder, "port")
        self.port_file.unlink(missing_ok=True)
        data = pathlib.Path(folder, "data")
        self.process = subprocess.Popen(
            [program, "serve", "-p", "0", "-m", memory, "-t", str(threads), "-u", "root",
             "--port-file", str(self.port_file), "--data-dir", str(data), "--durability", mode],
            stderr=self.log)
        while "ready on" not in self.log_text():
            time.sleep(0.005)
            assert self.process.poll() is None, self.log_text()
        self.port = int(self.port_file.read_text())

    def log_text(self):
        size = os.fstat(self.log.fileno()).st_size
        return os.pread(self.log.fileno(), size, 0).decode()

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def statistics(self):
        with self.connect() as connection:
            connection.sendall(frame(0x10))
            reader = connection.makefile("rb")
            found = {}
            while True:
                header = reader.read(24)
                key_size = struct.unpack(">H", header[2:4])[0]
                body = reader.read(struct.unpack(">I", header[8:12])[0])
                if key_size == 0:
                    return found
                found[body[:key_size].decode()] = body[key_size:].decode()

    def end(self, kill=False):
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        self.process.wait()


class Redis:
    def __init__(self, folder, fsync):
        self.port = 21379
        appends = ["--appendonly", "no"] if fsync == "off" else ["--appendonly", "yes",
                                                                 "--appendfsync", fsync]
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--dir", folder, "--save", "", *appends],
            stdout=subprocess.DEVNULL)
        while True:
            try:
                self.connect().close()
                return
            except OSError:
                time.sleep(0.02)

    connect = Mcbin.connect

    def end(self):
        self.process.terminate()
        self.process.wait()


def cpu_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def write_quietly(server, rounds):
    """CPU and time for each quiet set."""
    batches = [set_frames(0x11, range(at, at + BATCH)) for at in range(0, KEYS, BATCH)]
    with server.connect() as connection:
        cpu, begun = cpu_seconds(server.process), time.monotonic()
        for _ in range(rounds):
            for batch in batches:
                connection.sendall(batch)
        connection.sendall(frame(0x0A))
        assert len(connection.recv(24, socket.MSG_WAITALL)) == 24
        time.sleep(0.02)  # what gathers is written
        count = rounds * KEYS
        return ((cpu_seconds(server.process) - cpu) / count * 1e6,
                (time.monotonic() - begun) / count * 1e6)


def measure_cpu(program, folder):
    results = {"none": [], "interval": []}
    for _ in range(ROUNDS):
        for mode in results:
            with tempfile.TemporaryDirectory(dir=folder) as data:
                server = Mcbin(program, data, mode)
                write_quietly(server, 2)  # warm
                results[mode].append(write_quietly(server, 20)[0])
                server.end()
    medians = {mode: statistics.median(values) for mode, values in results.items()}
    for mode, values in results.items():
        print(f"SETQ {mode}: {medians[mode]:.3f} us of CPU "
              f"({min(values):.3f} to {max(values):.3f}, {ROUNDS} runs of {20 * KEYS})")
    print(f"interval costs {100 * (medians['interval'] / medians['none'] - 1):.1f} % more")


def answered(server, request_of, answer_size, connections, depth, seconds):
    """Writes per second over some connections, each with `depth` writes on the way."""
    counts = [0] * connections
    stop = time.monotonic() + seconds

    def write(index):
        with server.connect() as connection:
            batch = b"".join(request_of(index * 1000 + n) for n in range(depth))
            while time.monotonic() < stop:
                connection.sendall(batch)
                left = answer_size * depth
                while left > 0:
                    left -= len(connection.recv(left))
                counts[index] += depth

    threads = [threading.Thread(target=write, args=(index,)) for index in range(connections)]
    cpu = cpu_seconds(server.process)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = sum(counts)
    return total / seconds, (cpu_seconds(server.process) - cpu) / total * 1e6


def measure_redis(program, folder):
    def mcbin_set(number):
        return frame(0x01, key(number), VALUE, bytes(8))

    def redis_set(number):
        name = key(number)
        return b"*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n" % (len(name), name, len(VALUE),
                                                                 VALUE)
    subjects = [
        ("mcbin none", lambda data: Mcbin(program, data, "none"), mcbin_set, 24),
        ("redis off", lambda data: Redis(data, "off"), redis_set, 5),
        ("mcbin interval", lambda data: Mcbin(program, data, "interval=1s"), mcbin_set, 24),
        ("redis everysec", lambda data: Redis(data, "everysec"), redis_set, 5),
        ("mcbin always", lambda data: Mcbin(program, data, "always"), mcbin_set, 24),
        ("redis always", lambda data: Redis(data, "always"), redis_set, 5),
    ]
    for connections, depth in ((16, 1), (16, 16)):
        for name, start, request_of, answer_size in subjects:
            with tempfile.TemporaryDirectory(dir=folder) as data:
                server = start(data)
                rate, cpu = answered(server, request_of, answer_size, connections, depth, 4)
                server.end()
            print(f"{name}, {connections} connections, {depth} on the way: {rate:,.0f} sets/s, "
                  f"{cpu:.1f} us of CPU each")


def fill(server, count):
    with server.connect() as connection:
        for at in range(0, count, 1000):
            connection.sendall(set_frames(0x11, range(at, at + 1000)))
        connection.sendall(frame(0x0A))
        assert len(connection.recv(24, socket.MSG_WAITALL)) == 24


def measure_recovery(program, folder):
    with tempfile.TemporaryDirectory(dir=folder) as data:
        server = Mcbin(program, data, "interval")
        fill(server, MILLION)
        time.sleep(0.1)
        server.end(kill=True)
        for _ in range(3):
            server = Mcbin(program, data, "interval", threads=2)
            found = re.search(r"recovered (\d+) items from .* in (\d+) ms", server.log_text())
            print(f"recovery of {int(found.group(1)):,} items: {found.group(2)} ms")
            server.end(kill=True)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure_stalls(program, folder):
    """One client overwrites, so that the log grows and snapshots are taken; another asks one
    question at a time and looks at the clock."""
    with tempfile.TemporaryDirectory(dir=folder) as data:
        server = Mcbin(program, data, "interval", threads=2)
        fill(server, MILLION)
        stop = threading.Event()

        def overwrite():
            with server.connect() as connection:
                at = 0
                while not stop.is_set():
                    connection.sendall(set_frames(0x11, range(at, at + 100)))
                    at = (at + 100) % MILLION
                    time.sleep(0.004)

        thread = threading.Thread(target=overwrite)
        thread.start()
        gc.disable()
        during, outside = [], []
        folder_path = pathlib.Path(data, "data")
        question = frame(0x01, key(7), VALUE, bytes(8))
        with server.connect() as connection:
            begun = next_look = time.monotonic()
            snapshot = False
            while time.monotonic() - begun < 60:
                now = time.monotonic()
                if now > next_look:
                    next_look = now + 0.05
                    names = os.listdir(folder_path)
                    numbers = {name.split("-")[1] for name in names if name.startswith("snapshot")}
                    manifest = folder_path / "manifest"
                    known = "%020d" % struct.unpack(
                        ">Q", manifest.read_bytes()[12:20])[0] if manifest.exists() else ""
                    snapshot = bool(numbers - {known})
                sent = time.perf_counter()
                connection.sendall(question)
                connection.recv(24, socket.MSG_WAITALL)
                (during if snapshot else outside).append(time.perf_counter() - sent)
        stop.set()
        thread.join()
        taken = server.statistics()["durability_snapshots"]
        server.end()
    for name, values in (("during snapshots", during), ("outside", outside)):
        if values:
            print(f"a set {name}: p50 {percentile(values, 0.5) * 1000:.2f} ms, p99.9 "
                  f"{percentile(values, 0.999) * 1000:.2f} ms, max {max(values) * 1000:.1f} ms "
                  f"({len(values)} of them)")
    print(f"snapshots taken: {taken}")


def main():
    program = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    parts = {"cpu": measure_cpu, "redis": measure_redis, "recovery": measure_recovery,
             "stalls": measure_stalls}
    for name in sys.argv[3:] or parts:
        parts[name](program, folder)


if __name__ == "__main__":
    main()
