#!/usr/bin/python3
# Spreads keys over three servers through bmemcached or pylibmc, for client_rings.py:
#   ring_client.py RING SERVERS store PREFIX COUNT      PREFIX0 is 0, PREFIX1 is 1, ...
#   ring_client.py RING SERVERS show PREFIX COUNT       the values, one a line
import sys

import bmemcached
import pylibmc

BEHAVIORS = {"ketama-weighted": {"ketama_weighted": True}, "ketama": {"ketama": True}, "modula": {}}


def main():
    ring, servers, what, prefix, count = sys.argv[1:]
    if ring == "bmemcached":
        client = bmemcached.DistributedClient(servers.split(","))
    else:
        client = pylibmc.Client(servers.split(","), binary=True, behaviors=BEHAVIORS[ring])
    for number in range(int(count)):
        if what == "store":
            assert client.set(f"{prefix}{number}", str(number)), number
        else:
            value = client.get(f"{prefix}{number}")
            print(value.decode() if isinstance(value, bytes) else value)


main()
