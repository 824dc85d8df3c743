#!/usr/bin/python3
# A thousand connections at once, each with a random pipeline cut at random places, on two threads.
# Every answer is checked against a model: a connection has keys of its own, so what it must see is
# known. Meant to run against the sanitizer builds as well.
import pathlib
import random
import resource
import selectors
import socket
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from live_server import (ADD, DELETE, EXISTS, GET, GETQ, INCREMENT, MISSING, NOOP,  # noqa: E402
                         OK, SET, SETQ, LiveServer, request, store_request)

CONNECTIONS = 1000
REQUESTS = 60
TIME_LIMIT_S = 240


class Caller:
    """One connection: what it will send, and the answers (opcode, opaque, status, value) due."""

    def __init__(self, number, chance):
        self.chance = chance
        self.prefix = b"caller-%d-" % number
        self.items = {}
        self.due = []
        self.received = b""
        frames = [self.frame(opaque) for opaque in range(REQUESTS)]
        frames.append(request(NOOP, opaque=REQUESTS))
        self.due.append((NOOP, REQUESTS, OK, b""))
        self.unsent = b"".join(frames)
        self.next = 0

    def frame(self, opaque):
        """A random request; moves the model on by it."""
        key = self.prefix + b"%d" % self.chance.randrange(5)
        kind = self.chance.choice((GET, GETQ, SET, SETQ, ADD, DELETE, INCREMENT, NOOP))
        if kind in (SET, SETQ, ADD):
            return self.storing(kind, key, opaque)
        if kind == NOOP:
            self.due.append((NOOP, opaque, OK, b""))
            return request(NOOP, opaque=opaque)
        if kind == INCREMENT:
            return self.counting(key + b"n", opaque)
        value = self.items.get(key)
        if kind == DELETE:
            self.items.pop(key, None)
            self.due.append((kind, opaque, MISSING if value is None else OK, b""))
        elif value is not None:
            self.due.append((kind, opaque, OK, value))
        elif kind == GET:
            self.due.append((kind, opaque, MISSING, b""))
        return request(kind, key, opaque=opaque)

    def storing(self, kind, key, opaque):
        size = self.chance.choice((0, 1, 30, 500, 5000))
        value = self.chance.randbytes(size)
        refused = kind == ADD and key in self.items
        if not refused:
            self.items[key] = value
        if kind != SETQ:
            self.due.append((kind, opaque, EXISTS if refused else OK, b""))
        return store_request(key, value, kind, opaque)

    def counting(self, key, opaque):
        count = self.items.get(key)
        count = 7 if count is None else count + 3
        self.items[key] = count
        self.due.append((INCREMENT, opaque, OK, struct.pack(">Q", count)))
        return request(INCREMENT, key, extras=struct.pack(">QQI", 3, 7, 0), opaque=opaque)

    def send_some(self, connection):
        """@return whether all has been sent."""
        size = self.chance.randrange(1, 3000)
        sent = connection.send(self.unsent[:size])
        self.unsent = self.unsent[sent:]
        return not self.unsent

    def take(self, data):
        """Checks every answer that is whole. @return whether all have come."""
        self.received += data
        while len(self.received) >= 24:
            (magic, opcode, key_size, extras_size, _, status, size, opaque,
             _) = struct.unpack(">BBHBBHIIQ", self.received[:24])
            if len(self.received) < 24 + size:
                break
            value = self.received[24 + extras_size + key_size:24 + size] if status == OK else b""
            expected = self.due[self.next]
            assert magic == 0x81 and (opcode, opaque, status, value) == expected, \
                f"{self.prefix}: {(opcode, opaque, status, value)} instead of {expected}"
            self.next += 1
            self.received = self.received[24 + size:]
        assert self.next < len(self.due) or not self.received, "more than was asked for"
        return self.next == len(self.due)


def converse(port, chance):
    selector = selectors.DefaultSelector()
    waiting = 0
    for number in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ | selectors.EVENT_WRITE,
                          Caller(number, chance))
        waiting += 1
    give_up = time.monotonic() + TIME_LIMIT_S
    while waiting:
        assert time.monotonic() < give_up, f"{waiting} connections wait for answers"
        ready = selector.select(1)
        chance.shuffle(ready)
        for key, events in ready:
            connection, caller = key.fileobj, key.data
            if events & selectors.EVENT_WRITE and caller.send_some(connection):
                selector.modify(connection, selectors.EVENT_READ, caller)
            if events & selectors.EVENT_READ:
                data = connection.recv(65536)
                assert data, f"{caller.prefix}: closed by the server"
                if caller.take(data):
                    selector.unregister(connection)
                    connection.close()
                    waiting -= 1


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4 * CONNECTIONS), hard))
    with LiveServer("-t", "2", "-c", str(CONNECTIONS + 10), "-m", "256") as server:
        converse(server.port, random.Random(seed))
        statistics = server.connect().statistics()
        assert statistics["total_connections"] == str(CONNECTIONS + 1), statistics
        assert statistics["rejected_connections"] == "0", statistics
        assert statistics["threads"] == "2", statistics
    print(f"{CONNECTIONS} connections, {CONNECTIONS * (REQUESTS + 1)} requests: all answered well")


if __name__ == "__main__":
    main()
