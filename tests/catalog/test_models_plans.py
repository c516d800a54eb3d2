"""GET /v1/models at a size where a plan matters, and the counts that spare it the counting."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from local.stores.postgres import Postgres
from pricebook.catalog.models import Filters, View
from pricebook.serving import cache
from pricebook.storage import queries
from pricebook.storage.postgres import Database
from pricebook.storage.reader import SESSION
from tests.support.clients import CatalogClient
from tests.support.databases import TEMPLATE, created
from tests.support.seeds import filterable_models

pytestmark = pytest.mark.slow

FILL = """
INSERT INTO providers (slug, name, kind, website, docs_url)
SELECT 'p' || n, 'P', 'host', 'https://example.com', 'https://example.com'
FROM generate_series(0, 19) AS n;
INSERT INTO canonical_models (id, name)
SELECT 'creator' || n % 50 || '/model' || n, 'M' FROM generate_series(0, 1999) AS n;
INSERT INTO models (
  provider, provider_model_id, canonical_id, name, context_length, modality, input_modalities,
  capabilities, supported_parameters, release_date, health_status, created_at, updated_at, document
)
SELECT
  'p' || n % 20, 'm' || n, 'creator' || n % 50 || '/model' || n % 2000, 'Name ' || md5(n::text),
  8192 * (1 + n % 97), CASE n % 90 WHEN 0 THEN 'text->audio' ELSE 'text->text' END,
  CASE n % 90 WHEN 0 THEN '{audio}' ELSE '{text}' END::text[],
  CASE n % 80 WHEN 0 THEN '{vision}' ELSE '{tools}' END::text[],
  CASE n % 70 WHEN 0 THEN '{seed}' ELSE '{stop}' END::text[],
  date '2020-01-01' + n % 2000, CASE n % 60 WHEN 0 THEN 'down' ELSE 'ok' END,
  now() - n * interval '1 minute', now() - n * interval '1 second',
  json_build_object(
    'deprecated', n % 50 = 0,
    'pricing', json_build_object('prompt', (n % 997)::text, 'completion', (n % 991)::text),
    'prices', json_build_array(
      json_build_object('state', CASE n % 99 WHEN 0 THEN 'free' ELSE 'known' END)
    )
  )
FROM generate_series(1, 20000) AS n;
UPDATE model_access SET is_free = true WHERE hashtext(model_id) % 100 = 0;
VACUUM ANALYZE;
"""
ORDERS = {
    None: "models_active",
    "name": "models_name",
    "-name": "models_name",
    "created": "models_released_up",
    "-created": "models_released_down",
    "ends": "models_ends_up",
    "-ends": "models_ends_down",
    "image_price": "models_image_price_up",
    "-image_price": "models_image_price_down",
    "updated": "models_updated",
    "-updated": "models_updated",
    "context": "models_context_up",
    "-context": "models_context_down",
    "input_price": "models_input_price_up",
    "-input_price": "models_input_price_down",
    "output_price": "models_output_price_up",
    "-output_price": "models_output_price_down",
}
FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"provider": ["p7"]}, "models_provider_active"),
    ({"ids": ["p1/m5", "p2/m6"]}, "model_id_is_unique"),
    ({"canonical": "creator7/model7"}, "models_canonical|models_sellers"),
    ({"creator": "creator7"}, "models_creator"),
    ({"q": "7f3"}, "models_model_id_trigram"),
    ({"modality": "text->audio"}, "models_modality_active"),
    ({"input_modality": ["audio"]}, "models_words"),
    ({"capability": ["vision"]}, "models_words"),
    ({"parameter": ["seed"]}, "models_words"),
    ({"price_state": "free"}, "models_words"),
    ({"free": True}, "models_words"),
    ({"min_context": 790_000}, "models_context_down"),
    ({"max_context": 8192}, "models_context_up"),
    ({"max_input_price": 4}, "models_input_price_up"),
    ({"max_output_price": 4}, "models_output_price_up"),
    ({"health": "down"}, "models_health_active"),
    ({"deprecated": True}, "models_deprecated"),
    ({"under_review": True}, "models_under_review"),
    ({"released_after": "2025-06-01"}, "models_released_down"),
    ({"ends_before": "2025-06-01"}, "models_ends_up"),
    ({"tier": "free"}, "model_access_free"),
]


@pytest.fixture(scope="module")
def large(template_database: Database, postgres: Postgres) -> Iterator[Database]:
    """Give a database of 20,000 models."""
    with created(template_database, postgres, TEMPLATE) as url:
        database = Database(url, session={name: SESSION[name] for name in ("jit", "work_mem")})
        for statement in FILL.split(";\n"):
            if statement:
                database.run(statement)
        yield database
        database.close()


def planned(database: Database, filters: dict[str, Any], view: View, **more: Any) -> str:
    """Return the plan of a page, planned as it is when it is asked for."""
    query = Filters(**filters).values() | view.values("list") | {"total": None} | more
    query.setdefault("unknown", None)
    rows = database.run(f"EXPLAIN {queries.text('catalog.models.page')}", **query)
    return "\n".join(line for (line,) in rows)


def reads(plan: str) -> list[str]:
    """Return how the table itself is read whole."""
    return re.findall(r"(?:Seq Scan on models\b.*|Sort Key: m\S*)", plan)


@pytest.mark.parametrize(("sort", "index"), ORDERS.items())
@pytest.mark.parametrize("key", [None, "5"])
def test_every_order_uses_its_index(
    large: Database, sort: str | None, index: str, key: str | None
) -> None:
    """The first page and one far behind it are read in order, and nothing is sorted."""
    if sort and key and sort.endswith(("created", "updated")):
        key = "2026-01-01 00:00:00+00"
    after = {"after": key if sort else None, "after_id": key and "p1/m5"}
    plan = planned(large, {}, View(sort=sort), **after)

    assert re.search(rf"Index (Only )?Scan (Backward )?using {index}\b", plan), plan
    assert [] == reads(plan)
    assert key is None or "Index Cond: (" in plan


@pytest.mark.parametrize(("filters", "index"), FILTERS)
def test_every_filter_has_its_index(large: Database, filters: dict[str, Any], index: str) -> None:
    """Neither the page nor the count of what fits reads the whole table."""
    counting = planned(large, filters, View())
    paging = planned(large, filters, View(), total=1)

    assert re.search(rf"\b({index})\b", counting), counting
    assert [] == re.findall(r"Seq Scan on models\b", counting + paging), counting


@pytest.mark.parametrize("tier", ["free", "pro", "enterprise", "admin"])
def test_a_page_of_a_tier_reads_no_more_than_itself(large: Database, tier: str) -> None:
    """Whatever the tier, a page of what it may use walks an index, and so do those far behind."""
    for after in ({}, {"after_id": "p1/m5"}):
        plan = planned(large, {"tier": tier}, View(), total=1, **after)

        assert ("model_access_free" if tier == "free" else "models_active") in plan
        assert [] == re.findall(r"Seq Scan on model(?:s|_access)\b", plan), plan


def test_one_providers_part_is_read_from_its_index(large: Database) -> None:
    """What a part is made of reads what its provider sells."""
    [[body]] = large.run("SELECT pg_get_function_sqlbody('catalog_items'::regproc)")
    statement = re.sub(r"BEGIN ATOMIC|;\s*END$", "", body).replace(
        "catalog_items.sellers", "ARRAY['p7']"
    )
    plan = "\n".join(line for (line,) in large.run(f"EXPLAIN {statement}"))

    assert re.search(r"\b(model_is_listed_once|models_provider_active|models_priced)\b", plan), plan
    assert "Seq Scan on models" not in plan


def test_the_whole_list_is_not_counted(large: Database) -> None:
    """How many there are is kept, so that a page of many takes as long as one of few."""
    plan = planned(large, {}, View())

    assert "Seq Scan on model_counts" in plan
    assert 1 == len(re.findall(r"Index (?:Only )?Scan using models_active", plan))


def test_counts_stay_right_after_every_change(owner_database: Database) -> None:
    """Whatever adds, ends, renews or deletes models, the kept counts are what counting finds."""
    filterable_models.fill(owner_database, 30)
    changes = (
        "UPDATE models SET is_active = NOT is_active WHERE provider = 'able'",
        "UPDATE models SET is_active = true",
        "UPDATE models SET is_active = false, name = 'x' WHERE id % 2 = 0",
        "DELETE FROM models WHERE provider = 'baker'",
    )
    # nothing is ever deleted while anything is told of it
    owner_database.run("ALTER TABLE model_prices DISABLE TRIGGER USER")
    for table in ("sightings", "model_access", "model_prices", "price_reviews"):
        owner_database.run(f"DELETE FROM {table}")  # noqa: S608 - the names above
    for change in ("SELECT 1", *changes):
        owner_database.run(change)
        kept = "SELECT provider, active, inactive FROM model_counts WHERE active + inactive > 0"
        counted = (
            "SELECT provider, count(*) FILTER (WHERE is_active),"
            " count(*) FILTER (WHERE NOT is_active) FROM models GROUP BY provider"
        )

        assert sorted(owner_database.run(counted)) == sorted(owner_database.run(kept)), change


def test_a_count_serves_all_pages_until_something_changes(
    client: CatalogClient, owner_database: Database
) -> None:
    """What fits is counted once in a generation, and anew in the next one."""
    filterable_models.fill(owner_database, 30)

    def total(page: int) -> int:
        meta = client.get("/v1/models", capability="tools", page=page, page_size=2).json()["meta"]
        return int(meta["total"])

    first = total(1)
    owner_database.run("UPDATE models SET capabilities = '{}'")
    shared = total(2)
    cache.announce({"all": 2**40})

    assert first > 0
    assert [first, 0] == [shared, total(3)]
