#!/usr/bin/python3
# The read-only text commands of `mcbin serve -B auto`, as monitors send and read them:
# memcached_exporter, Munin, telegraf, nc. And what a text client is told without -B auto.
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import GET, OK, LiveServer, request, store_request  # noqa: E402


class TextClient:
    """Sends lines and reads answers as the monitors do."""

    def __init__(self, server):
        self.socket = server.connect().socket
        self.stream = self.socket.makefile("rb")

    def send(self, text):
        self.socket.sendall(text)

    def lines(self, last=(b"END\r\n", b"RESET\r\n")):
        """The lines of one answer, without its last."""
        found = []
        while True:
            line = self.stream.readline()
            if line in last or not line:
                return found
            found.append(line.decode())

    def statistics(self, command):
        """As gomemcache reads them: "STAT NAME VALUE", three words or, in settings, four."""
        self.send(command)
        found = {}
        for line in self.lines():
            words = line.removesuffix("\r\n").split(" ")
            assert words[0] == "STAT" and len(words) in (3, 4), line
            found[words[1]] = words[2]
        return found


class Monitors(unittest.TestCase):
    def setUp(self):
        self.server = LiveServer("-B", "auto")
        client = self.server.connect()
        self.assertEqual(client.ask(store_request(b"k", b"v")).status, OK)
        client.ask(request(GET, b"k"))
        client.ask(request(GET, b"missing"))
        client.close()

    def tearDown(self):
        self.server.__exit__(None)

    def test_memcached_exporter_finds_what_it_parses(self):
        client = TextClient(self.server)
        general = client.statistics(b"stats\r\n")
        slabs = client.statistics(b"stats slabs\r\n")
        items = client.statistics(b"stats items\r\n")
        settings = client.statistics(b"stats settings\r\n")
        for name in ("uptime", "time", "bytes", "limit_maxbytes", "curr_items", "total_items",
                     "bytes_read", "bytes_written", "curr_connections", "total_connections",
                     "rejected_connections", "conn_yields", "listen_disabled_num", "evictions",
                     "reclaimed", "store_too_large", "store_no_memory", "crawler_reclaimed",
                     "accepting_conns", "cas_badval", "cmd_flush", "cmd_set", "get_hits",
                     "get_misses", "delete_hits", "delete_misses", "incr_hits", "incr_misses",
                     "decr_hits", "decr_misses", "cas_hits", "cas_misses", "touch_hits",
                     "touch_misses"):
            self.assertRegex(general[name], r"\A\d+\Z", name)
        for name in ("rusage_user", "rusage_system"):
            self.assertRegex(general[name], r"\A\d+\.\d{6}\Z")
        self.assertRegex(general["version"], r"\A\d+\.\d+\.\d+\Z")
        self.assertEqual((general["get_hits"], general["get_misses"]), ("1", "1"))
        # Classes of items and slabs are numbered; every value is a number.
        for name, number in items.items():
            self.assertRegex(name, r"\Aitems:\d+:\w+\Z")
            self.assertRegex(number, r"\A\d+\Z")
        self.assertIn("items:1:number", items)
        for name, number in slabs.items():
            self.assertRegex(name, r"\A(\d+:)?\w+\Z")
            self.assertRegex(number, r"\A\d+\Z")
        self.assertEqual(settings["maxconns"], "1024")

    def test_munin_asks_settings_and_stats_and_quits(self):
        client = TextClient(self.server)
        client.send(b"stats\nstats settings\nstats items\nquit\n")
        first, second, third = client.lines(), client.lines(), client.lines()
        self.assertTrue(any(line.startswith("STAT bytes ") for line in first))
        self.assertTrue(any(line.startswith("STAT maxbytes ") for line in second))
        self.assertTrue(any(line.startswith("STAT items:1:number 1") for line in third))
        self.assertEqual(client.stream.read(), b"")

    def test_telegraf_reads_up_to_the_end_and_converts_numbers(self):
        client = TextClient(self.server)
        found = client.statistics(b"stats\r\n")
        for name in ("accepting_conns", "auth_cmds", "auth_errors", "bytes", "bytes_read",
                     "bytes_written", "cas_badval", "cmd_touch", "conn_yields",
                     "connection_structures", "curr_connections", "evicted_unfetched",
                     "expired_unfetched", "hash_bytes", "max_connections", "pointer_size",
                     "threads"):
            int(found[name])
        self.assertEqual(client.statistics(b"stats reset\r\n"), {})
        self.assertEqual(client.statistics(b"stats\r\n")["get_hits"], "0")

    def test_a_person_with_nc_gets_the_other_answers(self):
        client = TextClient(self.server)
        client.send(b"version\r\n")
        self.assertRegex(client.stream.readline(), rb"\AVERSION \d+\.\d+\.\d+\r\n\Z")
        client.send(b"verbosity 1\r\n")
        self.assertEqual(client.stream.readline(), b"OK\r\n")
        conns = client.statistics(b"stats conns\r\n")
        self.assertIn("tcp:127.0.0.1:%d" % client.socket.getsockname()[1], conns.values())
        self.assertEqual(client.statistics(b"stats ops\r\n")["GET:ok"], "1")
        self.assertIn("GET:p99_us", client.statistics(b"stats latency\r\n"))
        self.assertTrue(client.statistics(b"stats sizes\r\n"))

    def test_what_would_change_or_show_data_is_refused(self):
        for line in (b"set k 0 0 1\r\nx\r\n", b"get k\r\n", b"delete k\r\n", b"flush_all\r\n",
                     b"stats detail dump\r\n", b"stats large\r\n", b"lru_crawler metadump all\r\n",
                     b"shutdown\r\n", b"mg k v\r\n"):
            with self.subTest(line):
                client = TextClient(self.server)
                client.send(line)
                answer = client.stream.read()
                self.assertRegex(answer, rb"\AERROR [^\r\n]*\r\n\Z")
        self.assertEqual(self.server.connect().ask(request(GET, b"k")).value, b"v")


class BinaryOnly(unittest.TestCase):
    def test_a_text_client_gets_one_clear_line(self):
        with LiveServer() as server:
            for line in (b"stats\r\n", b"get k\r\n", b"GET / HTTP/1.1\r\n\r\n", b"version\r\n"):
                client = TextClient(server)
                client.send(line)
                self.assertEqual(client.stream.read(),
                                 b"ERROR this is a memcache binary protocol server; with -B auto "
                                 b"it also answers stats, version and quit as text\r\n")


class Connections(unittest.TestCase):
    def test_the_binary_protocol_shows_each_connection(self):
        with LiveServer("-t", "1") as server:
            idle, half, asking = (server.connect() for _ in range(3))
            for client in (idle, half):
                client.ask(request(GET, b"k"))
            half.send(request(GET, b"k")[:30 - 7])
            server.wait_for(lambda: "conn_nread" in asking.statistics(b"conns").values())
            shown = asking.statistics(b"conns")
            by_address = {value: name.split(":")[0] for name, value in shown.items()
                          if name.endswith(":addr")}
            states = {}
            for name, client in (("idle", idle), ("half", half), ("asking", asking)):
                number = by_address["tcp:127.0.0.1:%d" % client.socket.getsockname()[1]]
                states[name] = shown[number + ":state"]
                self.assertEqual(shown[number + ":worker"], "0")
                self.assertTrue(re.fullmatch(r"\d+", shown[number + ":secs_since_last_cmd"]))
            self.assertEqual((states["idle"], states["half"]), ("conn_waiting", "conn_nread"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
