# Servers beyond the one that a case always finds, started only when a case names them:
#   SECOND THIRD         live servers like SERVER, to spread keys over
#   LOGIN                memcached that asks for a login: testuser, testpass
#   TLS_SERVER           memcached behind TLS, with a certificate for 127.0.0.1 and localhost
#   TLS_MUTUAL           the same, which asks for a certificate of TLS_FILES' authority
#   TLS_FILES            the folder with ca.pem, other_ca.pem, client.pem and client.key
import os
import pathlib
import subprocess

NAMES = ("SECOND", "THIRD", "LOGIN", "TLS_SERVER", "TLS_MUTUAL", "TLS_FILES")


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


class MoreServers:
    """Starts those of NAMES that occur in `texts`; `environment` names them. `start` is a function
    (target, options, variables) -> an object with `address` and `stop()`."""

    def __init__(self, texts, target, folder, start):
        self._start = start
        self._running = []
        self.environment = {}
        needed = {name for name in NAMES if any(name in text for text in texts)}
        try:
            for name in sorted(needed & {"SECOND", "THIRD"}):
                self._run(name, target, [], {})
            if "LOGIN" in needed:
                account = self._folder(folder, "sasl")
                make_account(account)
                self._run("LOGIN", "memcached", ["-S"], {"SASL_CONF_PATH": str(account)})
            if any(name.startswith("TLS_") for name in needed):
                self._run_tls(self._folder(folder, "tls"))
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

    def _run_tls(self, folder):
        make_tls_files(folder)
        self.environment["TLS_FILES"] = str(folder)
        files = f"ssl_chain_cert={folder}/server.pem,ssl_key={folder}/server.key"
        self._run("TLS_SERVER", "memcached", ["-Z", "-o", files], {})
        demand = f"{files},ssl_verify_mode=2,ssl_ca_cert={folder}/ca.pem"
        self._run("TLS_MUTUAL", "memcached", ["-Z", "-o", demand], {})

    def stop(self):
        while self._running:
            self._running.pop().stop()
