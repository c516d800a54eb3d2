"""The catalogue that comes with the code, and when it answers."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.commands import snapshot as bundler
from local.home import Home
from pricebook.identity.canonical import canonical_id
from pricebook.pricing.conditions import CONDITIONS
from pricebook.pricing.meters import METERS
from pricebook.providers import registry
from pricebook.serving import snapshot
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, items

SOURCE = "x-pricebook-cache"
LISTS = ("/v1/catalog", "/v1/models", "/v1/providers", "/v1/status")

type Act = Callable[[], None]


@pytest.fixture
def bundle() -> Any:
    """Give the bundled snapshot, as it is answered from."""
    return snapshot._bundle()


def test_without_postgres_and_valkey_the_snapshot_answers(
    client: CatalogClient, stop_postgres: Act, kill_valkey: Act, reset_process: Act
) -> None:
    """A cold container in a total outage serves the bundled prices, and says of each what it is."""
    stop_postgres()
    kill_valkey()
    reset_process()

    answer = client.get("/v1/catalog")
    unknown = client.get("/v1/models/openrouter/acme/m0")

    assert (200, "snapshot") == (answer.status, answer.headers[SOURCE])
    assert {"snapshot"} == {model["pricing_source"] for model in answer.json()["data"]}
    assert (503, "5") == (unknown.status, unknown.headers["retry-after"])
    assert "unavailable" == unknown.json()["error"]["code"]


def test_before_the_first_sync_the_snapshot_answers(client: CatalogClient) -> None:
    """Nobody ever sees an empty catalogue."""
    for path in LISTS:
        answer = client.get(path)
        assert (200, "snapshot") == (answer.status, answer.headers[SOURCE])
        assert answer.json()["data"]
    assert 200 == client.get("/v1/models/groq/openai/gpt-oss-120b").status
    assert 404 == client.get("/v1/models/nobody/nothing").status
    assert 404 == client.get("/v1/catalog", provider="nobody").status


def test_before_the_first_migration_the_snapshot_answers(
    client: CatalogClient, empty_database_url: str, environment: pytest.MonkeyPatch
) -> None:
    """A database without tables is like an empty one: the API answers."""
    environment.setenv("DATABASE_URL", empty_database_url)
    environment.delenv("DATABASE_ROLE")

    assert "snapshot" == client.get("/v1/catalog").headers[SOURCE]


def test_pricebook_serve_snapshot_answers_from_the_snapshot(
    client: CatalogClient, environment: pytest.MonkeyPatch
) -> None:
    """PRICEBOOK_SERVE=snapshot answers from the bundle, whatever the database has."""
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(1)))
    environment.setenv("PRICEBOOK_SERVE", "snapshot")

    assert ["snapshot"] * 4 == [client.get(path).headers[SOURCE] for path in LISTS]
    assert 404 == client.get("/v1/models/openrouter/acme/m0").status


def test_the_snapshot_has_the_shapes_of_the_database(client: CatalogClient) -> None:
    """A caller cannot tell by the keys whether an answer came from the bundle."""
    bundled = [client.get(path).json() for path in LISTS]
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(1)))
    stored = [client.get(path).json() for path in LISTS]

    for mine, theirs in zip(bundled, stored, strict=True):
        assert set(theirs["meta"]) == set(mine["meta"])
        rows = [answer["data"] for answer in (mine, theirs)]
        if isinstance(rows[0], dict):
            assert set(rows[1]) == set(rows[0])
            assert set(rows[1]["totals"]) == set(rows[0]["totals"])
            rows = [row["providers"] for row in rows]
        assert set(rows[1][0]) == set(rows[0][0])


def test_the_snapshot_has_pages(client: CatalogClient, bundle: Any) -> None:
    """The bundle is paged and linked like the catalogue."""
    answer = client.get("/v1/models", page=2, page_size=5)

    assert [m["id"] for m in bundle["data"][5:10]] == [m["id"] for m in answer.json()["data"]]
    assert len(bundle["data"]) == answer.json()["meta"]["total"]
    assert 'rel="prev"' in answer.headers["link"]


def test_every_bundled_price_has_the_source_snapshot(bundle: Any) -> None:
    """Nothing in the bundle passes for a price of today, and every amount is plain digits."""
    prices = [price for model in bundle["data"] for price in model["prices"]]

    assert {"snapshot"} == {price["source"] for price in prices}
    assert {"snapshot"} == {model["pricing_source"] for model in bundle["data"]}
    assert all(re.fullmatch(r"\d+(\.\d+)?", price["amount"]) for price in prices)
    assert {m["provider"] for m in bundle["data"]} == {p["slug"] for p in bundle["providers"]}


def test_the_bundle_holds_sixty_models_with_their_sources(bundle: Any) -> None:
    """Every price names the page where it stands and the day on which it was seen there."""
    prices = [price for model in bundle["data"] for price in model["prices"]]
    names = [model["id"] for model in bundle["data"]]

    assert 60 == len(set(names)) == len(names)
    assert sorted(names) == names
    assert all(re.match(r"https://\S+$", price["source_url"]) for price in prices)
    assert all(price["observed_at"] <= bundle["taken_at"] for price in prices)
    assert (
        {1_000_000}
        == {price["per"] for price in prices}
        == {METERS[p["meter"]].per for p in prices}
    )
    assert {key for price in prices for key in price["conditions"]} <= CONDITIONS
    for model in bundle["data"]:
        base = {p["meter"]: p["amount"] for p in model["prices"] if not p["conditions"]}
        assert base["input_tokens"] == model["pricing"]["prompt"]
        assert base.get("output_tokens") == model["pricing"].get("completion")


def test_the_bundle_names_models_and_sellers_as_a_sync_would(bundle: Any) -> None:
    """A model of the bundle is found under the same id once its provider was synchronised."""
    for seller in bundle["providers"]:
        provider = registry()[seller["slug"]]
        facts = {name: getattr(provider, name) for name in ("name", "website", "kind")}
        assert facts == {name: seller[name] for name in facts}
    for model in bundle["data"]:
        expected = canonical_id(registry()[model["provider"]], model["provider_model_id"])
        assert expected == model["canonical_id"]


def test_an_own_bundle_replaces_the_facts(
    bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an operator bundled is what answers, and nothing of what came with the code."""
    own = bundle | {"data": bundle["data"][:2]}
    (tmp_path / "own.gz").write_bytes(gzip.compress(json.dumps(own).encode()))
    monkeypatch.setattr(snapshot, "OWN_FILE", tmp_path / "own.gz")

    assert own == snapshot._bundle.__wrapped__()


def test_make_snapshot_bundles_the_catalogue(
    tmp_path: Path, database_url: str, redis_url: str, environment: pytest.MonkeyPatch
) -> None:
    """The verb writes what the database has, marked, without descriptions, and always the same."""
    assert environment
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(2)))
    settings = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "DB_SSL": "disable"}

    bundler.write(Home(settings | {"PRICEBOOK_HOME": str(tmp_path)}), tmp_path / "bundle.gz")

    bundle = json.loads(gzip.decompress((tmp_path / "bundle.gz").read_bytes()))
    assert ["openrouter/acme/m0", "openrouter/acme/m1"] == [m["id"] for m in bundle["data"]]
    model = bundle["data"][0]
    assert (None, "snapshot") == (model["description"], model["pricing_source"])
    assert {"snapshot"} == {price["source"] for price in model["prices"]}
