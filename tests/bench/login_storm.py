#!/usr/bin/python3
"""How a storm of logins is felt by a client that is logged in already.

    login_storm.py PROGRAM [--seconds 10] [--rate 500]

Starts PROGRAM (mcbin) with 50 users and measures the latency of a bystander that asks for a key
every two milliseconds: alone, while RATE clients a second connect, log in with the right password,
ask for a key and go, and while as many try wrong passwords. Each part is a process of its own.
Prints p50, p99 and the worst in milliseconds, and the rate that was reached.
"""
import argparse
import multiprocessing
import os
import pathlib
import socket
import sys
import tempfile
import time

USERS = 50
BYSTANDER_PAUSE_S = 0.002
STORMERS = 2


def receive_frame(connection):
    data = b""
    while len(data) < 24 or len(data) < 24 + int.from_bytes(data[8:12], "big"):
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    return data


def storm(port, rate, seconds, password, done):
    """Connects `rate` times a second, as evenly as it can; tells how often and how well."""
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
    from live_server import GET, request
    from login_words import auth
    good = refused = busy = 0
    begin = time.monotonic()
    count = 0
    while time.monotonic() - begin < seconds:
        due = begin + count / rate
        pause = due - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        user = f"user{count % USERS}"
        # Who guesses comes from many addresses: one alone would have to wait between its guesses.
        source = f"127.1.{count // 250 % 250}.{count % 250 + 1}" if password == "wrong" else ""
        with socket.create_connection(("127.0.0.1", port), None, (source, 0)) as connection:
            connection.sendall(auth(user, password))
            status = int.from_bytes(receive_frame(connection)[6:8], "big")
            if status == 0:
                connection.sendall(request(GET, b"key"))
                receive_frame(connection)
                good += 1
            elif status == 0x86:
                busy += 1
            else:
                refused += 1
        count += 1
    done.put((count / (time.monotonic() - begin), good, refused, busy))


def bystander(client, seconds):
    """The latencies of GETs in milliseconds, sorted."""
    from live_server import GET, request
    packet = request(GET, b"key")
    latencies = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.perf_counter()
        client.ask(packet)
        latencies.append((time.perf_counter() - begin) * 1000)
        time.sleep(BYSTANDER_PAUSE_S)
    return sorted(latencies)


def show(name, latencies, storms=()):
    def at(share):
        return latencies[min(len(latencies) - 1, int(share * len(latencies)))]

    line = (f"{name:22} p50 {at(0.5):7.3f} ms   p99 {at(0.99):7.3f} ms   "
            f"worst {latencies[-1]:7.3f} ms   ({len(latencies)} GETs)")
    if storms:
        sums = [sum(column) for column in zip(*storms)]
        line += (f"   {sums[0]:.0f} logins/s: {sums[1]} good, {sums[2]} refused, "
                 f"{sums[3]} told to come again")
    print(line, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=500)
    options = parser.parse_args()
    os.environ["MCBIN_PROGRAM"] = options.program
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
    from live_server import store_request
    from login_words import LoginServer, UsersFile, user_line
    line = user_line("user", "secret")
    text = "".join(line.replace("user:", f"user{number}:") for number in range(USERS))
    with tempfile.TemporaryDirectory() as folder:
        with LoginServer(UsersFile(folder, text), "-t", "2") as server:
            client = server.logged_in("user0", "secret")
            client.ask(store_request(b"key", b"v" * 100))
            show("alone", bystander(client, options.seconds / 2))
            for name, password in (("right passwords", "secret"), ("wrong passwords", "wrong")):
                done = multiprocessing.Queue()
                stormers = [multiprocessing.Process(
                    target=storm, args=(server.port, options.rate / STORMERS, options.seconds,
                                        password, done)) for _ in range(STORMERS)]
                for stormer in stormers:
                    stormer.start()
                time.sleep(0.2)
                latencies = bystander(client, options.seconds - 0.5)
                storms = [done.get() for _ in stormers]
                for stormer in stormers:
                    stormer.join()
                show(name, latencies, storms)


if __name__ == "__main__":
    main()
