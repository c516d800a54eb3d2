"""Offers in the ledger, and quotes of them: what the tests of quotes share."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pricebook.pricing.meters import METERS
from pricebook.pricing.price import per_unit
from pricebook.quote import usage
from pricebook.quote.calculate import Quote, quote
from pricebook.quote.matching import Call, LedgerPrice
from pricebook.storage.postgres import Database
from tests.support.seeds.awkward_prices import OFFERS, Row

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
"""A Wednesday."""
SELL = """
WITH seller AS (
  INSERT INTO providers (slug, name, kind, website, docs_url)
  VALUES (split_part(:model, '/', 1), 'A', 'host', 'w', 'd') ON CONFLICT DO NOTHING
), thing AS (
  INSERT INTO canonical_models (id, name)
  SELECT CAST(:canonical AS text), 'a' WHERE CAST(:canonical AS text) IS NOT NULL
  ON CONFLICT DO NOTHING
)
INSERT INTO models (provider, provider_model_id, name, canonical_id, is_active)
VALUES (
  split_part(:model, '/', 1), substr(:model, strpos(:model, '/') + 1), 'A',
  CAST(:canonical AS text), CAST(:active AS boolean)
)
"""
BELIEVE = """
SELECT believe(
  m.id, 'manual', r.meter, r.conditions,
  tstzrange(CAST(:start AS timestamptz), CAST(:until AS timestamptz)),
  r.state, r.amount, r.currency, 'as published'
)
FROM models m, jsonb_to_recordset(CAST(:rows AS jsonb)) AS r (
  meter text, conditions jsonb, state text, amount numeric, currency text
)
WHERE m.model_id = :model
"""


def sell(
    database: Database,
    model: str,
    rows: Iterable[Row],
    canonical: str | None = None,
    *,
    active: bool = True,
) -> None:
    """List an offer, and say what it has cost since 2025."""
    database.run(SELL, model=model, canonical=canonical, active=active)
    price(database, model, rows)


def price(
    database: Database,
    model: str,
    rows: Iterable[Row],
    start: str = "2025-01-01",
    until: str | None = None,
) -> None:
    """Believe from now on that this is what an offer costs from `start` to `until`."""
    told = [
        {
            "meter": row.meter,
            "conditions": row.conditions,
            "state": row.state,
            "amount": amount and format(amount, "f"),
            "currency": amount and row.currency,
        }
        for row in rows
        for amount in [_amount(row)]
    ]
    database.run(BELIEVE, model=model, rows=json.dumps(told), start=start, until=until)


def rates(rows: Iterable[Row]) -> list[LedgerPrice]:
    """Return rows as a quote takes them, numbered from 1."""
    return [
        LedgerPrice(
            number,
            row.meter,
            row.conditions,
            row.state,
            _amount(row),
            row.currency if row.figure else None,
            "manual",
        )
        for number, row in enumerate(rows, 1)
    ]


def quoted(
    offer: str | list[Row],
    used: dict[str, Any],
    stated: Mapping[str, str | bool] | None = None,
    at: datetime = NOON,
    seconds: int | None = None,
) -> Quote:
    """Quote an offer, which is rows or the name of some in tests.support.seeds.awkward_prices."""
    rows = OFFERS[offer] if isinstance(offer, str) else offer
    told = usage.read(used)
    sizes = {"seconds": Decimal(seconds)} if seconds is not None else {}
    return quote(rates(rows), told, Call(at, sizes, {**told.stated, **(stated or {})}))


def shown(number: Decimal | None) -> str | None:
    """Return an amount as a person writes it."""
    return None if number is None else format(number.normalize(), "f")


def amounts(found: Quote) -> dict[str, str | None]:
    """Return what each line costs."""
    return {line.count.meter: shown(line.amount) for line in found.lines}


def _amount(row: Row) -> Decimal | None:
    known = row.state == "known" and row.figure is not None
    return per_unit(Decimal(row.figure or 0), per=METERS[row.meter].per) if known else None
