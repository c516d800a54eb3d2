"""Cross-reference: the creator's prices for a gateway that publishes none of its own."""

import json
from collections.abc import Iterable

from pricebook.adapters.listing import Listing
from pricebook.identity.canonical import plain_id
from pricebook.providers import homes
from pricebook.storage.postgres import Database

SOURCE = "cross-reference"


def write(database: Database, slug: str, listings: Iterable[Listing], run: int | None) -> None:
    """Believe the creators' prices of a gateway's models that have none of their own, and no more.

    Runs inside the transaction of the gateway's run, after its own prices were written. A creator's
    new price arrives with the gateway's next run: so no run writes prices of another seller.

    Args:
        database: the connection of the run.
        slug: the gateway.
        listings: what it sells.
        run: its number; a dry run has none.
    """
    plain = {
        listing.provider_model_id: listing.canonical_id
        for listing in listings
        if listing.canonical_id and listing.canonical_id == plain_id(listing.provider_model_id)
    }
    database.run("sync.cross_reference.set_aside")
    database.run(
        "sync.cross_reference.stage_resold",
        provider=slug,
        plain=json.dumps(plain),
        homes=json.dumps(homes()),
    )
    database.run("sync.prices.stage_prices", source=SOURCE, complete=True)
    database.run("sync.prices.close_beliefs")
    database.run("sync.prices.archive_superseded", run=run)
    database.run("sync.prices.open_beliefs", source=SOURCE, run=run)
    database.run("sync.cross_reference.put_together")
