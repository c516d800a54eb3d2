"""Postgres connection of a container: reconnected when lost, encrypted as DB_SSL says.

Where the URL has no password, it comes from the secret that DATABASE_SECRET names or, where DB_IAM
is true, it is one that AWS signs for this function's role.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection, identifier, literal, to_statement

from pricebook import settings
from pricebook.aws import iam
from pricebook.errors import MissingSetting
from pricebook.storage import extended_query, queries

if TYPE_CHECKING:
    from ssl import SSLContext

# The default of pg8000 is to try TLS and to go on without it; False and True are never and always.
SSL_MODES = {"require": True, "prefer": None, "disable": False}
VERIFY = "verify-full"
AUTHORITIES = Path(__file__).with_name("rds.pem")
"""Root certificates of Amazon RDS: RSA2048 G1, one per region."""
MAX_PREPARED = 256
"""How many statements a process keeps with numbered parameters; the code has fewer."""
TIMEOUT_S = 300
"""Seconds for one answer where nothing shorter is asked for: as long as a run may take."""
ALWAYS = {"TimeZone": "UTC"}
"""Settings of every session: times in documents are RFC 3339 in UTC."""
MIN_TIMEOUT_S = 0.001
"""No time-out at all would be zero."""
CONNECTION_ERRORS = (InterfaceError, OSError)
"""What pg8000 raises when the server or the network is gone."""
CONNECTION_FAILURE = "08006"
"""SQLSTATE of a connection that was lost."""
SHUTDOWN_STATES = ("57P01", "57P02", "57P03", "57P05")
"""SQLSTATEs of a server that ended the session, crashed, is not up yet, or closed an idle one."""


class Database:
    """A connection that is opened on first use and again after it was lost.

    Args:
        url: `postgresql://user:password@host:port/database`, with `?host=/folder` for a Unix
            socket and `?sslmode=` over DB_SSL.
        role: what the connection may do, whoever logged in.
        timeout: seconds that one answer of the server may take.
        session: settings of the session, which the role keeps for those who log in as it.
    """

    FAILURES: ClassVar = (*CONNECTION_ERRORS, DatabaseError)
    """What `run` raises."""

    def __init__(
        self,
        url: str,
        role: str | None = None,
        timeout: float | None = None,
        session: Mapping[str, str] | None = None,
    ) -> None:
        self._url = url
        self._role = role
        self._timeout = timeout
        self._session = {**ALWAYS, **(session or {})}
        self._connection: Connection | None = None
        self._in_transaction = False
        self.deadline: float | None = None

    @property
    def late(self) -> bool:
        """Whether the deadline, in seconds of time.monotonic, is over."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def run(self, sql: str, **params: Any) -> list[list[Any]]:  # noqa: ANN401 - rows hold what SQL says
        """Run one statement, named (`sync.models.add_models`) or as SQL.

        Outside a transaction a lost connection is opened again, once.
        """
        fresh = self._connection is None
        try:
            return self._execute(sql, params)
        except self.FAILURES as error:
            if not _connection_lost(error):
                raise
            self.close()
            if fresh or self._in_transaction or self.late:
                raise
            return self._execute(sql, params)

    @staticmethod
    def sqlstate(error: Exception) -> str:
        """Return the SQLSTATE of a failure; of a lost connection, which has none, 08006."""
        if isinstance(error, DatabaseError):
            return str(error.args[0].get("C", ""))
        return CONNECTION_FAILURE

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """Transaction around a block: committed at its end unless keep is False or it raised."""
        self.run("BEGIN")
        self._in_transaction = True
        kept = False
        try:
            yield
            kept = keep
        finally:
            self._in_transaction = False
            self._end("COMMIT" if kept else "ROLLBACK")

    def _execute(self, sql: str, params: dict[str, Any]) -> list[list[Any]]:
        connection = self._open()
        extended_query.limit(connection, self._patience())
        sql = queries.text(sql)
        if not params:
            return connection.run(sql) or []
        statement, values = _numbered(sql)
        return extended_query.execute(connection, statement, values(params))

    def _end(self, verb: str) -> None:
        if self._connection is None:
            return  # it was lost inside the transaction, and Postgres has rolled back by itself
        self._connection.run(verb)

    def close(self) -> None:
        """Let go of the connection; the next statement opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._let_go(connection)

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._prepared(connect(self._url, self._patience()))
        return self._connection

    def _prepared(self, connection: Connection) -> Connection:
        """Return a new session that knows its role and settings, or close it."""
        try:
            for statement in self._preparations(connection):
                extended_query.limit(connection, self._patience())
                connection.run(statement)
        except self.FAILURES:
            self._let_go(connection)
            raise
        return connection

    def _let_go(self, connection: Connection) -> None:
        with suppress(*self.FAILURES):  # it may be gone already, which is what is wanted
            connection.close()

    def _patience(self) -> float:
        """Return how many seconds the next answer of the server may take."""
        timeout = self._timeout or TIMEOUT_S
        if self.deadline is None:
            return timeout
        return max(min(timeout, self.deadline - time.monotonic()), MIN_TIMEOUT_S)

    def _preparations(self, connection: Connection) -> list[str]:
        """Return what a new session has to be told; nothing where it has logged in as its role.

        A SET pins a session of RDS Proxy to one connection. What the server reports at the start
        of a session costs no statement, and tells whether the role's settings are there.
        """
        reported = connection.parameter_statuses
        kept = all(reported.get(name, value) == value for name, value in self._session.items())
        login = reported.get("session_authorization", connection.user.decode())
        if kept and login == self._role:
            return []
        role = [] if self._role is None else [f"SET ROLE {identifier(self._role)}"]
        return role + [
            f"SET {identifier(name)} = {literal(value)}" for name, value in self._session.items()
        ]


def reason(error: BaseException) -> str:
    """Return why something failed, in a line for people; of Postgres its own words and SQLSTATE."""
    if isinstance(error, DatabaseError):
        return f"Postgres: {error.args[0].get('M')} ({error.args[0].get('C')})"
    return f"{type(error).__name__}: {error}"


def _connection_lost(error: Exception) -> bool:
    return Database.sqlstate(error) in {CONNECTION_FAILURE, *SHUTDOWN_STATES}


@lru_cache(maxsize=MAX_PREPARED)
def _numbered(sql: str) -> tuple[str, Callable[[dict[str, Any]], tuple[Any, ...]]]:
    """Return a statement with $1 for :name, and the function that puts the values in that order.

    Connection.run finds that out anew each time, letter by letter: up to 5 ms for ours.
    """
    return to_statement(sql)  # type: ignore[no-any-return]  # pg8000 declares no types


def connect(url: str, timeout: float | None = None) -> Connection:
    """Open a connection to a database URL, or to the one in the secret of this ARN."""
    parts = urlsplit(_address(url))
    if parts.scheme not in {"postgresql", "postgres"}:
        redacted = re.sub(r"//.*@", "//...@", url)
        raise MissingSetting(
            f"DATABASE_URL is {redacted!r}: set it to postgresql://user:password@host:port/database"
        )
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    port = parts.port or 5432
    folder = query.get("host")
    where: dict[str, Any] = {"host": parts.hostname or "localhost", "port": port}
    if folder:
        where = {"unix_sock": f"{folder}/.s.PGSQL.{port}"}
    user, server = unquote(parts.username or "postgres"), f"{parts.hostname}:{port}"
    return Connection(
        user,
        database=unquote(parts.path.lstrip("/")) or None,
        password=unquote(parts.password or "") or (None if folder else _password(user, server)),
        ssl_context=False if folder else _ssl(query.get("sslmode")),
        timeout=timeout or TIMEOUT_S,
        application_name="pricebook",
        **where,
    )


def _address(url: str) -> str:
    """Return the URL; a secret that cannot be read now is an outage like any other."""
    try:
        return settings.address(url)
    except MissingSetting as error:
        raise InterfaceError(str(error)) from error


def _password(user: str, server: str) -> str | None:
    """Return the password that the URL leaves out, as it is now: secrets rotate."""
    if secret := settings.text("DATABASE_SECRET", ""):
        return settings.password(secret)
    if settings.text("DB_IAM", "false") == "true":
        return iam.password("rds-db", server, DBUser=user)
    return None


def _ssl(mode: str | None) -> "bool | SSLContext | None":
    mode = mode or settings.text("DB_SSL", "require")
    if mode == VERIFY:
        return _verifying()
    if mode not in SSL_MODES:
        raise MissingSetting(f"DB_SSL is {mode!r}: set it to {VERIFY}, {', '.join(SSL_MODES)}")
    return SSL_MODES[mode]


def _verifying() -> "SSLContext":
    """Return the TLS context that verifies the certificate and the name of the server."""
    import ssl  # noqa: PLC0415 - 20 ms that a connection over a socket spares

    if own := settings.text("DB_CA_FILE", ""):
        return ssl.create_default_context(cafile=own)
    context = ssl.create_default_context()  # of RDS Proxy and other hosts
    context.load_verify_locations(AUTHORITIES)
    return context
