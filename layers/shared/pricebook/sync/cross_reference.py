"""Cross-reference: the creator's prices for a gateway that publishes none of its own."""

import json

from pricebook.identity.canonical import plain_id
from pricebook.providers import homes
from pricebook.storage.postgres import Database

SOURCE = "cross-reference"


def write(database: Database, slug: str, run: int | None, *, complete: bool) -> None:
    """Believe the creators' prices of a gateway's models that have none of their own, and no more.

    Runs inside the transaction of the gateway's run, after its own prices were written.

    Args:
        database: the connection of the run.
        slug: the gateway.
        run: its number; a dry run has none.
        complete: whether the answer of the gateway is; one that is not takes no price back.
    """
    database.run("sync.cross_reference.set_aside")
    follow(database, slug, run, complete=complete)
    database.run("sync.cross_reference.put_together")


def follow(database: Database, slug: str | None, run: int | None, *, complete: bool = True) -> None:
    """Believe what creators charge now, of one gateway or of all; ends in `price_changes`.

    Args:
        database: the connection of the run, in a transaction.
        slug: the gateway; None is all of them.
        run: the run that changed something; a dry run has none.
        complete: whether what is not charged any more ends now.
    """
    unpriced = database.run("sync.cross_reference.unpriced", provider=slug)
    ids = [model for model, name, canonical in unpriced if canonical == plain_id(name)]
    database.run("sync.cross_reference.stage_resold", ids=ids, homes=json.dumps(homes()))
    database.run("sync.cross_reference.stage_changes", provider=slug, complete=complete)
    database.run("sync.prices.close_beliefs")
    database.run("sync.prices.archive_superseded", run=run)
    database.run("sync.prices.open_beliefs", source=SOURCE, run=run)
