"""The one connection of a process that may only read. Imports pg8000: import it on a miss."""

import os
import time
from functools import cache
from typing import Any

from pg8000.exceptions import DatabaseError

from pricebook import settings
from pricebook.errors import Unavailable
from pricebook.storage.circuit_breaker import Circuit
from pricebook.storage.postgres import LOST, Database
from pricebook.telemetry import logger, metrics

PATIENCE_S = 4
"""An attempt and one reconnection fit into the ten seconds of the catalogue function."""
SESSION = {
    "default_transaction_read_only": "on",
    "jit": "off",  # compiling takes longer than any of these statements
    "statement_timeout": "3500ms",
    "work_mem": "64MB",  # the whole catalogue is sorted in memory
}
# SQLSTATEs of a server that cannot answer now: connection, login, no such database, no tables
# yet, no resources, shutting down or cancelled. Any other error is a defect of a statement.
AWAY = ("08", "28", "3D", "42P01", "53", "57")
TOO_SLOW = "57014"
"""A statement that took too long says nothing about the others."""

_circuit = Circuit("Postgres")


def rows(name: str, **params: object) -> list[list[Any]]:
    """Run a statement, which is named after its file in sql/, as in catalog.models.

    Raises:
        Unavailable: the database cannot answer now.
    """
    if not _circuit.closed:
        raise Unavailable("The database did not answer a moment ago.")
    started = time.perf_counter()
    try:
        return database().run(name, **params)
    except (*LOST, DatabaseError) as error:
        if not _away(error):
            raise
        if _state(error) == TOO_SLOW:
            logger.warning("a statement took too long", extra={"statement": name})
            raise Unavailable("This takes longer to make than a reader may wait.") from error
        database().close()
        _circuit.trip(error)
        raise Unavailable("The database does not answer.") from error
    finally:
        took = (time.perf_counter() - started) * 1000
        metrics.add_metric(name="DatabaseTime", unit="Milliseconds", value=took)


def row(name: str, **params: object) -> list[Any] | None:
    """Run a statement that returns one row at most."""
    found = rows(name, **params)
    return found[0] if found else None


def answering() -> bool:
    """Tell whether the database answers."""
    try:
        return bool(rows("catalog.lookup.answering"))
    except Unavailable:
        return False


@cache
def database() -> Database:
    """Return the connection."""
    return Database(
        settings.text("DATABASE_URL"), os.environ.get("DATABASE_ROLE"), PATIENCE_S, SESSION
    )


def reset() -> None:
    """Let go of the connection and forget its failures."""
    database().close()
    database.cache_clear()
    _circuit.reset()


def _away(error: Exception) -> bool:
    return not isinstance(error, DatabaseError) or _state(error).startswith(AWAY)


def _state(error: Exception) -> str:
    """Return the SQLSTATE; none where the server is gone."""
    return str(error.args[0].get("C", "")) if isinstance(error, DatabaseError) else ""
