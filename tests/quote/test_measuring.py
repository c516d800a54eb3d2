"""Measuring: which totals contain their details, as totals, numbers and documentation decide."""

from typing import Any

import pytest

from tests.support.usage_reader import counts, read


@pytest.mark.parametrize(
    ("total", "output", "notes", "missing"),
    [
        (130, 30, (), ()),
        (110, 10, ("reasoning_tokens are part of completion_tokens, as total_tokens says",), ()),
        (None, 30, ("on top of completion_tokens, as an xAI chat answer documents",), ()),
        (125, 30, (), ("usage.total_tokens is 5 less than its parts",)),
        (140, 30, (), ("usage.total_tokens counts 10 tokens that no other field names",)),
    ],
)
def test_the_total_decides_whether_reasoning_is_part_of_the_completion(
    total: int | None, output: int, notes: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    """Else the vendor's documentation; and it is said, whichever it was."""
    payload = {
        "prompt_tokens": 80,
        "completion_tokens": 30,
        "total_tokens": total,
        "completion_tokens_details": {"reasoning_tokens": 20},
    }

    used = read(payload, model="xai/grok-4")

    assert {"input_tokens": 80, "output_tokens": output, "reasoning_tokens": 20} == counts(used)
    assert missing == used.missing
    assert all(any(note in said for said in used.assumptions) for note in notes)


def test_reasoning_that_is_more_than_the_completion_comes_on_top_of_it() -> None:
    """Whatever documentation says: a part is not larger than the whole."""
    payload = {
        "prompt_tokens": 5,
        "completion_tokens": 30,
        "completion_tokens_details": {"reasoning_tokens": 31},
    }

    used = read(payload)

    assert {"input_tokens": 5, "output_tokens": 30, "reasoning_tokens": 31} == counts(used)
    assert ("reasoning_tokens come on top of completion_tokens, for they are more",) == (
        used.assumptions
    )


def test_the_total_decides_whether_the_prompt_contains_its_cached_tokens() -> None:
    """A gateway may write an Anthropic answer in OpenAI's words."""
    payload = {
        "prompt_tokens": 30,
        "completion_tokens": 5,
        "total_tokens": 55,
        "prompt_tokens_details": {"cached_tokens": 20},
    }

    used = read(payload)

    assert {"input_tokens": 30, "cache_read_tokens": 20, "output_tokens": 5} == counts(used)
    assert ("cached tokens come on top of prompt_tokens, as total_tokens says",) == used.assumptions


def test_a_cache_that_gave_more_than_the_prompt_lies_beside_it() -> None:
    """Nothing is refused; without a total the numbers decide, and the quote says so."""
    payload = {"prompt_tokens": 3, "prompt_tokens_details": {"cached_tokens": 5}}

    used = read(payload)

    assert {"input_tokens": 3, "cache_read_tokens": 5} == counts(used)
    assert ("cached tokens come on top of prompt_tokens, for they are more",) == used.assumptions


def test_a_detail_without_its_total_stands_alone() -> None:
    """What is told counts."""
    used = read({"prompt_tokens": 0, "prompt_tokens_details": {"cached_tokens": 5}})

    assert ({"cache_read_tokens": 5}, ()) == (counts(used), used.assumptions)


@pytest.mark.parametrize(
    ("details", "completion", "missing"),
    [
        (
            {"prompt_tokens_details": {"image_tokens": 12}},
            1,
            "usage.prompt_tokens is 2 less than its parts",
        ),
        (
            {"completion_tokens_details": {"audio_tokens": 9}},
            5,
            "usage.completion_tokens is 4 less than its parts",
        ),
    ],
)
def test_media_that_are_more_than_their_total_are_missing(
    details: dict[str, Any], completion: int, missing: str
) -> None:
    """They are counted; the total is not believed, and the quote is not complete."""
    used = read({"prompt_tokens": 10, "completion_tokens": completion, **details})

    assert (missing,) == used.missing


def test_what_a_cache_took_says_for_how_long() -> None:
    """What no time is told of is the rest."""
    payload = {
        "input_tokens": 1,
        "cache_creation_input_tokens": 100,
        "cache_creation": {"ephemeral_5m_input_tokens": 30, "ephemeral_1h_input_tokens": 50},
    }

    assert {
        "input_tokens": 1,
        "cache_write_tokens 5m": 30,
        "cache_write_tokens 1h": 50,
        "cache_write_tokens": 20,
    } == counts(read(payload))


def test_times_without_a_sum_are_the_sum() -> None:
    """A gateway may leave the sum out."""
    payload = {"input_tokens": 1, "cache_creation": {"ephemeral_1h_input_tokens": 50}}

    assert {"input_tokens": 1, "cache_write_tokens 1h": 50} == counts(read(payload))


def test_documents_out_of_a_cache_are_text() -> None:
    """No meter counts them apart; the prompt's documents are those that were not cached."""
    payload = {
        "promptTokenCount": 1000,
        "cachedContentTokenCount": 300,
        "promptTokensDetails": [
            {"modality": "TEXT", "tokenCount": 400},
            {"modality": "DOCUMENT", "tokenCount": 600},
        ],
        "cacheTokensDetails": [
            {"modality": "TEXT", "tokenCount": 100},
            {"modality": "IMAGE", "tokenCount": 200},
        ],
    }

    assert {
        "input_tokens": 100,
        "input_file_tokens": 600,
        "cache_read_tokens": 100,
        "cache_read_image_tokens": 200,
    } == counts(read(payload))


@pytest.mark.parametrize(
    ("payload", "undivided"),
    [
        ({"prompt_tokens": 5, "completion_tokens": 6}, {"input", "output"}),
        ({"prompt_tokens": 5, "prompt_tokens_details": {"text_tokens": 5}}, set()),
        ({"promptTokenCount": 5, "candidatesTokenCount": 5}, {"input", "output"}),
        (
            {
                "promptTokenCount": 5,
                "candidatesTokenCount": 5,
                "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 5}],
                "candidatesTokensDetails": [{"modality": "MODALITY_UNSPECIFIED", "tokenCount": 5}],
            },
            {"output"},
        ),
        ({"seconds": 5}, set()),
        ({"output_image_tokens": 5, "input_tokens": 5}, {"input"}),
    ],
)
def test_a_side_without_a_breakdown_is_undivided(
    payload: dict[str, Any], undivided: set[str]
) -> None:
    """And so is one whose medium the vendor does not name."""
    assert undivided == read(payload).undivided


@pytest.mark.parametrize(
    ("payload", "summed"),
    [
        ({"inputTokens": 5, "costUSD": 1, "cacheCreationInputTokens": 0}, True),
        ({"input_tokens": 5, "requests": 2, "tool_calls": 1}, True),
        ({"input_tokens": 5, "requests": 1, "tool_calls": 1}, False),
        ({"input_tokens": 5}, False),
    ],
)
def test_sums_over_requests_say_so(payload: dict[str, Any], *, summed: bool) -> None:
    """Their prompts have no known length."""
    assert summed == read(payload).summed


@pytest.mark.parametrize(
    ("payload", "model", "reasons"),
    [
        (
            {"inputTokens": 9, "cachedInputTokens": 5, "totalTokens": 9},
            "openai/gpt-5",
            ["if inputTokens leave out the cached tokens"],
        ),
        (
            {"inputTokens": 9, "cachedInputTokens": 5, "totalTokens": 9},
            "anthropic/claude",
            ["if inputTokens contain the cached tokens"],
        ),
        (
            {"inputTokens": 9, "cacheReadInputTokens": 5, "totalTokens": 9},
            "bedrock/x",
            ["if inputTokens contain the cached tokens"],
        ),
        ({"inputTokens": 9, "cacheReadInputTokens": 5, "totalTokens": 14}, "bedrock/x", []),
        ({"inputTokens": 9, "cacheReadInputTokens": 10}, "bedrock/x", []),
        ({"input": 9, "input_cached_tokens": 5, "total": 14}, "", []),
        ({"input": 9, "input_cached_tokens": 5}, "", ["if input contain the cached tokens"]),
        ({"input_tokens": 9, "cache_read_input_tokens": 5}, "", []),
    ],
)
def test_formats_that_programs_disagree_on_have_another_reading(
    payload: dict[str, Any], model: str, reasons: list[str]
) -> None:
    """Where the total does not decide, and it is possible."""
    assert reasons == [reading.reason for reading in read(payload, model=model).readings]
