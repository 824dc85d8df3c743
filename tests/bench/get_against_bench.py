#!/usr/bin/python3
"""What `mcbin get` of many keys costs, beside the same load by `mcbin bench`.

    get_against_bench.py PROGRAM [--keys 100000] [--value-size 100] [--rounds 9]

Starts PROGRAM (mcbin) as a server, stores the keys and looks them all up: with `get --keys-from`,
and with `bench`, quiet gets in batches over one connection. Prints the CPU time of both for all the
keys (the median of the rounds, which take turns), their ratio, and the largest memory of `get`.
`bench` counts its CPU while it plays; what it costs to start the program is added to that, measured
as `version`. Exit code 1 when the ratio is above 1.3 or the memory above 64 MB.
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
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    os.environ["MCBIN_PROGRAM"] = options.program
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
    from live_server import LiveServer
    with tempfile.TemporaryDirectory() as folder, LiveServer("-l", "127.0.0.1", "-m", "512",
                                                             "-t", "1") as server:
        address = f"127.0.0.1:{server.port}"
        keys, values = pathlib.Path(folder, "keys"), pathlib.Path(folder, "values.tsv")
        # Not held in memory: a child's largest memory counts what it was before it became mcbin.
        with keys.open("w") as names, values.open("w") as rows:
            for number in range(options.keys):
                names.write(f"key:{number:020}\n")
                rows.write(f"key:{number:020}\t{'v' * options.value_size}\n")
        subprocess.run([options.program, "set", "-s", address, "--from", str(values)], check=True)
        get = [options.program, "get", "-s", address, "--keys-from", str(keys)]
        start = [options.program, "version", "-s", address]
        bench = [options.program, "bench", "-s", address, "-m", "get", "-q", "-P", str(BATCH),
                 "-c", "1", "-k", str(options.keys), "--key-size", "24", "--value-size",
                 str(options.value_size), "-d", "1s", "--report", "json"]
        size = int(subprocess.run(f"{' '.join(get)} | wc -c", shell=True, check=True,
                                  capture_output=True).stdout)
        assert size == options.keys * options.value_size, size
        gets, benches, memory = [], [], 0
        for _ in range(options.rounds):
            cpu, bytes_max = measured(get, os.devnull)
            gets.append(cpu)
            memory = max(memory, bytes_max)
            benches.append(measured(start, os.devnull)[0] +
                           options.keys * bench_cpu(bench, pathlib.Path(folder, "report")))
    ratio = statistics.median(gets) / statistics.median(benches)
    print(f"get   {statistics.median(gets) * 1e3:6.1f} ms of CPU, {memory / 1e6:.1f} MB")
    print(f"bench {statistics.median(benches) * 1e3:6.1f} ms of CPU")
    print(f"ratio {ratio:.2f}, at most {RATIO_MAX}")
    return 1 if ratio > RATIO_MAX or memory > MEMORY_MAX else 0


if __name__ == "__main__":
    sys.exit(main())
