"""Models that are gone: no feed and no ranking has them, and who asks for one hears since when."""

import json
import re
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item, raw
from tests.support.litellm_map import entry, hear
from tests.support.passing_time import pass_time
from tests.support.sync_and_query import run

GONE = "openrouter/acme/gone"


def listed_price(model_id: str) -> dict[str, Any]:
    """Return what genai-prices' list states of a model."""
    prices = {"input_mtok": 1, "output_mtok": 2}
    return {"id": model_id, "match": {"equals": model_id}, "prices": prices}


@pytest.fixture
def gone(client: CatalogClient, owner_database: Database) -> CatalogClient:
    """Let one of two sellers' models go, after three complete runs."""
    listed = [item(f"acme/{name}", context_length=8192) for name in ("here", "gone")]
    run(*listed)
    hear({GONE: entry("openrouter"), "openrouter/acme/here": entry("openrouter")})
    models = [listed_price(f"acme/{name}") for name in ("here", "gone")]
    told = json.dumps([{"id": "openrouter", "models": models}]).encode()
    reference_run.run("genai-prices", triggered_by="cli", fetcher=raw(told))
    for _ in range(3):
        pass_time(owner_database, "12 hours")
        run(listed[0])
    return client


FEEDS = (
    "openai/v1/models",
    "openrouter/api/v1/models",
    "models.dev/api.json",
    "genai-prices/data.json",
    "portkey/pricing/openrouter.json",
    "langfuse/models.json",
    "litellm/model_prices_and_context_window.json",
)


@pytest.mark.parametrize("path", FEEDS)
def test_no_feed_has_it(gone: CatalogClient, path: str) -> None:
    """The other model is there."""
    body = str(gone.get(f"/feeds/{path}").json())

    assert re.search("acme.{1,2}here", body)
    assert not re.search("acme.{1,2}gone", body)


def test_no_ranking_has_it(gone: CatalogClient) -> None:
    """It is no offer of its canonical model, unless somebody asks for those as well."""
    here, absent = (
        gone.get(f"/v1/canonical/acme/{name}").json()["data"] for name in ("here", "gone")
    )

    assert (1, 0) == (len(here["offers"]), len(absent["offers"]))


def test_who_asks_hears_since_when(gone: CatalogClient) -> None:
    """The model, its prices and a quote say until when it was listed."""
    model = gone.get(f"/v1/models/{GONE}").json()["data"]
    now = gone.get(f"/v1/prices/{GONE}").json()["data"]
    first_seen = model["first_seen_at"]
    before = gone.get(f"/v1/prices/{GONE}", at=first_seen).json()["data"]

    assert (False, model["listed_until"]) == (model["is_active"], now["listed_until"])
    assert ([], 2) == (now["prices"], len(before["prices"]))
    assert {model["listed_until"]} == {price["valid_to"] for price in before["prices"]}
