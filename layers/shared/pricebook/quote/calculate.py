"""What usage costs at one seller, line by line. Pure: prices and usage in, lines out.

Amounts are exact: a line is quantity x price x factors, the total is the sum of the lines. What has
no known price has no amount, and the quote says why it is not complete; unknown is never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import chain

from pricebook.pricing.conditions import LONG_PROMPT, SHORT_CACHE
from pricebook.pricing.meters import METERS
from pricebook.quote.matching import Call, LedgerPrice
from pricebook.quote.rate_card import RateCard
from pricebook.quote.usage import Count, Usage

PRECISION = 500
"""More digits than any product of a quantity, a price and its factors has."""
REQUEST_METER = "requests"
"""The meter of the request itself, which nobody counts who sent one."""
PROMPT = ("input", "cache_read", "cache_write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One meter of a quote.

    Attributes:
        count: what was used.
        rate: the price that charges it, under another meter's name where that stands in for it.
        factors: what multiplies the price.
        amount: what it costs; None is unknown.
        assumptions: what stands in for what nobody stated.
        missing: why the amount is unknown.
    """

    count: Count
    rate: LedgerPrice | None = None
    factors: tuple[LedgerPrice, ...] = ()
    amount: Decimal | None = None
    assumptions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cliff:
    """The next length of a prompt at which one more token changes the price of all of them."""

    at_prompt_tokens: Decimal
    total_before: Decimal
    total_then: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """What usage costs.

    Attributes:
        lines: one per meter that was used.
        assumptions: what stands in for what nobody stated.
        missing: what is not known; the quote is complete when there is nothing.
        total: of the lines whose amount is known; None if there is none, or no common currency.
        currency: of the total; None where nothing costs money.
        cliff: where one more token would change the price of the whole prompt.
    """

    lines: tuple[Line, ...]
    assumptions: tuple[str, ...]
    missing: tuple[str, ...]
    total: Decimal | None
    currency: str | None
    cliff: Cliff | None = None


def quote(rates: Sequence[LedgerPrice], usage: Usage, call: Call) -> Quote:
    """Price what one request used.

    Args:
        rates: all prices of one seller's offer that were in force.
        usage: what was used.
        call: when, and under which conditions; its sizes are those that usage does not tell.
    """
    card = RateCard(rates)
    with localcontext(prec=PRECISION):
        quoted = _quote(card, usage, call)
        return replace(quoted, cliff=_cliff(card, usage, call, quoted))


def tokens(counts: Iterable[Count], *directions: str) -> Decimal:
    """Return how many tokens went in these directions; what was cited was in no prompt."""
    found = ((METERS[count.meter], count) for count in counts if count.meter != "citation_tokens")
    sizes = (c.quantity for m, c in found if m.family == "tokens" and m.direction in directions)
    return sum(sizes, Decimal())


def _quote(card: RateCard, usage: Usage, call: Call) -> Quote:
    sizes = {
        "prompt_tokens": tokens(usage.counts, *PROMPT),
        "completion_tokens": tokens(usage.counts, "output"),
    }
    call = replace(call, sizes={**call.sizes, **sizes})
    counts, notes = _charged(card, usage.counts)
    lines = tuple(_line(card, count, call) for count in counts)
    currencies = {line.rate.currency for line in lines if line.rate} - {None}
    mixed = len(currencies) > 1
    apart = [f"the lines are in {' and '.join(sorted(map(str, currencies)))}"] if mixed else []
    meters = [count.meter for count in counts] + [line.rate.meter for line in lines if line.rate]
    unknown = (card.unstated(usage.counts, call.stated), card.strange(meters))
    return Quote(
        lines,
        _once(usage.assumptions, notes, *(line.assumptions for line in lines)),
        _once(usage.missing, *unknown, *(line.missing for line in lines), apart),
        None if mixed else _total(lines),
        None if mixed else next(iter(currencies), None),
    )


def _charged(card: RateCard, counts: Sequence[Count]) -> tuple[list[Count], list[str]]:
    """Return what is charged by the line, and what is noted of the rest."""
    parts = [part for count in counts for part in card.split(count)]
    paid = [part for part in parts if card.paid_for(part)]
    notes = [f"{part.quantity} {part.meter} are paid for by another price" for part in paid]
    charged = [part for part in parts if part not in paid]
    if card.charges(REQUEST_METER) and all(count.meter != REQUEST_METER for count in counts):
        charged.append(Count(REQUEST_METER, Decimal(1)))
        notes.append("one request is charged, for none was counted")
    return charged, notes


def _line(card: RateCard, count: Count, call: Call) -> Line:
    stated = dict(call.stated)
    if METERS[count.meter].direction == "cache_write":
        stated["cache_ttl"] = count.cache_ttl or stated.get("cache_ttl", SHORT_CACHE)
    call = replace(call, stated=stated, beyond=count.beyond)
    found = card.find(count.meter, call)
    if found.rate is None:
        return Line(count=count, missing=found.missing)
    factors = card.factors(found.rate, call)
    amount, missing = _amount(count, found.rate, factors)
    stood_in = tuple(card.stood_in(found.rate, factors, call))
    return Line(
        count=count,
        rate=found.rate,
        factors=factors,
        amount=amount,
        assumptions=(*found.assumptions, *stood_in, *_plan(count, found.rate)),
        missing=(*found.missing, *missing),
    )


def _amount(
    count: Count, rate: LedgerPrice, factors: Sequence[LedgerPrice]
) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return what a count costs, or why that is unknown."""
    if rate.state in {"free", "included"}:
        return Decimal(), ()
    amount = count.quantity
    for price in (rate, *factors):
        if price.amount is None:
            return None, (f"the price of {price.meter} is {price.state.replace('_', ' ')}",)
        amount *= price.amount
    return amount, ()


def _plan(count: Count, rate: LedgerPrice) -> tuple[str, ...]:
    if rate.state != "included":
        return ()
    return (f"{count.meter} are included in a plan, whose fee is not in this quote",)


def _total(lines: Sequence[Line]) -> Decimal | None:
    known = [line.amount for line in lines if line.amount is not None]
    return sum(known, Decimal()) if known or not lines else None


def _cliff(card: RateCard, usage: Usage, call: Call, now: Quote) -> Cliff | None:
    length = tokens(usage.counts, *PROMPT)
    if not length or now.total is None:
        return None
    for step in filter(length.__le__, card.steps(LONG_PROMPT)):
        before = _quote(card, _longer(usage, step - length), call)
        then = _quote(card, _longer(usage, step + 1 - length), call)
        moved = any(_rates(then).get(line) != rate for line, rate in _rates(before).items())
        if moved and before.total is not None and then.total is not None:
            return Cliff(step + 1, before.total, then.total)
    return None


def _longer(usage: Usage, more: Decimal) -> Usage:
    """Return the same usage with so many more tokens in its prompt."""
    counts = [count for count in usage.counts if count.meter != "input_tokens"]
    there = sum((c.quantity for c in usage.counts if c.meter == "input_tokens"), Decimal())
    return replace(usage, counts=(Count("input_tokens", there + more), *counts))


def _rates(quoted: Quote) -> dict[tuple[str, str | None], LedgerPrice | None]:
    return {(line.count.meter, line.count.cache_ttl): line.rate for line in quoted.lines}


def _once(*notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(*notes)))
