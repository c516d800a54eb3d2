"""Calculation: what counted usage costs at one offer, line by line.

Amounts are exact: a line is quantity x price x factors, the total is the sum of the lines. What has
no known price has no amount, and the quote says why it is not complete; unknown is never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import chain

from pricebook.pricing.conditions import SHORT_CACHE, THRESHOLD_SUFFIX
from pricebook.pricing.matching import Call, LedgerPrice
from pricebook.pricing.meters import METERS, PROMPT, Count, tokens
from pricebook.pricing.rate_card import RateCard

PRECISION = 500
"""More digits than any product of a quantity, a price and its factors has."""
REQUEST_METER = "requests"
"""The meter of the request itself, which nobody counts who sent one."""

type Bounds = tuple[Decimal, Decimal]
"""The least and the most that something may cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One meter of a quote.

    Attributes:
        count: what was used.
        price: what charges it, under another meter's name where that stands in for it.
        factors: what multiplies the price.
        amount: what it costs; None is unknown.
        bounds: between what it costs, where the amount is not all that is possible.
        assumptions: what stands in for what nobody stated.
        missing: why the amount is unknown, or may be another one.
    """

    count: Count
    price: LedgerPrice | None = None
    factors: tuple[LedgerPrice, ...] = ()
    amount: Decimal | None = None
    bounds: Bounds | None = None
    assumptions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What usage costs: `total` is the sum of the amounts that are known, in one `currency`.

    It is complete when nothing is missing; `bounds` are there when those of every line are known.
    """

    lines: tuple[Line, ...]
    assumptions: tuple[str, ...]
    missing: tuple[str, ...]
    total: Decimal | None
    bounds: Bounds | None
    currency: str | None


def calculate(
    card: RateCard, counts: Sequence[Count], call: Call, *, summed: bool = False
) -> Quote:
    """Price what one request used.

    Args:
        card: the prices of one offer.
        counts: what was used; each step has a prompt of its own length.
        call: when, and under which conditions; its sizes are those that counts do not tell.
        summed: whether counts are sums over several requests, whose lengths are unknown.
    """
    with localcontext(prec=PRECISION):
        charged, notes = _charged(card, counts)
        sizes = {count.step: _sizes(card, count.step, counts, summed=summed) for count in charged}
        lines = [
            _line(card, count, replace(call, sizes={**call.sizes, **sizes[count.step]}))
            for count in charged
        ]
        currencies = sorted({p.currency for line in lines if (p := line.price) and p.currency})
        mixed = [f"the lines are in {' and '.join(currencies)}"] if len(currencies) > 1 else []
        meters = [
            name for n in lines for name in (n.count.meter, n.price and n.price.meter) if name
        ]
        amounts = [line.amount for line in lines if line.amount is not None]
        bounds = [line.bounds for line in lines if line.bounds is not None]
        return Quote(
            tuple(lines),
            _once(notes, *(line.assumptions for line in lines)),
            _once(
                card.unstated(counts, call.stated),
                card.strange(meters),
                *(line.missing for line in lines),
                mixed,
            ),
            sum(amounts, Decimal()) if (amounts or not lines) and not mixed else None,
            _sums(bounds) if len(bounds) == len(lines) and not mixed else None,
            None if mixed else next(iter(currencies), None),
        )


def plain(number: Decimal) -> str:
    """Return every digit, without an exponent and without zeros that say nothing."""
    with localcontext(prec=PRECISION):
        return format(number.normalize(), "f")


def _charged(card: RateCard, counts: Sequence[Count]) -> tuple[list[Count], list[str]]:
    """Return what is charged by the line, and what is noted of the rest."""
    parts = [part for count in counts for part in card.split(count)]
    paid = [part for part in parts if card.paid_for(part)]
    notes = [f"{plain(p.quantity)} {p.meter} are paid for by another price" for p in paid]
    charged = [part for part in parts if part not in paid]
    if card.charges(REQUEST_METER) and all(count.meter != REQUEST_METER for count in counts):
        charged.append(Count(REQUEST_METER, Decimal(1)))
        notes.append("one request is charged, for none was counted")
    return charged, notes


def _sizes(
    card: RateCard, step: int, counts: Sequence[Count], *, summed: bool
) -> dict[str, Decimal]:
    """Return the sizes of one step; a sum says them only where it exceeds no threshold."""
    parts = [count for count in counts if count.step == step]
    sizes = {"prompt_tokens": tokens(parts, *PROMPT), "completion_tokens": tokens(parts, "output")}
    return {
        name: size
        for name, size in sizes.items()
        if not summed or all(size <= limit for limit in card.steps(name + THRESHOLD_SUFFIX))
    }


def _line(card: RateCard, count: Count, call: Call) -> Line:
    stated = dict(call.stated)
    if METERS[count.meter].direction == "cache_write":
        stated["cache_ttl"] = count.cache_ttl or stated.get("cache_ttl", SHORT_CACHE)
    call = replace(call, stated=stated, beyond=count.beyond)
    match = card.find(count.meter, call)
    amounts = [_amount(count, price, card.factors(price, call)) for price in match.others]
    if match.price is None:
        return Line(count=count, bounds=_bounds(amounts), missing=match.missing)
    factors = card.factors(match.price, call)
    amount = _amount(count, match.price, factors)
    notes = [*card.stood_in(match.price, factors, call)]
    plan = f"{count.meter} are included in a plan, whose fee is not in this quote"
    unknown = [p for p in (match.price, *factors) if p.amount is None] if amount is None else []
    return Line(
        count=count,
        price=match.price,
        factors=factors,
        amount=amount,
        bounds=_bounds([amount, *amounts]),
        assumptions=(
            *match.assumptions,
            *(note for note, gap in notes if not gap),
            *([plan] if match.price.state == "included" else []),
        ),
        missing=(
            *match.missing,
            *(note for note, gap in notes if gap),
            *(f"the price of {p.meter} is {p.state.replace('_', ' ')}" for p in unknown),
        ),
    )


def _amount(count: Count, price: LedgerPrice, factors: Sequence[LedgerPrice]) -> Decimal | None:
    """Return what a count costs; None where a price of it is unknown."""
    if price.state in {"free", "included"}:
        return Decimal()
    amount = count.quantity
    for charged in (price, *factors):
        if charged.amount is None:
            return None
        amount *= charged.amount
    return amount


def _bounds(amounts: Sequence[Decimal | None]) -> Bounds | None:
    known = [amount for amount in amounts if amount is not None]
    return (min(known), max(known)) if known and len(known) == len(amounts) else None


def _sums(bounds: Sequence[Bounds]) -> Bounds:
    return sum((b[0] for b in bounds), Decimal()), sum((b[1] for b in bounds), Decimal())


def _once(*notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(*notes)))
