"""Offers in the ledger: what the tests of quotes share."""

import json
from collections.abc import Iterable

from pricebook.storage.postgres import Database
from tests.support.seeds.awkward_prices import Row
from tests.support.seeds.rate_cards import amount

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
    entries = [
        {
            "meter": row.meter,
            "conditions": row.conditions,
            "state": row.state,
            "amount": figure and format(figure, "f"),
            "currency": figure and row.currency,
        }
        for row in rows
        for figure in [amount(row)]
    ]
    database.run(BELIEVE, model=model, rows=json.dumps(entries), start=start, until=until)
