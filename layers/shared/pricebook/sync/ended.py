"""Ended services: their offers and prices end on the day on which the service did."""

from pricebook.ledger.documents import refreshing
from pricebook.storage.postgres import Database
from pricebook.telemetry import logger


def end_offers(database: Database) -> int:
    """Deactivate what services that have ended still seem to sell, and return how many models.

    Their lists are not asked any more, so that no run would ever miss these models.
    """
    ((offered,),) = database.run("sync.ended.any_offered")
    if not offered:
        return 0
    with refreshing(database) as refreshed:
        database.run("sync.ended.deactivate")
        database.run("sync.models.end_prices")
    logger.info("ended", extra={"models": refreshed.models})
    return refreshed.models
