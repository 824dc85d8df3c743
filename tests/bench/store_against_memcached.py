#!/usr/bin/python3
"""Measures the memory and the misses of mcbin serve beside Debian's memcached, in one run.

    store_against_memcached.py BUILD_DIR [--only NAME,...] [--traces DIR] [--seed N]

DIR holds scarab.bin, oltp.bin and drift.bin (records of 16 bytes: u64 key, u32 size, u32 time) and
meta_sizes.bin (65536 sizes of 4 bytes); what is not there is left out. A row says what was
measured, memcached's figure, mcbin's, and what mcbin's should be. Rows of misses give mcbin the
total resident memory that memcached ended with. The row `shapes` makes its traces itself, of every
shape that mcbin_make_trace knows, for memcached -m 64 and -m 128.
"""
import argparse
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import tempfile
import time

KIB, MIB = 1 << 10, 1 << 20


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def resident_bytes(pid):
    pages = int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


class Server:
    """A server on a free port of loopback, for a with statement."""

    def __init__(self, build, name, limit_bytes):
        self.port = free_port()
        options = ["-p", str(self.port), "-l", "127.0.0.1", "-u", "root"]
        if name == "mcbin":
            words = [build / "cmd/mcbin", "serve", *options, "-m", f"{limit_bytes // KIB}k"]
            words[0] = next(path for path in (build / "mcbin", words[0]) if path.exists())
        else:
            words = ["memcached", "-U", "0", *options, "-m", str(limit_bytes // MIB)]
        self.process = subprocess.Popen([str(word) for word in words],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                time.sleep(0.2)
                return self
            except OSError:
                time.sleep(0.02)
        raise SystemExit("a server did not start")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Bench:
    def __init__(self, build, traces):
        self.build, self.traces = build, traces
        with Server(build, "mcbin", 64 * MIB) as server:
            self.replay(server, "fill", 100, 10)  # so that what the process needs is there
            self.base_bytes = resident_bytes(server.process.pid)

    def replay(self, server, *words):
        program = self.build / "tests/bench/mcbin_store_replay"
        answer = subprocess.run(
            [str(program), str(server.port), str(server.process.pid), *map(str, words)],
            capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            raise SystemExit(answer.stderr)
        return json.loads(answer.stdout)

    def drive(self, name, limit_bytes, *words):
        """Runs the replay against a fresh server; its figures, and the limit it ran with."""
        with Server(self.build, name, limit_bytes) as server:
            figures = self.replay(server, *words)
            figures["above_limit"] = (
                max(figures["rss_after"], figures.get("rss_most", 0))
                - self.base_bytes - limit_bytes) / limit_bytes
        # memcached refuses a few while its slab classes change; that counts as misses, as it is.
        if figures["failures"] and name == "mcbin":
            raise SystemExit(f"{name}: {figures['failures']} stores failed: {words}")
        return figures

    def overhead(self, title, keys, sizes, target):
        theirs = self.drive("memcached", 2048 * MIB, "fill", keys, sizes)["overhead"]
        ours = self.drive("mcbin", 2048 * MIB, "fill", keys, sizes)["overhead"]
        row(title, theirs, ours, f"<= {target}", ours <= target)

    def misses(self, title, trace, sizes, limit_mib, target, overwrites=0):
        words = ("play", self.traces / trace, sizes, overwrites)
        theirs = self.drive("memcached", limit_mib * MIB, *words)
        limit_bytes = theirs["rss_after"] - self.base_bytes
        ours = self.drive("mcbin", limit_bytes, *words)
        row(title, theirs["miss_ratio"], ours["miss_ratio"], f"<= {target}",
            ours["miss_ratio"] <= target)
        print(f"{'':44} total RSS MiB {theirs['rss_after'] / MIB:10.1f} "
              f"{ours['rss_after'] / MIB:10.1f}   most above the limit "
              f"{100 * ours['above_limit']:.2f} %", flush=True)

    def drift(self):
        words = ("play", self.traces / "drift.bin", "own")
        theirs = self.drive("memcached", 64 * MIB, *words)
        ours = self.drive("mcbin", 64 * MIB, *words)
        row("drift, -m 64: misses", theirs["miss_ratio"], ours["miss_ratio"], "<= 0.18",
            ours["miss_ratio"] <= 0.18)
        row("drift, -m 64: most above the limit, %", 100 * theirs["above_limit"],
            100 * ours["above_limit"], "<= 2", ours["above_limit"] <= 0.02)


    def shapes(self, seed):
        """Traces that nothing was tuned for: never 1 % more misses, at least 11 % fewer in all."""
        maker = self.build / "tests/bench/mcbin_make_trace"
        names = subprocess.run([maker], capture_output=True, text=True, check=True).stdout.split()
        ratios = []
        for name in names:
            with tempfile.NamedTemporaryFile() as trace:
                subprocess.run([maker, name, "2000000", str(seed)], stdout=trace, check=True)
                for limit_mib in (64, 128):
                    ratios.append(self.shape(f"{name}, as memcached -m {limit_mib}", trace.name,
                                             limit_mib))
        mean = statistics.mean(ratios)
        row("all shapes: misses to memcached's, mean", 1, mean, "<= 0.89", mean <= 0.89)

    def shape(self, title, trace, limit_mib):
        theirs = self.drive("memcached", limit_mib * MIB, "play", trace, "own")
        ours = self.drive("mcbin", theirs["rss_after"] - self.base_bytes, "play", trace, "own")
        ratio = ours["miss_ratio"] / theirs["miss_ratio"]
        row(title, theirs["miss_ratio"], ours["miss_ratio"], "<= 1.01 x", ratio <= 1.01)
        return ratio


def row(title, theirs, ours, target, reached):
    print(f"{title:44} memcached {theirs:10.4f}  mcbin {ours:10.4f}  {target:>9}  "
          f"{'reached' if reached else 'MISSED'}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--traces", type=pathlib.Path, default=pathlib.Path())
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1, help="of the traces that are made")
    options = parser.parse_args()
    bench = Bench(options.build, options.traces)
    sizes = options.traces / "meta_sizes.bin"
    rows = {
        "10": lambda: bench.overhead("overhead, 5 M items of 10 B", 5_000_000, 10, 36),
        "32": lambda: bench.overhead("overhead, 5 M items of 32 B", 5_000_000, 32, 36),
        "100": lambda: bench.overhead("overhead, 5 M items of 100 B", 5_000_000, 100, 36),
        "mix": lambda: bench.overhead("overhead, 3 M items of mixed sizes", 3_000_000, sizes, 40),
        "drift": bench.drift,
        "scarab": lambda: bench.misses(
            "scarab, mixed sizes, as memcached -m 64", "scarab.bin", sizes, 64, 0.213),
        "oltp": lambda: bench.misses(
            "oltp, mixed sizes, as memcached -m 32", "oltp.bin", sizes, 32, 0.211),
        "overwrites": lambda: bench.misses(
            "scarab, 30 % overwrites", "scarab.bin", sizes, 64, 0.218, 30),
        "shapes": lambda: bench.shapes(options.seed),
    }
    needs = {"mix": ["meta_sizes.bin"], "drift": ["drift.bin"],
             "scarab": ["scarab.bin", "meta_sizes.bin"], "oltp": ["oltp.bin", "meta_sizes.bin"],
             "overwrites": ["scarab.bin", "meta_sizes.bin"]}
    for name, measure in rows.items():
        if options.only and name not in options.only.split(","):
            continue
        absent = [file for file in needs.get(name, []) if not (options.traces / file).exists()]
        if absent:
            print(f"{name}: left out, there is no {' and no '.join(absent)}")
        else:
            measure()


if __name__ == "__main__":
    main()
