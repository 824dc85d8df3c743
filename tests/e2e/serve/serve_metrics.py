#!/usr/bin/python3
# The metrics of `mcbin serve`, read by Prometheus's own parser, and the pages for probes.
import pathlib
import re
import signal
import socket
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from prometheus_client.parser import text_string_to_metric_families

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (DELETE, GET, GETQ, NOOP, OK, LiveServer, request,  # noqa: E402
                         run_serve, store_request)

MANUAL = pathlib.Path(__file__).parents[3] / "man" / "mcbin-serve.tail"


def documented_names():
    """The metrics that the manual page names."""
    return set(re.findall(r"^\.It Li (\w+)", MANUAL.read_text(), re.M))


class MeteredServer(LiveServer):
    def __init__(self, *options):
        super().__init__("--metrics-listen", "127.0.0.1:0", *options)
        self.metrics_port = int(re.search(rb"metrics on 127\.0\.0\.1:(\d+)", self.log_bytes())[1])

    def get(self, path):
        """(status, headers, body) of a page."""
        url = f"http://127.0.0.1:{self.metrics_port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=60) as page:
                return page.status, page.headers, page.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()

    def samples(self):
        """{(name, labels): value} of all samples; the text must parse."""
        status, headers, body = self.get("/metrics")
        assert status == 200, status
        assert headers["Content-Type"].startswith("text/plain; version=0.0.4"), headers
        found = {}
        for family in text_string_to_metric_families(body):
            assert family.documentation, family.name
            assert family.type in ("counter", "gauge", "histogram"), family
            for sample in family.samples:
                key = (sample.name, frozenset(sample.labels.items()))
                assert key not in found, key
                found[key] = sample.value
        return found


def value(samples, name, **labels):
    return samples[name, frozenset(labels.items())]


class Metrics(unittest.TestCase):
    def use(self, client):
        for key in (b"a", b"b"):
            self.assertEqual(client.ask(store_request(key, b"v")).status, OK)
        for key in (b"a", b"a", b"a", b"missing"):
            client.ask(request(GET, key))
        client.ask(request(GETQ, b"missing") + request(NOOP))
        client.ask(request(DELETE, b"b"))

    def test_the_numbers_are_those_of_the_server(self):
        with MeteredServer("-c", "99", "-m", "32m") as server:
            client = server.connect()
            self.use(client)
            samples = server.samples()
            statistics = client.statistics()
            command = "memcached_commands_total"
            expected = {
                (command, (("command", "get"), ("status", "hit"))): 3,
                (command, (("command", "get"), ("status", "miss"))): 2,
                (command, (("command", "set"), ("status", "hit"))): 2,
                (command, (("command", "delete"), ("status", "hit"))): 1,
                ("mcbin_requests_total", (("opcode", "GETQ"), ("status", "key_enoent"))): 1,
                ("mcbin_requests_total", (("opcode", "SET"), ("status", "ok"))): 2,
                ("mcbin_request_duration_seconds_count", (("opcode", "GET"),)): 4,
                ("mcbin_request_duration_seconds_bucket", (("le", "+Inf"), ("opcode", "GET"))): 4,
                ("memcached_current_items", ()): 1,
                ("memcached_items_total", ()): 2,
                ("memcached_current_connections", ()): 1,
                ("memcached_max_connections", ()): 99,
                ("memcached_limit_bytes", ()): 32 << 20,
                ("memcached_up", ()): 1,
                ("mcbin_ready", ()): 1,
                ("memcached_version", (("version", statistics["version"]),)): 1,
            }
            found = {(name, labels): samples[name, frozenset(labels)]
                     for name, labels in expected}
            self.assertEqual(found, expected)
            self.assertGreater(value(samples, "memcached_read_bytes_total"), 100)
            self.assertGreater(value(samples, "mcbin_request_duration_seconds_sum", opcode="GET"),
                               0)

    def test_the_buckets_of_the_histogram_add_up(self):
        with MeteredServer() as server:
            self.use(server.connect())
            counts = sorted((float(dict(labels)["le"]), count)
                            for (name, labels), count in server.samples().items()
                            if name == "mcbin_request_duration_seconds_bucket"
                            and dict(labels)["opcode"] == "GET")
            self.assertEqual([count for _, count in counts],
                             sorted(count for _, count in counts))
            self.assertEqual(counts[-1], (float("inf"), 4))
            self.assertLessEqual(counts[0][0], 2e-6)
            self.assertGreaterEqual(counts[-2][0], 8)

    def test_the_manual_names_every_metric_and_each_is_there(self):
        with tempfile.TemporaryDirectory(prefix="mcbin-data-") as data, \
                MeteredServer("--data-dir", data, "--durability", "always") as server:
            self.use(server.connect())
            self.assertTrue(server.samples())
            served = set(re.findall(r"^# TYPE (\w+) ", server.get("/metrics")[2], re.M))
        documented = documented_names()
        self.assertGreater(len(documented), 30)
        self.assertEqual(served, documented)


class Probes(unittest.TestCase):
    def test_a_server_is_healthy_and_ready(self):
        with MeteredServer() as server:
            self.assertEqual(server.get("/healthz")[::2], (200, "ok\n"))
            self.assertEqual(server.get("/readyz")[::2], (200, "ready\n"))
            status, _, body = server.get("/elsewhere")
            self.assertEqual(status, 404)
            self.assertIn("/metrics", body)

    def test_a_server_that_stops_is_healthy_and_not_ready(self):
        with MeteredServer("-I", "2m", "--shutdown-timeout", "1h") as server:
            client = server.connect()
            value_of_a_megabyte = b"m" * 1_000_000
            self.assertEqual(client.ask(store_request(b"k", value_of_a_megabyte)).status, OK)
            client.send(b"".join(request(GET, b"k") for _ in range(60)))
            client.socket.settimeout(60)
            self.assertEqual(client.socket.recv(1), b"\x81")
            server.signal(signal.SIGTERM)
            server.wait_for(lambda: server.get("/readyz")[0] == 503)
            self.assertEqual(server.get("/readyz")[2], "not ready\n")
            self.assertEqual(server.get("/healthz")[0], 200)
            self.assertEqual(value(server.samples(), "mcbin_ready"), 0)
            self.assertEqual(value(server.samples(), "memcached_accepting_connections"), 0)
            server.signal(signal.SIGTERM)
            self.assertEqual(server.exit_code(), 0)

    def test_a_stop_does_not_wait_for_the_metrics(self):
        with MeteredServer() as server:
            self.assertEqual(server.get("/healthz")[0], 200)
            begin = time.monotonic()
            server.signal(signal.SIGTERM)
            self.assertEqual(server.exit_code(), 0)
            self.assertLess(time.monotonic() - begin, 1)

    def test_peers_that_do_not_go_on_do_not_hide_the_health(self):
        with MeteredServer() as server:
            peers = [socket.create_connection(("127.0.0.1", server.metrics_port))
                     for _ in range(20)]
            for peer in peers:
                peer.sendall(b"GET /met")
            begin = time.monotonic()
            self.assertEqual(server.get("/healthz")[0], 200)
            self.assertLess(time.monotonic() - begin, 10)
            for peer in peers:
                peer.close()

    def test_addresses_that_cannot_work_are_refused(self):
        with MeteredServer() as server:
            place = f"127.0.0.1:{server.metrics_port}"
            code, text = run_serve("-p", "0", "--metrics-listen", place)
            self.assertEqual(code, 3)
            self.assertIn(f"metrics cannot be served on {place}; choose another address", text)
        for text, reason in (("name:1", "write it as IP:PORT"), ("127.0.0.1:x", "the port must"),
                             ("/tmp/x", "metrics are served over TCP")):
            code, sentence = run_serve("-p", "0", "--metrics-listen", text)
            self.assertEqual(code, 2)
            self.assertIn(f"--metrics-listen '{text}': {reason}", sentence)


if __name__ == "__main__":
    unittest.main(verbosity=2)
