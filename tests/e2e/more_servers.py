# Servers beyond the one that a case always finds, of the same kind, started only when a case names
# them:
#   SECOND THIRD         live servers like SERVER, to spread keys over
#   LOGIN                asks for a login: testuser, testpass; mcbin's knows USERS, too
#   TLS_SERVER           behind TLS, with a certificate for 127.0.0.1 and localhost
#   TLS_MUTUAL           the same, which asks for a certificate of TLS_FILES' authority
#   TLS_LOGIN            mcbin's alone: TLS and logins, where client.pem names the user of USERS
#   TLS_FILES            the folder with ca.pem, other_ca.pem, client.pem and client.key
import os
import pathlib
import subprocess

NAMES = ("SECOND", "THIRD", "LOGIN", "TLS_SERVER", "TLS_MUTUAL", "TLS_LOGIN", "TLS_FILES")

# Name, rights and keys; the password of all is testpass.
USERS = (("testuser", "rw,admin", "*"), ("reader", "r", "*"), ("shop", "rw", "cart:*"),
         ("mcbin test client", "r", "cert:*"))


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def make_authority(folder, name):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem",
            "-subj", f"/CN=mcbin test {name}", "-days", "2")


def make_certificate(folder, name):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem",
            "-subj", f"/CN=mcbin test {name}", "-days", "2",
            "-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key",
            "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
            "-addext", "basicConstraints=critical,CA:FALSE")


def make_tls_files(folder):
    for name in ("ca", "other_ca"):
        make_authority(folder, name)
    for name in ("server", "client"):
        make_certificate(folder, name)


def make_account(folder):
    """The settings and the database of SASL with one account."""
    (folder / "memcached.conf").write_text(
        f"mech_list: plain\nsasldb_path: {folder}/sasldb2\n", encoding="ascii")
    path = f"{os.environ['PATH']}:/usr/sbin"
    subprocess.run(["saslpasswd2", "-p", "-c", "-a", "memcached", "-f", f"{folder}/sasldb2",
                    "testuser"], input=b"testpass", check=True, capture_output=True,
                   env=dict(os.environ, PATH=path))


def make_users(folder, program):
    """mcbin's users file."""
    for name, rights, keys in USERS:
        subprocess.run([program, "passwd", name, "-f", str(folder / "users"), "-r", rights, "-k",
                        keys], input=b"testpass", check=True, capture_output=True)


class MoreServers:
    """Starts those of NAMES that occur in `texts`; `environment` names them. `start` is a function
    (target, options, variables) -> an object with `address` and `stop()`."""

    def __init__(self, texts, target, program, folder, start):
        self._start = start
        self._target = "mcbin" if target == "mcbin" else "memcached"
        self._running = []
        self.environment = {}
        needed = {name for name in NAMES if any(name in text for text in texts)}
        try:
            for name in sorted(needed & {"SECOND", "THIRD"}):
                self._run(name, target, [], {})
            if "LOGIN" in needed:
                self._run_login(self._folder(folder, "sasl"), program)
            if any(name.startswith("TLS_") for name in needed):
                self._run_tls(self._folder(folder, "tls"), program, "TLS_LOGIN" in needed)
        except BaseException:
            self.stop()
            raise

    @staticmethod
    def _folder(parent, name):
        made = pathlib.Path(parent, name)
        made.mkdir()
        return made

    def _run(self, name, target, options, variables):
        self._running.append(self._start(target, options, variables))
        self.environment[name] = self._running[-1].address

    def _run_login(self, folder, program):
        if self._target == "mcbin":
            make_users(folder, program)
            self._run("LOGIN", "mcbin", ["-S", "--auth-file", f"{folder}/users"], {})
        else:
            make_account(folder)
            self._run("LOGIN", "memcached", ["-S"], {"SASL_CONF_PATH": str(folder)})

    def _run_tls(self, folder, program, with_login):
        make_tls_files(folder)
        self.environment["TLS_FILES"] = str(folder)
        # mcbin serve takes memcached's spellings.
        files = f"ssl_chain_cert={folder}/server.pem,ssl_key={folder}/server.key"
        self._run("TLS_SERVER", self._target, ["-Z", "-o", files], {})
        demand = f"{files},ssl_verify_mode=2,ssl_ca_cert={folder}/ca.pem"
        self._run("TLS_MUTUAL", self._target, ["-Z", "-o", demand], {})
        if with_login:
            make_users(folder, program)
            self._run("TLS_LOGIN", "mcbin",
                      ["--tls-cert", f"{folder}/server.pem", "--tls-key", f"{folder}/server.key",
                       "--tls-ca", f"{folder}/ca.pem", "--tls-verify", "asked", "--auth-file",
                       f"{folder}/users"], {})

    def stop(self):
        while self._running:
            self._running.pop().stop()
