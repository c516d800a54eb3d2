"""Writer: the one connection of a process that may write."""

import os
from functools import cache

from pricebook import settings
from pricebook.storage.postgres import Database


@cache
def writer() -> Database:
    """Return the one connection of this process that may write."""
    return Database(settings.text("DATABASE_URL"), os.environ.get("DATABASE_ROLE"))
