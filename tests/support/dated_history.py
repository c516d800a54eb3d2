"""Small histories of lists, spelt out in a test."""

import json
from datetime import date
from typing import Any

from pricebook.history import importer
from pricebook.history.dated_list import DatedList, dated_list
from pricebook.history.importer import Imported
from pricebook.history.statements import Statement
from pricebook.references.sellers import Known
from pricebook.sync.listed_sellers import listed_sellers

type Told = tuple[str, str, str | None, dict[str, str]]
"""Seller and id, since, until, and dollars per 1M of each meter."""


def models_dev(day: str, seller: str, model: str, what: str = "new", **fields: Any) -> str:
    """Return a line of models.dev; `cost` is in dollars per 1M tokens."""
    return json.dumps({"day": day, "seller": seller, "model": model, "what": what, **fields})


genai = models_dev
"""A line of genai-prices has the same first fields, and then `match` and `prices`."""


def history(name: str, *lines: str, until: str | None = None) -> DatedList:
    """Return the history of a list."""
    return dated_list(name, lines, date.fromisoformat(until) if until else None)


def import_lines(name: str, *lines: str, **options: Any) -> Imported:
    """Import the history of a list."""
    return importer.run([history(name, *lines)], imported_by="cli", **options)


def statements(
    name: str, *lines: str, ids: dict[str, list[str]] | None = None, since: str | None = None
) -> list[Told]:
    """Return what a list stated, in a form that a test can spell out.

    Args:
        name: the list.
        lines: its history.
        ids: the ids that are known of each seller.
        since: the day on which all of them were known first.
    """
    known = Known(listed_sellers().values(), ids or {})
    births = {
        (slug, model_id.lower()): date.fromisoformat(since)
        for slug, several in (ids or {}).items()
        for model_id in several
        if since
    }
    return [_told(each) for each in history(name, *lines).statements(known, births)]


def _told(statement: Statement) -> Told:
    offer = statement.offer
    prices = {p.meter: format((p.amount or 0) * 1_000_000, "f") for p in offer.prices}
    short = {meter: amount.rstrip("0").rstrip(".") for meter, amount in prices.items()}
    until = statement.until.isoformat() if statement.until else None
    name = f"{offer.provider}/{offer.provider_model_id}"
    return name, statement.since.isoformat(), until, short
