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
    found = checksums.differences()
    for sentence in found:
        print(sentence, file=sys.stderr)
    return int(bool(found))


def report(connection: Connection, *, dry_run: bool = False, down: int | None = None) -> None:
    """Apply or undo, and print one line per migration and per definition."""
    would = "would be " if dry_run else ""
    if down is not None:
        outcome, verb = undo(connection, max(down, 0)), "undone"
    else:
        outcome, verb = migrate(connection, dry_run=dry_run), f"{would}applied"
    lines = [f"{verb}  {label}" for label in outcome.migrations]
    lines += [f"{would}applied  definition {name}" for name in outcome.definitions.applied]
    lines += [f"{would}dropped  definition {name}" for name in outcome.definitions.dropped]
    print("\n".join(lines) or "the database is up to date")


if __name__ == "__main__":
    sys.exit(main())
