"""Looking back stays as fast as it is, however long the ledger and the list of events become."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from local.stores.postgres import Postgres
from pricebook.storage import queries
from pricebook.storage.postgres import Database
from tests.support.databases import TEMPLATE, created

FILL = """
INSERT INTO providers VALUES ('acme', 'Acme', 'host', 'w', 'd');
INSERT INTO models (provider, provider_model_id, name)
SELECT 'acme', n::text, n::text FROM generate_series(1, 4000) AS n;
INSERT INTO model_prices (model_id, source, meter, state, published, valid, recorded)
SELECT
  id, 'database', 'input_tokens', 'free', '0',
  tstzrange(now() + n * interval '1 day', now() + (n + 1) * interval '1 day'),
  tstzrange(now(), NULL)
FROM models, generate_series(0, 3) AS n;
INSERT INTO model_events (model_id, provider, kind, at, details)
SELECT
  id, 'acme', (ARRAY['new', 'removed', 'returned', 'price'])[n],
  now() - n * id * interval '1 minute', '{}'
FROM models, generate_series(1, 4) AS n;
ANALYZE
"""
HOST = dict.fromkeys(("tag", "base", "here", "onward"), "https://example.com")


@pytest.fixture(scope="module")
def crowded(template_database: Database, postgres: Postgres) -> Iterator[Database]:
    """Give a database with so many prices and events that reading all is never the best plan."""
    with created(template_database, postgres, TEMPLATE) as url:
        database = Database(url)
        database.run(FILL)
        yield database
        database.close()


@pytest.mark.parametrize(
    ("statement", "query"),
    [
        ("prices", {"at": None, "known_at": None}),
        ("prices", {"at": "2026-01-01", "known_at": "2026-01-01"}),
        (
            "history",
            {"meter": None, "since": None, "until": None, "known_at": None, "page_size": 100},
        ),
    ],
)
def test_prices_of_one_model_use_its_index(
    crowded: Database, statement: str, query: dict[str, Any]
) -> None:
    """Neither the models nor the ledger are read from end to end."""
    sql = queries.text(f"catalog.prices.{statement}")
    plan = "\n".join(line for (line,) in crowded.run(f"EXPLAIN {sql}", model_id="acme/7", **query))

    assert "model_id_is_unique" in plan
    looked_up = re.findall(r"one_belief_at_a_time.*\n *Index Cond: \(+model_id = ", plan)
    assert plan.count("one_belief_at_a_time") == len(looked_up) > 0
    assert "Seq Scan on model" not in plan


SUBJECT = ("provider", "models", "canonical", "kind", "since", "cursor")


@pytest.mark.parametrize("statement", ["changes", "atom"])
@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({}, "model_events_latest"),
        ({"since": "2026-01-01", "cursor": "1787419233000000-7"}, "model_events_latest"),
        ({"kind": "deprecation"}, "model_events_kind"),
        ({"provider": "acme", "kind": "new"}, "model_events_"),
        ({"models": ["acme/7"]}, "model_events_model"),
    ],
)
def test_changes_use_their_index(
    crowded: Database, statement: str, query: dict[str, Any], index: str
) -> None:
    """However much has happened, a page reads what it shows."""
    sql = queries.text(f"catalog.changes.{statement}")
    params = HOST | dict.fromkeys(SUBJECT) | query
    plan = "\n".join(line for (line,) in crowded.run(f"EXPLAIN {sql}", page_size=50, **params))

    assert index in plan
    assert "Seq Scan on model" not in plan
