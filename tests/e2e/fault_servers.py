# Servers that misbehave in one way each, on free loopback ports, for command line cases. Each is an
# environment variable that holds its address:
#   DEAD        nobody listens there
#   HUNG        accepts and never answers
#   CLOSING     closes when a request has come
#   HALF        sends half an answer, then closes
#   TEXT HTTP TLS REDIS   answer in another protocol
#   GARBAGE     answers with bytes that mean nothing
#   MISMATCHED  answers with an opaque that is not the request's
#   AUTH BUSY EXISTS      answer everything with that status
#   RECORDER    answers with success and appends what it was asked to the file RECORDED
import socket
import struct
import threading

HEADER = struct.Struct(">BBHBBHIIQ")
REQUEST, RESPONSE = 0x80, 0x81
NOOP = 0x0A
QUIET_GETS = (0x09, 0x0D)


def answer(request, status=0, opaque=None, body=b""):
    return HEADER.pack(RESPONSE, request["opcode"], 0, 0, 0, status, len(body),
                       request["opaque"] if opaque is None else opaque, 0) + body


def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        piece = connection.recv(min(65536, size - len(data)))
        if not piece:
            raise ConnectionError
        data += piece
    return data


def read_request(connection):
    magic, opcode, key, extras, _, _, body_size, opaque, cas = HEADER.unpack(
        read_exactly(connection, HEADER.size))
    if magic != REQUEST:
        raise ConnectionError(f"magic {magic:#x}")
    body = read_exactly(connection, body_size)
    return {"opcode": opcode, "opaque": opaque, "cas": cas, "extras": body[:extras],
            "key": body[extras:extras + key], "value": body[extras + key:]}


def each_request(handle):
    """A connection handler that calls `handle` for each request, until it returns False."""
    def serve(connection):
        while handle(connection, read_request(connection)) is not False:
            pass
    return serve


def always(data):
    def handle(connection, _request):
        connection.sendall(data)
        return False
    return each_request(handle)


def with_status(status, text):
    return each_request(lambda connection, request: connection.sendall(
        answer(request, 0 if request["opcode"] == NOOP else status,
               body=b"" if request["opcode"] == NOOP else text)))


def hang(connection):
    while connection.recv(65536):
        pass


def send_half(connection, request):
    connection.sendall(answer(request)[:10])
    return False


def mismatch(connection, request):
    connection.sendall(answer(request, opaque=request["opaque"] ^ 0x5A5A5A5A))


def recorder(path):
    def handle(connection, request):
        flags = expiry = 0
        if len(request["extras"]) == 8:
            flags, expiry = struct.unpack(">II", request["extras"])
        with open(path, "a", encoding="ascii") as out:
            out.write(f"opcode={request['opcode']:02x} flags={flags:08x} expiry={expiry} "
                      f"cas={request['cas']} key={request['key'].hex()} "
                      f"value={request['value'].hex()}")
            other = request["extras"] if len(request["extras"]) != 8 else b""
            out.write(f" extras={other.hex()}\n" if other else "\n")
        if request["opcode"] not in QUIET_GETS:
            connection.sendall(answer(request))
    return each_request(handle)


class FaultServers:
    """Starts them all; `environment` names them. A context manager."""

    def __init__(self, folder):
        recorded = folder / "recorded"
        handlers = {
            "HUNG": hang,
            "CLOSING": always(b""),
            "HALF": each_request(send_half),
            "TEXT": always(b"ERROR\r\n"),
            "HTTP": always(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
            "TLS": always(b"\x15\x03\x03\x00\x02\x02\x32"),
            "GARBAGE": always(bytes(range(7, 107))),
            "REDIS": always(b"-ERR unknown command\r\n"),
            "MISMATCHED": each_request(mismatch),
            "AUTH": with_status(0x20, b"Auth failure."),
            "BUSY": with_status(0x85, b"Busy"),
            "EXISTS": with_status(0x02, b"Data exists for key."),
            "RECORDER": recorder(recorded),
        }
        self._listeners = []
        self.environment = {"RECORDED": str(recorded)}
        for name, handler in handlers.items():
            listener = socket.create_server(("127.0.0.1", 0))
            self._listeners.append(listener)
            self.environment[name] = f"127.0.0.1:{listener.getsockname()[1]}"
            threading.Thread(target=self._accept, args=(listener, handler), daemon=True).start()
        # Bound but not listening: connecting is refused, and nobody else gets the port.
        dead = socket.socket()
        dead.bind(("127.0.0.1", 0))
        self._listeners.append(dead)
        self.environment["DEAD"] = f"127.0.0.1:{dead.getsockname()[1]}"

    @staticmethod
    def _accept(listener, handler):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=FaultServers._serve, args=(connection, handler),
                             daemon=True).start()

    @staticmethod
    def _serve(connection, handler):
        with connection:
            try:
                handler(connection)
                # An orderly end: closing with unread requests would reset the connection.
                connection.shutdown(socket.SHUT_WR)
                hang(connection)
            except OSError:
                pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for listener in self._listeners:
            listener.close()
