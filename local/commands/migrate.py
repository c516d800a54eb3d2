"""`migrate`: applies or undoes migrations on the database of a home."""

from collections.abc import Iterator
from contextlib import contextmanager

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from local.errors import LocalError
from local.home import Home
from local.stores.addresses import Addresses, borrowed, connection
from local.terminal import tell
from migrations import runner
from migrations.__main__ import report
from migrations.errors import MigrationError
from pricebook.storage.postgres import CONNECTION_ERRORS


def migrate(home: Home, *, dry_run: bool, down: int | None) -> None:
    """Apply or undo, and print one line per migration."""
    with borrowed(home) as addresses, _migrating(addresses) as database:
        report(database, dry_run=dry_run, down=down)


def apply(addresses: Addresses) -> None:
    """Bring a database up to date, and say what that took."""
    with _migrating(addresses) as database:
        outcome = runner.migrate(database)
    if outcome.migrations:
        tell(f"Applied {len(outcome.migrations)} migrations, the last one {outcome.migrations[-1]}")
    if definitions := outcome.definitions.applied + outcome.definitions.dropped:
        tell(f"Applied {len(definitions)} definitions of views and functions")


@contextmanager
def _migrating(addresses: Addresses) -> Iterator[Connection]:
    try:
        with connection(addresses) as database:
            yield database
    except MigrationError as error:
        raise LocalError(str(error)) from error
    except (DatabaseError, *CONNECTION_ERRORS) as error:
        raise LocalError(
            f"The migration was interrupted: {error}. What it had begun is rolled back:"
            " run `make migrate` again."
        ) from error
