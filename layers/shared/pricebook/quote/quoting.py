"""Quoting: one usage at one offer, with all that is uncertain about either.

What can be read in several ways is priced in each: where the totals agree nothing is uncertain;
where they differ the quote names the other total, and is incomplete unless documentation decides.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pricebook.pricing.calculate import Bounds, Quote, plain
from pricebook.pricing.matching import Call
from pricebook.pricing.meters import METERS, PROMPT, Count, tokens
from pricebook.pricing.rate_card import RateCard
from pricebook.quote.alternatives import Alternative, disputed, figure, reviewed, unsupported, used
from pricebook.quote.cliff import Cliff, next_cliff
from pricebook.quote.measured import MEDIA, Reading, Usage, divided, meter
from pricebook.quote.offer import Offer, stated_by
from pricebook.quote.requests import ONE, Requests

OWN_NAMES = {"meters", "pydantic_ai"}
"""Formats in which what has no medium is text."""


def quote(
    offer: Offer, usage: Usage, call: Call, number: Decimal = ONE
) -> tuple[Quote, Cliff | None]:
    """Price what was used.

    Args:
        offer: whose prices.
        usage: what one request used.
        call: when, and under which conditions; its sizes are those that usage does not tell.
        number: how many such requests there were.
    """
    usage = _with_implied(offer, _by_medium(offer, usage))
    counts = divided(usage)
    stated = stated_by(offer, call.stated, thought=_thought(usage))
    ordinary = Call(call.at, call.sizes, stated, call.beyond)
    requests = Requests(ordinary, number, summed=usage.summed)
    base = requests.price(offer.card, counts)
    others = [
        *_read_otherwise(offer, usage, requests),
        *reviewed(offer, counts, requests, base),
        *disputed(offer, counts, requests, base),
    ]
    differing = [item for item in others if item.quote.total != base.total]
    gaps = [item for item in differing if not item.decided]
    noted = [_note(item) for item in differing if item.decided]
    quoted = replace(
        base,
        assumptions=_once(
            *usage.assumptions, *base.assumptions, *noted, *_facts(offer, usage, base, number)
        ),
        missing=_once(*usage.missing, *base.missing, *map(_note, gaps), *_gaps(offer, usage, call)),
        bounds=_widened(base, [item.quote for item in gaps]),
    )
    return quoted, next_cliff(offer.card, counts, requests)


def _with_implied(offer: Offer, usage: Usage) -> Usage:
    for name in filter(offer.card.charges, usage.implied):
        note = f"one of {name} is charged, for none was counted"
        counts = (*usage.counts, Count(name, Decimal(1)))
        usage = replace(usage, counts=counts, assumptions=(*usage.assumptions, note))
    return usage


def _thought(usage: Usage) -> bool:
    return any(count.meter == "reasoning_tokens" for count in usage.counts)


def _by_medium(offer: Offer, usage: Usage) -> Usage:
    """Return usage whose undivided sides are of the medium that the model, or the format, has."""
    open_sides = []
    for side in sorted(usage.undivided):
        medium = usage.medium.get(side) or offer.sole_medium(side)
        if medium and offer.card.charges(meter(side, medium)):
            note = f"{side}_tokens are {medium}, for the usage does not divide them"
            usage = replace(_as_medium(usage, side, medium), assumptions=(*usage.assumptions, note))
        else:
            open_sides.append(side)
    others = [reading for side in open_sides for reading in _mixed(offer, usage, side)]
    return replace(usage, readings=(*usage.readings, *others)) if others else usage


def _as_medium(usage: Usage, side: str, medium: str) -> Usage:
    counts = tuple(
        replace(count, meter=meter(side, medium)) if count.meter == f"{side}_tokens" else count
        for count in usage.counts
    )
    return replace(usage, counts=counts)


def _mixed(offer: Offer, usage: Usage, side: str) -> Iterator[Reading]:
    """Yield that an undivided side may be of another medium than text, where the model has it.

    By the names of our own meters it is text. A prompt is no picture unless somebody says so, and
    sound where the model talks.
    """
    own = usage.usage_format in OWN_NAMES
    talks = offer.card.charges(meter("output", "audio"))
    media = offer.media_beside_text(side)
    if side == "input":
        media = [] if own else [medium for medium in media if medium == "audio"]
    for medium in media:
        counts = _as_medium(usage, side, medium).counts
        decided = own or (side == "input" and not talks)
        yield Reading(counts, f"if {side}_tokens are {medium}", decided=decided)


def _read_otherwise(offer: Offer, usage: Usage, requests: Requests) -> Iterator[Alternative]:
    """Yield what the other readings of a usage object would cost."""
    for reading in usage.readings:
        counts = divided(replace(usage, counts=reading.counts))
        yield Alternative(requests.price(offer.card, counts), reading.reason, reading.decided)
    if usage.cached:
        for order in _orders(offer.card, usage, requests.call):
            priced = requests.price(offer.card, divided(usage, order))
            yield Alternative(priced, f"if the cached tokens are {order[0]} before {order[-1]}")


def _orders(card: RateCard, usage: Usage, call: Call) -> tuple[list[str], list[str]]:
    """Return the media in the orders in which the cached tokens save least, and most."""
    present = {count.meter for count in usage.counts}
    media = [kind for kind in MEDIA if meter("input", kind) in present]

    def saving(kind: str) -> Decimal:
        prices = [card.find(meter(side, kind), call).price for side in ("input", "cache_read")]
        fresh, cached = (price.amount if price else None for price in prices)
        return (fresh or Decimal()) - (cached or Decimal())

    ordered = sorted(media, key=saving)
    return ordered, ordered[::-1]


def _facts(offer: Offer, usage: Usage, base: Quote, number: Decimal) -> Iterator[str]:
    """Yield what is known of the prices and the model, and changes nothing now."""
    yield from unsupported(offer, base)
    if offer.facts.known_from and offer.card.prices:
        since = offer.facts.known_from.isoformat()
        yield f"no price of {offer.model} is known before {since}, whose prices these are"
    for price in used(base) if offer.notes else ():
        note = offer.note(price)
        if note.upcoming:
            amount, since = note.upcoming
            yield f"{price.meter} cost {figure(amount)} from {since} on"
        if note.unconfirmed_since:
            yield f"the price of {price.meter} is not confirmed since {note.unconfirmed_since}"
    length, context = tokens(usage.counts, *PROMPT), offer.facts.context_length
    if context and length > context and not usage.summed and offer.writes:
        yield f"the prompt is longer than the model's context of {context} tokens"
    billed = usage.billed and usage.billed * number
    if billed and base.currency == "USD" and base.total != billed:
        yield f"the usage itself says {plain(billed)} USD"


def _gaps(offer: Offer, usage: Usage, call: Call) -> Iterator[str]:
    """Yield what costs money, or may, and stands in no price and no count."""
    until = offer.facts.listed_until
    if until and until <= call.at:
        last = ": these are its last prices" if offer.card.prices else ""
        yield f"{offer.model} is not listed since {until.isoformat()}{last}"
    if offer.facts.known_from and not offer.card.prices:
        since = offer.facts.known_from.isoformat()
        yield f"no price of {offer.model} is known before {since}"
    if offer.facts.prices_incomplete:
        yield f"the seller of {offer.model} names prices that are not in the catalogue"
    families = {METERS[count.meter].family for count in usage.counts}
    sized = "search_context_size" in call.stated and offer.card.charges("web_searches")
    has_fee = sized or offer.card.charges("requests")
    if offer.searches and "searches" not in families and not has_fee:
        yield f"{offer.model} searches with every request, and the usage counts no web_searches"


def _note(item: Alternative) -> str:
    total = item.quote.total
    if total is None:
        return f"{item.reason}: the total is unknown"
    return f"{item.reason}: the total is {plain(total)} {item.quote.currency or ''}".rstrip()


def _widened(base: Quote, others: list[Quote]) -> Bounds | None:
    """Return between what the total lies, with all readings that nothing decides against."""
    bounds = [quote.bounds for quote in (base, *others)]
    known = [item for item in bounds if item is not None]
    if len(known) < len(bounds):
        return None
    return min(low for low, _ in known), max(high for _, high in known)


def _once(*notes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))
