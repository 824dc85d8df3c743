#!/usr/bin/python3
# Clients in other people's code log in to `mcbin serve --auth-file`: python3-binary-memcached,
# pylibmc (libmemcached with Cyrus SASL), php-memcached, Dalli and memjs. Each gets in with the
# right password, stores and reads, is refused with a wrong one and without any, and keeps to its
# rights.
import os
import pathlib
import subprocess
import sys
import tempfile

import bmemcached
import pylibmc

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "support"))
from login_words import LoginServer, UsersFile, user_line  # noqa: E402

HERE = pathlib.Path(__file__).parent
NODE_MODULES = HERE.parents[2] / ".cache/node_modules"  # memjs, put there by .ci/setup
FAILURES = (pylibmc.Error, bmemcached.exceptions.MemcachedException)


def refused(call, *arguments):
    """Whether the client says that it may not: by an exception, or by neither yes nor a value."""
    try:
        return not call(*arguments)
    except FAILURES:
        return True


def binary_memcached(port):
    def client(name, password):
        return bmemcached.Client(f"127.0.0.1:{port}", name, password)

    ann = client("ann", "secret")
    assert ann.set("py", "value") and ann.get("py") == "value"
    assert ann.set_multi({f"m{number}": str(number) for number in range(500)}) in ([], True)
    assert len(ann.get_multi([f"m{number}" for number in range(500)])) == 500
    for name, password in (("ann", "wrong"), ("nobody", "secret"), (None, None)):
        assert refused(client(name, password).set, "py", "evil"), (name, password)
    shop = client("shop", "secret")
    assert shop.set("cart:py", "mine") and shop.get("cart:py") == "mine"
    assert refused(shop.set, "py", "evil") and refused(shop.get, "py")
    reader = client("reader", "secret")
    assert reader.get("py") == "value" and refused(reader.set, "py", "evil")
    assert refused(reader.flush_all)
    assert ann.get("py") == "value"
    print("python3-binary-memcached: all as expected")


def libmemcached(port):
    def client(name, password):
        words = {} if name is None else {"username": name, "password": password}
        return pylibmc.Client([f"127.0.0.1:{port}"], binary=True, **words)

    ann = client("ann", "secret")
    assert ann.set("lib", "value") and ann.get("lib") == "value"
    assert ann.set_multi({f"m{number}": number for number in range(500)}) == []
    assert len(ann.get_multi([f"m{number}" for number in range(500)])) == 500
    for name, password in (("ann", "wrong"), ("nobody", "secret"), (None, None)):
        assert refused(client(name, password).set, "lib", "evil"), (name, password)
    shop = client("shop", "secret")
    assert shop.set("cart:lib", "mine") and shop.get("cart:lib") == "mine"
    assert refused(shop.set, "lib", "evil") and refused(shop.get, "lib")
    reader = client("reader", "secret")
    assert reader.get("lib") == "value" and refused(reader.set, "lib", "evil")
    reader.flush_all()  # libmemcached does not tell what became of it
    assert ann.get("lib") == "value"
    print("pylibmc: all as expected")


def script(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False,
                          env=dict(os.environ, NODE_PATH=str(NODE_MODULES)))
    assert done.returncode == 0, done
    print(done.stdout, end="")


def main():
    with tempfile.TemporaryDirectory() as folder:
        users = UsersFile(folder, user_line("ann", "secret") +
                          user_line("shop", "secret", rights="rw", keys="cart:*") +
                          user_line("reader", "secret", rights="r"))
        with LoginServer(users) as server:
            binary_memcached(server.port)
            libmemcached(server.port)
            script("php", str(HERE / "php_login.php"), str(server.port))
            script("ruby", str(HERE / "dalli_login.rb"), str(server.port))
            script("node", str(HERE / "memjs_login.js"), str(server.port))


if __name__ == "__main__":
    main()
