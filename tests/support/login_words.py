# Users files and logins for tests of `mcbin serve --auth-file`.
import os
import pathlib
import subprocess

from live_server import PROGRAM, LiveServer, request

LIST_MECHS, AUTH, STEP = 0x20, 0x21, 0x22
DENIED, CONTINUE = 0x20, 0x21


def user_line(name, password, rights="rw,admin", keys="*"):
    """The line that `mcbin passwd` makes."""
    done = subprocess.run([PROGRAM, "passwd", name, "-r", rights, "-k", keys],
                          input=password.encode(), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def plain(name, password, authzid=""):
    return f"{authzid}\0{name}\0{password}".encode()


def auth(name, password, opcode=AUTH, mechanism=b"PLAIN"):
    return request(opcode, mechanism, plain(name, password))


class UsersFile:
    """A users file in `folder`."""

    def __init__(self, folder, text):
        self.path = pathlib.Path(folder, "users")
        self.write(text)

    def write(self, text, mode=0o600):
        new = self.path.with_suffix(".tmp")
        new.write_text(text)
        os.chmod(new, mode)
        os.replace(new, self.path)


class LoginServer(LiveServer):
    """A server that asks for logins, with `users` as its file."""

    def __init__(self, users, *options):
        super().__init__("-S", "--auth-file", str(users.path), *options)

    def logged_in(self, name, password):
        client = self.connect()
        answer = client.ask(auth(name, password))
        assert answer.value == b"Authenticated", answer.value
        return client
