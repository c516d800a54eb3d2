"""The reader of LiteLLM's cost map, whose keys hold sellers, regions and conditions."""

from decimal import Decimal

import pytest

from pricebook.references import references
from pricebook.references.sellers import Known, Seller
from tests.support.reference_lists import KNOWN, decoded, litellm


def test_litellm_quotes_dollars_per_unit() -> None:
    """A key is stripped of LiteLLM's own prefix, its float's dust and its tail of conditions."""
    found = litellm(
        input_cost_per_token=2.9999900000000002e-06,
        output_cost_per_token_batches=1.5e-06,
        cache_creation_input_token_cost_above_1hr_above_200k_tokens=4e-06,
        input_cost_per_token_above_272k_tokens_priority=5e-06,
        max_tokens=8192,
        input_cost_per_image=0.04,
    )

    assert {
        ("groq", "llama"): {
            ("input_tokens", "{}"): "2.99999",
            ("output_tokens", '{"service_tier": "batch"}'): "1.5",
            ("cache_write_tokens", '{"cache_ttl": "1h", "prompt_tokens_gt": 200000}'): "4",
            ("input_tokens", '{"prompt_tokens_gt": 272000, "service_tier": "priority"}'): "5",
        }
    } == found


def test_litellm_ranges_replace_flat_figures() -> None:
    """The first range is the base price, and each later one holds above its start."""
    ranges = [
        {"range": [0, 32000.0], "input_cost_per_token": 1e-06},
        {"range": [32000.0, 128000.0], "input_cost_per_token": 2e-06},
    ]
    found = litellm(tiered_pricing=ranges, input_cost_per_token=9e-06)

    assert {
        ("groq", "llama"): {
            ("input_tokens", "{}"): "1",
            ("input_tokens", '{"prompt_tokens_gt": 32000}'): "2",
        }
    } == found


@pytest.mark.parametrize(
    ("window", "conditions"),
    [
        ({"hours_utc": "22:00-06:30"}, '{"utc_windows": [["22:00", "06:30"]]}'),
        (
            {"hours_utc": ["00:00-01:00", "10:00-00:00"], "weekdays": [1]},
            '{"utc_windows": [["00:00", "01:00"], ["10:00", "24:00"]], "weekdays": ["monday"]}',
        ),
        ({"hours_utc": "00:00-00:00", "weekdays": [6, 7]}, '{"weekdays": ["saturday", "sunday"]}'),
        ({"hours_utc": "00:00-00:00"}, None),
        ({"hours_utc": "at night"}, None),
        ({"weekdays": [6]}, None),
        ({"hours_utc": "22:00-06:30", "weekdays": [0]}, None),
        ({"hours_utc": "22:00-06:30", "weekdays": "monday"}, None),
        ({"hours_utc": "22:00-06:30", "weekdays": [[]]}, None),
    ],
)
def test_litellm_has_rates_for_some_hours(window: object, conditions: str | None) -> None:
    """Hours and days become conditions; a window that nobody understands gives no price."""
    off_peak = {"windows": [window], "input_cost_per_token": 1e-06}
    result = litellm(input_cost_per_token=2e-06, off_peak_pricing=off_peak)

    cheaper = {("input_tokens", conditions): "1"} if conditions else {}
    assert {("groq", "llama"): {("input_tokens", "{}"): "2"} | cheaper} == result


def test_litellm_media_mean_what_their_mode_says() -> None:
    """A second is one of audio heard or of video made, by the mode, and nothing without one."""
    heard = litellm(mode="audio_transcription", input_cost_per_second=0.0001)
    made = litellm(mode="video_generation", output_cost_per_second=0.1)

    assert {("input_seconds", "{}"): "100"} == heard[("groq", "llama")]
    assert {("output_seconds", "{}"): "100000"} == made[("groq", "llama")]
    assert {} == litellm(mode="chat", input_cost_per_second=0.0001)


def test_litellm_searches_depend_on_their_context() -> None:
    """A search has a price for each size of its context."""
    sizes = {"search_context_size_low": 0.005, "search_context_size_high": 0.014}
    found = litellm(search_context_cost_per_query=sizes)[("groq", "llama")]

    assert {
        ("web_searches", '{"search_context_size": "low"}'): "5000",
        ("web_searches", '{"search_context_size": "high"}'): "14000",
    } == found


@pytest.mark.parametrize(
    ("key", "provider", "expected", "region"),
    [
        ("gpt-4o", "openai", ("openai", "gpt-4o"), "{}"),
        (
            "fireworks_ai/accounts/a/models/m",
            "fireworks_ai",
            ("fireworks", "accounts/a/models/m"),
            "{}",
        ),
        ("vertex_ai/meta/llama", "vertex_ai-llama_models", ("google-vertex", "meta/llama"), "{}"),
        ("gemini/gemini-pro", "gemini", ("google", "gemini-pro"), "{}"),
        ("us.anthropic.claude", "bedrock_converse", ("bedrock", "us.anthropic.claude"), "{}"),
        ("bedrock/eu-west-1/claude", "bedrock", ("bedrock", "claude"), '{"region": "eu-west-1"}'),
        ("azure/eu/gpt-4o", "azure", ("azure", "gpt-4o"), '{"region": "eu"}'),
    ],
)
def test_litellm_names_become_ours(
    key: str, provider: str, expected: tuple[str, str], region: str
) -> None:
    """A model is found under the seller's own id, and a region in the key is a condition."""
    found = litellm(key, provider, input_cost_per_token=1e-06)

    assert {expected: {("input_tokens", region): "1"}} == found


@pytest.mark.parametrize(
    ("key", "provider"),
    [
        ("bedrock/*/1-month-commitment/claude", "bedrock"),
        ("low/1024-x-1024/gpt-image-1", "openai"),
        ("ollama/llama", "ollama"),
        ("scaleway/llama", "scaleway"),
    ],
)
def test_litellm_entries_that_nobody_can_place(key: str, provider: str) -> None:
    """An entry of a seller that is not ours, or of a variant its id hides, says nothing."""
    assert {} == litellm(key, provider, input_cost_per_token=1e-06)


def test_a_list_that_contradicts_itself_says_nothing() -> None:
    """Of one model's two entries the prices that agree count, and those that differ do not."""
    entry = {"litellm_provider": "openai", "input_cost_per_token": 1e-06}
    body = {
        "gpt": {**entry, "output_cost_per_token": 2e-06, "deprecation_date": "2027-03-01"},
        "openai/gpt": {**entry, "output_cost_per_token": 3e-06, "deprecation_date": "2027-01-01"},
    }
    (told,) = references()["litellm"].read(decoded(body), KNOWN)

    assert [("input_tokens", Decimal("0.000001"))] == [(p.meter, p.amount) for p in told.prices]
    assert "2027-01-01" == told.facts["deprecation_date"]


def test_a_date_without_a_price_is_told() -> None:
    """A model that only retires is worth a word, and a date that makes no sense is none."""
    body = {
        "a": {"litellm_provider": "openai", "deprecation_date": "2027-01-01"},
        "b": {"litellm_provider": "openai", "deprecation_date": "soon"},
    }

    offers = references()["litellm"].read(decoded(body), KNOWN)
    assert {"a": {"deprecation_date": "2027-01-01"}, "b": {}} == {
        offer.provider_model_id: offer.facts for offer in offers
    }


def test_litellm_facts() -> None:
    """A switch that is on is a word; one that is off, or missing, is none."""
    entry = {
        "litellm_provider": "openai",
        "mode": "chat",
        "max_input_tokens": 128_000,
        "max_output_tokens": 16_384,
        "supports_function_calling": True,
        "supports_reasoning": False,
        "supports_vision": True,
    }
    (offer,) = references()["litellm"].read(decoded({"gpt": entry}), KNOWN)

    assert {
        "context_length": 128_000,
        "max_output_tokens": 16_384,
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "capabilities": ["tools", "vision"],
    } == offer.facts


def test_what_a_host_may_leave_out_is_its_own_to_say() -> None:
    """Whether it takes tools or reasons the list does not know; that it sees pictures it does."""
    switched = ("supports_function_calling", "supports_reasoning", "supports_vision")
    entry = {"litellm_provider": "deepinfra", "mode": "chat", **dict.fromkeys(switched, True)}
    known = Known([Seller(slug="deepinfra", kind="host", names={"litellm": ("deepinfra",)})])
    (offer,) = references()["litellm"].read(decoded({"deepinfra/m": entry}), known)

    assert ["vision"] == offer.facts["capabilities"]


@pytest.mark.parametrize(
    ("mode", "context"),
    [("chat", 9000), ("embedding", 9000), ("audio_speech", None), ("image_generation", None)],
)
def test_the_context_of_what_draws_or_speaks_is_not_believed(mode: str, context: int) -> None:
    """Of most of them it is that of the model that they were made of."""
    entry = {"litellm_provider": "openai", "mode": mode, "max_input_tokens": 9000}
    (offer,) = references()["litellm"].read(decoded({"m": entry}), KNOWN)

    assert context == offer.facts.get("context_length")


def test_the_size_of_a_vector_is_no_context() -> None:
    """Embedding models with their dimensions as the longest prompt say nothing of it."""
    body = {
        name: {"litellm_provider": "openai", "mode": mode, "max_input_tokens": tokens}
        for name, mode, tokens in (
            ("embed-a", "embedding", 1024),
            ("embed-b", "embedding", 8192),
            ("tiny", "chat", 1024),
        )
    }

    offers = references()["litellm"].read(decoded(body), KNOWN)
    assert {"embed-a": None, "embed-b": 8192, "tiny": 1024} == {
        offer.provider_model_id: offer.facts.get("context_length") for offer in offers
    }
