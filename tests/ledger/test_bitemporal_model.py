"""The ledger against a model of two-time history that is too simple to be wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.databases import TEMPLATE, created

DAYS = 8
HISTORIES = 10
"""How many models have a history of their own in one example."""

SETUP = """
INSERT INTO providers (slug, name, kind, website, docs_url) VALUES ('acme', 'A', 'host', 'w', 'd');
INSERT INTO models (provider, provider_model_id, name)
SELECT 'acme', n::text, n::text FROM generate_series(1, 10) AS n;
"""
BELIEVE = """
SELECT believe(
  model, 'manual', 'input_tokens', '{}', tstzrange(day(first), day(after)), state, amount,
  CASE WHEN state = 'known' THEN 'USD' END, 'said', NULL, day(moment)
)
FROM (
  SELECT * FROM jsonb_to_recordset(CAST(:said AS jsonb)) AS s (
    model bigint, moment int, first int, after int, state text, amount numeric
  ) ORDER BY moment
) AS ordered
"""
ASK = """
SELECT m.id, at, known, coalesce(p.amount::int, CASE WHEN p.id IS NOT NULL THEN 0 END)
FROM models m, generate_series(0, 8) AS at, generate_series(0, 8) AS known
LEFT JOIN LATERAL (
  SELECT * FROM prices_at(day(at), day(known)) p WHERE p.model_id = m.id
) p ON true
"""


@dataclass(frozen=True)
class Said:
    """On a day somebody says what is charged during a range of days; None takes it back."""

    first: int
    after: int | None
    amount: int | None

    def covers(self, day: int) -> bool:
        """Whether it speaks of a day."""
        return self.first <= day and (self.after is None or day < self.after)


@st.composite
def said(draw: st.DrawFn) -> Said:
    """Draw one statement; an amount of 0 is a free price."""
    first = draw(st.integers(0, DAYS - 1))
    after = draw(st.none() | st.integers(first + 1, DAYS))
    return Said(first, after, draw(st.none() | st.integers(0, 3)))


HISTORY = st.lists(said(), max_size=DAYS)


def expected(history: list[Said], at: int, known: int) -> int | None:
    """Return what the last one who spoke of that day until then had said."""
    spoken = [s for moment, s in enumerate(history) if moment <= known and s.covers(at)]
    return spoken[-1].amount if spoken else None


def row(model: int, moment: int, statement: Said) -> dict[str, object]:
    """Return a statement as the database is told it."""
    state = {None: None, 0: "free"}.get(statement.amount, "known")
    return {
        "model": model,
        "moment": moment,
        "first": statement.first,
        "after": statement.after,
        "state": state,
        "amount": statement.amount if state == "known" else None,
    }


@pytest.fixture(scope="module")
def shop(template_database: Database, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Give a database with ten models, for every example of this module."""
    with created(template_database, request.getfixturevalue("postgres"), TEMPLATE) as url:
        database = Database(url)
        database.run(SETUP)
        database.run(
            "CREATE FUNCTION day(n int) RETURNS timestamptz LANGUAGE sql IMMUTABLE"
            " RETURN timestamptz '2026-01-01 00:00:00+00' + n * interval '1 day'"
        )
        yield database
        database.close()


@pytest.mark.slow
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories=st.lists(HISTORY, min_size=HISTORIES, max_size=HISTORIES))
def test_both_times_agree_with_brute_force(shop: Database, histories: list[list[Said]]) -> None:
    """Corrections, announcements and cancellations: every day as every other day believed it."""
    told = [
        row(model, moment, statement)
        for model, history in enumerate(histories, 1)
        for moment, statement in enumerate(history)
    ]
    with shop.transaction(keep=False):
        shop.run(BELIEVE, said=json.dumps(told))
        found = {(model, at, known): amount for model, at, known, amount in shop.run(ASK)}

    assert {
        (model, at, known): expected(history, at, known)
        for model, history in enumerate(histories, 1)
        for at in range(DAYS + 1)
        for known in range(DAYS + 1)
    } == found
