#!/usr/bin/python3
# How `mcbin serve` begins and ends: its ready line, its files, its user, its signals.
import os
import pathlib
import pwd
import re
import signal
import stat
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (GET, NOOP, OK, LiveServer, request, run_serve,  # noqa: E402
                         store_request)

MEGABYTE = b"m" * 1_000_000


def ready_line(server):
    return re.search(r"^mcbin: ready on (.*)$", server.log_bytes().decode(), re.M)[1]


class Beginning(unittest.TestCase):
    def test_the_ready_line_names_every_address(self):
        with LiveServer("-t", "3", "-m", "128") as server:
            match = re.fullmatch(r"127\.0\.0\.1:(\d+)(, \[::1\]:(\d+))? \(3 threads, 128 MiB\)",
                                 ready_line(server))
            self.assertIsNotNone(match, ready_line(server))
            self.assertEqual(int(match[1]), server.port)
            if match[2]:
                self.assertEqual(int(match[3]), server.port)

    def test_port_and_pid_files_live_as_long_as_the_server(self):
        with tempfile.TemporaryDirectory() as folder:
            pid_file = pathlib.Path(folder, "pid")
            with LiveServer("-P", str(pid_file)) as server:
                self.assertEqual(server.port_file.read_text(), f"{server.port}\n")
                self.assertEqual(pid_file.read_text(), f"{server.process.pid}\n")
                server.signal(signal.SIGTERM)
                self.assertEqual(server.exit_code(), 0)
                self.assertFalse(server.port_file.exists())
                self.assertEqual(os.listdir(folder), [])

    def test_a_busy_port_is_named_with_a_way_out(self):
        with LiveServer("-l", "127.0.0.1") as server:
            code, text = run_serve("-l", "127.0.0.1", "-p", str(server.port))
            self.assertEqual(code, 3)
            self.assertEqual(text, f"mcbin: cannot listen on 127.0.0.1:{server.port}: address "
                             "already in use; choose another port with -p, or let -p 0 find a free "
                             "one\n")

    def test_a_unix_socket_replaces_tcp_and_has_its_mode(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "socket")
            for mode in ("700", "0660"):
                with self.subTest(mode), LiveServer("-s", path, "-a", mode, tcp=False) as server:
                    self.assertTrue(ready_line(server).startswith(path + " ("))
                    self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), int(mode, 8))
                    client = server.connect(path)
                    self.assertEqual(client.ask(store_request(b"k", b"v")).status, OK)
                self.assertFalse(os.path.exists(path))

    def test_a_unix_socket_and_tcp_serve_the_same_store(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "socket")
            with LiveServer("-s", path) as server:
                server.connect(path).ask(store_request(b"k", b"v"))
                self.assertEqual(server.connect().ask(request(GET, b"k")).value, b"v")

    def test_what_a_killed_server_left_is_no_obstacle(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "socket")
            with LiveServer("-s", path, tcp=False) as server:
                server.kill()
            self.assertTrue(os.path.exists(path))
            with LiveServer("-s", path, tcp=False):
                code, text = run_serve("-s", path)
                self.assertEqual(code, 3)
                self.assertIn("choose another path with -s", text)


class User(unittest.TestCase):
    @staticmethod
    def user_of(server):
        status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
        return [int(word) for word in re.search(r"^Uid:\s+(.*)$", status, re.M)[1].split()]

    def test_root_becomes_nobody_and_says_so(self):
        if os.geteuid() != 0:
            code, text = run_serve("-u", "root")
            self.assertEqual(code, 2)
            self.assertIn("only root can become root", text)
            return
        with LiveServer(user=None) as server:
            self.assertEqual(self.user_of(server), [pwd.getpwnam("nobody").pw_uid] * 4)
            self.assertIn(b"mcbin: started as root, running as nobody", server.log_bytes())
            self.assertEqual(server.connect().ask(request(NOOP)).status, OK)
            server.signal(signal.SIGTERM)
            server.process.wait()
            # The folder is root's: the file cannot be removed any more, but it names no port.
            self.assertEqual(server.port_file.read_text(), "")

    def test_the_user_that_is_named_is_kept(self):
        name = pwd.getpwuid(os.geteuid()).pw_name
        with LiveServer("-u", name, user=None) as server:
            self.assertEqual(self.user_of(server), [os.geteuid()] * 4)
            self.assertNotIn(b"started as root", server.log_bytes())

    def test_an_unknown_user_is_refused(self):
        code, text = run_serve("-u", "no-such-user")
        self.assertEqual(code, 2)
        self.assertIn("there is no user no-such-user", text)


class Ending(unittest.TestCase):
    def ask_for_much(self, client, count):
        """Pipelines `count` gets of a megabyte and waits until the server has read them all."""
        self.assertEqual(client.ask(store_request(b"k", MEGABYTE)).status, OK)
        client.send(b"".join(request(GET, b"k", opaque=number) for number in range(count)))
        client.socket.settimeout(60)
        self.assertEqual(client.socket.recv(1), b"\x81")

    def test_term_and_int_answer_what_was_read(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number), LiveServer("-I", "2m", "-m", "64") as server:
                idle = server.connect()
                self.assertEqual(idle.ask(request(NOOP)).status, OK)
                client = server.connect()
                self.ask_for_much(client, 40)
                server.signal(number)
                self.assertIsNone(idle.answer())  # its end says that the stop has begun
                header = b"\x81" + client.receive(23)
                rest = client.receive(len(header) + 40 * (24 + 4 + len(MEGABYTE)) - 24)
                self.assertEqual(len(header + rest), 40 * (24 + 4 + len(MEGABYTE)))
                self.assertEqual(client.receive(1), b"")
                self.assertEqual(server.exit_code(), 0)

    def test_the_shutdown_time_out_bounds_a_peer_that_does_not_read(self):
        with LiveServer("--shutdown-timeout", "200ms") as server:
            client = server.connect()
            self.ask_for_much(client, 60)
            server.signal(signal.SIGTERM)
            self.assertEqual(server.exit_code(), 0)
            self.assertIn(b"closed unfinished", server.log_bytes())

    def test_a_second_signal_ends_it_at_once(self):
        with LiveServer("--shutdown-timeout", "1h", "-v") as server:
            client = server.connect()
            self.ask_for_much(client, 60)
            server.signal(signal.SIGTERM)
            server.wait_for(lambda: b"stopping: graceful" in server.log_bytes())
            self.assertIsNone(server.process.poll())
            server.signal(signal.SIGTERM)
            self.assertEqual(server.exit_code(), 0)

    def test_a_hangup_changes_nothing(self):
        with LiveServer("-v") as server:
            client = server.connect()
            self.assertEqual(client.ask(request(NOOP)).status, OK)
            server.signal(signal.SIGHUP)
            server.wait_for(lambda: b"hangup" in server.log_bytes())
            self.assertEqual(client.ask(request(NOOP)).status, OK)

    def test_an_idle_connection_is_closed_after_its_time_out(self):
        with LiveServer("--idle-timeout", "300ms") as server:
            client = server.connect()
            self.assertEqual(client.ask(request(NOOP)).status, OK)
            begin = time.monotonic()
            self.assertIsNone(client.answer())
            self.assertGreater(time.monotonic() - begin, 0.25)
            self.assertEqual(server.connect().statistics()["idle_kicks"], "1")

    def test_a_request_that_does_not_go_on_has_a_time_out_of_its_own(self):
        whole = store_request(b"k", b"v" * 100)
        for option, part in (("--header-timeout", whole[:10]), ("--body-timeout", whole[:60])):
            with self.subTest(option), LiveServer(option, "300ms") as server:
                client = server.connect()
                begin = time.monotonic()
                client.send(part)
                self.assertIsNone(client.answer())
                self.assertGreater(time.monotonic() - begin, 0.25)
                self.assertEqual(server.connect().statistics()["overdue_closes"], "1")

    def test_a_reader_that_does_not_go_on_has_a_time_out_of_its_own(self):
        with LiveServer("--output-timeout", "300ms") as server:
            self.ask_for_much(server.connect(), 60)
            watcher = server.connect()
            server.wait_for(lambda: watcher.statistics()["overdue_closes"] == "1")

    def test_what_half_requests_hold_is_shown(self):
        with LiveServer() as server:
            whole = store_request(b"k", b"v" * 100_000)
            client = server.connect()
            client.send(whole[:-1])
            watcher = server.connect()
            server.wait_for(lambda: int(watcher.statistics()["held_bytes"]) >= len(whole) - 1)
            client.send(whole[-1:])
            self.assertEqual(client.answer().status, OK)
            server.wait_for(lambda: int(watcher.statistics()["held_bytes"]) < 1000)
            self.assertEqual(watcher.statistics()["memory_closes"], "0")

    def test_too_little_for_half_requests_is_refused(self):
        code, text = run_serve("-p", "0", "-t", "2", "-I", "2m", "--held-memory", "8")
        self.assertEqual(code, 2)
        self.assertIn("--held-memory '8388608': with 2 threads and this item limit (-I) it takes "
                      "16777216 bytes at least", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
