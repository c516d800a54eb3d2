"""The vocabulary in which a provider declares under which conditions a price holds.

`PriceVariants` reads a list whose objects repeat some prices under conditions of their own; the
other words say which keys of such an object are the conditions.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pricebook.adapters.charges import Rule, figure, rows
from pricebook.adapters.fields import Item, find
from pricebook.errors import Malformed
from pricebook.pricing.conditions import WEEK
from pricebook.pricing.meters import THOUSAND
from pricebook.pricing.price import Price

SIDES = ("prompt_tokens", "completion_tokens")
BOUNDS = ("unit", "gt", "gte", "lt", "lte")
PRICES = "pricing"
"""Path under which the rules that `PriceVariants` repeats look for their prices."""


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Reader of some keys of an object: the conditions that they state, in our words.

    Args:
        keys: all that it understands.
        read: returns conditions by name; those that the object does not state are left out.
    """

    keys: tuple[str, ...]
    read: Callable[[Item], dict[str, object]]


@dataclass(frozen=True)  # with a __dict__, in which what it reads is kept
class PriceVariants:
    """The same charges again for every object of a list, which stands in for `pricing`.

    An object with a key that nobody knows is left out, for the key may be a condition, and a
    price without one of its conditions is wrong where no price is only unknown.

    Args:
        path: where the list lies.
        conditions: readers of the conditions that an object may state.
        rules: what to read; their paths begin with `pricing`, as for the item itself.
        inside: the key of the object that holds its prices, where they do not lie beside the
            conditions.
        single: whether one object stands there, without a list.
    """

    path: str
    conditions: tuple[ConditionReader, ...]
    rules: tuple[Rule, ...]
    inside: str | None = None
    single: bool = False

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The conditions and the figures of every object."""
        return tuple(f"{self.path}.{known}" for known in self._known())

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(path.split(".")[0] for path in self._known())

    def understands(self, _item: Item) -> bool:
        """Tell that every item may have such a list; an unknown key of its objects has no path."""
        return True

    def prices(self, item: Item) -> Iterable[Price]:
        """Return what each object says, under its conditions."""
        for entry in self._entries(item):
            if entry.keys() <= self._keys:
                yield from self._variant(item, entry)

    def _entries(self, item: Item) -> list[Item]:
        entry = find(item, self.path)
        return [entry] if self.single and isinstance(entry, dict) else rows(item, self.path)

    def _variant(self, item: Item, entry: Item) -> Iterable[Price]:
        stated: dict[str, object] = {}
        for reader in self.conditions:
            stated |= reader.read(entry)
        variant = item | {PRICES: find(entry, self.inside) if self.inside else entry}
        for rule in self.rules:
            for price in rule.prices(variant):
                yield replace(price, conditions=stated | dict(price.conditions))

    def _known(self) -> Iterable[str]:
        figures = (path.removeprefix(f"{PRICES}.") for rule in self.rules for path in rule.reads)
        yield from (key for reader in self.conditions for key in reader.keys)
        yield from (f"{self.inside}.{path}" if self.inside else path for path in figures)


def prompt_above(
    key: str, *, until: str | None = None, base: int = 0, inclusive: bool = False
) -> ConditionReader:
    """A prompt longer than so many tokens.

    Args:
        key: where the threshold stands.
        until: where the next one stands, which says the same as the next object's `key`.
        base: a threshold up to this one means every prompt.
        inclusive: whether a prompt of exactly so many tokens counts as well.
    """

    def read(entry: Item) -> dict[str, object]:
        if entry.get(key) is None:
            return {}
        tokens = _whole(entry[key], key) - inclusive
        return {"prompt_tokens_gt": tokens} if tokens > base else {}

    return ConditionReader((key, until) if until else (key,), read)


def bands(path: str) -> ConditionReader:
    """Bounds of the prompt's and the completion's length, in thousands of tokens.

    `{"prompt_tokens": {"unit": "kTokens", "gte": 200}}` is a prompt of at least 200,000 tokens;
    where a band ends says the same as where the next one begins.
    """

    def read(entry: Item) -> dict[str, object]:
        bounds = find(entry, path)
        if bounds is not None and not (isinstance(bounds, dict) and bounds.keys() <= set(SIDES)):
            raise Malformed(path, bounds, f"bounds of {' and '.join(SIDES)}")
        lower = {side: _lower(limits, path) for side, limits in (bounds or {}).items()}
        return {f"{side}_gt": tokens for side, tokens in lower.items() if tokens > 0}

    return ConditionReader(
        tuple(f"{path}.{side}.{bound}" for side in SIDES for bound in BOUNDS), read
    )


def _lower(limits: Any, path: str) -> int:  # noqa: ANN401 - decoded JSON
    if not isinstance(limits, dict) or not limits.keys() <= set(BOUNDS):
        raise Malformed(path, limits, f"an object with some of {', '.join(BOUNDS)}")
    if limits.get("unit") != "kTokens":
        raise Malformed(path, limits, "bounds in kTokens")
    above, least = (figure(limits.get(bound), path) for bound in ("gt", "gte"))
    return max(int((above or 0) * THOUSAND), int((least or 0) * THOUSAND) - 1)


def window(start: str, end: str) -> ConditionReader:
    """A part of every day in UTC, as clock numbers: 1030 is half past ten."""

    def read(entry: Item) -> dict[str, object]:
        if entry.get(start) is None and entry.get(end) is None:
            return {}
        return {"utc_windows": [[_clock(entry.get(start), start), _clock(entry.get(end), end)]]}

    return ConditionReader((start, end), read)


def weekdays(key: str) -> ConditionReader:
    """Some days of the week, by their English names."""

    def read(entry: Item) -> dict[str, object]:
        days = entry.get(key)
        if days is None:
            return {}
        if not isinstance(days, list) or not days or not all(day in WEEK for day in days):
            raise Malformed(key, days, "a list of weekdays")
        return {"weekdays": [day for day in WEEK if day in days]}

    return ConditionReader((key,), read)


def verbatim(key: str, condition: str | None = None) -> ConditionReader:
    """A condition in the provider's own words, such as a resolution.

    Args:
        key: where its value stands: a text, true or false.
        condition: a key of `conditions.CONDITIONS`, where that is not `key`.
    """

    def read(entry: Item) -> dict[str, object]:
        value = entry.get(key)
        if value is None:
            return {}
        if not isinstance(value, bool) and not (isinstance(value, str) and value.isprintable()):
            raise Malformed(key, value, "a text, true or false")
        return {condition or key: value}

    return ConditionReader((key,), read)


def ignored(*keys: str) -> ConditionReader:
    """Keys that are no condition, such as a remark."""
    return ConditionReader(keys, lambda _: {})


def clip_longer_than(key: str, until: str) -> ConditionReader:
    """A sound or film of at least so many seconds; `until` is where the next length begins."""

    def read(entry: Item) -> dict[str, object]:
        return {"seconds_gt": max(_whole(entry.get(key), key) - 1, 0)}

    return ConditionReader((key, until), read)


def beyond(key: str) -> ConditionReader:
    """More units than another price includes: those beyond it are charged, one by one."""

    def read(entry: Item) -> dict[str, object]:
        included = _whole(entry.get(key), key)
        return {"beyond": included} if included else {}

    return ConditionReader((key,), read)


def _whole(value: Any, path: str) -> int:  # noqa: ANN401 - decoded JSON
    """Return a whole number of at least zero that must be there."""
    number = figure(value, path)
    if number is None or number < 0 or number != int(number):
        raise Malformed(path, value, "a whole number of at least zero")
    return int(number)


def _clock(value: object, path: str) -> str:
    hours, minutes = divmod(_whole(value, path), 100)
    if hours > 24 or minutes > 59:  # noqa: PLR2004 - a day has 24 hours and an hour 60 minutes
        raise Malformed(path, value, "a time of day such as 1030")
    return f"{hours:02}:{minutes:02}"
