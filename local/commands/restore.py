"""`restore`: the database as a backup has it."""

import os
from contextlib import closing
from pathlib import Path

from local.errors import LocalError
from local.home import Home
from local.stores.addresses import borrowed, connection
from migrations import restore as restoring
from migrations.errors import MigrationError
from pricebook.serving import cache


def restore(home: Home, file: Path, *, agreed: bool) -> None:
    """Replace the whole database; readers see it with their next request."""
    with borrowed(home) as addresses:
        with closing(connection(addresses)) as database:
            try:
                restored = restoring.restore(database, file, agreed=agreed)
            except MigrationError as error:
                raise LocalError(str(error)) from error
        os.environ["REDIS_URL"] = addresses.redis
        cache.announce(restored.generations)
    for label in restored.applied:
        print(f"Applied migration {label}")
    print(f"The database is what it was at {restored.taken_at}.")
