"""Follow-up of a run: what a change means for offers of others, in a transaction of its own.

A gateway that states no price charges its creator's, a price that waits is confirmed by what
another source says, and what lists call otherwise than its seller means the seller's offer. All of
this would otherwise come with the next run of those sellers, so that a second pass over unchanged
lists would still write.
"""

from pricebook.ledger.documents import refreshing
from pricebook.storage.postgres import Database
from pricebook.sync import cross_reference, resolution, reviews, thresholds


def write(database: Database, run: int | None) -> dict[str, int]:
    """Bring the offers of others up to date after a run that changed something.

    Args:
        database: the connection of the run, outside of its transaction.
        run: its number.

    Returns:
        The generations that this raised, of which containers know; what is published is not.
    """
    with refreshing(database, published=False) as refreshed:
        database.run("sync.resolution.stage_unresolved")
        database.run("sync.follow_up.find_other_names")
        for provider, ids in database.run("sync.follow_up.waiting"):
            _confirm(database, provider, ids)
        cross_reference.follow(database, None, run)
        database.run("sync.prices.touch_repriced")
        database.run("sync.resolution.add_repriced")
        resolution.write(database, run)
    return refreshed.generations


def _confirm(database: Database, provider: str, ids: list[int]) -> None:
    """Accept what waits and no guard would hold any more, a whole card at a time."""
    limits = thresholds.of(database, provider)
    database.run("sync.follow_up.stage_waiting", ids=ids)
    reviews.hold(database, limits, automatic=True, complete=False, everything=False)
    confirmed = [number for (number,) in database.run("sync.follow_up.confirmed", ids=ids)]
    database.run("sync.follow_up.drop_stage")
    if confirmed:
        reviews.approve(database, confirmed, reviews.ACTOR, "confirmed by other sources")
