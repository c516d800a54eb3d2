"""Usage objects: wrappers, iterations, words, unknown fields, and what is no usage."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.errors import BadRequest
from pricebook.quote import usage
from pricebook.quote.measured import divided
from pricebook.quote.usage_formats.registry import FORMATS, NAMES
from tests.support.samples.usage_objects import SAMPLES
from tests.support.usage_reader import counts, read

PATHS = sorted({key for item in FORMATS for path in item.known for key in path.split(".")})
NUMBERS = st.integers() | st.decimals().filter(lambda number: not number.is_snan())  # no JSON does
LEAVES = st.none() | st.booleans() | NUMBERS | st.text(max_size=5)
KEYS = st.sampled_from(PATHS) | st.text(max_size=5)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("payload", "stated"),
    [
        ({"input_tokens": 1, "cache_read_input_tokens": 1, "service_tier": "batch"}, "batch"),
        ({"promptTokenCount": 1, "trafficType": "ON_DEMAND_FLEX"}, "flex"),
        ({"promptTokenCount": 1, "trafficType": "ON_DEMAND"}, "standard"),
        ({"promptTokenCount": 1, "serviceTier": "priority"}, "priority"),
        ({"service_tier": "flex", "usage": {"prompt_tokens": 1}}, "flex"),
        ({"prompt_tokens": 1, "service_tier": "Default"}, "standard"),
        ({"prompt_tokens": 1, "service_tier": "auto"}, "standard"),
        ({"usage": {"inputTokens": 1}, "serviceTier": {"type": "flex"}}, "flex"),
        ({"usage": {"inputTokens": 1}, "serviceTier": {"type": "default"}}, "standard"),
    ],
)
def test_an_answer_says_its_tier(payload: Any, stated: str) -> None:
    """In the usage object or beside it; all words for the standard one are one word."""
    assert {"service_tier": stated} == read(payload).stated


def test_an_answer_says_where_and_how_fast_it_was_made() -> None:
    """A place or a speed is a condition of its price."""
    claude = {"input_tokens": 1, "cache_read_input_tokens": 1}

    assert {"speed": "fast", "region": "us"} == (
        read({**claude, "speed": "fast", "inference_geo": "US"}).stated
    )
    assert {"region": "standard"} == read({**claude, "inference_geo": "global"}).stated
    nova = {"usage": {"inputTokens": 1}, "performanceConfig": {"latency": "optimized"}}
    assert {"speed": "optimized"} == read(nova, model="bedrock/amazon.nova-pro-v1:0").stated


@pytest.mark.parametrize(
    ("model", "usage_format"),
    [
        ("xai/grok-4", "xai"),
        ("groq/openai/gpt-oss-20b", "groq"),
        ("openrouter/deepseek/deepseek-v3", "openrouter"),
        ("grok-4", "xai"),
        ("kimi-k2", "moonshot"),
        ("openai/gpt-5", "openai_chat"),
        ("", "openai_chat"),
    ],
)
def test_of_formats_with_the_same_fields_the_sellers_is_taken(
    model: str, usage_format: str
) -> None:
    """Documentation decides where an object says nothing else."""
    assert usage_format == read({"prompt_tokens": 5, "total_tokens": 5}, model=model).usage_format


def test_tokens_of_an_advisor_are_not_those_of_the_model() -> None:
    """A step of another model has other prices."""
    used = read(
        {
            "input_tokens": 10,
            "output_tokens": 1,
            "iterations": [
                {"type": "message", "input_tokens": 10, "output_tokens": 1},
                {"type": "advisor_message", "model": "claude-opus-5", "input_tokens": 5},
                "strange",
            ],
        }
    )

    assert {"input_tokens": 10, "output_tokens": 1} == counts(used)
    assert (
        "usage.iterations.1 is of another model, or is not known",
        "usage.iterations.2 is of another model, or is not known",
    ) == used.missing


def test_a_result_tells_beside_its_usage_what_a_cache_took() -> None:
    """The Vercel AI SDK has no name for it in the usage object, or has the vendor's own beside."""
    four = {"usage": {"promptTokens": 10, "completionTokens": 5, "totalTokens": 15}}
    five = {"usage": {"inputTokens": 10, "outputTokens": 5, "totalTokens": 15}}
    written = {"providerMetadata": {"anthropic": {"cacheCreationInputTokens": 50}}}
    used = {"input_tokens": 10, "output_tokens": 5, "cache_write_tokens": 50}
    model = "anthropic/claude-sonnet-4-5"

    for result in (four, five):
        assert (used, ()) == (
            counts(told := read({**result, **written}, model=model)),
            told.missing,
        )
    converse = {"providerMetadata": {"bedrock": {"usage": {"cacheWriteInputTokens": 50}}}}
    assert used == counts(read({**five, **converse}, model="bedrock/us.anthropic.claude-x"))
    raw = {"input_tokens": 10, "output_tokens": 5, "cache_creation_input_tokens": 50}
    whole = read({**five, "providerMetadata": {"anthropic": {"usage": raw}}}, model=model)
    assert ("anthropic", used) == (whole.usage_format, counts(whole))


def test_a_line_of_a_batch_is_an_answer_of_its_vendor() -> None:
    """Not one of Claude Code's, whose lines have a message too."""
    claude = {"input_tokens": 5, "output_tokens": 3, "service_tier": "batch"}

    used = read({"custom_id": "a", "result": {"message": {"usage": claude}}}, model="claude-x")

    assert ("anthropic", {"service_tier": "batch"}) == (used.usage_format, used.stated)


def test_a_request_that_searched_says_so_without_a_number() -> None:
    """Perplexity charges a request by the size of its context, and deep research each search."""
    answer = {"prompt_tokens": 1, "search_context_size": "low"}

    once, often = read(answer), read({**answer, "num_search_queries": 18})

    assert ({"input_tokens": 1}, ("web_searches",)) == (counts(once), once.implied)
    assert ({"input_tokens": 1, "web_searches": 18}, ()) == (counts(often), often.implied)


def test_what_the_vendor_charged_is_kept() -> None:
    """It is compared with the quote."""
    assert Decimal("0.95") == read(SAMPLES["OpenRouter"].payload).billed
    assert Decimal("0.4") == read(SAMPLES["Perplexity"].payload).billed
    assert None is read(SAMPLES["OpenAI chat"].payload).billed


@pytest.mark.parametrize("cost", ["1e999999", "1e-999999", "word", None, True])
def test_a_charge_that_nobody_can_have_paid_is_left_out(cost: object) -> None:
    """A message would have a million digits."""
    number = Decimal(cost) if isinstance(cost, str) and cost != "word" else cost

    assert None is usage.read({"prompt_tokens": Decimal(1), "cost": number}).billed


@pytest.mark.parametrize(
    ("payload", "reasons"),
    [
        (
            {"input_tokens": 9, "cache_read_tokens": 5},
            ["if input_tokens and output_tokens leave out the others"],
        ),
        ({"input_tokens": 9, "input_image_tokens": 5}, ["if input_tokens contain the others"]),
        (
            {"input_tokens": 9, "input_image_tokens": 9, "output_tokens": 5, "reasoning_tokens": 5},
            ["if input_tokens contain the others", "if output_tokens contain the others"],
        ),
        ({"input_tokens": 9, "input_image_tokens": 10}, []),
        ({"input_tokens": 9, "output_tokens": 5}, []),
        ({"input_tokens": 4, "cache_read_tokens": 5}, []),
    ],
)
def test_names_that_allow_two_readings_have_both(payload: Any, reasons: list[str]) -> None:
    """Unless the numbers decide, or nothing could overlap."""
    assert reasons == [reading.reason for reading in read(payload).readings]


def test_our_own_names_are_our_meters_where_the_numbers_say_so() -> None:
    """A cache cannot have given more than there was."""
    used = read({"input_tokens": 4, "cache_read_tokens": 5, "output_tokens": 1})

    assert ("meters", (), {"input_tokens": 4, "cache_read_tokens": 5, "output_tokens": 1}) == (
        used.usage_format,
        used.assumptions,
        counts(used),
    )


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (None, "expected an object"),
        ([1], "expected an object"),
        ({}, "no field that says what was used"),
        ({"prompt_tokens": None}, "no field that says what was used"),
        ({"token_factor": 2}, "no field that says what was used"),
        ({"type": "message", "hello": "world"}, "no field that says what was used"),
        ({"input_tokens": "5"}, "expected a number"),
        ({"input_tokens": True}, "expected a number"),
        ({"input_tokens": -1}, "expected zero to 1000000000000000 with at most 9 decimals"),
        ({"input_tokens": 1e16}, "expected zero to"),
        ({"input_seconds": 1e-10}, "expected zero to"),
        ({"prompt_tokens": 3, "a.b": 1, "a": {"b": 2}}, "given twice, with different values"),
        ({"prompt_tokens": 3} | {f"f{n}": 1 for n in range(200)}, "more than 200 fields"),
        ({"input_tokens": 1, "iterations": [{}] * 101}, "more than 100 entries"),
    ],
)
def test_what_is_no_usage_is_refused(payload: Any, reason: str) -> None:
    """The refusal says why."""
    with pytest.raises(BadRequest, match=reason):
        read(payload)


@pytest.mark.parametrize("payload", [None, {}, {"hello": 1}])
def test_a_refusal_lists_the_formats(payload: Any) -> None:
    """And offers none of our meters inside of a vendor's shape."""
    with pytest.raises(BadRequest) as refused:
        read(payload)

    assert all(name in str(refused.value) for name in NAMES)


@given(payload=TREES)
def test_anything_is_read_or_refused(payload: Any) -> None:
    """No usage object breaks the reader, and none makes a count of nothing, or of less."""
    with suppress(BadRequest):
        assert all(count.quantity > 0 for count in divided(usage.read(payload)))
