"""`python -m local.commands.schema [--check]`: dump what all migrations make, or compare it.

Without --check it also adds the checksums of new migrations to migrations/checksums.txt.

schema.sql stands in git so that a review sees the truth, not only the steps to it.
"""

import difflib
import sys
import tempfile
from pathlib import Path

from local.stores.postgres import DATABASE, Postgres
from migrations import checksums
from migrations.__main__ import check as check_migrations
from migrations.runner import migrate, undo
from migrations.versioned import FOLDER
from pricebook.storage.postgres import connect

SCHEMA = FOLDER / "schema.sql"
VOLATILE = ("\\restrict", "\\unrestrict", "-- Dumped ")
"""Lines of pg_dump that differ from run to run or from server to server."""


def dump() -> str:
    """Return the schema after every migration, and prove that each can be undone and applied."""
    with tempfile.TemporaryDirectory(prefix="pricebook-") as folder:
        postgres = Postgres(Path(folder))
        connection = connect(postgres.start())
        try:
            undo(connection, len(migrate(connection).migrations))
            migrate(connection)
            return text(postgres)
        finally:
            connection.close()
            postgres.forget()


def text(postgres: Postgres, database: str = DATABASE) -> str:
    """Return the schema of a database as schema.sql has it."""
    lines = postgres.dump("--schema-only", "--no-owner", database=database).splitlines()
    kept = [line for line in lines if not line.startswith(VOLATILE)]
    return "\n".join(kept).strip() + "\n"


def main() -> int:
    """Write schema.sql, or with --check answer 1 where it is not current."""
    dumped = dump()
    if "--check" not in sys.argv:
        SCHEMA.write_text(dumped, encoding="utf-8")
        checksums.append()
        return check_migrations()
    committed = SCHEMA.read_text(encoding="utf-8")
    sys.stdout.writelines(
        difflib.unified_diff(
            committed.splitlines(keepends=True),
            dumped.splitlines(keepends=True),
            "migrations/schema.sql",
            "what the migrations make",
        )
    )
    if committed != dumped:
        print("migrations/schema.sql is not current: run make schema")
    return int(committed != dumped)


if __name__ == "__main__":
    sys.exit(main())
