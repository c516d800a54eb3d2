"""Listed offers: what a reference list states of each offer, stored as it was told."""

import json
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from pricebook.adapters.listing import ledger_row
from pricebook.errors import GuardRefused
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.identity.canonical import canonical_id
from pricebook.pricing.price import Figure
from pricebook.references import ListedOffer, references
from pricebook.references.sellers import Known
from pricebook.resolution.placeholders import placeholders
from pricebook.storage.postgres import Database
from pricebook.sync.listed_sellers import open_sellers, seller_spelling
from pricebook.sync.thresholds import Thresholds

MIN_SHRINKABLE = 10
"""How many offers of a seller a list states before losing them is a shrink."""


def known_ids(database: Database) -> dict[str, list[str]]:
    """Return every id that is known of each seller, from its own list or from others."""
    return dict(database.run("sync.listed_offers.known_ids"))


def store(  # noqa: PLR0913 - what may be said of a list
    database: Database,
    source: str,
    offers: Collection[ListedOffer],
    limits: Thresholds,
    *,
    force: bool,
    spared: Collection[str] = (),
) -> list[Finding]:
    """Write what a list states now beside what it stated before, inside a run's transaction.

    Args:
        database: the connection of the run.
        source: whose word it is.
        offers: everything that it states.
        limits: its guards.
        force: believe a list that lost most of what it stated.
        spared: sellers of whom it could not be read: what it stated of them stands.

    Returns:
        The sellers whose offers it lost, which are kept.

    Raises:
        GuardRefused: the list itself lost most of what it stated.
    """
    database.run("sync.listed_offers.stage_tables")
    database.run("sync.listed_offers.spare_sellers", sellers=list(spared))
    _stage(database, offers)
    floor = 0 if force else limits.shrink_floor
    before, now = database.run("sync.listed_offers.sizes", source=source)[0]
    if not now or now < floor * before:
        raise GuardRefused(f"the list states {now} offers, and stated {before} before")
    shrunk = database.run(
        "sync.listed_offers.spare_shrunk_sellers",
        source=source,
        floor=floor,
        least=MIN_SHRINKABLE,
    )
    database.run("sync.listed_offers.close_changed", source=source)
    database.run("sync.listed_offers.close_missed", source=source, misses=limits.misses)
    database.run("sync.listed_offers.forget_misses", source=source)
    _open(database, source)
    return _findings(shrunk)


def match_new_ids(database: Database) -> None:
    """Let the lists that describe ids speak of those that are new in this run (`new_ids`)."""
    for reference in references().values():
        if not reference.by_rule:
            continue
        source = reference.source
        ids = dict(database.run("sync.listed_offers.unmatched_ids", source=source))
        bodies = database.run("sync.listed_offers.document", source=source) if ids else []
        for (text,) in bodies:
            body = json.loads(text, parse_float=Figure)
            known = Known(open_sellers().values(), _beside_known(database, ids))
            _stage(database, reference.read(body, known), ids)
            _open(database, source)


def _beside_known(database: Database, ids: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return new ids beside those that their sellers had, whose prices may cast doubt on theirs."""
    known = known_ids(database)
    return {provider: [*new, *known.get(provider, ())] for provider, new in ids.items()}


def _stage(
    database: Database,
    offers: Iterable[ListedOffer],
    ids: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Stage what is stated, or what of it is stated of these ids."""
    stated = {(offer.provider, offer.provider_model_id): offer for offer in offers}
    bases = {key: base for key, offer in stated.items() if (base := _base(offer))}
    doubtful = placeholders(bases)
    rows = [
        _row(offer, doubtful=(provider, model_id) in doubtful)
        for (provider, model_id), offer in stated.items()
        if ids is None or model_id in ids.get(provider, ())
    ]
    database.run("sync.listed_offers.stage", offers=json.dumps(rows))


def _base(offer: ListedOffer) -> tuple[Decimal, Decimal] | None:
    amounts = {price.meter: price.amount for price in offer.prices if not price.conditions}
    base = (amounts.get("input_tokens"), amounts.get("output_tokens"))
    return (base[0], base[1]) if base[0] and base[1] else None


def _open(database: Database, source: str) -> None:
    database.run("sync.listed_offers.open", source=source)
    database.run("sync.listed_offers.drop_stage")


def _row(offer: ListedOffer, *, doubtful: bool) -> dict[str, Any]:
    prices = [ledger_row(price) for price in offer.prices]
    return {
        "provider": offer.provider,
        "provider_model_id": offer.provider_model_id,
        "canonical_id": canonical_id(seller_spelling(offer.provider), offer.provider_model_id),
        "listed_as": offer.listed_as,
        "match": offer.match,
        "doubtful": doubtful,
        "prices": sorted(prices, key=lambda row: (row["meter"], str(row["conditions"]))),
        "facts": dict(offer.facts),
        "dated": offer.dated and offer.dated.isoformat(),
    }


def _findings(shrunk: list[list[Any]]) -> list[Finding]:
    if not shrunk:
        return []
    provider, before, now = shrunk[0]
    sample = f"{provider}: {now} offers are left of {before}; they stay as they were stated"
    return [Finding("guard", len(shrunk), sample, WHAT_TO_DO["shrunk"])]
