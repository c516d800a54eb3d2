"""The readers of the reference lists, on small bodies in the documented shapes."""

from decimal import Decimal

import pytest

from pricebook.errors import Unreadable
from pricebook.references import references
from pricebook.references.genai_prices import read_on
from pricebook.references.sellers import Known
from pricebook.sync.listed_sellers import listed_sellers
from tests.support.reference_lists import KNOWN, TODAY, decoded, genai, litellm, models_dev


def test_every_list_is_declared() -> None:
    """The three lists are known by the names that people call them, those with rules last."""
    assert ["litellm", "models.dev", "genai-prices"] == list(references())


@pytest.mark.parametrize("name", references())
@pytest.mark.parametrize("body", ["<html>", None, 3])
def test_what_is_no_list_is_refused(name: str, body: object) -> None:
    """An answer of another shape is an error that quotes it, not a list without prices."""
    with pytest.raises(Unreadable, match="expected"):
        list(references()[name].read(body, KNOWN))


def test_models_dev_quotes_dollars_per_million() -> None:
    """Each rate of models.dev becomes its own meter, and a key that nobody knows is left out."""
    cost = {"input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75, "reasoning": 20}

    assert {
        ("xai", "grok"): {
            ("input_tokens", "{}"): "3",
            ("output_tokens", "{}"): "15",
            ("reasoning_tokens", "{}"): "20",
            ("cache_read_tokens", "{}"): "0.3",
            ("cache_write_tokens", "{}"): "3.75",
            ("input_audio_tokens", "{}"): "1",
            ("output_audio_tokens", "{}"): "2",
        }
    } == models_dev({**cost, "input_audio": 1, "output_audio": 2, "input_smell": 9})


def test_models_dev_tiers_are_conditions() -> None:
    """A context tier holds above its size; a tier of another type is left out."""
    tier = {"input": 6, "output": 20, "tier": {"type": "context", "size": 272_000}}
    other = {"input": 7, "output": 21, "tier": {"type": "weekday", "size": 3}}
    found = models_dev({"input": 3, "output": 15, "tiers": [tier, other]})[("xai", "grok")]

    assert {
        ("input_tokens", "{}"): "3",
        ("output_tokens", "{}"): "15",
        ("input_tokens", '{"prompt_tokens_gt": 272000}'): "6",
        ("output_tokens", '{"prompt_tokens_gt": 272000}'): "20",
    } == found


def test_models_dev_writes_one_tier_twice() -> None:
    """What `context_over_200k` repeats of `tiers` is not read, and alone it is a tier."""
    over = {"input": 6}
    tier = {"input": 6, "tier": {"type": "context", "size": 256_000}}
    both = models_dev({"input": 3, "tiers": [tier], "context_over_200k": over})
    alone = models_dev({"input": 3, "context_over_200k": over})

    assert ("input_tokens", '{"prompt_tokens_gt": 200000}') not in both[("xai", "grok")]
    assert alone[("xai", "grok")]["input_tokens", '{"prompt_tokens_gt": 200000}'] == "6"


def test_models_dev_modes_are_tiers_of_service() -> None:
    """A mode with a price is the condition that a request states to get it, if we know it."""
    said = {"body": {"service_tier": "priority"}}
    strange = {"body": {"reasoning": {"mode": "pro"}}}
    modes = {
        "fast": {"cost": {"input": 6}, "provider": said},
        "pro": {"cost": {"input": 9}, "provider": strange},
    }
    found = models_dev({"input": 3}, experimental={"modes": modes})[("xai", "grok")]

    assert {
        ("input_tokens", "{}"): "3",
        ("input_tokens", '{"service_tier": "priority"}'): "6",
    } == found


def test_genai_prices_quotes_millions_and_thousands() -> None:
    """Tokens are quoted per million, searches and requests per thousand, tiers by their start."""
    prices = {
        "input_mtok": {"base": 2, "tiers": [{"start": 200_000, "price": 4}]},
        "cache_write_1h_mtok": 4.5,
        "web_searches_kcount": 10,
        "smells_kcount": 1,
    }

    assert {
        ("openai", "gpt"): {
            ("input_tokens", "{}"): "2",
            ("input_tokens", '{"prompt_tokens_gt": 200000}'): "4",
            ("cache_write_tokens", '{"cache_ttl": "1h"}'): "4.5",
            ("web_searches", "{}"): "10000",
        }
    } == genai(prices, {"equals": "gpt"})


def test_genai_prices_says_what_is_in_force() -> None:
    """Of dated rates the last that began counts, and hours of the day are a condition."""
    dated = [
        {"prices": {"input_mtok": 1}},
        {"constraint": {"start_date": "2026-07-30"}, "prices": {"input_mtok": 0.2}},
        {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 5}},
        {
            "constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"},
            "prices": {"input_mtok": 0.4},
        },
        {"constraint": {"moon": "full"}, "prices": {"input_mtok": 7}},
    ]

    assert {
        ("openai", "gpt"): {
            ("input_tokens", "{}"): "0.2",
            ("input_tokens", '{"utc_windows": [["00:30", "16:30"]]}'): "0.4",
        }
    } == genai(dated, {"equals": "gpt"})


def test_genai_prices_names_ids() -> None:
    """One rule may name several ids in full, which need not be known otherwise."""
    rule = {"or": [{"equals": "a"}, {"starts_with": "b"}, {"or": [{"equals": "c"}]}]}

    assert {("openai", "a"), ("openai", "c")} == set(genai({"input_mtok": 1}, rule))
    assert {} == genai({"input_mtok": 1}, {"contains": "gpt"})


def test_genai_prices_describes_ids() -> None:
    """A rule that only describes ids means those that are known."""
    rule = {"and": [{"contains": "gpt"}, {"ends_with": "-mini"}]}
    ids = ("GPT-5-mini", "gpt-5")

    assert [("openai", "GPT-5-mini")] == list(genai({"input_mtok": 1}, rule, ids=ids))


def test_genai_prices_falls_back_to_other_sellers() -> None:
    """An id that a seller's own entries do not mean is priced as at the seller that it names."""
    entry = {"id": "gpt-9", "match": {"equals": "gpt-9"}, "prices": {"input_mtok": 1}}
    body = [
        {"id": "openai", "models": [entry]},
        {"id": "azure", "fallback_model_providers": ["openai"], "models": []},
    ]
    known = Known(listed_sellers().values(), {"azure": ["gpt-9"]})
    found = list(read_on(decoded(body), known, TODAY))

    assert [("openai", "exact"), ("azure", "fallback")] == [(o.provider, o.match) for o in found]


def test_facts_are_read_with_the_prices() -> None:
    """Limits, modalities, capabilities and dates; what a list does not say is absent."""
    model = {
        "name": "Grok",
        "limit": {"context": 256_000, "output": 8000},
        "modalities": {"input": ["text", "image"], "output": ["text"]},
        "tool_call": True,
        "reasoning": False,
        "knowledge": "2025-03",
        "release_date": "2026-01-15",
    }
    body = decoded({"xai": {"models": {"grok": model}}, "groq": {"models": {"g": model}}})
    lab, host = references()["models.dev"].read(body, KNOWN)

    assert {
        "name": "Grok",
        "context_length": 256_000,
        "max_output_tokens": 8000,
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "capabilities": ["tools", "vision"],
        "knowledge_cutoff": "2025-03-01",
        "release_date": "2026-01-15",
        "open_weights": False,
    } == (lab.facts if lab.provider == "xai" else host.facts)
    assert "max_output_tokens" not in (host.facts if host.provider == "groq" else lab.facts)


def test_genai_prices_knows_the_sellers_behind_hugging_face() -> None:
    """A seller that is reached through Hugging Face ends the id, as its router has it."""
    found = genai({"input_mtok": 1}, {"equals": "org/m"}, provider="huggingface_groq")

    assert [("huggingface", "org/m:groq")] == list(found)


@pytest.mark.parametrize("figure", [0, 0.0, None, "3", True, -1, {}])
def test_what_is_no_price_says_nothing(figure: object) -> None:
    """A zero, a text or nothing where a list has its figures never becomes a price."""
    assert {} == models_dev({"input": figure})
    assert {} == litellm(input_cost_per_token=figure)
    assert {} == genai({"input_mtok": figure}, {"equals": "gpt"})


def test_figures_are_kept_as_published() -> None:
    """A price keeps the list's own figure and its unit beside the amount."""
    body = decoded({"xai": {"models": {"grok": {"cost": {"input": 0.30}}}}})
    (told,) = references()["models.dev"].read(body, KNOWN)
    (price,) = told.prices

    assert ("0.3 USD per 1M tokens", Decimal("3E-7"), "USD") == (
        price.published,
        price.amount,
        price.currency,
    )
