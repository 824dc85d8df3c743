#!/usr/bin/python3
# `mcbin serve` and whoever started it: a service manager's notices, watchdog and sockets, a
# parent's descriptors, the background. No systemd is needed: its side of the protocol is played
# here.
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (NOOP, OK, PATIENCE_S, PROGRAM, Client, LiveServer, request,  # noqa: E402
                         run_serve)

ROOT = ["-u", "root"] if os.geteuid() == 0 else []

SANITIZED_KB_MIN = 1 << 30


class Manager:
    """The ear of a service manager: a datagram socket, in the file system or outside it."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(address)
        self.socket.settimeout(PATIENCE_S)

    def next(self):
        """The next notice as {name: value}."""
        lines = self.socket.recv(4096).decode().split("\n")
        return dict(line.split("=", 1) for line in lines)

    def next_with(self, name):
        while True:
            notice = self.next()
            if name in notice:
                return notice

    def close(self):
        self.socket.close()


class Notices(unittest.TestCase):
    def life_of_a_server(self, address, path):
        manager = Manager(address)
        environment = dict(os.environ, NOTIFY_SOCKET=path)
        with LiveServer("-v", environment=environment) as server:
            ready = manager.next()
            self.assertEqual(ready["READY"], "1")
            self.assertEqual(ready["MAINPID"], str(server.process.pid))
            self.assertRegex(ready["STATUS"], r"^ready on 127\.0\.0\.1:\d+")
            self.assertEqual(server.connect().ask(request(NOOP)).status, OK)
            server.signal(signal.SIGHUP)
            reloading = manager.next()
            self.assertEqual(reloading["RELOADING"], "1")
            self.assertTrue(reloading["MONOTONIC_USEC"].isdigit())
            self.assertEqual(manager.next(), {"READY": "1"})
            server.signal(signal.SIGTERM)
            self.assertEqual(manager.next()["STOPPING"], "1")
            self.assertEqual(server.exit_code(), 0)
        manager.close()

    def test_a_manager_in_the_file_system_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "notify")
            self.life_of_a_server(path, path)

    def test_a_manager_outside_the_file_system_is_told(self):
        name = f"mcbin-manager-{os.getpid()}"
        self.life_of_a_server("\0" + name, "@" + name)

    def test_a_manager_that_has_gone_does_no_harm(self):
        environment = dict(os.environ, NOTIFY_SOCKET="/nonexistent/notify")
        with LiveServer(environment=environment) as server:
            self.assertEqual(server.connect().ask(request(NOOP)).status, OK)

    def test_the_watchdog_is_fed_in_time(self):
        name = f"mcbin-watchdog-{os.getpid()}"
        manager = Manager("\0" + name)
        environment = dict(os.environ, NOTIFY_SOCKET="@" + name, WATCHDOG_USEC="200000")
        with LiveServer(environment=environment) as server:
            for _ in range(3):
                self.assertEqual(manager.next_with("WATCHDOG"), {"WATCHDOG": "1"})
            self.assertEqual(server.connect().ask(request(NOOP)).status, OK)
        manager.close()

    def test_a_watchdog_for_another_process_is_not_fed(self):
        name = f"mcbin-other-{os.getpid()}"
        manager = Manager("\0" + name)
        environment = dict(os.environ, NOTIFY_SOCKET="@" + name, WATCHDOG_USEC="1000",
                           WATCHDOG_PID="1")
        with LiveServer(environment=environment) as server:
            self.assertIn("READY", manager.next())
            server.signal(signal.SIGTERM)
            self.assertIn("STOPPING", manager.next())
        manager.close()


def listening_socket():
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, listener.getsockname()[1]


class Sockets(unittest.TestCase):
    def test_a_descriptor_that_is_named_is_served(self):
        listener, port = listening_socket()
        with LiveServer("-l", f"fd:{listener.fileno()}", tcp=False,
                        pass_fds=[listener.fileno()]) as server:
            listener.close()
            self.assertIn(f"ready on 127.0.0.1:{port} (".encode(), server.log_bytes())
            client = Client(("127.0.0.1", port))
            self.assertEqual(client.ask(request(NOOP)).status, OK)
            client.close()
            server.signal(signal.SIGTERM)
            self.assertEqual(server.exit_code(), 0)
            with self.assertRaises(ConnectionRefusedError):
                Client(("127.0.0.1", port))

    def start_activated(self, descriptors, *options, pid="$$"):
        """Starts a server as systemd would: sockets from descriptor 3 on, its id in LISTEN_PID."""
        moves = " ".join(f"{3 + at}<&{100 + at}" for at in range(len(descriptors)))
        for at, descriptor in enumerate(descriptors):
            os.dup2(descriptor, 100 + at)
        keep = [100 + at for at in range(len(descriptors))]
        words = " ".join([PROGRAM, "serve", *options, *ROOT])
        script = f"exec {moves}; export LISTEN_PID={pid} LISTEN_FDS={len(keep)}; exec {words}"
        process = subprocess.Popen(["bash", "-c", script], stderr=subprocess.PIPE, pass_fds=keep)
        for descriptor in keep:
            os.close(descriptor)
        return process, process.stderr.readline().decode()

    def end(self, process):
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(PATIENCE_S), 0)
        process.stderr.close()

    def test_sockets_of_a_service_manager_are_served_instead_of_the_default(self):
        listener, port = listening_socket()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "socket")
            local = socket.socket(socket.AF_UNIX)
            local.bind(path)
            local.listen()
            process, line = self.start_activated([listener.fileno(), local.fileno()])
            self.assertRegex(line, rf"ready on 127\.0\.0\.1:{port}, {path} \(")
            for address in (("127.0.0.1", port), path):
                client = Client(address)
                self.assertEqual(client.ask(request(NOOP)).status, OK)
                client.close()
            self.end(process)
            self.assertTrue(os.path.exists(path), "the socket is its manager's")
            local.close()
        listener.close()

    def test_a_socket_may_be_passed_and_named(self):
        listener, port = listening_socket()
        process, line = self.start_activated([listener.fileno()], "-l", "fd:3")
        self.assertRegex(line, rf"ready on 127\.0\.0\.1:{port} \(")
        self.end(process)
        listener.close()

    def test_sockets_for_another_process_are_left_alone(self):
        listener, port = listening_socket()
        process, line = self.start_activated([listener.fileno()], "-p", "0", pid="1")
        self.assertIn("ready on ", line)
        self.assertNotIn(f":{port} ", line)
        self.end(process)
        listener.close()

    def test_what_is_no_listening_socket_is_refused(self):
        code, text = run_serve("-l", "fd:99")
        self.assertEqual((code, text), (3, "mcbin: cannot listen on fd:99: bad file descriptor\n"))
        code, text = run_serve("-l", "fd:x")
        self.assertEqual(code, 2)
        self.assertIn("fd: is followed by the number of a descriptor", text)


class Parent(unittest.TestCase):
    def test_the_ready_line_goes_to_a_descriptor_that_is_then_closed(self):
        reader, writer = os.pipe()
        with LiveServer("--ready-fd", str(writer), pass_fds=[writer]) as server:
            os.close(writer)
            with os.fdopen(reader) as lines:
                self.assertRegex(lines.read(), rf"\Aready on 127\.0\.0\.1:{server.port}.*\n\Z")

    def test_a_descriptor_that_is_not_open_is_refused(self):
        code, text = run_serve("-p", "0", "--ready-fd", "99")
        self.assertEqual((code, text), (2, "mcbin: --ready-fd 99: it is not open\n"))

    def test_in_the_background_the_command_ends_when_the_server_is_ready(self):
        with tempfile.TemporaryDirectory() as folder:
            files = {name: pathlib.Path(folder, name) for name in ("pid", "port", "log")}
            done = subprocess.run(
                [PROGRAM, "serve", "-d", "-p", "0", "-P", files["pid"], "--port-file",
                 files["port"], "--log-file", files["log"], "-v", *ROOT],
                stderr=subprocess.PIPE, timeout=PATIENCE_S, check=False)
            self.assertEqual(done.returncode, 0)
            self.assertRegex(done.stderr.decode(), r"\Amcbin: ready on .*\n\Z")
            pid = int(files["pid"].read_text())
            try:
                client = Client(("127.0.0.1", int(files["port"].read_text())))
                self.assertEqual(client.ask(request(NOOP)).status, OK)
                client.close()
                streams = {os.readlink(f"/proc/{pid}/fd/{number}") for number in range(3)}
                self.assertEqual(streams, {"/dev/null"})
            finally:
                os.kill(pid, signal.SIGTERM)
            with LiveServer() as waiting:  # the background server is nobody's child to wait for
                waiting.wait_for(lambda: not files["pid"].exists())
            self.assertRegex(files["log"].read_text(), r"info the server has ended\n\Z")

    def test_in_the_background_a_failure_is_the_command_s_failure(self):
        with LiveServer("-l", "127.0.0.1") as server:
            code, text = run_serve("-d", "-l", "127.0.0.1", "-p", str(server.port))
            self.assertEqual(code, 3)
            self.assertIn("address already in use", text)

    def test_memory_is_locked_and_cores_are_allowed(self):
        with LiveServer("-k", "-r", "-m", "8m", "-I", "64k") as server:
            status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
            locked = int(re.search(r"^VmLck:\s+(\d+) kB", status, re.M)[1])
            refused = b"-k: memory cannot be locked" in server.log_bytes()
            # Under a sanitizer, which maps terabytes, mlockall succeeds and does nothing.
            mapped = int(re.search(r"^VmSize:\s+(\d+) kB", status, re.M)[1])
            self.assertTrue(refused or locked > 8000 or mapped > SANITIZED_KB_MIN, status)
            limits = pathlib.Path(f"/proc/{server.process.pid}/limits").read_text()
            soft, hard = re.search(r"^Max core file size\s+(\S+)\s+(\S+)", limits, re.M).groups()
            self.assertEqual(soft, hard)


if __name__ == "__main__":
    unittest.main(verbosity=2)
