"""What each public route answers."""

from typing import Any
from urllib.parse import quote

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, item, items
from tests.support.passing_time import pass_time

SLUG = "openrouter"
DOCUMENT = {
    "id",
    "provider",
    "provider_model_id",
    "canonical_id",
    "name",
    "description",
    "context_length",
    "max_output_tokens",
    "modality",
    "input_modalities",
    "output_modalities",
    "capabilities",
    "supported_parameters",
    "is_active",
    "deprecated",
    "deprecation_date",
    "release_date",
    "health_status",
    "pricing",
    "pricing_source",
    "prices",
    "first_seen_at",
    "last_seen_at",
    "updated_at",
    "source_url",
}
PROVIDER = {
    "slug",
    "name",
    "website",
    "kind",
    "is_active",
    "models",
    "priced_models",
    "told_by",
    "coverage_by_reason",
    "last_run_status",
    "last_run_at",
    "age_seconds",
    "health",
}
ODD_IDS = ("acme/m:free", "acme/@cf/m~1.5", "acme/m 1", "ACME/m", "acme/ü", "m")


def list_models(*listed: Any) -> None:
    """Let the provider list these items."""
    provider_run.run(SLUG, triggered_by="cli", fetcher=answering(*listed), force=True)


def ids(client: CatalogClient, path: str, **query: Any) -> list[str]:
    """Return the ids that a route lists."""
    return [model["id"] for model in client.get(path, **query).json()["data"]]


def provider(client: CatalogClient) -> dict[str, Any]:
    """Return the facts about the provider that has models."""
    rows: list[dict[str, Any]] = client.get("/v1/providers").json()["data"]
    return next(row for row in rows if row["slug"] == SLUG)


def test_the_whole_catalogue_in_one_body(client: CatalogClient) -> None:
    """Programs fetch every active model at once, each with everything that is known of it."""
    list_models(*items(3))

    answer = client.get("/v1/catalog").json()

    assert [f"openrouter/acme/m{n}" for n in range(3)] == [m["id"] for m in answer["data"]]
    assert all(set(model) >= DOCUMENT - {"last_seen_at"} for model in answer["data"])
    assert {"prompt": "1", "completion": "2"} == answer["data"][0]["pricing"]
    assert {"total", "last_updated"} == set(answer["meta"])


def test_one_provider_only(client: CatalogClient) -> None:
    """A provider without models is an empty list, because it is known; it is no error."""
    list_models(*items(2))

    assert 2 == len(ids(client, "/v1/catalog", provider=SLUG))
    assert [] == ids(client, "/v1/catalog", provider="groq")


@pytest.mark.parametrize("path", ["/v1/catalog", "/v1/models"])
def test_a_misspelt_provider_gets_a_suggestion(client: CatalogClient, path: str) -> None:
    """A provider that does not exist answers 404 and the name that was probably meant."""
    list_models(*items(1))

    answer = client.get(path, provider="opnrouter")

    assert (404, "not_found") == (answer.status, answer.json()["error"]["code"])
    assert "Did you mean 'openrouter'?" in answer.json()["error"]["message"]


def test_pages_link_to_each_other(client: CatalogClient) -> None:
    """Following next from the first page meets every model once."""
    list_models(*items(5))

    second = client.get("/v1/models", page=2, page_size=2, provider=SLUG)

    assert ["openrouter/acme/m2", "openrouter/acme/m3"] == [m["id"] for m in second.json()["data"]]
    assert {"total": 5, "page": 2, "page_size": 2}.items() <= second.json()["meta"].items()
    assert (
        '</v1/models?page=3&page_size=2&provider=openrouter>; rel="next", '
        '</v1/models?page=1&page_size=2&provider=openrouter>; rel="prev"'
    ) == second.headers["link"]
    assert 'rel="next"' not in client.get("/v1/models", page=3, page_size=2).headers["link"]
    assert "link" not in client.get("/v1/models").headers


def test_a_page_behind_the_last_is_empty(client: CatalogClient) -> None:
    """Paging too far is an empty list that leads back, not an error."""
    list_models(*items(3))

    answer = client.get("/v1/models", page=9, page_size=2)

    assert (200, []) == (answer.status, answer.json()["data"])
    assert '</v1/models?page=2&page_size=2>; rel="prev"' == answer.headers["link"]


def test_an_inactive_model_is_listed_on_demand(
    client: CatalogClient, owner_database: Database
) -> None:
    """A model that is no longer sold leaves the lists, and its own address still tells of it."""
    list_models(*items(2))
    for _ in range(3):
        pass_time(owner_database, "6 hours")
        list_models(*items(1))

    assert ["openrouter/acme/m0"] == ids(client, "/v1/models")
    assert 2 == len(ids(client, "/v1/models", include_inactive="true"))
    assert client.get("/v1/models/openrouter/acme/m1").json()["data"]["is_active"] is False
    assert [[False]] == owner_database.run(
        "SELECT is_active FROM models WHERE provider_model_id = 'acme/m1'"
    )


@pytest.mark.parametrize("safe", [None, "/:@~", "/", ""])
def test_every_id_can_be_looked_up(client: CatalogClient, safe: str | None) -> None:
    """Whatever a provider calls a model, its id at the end of the path finds it."""
    list_models(*(item(odd) for odd in ODD_IDS))

    for name in ODD_IDS:
        model_id = f"{SLUG}/{name}"
        path = model_id if safe is None else quote(model_id, safe=safe)
        answer = client.get(f"/v1/models/{path}")

        assert (200, model_id) == (answer.status, answer.json()["data"]["id"])
        assert set(answer.json()["data"]) >= DOCUMENT


@pytest.mark.parametrize(
    "model_id", ["nobody/nothing", "openrouter", "a\x00b", "a%00b", "a\nb", "%ff", "x" * 9000]
)
def test_an_unknown_model_is_404(client: CatalogClient, model_id: str) -> None:
    """Nothing that stands in the path is worse than a model that was never listed."""
    list_models(*items(1))

    answer = client.get(f"/v1/models/{model_id}")

    assert (404, "not_found") == (answer.status, answer.json()["error"]["code"])
    assert answer.json()["meta"]["request_id"]


def test_providers_have_model_counts_and_health(client: CatalogClient) -> None:
    """Every known provider is listed, also one that never ran."""
    list_models(*items(2))

    rows = {row["slug"]: row for row in client.get("/v1/providers").json()["data"]}

    assert all(PROVIDER == set(row) for row in rows.values())
    assert (2, 2, "success", "healthy") == tuple(
        rows[SLUG][name] for name in ("models", "priced_models", "last_run_status", "health")
    )
    assert (0, None, "unknown") == tuple(
        rows["groq"][name] for name in ("models", "last_run_status", "health")
    )


@pytest.mark.parametrize(
    ("change", "health"),
    [
        ("status = 'partial'", "degraded"),
        ("status = 'failed'", "failing"),
        ("completed_at = now() - interval '19 hours'", "degraded"),
        ("completed_at = now() - interval '17 hours'", "healthy"),
    ],
)
def test_health_follows_the_last_run(
    client: CatalogClient, owner_database: Database, change: str, health: str
) -> None:
    """A provider is failing, degraded or healthy as its last run was and as old as its data is."""
    list_models(*items(1))
    owner_database.run(f"UPDATE sync_runs SET {change}")  # noqa: S608 - the four lines above

    assert health == provider(client)["health"]


def test_status_has_coverage_and_errors(client: CatalogClient) -> None:
    """An operator sees per provider what the last run did, and how much is priced."""
    unpriced = item("acme/unpriced")
    unpriced["pricing"] = {}
    list_models(*items(3), unpriced)

    data = client.get("/v1/status").json()["data"]
    row = next(row for row in data["providers"] if row["slug"] == SLUG)

    assert (4, 3, 0.75, "fresh") == tuple(
        row[name] for name in ("models", "priced_models", "coverage", "freshness")
    )
    assert ("success", 4, []) == tuple(
        row["last_run"][name] for name in ("status", "models_added", "errors")
    )
    assert {"healthy": 1, "models": 4, "coverage": 0.75}.items() <= data["totals"].items()


def test_health_is_never_cached(client: CatalogClient) -> None:
    """A load balancer learns at once whether both stores answer."""
    answer = client.get("/health")

    assert (200, "no-store") == (answer.status, answer.headers["cache-control"])
    assert {"status": "ok", "database": "ok", "cache": "ok"} == answer.json()["data"]


def test_an_unrouted_path_is_404(client: CatalogClient) -> None:
    """What does not exist is told in the error shape."""
    assert "not_found" == client.get("/v2/catalog").json()["error"]["code"]
