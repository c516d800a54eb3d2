"""Statements that find and compare models ask their indexes, and read no table from end to end."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from local.stores.postgres import Postgres
from pricebook.feeds import as_parameter, openrouter, portkey
from pricebook.storage import queries
from pricebook.storage.postgres import Database
from tests.support.databases import TEMPLATE, created

pytestmark = pytest.mark.slow

FILL = """
INSERT INTO providers (slug, name, kind, website, docs_url)
SELECT 'provider-' || n, 'P', 'host', 'w', 'd' FROM generate_series(0, 39) AS n;
INSERT INTO canonical_models (id, name)
SELECT
  (ARRAY['openai/gpt', 'anthropic/claude', 'qwen/qwen'])[n % 3 + 1] || '-' || n,
  (ARRAY['GPT', 'Claude', 'Qwen'])[n % 3 + 1] || ' ' || n
FROM generate_series(0, 3999) AS n;
INSERT INTO models (provider, provider_model_id, name, canonical_id, document)
SELECT
  'provider-' || n % 40, 'm' || n, 'Model ' || n,
  CASE WHEN n % 10 > 0 THEN (ARRAY['openai/gpt', 'anthropic/claude', 'qwen/qwen'])[n % 4000 % 3 + 1]
    || '-' || n % 4000 END,
  json_build_object(
    'description', repeat('A sentence on it. ', 80), 'prices', '[{"state":"known"}]'::json
  )
FROM generate_series(0, 11999) AS n;
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded
)
SELECT
  id, CASE id % 50 WHEN 0 THEN 'reference:litellm' ELSE 'database' END, 'input_tokens', 'known', 1,
  'USD', 'x', tstzrange(now(), NULL), tstzrange(now(), NULL)
FROM models;
INSERT INTO sightings (model_id, last_seen_at) SELECT id, now() FROM models
"""
PAGE: dict[str, Any] = {"page": 1, "page_size": 50, "creator": None, "q": None, "named": []}
OFFER = {"model_id": "provider-1/m1"}
MIX = {"input": 3, "output": 1, "include_inactive": False}
SELLERS = "models_canonical|models_sellers"  # either tells who sells a canonical model
ITS_OWN = "model_is_listed_once|models_provider_active|models_priced"  # each starts with whose
ASKED: list[tuple[str, dict[str, Any], set[str]]] = [
    (
        "catalog.search.models",
        {"q": "claud 12", "words": "claud 12", "named": [OFFER["model_id"]], "page_size": 20},
        {
            "canonical_models_search",
            "model_id_is_unique",
            "models_canonical",
            "models_model_id_trigram",
            "models_provider_model_id",
            "models_search_unidentified",
            "models_sellers",
        },
    ),
    (
        "catalog.search.nearest",
        {"ids": ["openai/gtp-1", "b"]},
        {"canonical_models_search", "models_search_unidentified", "models_canonical"},
    ),
    ("catalog.canonical.page", PAGE, {"canonical_models_pkey", "models_canonical"}),
    (
        "catalog.canonical.page",
        PAGE | {"creator": "qwen", "q": "qwen 1234"},
        {"canonical_models_search"},
    ),
    ("catalog.canonical.model", MIX | {"canonical_id": "openai/gpt-0"}, {SELLERS}),
    ("catalog.canonical.nearest", {"canonical_id": "openai/gtp-0"}, {"canonical_models_search"}),
    ("catalog.compare.models", {"ids": ["provider-1/m1", "provider-2/m2"]}, {"model_id_is_unique"}),
    ("catalog.lookup.model", OFFER, {"model_id_is_unique", SELLERS}),
    (
        "catalog.lookup.provider",
        {"provider": "provider-1"},
        {"models_priced", "model_prices_second"},
    ),
    ("catalog.lookup.providers", {}, {"models_priced"}),
    ("catalog.lookup.status", {}, {"models_priced"}),
    ("feeds.openai.model", OFFER, {"model_id_is_unique"}),
    (
        "feeds.openrouter.models",
        {
            **openrouter.ANY,
            "shape": "model",
            "model_id": "openai/gpt-0",
            "price_keys": as_parameter(openrouter.feed.price_keys),
        },
        {"canonical_models_pkey", SELLERS},
    ),
    (
        "feeds.openrouter.endpoints",
        {"model_id": "openai/gpt-0", "price_keys": as_parameter(openrouter.feed.price_keys)},
        {"canonical_models_pkey", SELLERS},
    ),
    (
        "feeds.portkey.pricing",
        {"provider": "provider-1", "price_keys": as_parameter(portkey.feed.price_keys)},
        {ITS_OWN},
    ),
    ("feeds.portkey.general", {"provider": "provider-1"}, {ITS_OWN}),
]
WHOLE = re.compile(r"Seq Scan on (models|model_prices|sightings)\b")


@pytest.fixture(scope="module")
def full(template_database: Database, postgres: Postgres) -> Iterator[Database]:
    """Give a database with enough rows for an index to be worth its while."""
    with created(template_database, postgres, TEMPLATE) as url:
        database = Database(url)
        database.run(FILL)
        database.run("VACUUM ANALYZE")
        yield database
        database.close()


@pytest.mark.parametrize(("statement", "query", "indexes"), ASKED)
def test_searches_use_their_indexes(
    full: Database, statement: str, query: dict[str, Any], indexes: set[str]
) -> None:
    """However many models there are, a statement looks at those that it answers with."""
    lines = full.run(f"EXPLAIN {queries.text(statement)}", **query)
    plan = "\n".join(line for (line,) in lines)

    assert set() == {index for index in indexes if not re.search(rf" ({index}) ", plan)}
    assert [] == WHOLE.findall(plan)
