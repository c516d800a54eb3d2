"""`python -m migrations`: apply what is pending to DATABASE_URL."""

import argparse
import sys

from pg8000.native import Connection

from migrations.runner import MigrationError, migrate, undo
from pricebook import settings
from pricebook.storage.postgres import connect


def main() -> int:
    """Apply, list or undo migrations; 1 where files and database do not fit together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--dry-run", action="store_true", help="run what is pending, then roll back"
    )
    parser.add_argument("--down", type=int, metavar="N", help="undo the last N migrations")
    options = parser.parse_args()
    connection = connect(settings.text("DATABASE_URL"))
    try:
        report(connection, dry_run=options.dry_run, down=options.down)
    except MigrationError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        connection.close()
    return 0


def report(connection: Connection, *, dry_run: bool = False, down: int | None = None) -> None:
    """Apply or undo, and print one line per migration."""
    if down:
        for label in undo(connection, down):
            print(f"undone   {label}")
        return
    labels = migrate(connection, dry_run=dry_run)
    for label in labels:
        print(f"{'would apply' if dry_run else 'applied'}  {label}")
    if not labels:
        print("the database is up to date")


if __name__ == "__main__":
    sys.exit(main())
