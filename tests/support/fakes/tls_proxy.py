"""TLS in front of a server that speaks none: the embedded wheels were built without it.

What is tested is the client's side: what a function sends is encrypted, it looks at the certificate
and the name in it, and behind that a real Postgres or a real Valkey answers.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from select import select
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
"""How a client asks Postgres for TLS."""
BLOCK = 65536


class Authority:
    """Signs the certificates of servers; `file` is what a client has to trust for them."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._folder = folder
        self._name = _named(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.file = folder / f"{name}.pem"
        usage = {name: name == "key_cert_sign" for name in x509.KeyUsage.__init__.__annotations__}
        usage.pop("return")
        own = self._signed(
            self._name,
            self._key.public_key(),
            x509.BasicConstraints(ca=True, path_length=0),
            x509.KeyUsage(**usage),
        )
        self.file.write_bytes(own)

    def context(self, host: str) -> ssl.SSLContext:
        """Return what a server of this name needs."""
        key = ec.generate_private_key(ec.SECP256R1())
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        alternatives = x509.SubjectAlternativeName([x509.DNSName(host)])
        file = self._folder / f"{host}.pem"
        file.write_bytes(secret + self._signed(_named(host), key.public_key(), alternatives))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, *extensions: x509.ExtensionType
    ) -> bytes:
        now = datetime.now(UTC)
        ours = self._key.public_key()
        made = x509.CertificateBuilder(
            self._name, subject, key, x509.random_serial_number(), now, now + timedelta(days=1)
        )
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(ours)
        made = made.add_extension(issuer, critical=False)
        for extension in extensions:
            made = made.add_extension(extension, critical=subject == self._name)
        return made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)


class Front(ThreadingTCPServer):
    """Takes connections and passes them on to a Unix socket; without a context as they come."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, behind: Path, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.behind = behind
        self.context = context

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class Passage(BaseRequestHandler):
    """One connection; a Postgres client asks for TLS first, a Valkey client begins with it."""

    server: Front
    request: socket.socket

    def handle(self) -> None:
        """Pass bytes both ways until either side has enough, or the client does not like us."""
        with (
            suppress(OSError),  # ssl.SSLError is one: a client that hangs up in the handshake
            self._encrypted() as client,
            socket.socket(socket.AF_UNIX) as server,
        ):
            server.connect(str(self.server.behind))
            other = {client: server, server: client}
            while block := (source := _readable(client, server)).recv(BLOCK):
                other[source].sendall(block)

    def _encrypted(self) -> socket.socket:
        if self.server.context is None:
            return self.request
        if self.request.recv(len(SSL_REQUEST), socket.MSG_PEEK) == SSL_REQUEST:
            self.request.recv(len(SSL_REQUEST))
            self.request.sendall(b"S")
        return self.server.context.wrap_socket(self.request, server_side=True)


def _readable(client: socket.socket, server: socket.socket) -> socket.socket:
    """Wait until one of them has something to say; decrypted bytes wait where select sees none."""
    if isinstance(client, ssl.SSLSocket) and client.pending():
        return client
    ready: list[socket.socket] = select([client, server], [], [])[0]
    return ready[0]


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


@contextmanager
def encrypted(behind: Path, context: ssl.SSLContext | None) -> Iterator[Front]:
    """Run such a front for a while."""
    with Front(behind, context) as front:
        thread = Thread(target=front.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield front
        finally:
            front.shutdown()
            thread.join()
