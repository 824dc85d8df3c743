#!/usr/bin/python3
# The options of `mcbin serve`: each one that is given changes what clients see; what cannot work
# is refused with a sentence and exit code 2.
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (FLUSH, GET, NO_MEMORY, NOOP, NOT_SUPPORTED, OK,  # noqa: E402
                         TOO_LARGE, LiveServer, request, run_serve, store_request)


class Effects(unittest.TestCase):
    def test_the_settings_are_those_of_the_command_line(self):
        with LiveServer("-t", "2", "-m", "32", "-I", "512k", "-c", "77", "-b", "99", "-R", "5",
                        "--idle-timeout", "90", "-l", "127.0.0.1", "-M", "-C", "-F") as server:
            settings = server.connect().statistics(b"settings")
            expected = {
                "num_threads": "2", "maxbytes": str(32 << 20), "item_size_max": str(512 << 10),
                "maxconns": "77", "tcp_backlog": "99", "reqs_per_event": "5",
                "idle_timeout": "90", "inter": "127.0.0.1", "evictions": "off",
                "cas_enabled": "no", "flush_enabled": "no", "tcpport": str(server.port),
            }
            self.assertEqual({name: settings[name] for name in expected}, expected)

    def test_the_defaults_are_those_of_the_help(self):
        with LiveServer() as server:
            settings = server.connect().statistics(b"settings")
            self.assertLessEqual(int(settings["num_threads"]), 4)
            expected = {"maxbytes": str(64 << 20), "item_size_max": str(1 << 20),
                        "maxconns": "1024", "tcp_backlog": "1024", "idle_timeout": "0",
                        "evictions": "on", "cas_enabled": "yes", "flush_enabled": "yes"}
            self.assertEqual({name: settings[name] for name in expected}, expected)

    def test_long_names_mean_what_the_letters_mean(self):
        with LiveServer("--threads", "1", "--memory-limit", "16m", "--conn-limit", "9",
                        "--max-item-size", "4096", "--disable-evictions", "--disable-cas",
                        "--disable-flush-all", "--listen-backlog", "7", "--max-reqs-per-event",
                        "3", "--protocol", "binary", "--verbose", "--listen",
                        "127.0.0.1") as server:
            settings = server.connect().statistics(b"settings")
            expected = {"num_threads": "1", "maxbytes": str(16 << 20), "maxconns": "9",
                        "item_size_max": "4096", "evictions": "off", "cas_enabled": "no",
                        "flush_enabled": "no", "tcp_backlog": "7", "reqs_per_event": "3",
                        "verbosity": "1"}
            self.assertEqual({name: settings[name] for name in expected}, expected)

    def test_switches_change_answers(self):
        with LiveServer("-C", "-F", "-I", "4k") as server:
            client = server.connect()
            stored = client.ask(store_request(b"k", b"v"))
            self.assertEqual((stored.status, stored.cas), (OK, 0))
            self.assertEqual(client.ask(request(FLUSH)).status, NOT_SUPPORTED)
            self.assertEqual(client.ask(store_request(b"k", b"v" * 4095)).status, OK)
            self.assertEqual(client.ask(store_request(b"k", b"v" * 4096)).status, TOO_LARGE)

    def test_without_evictions_a_full_store_refuses(self):
        for options, refused in ((("-M",), True), ((), False)):
            with self.subTest(options), LiveServer("-m", "4m", "-I", "64k", *options) as server:
                client = server.connect()
                answers = {client.ask(store_request(b"k%d" % number, b"v" * 60_000)).status
                           for number in range(120)}
                self.assertEqual(answers, {OK, NO_MEMORY} if refused else {OK})

    def test_one_connection_more_than_the_limit_is_closed(self):
        with LiveServer("-c", "2", "-v") as server:
            first, second = server.connect(), server.connect()
            self.assertEqual(first.ask(request(NOOP)).status, OK)
            self.assertEqual(second.ask(request(NOOP)).status, OK)
            third = server.connect()
            self.assertEqual(third.receive(1), b"")
            self.assertEqual(first.statistics()["rejected_connections"], "1")
            server.wait_for(lambda: b"too many connections" in server.log_bytes())

    def test_each_connection_is_logged_with_vv_only(self):
        for options, logged in ((("-vv",), True), ((), False)):
            with self.subTest(options), LiveServer(*options) as server:
                client = server.connect()
                self.assertEqual(client.ask(request(GET, b"\x1b[31m")).status, 1)
                client.close()
                if logged:
                    server.wait_for(lambda s=server: b"ended: closed by the peer" in s.log_bytes())
                    self.assertRegex(server.log_bytes().decode(), r"(?m)^20\d\d-\d\d-\d\dT\d\d:\d\d"
                                     r":\d\d\.\d{3}Z debug connection 1 from 127\.0\.0\.1:\d+ "
                                     r"opened on worker 0$")
                else:
                    self.assertNotIn(b"connection", server.log_bytes())
                self.assertNotIn(b"\x1b", server.log_bytes())


class Refusals(unittest.TestCase):
    def test_what_cannot_work_is_refused_with_a_sentence(self):
        rows = {
            ("-p", "65536"): r"--port '65536': a port is a number from 0 to 65535",
            ("-p", "x"): r"--port 'x': a port is",
            ("-l", "127.0.0.1:x"): r"--listen '127.0.0.1:x': the port must be",
            ("-l", "127.0.0.1,"): r"--listen '': an empty address",
            ("-l", "/tmp/x"): r"--listen '/tmp/x': a unix socket is given with -s",
            ("-l", "no..name"): r"no\.\.name:11211: ",
            ("-l", "0.0.0.0", "-p", "0"): r"0\.0\.0\.0:\d+ can be reached from other machines.*"
                                          r"--insecure-no-auth",
            ("-s", "/tmp/x", "-a", "888"): r"--unix-mask '888': the permissions are octal",
            ("-s", "/tmp/x", "-a", "1777"): r"--unix-mask '1777'",
            ("-s", "/tmp/x", "--port-file", "/tmp/y"): r"--port-file needs a TCP port",
            ("-m", "1x"): r"--memory-limit: ",
            ("-m", "1"): r"item limit must be at most half of the memory limit \(see -m and -I\)",
            ("-I", "1"): r"see -m and -I",
            ("-t", "0"): r"--threads: it must be at least 1",
            ("-c", "0"): r"--conn-limit: it must be at least 1",
            ("-B", "ascii"): r"--protocol: 'ascii' is none of: binary",
            ("-p", "0", "-P", "/nonexistent/pid"): r"/nonexistent/pid: No such file",
            ("-p", "0", "--port-file", "/nonexistent/port"): r"/nonexistent/port: No such file",
            ("--no-such",): r"--no-such",
            ("word",): r"word",
        }
        for options, pattern in rows.items():
            with self.subTest(options):
                code, text = run_serve(*options)
                self.assertEqual(code, 2, text)
                self.assertRegex(text, r"\Amcbin: .*" + pattern)
                self.assertEqual(text.count("\n"), 1, text)

    def test_a_refused_start_leaves_nothing_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            code, _ = run_serve("-p", "0", "-P", os.path.join(folder, "pid"), "-s",
                                os.path.join(folder, "socket"), "--port-file",
                                os.path.join(folder, "missing", "port"))
            self.assertEqual(code, 2)
            self.assertEqual(os.listdir(folder), [])


class Help(unittest.TestCase):
    def test_every_letter_of_memcached_that_is_offered_has_its_long_name(self):
        text = subprocess.run([os.environ["MCBIN_PROGRAM"], "serve", "--help"], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        names = {"-p": "--port", "-l": "--listen", "-s": "--unix-socket", "-a": "--unix-mask",
                 "-t": "--threads", "-m": "--memory-limit", "-c": "--conn-limit",
                 "-I": "--max-item-size", "-M": "--disable-evictions", "-C": "--disable-cas",
                 "-F": "--disable-flush-all", "-b": "--listen-backlog", "-B": "--protocol",
                 "-R": "--max-reqs-per-event", "-u": "--user", "-P": "--pidfile",
                 "-v": "--verbose", "-h": "--help", "-V": "--version"}
        for letter, name in names.items():
            self.assertRegex(text, rf"(?m)^\s*{letter}[ ,|]+{re.escape(name)}\b")


if __name__ == "__main__":
    unittest.main(verbosity=2)
