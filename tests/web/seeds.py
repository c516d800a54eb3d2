"""Catalogue for the browser: familiar models, awkward names, held prices, 10,000 fillers."""

import json
from typing import Any

from pricebook.storage.postgres import Database
from tests.support.seeds.searchable_models import DOCUMENTS, familiar, stock

EVIL = ("evil<script>alert(1)</script>", "a[/b]c", '"><img src=x onerror=alert(1)>')
HELD = 20
FILLERS = 10_000
REVIEWS = """
INSERT INTO price_reviews (
  model_id, source, meter, old_state, old_amount, old_currency, new_state, new_amount,
  new_currency, published, reason, sample
)
SELECT id, 'database', 'input_tokens', 'known', 0.000001, 'USD', 'known', 0.00005, 'USD',
  '50 USD per 1M tokens', 'jump', '1 became 50'
FROM models WHERE provider = ANY (CAST(:sellers AS text[]))
"""
HELD_RUN = 3
RUN_REVIEW = """
WITH run AS (
  INSERT INTO run_reviews (provider, reason, sample, factor, prices)
  VALUES ('yuan', 'one factor', 'all prices x 7.2', 7.2, 3) RETURNING id
)
INSERT INTO price_reviews (
  model_id, source, meter, old_state, old_amount, old_currency, new_state, new_amount,
  new_currency, published, reason, sample, run_review_id
)
SELECT models.id, 'database', 'input_tokens', 'known', 0.000001, 'USD', 'known', 0.0000072, 'USD',
  '7.2 USD per 1M tokens', 'run', 'all prices x 7.2', run.id
FROM models CROSS JOIN run WHERE provider = 'yuan'
"""
DECIDED_RUN = "mover"
REJECTED_RUN = """
INSERT INTO run_reviews (provider, reason, sample, prices, decision, decided_by, decided_at)
VALUES (:provider, 'lost prices', 'all prices are gone', 9, 'rejected', 'ada', now())
"""
HISTORY = """
SELECT believe(
  id, 'database', 'input_tokens', '{}',
  tstzrange(CURRENT_DATE - CAST(:start AS interval), CURRENT_DATE - CAST(:end AS interval)),
  'known', CAST(:amount AS numeric), 'USD', 'as published'
)
FROM models WHERE provider = 'mover'
"""
RATE = """
INSERT INTO exchange_rates (currency, usd, valid_from, entered_by)
VALUES ('EUR', 1.25, CAST(now() AS date) - 1, 'ada')
"""


def fill(database: Database) -> None:
    """Fill a database with everything that the tests look at."""
    for offers in (
        _known(),
        _awkward(),
        _steady("steady", HELD),
        _steady("yuan", HELD_RUN),
        _steady("doubted", 1),
        _moving(),
    ):
        stock(database, offers)
    for amount, start, end in (("0.000004", "90 days", "5 days"), ("0.000002", "5 days", None)):
        database.run(HISTORY, amount=amount, start=start, end=end)
    database.run(REVIEWS, sellers=["steady", "doubted"])
    database.run(RUN_REVIEW)
    database.run(REJECTED_RUN, provider=DECIDED_RUN)
    database.run(DOCUMENTS)
    database.run(RATE)


def fill_up(database: Database) -> None:
    """Add the many models that a keystroke has to get through."""
    offers = [
        {"provider": "bulk", "id": f"tune-{n}", "canonical": f"bulk/tune-{n}", "name": f"Tune {n}"}
        | {"prompt": str(n % 90 + 1), "completion": str(n % 70 + 1)}
        for n in range(FILLERS)
    ]
    stock(database, offers)


def _known() -> list[dict[str, Any]]:
    """Return the familiar models with prices of their own; the last seller says none."""
    offers: list[dict[str, Any]] = [dict(offer) for offer in familiar()]
    for n, offer in enumerate(offers):
        priced = offer["provider"] != "nano-gpt"
        prices = {"prompt": f"{n % 7 + 1}.5", "completion": str(n % 11 + 4)} if priced else {}
        tools = ["tools", "vision"] if n % 2 else []
        offer |= {**prices, "context": 128_000, "capabilities": tools, "released": "2026-05-01"}
    return json.loads(json.dumps(offers))  # type: ignore[no-any-return]  # a copy of our own


def _awkward() -> list[dict[str, Any]]:
    return [
        {"provider": "odd", "id": name, "canonical": f"odd/m{n}", "name": name, "prompt": "1"}
        for n, name in enumerate(EVIL)
    ]


def _steady(seller: str, count: int) -> list[dict[str, Any]]:
    return [
        {"provider": seller, "id": f"s{n}", "canonical": f"{seller}/s{n}"}
        | {"name": f"{seller.title()} {n}", "prompt": "1", "completion": "2"}
        for n in range(count)
    ]


def _moving() -> list[dict[str, Any]]:
    return [
        {"provider": "mover", "id": "m", "canonical": "mover/m", "name": "Mover", "completion": "8"}
    ]
