"""`migrate`: applies or undoes migrations on the database of a home."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from local.errors import LocalError
from local.home import Home
from local.stores.addresses import Addresses, borrowed, connection
from migrations.__main__ import report
from migrations.errors import MigrationError, message
from migrations.runner import Outcome
from migrations.runner import migrate as bring_up_to_date
from pricebook.storage.postgres import CONNECTION_ERRORS


def migrate(home: Home, *, dry_run: bool, down: int | None) -> None:
    """Apply or undo, and print one line per migration."""
    with borrowed(home) as addresses, _migrating(addresses) as database:
        report(database, dry_run=dry_run, down=down)


def apply(addresses: Addresses) -> None:
    """Bring a database up to date, and say what that took."""
    with _migrating(addresses) as database:
        tell(bring_up_to_date(database))


def tell(outcome: Outcome) -> None:
    """Print what an update of the schema did, in a few lines."""
    for label in outcome.migrations:
        print(f"Applied migration {label}", flush=True)
    if names := outcome.definitions.applied + outcome.definitions.dropped:
        print(f"Refreshed {len(names)} definitions of views and functions", flush=True)


@contextmanager
def _migrating(addresses: Addresses) -> Iterator[Connection]:
    database = connection(addresses)
    try:
        yield database
    except MigrationError as error:
        raise LocalError(str(error)) from error
    except DatabaseError as error:
        raise LocalError(
            f"The database refused to be migrated: {message(error)}. What was under way is rolled"
            " back: remove the cause, and run make migrate."
        ) from error
    except CONNECTION_ERRORS as error:
        raise LocalError(
            f"The connection to the database was lost: {error}. What was under way is rolled back:"
            " run make migrate again."
        ) from error
    finally:
        with suppress(*CONNECTION_ERRORS):  # it may be what was lost
            database.close()
