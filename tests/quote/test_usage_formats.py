"""Every usage format, by an object built from its own documentation."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.pricing.meters import METERS
from pricebook.quote.measured import divided
from pricebook.quote.usage_formats.registry import FORMATS, NAMES
from tests.support.paths import LAYER
from tests.support.samples.usage_objects import SAMPLES
from tests.support.samples.usage_objects.sample import Sample
from tests.support.usage_reader import counts, read

TOTALS = {"total_tokens", "totalTokenCount", "total_token_count", "totalTokens", "total"}
PARTIAL = {"Mistral", "Perplexity", "AI SDK 5 with Anthropic"}
"""Whose totals leave some tokens out, or count others."""
SUMMED = [n for n, sample in SAMPLES.items() if TOTALS & sample.payload.keys() and n not in PARTIAL]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_documented_object_is_split_into_meters(name: str) -> None:
    """What lies within a total is subtracted from it once, and what comes on top is not."""
    sample = SAMPLES[name]

    used = read(sample.payload, model=sample.model)

    assert (sample.usage_format, sample.counts) == (used.usage_format, counts(used))
    others = ["usage of claude-haiku-4-5-20251001 is not in this quote"]
    assert (others if name == "Claude Agent SDK" else []) == list(used.missing)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_named_format_reads_the_same(name: str) -> None:
    """And leaves no other reading."""
    sample = SAMPLES[name]
    named = "anthropic" if sample.usage_format == "claude_code" else sample.usage_format

    used = read(sample.payload, usage_format=named, model=sample.model)

    assert (sample.counts, ()) == (counts(used), used.readings)


def test_every_format_has_a_sample() -> None:
    """Built from its own documentation."""
    assert set(NAMES) == {sample.usage_format for sample in SAMPLES.values()}


def test_the_api_describes_every_format() -> None:
    """By its name, as `usage_format` takes it and as an answer tells it."""
    document = json.loads((LAYER / "pricebook" / "openapi.json").read_text())

    assert list(NAMES) == document["components"]["schemas"]["UsageFormat"]["enum"]


@pytest.mark.parametrize("name", SUMMED)
def test_no_token_is_lost_or_counted_twice(name: str) -> None:
    """All token meters together are the total that the object states."""
    sample = SAMPLES[name]
    total = next(sample.payload[key] for key in TOTALS if key in sample.payload)
    used = read(sample.payload, model=sample.model)
    tokens = [c.quantity for c in divided(used) if METERS[c.meter].family == "tokens"]

    assert total == sum(tokens)


@given(
    name=st.sampled_from(sorted(SAMPLES)),
    field=st.sampled_from(["brand_new_tokens", "cache_rewrite_tokens", "thinkingUnits"]),
    value=st.integers(0, 10**6) | st.sampled_from(["word", True]),
)
def test_a_new_field_never_changes_what_is_known(name: str, field: str, value: object) -> None:
    """It is named as missing where it is not zero, and never refused."""
    sample = SAMPLES[name]
    whole = "OpenAI chat, whole" in name or "modelUsage" in sample.payload
    payload = {**sample.payload, field: value}
    if len(payload) == 2 or whole or "payload" in payload or "message" in payload:
        payload = sample.payload  # what lies around a usage object is not read

    before, after = read(sample.payload, model=sample.model), read(payload, model=sample.model)

    assert (before.usage_format, before.counts) == (after.usage_format, after.counts)
    named = (f"usage.{field} is not known, and may cost money",) if value else ()
    assert set(after.missing) - set(before.missing) <= set(named)
    assert field not in payload or bool(named) == (after.missing != before.missing)


@given(name=st.sampled_from(sorted(SAMPLES)), order=st.randoms(use_true_random=False))
def test_the_order_of_keys_never_matters(name: str, order: Any) -> None:
    """A JSON object has none."""
    sample = SAMPLES[name]

    def shuffled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        items = [(key, shuffled(inner)) for key, inner in value.items()]
        order.shuffle(items)
        return dict(items)

    before, after = (
        read(payload, model=sample.model) for payload in (sample.payload, shuffled(sample.payload))
    )
    assert (before.usage_format, before.counts) == (after.usage_format, after.counts)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_format_speaks_of_meters(sample: Sample) -> None:
    """Every meter that a format counts is one of the registry."""
    (first, *_) = [item for item in FORMATS if item.name == sample.usage_format]

    assert set(first.counters.values()) <= METERS.keys()
