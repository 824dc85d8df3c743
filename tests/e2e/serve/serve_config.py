#!/usr/bin/python3
# Where the settings of `mcbin serve` come from: command line, environment, file, defaults.
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import PROGRAM, LiveServer  # noqa: E402


def print_config(*options, **variables):
    """(exit code, the settings as {name: (value, origin)}, standard error)."""
    done = subprocess.run([PROGRAM, "serve", "--print-config", *options], capture_output=True,
                          text=True, env=dict(os.environ, **variables), check=False)
    settings = {}
    for line in done.stdout.splitlines()[1:]:
        setting, _, origin = line.removeprefix("# ").rpartition("#")
        name, _, value = setting.partition("=")
        settings[name.strip()] = (value.strip(), origin.strip())
    return done.returncode, settings, done.stderr


class Precedence(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "mcbin.toml")
        self.write('[serve]\nmemory-limit = "16m"\nthreads = 1\nconn-limit = 55\n'
                   'disable-cas = true\nlisten = ["127.0.0.1"]\n')

    def tearDown(self):
        self.folder.cleanup()

    def write(self, text):
        pathlib.Path(self.path).write_text(text)

    def test_each_setting_names_its_origin(self):
        code, settings, errors = print_config("--config", self.path, "-m", "32m",
                                              MCBIN_CONN_LIMIT="66")
        self.assertEqual((code, errors), (0, ""))
        expected = {
            "memory-limit": ('"32m"', "command line"),
            "conn-limit": ("66", "environment MCBIN_CONN_LIMIT"),
            "threads": ("1", f"file {self.path}"),
            "disable-cas": ("true", f"file {self.path}"),
            "disable-evictions": ("false", "default"),
            "max-item-size": ('"1m"', "default"),
            "port": ("11211", "default"),
            "unix-socket": ("", "default: not set"),
        }
        self.assertEqual({name: settings[name] for name in expected}, expected)

    def test_the_server_runs_with_what_is_printed(self):
        variables = dict(os.environ, MCBIN_CONN_LIMIT="66", MCBIN_MAX_ITEM_SIZE="512k")
        with LiveServer("--config", self.path, "-m", "32m", environment=variables) as server:
            settings = server.connect().statistics(b"settings")
            expected = {"maxbytes": str(32 << 20), "maxconns": "66", "num_threads": "1",
                        "item_size_max": str(512 << 10), "cas_enabled": "no",
                        "inter": "127.0.0.1", "evictions": "on"}
            self.assertEqual({name: settings[name] for name in expected}, expected)

    def test_the_environment_can_name_the_file(self):
        code, settings, _ = print_config(MCBIN_CONFIG=self.path)
        self.assertEqual(code, 0)
        self.assertEqual(settings["conn-limit"], ("55", f"file {self.path}"))

    def test_what_is_printed_can_be_read(self):
        done = subprocess.run([PROGRAM, "serve", "--print-config", "--config", self.path, "-vv"],
                              check=True, capture_output=True, text=True)
        self.write(done.stdout)
        code, settings, _ = print_config("--config", self.path)
        self.assertEqual(code, 0)
        self.assertEqual(settings["verbose"], ("2", f"file {self.path}"))
        self.assertEqual(settings["memory-limit"], ('"16m"', f"file {self.path}"))

    def test_mistakes_are_refused_with_a_suggestion(self):
        rows = {
            "[serve]\nmemroy-limit = 1\n":
                f"{self.path}: unknown setting 'memroy-limit' (did you mean memory-limit?)",
            "[servr]\nthreads = 1\n":
                f"{self.path}: there is no section [servr] (did you mean serve?)",
            "[serve]\nthreads = none\n": f"{self.path}: threads: 'none' is not a number",
            "[serve]\nthreads\n": f"{self.path}, line 2: write it as name = value",
        }
        for text, sentence in rows.items():
            with self.subTest(text):
                self.write(text)
                code, _, errors = print_config("--config", self.path)
                self.assertEqual(code, 2)
                self.assertTrue(errors.startswith(f"mcbin: {sentence}"), errors)
                self.assertEqual(errors.count("\n"), 1)

    def test_mistakes_in_the_environment_are_named(self):
        code, _, errors = print_config(MCBIN_THREADS="none")
        self.assertEqual(code, 2)
        self.assertIn("mcbin: MCBIN_THREADS: 'none' is not a number", errors)
        code, _, errors = print_config(MCBIN_MEMROY_LIMIT="1m")
        self.assertEqual(code, 0)
        self.assertEqual(errors, "mcbin: MCBIN_MEMROY_LIMIT is not used (did you mean "
                                 "MCBIN_MEMORY_LIMIT?)\n")

    def test_a_kubernetes_service_called_mcbin_is_no_trap(self):
        code, settings, errors = print_config(MCBIN_PORT="tcp://10.0.0.1:11211")
        self.assertEqual(code, 0)
        self.assertEqual(settings["port"], ("11211", "default"))
        self.assertIn("MCBIN_PORT=tcp://10.0.0.1:11211 is not used", errors)


if __name__ == "__main__":
    unittest.main(verbosity=2)
