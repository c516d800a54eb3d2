"""Session of a runner: one at a time, in transactions, and every end of it is a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from migrations.errors import MigrationError, message
from pricebook.storage.postgres import CONNECTION_ERRORS

LOCK = 7_423_656_213
"""The advisory lock that every runner of Pricebook's migrations takes."""
CHECK_CLIENT = "SET client_connection_check_interval = '1s'"
"""A long statement ends soon after its runner was interrupted or killed, and its locks with it."""
UNLOCK = "SELECT pg_advisory_unlock(:lock)"
ROLLED_BACK = "What was under way is rolled back."


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Hold the lock of all runners; whatever ends them, end in a sentence.

    After an interrupt the connection is in the middle of an answer, so nothing more is asked of
    it: when it is closed, the server rolls back and unlocks.
    """
    try:
        connection.run(CHECK_CLIENT)
        connection.run("SELECT pg_advisory_lock(:lock)", lock=LOCK)
        with _unlocked_after(connection):
            yield
    except KeyboardInterrupt as interrupt:
        raise MigrationError(f"Interrupted. {ROLLED_BACK} Run it again.") from interrupt
    except CONNECTION_ERRORS as error:
        raise MigrationError(
            f"The connection to the database was lost: {error}. {ROLLED_BACK} Run it again."
        ) from error
    except DatabaseError as error:
        raise MigrationError(
            f"The database refused: {message(error)}. {ROLLED_BACK} Remove the cause, and run it"
            " again."
        ) from error


@contextmanager
def _unlocked_after(connection: Connection) -> Iterator[None]:
    try:
        yield
    except (MigrationError, DatabaseError):
        connection.run(UNLOCK, lock=LOCK)
        raise
    connection.run(UNLOCK, lock=LOCK)


@contextmanager
def transaction(connection: Connection, *, keep: bool) -> Iterator[None]:
    """Keep everything inside, or nothing; with keep=False nothing, whatever happens."""
    connection.run("BEGIN")
    try:
        yield
    except (MigrationError, DatabaseError):
        connection.run("ROLLBACK")
        raise
    connection.run("COMMIT" if keep else "ROLLBACK")
