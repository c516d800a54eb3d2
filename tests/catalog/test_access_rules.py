"""Which tier may use which model: the rule, what an operator decides, and the functions in SQL."""

from typing import Any

import pytest

from pricebook.storage import queries
from pricebook.storage.postgres import Database
from tests.support.fakes.provider_transport import item
from tests.support.passing_time import pass_time
from tests.support.seeds.tiers import FREE, LISTED, OFF, PAID, decide
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def listed(owner_database: Database) -> Database:
    """Give a database with a model that costs, a free one, and one that is disabled."""
    run(*LISTED)
    decide(owner_database, OFF, status="disabled")
    return owner_database


def allowed(database: Database, tier: str | None) -> list[str]:
    """Return what SQL says that a tier may use."""
    result = database.run(
        "SELECT model_id FROM allowed_models(CAST(:tier AS text)) ORDER BY model_id", tier=tier
    )
    return [model_id for (model_id,) in result]


def open_to(database: Database, model_id: str) -> dict[str, Any]:
    """Return what a model's document says of access."""
    result: dict[str, Any] = database.run(
        "SELECT document -> 'access' FROM models m WHERE m.model_id = :model_id", model_id=model_id
    )[0][0]
    return result


def test_the_rule_follows_the_prices(listed: Database) -> None:
    """A free model that begins to cost leaves the free tier, one that becomes free enters it."""
    for _ in range(3):
        pass_time(listed, "1 day")
        run(item("acme/paid", "0", "0"), item("acme/free:free"), item("acme/off"))

    assert [PAID] == allowed(listed, "free")
    assert [True, False] == [open_to(listed, name)["free"] for name in (PAID, FREE)]


def test_one_price_closes_the_free_tier(listed: Database) -> None:
    """Free tokens with a price per request are not free, nor is what has no price at all."""
    for _ in range(3):
        pass_time(listed, "1 day")
        run(
            item("acme/paid", "0", "0", pricing={"request": "0.01"}),
            {"id": "acme/free:free", "name": "n"},
            item("acme/off"),
        )

    assert [] == allowed(listed, "free")


def test_a_decision_outlives_every_sync(listed: Database) -> None:
    """What an operator decided about a model, no price changes."""
    decide(listed, PAID, is_free=True)
    decide(listed, FREE, is_free=False)

    run(
        item("acme/paid", "0.000003"), item("acme/free:free", "0", "0", context_length=7), LISTED[2]
    )

    assert [PAID] == allowed(listed, "free")
    assert [True, False] == [open_to(listed, name)["free"] for name in (PAID, FREE)]


def test_the_sql_function_is_the_rule(listed: Database) -> None:
    """Each tier has its models; nobody may use what is disabled, and an unknown tier nothing."""
    decide(listed, PAID, is_pro=False, is_enterprise=True)

    assert [FREE] == allowed(listed, "free")
    assert [FREE] == allowed(listed, "pro")
    assert [FREE, PAID] == allowed(listed, "enterprise")
    assert [FREE, PAID] == allowed(listed, "admin")
    assert [] == allowed(listed, "Pro")
    assert [] == allowed(listed, None)
    query = (
        "SELECT can_use_model('enterprise', m), can_use_model('pro', m) FROM unnest(ARRAY['{}']) m"
    )
    assert [True, False] == rows(listed, query.format(PAID))[0]
    assert [False, False] == rows(listed, query.format(OFF))[0]
    assert [False, False] == rows(listed, query.format("openrouter/acme/none"))[0]


@pytest.fixture
def crowded(owner_database: Database) -> Database:
    """Give a database with many models, of which a few are free."""
    owner_database.run(
        "INSERT INTO providers (slug, name, kind, website, docs_url)"
        " VALUES ('p', 'P', 'host', 'w', 'd')"
    )
    owner_database.run(
        "INSERT INTO models (provider, provider_model_id, name, document)"
        " SELECT 'p', n, 'N', '{}' FROM generate_series(1, 20000) n"
    )
    owner_database.run("UPDATE model_access SET is_free = true WHERE model_id LIKE '%00'")
    owner_database.run("ANALYZE models, model_access")
    return owner_database


def test_access_of_one_model_uses_its_index(crowded: Database) -> None:
    """Whether a tier may use one model is read through the models' unique ids."""
    sql = queries.text("catalog.access.model")
    lines = crowded.run(f"EXPLAIN {sql}", tier="pro", model_id="p/7")
    plan = "\n".join(line for (line,) in lines)

    assert {"model_id_is_unique", "model_access_pkey"} <= set(plan.split())
    assert "Seq Scan" not in plan
