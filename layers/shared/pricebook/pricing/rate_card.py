"""Rate card: all prices of one offer; which one charges a meter, and what stands in for none.

What stands in is what vendors and their users agree on, and every quote names it; where it is
known to be another price than the real one, it is a gap: the quote is incomplete.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pricebook.pricing import conditions as keys
from pricebook.pricing import matching
from pricebook.pricing.matching import Call, LedgerPrice, same, step
from pricebook.pricing.meters import METERS, Count

FACTOR = "token_factor"
FALLBACK_METERS = {
    "reasoning_tokens": ("output_tokens",),
    "cache_read_tokens": ("input_tokens",),
    "cache_write_tokens": ("input_tokens",),
    "cache_write_audio_tokens": ("input_audio_tokens", "cache_write_tokens", "input_tokens"),
    **{f"input_{kind}_tokens": ("input_tokens",) for kind in ("audio", "file", "image", "video")},
    **{f"output_{kind}_tokens": ("output_tokens",) for kind in ("audio", "image", "video")},
    **{
        f"cache_read_{kind}_tokens": (f"input_{kind}_tokens", "cache_read_tokens", "input_tokens")
        for kind in ("audio", "image", "video")
    },
}
"""What a meter without a price of its own is charged as: the first of these that has one."""

type Note = tuple[str, bool]
"""What somebody has to know of an amount, and whether it is a gap or an assumption."""


@dataclass(frozen=True, slots=True)
class Match:
    """The price of a meter, or why there is none; `others` may apply too, as far as is known."""

    price: LedgerPrice | None
    notes: tuple[Note, ...] = ()
    others: tuple[LedgerPrice, ...] = ()


class RateCard:
    """The prices of one offer that were in force at one time."""

    def __init__(self, prices: Sequence[LedgerPrice]) -> None:
        self.prices = prices
        self._of: dict[str, list[LedgerPrice]] = {}
        for price in prices:
            self._of.setdefault(price.meter, []).append(price)
        self._long = [price for price in prices if keys.LONG_PROMPT in price.conditions]

    def charges(self, meter: str) -> bool:
        """Tell whether a meter costs money here."""
        return any(price.state in {"known", "dynamic"} for price in self._of.get(meter, ()))

    def steps(self, key: str) -> list[Decimal]:
        """Return at which thresholds of a key some price changes, the smallest first."""
        return sorted({step(p.conditions[key]) for p in self.prices if key in p.conditions})

    def split(self, count: Count) -> Iterator[Count]:
        """Cut a count where some of it is charged apart, or paid for by another price."""
        prices = self._of.get(count.meter, [])
        beyond = (p.conditions[keys.BEYOND] for p in prices if keys.BEYOND in p.conditions)
        steps = sorted({step(number) for number in beyond})
        for start, end in pairwise((Decimal(), *steps, count.quantity)):
            units = min(count.quantity, end) - start
            if units > 0:
                yield replace(count, quantity=units, beyond=start) if steps else count

    def paid_for(self, count: Count) -> bool:
        """Tell whether another price pays for units: those before the first that are charged."""
        apart = [keys.BEYOND in price.conditions for price in self._of.get(count.meter, ())]
        return count.beyond == 0 and bool(apart) and all(apart)

    def find(self, meter: str, call: Call) -> Match:
        """Return the price of a meter, or of what it is charged as."""
        prices = self._of.get(meter, [])
        if len(prices) == 1 and not prices[0].conditions:
            return Match(prices[0])  # whoever asks, and whatever for
        if price := self._own(meter, call):
            return _taken(price, matching.possible(prices, call))
        if winners := matching.possible(prices, call):
            return _choice(meter, winners)
        for other in self._stand_ins(meter, call):
            if price := self._own(other, call):
                note = f"{meter} have no price of their own: charged as {other}"
                return Match(price, ((note, self._is_gap(meter, other, call)),))
        return Match(None, ((self._why(meter), True),))

    def factors(self, price: LedgerPrice, call: Call) -> tuple[LedgerPrice, ...]:
        """Return what multiplies a price: the most specific factors that it does not contain."""
        if METERS[price.meter].family != "tokens":
            return ()
        met = [f for f in self._of.get(FACTOR, ()) if not any(matching.unmet(f, call))]
        own = price.conditions.keys()
        return tuple(
            factor
            for factor in met
            if not any(matching.specific(other, factor) for other in met)
            and not (factor.conditions and factor.conditions.keys() <= own)
        )

    def stood_in(
        self, price: LedgerPrice, factors: Iterable[LedgerPrice], call: Call
    ) -> Iterator[Note]:
        """Yield which conditions of a request a price does not state, though others do.

        It is no gap where a tier is for short prompts alone, or of tokens and the price is not.
        """
        if not call.stated and not self._long:
            return
        taken = f"the price {_where(price.conditions)} was taken"
        tiered = METERS[price.meter].family == "tokens"
        long = price.conditions.get(keys.LONG_PROMPT)
        for key, value in call.stated.items():
            if self._means(key, value, price.meter) and not _mention((price, *factors), key, value):
                short = long is not None and self._is_of_short_prompts(price, key, value)
                gap = key not in keys.REQUEST_WIDE or (tiered and not short)
                yield f"no price of {price.meter} is stated for {key} {value!r}: {taken}", gap
        over = [p for p in self._long if tiered and not {*matching.unmet(p, call)} - {"cache_ttl"}]
        highest = max([Decimal(), *(step(p.conditions[keys.LONG_PROMPT]) for p in over)])
        if highest > step(long or 0):
            yield (
                f"no price of {price.meter} is stated above {highest} prompt tokens: {taken}",
                True,
            )

    def unstated(self, counts: Iterable[Count], stated: Mapping[str, object]) -> Iterator[str]:
        """Yield the conditions of a request that no price mentions."""
        searched = "searches" in {METERS[count.meter].family for count in counts}
        for key, value in stated.items():
            if key == "search_context_size" and not searched:
                if self.charges("web_searches"):
                    yield f"{key} is {value!r}, but the usage counts no web_searches"
            elif key != "cache_ttl" and not _mention(self.prices, key, value):
                yield f"no price of this seller is stated for {key} {value!r}"

    def strange(self, meters: Iterable[str]) -> Iterator[str]:
        """Yield the conditions that a later version wrote, and this one cannot judge."""
        for meter in (*meters, FACTOR):
            for price in self._of.get(meter, ()):
                if unknown := price.conditions.keys() - keys.CONDITIONS:
                    yield f"a price of {meter} has the unknown condition {_and(unknown)}"

    def _own(self, meter: str, call: Call) -> LedgerPrice | None:
        prices = self._of.get(meter, [])
        price = matching.best(prices, call)
        if price or METERS[meter].direction != "cache_write":
            return price
        short = replace(call, stated={**call.stated, "cache_ttl": keys.SHORT_CACHE})
        return matching.best(prices, short)

    def _stand_ins(self, meter: str, call: Call) -> Sequence[str]:
        """Return what may charge a meter: never text for what is sold here in another unit."""
        if METERS[meter].modality != "text" and self._alike(meter):
            return ()
        names = FALLBACK_METERS.get(meter, ())
        # a medium that costs what text costs does so out of a cache as well
        return names[1:] if len(names) > 1 and self._costs_as_text(names[0], call) else names

    def _is_gap(self, meter: str, other: str, call: Call) -> bool:
        """Tell whether the price that stands in is known to be another one than the real."""
        own, stand_in = METERS[meter], METERS[other]
        priced = [METERS[name] for name in self._of]
        if own.direction != stand_in.direction:
            return own.direction == "cache_write" or own.direction in {m.direction for m in priced}
        if own.modality == stand_in.modality:
            return False
        apart = own.modality in {m.modality for m in priced}
        medium = f"input_{own.modality}_tokens"
        return own.direction == "output" or (apart and not self._costs_as_text(medium, call))

    def _costs_as_text(self, medium: str, call: Call) -> bool:
        price, text = self._own(medium, call), self._own("input_tokens", call)
        return price is not None and text is not None and price.charge == text.charge

    def _means(self, key: str, value: object, meter: str) -> bool:
        """Tell whether a condition of a request is about a meter at all."""
        if key == "cache_ttl":
            return METERS[meter].direction == "cache_write" and value != keys.SHORT_CACHE
        return _mention(self.prices if key in keys.REQUEST_WIDE else self._of[meter], key, value)

    def _is_of_short_prompts(self, long: LedgerPrice, key: str, value: object) -> bool:
        """Tell whether a tier is of short prompts alone; cheap ones, places and speeds are not."""
        tiers = [p.amount or 0 for p in self._of[long.meter] if _mention([p], key, value)]
        return key == "service_tier" and bool(tiers) and min(tiers) >= (long.amount or 0)

    def _alike(self, meter: str) -> list[str]:
        """Return the meters of this seller that count the same in another unit."""
        own = METERS[meter]
        return [
            name
            for name in self._of
            if (METERS[name].direction, METERS[name].modality) == (own.direction, own.modality)
            and METERS[name].family != own.family
        ]

    def _why(self, meter: str) -> str:
        if places := {_where(price.conditions) for price in self._of.get(meter, ())}:
            return f"{meter} are priced only {' or '.join(sorted(places))}"
        alike = self._alike(meter)
        return f"no price of {meter} is known{f', only of {_and(alike)}' if alike else ''}"


def _taken(price: LedgerPrice, winners: Mapping[LedgerPrice, list[str]]) -> Match:
    """Return a price with those that may apply instead: unknown sizes are a gap, words are not."""
    others = {
        other: lacking
        for other, lacking in winners.items()
        if other.charge != price.charge and not keys.REQUEST_WIDE & {*lacking}
    }
    if not others:
        return Match(price)
    gap = any(key in keys.THRESHOLDS for lacking in others.values() for key in lacking)
    note = f"{_open(price.meter, others)}: the price {_where(price.conditions)} was taken"
    return Match(price, ((note, gap),), tuple(others))


def _choice(meter: str, winners: Mapping[LedgerPrice, list[str]]) -> Match:
    """Return the price where all that may apply cost the same, else all of them."""
    first = next(iter(winners))
    if len({price.charge for price in winners}) > 1:
        return Match(None, ((_open(meter, winners), True),), tuple(winners))
    note = f"{_open(meter, winners)}: the price {_where(first.conditions)} was taken"
    return Match(first, ((note, False),) if len(winners) == 1 else ())


def _open(meter: str, winners: Mapping[LedgerPrice, list[str]]) -> str:
    words = {key.removesuffix(keys.THRESHOLD_SUFFIX) for lack in winners.values() for key in lack}
    return f"{meter} are priced by {_and(words)}, which is not stated"


def _mention(prices: Iterable[LedgerPrice], key: str, value: object) -> bool:
    return any(key in p.conditions and same(p.conditions[key], value) for p in prices)


def _and(words: Iterable[str]) -> str:
    return " and ".join(sorted(words))


def _where(conditions: Mapping[str, object]) -> str:
    terms = " and ".join(f"{key} is {value}" for key, value in conditions.items())
    return f"where {terms}" if terms else "without conditions"
