"""Reader: the one read-only connection of a process, opened by the first statement it runs."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pricebook import settings
from pricebook.errors import Unavailable
from pricebook.storage.circuit_breaker import Circuit
from pricebook.telemetry import logger, metrics

if TYPE_CHECKING:
    from pricebook.storage.postgres import Database

TIMEOUT_S = 3.7
"""Seconds for one statement, with another attempt.

A little longer than its statement_timeout, which tells a slow statement from a server that hangs.
"""
PROBE_S = 0.25
"""Seconds for the question whether a server that hung is back."""
SESSION = {
    "default_transaction_read_only": "on",
    "jit": "off",  # compiling takes longer than any of these statements
    "statement_timeout": "3500ms",
    "work_mem": "64MB",  # the whole catalogue is sorted in memory
}
UNHURRIED = "240s"
"""Of the five minutes that the sync function may live."""
OUTAGE_STATES = ("08", "28", "3D", "42P01", "53", "57", "58")
"""SQLSTATEs, or how they begin, of a server that cannot answer now.

In their order: connection, login, no such database, no tables yet, no resources, shutting down or
cancelled, a disk that fails. Any other error is a defect of a statement.
"""
STATEMENT_TIMEOUT = "57014"
"""SQLSTATE of a statement that took too long, which says nothing about the others."""

_circuit = Circuit("Postgres")


@dataclass(slots=True)
class Patience:
    """Until when statements may run, in seconds of time.monotonic, and whether all must.

    Attributes:
        unhurried: the connection on which they may take minutes.
    """

    deadline: float | None = None
    vital: bool = False
    unhurried: "Database | None" = None


_patience = Patience()


def rows(name: str, **params: object) -> list[list[Any]]:
    """Run a statement by its address, such as catalog.models.page, and return its rows.

    Raises:
        Unavailable: the database cannot answer now.
    """
    if not (_circuit.closed or _back()):
        raise Unavailable("The database did not answer a moment ago.")
    connection, started = _patience.unhurried or database(), time.perf_counter()
    connection.deadline = _deadline()
    try:
        result = connection.run(name, **params)
    except connection.FAILURES as error:
        raise _outage(connection, name, error, time.perf_counter() - started) from error
    else:
        _circuit.answered()
        return result
    finally:
        took = (time.perf_counter() - started) * 1000
        metrics.add_metric(name="DatabaseTime", unit="Milliseconds", value=took)


@contextmanager
def unhurried() -> Iterator[None]:
    """Let each statement of a block take as long as a run may, on a connection of its own."""
    from pricebook.storage.postgres import Database  # noqa: PLC0415 - as in database()

    session = SESSION | {"statement_timeout": UNHURRIED}
    url, role = settings.text("DATABASE_URL"), os.environ.get("DATABASE_ROLE")
    _patience.unhurried = Database(url, role, session=session)
    try:
        yield
    finally:
        _patience.unhurried.close()
        _patience.unhurried = None


@contextmanager
def patience(until: float, *, vital: bool) -> Iterator[None]:
    """Bound how long the statements of a block are waited for.

    Args:
        until: in seconds of time.monotonic.
        vital: whether the server counts as down where they take longer.
    """
    before = _patience.deadline, _patience.vital
    _patience.deadline, _patience.vital = until, vital
    try:
        yield
    finally:
        _patience.deadline, _patience.vital = before


def row(name: str, **params: object) -> list[Any] | None:
    """Run a statement that returns one row at most."""
    result = rows(name, **params)
    return result[0] if result else None


def answering() -> bool:
    """Tell whether the database answers."""
    try:
        return bool(rows("catalog.lookup.answering"))
    except Unavailable:
        return False


def _deadline() -> float | None:
    """Return until when a statement is waited for, in seconds of time.monotonic."""
    if _patience.unhurried:
        return None
    return _patience.deadline or time.monotonic() + TIMEOUT_S


def _back() -> bool:
    """Ask a server that hung for a generation: what a read needs first, and what costs nothing."""
    if not _circuit.probe():
        return False
    connection = database()
    connection.deadline = time.monotonic() + PROBE_S
    try:
        connection.run("catalog.lookup.generation", scope="all")
    except connection.FAILURES:
        connection.close()
        return False
    _circuit.answered()
    return True


def _outage(connection: "Database", name: str, error: Exception, took_s: float) -> Unavailable:
    """Return what a failure of a statement means; a defect of it is raised as it is."""
    state = connection.sqlstate(error)
    if not state.startswith(OUTAGE_STATES):
        raise error
    late = _patience.deadline is not None and connection.late and not _patience.vital
    if state == STATEMENT_TIMEOUT or late:
        logger.warning("a statement took too long", extra={"statement": name})
        if late:
            connection.close()
        return Unavailable("The database took too long to build this answer.")
    connection.close()
    _circuit.trip(error, took_s)
    return Unavailable("The database does not answer.")


@cache
def database() -> "Database":
    """Return the connection."""
    from pricebook.storage.postgres import Database  # noqa: PLC0415 - pg8000, which only a miss needs

    return Database(
        settings.text("DATABASE_URL"), os.environ.get("DATABASE_ROLE"), TIMEOUT_S, SESSION
    )


def reset() -> None:
    """Let go of the connection and forget its failures."""
    database().close()
    database.cache_clear()
    _circuit.reset()
