"""Pooler in transaction mode: after each transaction the next one goes to another connection.

So do RDS Proxy and PgBouncer with whatever is not pinned. It keeps the statements that it carried,
and says which of them would pin a session of RDS Proxy.
"""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

PINNING = re.compile(
    r"\bSET\s+(?!NULL|DEFAULT)\S+\s*(=|TO)\s*'|\bSET (ROLE|SESSION|LOCAL|TIME ZONE)\b|\bRESET\b"
    r"|\bset_config\b|\b(PREPARE|EXECUTE|DEALLOCATE|DISCARD|LISTEN|UNLISTEN|LOAD)\b"
    r"|\bDECLARE\b.*\bCURSOR\b|\bCREATE\s+(TEMP|TEMPORARY)\b|\b(nextval|setval)\b"
    r"|\bpg_(try_)?advisory_(un)?lock(_shared|_all)?\b"
)
"""What RDS Proxy pins a session for, of the list in AWS's documentation (July 2026)."""
MAX_STATEMENT_BYTES = 16 * 1024
"""A longer statement pins, whatever it says."""
CONNECTIONS = 2
IDLE = b"I"
"""State in ReadyForQuery: no transaction is open."""


class TransactionPooler(ThreadingTCPServer):
    """Takes clients without TLS and passes their transactions on to connections of its own."""

    daemon_threads = True

    def __init__(self, behind: Path) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.behind = behind
        self.statements: list[str] = []
        self.names: set[bytes] = set()
        self.transactions = 0

    @property
    def pinning(self) -> list[str]:
        """Return the statements for which RDS Proxy would pin the session."""
        long = [it for it in self.statements if len(it.encode()) > MAX_STATEMENT_BYTES]
        return [it for it in self.statements if PINNING.search(it)] + long

    def url(self, user: str, database: str) -> str:
        """Return the address for a login."""
        return f"postgresql://{user}@127.0.0.1:{self.server_address[1]}/{database}"


class Session(BaseRequestHandler):
    """One client, whose transactions take turns on the connections."""

    server: TransactionPooler
    request: socket.socket

    def handle(self) -> None:
        """Carry messages until the client hangs up."""
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        (length,) = struct.unpack("!i", _exactly(self.request, 4))
        startup = struct.pack("!i", length) + _exactly(self.request, length - 4)
        behind = [self._opened(startup, answered=not number) for number in range(CONNECTIONS)]
        with suppress(OSError):
            for connection in cycle(behind):
                self._transaction(connection)
        for connection in behind:
            connection.close()

    def _opened(self, startup: bytes, *, answered: bool) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(self.server.behind))
        connection.sendall(startup)
        self._answers(connection, self.request if answered else None)
        return connection

    def _transaction(self, connection: socket.socket) -> None:
        request = self._request()
        self.server.transactions += 1  # before the client is answered, who may look at once
        state = self._exchange(connection, request)
        while state != IDLE:
            state = self._exchange(connection, self._request())

    def _exchange(self, connection: socket.socket, request: bytes) -> bytes:
        connection.sendall(request)
        return self._answers(connection, self.request)

    def _request(self) -> bytes:
        """Return what the client sends up to the message that the server answers to."""
        sent, kind = b"", b""
        while kind not in {b"Q", b"S"}:
            kind, body = _message(self.request)
            self._note(kind, body)
            sent += kind + struct.pack("!i", len(body) + 4) + body
        return sent

    def _note(self, kind: bytes, body: bytes) -> None:
        if kind == b"Q":
            self.server.statements.append(body.rstrip(b"\0").decode())
        if kind == b"P":
            name, _, rest = body.partition(b"\0")
            self.server.names.add(name)
            self.server.statements.append(rest.partition(b"\0")[0].decode())

    @staticmethod
    def _answers(connection: socket.socket, client: socket.socket | None) -> bytes:
        """Pass on what the server says until it is ready, and return its state."""
        kind, body = b"", b""
        while kind != b"Z":
            kind, body = _message(connection)
            if client:
                client.sendall(kind + struct.pack("!i", len(body) + 4) + body)
        return body


def _message(source: socket.socket) -> tuple[bytes, bytes]:
    kind, length = struct.unpack("!ci", _exactly(source, 5))
    return kind, _exactly(source, length - 4)


def _exactly(source: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        block = source.recv(length - len(data))
        if not block:
            raise ConnectionResetError
        data += block
    return data


@contextmanager
def pooling(behind: Path) -> Iterator[TransactionPooler]:
    """Run such a pooler in front of a Unix socket for a while."""
    with TransactionPooler(behind) as pooler:
        thread = Thread(target=pooler.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield pooler
        finally:
            pooler.shutdown()
            thread.join()
