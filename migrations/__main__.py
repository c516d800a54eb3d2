"""`python -m migrations`: apply what is pending to DATABASE_URL."""

import argparse
import sys

from pg8000.native import Connection

from migrations import checksums
from migrations.errors import MigrationError
from migrations.runner import migrate, undo
from pricebook import settings
from pricebook.storage.postgres import connect


def main() -> int:
    """Apply, list or undo migrations; 1 where files and database do not fit together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare the files with checksums.txt, and do no more"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="run what is pending, then roll back"
    )
    parser.add_argument("--down", type=int, metavar="N", help="undo the last N migrations")
    options = parser.parse_args()
    if options.check:
        return check()
    connection = connect(settings.text("DATABASE_URL"))
    try:
        report(connection, dry_run=options.dry_run, down=options.down)
    except MigrationError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        connection.close()
    return 0


def check() -> int:
    """Print each migration that is not what was committed; 1 where there is one."""
    differences = checksums.differences()
    for sentence in differences:
        print(sentence, file=sys.stderr)
    return int(bool(differences))


def report(connection: Connection, *, dry_run: bool = False, down: int | None = None) -> None:
    """Apply or undo, and print one line per migration and per definition."""
    if down is None:
        outcome = migrate(connection, dry_run=dry_run)
        verb, nothing = "applied", "the database is up to date"
    elif down > 0:
        outcome = undo(connection, down)
        verb, nothing = "undone", "there is nothing to undo"
    else:
        raise MigrationError("DOWN is how many migrations to undo: 1 or more.")
    lines = [f"{verb}  {label}" for label in outcome.migrations]
    lines += [f"applied  definition {name}" for name in outcome.definitions.applied]
    lines += [f"dropped  definition {name}" for name in outcome.definitions.dropped]
    prefix = "would be " if dry_run else ""
    print("\n".join(f"{prefix}{line}" for line in lines) or nothing)


if __name__ == "__main__":
    sys.exit(main())
