#!/usr/bin/python3
"""Drives mcbin serve, Debian's memcached and the floor with the same loads in turn; prints ratios.

    serve_against_memcached.py BUILD_DIR [--rounds 5] [--seconds 3] [--loads NAME,NAME,...]

Loads: get multiget multiset pipelined large cold scaling; all of them unless some are named.

The server runs alone on core 0 (-t 1), the load generator on core 1. Each round takes every server
once (A B A B ...); the table shows medians over the rounds and their ratios to memcached's.
Absolute times depend on the machine; only ratios within one run mean anything. Exits with 1 when a
target is missed.

`scaling` compares mcbin -t 2 with mcbin -t 1. On two cores the load generator needs more of them
than the server does, so what the clients see is its limit, not the server's: what counts is how
much more CPU time an operation takes when two threads work at once on one store. Two threads can
serve 2 * (CPU/op with one) / (CPU/op with two) times as much as one.
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
COLD_MEMORY_MIB = 4096
FLOOR_RATIO_MAX = 1.12  # of a GET in flight on each of 50 connections
SCALING_MIN = 1.7
SMALL = {"keys": 100_000, "key_bytes": 16, "value_bytes": 100}
LOADS = {
    # name: (kind, options, target ratio of server CPU to memcached's)
    "get": ("get", {**SMALL, "connections": 50, "depth": 1, "set_percent": 10}, 0.88),
    "multiget": ("multiget", {**SMALL, "connections": 10, "depth": 100}, 0.16),
    "multiset": ("multiset", {**SMALL, "connections": 10, "depth": 100}, 0.28),
    "pipelined": ("get", {**SMALL, "connections": 10, "depth": 50}, 0.22),
    "large": ("get", {"keys": 1000, "key_bytes": 16, "value_bytes": 65536,
                      "connections": 16, "depth": 1}, 0.85),
    "cold": ("multiget", {"keys": 10_000_000, "key_bytes": 32, "value_bytes": 32,
                          "connections": 10, "depth": 100}, 0.22),
}
SCALING = ("multiget", {**SMALL, "connections": 20, "depth": 100})


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(server, build, port, load, memory_mib, threads=1):
    if server == "mcbin":
        return [build / "mcbin", "serve", "-p", str(port), "-l", "127.0.0.1", "-t", str(threads),
                "-u", "root", "-m", str(memory_mib)]
    if server == "memcached":
        return ["memcached", "-p", str(port), "-l", "127.0.0.1", "-t", "1",
                "-u", "root", "-U", "0", "-m", str(memory_mib)]
    return [build / "tests/bench/mcbin_floor_server", str(port), str(load["value_bytes"])]


class Server:
    def __init__(self, server, build, load, memory_mib, threads=1):
        self.port = free_port()
        words = map(str, command(server, build, self.port, load, memory_mib, threads))
        cores = SERVER_CORE if threads == 1 else f"{SERVER_CORE},{LOAD_CORE}"
        self.process = subprocess.Popen(
            ["taskset", "-c", cores, *words],
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


def fill(build, server, options):
    filled = {key: options[key] for key in ("keys", "key_bytes", "value_bytes")}
    depth = 1 if options["value_bytes"] > 10_000 else 100
    drive(build, server, "fill", {**filled, "connections": 1, "depth": depth}, 1, 1)


def measure(build, name, rounds, seconds):
    kind, options, _ = LOADS[name]
    memory_mib = COLD_MEMORY_MIB if name == "cold" else MEMORY_MIB
    servers = ["memcached", "mcbin", "floor"]
    running = {server: Server(server, build, options, memory_mib) for server in servers}
    seen = {server: [] for server in servers}
    try:
        for server in ("memcached", "mcbin"):
            fill(build, running[server], options)
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


def measure_scaling(build, rounds, seconds):
    kind, options = SCALING
    running = {threads: Server("mcbin", build, options, MEMORY_MIB, threads)
               for threads in (1, 2)}
    seen = {threads: [] for threads in running}
    try:
        for server in running.values():
            fill(build, server, options)
        for seed in range(1, rounds + 1):
            for threads, server in running.items():
                seen[threads].append(drive(build, server, kind, options, seconds, seed))
    finally:
        for server in running.values():
            server.stop()
    return seen


def median(seen, server, figure):
    return statistics.median(entry[figure] for entry in seen[server])


def report(name, seen):
    """Prints one load. @return the targets it misses."""
    target = LOADS[name][2]
    cpu = {server: median(seen, server, "server_cpu_us_per_operation") for server in seen}
    theirs = cpu["memcached"]
    ratio = cpu["mcbin"] / theirs
    to_floor = cpu["mcbin"] / cpu["floor"]
    print(f"{name:10} CPU us/op: memcached {theirs:.3f}  mcbin {cpu['mcbin']:.3f}"
          f"  floor {cpu['floor']:.3f} | to memcached: mcbin {ratio:.3f}"
          f" (target {target}) floor {cpu['floor'] / theirs:.3f}"
          f" | mcbin to floor {to_floor:.2f}")
    for figure in ("operations_per_s", "p99_us"):
        ours, theirs = median(seen, "mcbin", figure), median(seen, "memcached", figure)
        print(f"{'':10} {figure}: memcached {theirs:.0f}  mcbin {ours:.0f}"
              f"  ratio {ours / max(theirs, 1):.2f}")
    misses = sum(entry["misses"] for entry in seen["mcbin"])
    print(f"{'':10} mcbin's misses {misses}", flush=True)
    missed = [f"{name}: {ratio:.3f} instead of {target}"] if ratio > target else []
    if name == "get" and to_floor > FLOOR_RATIO_MAX:
        missed.append(f"{name}: {to_floor:.2f} of the floor instead of {FLOOR_RATIO_MAX}")
    return missed


def report_scaling(seen):
    one, two = (median(seen, threads, "server_cpu_us_per_operation") for threads in (1, 2))
    scaling = 2 * one / two
    print(f"scaling    CPU us/op: one thread {one:.3f}  two {two:.3f}"
          f" | two threads can serve {scaling:.2f} times as much (target {SCALING_MIN})")
    for threads in (1, 2):
        print(f"{'':10} operations_per_s with {threads}: "
              f"{median(seen, threads, 'operations_per_s'):.0f}", flush=True)
    return [f"scaling: {scaling:.2f} instead of {SCALING_MIN}"] if scaling < SCALING_MIN else []


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--loads", default=",".join([*LOADS, "scaling"]))
    options = parser.parse_args()
    if (os.cpu_count() or 1) < 2:
        sys.exit("needs two cores: one for the server, one for the load")
    missed = []
    for name in filter(None, options.loads.split(",")):
        if name == "scaling":
            missed += report_scaling(measure_scaling(options.build, options.rounds,
                                                     options.seconds))
        else:
            missed += report(name, measure(options.build, name, options.rounds,
                                           options.seconds))
    for sentence in missed:
        print(f"missed: {sentence}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
