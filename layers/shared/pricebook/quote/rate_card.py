"""All prices of one seller's offer: which one charges a meter, and what stands in for none.

What stands in is what vendors and their users agree on, and every quote names it: an absent rate
for cached input is the input rate, one for long prompts beats one for a tier, and so on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pricebook.pricing.conditions import (
    BEYOND,
    CONDITIONS,
    LONG_PROMPT,
    REQUEST_WIDE,
    SHORT_CACHE,
    THRESHOLD_SUFFIX,
)
from pricebook.pricing.meters import METERS
from pricebook.quote.matching import (
    Call,
    LedgerPrice,
    Value,
    best,
    same,
    specific,
    step,
    undecided,
    unmet,
)
from pricebook.quote.usage import Count

FACTOR = "token_factor"
FALLBACK_METERS = {
    "reasoning_tokens": ("output_tokens",),
    "cache_read_tokens": ("input_tokens",),
    "cache_write_tokens": ("input_tokens",),
    "cache_read_audio_tokens": ("input_audio_tokens", "cache_read_tokens", "input_tokens"),
    "cache_read_image_tokens": ("input_image_tokens", "cache_read_tokens", "input_tokens"),
    "cache_read_video_tokens": ("input_video_tokens", "cache_read_tokens", "input_tokens"),
    "cache_write_audio_tokens": ("input_audio_tokens", "cache_write_tokens", "input_tokens"),
    **{f"input_{kind}_tokens": ("input_tokens",) for kind in ("audio", "file", "image", "video")},
    **{f"output_{kind}_tokens": ("output_tokens",) for kind in ("audio", "image", "video")},
}
"""What a meter without a price of its own is charged as: the first of these that has one."""


@dataclass(frozen=True, slots=True)
class Found:
    """The price of a meter, or why there is none; and what had to be assumed."""

    rate: LedgerPrice | None = None
    assumptions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class RateCard:
    """The prices of one offer that were in force at one time."""

    def __init__(self, rates: Sequence[LedgerPrice]) -> None:
        self.rates = rates
        self._of: dict[str, list[LedgerPrice]] = {}
        for rate in rates:
            self._of.setdefault(rate.meter, []).append(rate)

    def charges(self, meter: str) -> bool:
        """Tell whether a meter costs money here."""
        return any(rate.state in {"known", "dynamic"} for rate in self._of.get(meter, ()))

    def steps(self, threshold: str) -> list[Decimal]:
        """Return at which sizes some price changes, the smallest first."""
        stated = {r.conditions[threshold] for r in self.rates if threshold in r.conditions}
        return sorted(step(size) for size in stated)

    def split(self, count: Count) -> Iterator[Count]:
        """Cut a count where some of it is charged apart, or paid for by another price."""
        rates = self._of.get(count.meter, [])
        steps = sorted({step(r.conditions[BEYOND]) for r in rates if BEYOND in r.conditions})
        bounds = (Decimal(), *steps, count.quantity)
        for start, end in pairwise(bounds):
            units = min(count.quantity, end) - start
            if units > 0:
                yield replace(count, quantity=units, beyond=start)

    def paid_for(self, count: Count) -> bool:
        """Tell whether another price pays for units: those before the first that are charged."""
        rates = self._of.get(count.meter, [])
        return count.beyond == 0 and bool(rates) and all(BEYOND in r.conditions for r in rates)

    def find(self, meter: str, call: Call) -> Found:
        """Return the price of a meter, or of what it is charged as."""
        rate = self._own(meter, call)
        if rate:
            return Found(rate)
        words = {word for rate in self._of.get(meter, ()) for word in undecided(rate, call)}
        if words:
            named = _and(word.removesuffix(THRESHOLD_SUFFIX) for word in words)
            return Found(missing=(f"{meter} are priced by {named}, which is not stated",))
        for other in () if self._sold_otherwise(meter) else FALLBACK_METERS.get(meter, ()):
            if rate := self._own(other, call):
                return Found(rate, (f"{meter} have no price of their own: charged as {other}",))
        return Found(missing=(self._why(meter),))

    def factors(self, rate: LedgerPrice, call: Call) -> tuple[LedgerPrice, ...]:
        """Return what multiplies a price: of like factors the most specific one.

        A factor is left out where the price itself is stated for what the factor is for.
        """
        if METERS[rate.meter].family != "tokens":
            return ()
        met = [factor for factor in self._of.get(FACTOR, ()) if not any(unmet(factor, call))]
        own = rate.conditions.keys()
        return tuple(
            factor
            for factor in met
            if not any(specific(other, factor) for other in met)
            and not (factor.conditions and factor.conditions.keys() <= own)
        )

    def stood_in(
        self, rate: LedgerPrice, factors: Iterable[LedgerPrice], call: Call
    ) -> Iterator[str]:
        """Yield which conditions of a request its price does not state, though others do."""
        taken = f"the price {_where(rate.conditions)} was taken"
        for key, value in call.stated.items():
            stated = self._mentions((rate, *factors), key, value)
            if not stated and self._means(key, value, rate.meter):
                yield f"no price of {rate.meter} is stated for {key} {value!r}: {taken}"
        if (highest := self._highest(rate, call)) > step(rate.conditions.get(LONG_PROMPT, 0)):
            yield f"no price of {rate.meter} is stated above {highest} prompt tokens: {taken}"

    def unstated(self, counts: Iterable[Count], stated: Mapping[str, Value]) -> Iterator[str]:
        """Yield the conditions of a request that no price mentions."""
        families = {METERS[count.meter].family for count in counts}
        idle = {"cache_ttl"} | ({"search_context_size"} if "searches" not in families else set())
        for key, value in stated.items():
            if key not in idle and not self._mentions(self.rates, key, value):
                yield f"no price of this seller is stated for {key} {value!r}"

    def strange(self, meters: Iterable[str]) -> Iterator[str]:
        """Yield the conditions that a later version wrote, and this one cannot judge."""
        for meter in (*meters, FACTOR):
            for rate in self._of.get(meter, ()):
                if unknown := rate.conditions.keys() - CONDITIONS:
                    yield f"a price of {meter} has the unknown condition {_and(unknown)}"

    def _own(self, meter: str, call: Call) -> LedgerPrice | None:
        rates = self._of.get(meter, [])
        short = replace(call, stated={**call.stated, "cache_ttl": SHORT_CACHE})
        writes = METERS[meter].direction == "cache_write"
        return best(rates, call) or (best(rates, short) if writes else None)

    def _means(self, key: str, value: Value, meter: str) -> bool:
        if key == "cache_ttl":
            return METERS[meter].direction == "cache_write" and value != SHORT_CACHE
        return self._mentions(
            self.rates if key in REQUEST_WIDE else self._of.get(meter, ()), key, value
        )

    @staticmethod
    def _mentions(rates: Iterable[LedgerPrice], key: str, value: Value) -> bool:
        return any(key in r.conditions and same(r.conditions[key], value) for r in rates)

    def _highest(self, rate: LedgerPrice, call: Call) -> Decimal:
        """Return the highest threshold that the prompt exceeds, of any price that applies."""
        if METERS[rate.meter].family != "tokens":
            return Decimal()
        over = [r for r in self.rates if LONG_PROMPT in r.conditions and not any(unmet(r, call))]
        return max((step(r.conditions[LONG_PROMPT]) for r in over), default=Decimal())

    def _sold_otherwise(self, meter: str) -> bool:
        """Tell whether pictures, sound or films are charged here, but not by the token."""
        return METERS[meter].modality != "text" and bool(self._alike(meter))

    def _alike(self, meter: str) -> list[str]:
        """Return the meters of this seller that count the same in another unit."""
        own = METERS[meter]
        return [
            name
            for name, other in ((name, METERS[name]) for name in self._of)
            if (other.direction, other.modality) == (own.direction, own.modality)
            and other.family != own.family
        ]

    def _why(self, meter: str) -> str:
        if rates := self._of.get(meter):
            under = " or ".join(dict.fromkeys(_where(rate.conditions) for rate in rates))
            return f"{meter} are priced only {under}"
        alike = self._alike(meter)
        instead = f", only of {_and(alike)}" if alike else ""
        return f"no price of {meter} is known{instead}"


def _and(words: Iterable[str]) -> str:
    return " and ".join(sorted(words))


def _where(conditions: Mapping[str, object]) -> str:
    terms = " and ".join(f"{key} is {value}" for key, value in conditions.items())
    return f"where {terms}" if terms else "without conditions"
