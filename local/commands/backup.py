"""`backup`: the whole database into one file."""

from datetime import UTC, datetime
from pathlib import Path

from pg8000.exceptions import DatabaseError

from local.errors import LocalError
from local.home import Home
from local.stores.addresses import borrowed, connection
from migrations.backup import write
from migrations.errors import MigrationError
from pricebook.storage.postgres import CONNECTION_ERRORS


def backup(home: Home, file: Path | None) -> None:
    """Write a backup and say where; whoever reads or writes the catalogue meanwhile may go on."""
    target = file or home.path / "backups" / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"
    if target.exists():
        raise LocalError(f"{target} exists already: name another FILE.")
    with borrowed(home) as addresses, connection(addresses) as database:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            tables = write(database, target)
        except MigrationError as error:
            raise LocalError(str(error)) from error
        except (DatabaseError, *CONNECTION_ERRORS) as error:  # a full disk is one of them
            raise LocalError(f"The backup failed: {error}. Nothing was kept.") from error
    print(f"{target} has all {tables} tables, {target.stat().st_size / 1e6:.1f} MB")
