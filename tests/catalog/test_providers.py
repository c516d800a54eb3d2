"""One provider in detail, and what waits for an operator."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, item, items

SLUG = "openrouter"
DETAIL = {
    "slug",
    "name",
    "website",
    "docs_url",
    "kind",
    "is_active",
    "sync_interval_seconds",
    "models",
    "priced_models",
    "coverage",
    "coverage_by_reason",
    "open_reviews",
    "disagreements",
    "last_run_status",
    "last_run_at",
    "age_seconds",
    "freshness",
    "health",
    "ended_on",
    "successor",
    "last_runs",
}
PAST_RUN = """
INSERT INTO sync_runs (provider, status, triggered_by, started_at, completed_at, errors)
SELECT :slug, :status, 'cli', at, at, CASE WHEN CAST(:category AS text) IS NULL THEN '[]'
  ELSE jsonb_build_array(jsonb_build_object(
    'category', CAST(:category AS text), 'count', 1, 'sample', 's', 'what_to_do', 'w'
  )) END
FROM (SELECT now() - CAST(:ago AS interval) AS at) t
"""
OPINION = """
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded
)
SELECT
  id, 'reference:litellm', 'input_tokens', 'known', CAST(:amount AS numeric), 'USD', 'x',
  tstzrange(now(), NULL), tstzrange(now(), NULL)
FROM models WHERE provider_model_id = :model
"""


def list_models(*listed: Any) -> None:
    """Let the provider list these items."""
    provider_run.run(SLUG, triggered_by="cli", fetcher=answering(*listed))


def provider(client: CatalogClient, slug: str = SLUG) -> dict[str, Any]:
    """Return the details of a provider."""
    data: dict[str, Any] = client.get(f"/v1/providers/{slug}").json()["data"]
    return data


def test_one_provider_in_detail(client: CatalogClient) -> None:
    """An operator sees what is sold, how much is priced, and how the last runs went."""
    unpriced = item("acme/unpriced")
    unpriced["pricing"] = {}
    list_models(*items(3))
    list_models(*items(3), unpriced)

    result = provider(client)

    assert set(result) == DETAIL
    assert {
        "models": 4,
        "priced_models": 3,
        "coverage": 0.75,
        "sync_interval_seconds": 6 * 60 * 60,
        "open_reviews": 0,
        "disagreements": 0,
        "health": "healthy",
    }.items() <= result.items()
    assert [1, 3] == [run["models_added"] for run in result["last_runs"]]


@pytest.mark.parametrize(("stated", "reason"), [(None, "unpublished"), ("trial", "trial")])
def test_why_offers_have_no_price(
    client: CatalogClient, owner_database: Database, stated: str | None, reason: str
) -> None:
    """Where a seller's models cost no money it says what they cost; else nobody published it."""
    list_models(item("acme/priced"), item("acme/bare") | {"pricing": {}})
    owner_database.run("UPDATE providers SET without_price = :stated", stated=stated)

    assert {"priced": 1, reason: 1} == provider(client)["coverage_by_reason"]


def test_a_provider_without_runs_is_unknown(client: CatalogClient) -> None:
    """It is known all the same, and nothing of it is invented; so is a list that sells nothing."""
    list_models(*items(1))

    for slug, kind in {"groq": "host", "litellm": "reference"}.items():
        result = provider(client, slug)
        assert (slug, kind, 0, None, None) == tuple(
            result[name] for name in ("slug", "kind", "models", "coverage", "last_run_at")
        )
        assert ([], "unknown") == (result["last_runs"], result["health"])


@pytest.mark.parametrize("slug", ["opnrouter", "open%20router", "openrouter/x"])
def test_a_misspelt_provider_gets_a_suggestion(client: CatalogClient, slug: str) -> None:
    """A provider that does not exist answers 404 and the name that was probably meant."""
    list_models(*items(1))

    answer = client.get(f"/v1/providers/{slug}")

    assert 404 == answer.status
    assert "Did you mean 'openrouter'?" in answer.json()["error"]["message"]


def test_held_prices_are_counted_as_open_reviews(
    client: CatalogClient, owner_database: Database
) -> None:
    """What a guard held back is counted until somebody decides, per provider and in all."""
    list_models(*(item(f"acme/m{n}", "0.000001") for n in range(3)))
    list_models(*(item(f"acme/m{n}", "0.001" if n < 2 else "0.000001") for n in range(3)))
    owner_database.run(
        "UPDATE price_reviews SET decision = 'rejected', decided_by = 'x', decided_at = now()"
        " WHERE id = (SELECT min(id) FROM price_reviews)"
    )

    status = client.get("/v1/status").json()["data"]
    rows = {row["slug"]: row["open_reviews"] for row in status["providers"]}

    assert (1, 1, 0) == (provider(client)["open_reviews"], rows[SLUG], rows["groq"])
    assert 1 == status["totals"]["open_reviews"]


def test_disagreements_are_counted(client: CatalogClient, owner_database: Database) -> None:
    """A source that tells another price by more than two per cent disagrees, and no other."""
    list_models(*(item(f"acme/m{n}", "0.000001") for n in range(3)))
    owner_database.run(OPINION, model="acme/m0", amount="0.000002")
    owner_database.run(OPINION, model="acme/m1", amount="0.00000101")

    assert 1 == provider(client)["disagreements"]


@pytest.mark.parametrize(
    ("price", "priced"),
    [("0.000001", 1), ("0", 1), ("-1", 1), (None, 0)],
)
def test_coverage_counts_what_is_known(
    client: CatalogClient, owner_database: Database, price: str | None, priced: int
) -> None:
    """A known, a free and a dynamic price are knowledge; nothing is none."""
    listed = item("acme/m0", price or "0", price or "0")
    if price is None:
        listed["pricing"] = {}
    list_models(listed)

    assert [[SLUG, 1, priced]] == owner_database.run("SELECT * FROM provider_coverage")
    assert priced == provider(client)["priced_models"]


def test_status_tells_how_lists_answered(client: CatalogClient, owner_database: Database) -> None:
    """A day counts what the seller did not answer, and nothing that went wrong on our side."""
    provider_run.run(SLUG, triggered_by="cli", fetcher=answering(*items(1)), force=True)
    for ago, status, category in (
        ("0 days", "failed", "guard"),
        ("1 day", "failed", "network"),
        ("1 day", "success", None),
        ("2 days", "failed", "auth"),
        ("20 days", "failed", "network"),
    ):
        owner_database.run(PAST_RUN, slug=SLUG, ago=ago, status=status, category=category)

    rows = {row["slug"]: row for row in client.get("/v1/status").json()["data"]["providers"]}

    assert [*[None] * 12, 0.5, 1] == rows[SLUG]["answered"]
    assert {None} == {row["answered"] for slug, row in rows.items() if slug != SLUG}
