"""Portkey's files, in cents."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import OFFERS, Row, tokens
from tests.support.seeds.feed_offers import feed, offer, read


def price(cents: str) -> dict[str, Decimal]:
    """Return a price as Portkey writes it."""
    return {"price": Decimal(cents)}


def test_a_million_tokens_for_five_dollars_are_half_a_milli_cent_each(
    client: CatalogClient, owner_database: Database
) -> None:
    """Dollars per 1M divided by 10,000; batches lie apart, and long prompts are counted."""
    offer(owner_database, "openai/gpt-5.5", OFFERS["1 openai gpt-5.5"])

    answer = client.get("/feeds/portkey/pricing/openai.json")

    assert {
        "currency": "USD",
        "pay_as_you_go": {
            "request_token": price("0.0005"),
            "response_token": price("0.003"),
            "cache_read_input_token": price("0.00005"),
            "additional_units": {"web_search": price("1")},
        },
        "batch_config": {
            "request_token": price("0.00025"),
            "response_token": price("0.0015"),
            "cache_read_input_token": price("0.000025"),
        },
    } == read(answer)["gpt-5.5"]["pricing_config"]
    assert "prices=17" == answer.headers["x-pricebook-inexpressible"]


def test_the_default_charges_nothing_and_nobody(
    client: CatalogClient, owner_database: Database
) -> None:
    """Every file of Portkey has one; a rate of zero there would make every unknown model free."""
    offer(owner_database, "acme/auto", OFFERS["24 openrouter/auto"])

    body = feed(client, "portkey/pricing/acme.json")

    assert ["default"] == list(body)
    config = body["default"]["pricing_config"]
    assert ({}, "USD") == (config["pay_as_you_go"], config["currency"])
    assert {"request", "response"} == config["calculate"].keys()


def test_images_lie_below_their_quality_and_size(
    client: CatalogClient, owner_database: Database
) -> None:
    """And what else is sold by the unit among the additional units."""
    sized: dict[str, Any] = {"quality": "high", "resolution": "1024x1024"}
    rows = [Row("output_images", "0.04"), Row("output_images", "0.167", sized)]
    offer(owner_database, "acme/paint", [*rows, Row("output_megapixels", "0.05")])
    offer(owner_database, "acme/sonar", OFFERS["12 perplexity sonar-pro"])
    hour = Row("cache_write_tokens", "10", {"cache_ttl": "1h"})
    offer(owner_database, "acme/opus", [*tokens("5", "25", "0.5", "6.25"), hour])

    body = feed(client, "portkey/pricing/acme.json")
    paid = {name: entry["pricing_config"]["pay_as_you_go"] for name, entry in body.items()}

    assert {
        "image": {"default": {"default": price("4")}, "high": {"1024x1024": price("16.7")}},
        "additional_units": {"megapixels": price("5")},
    } == paid["paint"]
    assert price("1.4") == paid["sonar"]["additional_units"]["web_search_high_context"]
    assert (price("0.000625"), {"cache_write_1h": price("0.001")}) == (
        paid["opus"]["cache_write_input_token"],
        paid["opus"]["additional_units"],
    )


@pytest.mark.parametrize("name", ["together-ai", "together"])
def test_a_provider_has_portkeys_name_and_ours(
    client: CatalogClient, owner_database: Database, name: str
) -> None:
    """A gateway asks for together-ai.json."""
    offer(owner_database, "together/a/b", tokens("1", "2"))

    assert "a/b" in feed(client, f"portkey/pricing/{name}.json")


def test_a_file_that_is_not_there_is_not_found(
    client: CatalogClient, owner_database: Database
) -> None:
    """Both for a provider that nobody knows, and for another kind of file."""
    offer(owner_database, "acme/a", tokens("1", "2"))

    assert 404 == client.get("/feeds/portkey/pricing/nobody.json").status
    assert 404 == client.get("/feeds/portkey/general/nobody.json").status
    assert 404 == client.get("/feeds/portkey/pricing/acme.yaml").status


def test_the_general_file_tells_what_models_can_do(
    client: CatalogClient, owner_database: Database
) -> None:
    """Kind, limits and what they take."""
    offer(
        owner_database, "acme/a", [], max_output_tokens=100, capabilities=["tools"],
        input_modalities=["text", "image"], output_modalities=["text"],
    )  # fmt: skip
    offer(owner_database, "acme/e", [], output_modalities=["embeddings"])

    body = feed(client, "portkey/general/acme.json")

    assert ("ACME", {"primary": "chat"}) == (body["name"], body["default"]["type"])
    assert {
        "params": [{"key": "max_tokens", "maxValue": 100}],
        "type": {"primary": "chat", "supported": ["image", "tools"]},
    } == body["a"]
    assert {"type": {"primary": "embedding"}} == body["e"]


def test_text_with_one_unknown_side_is_left_out(
    client: CatalogClient, owner_database: Database
) -> None:
    """Portkey would charge nothing for it, so it is counted; embeddings have one side."""
    offer(owner_database, "acme/half", [Row("output_tokens", "4")])
    inputs = [Row("input_tokens", "4")]
    offer(owner_database, "acme/embed", inputs, output_modalities=["embeddings"])
    offer(owner_database, "acme/whole", tokens("1", "2"))

    answer = client.get("/feeds/portkey/pricing/acme.json")

    assert ["default", "embed", "whole"] == list(read(answer))
    assert "prices=1" == answer.headers["x-pricebook-inexpressible"]
