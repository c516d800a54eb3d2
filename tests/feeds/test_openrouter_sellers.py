"""OpenRouter's list: which seller's price stands for a model, and the order of its sellers."""

from typing import Any

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.feed_offers import feed, listed, offer

MODELS = "openrouter/api/v1/models"


def test_a_seller_in_doubt_prices_a_model_only_where_no_other_does(
    client: CatalogClient, owner_database: Database
) -> None:
    """A reseller whom one list alone knows, and whoever asks less than half of maker and most."""
    for name in ("claude-9", "claude-8"):
        offer(owner_database, f"anthropic/{name}", tokens("3", "15"), canonical=f"anthropic/{name}")
    offer(owner_database, "host/claude-9", tokens("2", "10"), canonical="anthropic/claude-9")
    listed(owner_database, "shop/a", tokens("0.4", "2"), "single", canonical="anthropic/claude-9")
    listed(owner_database, "shop/b", tokens("1.9", "9"), "disputed", canonical="anthropic/claude-9")
    listed(owner_database, "shop/c", tokens("2", "9"), "confirmed", canonical="anthropic/claude-8")
    offer(owner_database, "host/claude-8", tokens("0.5", "5"), canonical="anthropic/claude-8")
    listed(owner_database, "shop/only", tokens("1", "2"), "single", canonical="acme/only")

    assert {
        "anthropic/claude-9": "host/claude-9",
        "anthropic/claude-8": "shop/c",
        "acme/only": "shop/only",
    } == cheapest(client)
    assert ["host/claude-9", "anthropic/claude-9", "shop/b", "shop/a"] == endpoints(
        client, "anthropic/claude-9"
    )


def test_without_a_maker_a_sellers_own_word_is_believed(
    client: CatalogClient, owner_database: Database
) -> None:
    """Hosts of open weights differ by more than a factor; what lists say of them has a bound."""
    for name, price in {"x": "1", "y": "1", "z": "0.3"}.items():
        offer(owner_database, f"{name}/m", tokens(price, price), canonical="acme/m")
        offer(owner_database, f"{name}2/n", tokens("1", "1"), canonical="acme/n")
    listed(owner_database, "shop/n", tokens("0.3", "0.3"), "confirmed", canonical="acme/n")

    assert {"acme/m": "z/m", "acme/n": "x2/n"} == cheapest(client)


def test_of_equal_prices_the_makers_is_named(
    client: CatalogClient, owner_database: Database
) -> None:
    """Then a price at first hand, then who runs the model; a rounding is no lower price."""
    claude: dict[str, Any] = {"canonical": "anthropic/claude-9"}
    listed(owner_database, "302ai/x", tokens("3", "15"), "confirmed", kind="aggregator", **claude)
    listed(owner_database, "brick/x", tokens("2.9999", "15"), "confirmed", **claude)
    offer(owner_database, "axis/x", tokens("3", "15"), kind="aggregator", **claude)
    offer(owner_database, "host/x", tokens("3", "15"), **claude)
    offer(owner_database, "anthropic/claude-9", tokens("3", "15"), kind="lab", **claude)

    assert {"anthropic/claude-9": "anthropic/claude-9"} == cheapest(client)
    assert ["anthropic/claude-9", "host/x", "axis/x", "brick/x", "302ai/x"] == endpoints(
        client, "anthropic/claude-9"
    )


def cheapest(api: CatalogClient) -> dict[str, str]:
    """Return the offer whose price each model has."""
    models = feed(api, MODELS)["data"]
    return {model["id"]: model["top_provider"]["model_id"] for model in models}


def endpoints(api: CatalogClient, model_id: str) -> list[str]:
    """Return the offers of a model in their order."""
    found = feed(api, f"{MODELS}/{model_id}/endpoints")["data"]["endpoints"]
    return [endpoint["model_id"] for endpoint in found]
