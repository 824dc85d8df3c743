#!/usr/bin/python3
# `mcbin serve --auth-file` from outside: logins, denials, reloads, the log, and the sequences that
# once got past the logins of other servers.
import os
import pathlib
import signal
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (FLUSH, GET, NOOP, OK, PATIENCE_S, QUIT, SETQ, STAT,  # noqa: E402
                         VERSION, Client, request, run_serve, store_request)
from login_words import (AUTH, DENIED, LIST_MECHS, STEP, LoginServer, UsersFile, auth,  # noqa: E402
                         plain, user_line)

ANN = user_line("ann", "secret")
READER = user_line("reader", "secret", rights="r")
SHOP = user_line("shop", "secret", rights="rw", keys="cart:*")
EVIL = store_request(b"EVIL", b"x")
BUSY = 0x86
MISSING = 1


def statuses(client, data, pieces=1):
    """The statuses of all answers to `data`, sent in pieces, until the server closes."""
    size = -(-len(data) // pieces)
    try:
        for at in range(0, len(data), size):
            client.send(data[at:at + size])
            if pieces > 1:
                time.sleep(0.002)
        client.socket.shutdown(1)
    except OSError:
        pass  # closed by the server meanwhile
    found = []
    while True:
        answer = client.answer()
        if answer is None:
            return found
        found.append(answer.status)


class Logins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.users = UsersFile(cls.folder.name, ANN + READER + SHOP)
        cls.server = LoginServer(cls.users)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__(None)
        cls.folder.cleanup()

    def test_a_login_lets_in(self):
        client = self.server.logged_in("ann", "secret")
        self.assertEqual(client.ask(store_request(b"k", b"v")).status, OK)
        settings = client.statistics(b"settings")
        self.assertEqual(settings["auth_enabled_sasl"], "yes")
        self.assertEqual(client.ask(request(LIST_MECHS)).value, b"PLAIN")
        self.assertEqual(client.ask(request(FLUSH)).status, OK)

    def test_who_hashes_lets_others_go_first(self):
        tasks = pathlib.Path(f"/proc/{self.server.process.pid}/task").iterdir()
        hashing = [task for task in tasks if (task / "comm").read_text() == "hashing\n"]
        self.assertEqual(len(hashing), 1)
        niceness = int((hashing[0] / "stat").read_text().rpartition(")")[2].split()[16])
        self.assertGreaterEqual(niceness, 10)

    def test_rights_and_prefixes(self):
        reader = self.server.logged_in("reader", "secret")
        self.assertEqual(reader.ask(request(GET, b"nothing")).status, MISSING)
        self.assertEqual(reader.ask(store_request(b"k", b"v")).status, DENIED)
        self.assertEqual(reader.ask(store_request(b"k", b"v", opcode=SETQ)).status, DENIED)
        self.assertEqual(reader.ask(request(FLUSH)).status, DENIED)
        self.assertEqual(reader.ask(request(STAT, b"reset")).status, DENIED)
        shop = self.server.logged_in("shop", "secret")
        self.assertEqual(shop.ask(store_request(b"cart:1", b"v")).status, OK)
        self.assertEqual(shop.ask(request(GET, b"k")).status, DENIED)
        self.assertEqual(shop.ask(request(NOOP)).status, OK)

    def test_a_login_and_commands_in_one_write(self):
        data = auth("ann", "secret") + store_request(b"p", b"v") + request(GET, b"p")
        for pieces in (1, 2, 7, len(data)):
            self.assertEqual(statuses(self.server.connect(), data, pieces), [OK, OK, OK])

    def test_what_once_got_past_logins(self):
        bad = auth("ann", "wrong")
        good = auth("ann", "secret")
        smuggled = plain("ann", "wrong") + EVIL
        header = request(AUTH, b"PLAIN" + b"x" * 27)[:8]
        rows = {
            "nothing": (EVIL, [DENIED]),
            "two bad logins [CVE-2013-7239]": (bad + bad + EVIL, [DENIED] * 3),
            "three bad logins": (bad * 3 + good + EVIL, [DENIED] * 3),
            "good, bad": (good + bad + EVIL, [OK, DENIED, DENIED]),
            "STEP first": (auth("ann", "secret", opcode=STEP) + EVIL, [DENIED] * 2),
            "AUTH begun, then a command": (request(AUTH, b"PLAIN") + EVIL, [0x21, DENIED]),
            "AUTH begun, LIST_MECHS, a command":
                (request(AUTH, b"PLAIN") + request(LIST_MECHS) + EVIL, [0x21, OK, DENIED]),
            "ANONYMOUS": (request(AUTH, b"ANONYMOUS", b"me") + EVIL, [DENIED] * 2),
            "EXTERNAL": (request(AUTH, b"EXTERNAL", b"ann") + EVIL, [DENIED] * 2),
            "PLAIN with a NUL": (auth("ann", "secret", mechanism=b"PLAIN\0") + EVIL, [DENIED] * 2),
            "an empty name": (request(AUTH, b"PLAIN", plain("", "secret")) + EVIL, [DENIED] * 2),
            "an empty password": (request(AUTH, b"PLAIN", plain("ann", "")) + EVIL, [DENIED] * 2),
            "one NUL": (request(AUTH, b"PLAIN", b"\0") + EVIL, [DENIED] * 2),
            "two NULs": (request(AUTH, b"PLAIN", b"\0\0") + EVIL, [DENIED] * 2),
            "another's authzid":
                (request(AUTH, b"PLAIN", plain("ann", "secret", "shop")) + EVIL, [DENIED] * 2),
            "600 kB of login": (request(AUTH, b"PLAIN", bytes(600_000)) + EVIL, [DENIED] * 2),
            "STEP of 5000 bytes":
                (request(AUTH, b"PLAIN") + request(STEP, b"PLAIN", bytes(5000)) + EVIL,
                 [0x21, DENIED, DENIED]),
            "a SET inside the login": (request(AUTH, b"PLAIN", smuggled), [DENIED]),
            "a SET inside a long login":
                (request(AUTH, b"PLAIN", bytes(2000) + EVIL), [DENIED]),
            "a SET inside the mechanism": (request(AUTH, EVIL, b"x"), [4]),
            "a SET inside a denied NOOP": (request(NOOP, b"", EVIL) + EVIL, [DENIED]),
            "a SET inside an unknown command": (request(0x70, b"k", EVIL) + EVIL, [DENIED]),
            "a key longer than the body [CVE-2016-8706]":
                (header + b"\0\0\0\1" + bytes(12) + b"x" * 32 + EVIL, [0x81]),
            "QUIT": (request(QUIT) + EVIL, [DENIED]),
            "VERSION": (request(VERSION) + EVIL, [OK, DENIED]),
            "a text login": (b"set k 0 0 10\r\nann secret\r\n" + EVIL, None),
        }
        witness = self.server.logged_in("ann", "secret")
        for name, (data, expected) in rows.items():
            for pieces in (1, 2, 25):
                with self.subTest(name, pieces=pieces):
                    client = self.server.connect()
                    if expected is None:
                        client.send(data)
                        self.assertIn(b"ERROR", client.receive(1000))
                    else:
                        self.assertEqual(statuses(client, data, pieces), expected)
                    self.assertEqual(witness.ask(request(GET, b"EVIL")).status, MISSING)


class LoginFlood:
    """Logs in over new connections, with right and wrong passwords, until it is ended."""

    LOGINS = (("ann", "secret"), ("ann", "new"), ("reader", "secret"), ("nobody", "secret"))

    def __init__(self, port, lane):
        self.statuses = []
        self._port = port
        self._lane = lane
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        count = 0
        while not self._ending.is_set():
            source = f"127.0.{self._lane}.{count % 250 + 2}"  # each may fail a few times
            client = Client(("127.0.0.1", self._port), source)
            self.statuses.append(client.ask(auth(*self.LOGINS[count % 4])).status)
            client.send(request(GET, b"k"))
            client.close()
            count += 1

    def end(self):
        self._ending.set()
        self._thread.join()
        unexpected = set(self.statuses) - {OK, DENIED, BUSY}
        assert not unexpected, unexpected


class Delays(unittest.TestCase):
    def test_an_address_that_guesses_has_to_wait(self):
        with tempfile.TemporaryDirectory() as folder:
            with LoginServer(UsersFile(folder, ANN)) as server:
                def try_from(source, password):
                    client = server.connect(source=source)
                    begin = time.monotonic()
                    status = client.ask(auth("ann", password)).status
                    client.close()
                    return status, time.monotonic() - begin

                for number in range(11):
                    self.assertEqual(try_from("127.0.0.2", f"guess{number}")[0], DENIED)
                took = [try_from("127.0.0.2", "guess")[1] for _ in range(3)]
                self.assertGreater(took[0], 0.1)
                self.assertGreater(took[1], 0.2)
                self.assertGreater(took[2], 0.4)
                # Neither others nor whoever was right a moment ago have to.
                status, elsewhere = try_from("127.0.0.3", "secret")
                self.assertEqual(status, OK)
                self.assertLess(elsewhere, took[2])
                status, again = try_from("127.0.0.2", "secret")
                self.assertEqual(status, OK)
                self.assertLess(again, 0.8)

    def test_who_does_not_log_in_is_closed(self):
        with tempfile.TemporaryDirectory() as folder:
            with LoginServer(UsersFile(folder, ANN), "-vv") as server:
                known = server.logged_in("ann", "secret")
                begin = time.monotonic()
                stranger, talker = server.connect(), server.connect()
                while time.monotonic() - begin < PATIENCE_S:
                    try:
                        if talker.ask(request(VERSION)) is None:
                            break
                    except OSError:
                        break
                    time.sleep(0.05)
                self.assertEqual(stranger.receive(1), b"")
                self.assertGreater(time.monotonic() - begin, 5)
                self.assertLess(time.monotonic() - begin, 30)
                server.wait_for(lambda: server.log_bytes().count(b"nobody has logged in") == 2)
                self.assertEqual(known.ask(request(NOOP)).status, OK)
            with LoginServer(UsersFile(folder, ANN), "--login-timeout", "0") as server:
                stranger = server.connect()
                time.sleep(7)
                self.assertEqual(stranger.ask(request(VERSION)).status, OK)


class Reloads(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.users = UsersFile(self.folder.name, ANN + READER)

    def reload(self, server, text, told, mode=0o600):
        before = server.log_bytes().count(told)
        self.users.write(text, mode)
        server.signal(signal.SIGHUP)
        server.wait_for(lambda: server.log_bytes().count(told) > before)

    def test_a_hangup_reads_the_users_again(self):
        with LoginServer(self.users, "-v") as server:
            ann, reader = (server.logged_in(name, "secret") for name in ("ann", "reader"))
            self.reload(server, user_line("ann", "new") + READER.replace(":r:", ":rw:"),
                        b"the users have been read again: 2 users")
            self.assertEqual(ann.ask(request(NOOP)).status, DENIED)  # another password: revoked
            self.assertIsNone(ann.answer())
            self.assertEqual(reader.ask(store_request(b"k", b"v")).status, OK)
            self.assertEqual(server.connect().ask(auth("ann", "secret")).status, DENIED)
            server.logged_in("ann", "new")
            self.reload(server, READER, b"read again: 1 user\n")
            self.assertEqual(server.connect().ask(auth("ann", "new")).status, DENIED)

    def test_a_broken_file_changes_nothing_and_says_why(self):
        with LoginServer(self.users) as server:
            client = server.logged_in("ann", "secret")
            for text, mode, told in (("ann:$1$x\n", 0o600, b"line 1: a hash of an unknown kind"),
                                     ("", 0o600, b"there is no user in it"),
                                     (ANN, 0o644, b"others may use it")):
                self.reload(server, text, b"the users stay as they were: ", mode)
                server.wait_for(lambda said=told: said in server.log_bytes())
                self.assertEqual(client.ask(request(NOOP)).status, OK)
                server.logged_in("reader", "secret")

    def test_the_users_may_change_under_a_flood_of_logins(self):
        new = user_line("ann", "new")
        with LoginServer(self.users, "-t", "2") as server:
            reader = server.logged_in("reader", "secret")
            flood = [LoginFlood(server.port, lane) for lane in range(4)]
            for turn in range(30):
                self.users.write((ANN, new, "broken\n")[turn % 3] + READER)
                server.signal(signal.SIGHUP)
                self.assertIn(reader.ask(request(GET, b"k")).status, (OK, MISSING))
                time.sleep(0.05)
            for lane in flood:
                lane.end()
            server.wait_for(lambda: b"users stay as they were" in server.log_bytes())
            for status in (OK, DENIED):
                self.assertGreater(sum(lane.statuses.count(status) for lane in flood), 0)

    def test_failures_are_logged_and_counted(self):
        with LoginServer(self.users) as server:
            client = server.connect()
            self.assertEqual(client.ask(auth("ann", "hunter2")).status, DENIED)
            self.assertEqual(client.ask(auth("hunter3", "secret")).status, DENIED)
            self.assertEqual(client.ask(auth("ann", "secret")).status, OK)
            statistics = client.statistics()
            self.assertEqual((statistics["auth_cmds"], statistics["auth_errors"]), ("3", "2"))
            server.wait_for(lambda: b"no such user" in server.log_bytes())
            log = server.log_bytes().decode()
            port = client.socket.getsockname()[1]
            self.assertRegex(log, rf"login failed: 127\.0\.0\.1:{port}, user ann\n")
            self.assertRegex(log, rf"login failed: 127\.0\.0\.1:{port}, no such user\n")
            self.assertNotIn("hunter", log)

    def test_plain_passwords_are_taken_with_a_warning(self):
        self.users.write("ann:se:cret\r\nbob:x")
        with LoginServer(self.users) as server:
            self.assertIn(b"2 passwords can be read in it", server.log_bytes())
            server.logged_in("ann", "se:cret")
            server.logged_in("bob", "x").statistics(b"settings")


class Refusals(unittest.TestCase):
    def test_what_cannot_work_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            users = UsersFile(folder, ANN)
            path = str(users.path)
            rows = {
                ("-S",): r"-S needs to know the users: add --auth-file",
                ("-Y", path, "-B", "auto"): r"-B auto and logins exclude each other",
                ("-Y", path, "--insecure-no-auth"): r"--insecure-no-auth and --auth-file exclude",
                ("-Y", path, "-l", "0.0.0.0", "-p", "0"): r"passwords would cross the network in "
                                                          r"plain.*--allow-plaintext-auth",
                ("-Y", "/nonexistent", "-p", "0"): r"/nonexistent: No such file.*see -u",
                ("-Y", folder, "-p", "0"): r"not a regular file",
            }
            for options, pattern in rows.items():
                with self.subTest(options):
                    code, text = run_serve(*options)
                    self.assertEqual(code, 2, text)
                    self.assertRegex(text, r"\Amcbin: .*" + pattern)
            users.write(ANN, 0o644)
            code, text = run_serve("-Y", path, "-p", "0")
            self.assertEqual((code, "others may use it" in text), (2, True), text)

    def test_other_machines_are_served_when_that_is_meant(self):
        with tempfile.TemporaryDirectory() as folder:
            users = UsersFile(folder, ANN)
            with LoginServer(users, "-l", "0.0.0.0", "--allow-plaintext-auth") as server:
                server.logged_in("ann", "secret")

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_the_file_is_read_by_the_user_that_the_server_becomes(self):
        with tempfile.TemporaryDirectory() as folder:
            users = UsersFile(folder, ANN)
            os.chmod(folder, 0o755)
            code, text = run_serve("-Y", str(users.path), "-p", "0", "-u", "nobody")
            self.assertEqual((code, "Permission denied (it is read by" in text), (2, True), text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
