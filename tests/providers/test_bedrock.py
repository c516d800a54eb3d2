"""Bedrock's list of models, and the words of its price list."""

import json
from pathlib import Path
from typing import Any

import pytest

from pricebook.providers.bedrock import provider as bedrock
from pricebook.providers.bedrock import reasoning
from pricebook.providers.bedrock.price_list import by_model
from tests.support.oracles.prices import price_list
from tests.support.oracles.prices.base_rows import row
from tests.support.price_list import product

DOCUMENTED = Path(__file__).parent / "documented"

SWITCH = '{"reasoningConfig": {"type": "object"}}'


@pytest.mark.parametrize(
    ("converse", "reasons"),
    [
        ({"reasoningSupported": {"embedded": True}}, True),
        ({"reasoningSupported": {"embedded": False}}, True),
        ({"reasoningSupported": False}, False),
        ({"additionalRequestFieldsSchema": SWITCH}, False),
        ({}, False),
    ],
)
def test_what_reasons_says_so(converse: dict[str, Any], *, reasons: bool) -> None:
    """Always or when it is switched on; a schema of a request is no word about the model."""
    assert reasons == ("reasoning" in reasoning({"converse": converse}))


@pytest.mark.parametrize(
    ("attributes", "paid_for"),
    [
        ({"usagetype": "USE1-One-input"}, "input tokens"),
        ({"usagetype": "USE1-One-input-tokens-batch"}, "input tokens batch"),
        ({"usagetype": "USE1-One-cross-region-global"}, "input tokens global"),
        ({"usagetype": "USE1-One-cross-region"}, "input tokens cross-region"),
        ({"usagetype": "USE1-One", "feature": "Custom Model"}, "input tokens custom"),
        ({"inferenceType": "Output tokens global priority"}, "output tokens global priority"),
    ],
)
def test_a_product_says_what_it_is_for(attributes: dict[str, str], paid_for: str) -> None:
    """Whatever makes a price another one is seen, in whichever attribute it stands."""
    document = {"model": "One", "inferenceType": "Input tokens"} | attributes

    assert {"one": {paid_for: {"1K tokens": "0.0008"}}} == by_model(product("0.0008", **document))


CACHE_WRITE = {"model": "One", "inferenceType": "Prompt cache write input tokens"}
MANTLE = "USE1-acme.one-mantle"


@pytest.mark.parametrize(
    ("attributes", "paid_for"),
    [
        (CACHE_WRITE | {"usagetype": "USE1-CacheWriteInputTokenCount"}, "cache write tokens"),
        (CACHE_WRITE | {"usagetype": "USE1-CacheWrite1hInputTokenCount"}, "cache write tokens 1h"),
        (
            CACHE_WRITE | {"usagetype": "USE1-cache_write_tokens_1h_batch"},
            "cache write tokens 1h batch",
        ),
        ({"model": "One", "inferenceType": "Cache read tokens"}, "cache read tokens"),
        ({"model": "One", "inferenceType": "Prompt cache read input tokens"}, "cache read tokens"),
        ({"model": "One", "inferenceType": "Text output token"}, "output tokens"),
        ({"model": "One", "tokenType": "Input Tokens", "service_tier": "standard"}, "input tokens"),
        (
            {"model": "One", "tokenType": "Input Tokens", "service_tier": "Flex"},
            "input tokens flex",
        ),
        ({"model": "One", "tokenType": "Cache Read Input Tokens"}, "cache read tokens"),
        ({"model": "One", "inferenceType": "Video moments"}, "video moments"),
        (
            {"model": "One", "inferenceType": "Input tokens", "usagetype": "USE1_Input_Geo-Units"},
            "input tokens geo",
        ),
        (
            {"model": "One", "usagetype": "USE1-acme.longcat-flex-mantle-input-tokens-standard"},
            "input tokens",
        ),
        ({"model": "One", "usagetype": f"{MANTLE}-input-tokens-standard"}, "input tokens"),
        (
            {"model": "One", "usagetype": f"{MANTLE}-cache-read-tokens-flex"},
            "cache read tokens flex",
        ),
        (
            {"model": "One", "usagetype": f"{MANTLE}-cache-write-tokens-1h-standard"},
            "cache write tokens 1h",
        ),
        ({"model": "One", "usagetype": f"{MANTLE}-video-moments-batch"}, "video moments batch"),
    ],
)
def test_words_of_the_price_list(attributes: dict[str, str], paid_for: str) -> None:
    """The list's spellings of one thing are one; five minutes and an hour of cache are two."""
    assert {paid_for: {"1K tokens": "0.1"}} == by_model(product("0.1", **attributes))["one"]


def test_both_lifetimes_of_the_cache_have_their_price() -> None:
    """Five minutes and an hour share a word of the list, and do not cancel each other."""
    short = product("1.375", **CACHE_WRITE, usagetype="USE1-CacheWriteInputTokenCount")
    long = product("2.2", **CACHE_WRITE, usagetype="USE1-CacheWrite1hInputTokenCount")
    pricing = by_model(short, long)["one"]
    (listing,) = bedrock.map([{"modelId": "acme.one", "pricing": pricing}]).listings

    assert {"{}": "0.001375", '{"cache_ttl": "1h"}': "0.0022"} == {
        json.dumps(price.conditions): str(price.amount) for price in listing.prices
    }


def test_a_marketplace_unit_beside_a_word_is_a_million_tokens() -> None:
    """Rows of a marketplace have the list's words since 2026, and their unit stays 1M tokens."""
    row = product("5.5", "Units", model="One", inferenceType="Input tokens", usagetype="USE1-MP:x")
    (listing,) = bedrock.map([{"modelId": "acme.one", "pricing": by_model(row)["one"]}]).listings

    assert ["0.0000055"] == [f"{price.amount:f}" for price in listing.prices]


def test_a_newer_row_names_its_model_by_id() -> None:
    """A model is joined by the id in the usage type where its name is another one."""
    row = product(
        "0.2",
        model="Acme One (new)",
        inferenceType="Input tokens",
        usagetype=f"{MANTLE}-input-tokens-standard",
    )

    assert {"input tokens": {"1K tokens": "0.2"}} == by_model(row)["acme.one"]


def test_a_second_reading_of_the_price_list_agrees() -> None:
    """What the lists say, read by other means, is what every model has, and nothing else."""
    answers = json.loads((DOCUMENTED / "bedrock.json").read_text())["answers"]
    models, market, own = answers.values()

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert (None, url != bedrock.url) == (body, optional)
        return models if url == bedrock.url else market if "FoundationModels" in url else own

    assert bedrock.fetch
    listings = bedrock.map(bedrock.fetch(get)).listings
    stated = {
        one.provider_model_id: sorted(row(p.meter, p.amount, when=p.conditions) for p in one.prices)
        for one in listings
    }

    assert price_list.bedrock(models["modelSummaries"], market, own) == stated
