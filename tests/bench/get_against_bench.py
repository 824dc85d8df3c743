#!/usr/bin/python3
"""What `mcbin get` of many keys costs, beside the same load by `mcbin bench`.

    get_against_bench.py PROGRAM [--keys 100000] [--value-size 100] [--rounds 5]

Starts PROGRAM (mcbin) as a server, stores the keys and looks them all up: with `get --keys-from`,
written to a file, and with `bench`, quiet gets in batches over one connection. Prints the CPU time
of each per key (the median of the rounds, which take turns), their ratio, and the largest memory of
`get`. Exit code 1 when the ratio is above 1.3 or the memory above 64 MB.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

RATIO_MAX = 1.3
MEMORY_MAX = 64 * 1000 * 1000
BATCH = 500


def measured(command, out):
    """CPU seconds and largest memory in bytes of one run."""
    with open(out, "wb") as file:
        child = subprocess.Popen(command, stdout=file)
        _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, (command, status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def bench_cpu(command, out):
    """CPU seconds of the client for each request."""
    measured(command, out)
    server = json.loads(pathlib.Path(out).read_text())["servers"][0]
    assert server["wrong"] == server["refused"] == server["misses"] == 0, server
    return server["client_cpu_s"] / server["requests"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--keys", type=int, default=100_000)
    parser.add_argument("--value-size", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ["MCBIN_PROGRAM"] = options.program
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
    from live_server import LiveServer
    with tempfile.TemporaryDirectory() as folder, LiveServer("-l", "127.0.0.1", "-m", "512",
                                                             "-t", "1") as server:
        address = f"127.0.0.1:{server.port}"
        keys = pathlib.Path(folder, "keys")
        names = [f"key:{number:020}" for number in range(options.keys)]
        keys.write_text("".join(f"{name}\n" for name in names))
        values = "".join(f"{name}\t{'v' * options.value_size}\n" for name in names)
        subprocess.run([options.program, "set", "-s", address, "--from", "-", "--format", "tsv"],
                       input=values.encode(), check=True)
        get = [options.program, "get", "-s", address, "--keys-from", str(keys)]
        bench = [options.program, "bench", "-s", address, "-m", "get", "-q", "-P", str(BATCH),
                 "-c", "1", "-k", str(options.keys), "--key-size", "24", "--value-size",
                 str(options.value_size), "-d", "1s", "--report", "json"]
        times, benches, memory = [], [], 0
        for _ in range(options.rounds):
            cpu, bytes_max = measured(get, pathlib.Path(folder, "values"))
            times.append(cpu / options.keys)
            memory = max(memory, bytes_max)
            benches.append(bench_cpu(bench, pathlib.Path(folder, "report")))
        size = pathlib.Path(folder, "values").stat().st_size
        assert size == options.keys * options.value_size, size
    ratio = statistics.median(times) / statistics.median(benches)
    print(f"get   {statistics.median(times) * 1e9:8.0f} ns of CPU a key, {memory / 1e6:.1f} MB")
    print(f"bench {statistics.median(benches) * 1e9:8.0f} ns of CPU a key")
    print(f"ratio {ratio:.2f}, at most {RATIO_MAX}")
    return 1 if ratio > RATIO_MAX or memory > MEMORY_MAX else 0


if __name__ == "__main__":
    sys.exit(main())
