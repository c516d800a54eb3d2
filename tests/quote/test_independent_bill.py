"""An independent bill: tiers, cached input and factors, computed again without our code."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.seeds.awkward_prices import BATCH, Row, factor, over, tokens
from tests.support.seeds.quoting import offer, quote_of

MILLION = 1_000_000
figures = st.decimals("0.001", "99", places=3)


@dataclass(frozen=True)
class Rates:
    """What a million tokens cost."""

    prompt: Decimal
    completion: Decimal
    cached: Decimal

    def rows(self, **when: Any) -> list[Row]:
        """Return them as rows of a rate card."""
        told = (f"{figure:f}" for figure in (self.prompt, self.completion, self.cached))
        return tokens(*told, **when)


@dataclass(frozen=True)
class Usage:
    """What was used, and how."""

    prompt: int
    cached: int
    completion: int
    batch: bool
    europe: bool


rates = st.builds(Rates, figures, figures, figures)
counts = st.integers(0, 400_000)
usages = st.builds(
    lambda prompt, part, completion, batch, europe: Usage(
        prompt, prompt * part // 100, completion, batch, europe
    ),
    counts,
    st.integers(0, 100),
    counts,
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(rates, min_size=4, max_size=4), st.integers(1, 400_000), figures, usages)
def test_a_bill_is_what_anybody_computes(
    four: list[Rates], threshold: int, times: Decimal, used: Usage
) -> None:
    """Whole prompts over a threshold, batches, cached tokens and a factor, to the digit."""
    base, long, batch, long_batch = four
    card = [
        *base.rows(),
        *long.rows(**over(threshold)),
        *batch.rows(**BATCH),
        *long_batch.rows(**over(threshold), **BATCH),
        factor(f"{times:f}", region="eu"),
    ]

    quote = quote_of(offer(card), _payload(used), **_stated(used))

    table = {(False, False): base, (False, True): long, (True, False): batch}
    rate = table.get((used.batch, used.prompt > threshold), long_batch)
    fresh = used.prompt - used.cached
    plain = fresh * rate.prompt + used.cached * rate.cached + used.completion * rate.completion
    assert plain / MILLION * (times if used.europe else 1) == quote.total


def _payload(used: Usage) -> dict[str, Any]:
    return {
        "prompt_tokens": used.prompt,
        "completion_tokens": used.completion,
        "prompt_tokens_details": {"cached_tokens": used.cached},
    }


def _stated(used: Usage) -> dict[str, Any]:
    tier = {"service_tier": "batch"} if used.batch else {}
    return tier | ({"region": "eu"} if used.europe else {})
