"""Calculation: what counted usage costs at one offer, line by line.

Amounts are exact: a line is quantity x price x factors, the total is the sum of the lines. What has
no known price has no amount, and the quote says why it is not complete; unknown is never zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from pricebook.pricing.conditions import SHORT_CACHE, THRESHOLD_SUFFIX
from pricebook.pricing.matching import Call, LedgerPrice
from pricebook.pricing.meters import METERS, PROMPT, Count, tokens
from pricebook.pricing.rate_card import Note, RateCard

PRECISION = 500
"""More digits than any product of a quantity, a price and its factors has."""
REQUEST_METER = "requests"
"""The meter of the request itself, which nobody counts who sent one."""

type Bounds = tuple[Decimal, Decimal]
"""The least and the most that something may cost."""


@dataclass(frozen=True, slots=True)
class Line:
    """One meter of a quote, charged by another meter's price where that stands in.

    Its amount is None where it is unknown; `bounds` are the least and the most that it may be.
    """

    count: Count
    price: LedgerPrice | None
    factors: tuple[LedgerPrice, ...]
    amount: Decimal | None
    bounds: Bounds | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What usage costs: the sum of the known amounts; it is complete when nothing is missing."""

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
        steps = {count.step for count in charged}
        sizes = {n: {**call.sizes, **_sizes(card, n, counts, summed=summed)} for n in steps}
        lines = tuple(_line(card, count, call, sizes[count.step]) for count in charged)
        notes += [note for line in lines for note in line.notes]
        notes += [(gap, True) for gap in card.unstated(counts, call.stated)]
        meters = {n.count.meter for n in lines} | {n.price.meter for n in lines if n.price}
        notes += [(gap, True) for gap in card.strange(sorted(meters))]
        return _quote(lines, notes)


def plain(number: Decimal) -> str:
    """Return every digit, without an exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").removesuffix(".") if "." in text else text


def _quote(lines: tuple[Line, ...], notes: list[Note]) -> Quote:
    currencies = sorted({p.currency for line in lines if (p := line.price) and p.currency})
    same_currency = len(currencies) <= 1
    if not same_currency:
        notes = [*notes, (f"the lines are in {' and '.join(currencies)}", True)]
    amounts = [line.amount for line in lines if line.amount is not None]
    bounds = [line.bounds for line in lines if line.bounds is not None]
    return Quote(
        lines,
        tuple(dict.fromkeys(note for note, gap in notes if not gap)),
        tuple(dict.fromkeys(note for note, gap in notes if gap)),
        sum(amounts, Decimal()) if same_currency and (amounts or not lines) else None,
        _sums(bounds) if same_currency and len(bounds) == len(lines) else None,
        next(iter(currencies), None) if same_currency else None,
    )


def _charged(card: RateCard, counts: Sequence[Count]) -> tuple[list[Count], list[Note]]:
    """Return what is charged by the line, and what is noted of the rest."""
    parts = [part for count in counts for part in card.split(count)]
    paid = [part for part in parts if card.paid_for(part)]
    notes = [(f"{plain(p.quantity)} {p.meter} are paid for by another price", False) for p in paid]
    charged = [part for part in parts if part not in paid]
    if card.charges(REQUEST_METER) and all(count.meter != REQUEST_METER for count in counts):
        charged.append(Count(REQUEST_METER, Decimal(1)))
        notes.append(("one request is charged, for none was counted", False))
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


def _line(card: RateCard, count: Count, whole: Call, sizes: Mapping[str, Decimal]) -> Line:
    stated = whole.stated
    if METERS[count.meter].direction == "cache_write":
        stated = {**stated, "cache_ttl": count.cache_ttl or stated.get("cache_ttl", SHORT_CACHE)}
    call = Call(whole.at, sizes, stated, count.beyond)
    match = card.find(count.meter, call)
    price, notes = match.price, [*match.notes]
    amounts = [_amount(count, other, card.factors(other, call)) for other in match.others]
    if price is None:
        return Line(count, None, (), None, _bounds(amounts), match.notes)
    factors = card.factors(price, call)
    amount = _amount(count, price, factors)
    notes += card.stood_in(price, factors, call)
    if price.state == "included":
        plan = f"{count.meter} are included in a plan, whose fee is not in this quote"
        notes.append((plan, False))
    for unknown in (p for p in (price, *factors) if p.amount is None and amount is None):
        notes.append((f"the price of {unknown.meter} is {unknown.state.replace('_', ' ')}", True))
    return Line(count, price, factors, amount, _bounds([amount, *amounts]), tuple(notes))


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
