"""Real days of OpenRouter in their order, and what one mistake would make of the last of them.

The recorded answers lie beside a checkout of the team, under ../shared; where they are absent,
nothing here runs. What an answer says is read a second time, without an adapter's rules.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pricebook.pricing.price import Figure
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import raw
from tests.support.oracles.prices.base_rows import Row, openrouter, row
from tests.support.passing_time import pass_time
from tests.support.seeds.tampering import reviews, times
from tests.support.sync_and_query import SLUG, rows

RECORDED = Path(__file__).parents[3] / "shared/providers/recorded"
DAYS = [*sorted(RECORDED.glob("openrouter.20*.json")), *RECORDED.glob("openrouter.json")]
THIRD = 3
"""Every third model of a list is enough of it where what matters is the share that is wrong."""
pytestmark = [
    pytest.mark.usefixtures("environment"),
    pytest.mark.skipif(not DAYS, reason="the recorded answers are not there"),
]
SERVED = """
SELECT
  m.provider_model_id, m.document -> 'prices', coalesce(m.document -> 'under_review', '[]')
FROM models m WHERE m.is_active AND m.document IS NOT NULL
"""

type Rows = set[tuple[str, Row]]


def answer(day: Path) -> list[dict[str, Any]]:
    """Return the items of a recorded answer."""
    items: list[dict[str, Any]] = json.loads(day.read_text(), parse_float=Figure)["data"]
    return items


def published(items: list[dict[str, Any]]) -> Rows:
    """Return every price of an answer, by the second reading."""
    return {(name, price) for name, prices in openrouter(items) for price in prices}


def served(database: Database) -> tuple[Rows, set[tuple[str, str, str]]]:
    """Return every price that is served, and which meters and conditions carry a mark."""
    prices: Rows = set()
    marked = set()
    for name, listed, waiting in rows(database, SERVED):
        for price in [*listed, *waiting]:
            amount = Decimal(price["amount"]) / price["per"] if "amount" in price else None
            line = row(price["meter"], amount, price["state"], price["conditions"])
            if price in listed:
                prices.add((name, line))
            if price in waiting or "review" in price or "unconfirmed_since" in price:
                marked.add((name, *line[:2]))
    return prices, marked


def wrong(database: Database, items: list[dict[str, Any]]) -> Rows:
    """Return prices that are served or missing against the answer, and that carry no mark."""
    prices, marked = served(database)
    return {
        (name, line) for name, line in prices ^ published(items) if (name, *line[:2]) not in marked
    }


def read(items: list[dict[str, Any]]) -> Run:
    """Synchronise with a provider that answers these items."""
    body = json.dumps({"data": items}, default=str).encode()
    return provider_run.run(SLUG, triggered_by="cli", fetcher=raw(body))


@pytest.mark.slow
def test_real_days(owner_database: Database) -> None:
    """Nothing wrong is served without a mark, and what is genuine is believed after three runs."""
    for day in DAYS:
        items = answer(day)
        for _ in range(3):
            read(items)
            assert set() == wrong(owner_database, items), day.name
            pass_time(owner_database, "1 day")
        assert set() == published(items) - served(owner_database)[0], day.name
    assert [] == [sample for _, sample, decision in reviews(owner_database) if decision is None]
    assert [] == rows(owner_database, "SELECT sample FROM price_reviews WHERE decision IS NULL")


def multiplied(pricing: dict[str, Any], factor: str) -> dict[str, Any]:
    """Return a price object with every figure times a factor."""
    texts = {key: value for key, value in pricing.items() if isinstance(value, str)}
    figures = {key: value for key, value in texts.items() if Decimal(value) > 0}
    tiers = [multiplied(tier, factor) for tier in pricing.get("overrides", [])]
    return {**pricing, **times(factor)(figures), **({"overrides": tiers} if tiers else {})}


TAMPERED: dict[str, Callable[[dict[str, Any]], object]] = {
    "empty": lambda _: {},
    "null": lambda _: None,
    "renamed": lambda pricing: {f"usd_{key}": pricing[key] for key in pricing},
    "zero": lambda pricing: {k: "0" if isinstance(v, str) else v for k, v in pricing.items()},
    **{factor: partial(multiplied, factor=factor) for factor in ("7.2", "9.9", "0.14", "1000")},
}
"""What one mistake makes of a price object."""


@pytest.mark.slow
def test_every_mistake_is_stopped(owner_database: Database) -> None:
    """Each is one review, serves nothing new without a mark, and leaves nothing behind."""
    true = answer(DAYS[-1])[::THIRD]
    read(true)
    before = published(true)
    for name, change in TAMPERED.items():
        report = read([{**model, "pricing": change(model["pricing"])} for model in true])

        prices, marked = served(owner_database)
        assert ("partial", 0) == (report.status, report.prices_changed), name
        assert before == prices, name
        changed = before - published([{**m, "pricing": change(m["pricing"]) or {}} for m in true])
        assert {(model, *line[:2]) for model, line in changed} <= marked, name
        assert [None] == [d for *_, d in reviews(owner_database) if d is None], name
        pass_time(owner_database, "6 hours")
        assert "success" == read(true).status
        assert (before, set()) == served(owner_database), name
        pass_time(owner_database, "6 hours")


@pytest.mark.slow
@pytest.mark.parametrize("factor", ["1000", "0.001"])
def test_a_wrong_first_run_is_stopped(owner_database: Database, factor: str) -> None:
    """A fresh machine serves nothing of it, and everything of the true answer after it."""
    true = answer(DAYS[-1])
    read([{**model, "pricing": multiplied(model["pricing"], factor)} for model in true])

    assert set() == served(owner_database)[0]
    pass_time(owner_database, "6 hours")
    read(true)
    assert (published(true), set()) == served(owner_database)
