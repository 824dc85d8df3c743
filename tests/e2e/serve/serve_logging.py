#!/usr/bin/python3
# The log of `mcbin serve`: its formats, its levels, its file, what it says of keys, and that no
# request ever waits for it.
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (GET, NOOP, OK, PROGRAM, Client, LiveServer, request,  # noqa: E402
                         run_serve, store_request)

NASTY_KEY = b'a\n2026 info forged\x1b[31m\x00"\\\xff'
LARGE = b"v" * 2000


def use(server, key=NASTY_KEY):
    """A connection that stores and reads something large under `key`, and ends."""
    client = server.connect()
    assert client.ask(store_request(key, LARGE)).status == OK
    assert client.ask(request(GET, key)).value == LARGE
    client.close()


class Formats(unittest.TestCase):
    def lines(self, *options):
        with LiveServer("-vvv", "--large-request", "1000", *options) as server:
            use(server)
            server.signal(signal.SIGTERM)
            self.assertEqual(server.exit_code(), 0)
            data = server.log_bytes()
        self.assertEqual(re.findall(rb"[^\x20-\x7e\n]", data), [])
        return data.decode().splitlines()

    def test_text_has_utc_milliseconds_and_levels(self):
        lines = self.lines("--log-format", "text")
        said = [line for line in lines if line.startswith("mcbin: ready on ")]
        self.assertEqual(len(said), 1)
        pattern = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (debug|info|warn) \S.*"
        for line in lines:
            if line not in said:
                self.assertRegex(line, rf"\A{pattern}\Z")
        text = "\n".join(lines)
        key = r"a\\x0a2026 info forged\\x1b\[31m\\x00\"\\\\xff"
        self.assertRegex(text, rf"info large: SET {key} moved 20\d\d bytes")
        self.assertRegex(text, rf"info large: GET {key} moved 20\d\d bytes")
        self.assertRegex(text, r"debug connection 1 from 127\.0\.0\.1:\d+ ended: closed by the "
                               r"peer")

    def test_json_has_an_object_on_every_line(self):
        records = [json.loads(line) for line in self.lines("--log-format", "json")]
        by_event = {}
        for record in records:
            self.assertRegex(record["time"], r"\A20\d\d-.*\.\d{3}Z\Z")
            self.assertIn(record["level"], ("debug", "info", "warn"))
            by_event.setdefault(record["event"], []).append(record)
        self.assertIn("ready on ", by_event["ready"][0]["message"])
        opened = by_event["connection_opened"][0]
        self.assertEqual((opened["connection"], opened["worker"]), (1, 0))
        self.assertRegex(opened["address"], r"\A127\.0\.0\.1:\d+\Z")
        self.assertEqual(by_event["connection_closed"][0]["reason"], "closed by the peer")
        large = by_event["large_request"]
        self.assertEqual([each["opcode"] for each in large], ["SET", "GET"])
        self.assertGreater(large[0]["bytes"], 2000)
        self.assertEqual(by_event["stopping"][0]["mode"], "graceful")
        self.assertEqual(records[-1]["event"], "ended")

    def test_the_journal_s_format_has_priorities_and_no_time(self):
        lines = self.lines("--log-format", "journald")
        for line in lines:
            self.assertRegex(line, r"\A<[3467]>\D")
        self.assertTrue(any(line.startswith("<6>ready on ") for line in lines))
        self.assertTrue(any(line.startswith("<7>connection 1 ") for line in lines))

    def test_the_journal_is_recognised(self):
        with tempfile.TemporaryFile() as log:
            status = os.fstat(log.fileno())
            environment = dict(os.environ, JOURNAL_STREAM=f"{status.st_dev}:{status.st_ino}")
            command = [PROGRAM, "serve", "-p", "0", "-v"]
            command += ["-u", "root"] if os.geteuid() == 0 else []
            server = subprocess.Popen(command, stderr=log, env=environment)
            give_up = time.monotonic() + 60
            while os.pread(log.fileno(), 999, 0).count(b"\n") < 1 and time.monotonic() < give_up:
                time.sleep(0.01)
            server.send_signal(signal.SIGTERM)
            self.assertEqual(server.wait(60), 0)
            self.assertRegex(os.pread(log.fileno(), 999, 0), rb"\A<6>ready on ")


class Keys(unittest.TestCase):
    def told(self, how, key):
        with LiveServer("-v", "--large-request", "1000", "--log-keys", how) as server:
            use(server, key)
            use(server, key)
            server.wait_for(lambda: server.log_bytes().count(b"large: ") == 4)
            log = server.log_bytes().decode()
            shown = server.connect().statistics(b"large")
        self.assertEqual(len(shown), 4)
        return set(re.findall(r"large: [SG]ET (.*) moved", log))

    def test_keys_are_shown_cut_hashed_or_hidden(self):
        long_key = b"k" * 250
        self.assertEqual(self.told("shown", long_key), {"k" * 80 + "..."})
        self.assertEqual(self.told("hidden", long_key), {"-"})
        hashes = self.told("hashed", long_key)
        self.assertEqual(len(hashes), 1)
        self.assertRegex(hashes.pop(), r"\A#[0-9a-f]{16}\Z")

    def test_statistics_that_show_keys_can_be_switched_off(self):
        with LiveServer("-X", "--large-request", "1000") as server:
            use(server)
            client = server.connect()
            for group in (b"large", b"slow", b"notable", b"detail on", b"detail dump"):
                self.assertEqual(client.ask(request(0x10, group)).status, 1, group)


class Levels(unittest.TestCase):
    def test_the_level_wins_over_the_letters(self):
        for options, opened, stopping in ((("-vv", "--log-level", "warn"), False, False),
                                          (("--log-level", "info"), False, True),
                                          (("-vv",), True, True), ((), False, False)):
            with self.subTest(options), LiveServer(*options) as server:
                server.connect().ask(request(NOOP))
                server.signal(signal.SIGTERM)
                self.assertEqual(server.exit_code(), 0)
                log = server.log_bytes()
                self.assertEqual((b" opened on " in log, b"stopping: " in log), (opened, stopping))

    def test_what_is_wrong_is_refused(self):
        code, text = run_serve("--log-level", "loud")
        self.assertEqual(code, 2)
        self.assertIn("'loud' is none of: error, warn", text)
        code, text = run_serve("--log-file", "/nonexistent/log")
        self.assertEqual(code, 2)
        self.assertIn("/nonexistent/log: No such file", text)


class File(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.log = pathlib.Path(self.folder.name, "log")
        self.config = pathlib.Path(self.folder.name, "mcbin.toml")

    def tearDown(self):
        self.folder.cleanup()

    def test_a_hangup_opens_the_file_anew(self):
        with LiveServer("-v", "--log-file", str(self.log)) as server:
            server.wait_for(lambda: "ready on " in self.log.read_text())
            moved = self.log.rename(self.log.with_name("log.1"))
            server.signal(signal.SIGHUP)
            server.wait_for(self.log.exists)
            server.wait_for(lambda: "hangup" in self.log.read_text())
            self.assertNotIn("hangup", moved.read_text())
            self.assertNotIn(b"hangup", server.log_bytes())

    def test_a_file_that_cannot_be_opened_anew_stays(self):
        folder = pathlib.Path(self.folder.name, "there")
        folder.mkdir()
        log = folder / "log"
        with LiveServer("-v", "--log-file", str(log)) as server:
            elsewhere = folder.rename(folder.with_name("elsewhere"))
            server.signal(signal.SIGHUP)
            server.wait_for(lambda: "the old file of the log stays" in
                            (elsewhere / "log").read_text())

    def test_a_hangup_reads_the_settings_again(self):
        self.config.write_text("[serve]\nlog-level = 'info'\nconn-limit = 9\n")
        with LiveServer("--config", str(self.config)) as server:
            server.connect().ask(request(NOOP))
            self.config.write_text("[serve]\nlog-level = 'debug'\nconn-limit = 10\n")
            server.signal(signal.SIGHUP)
            server.wait_for(lambda: b"conn-limit has changed: it needs a restart" in
                            server.log_bytes())
            server.wait_for(lambda: b"hangup" in server.log_bytes())
            self.assertIn(b"info log-level has changed", server.log_bytes())
            self.assertNotIn(b"opened on worker", server.log_bytes())
            self.assertEqual(server.connect().ask(request(NOOP)).status, OK)
            server.wait_for(lambda: b"opened on worker" in server.log_bytes())

    def test_settings_that_cannot_be_read_again_stay(self):
        self.config.write_text("[serve]\nlog-level = 'info'\n")
        with LiveServer("--config", str(self.config)) as server:
            self.config.write_text("[serve]\nlog-level = 'loud'\n")
            server.signal(signal.SIGHUP)
            server.wait_for(lambda: b"error the old settings stay" in server.log_bytes())
            self.assertEqual(server.connect().ask(request(NOOP)).status, OK)


class NobodyReads(unittest.TestCase):
    def test_no_request_waits_for_the_log_and_drops_are_counted(self):
        reader, writer = os.pipe()
        command = [PROGRAM, "serve", "-p", "0", "-l", "127.0.0.1", "-vv", "--shutdown-timeout",
                   "5s"]
        command += ["-u", "root"] if os.geteuid() == 0 else []
        server = subprocess.Popen(command, stderr=writer)
        os.close(writer)
        try:
            line = b""
            while not line.endswith(b"\n"):
                line += os.read(reader, 1)
            port = int(re.search(rb"127\.0\.0\.1:(\d+)", line)[1])
            watching = Client(("127.0.0.1", port))
            for _ in range(2500):  # each logs two lines of 80 bytes; the pipe holds 64 KiB
                Client(("127.0.0.1", port)).close()
            begin = time.monotonic()
            self.assertEqual(watching.ask(request(NOOP)).status, OK)
            give_up = begin + 60
            dropped = 0
            while dropped == 0 and time.monotonic() < give_up:
                dropped = int(watching.statistics()["log_worker_dropped"])
            self.assertGreater(dropped, 0)
            begin = time.monotonic()
            server.send_signal(signal.SIGTERM)
            self.assertEqual(server.wait(60), 0)
            self.assertLess(time.monotonic() - begin, 30)
            watching.close()
        finally:
            server.kill()
            server.wait()
            os.close(reader)


if __name__ == "__main__":
    unittest.main(verbosity=2)
