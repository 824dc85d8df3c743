#!/usr/bin/python3
# What `mcbin serve --durability` keeps over restarts, what it says when the directory or the disk
# is not as it should be, and that a full disk is neither a crash nor a lie.
import os
import pathlib
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (DELETE, FLUSH, GET, INCREMENT, MISSING, NO_MEMORY, NOOP, OK,  # noqa: E402
                         PATIENCE_S, SET, SETQ, LiveServer, request, run_serve, store_request)

TOUCH, APPEND = 0x1C, 0x0E
MODES = ("interval=100ms", "always")


def set_of(key, value, flags=0, expiry=0, cas=0):
    return request(SET, key, value, extras=struct.pack(">II", flags, expiry), cas=cas)


class Directory(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="mcbin-data-")
        self.path = pathlib.Path(self.folder.name, "data")  # made by the server
        self.addCleanup(self.folder.cleanup)

    def options(self, mode):
        return ("--data-dir", str(self.path), "--durability", mode)

    def server(self, mode, *more):
        return LiveServer(*self.options(mode), *more)


class Kept(Directory):
    def test_everything_comes_back_after_an_end_and_after_kill(self):
        for mode in MODES:
            for end in (signal.SIGTERM, signal.SIGKILL):
                with self.subTest(mode=mode, end=end):
                    self.path = pathlib.Path(self.folder.name, f"{mode}-{end}")
                    self.keep(mode, end)

    def keep(self, mode, end):
        with self.server(mode) as server:
            client = server.connect()
            cas = client.ask(set_of(b"flags", b"value", flags=0x87654321)).cas
            client.ask(set_of(b"gone", b"value"))
            client.ask(request(DELETE, b"gone"))
            client.ask(set_of(b"short", b"value", expiry=1))
            client.ask(set_of(b"touched", b"value", expiry=1))
            client.ask(request(TOUCH, b"touched", extras=struct.pack(">I", 0)))
            client.ask(request(INCREMENT, b"n", extras=struct.pack(">QQI", 1, 41, 0)))
            client.ask(request(INCREMENT, b"n", extras=struct.pack(">QQI", 1, 0, 0)))
            client.ask(set_of(b"long", b"a" * 500_000))
            client.ask(request(APPEND, b"flags", b"+more"))
            last = client.ask(set_of(b"last", b"value")).cas
            time.sleep(0.05)
            server.signal(end)
            server.exit_code()
            self.assertGreater(last, cas)
            server.process.returncode = 0  # a kill is what was asked for
        time.sleep(1.1)
        with self.server(mode) as server:
            client = server.connect()
            flags = client.ask(request(GET, b"flags"))
            self.assertEqual(flags.value, b"value+more")
            self.assertEqual(client.ask(request(GET, b"gone")).status, MISSING)
            self.assertEqual(client.ask(request(GET, b"short")).status, MISSING)
            self.assertEqual(client.ask(request(GET, b"touched")).value, b"value")
            self.assertEqual(client.ask(request(GET, b"n")).value, b"42")
            self.assertEqual(client.ask(request(GET, b"long")).value, b"a" * 500_000)
            self.assertEqual(client.ask(request(GET, b"last")).cas, last)
            self.assertGreater(client.ask(set_of(b"new", b"v")).cas, last)
            self.assertEqual(client.ask(set_of(b"last", b"v", cas=last)).status, OK)
            statistics = client.statistics()
            self.assertEqual(statistics["durability"], mode.split("=")[0])
            self.assertEqual(statistics["durability_state"], "running")
            self.assertIn(b"recovered 6 items", server.log_bytes())  # one of them has expired

    def test_a_flush_stays_a_flush(self):
        for delay in (0, 1):
            with self.subTest(delay=delay):
                self.path = pathlib.Path(self.folder.name, f"flush-{delay}")
                with self.server("always") as server:
                    client = server.connect()
                    client.ask(set_of(b"old", b"value"))
                    client.ask(request(FLUSH, extras=struct.pack(">I", delay)))
                    if delay == 0:
                        client.ask(set_of(b"new", b"value"))
                    server.signal(signal.SIGKILL)
                    server.exit_code()
                    server.process.returncode = 0
                time.sleep(delay * 1.1)
                with self.server("always") as server:
                    client = server.connect()
                    self.assertEqual(client.ask(request(GET, b"old")).status, MISSING)
                    expected = OK if delay == 0 else MISSING
                    self.assertEqual(client.ask(request(GET, b"new")).status, expected)

    def test_none_writes_nothing(self):
        self.path.mkdir()
        with self.server("none") as server:
            client = server.connect()
            client.ask(set_of(b"k", b"v"))
            self.assertNotIn("durability", client.statistics())
        self.assertEqual(list(self.path.iterdir()), [])

    def test_files_are_for_their_owner_alone(self):
        with self.server("always") as server:
            server.connect().ask(set_of(b"k", b"v"))
        self.assertEqual(self.path.stat().st_mode & 0o777, 0o700)
        for file in self.path.iterdir():
            self.assertEqual(file.stat().st_mode & 0o777, 0o600)


class LongLog(Directory):
    def test_a_long_log_is_cut_while_the_server_works(self):
        values = {}
        with self.server("interval=200ms") as server:
            client = server.connect()
            client.ask(set_of(b"steady", b"value"))
            for number in range(1500):
                key = b"key%d" % (number % 10)
                values[key] = b"%d/" % number + b"v" * 100_000
                client.send(store_request(key, values[key], SETQ))
            self.assertEqual(client.ask(request(NOOP)).status, OK)
            server.wait_for(lambda: int(client.statistics()["durability_snapshots"]) > 0)
            client.ask(request(DELETE, b"key3"))
            del values[b"key3"]
            time.sleep(0.05)
            server.signal(signal.SIGKILL)
            server.exit_code()
            server.process.returncode = 0
        size = sum(file.stat().st_size for file in self.path.iterdir())
        self.assertLess(size, 150_000_000)
        with self.server("interval=200ms") as server:
            client = server.connect()
            self.assertRegex(server.log_bytes(), rb"\([1-9][0-9]* of a snapshot")
            self.assertEqual(client.ask(request(GET, b"steady")).value, b"value")
            self.assertEqual(client.ask(request(GET, b"key3")).status, MISSING)
            for key, value in values.items():
                self.assertEqual(client.ask(request(GET, key)).value, value)


class Refused(Directory):
    def test_two_servers_in_one_directory(self):
        with self.server("always"):
            code, said = run_serve(*self.options("always"), "-p", "0")
            self.assertEqual(code, 2)
            self.assertIn("in use by another server", said)

    def test_options_that_cannot_work(self):
        for options, words in (
                (("--durability", "always"), "add --data-dir"),
                (("--durability", "sometimes"), "interval=TIME"),
                (("--durability", "interval=1ms", "--data-dir", "x"), "20ms to 1h"),
                (("--durability", "interval=x", "--data-dir", "x"), "20ms to 1h"),
                (("--durability", "always", "--data-dir", "/nowhere/at/all"), "--data-dir"),
                (("--durability", "always", "--data-dir", "x", "--recover", "no"), "salvage")):
            with self.subTest(options=options):
                code, said = run_serve(*options, "-p", "0")
                self.assertNotEqual(code, 0)
                self.assertIn(words, said)

    def test_damage_is_refused_and_can_be_salvaged(self):
        with self.server("always") as server:
            client = server.connect()
            for number in range(20):
                client.ask(set_of(b"key%d" % number, b"value"))
        log = next(self.path.glob("log-*"))
        content = bytearray(log.read_bytes())
        content[content.index(b"key3") + 1] ^= 1
        log.write_bytes(content)
        code, said = run_serve(*self.options("always"), "-p", "0")
        self.assertEqual(code, 2)
        self.assertIn(f"{log.name} is damaged at byte", said)
        self.assertIn("--recover=salvage", said)
        self.assertEqual(log.read_bytes(), content)
        with self.server("always", "--recover", "salvage") as server:
            client = server.connect()
            self.assertEqual(client.ask(request(GET, b"key3")).status, MISSING)
            self.assertEqual(client.ask(request(GET, b"key19")).value, b"value")
            self.wait(lambda: client.statistics()["durability_snapshots"] == "1")
        with self.server("always") as server:  # whole again
            self.assertEqual(server.connect().ask(request(GET, b"key19")).value, b"value")

    def wait(self, condition):
        give_up = time.monotonic() + PATIENCE_S
        while not condition():
            self.assertLess(time.monotonic(), give_up)
            time.sleep(0.02)

    @unittest.skipUnless(os.geteuid() == 0, "becoming another user needs root")
    def test_a_directory_of_somebody_else(self):
        self.path.mkdir()
        os.chmod(self.folder.name, 0o755)
        os.chmod(self.path, 0o755)
        code, said = run_serve(*self.options("always"), "-p", "0", "-u", "nobody")
        self.assertEqual(code, 2)
        self.assertIn("that the server's user owns", said)

    def test_a_cut_end_is_said(self):
        with self.server("always") as server:
            server.connect().ask(set_of(b"k", b"v"))
        log = next(self.path.glob("log-*"))
        with log.open("ab") as file:
            file.write(b"half a rec")
        with self.server("always") as server:
            self.assertIn(b"an unfinished end of 10 bytes was cut off", server.log_bytes())
            self.assertEqual(server.connect().ask(request(GET, b"k")).value, b"v")


@unittest.skipUnless(os.geteuid() == 0, "mounting a small tmpfs needs root")
class FullDisk(Directory):
    def setUp(self):
        super().setUp()
        self.path.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", self.path],
                                 stderr=subprocess.PIPE, check=False)
        if mounted.returncode != 0:
            self.skipTest("a tmpfs cannot be mounted here: " + mounted.stderr.decode())
        self.addCleanup(subprocess.run, ["umount", "-l", self.path], check=True)

    def test_a_full_disk_refuses_writes_until_there_is_room(self):
        for mode in ("always", "interval=100ms"):
            with self.subTest(mode=mode):
                for file in self.path.iterdir():
                    file.unlink()
                self.fill(mode)

    def ready(self, server):
        port = re.search(rb"metrics on 127.0.0.1:(\d+)", server.log_bytes()).group(1).decode()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def fill(self, mode):
        ballast = self.path / "ballast"
        ballast.write_bytes(bytes(4 << 20))
        kept = {}
        with self.server(mode, "--metrics-listen", "127.0.0.1:0") as server:
            self.assertEqual(self.ready(server), 200)
            client = server.connect()
            refused = None
            for number in range(100_000):
                key = b"key%d" % (number % 20)
                value = b"%d/" % number + b"v" * 20_000
                try:
                    answer = client.ask(set_of(key, value))
                except ConnectionError:
                    answer = None
                if answer is None:  # it was executed, and nobody knows whether it lasts
                    client = server.connect()
                    kept.setdefault(key, []).append(value)
                elif answer.status == NO_MEMORY:
                    refused = number
                    break
                else:
                    kept[key] = [value]
            self.assertIsNotNone(refused)
            self.assertIn(client.statistics()["durability_state"], ("full", "refilling"))
            self.assertEqual(self.ready(server), 503)
            self.assertIn(client.ask(request(GET, b"key0")).value, kept[b"key0"])
            self.assertEqual(client.ask(store_request(b"k", b"v", SETQ)).status, NO_MEMORY)
            self.assertEqual(client.ask(request(NOOP)).status, OK)
            server.wait_for(lambda: b"the disk is full" in server.log_bytes())
            ballast.unlink()
            server.wait_for(lambda: b"writes are accepted again" in server.log_bytes())
            self.assertEqual(client.statistics()["durability_snapshots"], "1")
            self.assertEqual(self.ready(server), 200)
            self.assertEqual(client.ask(set_of(b"after", b"value")).status, OK)
            time.sleep(0.05)
            server.signal(signal.SIGKILL)
            server.exit_code()
            server.process.returncode = 0
        with self.server(mode) as server:
            client = server.connect()
            self.assertEqual(client.ask(request(GET, b"after")).value, b"value")
            for key, values in kept.items():
                self.assertIn(client.ask(request(GET, key)).value, values)


if __name__ == "__main__":
    unittest.main()
