"""Announcement of what a run changed: to containers, offers that follow, and published lists."""

from pricebook.catalog import lookup
from pricebook.serving import cache
from pricebook.storage.postgres import Database
from pricebook.sync import follow_up, publication


def announce(
    database: Database, provider: str | None, generations: dict[str, int], run: int | None
) -> None:
    """Let readers hear of a run after its commit, and the offers of others follow it.

    Args:
        database: the connection of the run.
        provider: whose own catalogue is built anew beside the whole; None is the whole alone.
        generations: that the run raised, by scope.
        run: its number.
    """
    cache.announce(generations, published=False)
    try:
        lookup.warm(provider)
        generations |= follow_up.write(database, run)
    finally:
        publication.at_once(database, generations)
