#!/usr/bin/python3
# A full cache takes what -m says and a stated constant, whatever was stored before: small values,
# large ones, a mixture, the same keys again with other sizes, and values above any common size.
import pathlib
import random
import resource
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import NOOP, OK, SETQ, LiveServer, request, store_request  # noqa: E402
from live_server import PROGRAM  # noqa: E402

MEBIBYTE = 1 << 20
MEMORY_MIB = 64
CONSTANT_MIB = 16  # the program itself, its threads and their buffers
SHARE_MAX = 1.05
BATCH_BYTES = 1 << 20

SANITIZED = any(mark in pathlib.Path(PROGRAM).read_bytes()
                for mark in (b"__asan_init", b"__tsan_init"))
# How much is stored in each phase, in parts of -m.
TIMES_FULL = 0.3 if SANITIZED else 1.5


def resident_bytes(server):
    fields = pathlib.Path(f"/proc/{server.process.pid}/statm").read_text().split()
    return int(fields[1]) * resource.getpagesize()


def store_much(client, name, sizes, chance, keys_max=10 ** 9):
    """Stores values of random `sizes` until they would have filled the cache TIMES_FULL."""
    left = int(TIMES_FULL * MEMORY_MIB * MEBIBYTE)
    number = 0
    while left > 0:
        frames, size = [], 0
        while size < BATCH_BYTES:
            value = bytes(chance.choice(sizes))
            key = b"%s-%d" % (name, number % keys_max)
            frames.append(store_request(key, value, SETQ))
            size += len(value) + 60
            number += 1
        frames.append(request(NOOP))
        answer = client.ask(b"".join(frames))
        assert (answer.opcode, answer.status) == (NOOP, OK), "a quiet set failed"
        left -= size


class Memory(unittest.TestCase):
    def test_a_full_cache_takes_what_it_was_given(self):
        phases = {
            b"small": [100], b"medium": [1000], b"mixed": [10, 100, 1000, 5000],
            b"large": [100_000, 400_000], b"again": [200, 3000, 20_000],
        }
        chance = random.Random(1)
        bound = int((MEMORY_MIB * SHARE_MAX + CONSTANT_MIB) * MEBIBYTE)
        with LiveServer("-t", "2", "-m", str(MEMORY_MIB)) as server:
            client = server.connect()
            for name, sizes in phases.items():
                store_much(client, name, sizes, chance,
                           5000 if name == b"again" else 10 ** 9)
                seen = resident_bytes(server)
                print(f"after {name.decode()}: {seen / MEBIBYTE:.1f} MiB of at most "
                      f"{bound / MEBIBYTE:.1f}")
                if not SANITIZED:
                    self.assertLessEqual(seen, bound)
            self.assertGreater(int(client.statistics()["evictions"]), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
