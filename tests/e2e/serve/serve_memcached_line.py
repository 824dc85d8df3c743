#!/usr/bin/python3
# A command line of memcached starts `mcbin serve`: each letter has its meaning, is accepted with a
# note, or is refused with a hint.
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import NOOP, OK, PROGRAM, LiveServer, request, run_serve  # noqa: E402


class CommandLines(unittest.TestCase):
    def test_a_line_with_all_letters_starts(self):
        with tempfile.TemporaryDirectory() as folder:
            pid_file = os.path.join(folder, "pid")
            with LiveServer("-U", "0", "-l", "127.0.0.1", "-m", "64", "-M", "-c", "512", "-k", "-v",
                            "-P", pid_file, "-f", "1.05", "-n", "96", "-L", "-D", ":", "-t", "2",
                            "-R", "40", "-C", "-b", "512", "-B", "auto", "-I", "2m", "-F", "-X",
                            "-W", "-A", "-r", "-N", "2", "-a", "0700", "-o",
                            "modern,maxconns_fast,hashpower=20,idle_timeout=90,slab_automove=1,"
                            "lru_crawler,no_lru_maintainer", "-o", "worker_logbuf_size=512"
                            ) as server:
                client = server.connect()
                self.assertEqual(client.ask(request(NOOP)).status, OK)
                settings = client.statistics(b"settings")
                expected = {"maxbytes": str(64 << 20), "maxconns": "512", "evictions": "off",
                            "num_threads": "2", "reqs_per_event": "40", "cas_enabled": "no",
                            "tcp_backlog": "512", "binding_protocol": "auto-negotiate",
                            "item_size_max": str(2 << 20), "flush_enabled": "no",
                            "dump_enabled": "no", "detail_enabled": "yes", "stat_key_prefix": ":",
                            "idle_timeout": "90"}
                self.assertEqual({name: settings[name] for name in expected}, expected)
                notes = re.findall(r"^mcbin: (-.*?) changes nothing: ", server.log_bytes().decode(),
                                   re.M)
                self.assertEqual(sorted(notes),
                                 ["-A", "-L", "-N", "-W", "-f", "-n", "-o hashpower",
                                  "-o no_lru_maintainer", "-o slab_automove",
                                  "-o worker_logbuf_size"])

    def test_long_names_of_memcached_are_known(self):
        with LiveServer("--udp-port=0", "--slab-growth-factor=1.25", "--slab-min-size=48",
                        "--enable-largepages", "--enable-coredumps", "--disable-watch",
                        "--disable-dumping", "--enable-shutdown", "--napi_ids=1",
                        "--extended=no_modern", "--lock-memory") as server:
            self.assertEqual(server.connect().ask(request(NOOP)).status, OK)

    def test_what_somebody_relies_on_is_refused_with_a_hint(self):
        rows = {
            ("-U", "11211"): r"--udp-port: UDP is not served.*leave -U out or say 0",
            ("-e", "/tmp/memory"): r"--memory-file: memory is not kept in a file; leave it out",
            ("-o", "ext_path=/tmp/x:1G"): r"--extended: ext_path is not offered: nothing is kept",
            ("-o", "idle_timout=9"): r"memcached has no option 'idle_timout' \(did you mean "
                                     r"idle_timeout\?\)",
            ("-o", "idle_timeout=x"): r"--extended: 'x' is not a duration",
            ("-D", "::"): r"--prefix-delimiter '::': it is one letter",
            ("-B", "ascii"): r"'ascii' is none of: binary, auto",
        }
        for options, pattern in rows.items():
            with self.subTest(options):
                code, text = run_serve("-p", "0", *options)
                self.assertEqual(code, 2)
                self.assertRegex(text, pattern)
                self.assertEqual(text.count("\n"), 1)

    def test_every_option_of_memcached_is_known(self):
        """As `memcached -h` lists them; what needs more than mcbin has is not silently dropped."""
        listed = subprocess.run(["memcached", "-h"], capture_output=True, text=True,
                                check=True).stdout
        letters = set(re.findall(r"^-(\w)[, ]", listed, re.M))
        self.assertGreater(len(letters), 30)
        help_text = subprocess.run([PROGRAM, "serve", "--help"], capture_output=True, text=True,
                                   check=True).stdout
        known = set(re.findall(r"^  -(\w)[, ]", help_text, re.M))
        # -i prints memcached's licence; the others belong to logins and TLS.
        self.assertEqual(letters - known - {"i", "S", "Y", "Z"}, set())

    def test_prefixes_are_counted_by_the_delimiter(self):
        with LiveServer("-D", "/") as server:
            client = server.connect()
            client.ask(request(0, b"users/1"))
            client.send(request(0x10, b"detail dump"))
            self.assertIn(b"PREFIX users get 1 hit 0", client.answer().value)


if __name__ == "__main__":
    unittest.main(verbosity=2)
