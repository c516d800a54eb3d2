"""Adoption of databases from before the squash, whose schema is that of the baselines.

Migrations 1 to 26 were squashed into the baselines. A database that has all of them, unchanged, is
adopted: the baselines are recorded in their place, and its views and functions are made anew.
"""

import json
from collections.abc import Mapping
from typing import Any

from pg8000.native import Connection

from migrations.errors import MigrationError
from migrations.versioned import FOLDER, Migration

LAST_BASELINE = 109
LAST_COMMIT = "b48cb41"
"""The last commit that has the migrations from before the squash."""
# In no form that is known, so that each is made anew, or dropped where it has no file any more.
NOTE = """
INSERT INTO schema_definitions (name, checksum)
SELECT name, '' FROM unnest(CAST(:names AS text[])) AS name
"""


def is_old(applied: Mapping[int, str]) -> bool:
    """Return whether a database is from before the squash and can be adopted.

    Args:
        applied: the checksum of each migration that the database has, by version.

    Raises:
        MigrationError: it is from before the squash, and not what the baselines make.
    """
    old = {int(name[:4]): checksum for name, checksum in _squashed()["migrations"].items()}
    if applied.keys().isdisjoint(old):
        return False
    if missing := sorted(old.keys() - applied.keys()):
        raise MigrationError(
            f"This database is from before the migrations were squashed, and lacks {missing} of"
            f" them. Nothing was changed. Run `make migrate` with commit {LAST_COMMIT}, then this"
            " one again."
        )
    if applied != old:
        changed = sorted(n for n in applied if applied[n] != old.get(n))
        raise MigrationError(
            f"This database is from before the migrations were squashed, and its {changed} are not"
            f" those of commit {LAST_COMMIT}: nobody knows what its schema is. Nothing was changed."
            " Start with an empty database, and let `make sync` fill it."
        )
    return True


def baselines(known: list[Migration]) -> list[Migration]:
    """Return those of the known migrations that stand for what was squashed."""
    return [migration for migration in known if migration.version <= LAST_BASELINE]


def adopt(connection: Connection) -> None:
    """Forget the old migrations, and note the views and functions that they made."""
    connection.run("DELETE FROM schema_migrations")
    connection.run(NOTE, names=_squashed()["definitions"])


def _squashed() -> dict[str, Any]:
    """Return the checksums of the old migrations, and the names of their views and functions."""
    return dict(json.loads((FOLDER / "squashed.json").read_text(encoding="utf-8")))
