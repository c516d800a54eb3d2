"""Cliff: the next length of a prompt at which one more token changes the price of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pricebook.pricing.calculate import Quote
from pricebook.pricing.conditions import LONG_PROMPT
from pricebook.pricing.matching import LedgerPrice
from pricebook.pricing.meters import PROMPT, Count, tokens
from pricebook.pricing.rate_card import RateCard
from pricebook.quote.requests import Requests


@dataclass(frozen=True, slots=True)
class Cliff:
    """The length of the first prompt that is repriced, and what it costs before and then."""

    at_prompt_tokens: Decimal
    total_before: Decimal
    total_then: Decimal


def next_cliff(card: RateCard, counts: Sequence[Count], requests: Requests) -> Cliff | None:
    """Return the nearest cliff of one request; none of several steps, or of sums.

    Args:
        card: the prices.
        counts: what was used.
        requests: when, how often and under which conditions.
    """
    length = tokens(counts, *PROMPT)
    if not length or requests.summed or any(count.step for count in counts):
        return None
    for step in filter(length.__le__, card.steps(LONG_PROMPT)):
        before = requests.price(card, _longer(counts, step - length))
        then = requests.price(card, _longer(counts, step + 1 - length))
        moved = any(_prices(then).get(line) != price for line, price in _prices(before).items())
        if moved and before.total is not None and then.total is not None:
            return Cliff(step + 1, before.total, then.total)
    return None


def _longer(counts: Sequence[Count], more: Decimal) -> list[Count]:
    """Return the same counts with so many more tokens in the prompt."""
    others = [count for count in counts if count.meter != "input_tokens"]
    text = sum((c.quantity for c in counts if c.meter == "input_tokens"), Decimal())
    return [Count("input_tokens", text + more), *others]


def _prices(quote: Quote) -> dict[tuple[str, str | None], LedgerPrice | None]:
    return {(line.count.meter, line.count.cache_ttl): line.price for line in quote.lines}
