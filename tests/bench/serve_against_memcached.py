#!/usr/bin/python3
"""Drives mcbin serve, Debian's memcached and the floor with the same loads in turn; prints ratios.

    serve_against_memcached.py BUILD_DIR [--rounds 5] [--seconds 3] [--loads NAME,NAME]
                               [--ten-million]

The server runs alone on core 0 (-t 1), the load generator on core 1. Each round takes every server
once (A B A B ...); the table shows medians over the rounds and their ratios to memcached's.
Absolute times depend on the machine; only ratios within one run mean anything.
"""
import argparse
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import time

SERVER_CORE, LOAD_CORE = "0", "1"
MEMORY_MIB = 1024
SMALL = {"keys": 100_000, "key_bytes": 16, "value_bytes": 100}
LOADS = {
    # name: (kind, options, target ratio of server CPU to memcached's)
    "get": ("get", {**SMALL, "connections": 50, "depth": 1, "set_percent": 10}, 0.88),
    "multiget": ("multiget", {**SMALL, "connections": 10, "depth": 100}, 0.16),
    "multiset": ("multiset", {**SMALL, "connections": 10, "depth": 100}, 0.28),
    "pipelined": ("get", {**SMALL, "connections": 10, "depth": 50}, 0.22),
    "large": ("get", {"keys": 1000, "key_bytes": 16, "value_bytes": 65536,
                      "connections": 16, "depth": 1}, 0.85),
}
COLD = ("multiget", {"keys": 10_000_000, "key_bytes": 32, "value_bytes": 32,
                     "connections": 10, "depth": 100}, 0.22)
COLD_MEMORY_MIB = 4096


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(server, build, port, load, memory_mib):
    if server == "mcbin":
        return [build / "mcbin", "serve", "-p", str(port), "-l", "127.0.0.1", "-t", "1",
                "-u", "root", "-m", str(memory_mib)]
    if server == "memcached":
        return ["memcached", "-p", str(port), "-l", "127.0.0.1", "-t", "1",
                "-u", "root", "-U", "0", "-m", str(memory_mib)]
    return [build / "tests/bench/mcbin_floor_server", str(port), str(load["value_bytes"])]


class Server:
    def __init__(self, server, build, load, memory_mib):
        self.port = free_port()
        words = map(str, command(server, build, self.port, load, memory_mib))
        self.process = subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit(f"{server} did not start")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def drive(build, server, kind, options, seconds, seed):
    arguments = [f"{name}={value}" for name, value in options.items()]
    result = subprocess.run(
        ["taskset", "-c", LOAD_CORE, str(build / "tests/bench/mcbin_server_load"),
         str(server.port), kind, *arguments,
         f"seconds={seconds}", f"server_pid={server.process.pid}", f"seed={seed}"],
        capture_output=True, text=True, check=False)
    if result.returncode not in (0, 3) or not result.stdout:
        raise SystemExit(f"load {kind} failed: {result.stderr}")
    return json.loads(result.stdout)


def measure(build, name, load, rounds, seconds, memory_mib):
    kind, options, _ = load
    servers = ["memcached", "mcbin", "floor"]
    running = {server: Server(server, build, options, memory_mib) for server in servers}
    seen = {server: [] for server in servers}
    try:
        for server in ("memcached", "mcbin"):
            filled = {key: options[key] for key in ("keys", "key_bytes", "value_bytes")}
            depth = 1 if options["value_bytes"] > 10_000 else 100
            drive(build, running[server], "fill",
                  {**filled, "connections": 1, "depth": depth}, 1, 1)
        for seed in range(1, rounds + 1):
            for server in servers:
                figures = drive(build, running[server], kind, options, seconds, seed)
                if server != "floor" and figures["errors"]:
                    raise SystemExit(f"{server}: {figures['errors']} wrong answers, load {name}")
                seen[server].append(figures)
    finally:
        for server in running.values():
            server.stop()
    return seen


def median(seen, server, figure):
    return statistics.median(entry[figure] for entry in seen[server])


def report(name, seen, target):
    cpu = {server: median(seen, server, "server_cpu_us_per_operation") for server in seen}
    theirs = cpu["memcached"]
    print(f"{name:10} CPU us/op: memcached {theirs:.3f}  mcbin {cpu['mcbin']:.3f}"
          f"  floor {cpu['floor']:.3f} | to memcached: mcbin {cpu['mcbin'] / theirs:.3f}"
          f" (target {target}) floor {cpu['floor'] / theirs:.3f}"
          f" | mcbin to floor {cpu['mcbin'] / cpu['floor']:.2f}")
    for figure in ("operations_per_s", "p99_us"):
        ours, theirs = median(seen, "mcbin", figure), median(seen, "memcached", figure)
        print(f"{'':10} {figure}: memcached {theirs:.0f}  mcbin {ours:.0f}"
              f"  ratio {ours / max(theirs, 1):.2f}")
    misses = sum(entry["misses"] for entry in seen["mcbin"])
    print(f"{'':10} mcbin's misses {misses}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--loads", default=",".join(LOADS))
    parser.add_argument("--ten-million", action="store_true",
                        help="also the cache-cold load: 10 million keys")
    options = parser.parse_args()
    if (os.cpu_count() or 1) < 2:
        sys.exit("needs two cores: one for the server, one for the load")
    for name in filter(None, options.loads.split(",")):
        seen = measure(options.build, name, LOADS[name], options.rounds, options.seconds,
                       MEMORY_MIB)
        report(name, seen, LOADS[name][2])
    if options.ten_million:
        seen = measure(options.build, "cold", COLD, options.rounds, options.seconds,
                       COLD_MEMORY_MIB)
        report("cold", seen, COLD[2])


if __name__ == "__main__":
    main()
