"""Prices under review in feeds: each has the last accepted figure, and its header counts them."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.litellm_map import MAP, entry, hear
from tests.support.seeds.held_prices import rival
from tests.support.sync_and_query import run

HEADER = "x-pricebook-under-review"
FEEDS = {
    "openrouter/api/v1/models?provider=openrouter": "'prompt': '0.000001'",
    "openrouter/api/v1/models/acme/a/endpoints": "'prompt': '0.000001'",
    "models.dev/api.json": "'input': 1,",
    "genai-prices/data.json": "'input_mtok': 1,",
    "portkey/pricing/openrouter.json": "'request_token': {'price': 0.0001}",
    "langfuse/models.json": "'input': 1e-06",
    MAP: "'input_cost_per_token': 1e-06",
}
"""Each feed, and how it says a dollar for a million tokens of input."""


@pytest.fixture
def held(client: CatalogClient) -> CatalogClient:
    """Hold the twentyfold price of a model."""
    hear({"openrouter/acme/a": entry("openrouter")})
    for amount in ("0.000001", "0.00002"):
        run(item("acme/a", amount, context_length=8192))
    return client


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_keeps_the_accepted_price(held: CatalogClient, feed: str) -> None:
    """The held one is counted, out of every cache."""
    path, _, provider = feed.partition("?provider=")
    asked = {"provider": provider} if provider else {}
    feeds = [held.get(f"/feeds/{path}", None, **asked) for _ in range(2)]

    assert [200, 200] == [answer.status for answer in feeds], feeds[0].body
    assert ["prices=1"] * 2 == [answer.headers[HEADER] for answer in feeds]
    assert FEEDS[feed] in str(feeds[0].json())


@pytest.mark.parametrize("feed", ["openai/v1/models", "portkey/general/openrouter.json"])
def test_a_feed_without_prices_counts_none(held: CatalogClient, feed: str) -> None:
    """There is nothing that its reader could misread."""
    assert HEADER not in held.get(f"/feeds/{feed}").headers


def test_a_feed_of_one_seller_counts_its_own(held: CatalogClient, owner_database: Database) -> None:
    """What waits at another seller is no news for its readers."""
    rival(owner_database, "together", "0.000001")

    assert "prices=0" == held.get("/feeds/portkey/pricing/together-ai.json").headers[HEADER]
