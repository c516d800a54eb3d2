"""Usage objects as vendors send them, read into meters that never overlap."""

import json
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.errors import BadRequest
from pricebook.pricing.meters import METERS
from pricebook.quote import usage
from pricebook.quote.usage import FORMATS
from tests.support.samples.usage_objects import ANSWERS

TOTALS = {"total_tokens", "totalTokenCount", "totalTokens"}
SUMMED = [name for name, (told, _) in ANSWERS.items() if TOTALS & told.keys() and name != "Mistral"]
"""Mistral's total has the tokens of sound in it, which is charged by the second."""
WORDS = sorted(
    {key for shape in FORMATS for part in shape.parts for p in part.paths for key in p.split(".")}
)
NUMBERS = st.integers() | st.decimals().filter(lambda number: not number.is_snan())  # no JSON does
LEAVES = st.none() | st.booleans() | NUMBERS | st.text(max_size=5)
KEYS = st.sampled_from(WORDS) | st.text(max_size=5)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


def read(told: Any) -> usage.Usage:
    """Read usage as it comes out of a request's JSON."""
    return usage.read(json.loads(json.dumps(told), parse_float=Decimal, parse_int=Decimal))


def counts(found: usage.Usage) -> dict[str, int]:
    """Return how much of each meter, with the time that a cache keeps it."""
    return {
        f"{count.meter} {count.cache_ttl}" if count.cache_ttl else count.meter: int(count.quantity)
        for count in found.counts
    }


@pytest.mark.parametrize("vendor", ANSWERS)
def test_an_answer_is_split_into_meters(vendor: str) -> None:
    """What lies within a total is subtracted from it once, and what comes on top is not."""
    told, expected = ANSWERS[vendor]

    found = read(told)

    assert expected == counts(found)
    assert () == found.missing


@pytest.mark.parametrize("vendor", SUMMED)
def test_no_token_is_lost_or_counted_twice(vendor: str) -> None:
    """All token meters together are the total that the vendor states."""
    told, _ = ANSWERS[vendor]
    total = next(told[key] for key in TOTALS if key in told)
    tokens = [c for c in read(told).counts if METERS[c.meter].family == "tokens"]

    assert total == sum(count.quantity for count in tokens)


@pytest.mark.parametrize(
    ("told", "stated"),
    [
        ({"input_tokens": 1, "service_tier": "batch"}, {"service_tier": "batch"}),
        (
            {"input_tokens": 1, "speed": "fast", "inference_geo": "us"},
            {"speed": "fast", "region": "us"},
        ),
        ({"input_tokens": 1, "inference_geo": "global"}, {"region": "standard"}),
        ({"promptTokenCount": 1, "trafficType": "ON_DEMAND_FLEX"}, {"service_tier": "flex"}),
        ({"promptTokenCount": 1, "serviceTier": "priority"}, {"service_tier": "priority"}),
    ],
)
def test_an_answer_says_how_it_was_answered(told: Any, stated: Mapping[str, str]) -> None:
    """A tier, a speed or a place in the usage object is a condition of its price."""
    assert stated == read(told).stated


def test_reasoning_on_top_of_a_completion_is_named() -> None:
    """Where only the total shows that reasoning is no part of the completion, a quote says so."""
    told, _ = ANSWERS["xAI"]

    assert ("reasoning_tokens come on top of completion_tokens, as total_tokens says",) == (
        read(told).assumptions
    )


def test_tokens_that_only_a_total_knows_are_missing() -> None:
    """What a total counts and no other field names may cost money."""
    (reason,) = read({"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 18}).missing

    assert "usage.total_tokens counts 3 tokens that no other field names" == reason


def test_what_no_meter_counts_is_missing() -> None:
    """A tool that a vendor charges for, and that we cannot, leaves the quote incomplete."""
    tools = {"x_search_calls": 2, "web_search_calls": 1}

    found = read({"prompt_tokens": 1, "server_side_tool_usage_details": tools})

    assert ("usage.server_side_tool_usage_details.x_search_calls: no meter counts these",) == (
        found.missing
    )
    assert {"input_tokens": 1, "web_searches": 1} == counts(found)


def test_our_own_meters_are_taken_as_they_are() -> None:
    """They do not overlap, so nothing is subtracted."""
    assert {"input_tokens": 5, "cache_read_tokens": 9} == counts(
        read({"input_tokens": 5, "cache_read_tokens": 9, "output_tokens": 0})
    )


@pytest.mark.parametrize(
    ("told", "field", "nearest"),
    [
        ({"inputtokens": 1}, "usage.inputtokens", "input_tokens"),
        ({"input_tokens": 1, "outptu_tokens": 2}, "usage.outptu_tokens", "output_tokens"),
        (
            {"prompt_tokens": 1, "completion_token": 2},
            "usage.completion_token",
            "completion_tokens",
        ),
        ({"token_factor": 2}, "usage.token_factor", None),
        (
            {
                "input_tokens": 1,
                "cache_read_input_tokens": 1,
                "iterations": [{"type": "m", "n": 1}],
            },
            "usage.iterations.m",
            None,
        ),
    ],
)
def test_a_field_that_nobody_knows_is_refused(told: Any, field: str, nearest: str | None) -> None:
    """It may cost money, so it is not dropped; the refusal names what was probably meant."""
    with pytest.raises(BadRequest) as refused:
        read(told)

    assert ("unknown_parameter", field) == (refused.value.code, refused.value.details["parameter"])
    assert nearest in {None, refused.value.details["nearest"]}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (None, "expected an object"),
        ({}, "expected an object"),
        ({"prompt_tokens": None}, "expected an object"),
        ([1], "expected an object"),
        ({"input_tokens": "5"}, "expected a number"),
        ({"input_tokens": True}, "expected a number"),
        ({"input_tokens": -1}, "expected zero to"),
        ({"input_tokens": 1e16}, "expected zero to"),
        ({"input_seconds": 1e-10}, "expected zero to"),
        ({"prompt_tokens": 3, "prompt_tokens_details": {"cached_tokens": 5}}, "2 more than it"),
        ({"promptTokenCount": 3, "promptTokensDetails": [3]}, "a list of objects"),
        ({"prompt_tokens": 3, "a": {"b": {"c": {"d": {"e": 1}}}}}, "as deep as that"),
        ({"prompt_tokens": 3, "a.b": 1, "a": {"b": 1}}, "given twice"),
        ({"input_tokens": 1, "cache_read_input_tokens": 1, "service_tier": 5}, "expected a word"),
    ],
)
def test_usage_that_makes_no_sense_is_refused(told: Any, reason: str) -> None:
    """The refusal says why."""
    with pytest.raises(BadRequest, match=reason):
        read(told)


@given(told=TREES)
def test_anything_is_read_or_refused(told: Any) -> None:
    """No usage object breaks the reader, and none makes a count of nothing, or of less."""
    with suppress(BadRequest):
        assert all(count.quantity > 0 for count in usage.read(told).counts)


@pytest.mark.parametrize("shape", FORMATS, ids=lambda shape: shape.name)
def test_a_shape_speaks_of_itself(shape: Any) -> None:
    """Every total that a part lies within is a part, and every meter exists."""
    paths = {path for part in shape.parts for path in part.paths}

    assert {part.within for part in shape.parts} - {None} <= paths
    assert {part.less for part in shape.parts} - {None} <= paths | shape.free
    assert {part.meter for part in shape.parts} <= METERS.keys()
