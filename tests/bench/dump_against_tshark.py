#!/usr/bin/python3
"""Dumps generated captures with mcbin and tshark, and loops over them with bare libpcap; prints
CPU seconds, peak memory and ratios.

    dump_against_tshark.py BUILD_DIR MCBIN [--folder DIR] [--rounds 3] [--tshark-part 0.05]
                           [--captures mix300,small200]

BUILD_DIR is that of the bench preset, MCBIN the optimised program. Every run writes to a pipe that
is read and thrown away. mcbin and libpcap read the whole capture, the best of the rounds counts.
tshark -T json takes minutes for the whole: it reads the first part only, a capture of its own, and
its CPU time is scaled up by the bytes; its start is measured on an empty capture and not scaled.
With --tshark-part 1 nothing is scaled. Memory is that of the part, which flatters tshark.
"""
import argparse
import os
import pathlib
import struct
import subprocess
import sys

PCAP_HEADER = 24
RECORD_HEADER = 16
# Small: what this script holds when it forks counts as the child's memory, too.
PIPE_BYTES = 64 << 10
FIELDS = ("frame.number", "frame.time_epoch", "tcp.stream", "memcache.magic", "memcache.opcode",
          "memcache.opaque", "memcache.key", "memcache.value.length")
TARGETS = {"mix300": ("MB/s", 300), "small200": ("million frames/s", 1.5)}
JSON_TARGET, FIELDS_TARGET, MEMORY_TARGET_MB = 100, 10, 32


def measured(command):
    """(CPU seconds of user and system, peak MB, bytes written) of one run into a pipe."""
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        size = 0
        while block := os.read(process.stdout.fileno(), PIPE_BYTES):
            size += len(block)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, size


def best(command, rounds):
    return min(measured(command) for _ in range(rounds))


def first_part(capture, part, target):
    """Writes about a `part` of the packets of `capture` to `target`; returns the bytes."""
    wanted = capture.stat().st_size * part
    with capture.open("rb") as source, target.open("wb") as out:
        header = source.read(PCAP_HEADER)
        order = "<" if header[0] in (0xd4, 0x4d) else ">"
        out.write(header)
        while out.tell() < wanted:
            record = source.read(RECORD_HEADER)
            if len(record) < RECORD_HEADER:
                break
            out.write(record + source.read(struct.unpack(order + "I", record[8:12])[0]))
        return out.tell()


def tshark_command(capture, kind):
    command = ["tshark", "-n", "-r", capture, "-d", "tcp.port==11211,memcache"]
    if kind == "json":
        return command + ["-T", "json"]
    return command + ["-T", "fields"] + [word for field in FIELDS for word in ("-e", field)]


def scaled(capture, part, folder, kind):
    """(CPU seconds for the whole capture, peak MB of the part)."""
    piece, empty = folder / "part.pcap", folder / "empty.pcap"
    size = first_part(capture, part, piece)
    first_part(capture, 0, empty)
    start, _, _ = measured(tshark_command(empty, kind))
    cpu, memory, _ = measured(tshark_command(piece, kind))
    return start + (cpu - start) * capture.stat().st_size / size, memory


def frames_of(mcbin, capture):
    ended = subprocess.run([mcbin, "dump-frame", "--summary", capture], capture_output=True,
                           check=True)
    return int(ended.stderr.decode().split()[1])


def report(name, capture, options):
    size = capture.stat().st_size / 1e6
    frames = frames_of(options.mcbin, capture) / 1e6
    print(f"{name}: {size:.0f} MB, {frames:.2f} million frames")
    rows = {
        "mcbin, JSON lines": best([options.mcbin, "dump-frame", capture], options.rounds)[:2],
        "mcbin, summary":
            best([options.mcbin, "dump-frame", "--summary", capture], options.rounds)[:2],
        "bare libpcap": best([options.build / "tests/bench/mcbin_capture_loop", capture, "pcap"],
                             options.rounds)[:2],
    }
    for kind in ("json", "fields"):
        rows[f"tshark -T {kind}"] = scaled(capture, options.tshark_part, options.folder, kind)
    ours, memory = rows["mcbin, JSON lines"]
    for row, (cpu, peak) in rows.items():
        print(f"  {row:18} {cpu:8.2f} CPU s {peak:7.1f} MB {size / cpu:8.1f} MB/s "
              f"{frames / cpu:7.3f} M frames/s {cpu / ours:8.2f} x mcbin")
    unit, target = TARGETS[name]
    speed = size / ours if unit == "MB/s" else frames / ours
    checks = ((f"{speed:.2f} {unit}, to reach {target}", speed >= target),
              (f"{rows['tshark -T json'][0] / ours:.0f} x tshark -T json, to reach {JSON_TARGET}",
               rows["tshark -T json"][0] >= JSON_TARGET * ours),
              (f"{rows['tshark -T fields'][0] / ours:.0f} x tshark -T fields, to reach "
               f"{FIELDS_TARGET}", rows["tshark -T fields"][0] >= FIELDS_TARGET * ours),
              (f"{memory:.1f} MB, to stay below {MEMORY_TARGET_MB}", memory < MEMORY_TARGET_MB))
    for sentence, reached in checks:
        print(f"  {'ok  ' if reached else 'MISS'} {sentence}")
    return all(reached for _, reached in checks)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("mcbin", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/tmp"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tshark-part", type=float, default=0.05)
    parser.add_argument("--captures", default="mix300,small200")
    options = parser.parse_args()
    good = True
    for name in options.captures.split(","):
        capture = options.folder / f"{name}.pcap"
        if not capture.exists():
            subprocess.run([options.build / "tests/bench/mcbin_make_capture", name, capture],
                           check=True)
        good = report(name, capture, options) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
