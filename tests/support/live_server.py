# Starts `mcbin serve` for a test and always ends it, and speaks just enough of the protocol to look
# at it from outside. The program to test is the environment's MCBIN_PROGRAM.
import os
import pathlib
import signal
import socket
import struct
import subprocess
import tempfile
import time

PROGRAM = os.environ["MCBIN_PROGRAM"]
PATIENCE_S = 60  # for what is certain to come; sanitizers are slow

GET, SET, ADD, DELETE, INCREMENT, QUIT, FLUSH = 0x00, 0x01, 0x02, 0x04, 0x05, 0x07, 0x08
GETQ, NOOP, VERSION, STAT, SETQ = 0x09, 0x0A, 0x0B, 0x10, 0x11
OK, MISSING, EXISTS, TOO_LARGE, UNKNOWN_COMMAND, NO_MEMORY = 0, 1, 2, 3, 0x81, 0x82
NOT_SUPPORTED = 0x20


def request(opcode, key=b"", value=b"", extras=b"", opaque=0, cas=0):
    body = extras + key + value
    return struct.pack(">BBHBBHIIQ", 0x80, opcode, len(key), len(extras), 0, 0, len(body), opaque,
                       cas) + body


def store_request(key, value, opcode=SET, opaque=0):
    return request(opcode, key, value, extras=bytes(8), opaque=opaque)


class Answer:
    """One response frame."""

    def __init__(self, header, body):
        (self.magic, self.opcode, key_size, extras_size, _, self.status, _, self.opaque,
         self.cas) = struct.unpack(">BBHBBHIIQ", header)
        self.key = body[extras_size:extras_size + key_size]
        self.value = body[extras_size + key_size:]


class Client:
    """One blocking connection, from the address `source` of this machine if one is given."""

    def __init__(self, address, source=None):
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.settimeout(PATIENCE_S)
        if source:
            self.socket.bind((source, 0))
        self.socket.connect(address)

    def send(self, data):
        self.socket.sendall(data)

    def receive(self, size):
        """Exactly `size` bytes, or fewer at the end of the stream."""
        data = b""
        while len(data) < size:
            piece = self.socket.recv(size - len(data))
            if not piece:
                break
            data += piece
        return data

    def answer(self):
        """The next response, or None at the end of the stream."""
        header = self.receive(24)
        if not header:
            return None
        assert len(header) == 24, f"cut off inside a header: {header!r}"
        size = struct.unpack(">I", header[8:12])[0]
        body = self.receive(size)
        assert len(body) == size, "cut off inside a body"
        return Answer(header, body)

    def ask(self, data):
        self.send(data)
        return self.answer()

    def statistics(self, group=b""):
        self.send(request(STAT, group))
        values = {}
        while True:
            answer = self.answer()
            if not answer.key:
                return values
            values[answer.key.decode()] = answer.value.decode()

    def close(self):
        self.socket.close()


class LiveServer:
    """A server on a free port; `with LiveServer("-t", "2") as server: ...`."""

    def __init__(self, *options, tcp=True, user="root", environment=None, ready=b"ready on",
                 pass_fds=()):
        self.folder = tempfile.TemporaryDirectory(prefix="mcbin-serve-")
        self.port_file = pathlib.Path(self.folder.name, "port")
        command = [PROGRAM, "serve", *options]
        if tcp:
            command += ["-p", "0", "--port-file", str(self.port_file)]
        # Sanitizers cannot look into a process that has changed its user.
        if user and os.geteuid() == 0:
            command += ["-u", user]
        self.clients = []
        self.log = open(pathlib.Path(self.folder.name, "log"), "w+b")
        self.process = subprocess.Popen(command, stderr=self.log, stdin=subprocess.DEVNULL,
                                        env=environment, pass_fds=pass_fds)
        self.wait_for(lambda: ready in self.log_bytes())
        self.port = int(self.port_file.read_text()) if tcp else None

    def log_bytes(self):
        return pathlib.Path(self.log.name).read_bytes()

    def wait_for(self, condition):
        give_up = time.monotonic() + PATIENCE_S
        while not condition():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.kill()
                raise AssertionError("the server ended or hangs: " + self.log_bytes().decode())
            time.sleep(0.01)

    def connect(self, unix_path=None, source=None):
        """A client that is closed with the server at the latest."""
        self.clients.append(Client(unix_path or ("127.0.0.1", self.port), source))
        return self.clients[-1]

    def signal(self, number):
        self.process.send_signal(number)

    def exit_code(self):
        return self.process.wait(PATIENCE_S)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if self.process.poll() is None:
                self.signal(signal.SIGTERM)
                code = self.exit_code()
                assert kind or code == 0, f"exit code {code}: {self.log_bytes().decode()}"
        finally:
            self.kill()
            for client in self.clients:
                client.close()
            self.log.close()
            self.folder.cleanup()


def run_serve(*options):
    """A server that is not expected to start: its exit code and standard error."""
    user = ["-u", "root"] if os.geteuid() == 0 and "-u" not in options else []
    done = subprocess.run([PROGRAM, "serve", *options, *user], stderr=subprocess.PIPE,
                          stdout=subprocess.PIPE, timeout=PATIENCE_S, check=False)
    assert done.stdout == b"", done.stdout
    return done.returncode, done.stderr.decode()
