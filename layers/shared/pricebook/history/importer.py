"""Importer: dated words of lists and sellers, written into the ledger as prices of the past.

What was said is valid then and recorded now. A repeated import changes nothing, and what we
observed ourselves wins for the same time.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import batched
from typing import Any

from pricebook.adapters.listing import ledger_row
from pricebook.history.dated_bodies import DatedBodies
from pricebook.history.dated_list import DatedList
from pricebook.history.past_prices import DatedCard, PastPrice, past_prices
from pricebook.history.statements import OfferKey, Statement, offer_key
from pricebook.identity.canonical import canonical_id
from pricebook.ledger.documents import forget, refreshing
from pricebook.references import ListedOffer
from pricebook.references.sellers import Known
from pricebook.resolution.card import card_of
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync.listed_sellers import listed_sellers, seller_spelling
from pricebook.sync.registration import register
from pricebook.telemetry import logger

BATCH = 2000
"""How many offers are priced at a time, which bounds the memory."""

type Dated = DatedList | DatedBodies
"""What somebody said in the past: a list of many sellers, or a seller of its own offers."""


@dataclass(slots=True)
class Imported:
    """What an import changed.

    Attributes:
        lines: how many changes of lists, and answers of sellers, were read.
        superseded: how many of them stood for less than a day, and so are noise.
        statements: how many statements about offers they make.
        offers: how many offers cost something else in the past than was known before.
        models: how many offers that are no longer sold became known.
        prices: how many prices of the past were recorded.
        withdrawn: how many that were recorded before are believed no longer.
    """

    lines: int = 0
    superseded: int = 0
    statements: int = 0
    offers: int = 0
    models: int = 0
    prices: int = 0
    withdrawn: int = 0
    lists: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """One list or seller, and what it stated."""

    dated: Dated
    statements: Sequence[Statement]


def run(lists: Iterable[Dated], *, imported_by: str, dry_run: bool = False) -> Imported:
    """Import what lists stated in the past, in one transaction, while nobody else writes.

    Args:
        lists: the dated lines of each list, or answers of each seller; each begins with all that
            was stated on its first day.
        imported_by: who asks for it: bundle, cli or admin:<sub>.
        dry_run: find out what would change, and keep nothing.
    """
    database = writer()
    register(database)
    report = Imported()
    read = _read(database, lists)
    with refreshing(database, keep=not dry_run) as refreshed:
        database.run("history.importer.stage_tables")
        for each in read:
            last_import = _store(database, each, imported_by, report)
        _add_models(database, report)
        forget(database, refreshed, _write_prices(database, last_import, report))
    logger.info("history imported", extra={"counts": report})
    return report


def _read(database: Database, lists: Iterable[Dated]) -> list[_Read]:
    """Read every list, those that describe ids by rules after those that name them."""
    since, ids = _known_offers(database)
    read = []
    for dated in sorted(lists, key=lambda dated: dated.by_rule):
        known = Known(listed_sellers().values(), {slug: sorted(n) for slug, n in ids.items()})
        statements = dated.statements(known, since)
        for statement in statements:
            key, offer = offer_key(statement.offer), statement.offer
            if offer.match == "exact":
                since[key] = min(since.get(key, date.max), statement.since, _released(offer))
            ids[offer.provider].add(offer.provider_model_id)
        read.append(_Read(dated, statements))
    return read


def _released(offer: ListedOffer) -> date:
    """Return the day on which a list says that a model was released, or the end of time."""
    return date.fromisoformat(offer.facts.get("release_date", date.max.isoformat()))


def _known_offers(database: Database) -> tuple[dict[OfferKey, date], dict[str, set[str]]]:
    since: dict[OfferKey, date] = {}
    ids: dict[str, set[str]] = defaultdict(set)
    for provider, model_id, first in database.run("history.importer.known_offers"):
        ids[provider].add(model_id)
        if first:
            since[provider, model_id.lower()] = date.fromisoformat(first)
    return since, ids


def _store(database: Database, read: _Read, imported_by: str, report: Imported) -> int:
    """Keep what a list stated, and return the number of the import."""
    dated = read.dated
    ends = _midnight(dated.last_day + timedelta(days=1))
    ((number,),) = database.run(
        "history.importer.open",
        source=dated.source,
        digest=dated.digest,
        first_day=dated.first_day.isoformat(),
        last_day=dated.last_day.isoformat(),
        lines=dated.lines,
        superseded=dated.superseded,
        imported_by=imported_by,
    )
    statements = json.dumps([_row(statement) for statement in read.statements])
    whose = {"source": dated.source, "seller": dated.seller}
    database.run("history.importer.stage", **whose, statements=statements, ends=ends)
    database.run("history.importer.measure_stage")
    days = {"begins": _midnight(dated.first_day), "ends": ends}
    database.run("history.importer.replace", **whose, **days, **{"import": number})
    database.run("history.importer.drop_stage")
    report.lists.append(dated.name)
    report.lines += dated.lines
    report.superseded += dated.superseded
    report.statements += len(read.statements)
    return int(number)


def _row(statement: Statement) -> dict[str, Any]:
    offer = statement.offer
    prices = [ledger_row(price) for price in offer.prices]
    return {
        "provider": offer.provider,
        "provider_model_id": offer.provider_model_id,
        "canonical_id": _canonical_id(offer.provider, offer.provider_model_id),
        "listed_as": offer.listed_as,
        "match": offer.match,
        "prices": sorted(prices, key=lambda row: (row["meter"], str(row["conditions"]))),
        "facts": dict(offer.facts),
        "since": _midnight(statement.since),
        "until": statement.until and _midnight(statement.until),
    }


@lru_cache(maxsize=10_000)
def _canonical_id(provider: str, model_id: str) -> str | None:
    # lists state several prices of one offer, and each is told of the same model
    return canonical_id(seller_spelling(provider), model_id)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add_models(database: Database, report: Imported) -> None:
    """Make known the offers that were sold then and are not sold now."""
    database.run("history.importer.add_moving")
    database.run("history.importer.stage_models")
    database.run("sync.models.identify")
    database.run("sync.models.add_models")
    ((report.models,),) = database.run("history.importer.count_added")


def _write_prices(database: Database, number: int, report: Imported) -> list[str]:
    """Write what the changed statements make of the past; return the sellers it concerns."""
    ids = [row[0] for row in database.run("history.importer.affected_ids")]
    for batch in batched(ids, BATCH, strict=False):
        ((questions,),) = database.run("history.importer.questions", ids=list(batch))
        rows = [row for each in json.loads(questions or "[]") for row in _price_rows(each)]
        database.run("history.importer.add_prices", prices=json.dumps(rows))
    database.run("history.importer.compare", ids=ids)
    database.run("history.importer.close_withdrawn")
    database.run("history.importer.record", **{"import": number})
    ((report.offers, report.prices, report.withdrawn, sellers),) = database.run(
        "history.importer.summary"
    )
    return [*sellers, "all"] if sellers else []


def _price_rows(question: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    name = question["name"]
    cards: dict[str, list[DatedCard]] = defaultdict(list)
    for stated in question["cards"] or ():
        cards[stated["name"]].append(_dated_card(stated))
    draws = question["draws"] or "image" in name.lower()
    for price in past_prices(name, cards, question["kind"], draws=draws):
        yield _price_row(question["id"], price)


def _dated_card(stated: Mapping[str, Any]) -> DatedCard:
    card = card_of(stated["source"], stated["prices"], exact=stated["match"] == "exact")
    since, until = (datetime.fromisoformat(stated[edge]) for edge in ("since", "until"))
    return DatedCard(card, since, until)


def _price_row(model_id: int, price: PastPrice) -> dict[str, Any]:
    return {
        "model_id": model_id,
        "source": price.source,
        "meter": price.rate.meter,
        "conditions": dict(price.rate.conditions),
        "amount": format(price.rate.amount, "f"),
        "published": price.rate.published,
        "since": price.since.isoformat(),
        "until": price.until.isoformat(),
    }
