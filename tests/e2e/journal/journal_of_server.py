#!/usr/bin/python3
# `mcbin journal` on what a server has written: whole, with the end of a crash, damaged.
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (DELETE, FLUSH, PROGRAM, SET, LiveServer, request)  # noqa: E402


def journal(*arguments):
    """The exit code, the objects on standard output and the text on standard error."""
    done = subprocess.run([PROGRAM, "journal", *arguments], capture_output=True, check=False)
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, objects, done.stderr.decode()


class Journal(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="mcbin-journal-")
        self.addCleanup(self.folder.cleanup)
        with LiveServer("--data-dir", self.folder.name, "--durability", "always") as server:
            client = server.connect()
            client.ask(request(SET, b"key", b"value", extras=struct.pack(">II", 7, 0)))
            client.ask(request(SET, b"\xff", b"\xfe", extras=struct.pack(">II", 0, 2_000_000_000)))
            client.ask(request(DELETE, b"key"))
            client.ask(request(FLUSH))
        self.log = next(pathlib.Path(self.folder.name).glob("log-*"))

    def test_what_is_whole(self):
        code, objects, said = journal("check", self.folder.name)
        self.assertEqual((code, said), (0, ""))
        expected = {"whole": True, "snapshot_items": 0, "snapshot_files": 0, "log_changes": 4,
                    "log_files": 1, "last_sequence": 4, "log_bytes": self.log.stat().st_size,
                    "directory": self.folder.name}
        self.assertEqual(objects, [expected])

    def test_the_changes_in_order(self):
        code, objects, said = journal("dump", self.folder.name, "-v")
        self.assertEqual((code, said), (0, ""))
        self.assertTrue(all(one["from"] == "log" for one in objects))
        self.assertEqual([one["sequence"] for one in objects], [1, 2, 3, 4])
        self.assertEqual([one["change"] for one in objects],
                         ["stored", "stored", "removed", "flushed"])
        self.assertEqual((objects[0]["key"], objects[0]["value"], objects[0]["flags"],
                          objects[0]["size"]), ("key", "value", 7, 5))
        self.assertNotIn("expires_ms", objects[0])
        self.assertEqual((objects[1]["key_b64"], objects[1]["value_b64"]), ("/w==", "/g=="))
        self.assertAlmostEqual(objects[1]["expires_ms"], 2_000_000_000_000,
                               delta=66)  # far moments are kept in steps of 64 ms
        _, without, _ = journal("dump", self.folder.name)
        self.assertNotIn("value", without[0])

    def test_the_end_of_a_crash_is_no_damage(self):
        size = self.log.stat().st_size
        self.log.write_bytes(self.log.read_bytes()[:-5])
        code, objects, _ = journal("check", self.folder.name)
        self.assertEqual(code, 0)
        self.assertTrue(objects[0]["whole"])
        self.assertEqual(objects[0]["log_changes"], 3)
        self.assertEqual(objects[0]["cut_file"], self.log.name)
        self.assertEqual(self.log.stat().st_size, size - 5)  # nothing is changed

    def test_damage_is_told(self):
        content = bytearray(self.log.read_bytes())
        content[content.index(b"keyvalue")] ^= 1
        self.log.write_bytes(content)
        code, objects, said = journal("check", self.folder.name)
        self.assertEqual(code, 1)
        self.assertFalse(objects[0]["whole"])
        self.assertEqual(len(objects[0]["damages"]), 1)
        self.assertIn(f"{self.log.name} is damaged at byte", said)
        code, objects, _ = journal("dump", self.folder.name)
        self.assertEqual((code, len(objects)), (1, 3))


if __name__ == "__main__":
    unittest.main()
