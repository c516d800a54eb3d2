"""Volume: usage of many requests that is sent as that of one."""

from typing import Any

import pytest

from pricebook.errors import BadRequest
from pricebook.quote.offer import Facts
from pricebook.quote.request import parse
from pricebook.quote.volume import require_one_request
from tests.support.seeds.awkward_prices import over, tokens
from tests.support.seeds.quoting import offer
from tests.support.usage_reader import decoded

TIERED = [*tokens("1", "2"), *tokens("2", "4", **over(200_000))]


def check(payload: dict[str, Any], *contexts: int | None, rows: Any = TIERED) -> None:
    """Check usage at offers with these contexts."""
    request = parse(decoded({"model": "a/b", "usage": payload}))
    require_one_request(request, [offer(rows, facts=Facts(context_length=c)) for c in contexts])


def test_a_sum_of_many_requests_is_refused_with_the_right_form() -> None:
    """Charged as one prompt it would be too dear by half."""
    with pytest.raises(BadRequest) as refused:
        check({"input_tokens": 5_000_000, "output_tokens": 1}, 200_000)

    assert (
        "usage is not valid: a prompt of 5000000 tokens looks like a volume: the model's context is"
        " 200000; send requests: the usage of one, and how many there were, as in"
        ' {"requests": 26, "usage": {"input_tokens": 192307}}.'
    ) == str(refused.value)


@pytest.mark.parametrize(
    ("payload", "contexts", "rows"),
    [
        ({"input_tokens": 400_000}, [200_000], TIERED),
        ({"input_tokens": 2_000_000}, [200_000], tokens("1", "2")),
        ({"input_tokens": 2_000_000}, [200_000, 1_000_000], TIERED),
        ({"input_tokens": 10**9}, [None], TIERED),
        ({"input_tokens": 10**9}, [200_000, None], TIERED),
        ({"output_seconds": 10**9}, [200_000], TIERED),
        ({"prompt_tokens": 300_000}, [8191], tokens("0.02", "0")[:1]),
        ({"inputTokens": 10**9, "costUSD": 1, "cacheCreationInputTokens": 0}, [200_000], TIERED),
        (
            {
                "input_tokens": 5,
                "iterations": [{"input_tokens": 300_000}, {"input_tokens": 300_000}],
            },
            [200_000],
            TIERED,
        ),
    ],
)
def test_what_may_be_one_request_is_none(
    payload: dict[str, Any], contexts: list[int | None], rows: Any
) -> None:
    """Twice the context where its length decides prices, ten times where it does not.

    What only embeds takes as many texts as it likes.
    """
    check(payload, *contexts, rows=rows)


@pytest.mark.parametrize(
    ("payload", "contexts", "rows"),
    [
        ({"input_tokens": 400_001}, [200_000], TIERED),
        ({"input_tokens": 1, "cache_read_input_tokens": 400_000}, [200_000], TIERED),
        ({"input_tokens": 2_000_001}, [200_000], tokens("1", "2")),
        ({"input_tokens": 400_001}, [200_000], TIERED[::2]),
    ],
)
def test_what_is_longer_is_a_volume(
    payload: dict[str, Any], contexts: list[int | None], rows: Any
) -> None:
    """Cached tokens are part of a prompt."""
    with pytest.raises(BadRequest, match="looks like a volume"):
        check(payload, *contexts, rows=rows)
