"""A database as the last code before the squash left it, with a row in every table."""

import hashlib
import re

from pg8000.native import Connection

from tests.support.paths import ROOT

FOLDER = ROOT / "tests/migrations/release_0"
LEDGER = """
CREATE TABLE schema_migrations (
  version    integer PRIMARY KEY,
  name       text NOT NULL,
  checksum   text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)
"""


def migrations() -> dict[str, str]:
    """Return the text of each migration of that day by its file's name."""
    _, *rest = re.split(
        r"^-- file: (\S+)\n", (FOLDER / "migrations.sql").read_text(), flags=re.MULTILINE
    )
    return dict(zip(rest[::2], rest[1::2], strict=True))


def install(connection: Connection, until: int = 26) -> None:
    """Apply the migrations of that day up to a version, as the runner of that day did."""
    connection.run(LEDGER)
    for name, sql in migrations().items():
        if int(name[:4]) <= until:
            connection.run(sql)
            connection.run(
                "INSERT INTO schema_migrations (version, name, checksum)"
                " VALUES (:version, :name, :checksum)",
                version=int(name[:4]),
                name=name.removesuffix(".up.sql")[5:],
                checksum=hashlib.sha256(sql.encode()).hexdigest(),
            )


def fill(connection: Connection) -> None:
    """Add rows to every table, some of them through triggers."""
    connection.run((FOLDER / "rows.sql").read_text())
