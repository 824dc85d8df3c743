# Certificates for tests, made with the openssl program: an authority, a server, clients.
import pathlib
import subprocess


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


class Authority:
    """Signs certificates; everything lies in `folder`."""

    def __init__(self, folder, name="authority"):
        self.folder = pathlib.Path(folder)
        self.name = name
        self.certificate = self.folder / f"{name}.pem"
        self._new_key(name)
        openssl("req", "-x509", "-key", self._path(name, "key"), "-days", "2", "-subj",
                f"/CN={name}", "-out", str(self.certificate))

    def _path(self, name, suffix):
        return str(self.folder / f"{name}.{suffix}")

    def _new_key(self, name):
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
                self._path(name, "key"))

    def sign(self, name, subject=None):
        """(certificate file, key file) for the common name `name`."""
        self._new_key(name)
        openssl("req", "-new", "-key", self._path(name, "key"), "-subj", subject or f"/CN={name}",
                "-out", self._path(name, "csr"))
        names = self.folder / "names"
        names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        openssl("x509", "-req", "-in", self._path(name, "csr"), "-CA", str(self.certificate),
                "-CAkey", self._path(self.name, "key"), "-days", "2", "-extfile", str(names),
                "-out", self._path(name, "pem"))
        return self._path(name, "pem"), self._path(name, "key")
