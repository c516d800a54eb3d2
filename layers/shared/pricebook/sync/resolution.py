"""Resolution within a run: bring the rule the cards of offers, and write what it takes."""

import json
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import batched
from typing import Any

from pricebook.pricing.meters import METERS
from pricebook.resolution.card import Card, Key, Rate, card_of
from pricebook.resolution.moving import cards_of, kind_of
from pricebook.resolution.rule import Resolution, Taken, resolve
from pricebook.storage.postgres import Database

BATCH = 2000
"""How many offers are decided at a time, which bounds the memory."""


def write(database: Database, run: int | None) -> None:
    """Resolve the offers in the table `unresolved`, and write what changed.

    Runs inside the transaction of a run, after what the sellers and the lists state was written.

    Args:
        database: the connection of the run.
        run: its number; a dry run has none.
    """
    database.run("sync.resolution.add_moving")
    database.run("sync.resolution.stage_resolved")
    database.run("sync.resolution.add_unstated")
    ids = [row[0] for row in database.run("sync.resolution.unresolved_ids")]
    for batch in batched(ids, BATCH, strict=False):
        ((questions,),) = database.run("sync.resolution.questions", ids=list(batch))
        resolved = [_resolved(question) for question in json.loads(questions)]
        database.run("sync.resolution.add_resolved", resolved=json.dumps(resolved))
    database.run("sync.resolution.stage_list_changes")
    database.run("sync.resolution.close_beliefs")
    database.run("sync.resolution.archive_superseded", run=run)
    database.run("sync.resolution.open_beliefs", run=run)
    database.run("sync.resolution.keep_resolutions")


def _resolved(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is taken of an offer, as the statements read it."""
    name = question["name"]
    cards: dict[str, list[Card]] = defaultdict(list)
    for stated in question["cards"] or ():
        cards[stated["name"]].append(_card(stated))
    resolution = resolve(
        cards_of(name, {name: [], **cards}),
        kind_of(name, question["kind"]),
        _own(question["own"] or ()),
        draws=question["draws"] or "image" in name.lower(),
    )
    prices = [_price(taken) for taken in resolution.prices]
    return {"id": question["id"], "prices": prices, "cards": _verdicts(resolution)}


def _card(stated: Mapping[str, Any]) -> Card:
    exact = stated["match"] == "exact"
    return card_of(stated["source"], stated["prices"], exact=exact, doubtful=stated["doubtful"])


def _own(rows: Any) -> dict[Key, Rate | None]:  # noqa: ANN401 - decoded JSON
    """Return what the seller states; a creator's price in its stead is mixed with nothing."""
    own: dict[Key, Rate | None] = {}
    for row in rows:
        rate = Rate(row["meter"], row["conditions"], Decimal(row["amount"] or 0), row["published"])
        dollars = row["currency"] == "USD" and row["source"] == "database"
        own[rate.key] = rate if dollars else None
    return own


def _price(taken: Taken) -> dict[str, Any]:
    rate = taken.rate
    return {
        "source": taken.source,
        "meter": rate.meter,
        "conditions": dict(rate.conditions),
        "amount": format(rate.amount, "f"),
        "published": rate.published,
        "confidence": taken.confidence,
        "agree": list(taken.support.agree),
        "against": [
            {"source": source, "amount": _quoted(other)} for source, other in taken.support.against
        ],
    }


def _quoted(rate: Rate) -> str:
    """Return an amount per the quantity that people quote, as the API writes it."""
    return format((rate.amount * METERS[rate.meter].per).normalize(), "f")


def _verdicts(resolution: Resolution) -> list[dict[str, Any]]:
    verdicts = (
        {"source": v.source, "became": v.became, "refused": list(v.refused)}
        for v in resolution.verdicts
    )
    return sorted(verdicts, key=lambda verdict: str(verdict["source"]))
