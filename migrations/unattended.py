"""Apply migrations where nobody watches: in limited time, and never in the way of readers."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer

from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection

from migrations.errors import MigrationError
from migrations.runner import Outcome, migrate
from pricebook import settings
from pricebook.storage.postgres import CONNECTION_ERRORS, connect

LOCK_TIMEOUT = "SET lock_timeout = '10s'"
"""Whoever asks for a table while a migration waits for it waits behind it."""
FAREWELL_S = 5
"""How long ending a session may take."""

# Only Amazon's databases know rds_iam. They refuse the password of every member of it, direct or
# not: the owner, whom 0101 made a member of both roles, could not log in for the next deploy.
LET_IN = """
REVOKE pricebook_reader, pricebook_writer FROM CURRENT_USER;
GRANT rds_iam TO pricebook_reader, pricebook_writer
"""


def apply(url: str, seconds: float) -> Outcome:
    """Apply what is pending, and let the functions' roles log in where DB_IAM says so.

    Args:
        url: where the database is, as its owner.
        seconds: how long all of it may take; what is not done by then is rolled back.

    Raises:
        MigrationError: files and database do not fit together, or the time was too short.
    """
    connection = connect(url, timeout=seconds + FAREWELL_S)  # the session is ended before that
    try:
        with _limited(connection, url, seconds):
            connection.run(LOCK_TIMEOUT)
            outcome = migrate(connection)
            if settings.text("DB_IAM", "false") == "true":
                connection.run(LET_IN)
    finally:
        with suppress(*CONNECTION_ERRORS):  # it is gone already
            connection.close()
    return outcome


@contextmanager
def _limited(connection: Connection, url: str, seconds: float) -> Iterator[None]:
    """End the session on the server when its time is up: only that frees its locks at once."""
    [[session]] = connection.run("SELECT pg_backend_pid()")
    over = Event()
    timer = Timer(seconds, _end, (over, url, session))
    timer.start()
    try:
        yield
    except (MigrationError, DatabaseError, InterfaceError) as error:
        if over.is_set():
            raise MigrationError(
                f"The migrations took longer than {seconds:.0f} seconds; the one under way was"
                " rolled back. Give the function more time, or make the migration smaller."
            ) from error
        raise
    finally:
        timer.cancel()


def _end(over: Event, url: str, session: int) -> None:
    over.set()
    connection = connect(url, timeout=FAREWELL_S)
    connection.run("SELECT pg_terminate_backend(:session)", session=session)
    connection.close()
