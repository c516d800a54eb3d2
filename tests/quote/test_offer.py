"""Offers: which of them are not the ordinary one, and what their models take and give."""

import pytest

from pricebook.quote.offer import Facts, stated_by
from tests.support.seeds.awkward_prices import Row, tokens
from tests.support.seeds.quoting import offer

PLAIN = tokens("1", "2")


@pytest.mark.parametrize(
    ("model", "variant"),
    [
        ("openrouter/anthropic/claude-haiku-4.5:batch", "batch"),
        ("deepinfra/meta/llama-3-batch", "batch"),
        ("openrouter/qwen/qwen3:free", "free"),
        ("acme/model:flex", "flex"),
        ("acme/model-priority", "priority"),
        ("openrouter/openai/gpt-5:nitro", "routed"),
        ("openrouter/deepseek/r1:thinking", "routed"),
        ("cloudflare/@cf/meta/llama-3.1-8b-instruct-fp8", "quantised"),
        ("cloudflare/@cf/meta/llama-3.3-70b-instruct-fp8-fast", "quantised"),
        ("novita/model-AWQ", "quantised"),
        ("bedrock/anthropic.claude-v2:0:18k", "provisioned"),
        ("bedrock/amazon.nova-premier-v1:0:mm", "provisioned"),
        ("azure/gpt-4o-provisioned", "provisioned"),
        ("bedrock/anthropic.claude-haiku-4-5-20251001-v1:0", None),
        ("openai/gpt-3.5-turbo", None),
        ("acme/batchelor", None),
        ("acme/freestyle", None),
        ("featherless/x/fp8000", None),
    ],
)
def test_a_variant_is_told_by_its_name(model: str, variant: str | None) -> None:
    """Who asks for a price means the ordinary offer."""
    assert variant == offer(PLAIN, model).variant


def test_a_batch_offer_is_the_batch_tier() -> None:
    """Its prices need no condition; any other condition stays."""
    stated: dict[str, str | bool] = {"service_tier": "batch", "region": "eu"}

    assert {"region": "eu"} == stated_by(offer(PLAIN, "acme/model:batch"), stated)
    assert stated == stated_by(offer(PLAIN, "acme/model:flex"), stated)
    assert stated == stated_by(offer(PLAIN, "acme/model"), stated)


@pytest.mark.parametrize(
    ("model", "facts", "side", "medium"),
    [
        ("acme/x", Facts(), "output", None),
        ("acme/x", Facts(output_modalities=("image",)), "output", "image"),
        ("acme/x", Facts(output_modalities=("text",)), "output", None),
        ("acme/x", Facts(output_modalities=("text", "image")), "output", None),
        ("acme/x", Facts(input_modalities=("audio",)), "input", "audio"),
        ("openai/gpt-image-1", Facts(), "output", "image"),
        ("openai/gpt-image-1", Facts(output_modalities=("text", "image")), "output", "image"),
        ("openai/gpt-5-image", Facts(output_modalities=("text", "image")), "output", None),
        ("openai/gpt-4o-mini-tts", Facts(), "output", "audio"),
        ("openai/gpt-4o-mini-tts", Facts(), "input", None),
        ("openai/whisper-1", Facts(), "input", "audio"),
    ],
)
def test_a_model_of_one_medium_is_told_by_its_name_or_by_the_catalogue(
    model: str, facts: Facts, side: str, medium: str | None
) -> None:
    """The name beats lists that call a picture's prompt an output; text is what everybody means."""
    assert medium == offer(PLAIN, model, facts).sole_medium(side)


def test_media_beside_text_are_those_that_cost_money_here() -> None:
    """Whatever the lists say of the model: a price is better evidence."""
    rows = [*PLAIN, Row("output_image_tokens", "3"), Row("input_audio_tokens", "3")]

    assert (["image"], ["audio"]) == (
        offer(rows).media_beside_text("output"),
        offer(rows).media_beside_text("input"),
    )
    known = Facts(("text",), ("text", "image"))
    assert (["image"], ["audio"]) == (
        offer(rows, facts=known).media_beside_text("output"),
        offer(rows, facts=known).media_beside_text("input"),
    )


@pytest.mark.parametrize(
    ("model", "searches"),
    [
        ("openai/gpt-4o-search-preview", True),
        ("openai/gpt-5-search-api", True),
        ("openrouter/perplexity/sonar-pro", True),
        ("openai/o3-deep-research", True),
        ("openai/gpt-4o", False),
        ("acme/sonarman", False),
    ],
)
def test_models_that_always_search_are_told_by_their_name(model: str, *, searches: bool) -> None:
    """No usage object counts what they search."""
    assert searches == offer(PLAIN, model).searches
