"""`restore`: the database as a backup has it."""

import os
from pathlib import Path

from pg8000.exceptions import DatabaseError

from local.errors import LocalError
from local.home import Home
from local.stores.addresses import borrowed, connection
from migrations import restore as restoring
from migrations.errors import MigrationError
from pricebook.serving import cache
from pricebook.storage.postgres import CONNECTION_ERRORS


def restore(home: Home, file: Path, *, agreed: bool) -> None:
    """Replace the whole database; readers see it with their next request."""
    with borrowed(home) as addresses:
        with connection(addresses) as database:
            try:
                restored = restoring.restore(database, file, agreed=agreed)
            except MigrationError as error:
                raise LocalError(str(error)) from error
            except (DatabaseError, *CONNECTION_ERRORS) as error:
                raise LocalError(
                    f"The restore was interrupted: {error}. It was kept whole or not at all:"
                    " run it again."
                ) from error
        os.environ["REDIS_URL"] = addresses.redis
        cache.announce(restored.generations)
    for label in restored.applied:
        print(f"Applied migration {label}")
    print(f"The database is what it was at {restored.taken_at}.")
