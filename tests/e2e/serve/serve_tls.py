#!/usr/bin/python3
# `mcbin serve -Z` from outside: versions, certificates of clients and the users they name, reloads,
# deadlines, addresses without TLS; through Python's ssl and `openssl s_client`.
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (GET, NOOP, OK, Client, LiveServer, request, run_serve,  # noqa: E402
                         store_request)
from login_words import DENIED, UsersFile, auth, user_line  # noqa: E402
from tls_files import Authority  # noqa: E402

NOOP_BYTES = request(NOOP)


class TlsClient(Client):
    """A connection over TLS; `certificate` is (file, key) of its own."""

    def __init__(self, port, authority, certificate=None, version=None):
        context = ssl.create_default_context(cafile=str(authority.certificate))
        if certificate:
            context.load_cert_chain(*certificate)
        if version:
            context.minimum_version = context.maximum_version = version
        super().__init__(("127.0.0.1", port))
        try:
            self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        except OSError:
            self.socket.close()
            raise


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.authority = Authority(cls.folder.name)
        cls.certificate = cls.authority.sign("server")
        cls.ann = cls.authority.sign("ann")
        cls.words = ("--tls-cert", cls.certificate[0], "--tls-key", cls.certificate[1])

    def client(self, server, **words):
        client = TlsClient(server.port, self.authority, **words)
        server.clients.append(client)
        return client

    def test_both_versions_are_spoken(self):
        with LiveServer("-Z", *self.words) as server:
            for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
                client = self.client(server, version=version)
                self.assertEqual(client.ask(store_request(b"k", b"v")).status, OK)
                self.assertEqual(client.ask(request(GET, b"k")).value, b"v")

    def test_the_oldest_version_can_be_raised(self):
        with LiveServer(*self.words, "--tls-min-version", "1.3") as server:
            with self.assertRaises(ssl.SSLError):
                self.client(server, version=ssl.TLSVersion.TLSv1_2)
            self.assertEqual(self.client(server).ask(NOOP_BYTES).status, OK)

    def test_large_values_and_pipelines_go_both_ways(self):
        with LiveServer("-Z", *self.words, "-t", "1") as server:
            client = self.client(server)
            value = bytes(range(256)) * 4000  # one mebibyte, nearly
            self.assertEqual(client.ask(store_request(b"large", value)).status, OK)
            for _ in range(3):
                client.send(request(GET, b"large") * 8 + NOOP_BYTES)
                for _ in range(8):
                    self.assertEqual(client.answer().value, value)
                self.assertEqual(client.answer().status, OK)
            client.send(NOOP_BYTES * 20_000)
            for _ in range(20_000):
                self.assertEqual(client.answer().status, OK)
            for byte in NOOP_BYTES:
                client.send(bytes([byte]))
            self.assertEqual(client.answer().status, OK)

    def test_a_peer_that_does_not_read_is_waited_for(self):
        with LiveServer("-Z", *self.words, "-t", "1") as server:
            slow, other = self.client(server), self.client(server)
            value = b"x" * 1_000_000
            self.assertEqual(slow.ask(store_request(b"large", value)).status, OK)
            slow.send(request(GET, b"large") * 50)
            for _ in range(100):
                self.assertEqual(other.ask(NOOP_BYTES).status, OK)
            for _ in range(50):
                self.assertEqual(slow.answer().value, value)

    def test_who_does_not_speak_tls_is_closed(self):
        with LiveServer("-Z", *self.words, "-vv") as server:
            plain = server.connect()
            plain.send(NOOP_BYTES)
            try:
                self.assertNotIn(b"\x81", plain.receive(1000))
            except ConnectionResetError:
                pass
            server.wait_for(lambda: b"ended: the TLS handshake failed" in server.log_bytes())
            self.assertEqual(self.client(server).ask(NOOP_BYTES).status, OK)

    def test_an_address_may_stay_as_it_is(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with LiveServer("-Z", *self.words, "-l",
                        f"127.0.0.1,notls:127.0.0.1:{port}") as server:
            self.assertEqual(self.client(server).ask(NOOP_BYTES).status, OK)
            plain = Client(("127.0.0.1", port))
            server.clients.append(plain)
            self.assertEqual(plain.ask(NOOP_BYTES).status, OK)

    def test_a_handshake_has_a_deadline(self):
        with LiveServer("-Z", *self.words, "-vv") as server:
            begin = time.monotonic()
            silent = server.connect()
            self.assertEqual(silent.receive(1), b"")
            self.assertLess(time.monotonic() - begin, 30)
            self.assertGreater(time.monotonic() - begin, 9)
            server.wait_for(lambda: b"the TLS handshake took too long" in server.log_bytes())

    def test_a_certificate_can_be_required(self):
        with LiveServer("-Z", *self.words, "--tls-ca", str(self.authority.certificate),
                        "--tls-verify", "required") as server:
            self.assertEqual(self.client(server, certificate=self.ann).ask(NOOP_BYTES).status, OK)
            with tempfile.TemporaryDirectory() as folder:
                stranger = Authority(folder, "stranger").sign("ann")
                for certificate in (None, stranger):
                    with self.assertRaises(OSError):
                        client = self.client(server, certificate=certificate)
                        client.send(NOOP_BYTES)
                        if client.answer() is None:
                            raise ConnectionError("closed")

    def test_a_certificate_names_a_user(self):
        with tempfile.TemporaryDirectory() as folder:
            users = UsersFile(folder, user_line("ann", "secret", rights="r", keys="a*"))
            eve = self.authority.sign("eve")
            two = self.authority.sign("two", subject="/CN=eve/CN=ann")
            with LiveServer("-Z", *self.words, "--tls-ca", str(self.authority.certificate),
                            "--tls-verify", "asked", "--auth-file", str(users.path)) as server:
                ann = self.client(server, certificate=self.ann)
                self.assertEqual(ann.ask(request(GET, b"a")).status, 1)
                self.assertEqual(ann.ask(request(GET, b"b")).status, DENIED)
                self.assertEqual(ann.ask(store_request(b"a", b"v")).status, DENIED)
                for certificate in (None, eve, two):
                    client = self.client(server, certificate=certificate)
                    self.assertEqual(client.ask(request(GET, b"a")).status, DENIED)
                    self.assertIsNone(client.answer())
                    client = self.client(server, certificate=certificate)
                    self.assertEqual(client.ask(auth("ann", "secret")).status, OK)
                    self.assertEqual(client.ask(request(GET, b"a")).status, 1)

    def test_other_machines_may_log_in_over_tls(self):
        with tempfile.TemporaryDirectory() as folder:
            users = UsersFile(folder, user_line("ann", "secret"))
            with LiveServer(*self.words, "--auth-file", str(users.path), "-l",
                            "0.0.0.0") as server:
                self.assertEqual(self.client(server).ask(auth("ann", "secret")).status, OK)
            code, text = run_serve(*self.words, "--auth-file", str(users.path), "-l",
                                   "notls:0.0.0.0", "-p", "0")
            self.assertEqual((code, "--allow-plaintext-auth" in text), (2, True), text)

    def test_a_hangup_reads_the_certificate_again(self):
        with tempfile.TemporaryDirectory() as folder:
            both = pathlib.Path(folder, "both.pem")

            def write(pair):
                both.write_text("".join(pathlib.Path(name).read_text() for name in pair))

            write(self.certificate)
            with LiveServer("--tls-cert", str(both), "-v") as server:
                old = self.client(server)
                first = old.socket.getpeercert()["serialNumber"]
                write(self.authority.sign("server2"))
                server.signal(signal.SIGHUP)
                server.wait_for(lambda: b"certificate has been read again" in server.log_bytes())
                self.assertNotEqual(self.client(server).socket.getpeercert()["serialNumber"], first)
                both.write_text("broken")
                server.signal(signal.SIGHUP)
                server.wait_for(lambda: b"the certificate stays as it was: " in server.log_bytes())
                self.assertEqual(self.client(server).ask(NOOP_BYTES).status, OK)
                self.assertEqual(old.ask(NOOP_BYTES).status, OK)

    def test_the_certificate_may_change_under_a_flood_of_handshakes(self):
        with LiveServer(*self.words, "-t", "2") as server:
            ending = threading.Event()
            handshakes = []

            def shake():
                while not ending.is_set():
                    client = TlsClient(server.port, self.authority)
                    handshakes.append(client.ask(NOOP_BYTES).status)
                    client.close()

            threads = [threading.Thread(target=shake) for _ in range(3)]
            for thread in threads:
                thread.start()
            for _ in range(20):
                server.signal(signal.SIGHUP)
                time.sleep(0.05)
            ending.set()
            for thread in threads:
                thread.join()
            self.assertEqual(set(handshakes), {OK})

    def test_openssl_s_client(self):
        with LiveServer("-Z", *self.words) as server:
            done = subprocess.run(
                ["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-CAfile",
                 str(self.authority.certificate), "-verify_return_error", "-quiet", "-ign_eof"],
                input=NOOP_BYTES + request(0x07), capture_output=True, timeout=60, check=False)
            self.assertEqual(done.stdout[:24], b"\x81" + NOOP_BYTES[1:], done)
            self.assertEqual(done.stdout[24:26], b"\x81\x07", done)


class Refusals(unittest.TestCase):
    def test_what_cannot_work_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            authority = Authority(folder)
            certificate, key = authority.sign("server")
            other_key = authority.sign("other")[1]
            rows = {
                ("-Z",): r"-Z needs the server's certificate: add --tls-cert",
                ("--tls-key", key): r"options of TLS without a certificate",
                ("--tls-cert", certificate, "--tls-verify", "asked"): r"add --tls-ca FILE",
                ("--tls-cert", "/nonexistent", "-p", "0"):
                    r"certificate '/nonexistent' cannot be used: .*[Nn]o such file",
                ("--tls-cert", certificate, "-p", "0"): r"the key '.*' cannot be used",
                ("--tls-cert", certificate, "--tls-key", other_key, "-p", "0"):
                    r"the key '.*other.*' cannot be used: .*mismatch",
                ("--tls-min-version", "1.1"): r"'1\.1' is none of: 1\.2, 1\.3",
            }
            for options, pattern in rows.items():
                with self.subTest(options):
                    code, text = run_serve(*options)
                    self.assertEqual(code, 2, text)
                    self.assertRegex(text, r"\Amcbin: .*" + pattern)


if __name__ == "__main__":
    unittest.main(verbosity=2)
