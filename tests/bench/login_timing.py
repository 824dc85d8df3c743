#!/usr/bin/python3
"""Whether the time of a refusal tells if there is such a user.

    login_timing.py PROGRAM [--logins 300]

Starts PROGRAM (mcbin), then tries wrong passwords for a user that is there, for one with two
hashes, and for one that is not, in turn, on fresh connections from addresses that have not failed
before. Prints the mean and the median of each in milliseconds and Welch's t of each pair: beyond
4.5 the times would tell. Exit code 1 then.
"""
import argparse
import math
import os
import pathlib
import statistics
import sys
import tempfile
import time

T_MAX = 4.5


def welch(one, other):
    spread = math.sqrt(statistics.variance(one) / len(one) +
                       statistics.variance(other) / len(other))
    return (statistics.mean(one) - statistics.mean(other)) / spread


def trimmed(times):
    """Without the tenth that took longest: those met something else that was going on."""
    return sorted(times)[:len(times) * 9 // 10]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--logins", type=int, default=300)
    options = parser.parse_args()
    os.environ["MCBIN_PROGRAM"] = options.program
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
    from login_words import DENIED, LoginServer, UsersFile, auth, user_line
    one, two = user_line("one", "secret"), user_line("two", "secret")
    second = user_line("two", "older").split(":")[1]
    text = one + two.replace(":rw", f",{second}:rw")
    names = ("one", "two", "nobody")
    times = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        with LoginServer(UsersFile(folder, text)) as server:
            server.logged_in("two", "older")
            for number in range(options.logins):
                for turn, name in enumerate(names[number % 3:] + names[:number % 3]):
                    source = f"127.{turn + 1}.{number // 250}.{number % 250 + 1}"
                    client = server.connect(source=source)
                    begin = time.perf_counter()
                    status = client.ask(auth(name, f"wrong{number}")).status
                    times[name].append((time.perf_counter() - begin) * 1000)
                    assert status == DENIED, status
                    client.close()
    for name in names:
        print(f"{name:8} mean {statistics.mean(trimmed(times[name])):8.3f} ms   "
              f"median {statistics.median(times[name]):8.3f} ms")
    worst = 0.0
    for at, name in enumerate(names):
        for other in names[at + 1:]:
            t = welch(trimmed(times[name]), trimmed(times[other]))
            worst = max(worst, abs(t))
            print(f"{name} against {other}: t = {t:+.2f}")
    return 1 if worst > T_MAX else 0


if __name__ == "__main__":
    sys.exit(main())
