"""What Langfuse calls the tokens that a body prices."""

from decimal import Decimal

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import Row, over, tokens
from tests.support.seeds.feed_offers import feed, offer

MODELS = "langfuse/models.json"


def test_a_price_has_every_name_that_vendors_give_it(
    client: CatalogClient, owner_database: Database
) -> None:
    """Langfuse prices the keys that it is sent, and no others."""
    lasting = [Row("cache_write_tokens", "10", {"cache_ttl": "1h"})]
    lasting += [Row("cache_write_tokens", "6.25", {"cache_ttl": "5m"})]
    offer(owner_database, "anthropic/claude", [*tokens("5", "25", "0.5", "6"), *lasting])

    [body] = feed(client, MODELS)
    prices = body["pricingTiers"][0]["prices"]

    names = ("input", "input_tokens", "prompt_tokens", "prompt_token_count", "promptTokenCount")
    assert [Decimal("0.000005")] * 5 == [prices[name] for name in names]
    assert Decimal("0.0000005") == prices["cache_read_input_tokens"]
    assert Decimal("0.00001") == prices["input_cache_creation_1h"]
    assert Decimal("0.00000625") == prices["cache_creation_input_tokens"]


def test_tokens_that_langfuse_takes_out_of_the_others_are_not_free(
    client: CatalogClient, owner_database: Database
) -> None:
    """It counts each token under one name: thinking that costs what output costs has that price.

    So has cached input where no price of it is known, as in a quote; no other price is made up.
    """
    cached = Row("cache_read_tokens", "1", over(10))
    rows = [*tokens("5", "25"), *tokens("6", "30", **over(10)), cached]
    offer(owner_database, "openai/o9", rows)
    offer(owner_database, "openai/sonar", [*tokens("5", "25", "1"), Row("reasoning_tokens", "3")])

    found = {body["modelName"]: body["pricingTiers"] for body in feed(client, MODELS)}

    thought = ("output_reasoning", "output_reasoning_tokens", "thoughtsTokenCount")
    names = (*thought, "input_cache_read")
    standard, long = (tier["prices"] for tier in found["openai/o9"])
    assert [Decimal("0.000025")] * 3 + [Decimal("0.000005")] == [standard[name] for name in names]
    assert [Decimal("0.00003")] * 3 + [Decimal("0.000001")] == [long[name] for name in names]
    assert not {"input_cache_creation", "input_audio", "output_audio"} & standard.keys()
    [apart] = (tier["prices"] for tier in found["openai/sonar"])
    assert [Decimal("0.000003")] * 3 + [Decimal("0.000001")] == [apart[name] for name in names]


def test_a_write_that_says_five_minutes_costs_what_one_costs_that_says_nothing(
    client: CatalogClient, owner_database: Database
) -> None:
    """LangChain names the five minutes that nobody asked for; an hour is dearer, and unknown."""
    offer(owner_database, "acme/a", tokens("5", "25", "0.5", "6.25"))

    [body] = feed(client, MODELS)
    prices = body["pricingTiers"][0]["prices"]

    names = ("input_cache_creation_5m", "input_ephemeral_5m_input_tokens", "input_cache_creation")
    assert {Decimal("0.00000625")} == {prices[name] for name in names}
    assert "input_cache_creation_1h" not in prices


def test_text_has_the_names_under_which_tracers_divide_tokens_by_kind(
    client: CatalogClient, owner_database: Database
) -> None:
    """Langfuse's handler for LangChain moves Gemini's text there, so that no other name has it."""
    offer(owner_database, "google/gemini-9", tokens("1", "2", "0.1"), kind="lab")

    [body] = feed(client, MODELS)
    prices = body["pricingTiers"][0]["prices"]

    kinds = ("text", "text_tokens", "modality_1", "modality_text", "modality_TEXT")
    assert {Decimal("0.000001")} == {prices[f"input_{kind}"] for kind in kinds}
    assert {Decimal("0.000002")} == {prices[f"output_{kind}"] for kind in kinds}
    cached = ("input_cached_text_tokens", "cached_modality_1", "cached_modality_text")
    assert {Decimal("0.0000001")} == {prices[name] for name in cached}
