"""Random dated lines, imported, against a replay of them that shares no code with the importer."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.dated_history import import_lines, models_dev
from tests.support.sync_and_query import rows, versions

pytestmark = pytest.mark.usefixtures("environment")
FIRST, DAYS = date(2026, 3, 1), 12
OFFERS = (("openai", "gpt-5"), ("openai", "gpt-4"), ("openrouter", "openai/gpt-5"))
BELIEVED = (
    "SELECT m.model_id, lower(p.valid)::date::text, upper(p.valid)::date::text,"
    " trim_scale(p.amount * 1000000)::text FROM model_prices p JOIN models m ON m.id = p.model_id"
    " WHERE upper_inf(p.recorded) AND p.meter = 'input_tokens' ORDER BY 1, 2"
)

type Day = tuple[str, date]
"""An offer, and a day."""


def random_lines(random: Random) -> list[str]:
    """Return changes in the order of their days, some of them made again on the same day."""
    days = sorted(random.randrange(DAYS) for _ in range(random.randrange(1, 25)))
    return [random_line(random, FIRST + timedelta(days=day)) for day in days]


def random_line(random: Random, day: date) -> str:
    """Return a change, also of what is not there, and to no price at all."""
    seller, model = random.choice(OFFERS)
    cost = random.choice([{"input": 1}, {"input": 2}, {"input": 3, "output": 4}, {"input": 0}, {}])
    what = random.choice(["new", "price", "price", "gone"])
    return models_dev(day.isoformat(), seller, model, what, cost=cost)


def replayed(lines: list[str]) -> dict[Day, str]:
    """Return what each offer cost on each day, until the last of which the lines tell."""
    changes = [json.loads(line) for line in lines]
    last = date.fromisoformat(changes[-1]["day"])
    costs: dict[Day, str] = {}
    for seller, model in OFFERS:
        for day in days_until(last):
            told = [c for c in changes if (c["seller"], c["model"]) == (seller, model)]
            words = [c for c in told if c["day"] <= day.isoformat()]
            if words and words[-1]["what"] != "gone" and (cost := words[-1]["cost"].get("input")):
                costs[f"{seller}/{model}", day] = str(cost)
    return costs


def days_until(last: date) -> list[date]:
    """Return the days from the first on."""
    return [FIRST + timedelta(days=number) for number in range((last - FIRST).days + 1)]


def believed(database: Database) -> dict[Day, str]:
    """Return the same from the ledger."""
    costs: dict[Day, str] = {}
    for model, since, until, cost in rows(database, BELIEVED):
        day = date.fromisoformat(since)
        while day < date.fromisoformat(until):
            assert (model, day) not in costs
            costs[model, day] = cost
            day += timedelta(days=1)
    return costs


@pytest.mark.parametrize("seed", range(3))
def test_the_ledger_is_a_replay_of_the_lines(owner_database: Database, seed: int) -> None:
    """Of any lines, each over what an import of others left; once more changes nothing at all."""
    random = Random(seed)  # noqa: S311 - a sample, no secret
    for _example in range(4):
        lines = random_lines(random)
        import_lines("models.dev", *rest_of_the_days(lines))
        assert replayed(rest_of_the_days(lines)) == believed(owner_database), lines

        before = versions(owner_database)
        again = import_lines("models.dev", *rest_of_the_days(lines))
        assert (0, 0, 0) == (again.models, again.prices, again.withdrawn)
        assert before == versions(owner_database)


def rest_of_the_days(lines: list[str]) -> list[str]:
    """Return lines that speak of every day, so that an import takes the place of the one before."""
    ends: list[dict[str, Any]] = [
        {"seller": "abacus", "model": "x", "day": day.isoformat(), "what": "gone"}
        for day in (FIRST, FIRST + timedelta(days=DAYS - 1))
    ]
    first, last = map(json.dumps, ends)
    return [first, *lines, last]


@pytest.mark.parametrize("seed", range(3))
def test_lines_may_come_in_two_parts(owner_database: Database, seed: int) -> None:
    """What was imported of the first days does not show once all days were."""
    random = Random(100 + seed)  # noqa: S311 - a sample, no secret
    lines = rest_of_the_days(random_lines(random))
    half = lines[: len(lines) // 2]
    import_lines("models.dev", *half)
    assert replayed(half) == believed(owner_database)

    import_lines("models.dev", *lines)
    assert replayed(lines) == believed(owner_database)
