"""Cliff: where one more token of prompt changes the price of the whole request."""

from collections.abc import Mapping
from typing import Any

from pricebook.quote.cliff import Cliff
from tests.support.seeds.awkward_prices import Row, over, tokens
from tests.support.seeds.quoting import offer, quoted
from tests.support.seeds.rate_cards import shown

GPT = "1 openai gpt-5.5"
PLAIN = [*tokens("1", "10"), *tokens("2", "20", **over(100)), *tokens("3", "30", **over(200))]


def cliff(rows: str | list[Row], used: Mapping[str, Any], number: int = 1) -> Cliff | None:
    """Return the next cliff of usage in our meters."""
    return quoted(offer(rows), {**used}, number)[1]


def test_the_next_cliff_is_where_one_token_reprices_the_prompt() -> None:
    """With what that token adds to the whole; beyond the last threshold there is none."""
    near = cliff(GPT, {"input_tokens": 100_000, "output_tokens": 1000})

    assert near
    assert ("272001", "1.39", "2.76501") == (
        shown(near.at_prompt_tokens),
        shown(near.total_before),
        shown(near.total_then),
    )
    assert None is cliff(GPT, {"input_tokens": 272_001})


def test_the_nearest_cliff_comes_first() -> None:
    """Then the next one."""
    assert [101, 201, None] == [
        found and found.at_prompt_tokens
        for found in (cliff(PLAIN, {"input_tokens": size}) for size in (100, 101, 201))
    ]


def test_cached_tokens_are_part_of_the_prompt_that_falls_off_a_cliff() -> None:
    """Even a prompt that came out of a cache as a whole, on the very edge."""
    found = cliff(GPT, {"cache_read_tokens": 272_000})

    assert found
    assert ("0.136", "0.27201") == (shown(found.total_before), shown(found.total_then))


def test_a_cliff_of_many_requests_is_theirs() -> None:
    """The length is that of one of them."""
    found = cliff(PLAIN, {"input_tokens": 50}, number=10)

    assert found
    assert ("101", "0.001", "0.00202") == (
        shown(found.at_prompt_tokens),
        shown(found.total_before),
        shown(found.total_then),
    )


def test_a_threshold_that_changes_nothing_here_is_no_cliff() -> None:
    """A tier whose price does not rise, or a prompt that is not priced by its length."""
    rows = [*tokens("1", "10"), Row("cache_read_tokens", "1", over(100))]

    assert None is cliff(rows, {"input_tokens": 50})
    assert None is cliff("13 openai sora-2", {"output_seconds": 10})


def test_sums_and_answers_of_several_calls_have_no_cliff() -> None:
    """Nobody knows which of their prompts one more token would be in."""
    session = {"inputTokens": 5, "outputTokens": 1, "costUSD": 0, "cacheReadInputTokens": 5}
    calls = {"iterations": [{"input_tokens": 5}, {"input_tokens": 6}], "input_tokens": 6}

    assert [None, None] == [cliff(PLAIN, session), cliff(PLAIN, calls)]
