"""What was used, in our meters: from our own words, or from the usage object of a vendor's answer.

Our meters never overlap: `input_tokens` are those that no cache and no other meter counts. A
vendor's details are parts of its totals and are subtracted once, as
`pricebook.quote.usage_formats` says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from pricebook.pricing.meters import METERS
from pricebook.quote.usage_formats import (
    Part,
    Shape,
    anthropic,
    bedrock,
    cohere,
    deepseek,
    flattened,
    google,
    groq,
    mistral,
    openai,
    openrouter,
    xai,
)
from pricebook.validation import bad, unknown

FORMATS = (
    openai.chat,
    deepseek.chat,
    openrouter.chat,
    xai.chat,
    groq.chat,
    mistral.chat,
    mistral.ocr,
    openai.responses,
    xai.responses,
    openai.transcription,
    anthropic.messages,
    google.content,
    bedrock.converse,
    cohere.billed,
)
"""An object is taken for the one that leaves least of it unknown; of several, for the first."""
COUNTED = frozenset(METERS) - {"token_factor"}
MAX_QUANTITY, MAX_DECIMALS = Decimal(10) ** 15, 9
"""No more of anything in one quote, and no more digits behind the point."""
ACCEPTED = "Usage is our meters, or the usage object of an answer as its vendor sent it"

type Sizes = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Count:
    """So many units of a meter.

    Attributes:
        meter: a name of `meters.METERS`.
        quantity: how many.
        cache_ttl: how long a cache keeps these, where the answer says it.
        beyond: after how many others that were charged, or paid for, apart.
    """

    meter: str
    quantity: Decimal
    cache_ttl: str | None = None
    beyond: Decimal = Decimal()


@dataclass(frozen=True, slots=True)
class Usage:
    """What one answer used.

    Attributes:
        counts: how much of which meter, none of them zero.
        read_as: what the object was taken for.
        stated: the conditions that the object itself states.
        assumptions: how an ambiguous number was read.
        missing: what costs money and is in no count.
    """

    counts: tuple[Count, ...]
    read_as: str = "our meters"
    stated: Mapping[str, str] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def read(payload: object) -> Usage:
    """Read a decoded usage object.

    Raises:
        BadRequest: it is none, or a field of it is unknown or makes no sense.
    """
    flat = flattened(payload) if isinstance(payload, dict) else {}
    if not flat:
        raise bad("usage", f"expected an object that says what was used. {ACCEPTED}")
    if flat.keys() <= COUNTED:
        amounts = {meter: _amount(meter, value) for meter, value in flat.items()}
        return Usage(tuple(Count(meter, amount) for meter, amount in amounts.items() if amount))
    return _read(_shape(flat), flat)


def _read(shape: Shape, flat: Mapping[str, object]) -> Usage:
    numbers = _known(shape) - {word.path for word in shape.words}
    sizes = {path: _amount(path, value) for path, value in flat.items() if path in numbers}
    tokens = [part for part in shape.parts if METERS[part.meter].family == "tokens"]
    unnamed = sizes.get(shape.total or "", Decimal())
    unnamed -= sum(_size(sizes, part) for part in tokens if part.within is None)
    beside = _beside(tokens, sizes, unnamed)
    missing = [
        f"usage.{path}: no meter counts these" for path in shape.uncounted if sizes.get(path)
    ]
    if unnamed > 0 and not beside:
        missing.append(f"usage.{shape.total} counts {unnamed} tokens that no other field names")
    return Usage(
        tuple(_charged(shape, sizes, beside)),
        shape.name,
        dict(_stated(shape, flat)),
        tuple(f"{p.meter} come on top of {p.within}, as {shape.total} says" for p in beside),
        tuple(missing),
    )


def _beside(tokens: list[Part], sizes: Sizes, unnamed: Decimal) -> list[Part]:
    """Return the reasoning that a total proves to be no part of the completion."""
    inside = [part for part in tokens if part.within and part.meter == "reasoning_tokens"]
    return [part for part in inside if _size(sizes, part) == unnamed > 0]


def _charged(shape: Shape, sizes: Sizes, beside: list[Part]) -> Iterator[Count]:
    owner = {path: part for part in shape.parts for path in part.paths}
    own = {part: _own(sizes, part) for part in shape.parts}
    left = dict(own)
    for part, size in own.items():
        total = owner.get(part.within or "")
        # a detail whose total is not payload stands alone
        if total and _size(sizes, total) and part not in beside:
            left[total] -= size
    for part, size in left.items():
        if size < 0:
            raise bad(f"usage.{_place(sizes, part)}", f"its parts are {-size} more than it")
    amounts: dict[tuple[str, str | None], Decimal] = {}
    for part, size in left.items():
        key = (part.meter, part.cache_ttl)
        amounts[key] = amounts.get(key, Decimal()) + size
    for (meter, cache_ttl), size in amounts.items():
        if size:
            yield Count(meter, size, cache_ttl)


def _own(sizes: Sizes, part: Part) -> Decimal:
    size = _size(sizes, part)
    return size - sizes.get(part.less or "", Decimal()) if size else size


def _size(sizes: Sizes, part: Part) -> Decimal:
    return sizes.get(_place(sizes, part), Decimal())


def _place(sizes: Sizes, part: Part) -> str:
    return next((path for path in part.paths if sizes.get(path)), part.paths[0])


def _stated(shape: Shape, flat: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for word in shape.words:
        value = flat.get(word.path)
        if isinstance(value, str) and value.isprintable():
            yield word.condition, word.means.get(value.casefold(), value.casefold())
        elif value is not None:
            raise bad(f"usage.{word.path}", "expected a word")


def _shape(flat: Mapping[str, object]) -> Shape:
    """Return the shape that knows every field, else name a field that none knows."""
    shapes = [shape for shape in FORMATS if shape.marks & flat.keys()]
    if not shapes:
        raise unknown(f"usage.{next(iter(flat))}", COUNTED, f" {ACCEPTED}.")
    shape = min(shapes, key=lambda shape: (len(_lost(shape, flat)), len(_strange(shape, flat))))
    if lost := _lost(shape, flat):
        known = _known(shape) | COUNTED
        raise unknown(f"usage.{lost[0]}", known, f" This was read as {shape.name}. {ACCEPTED}.")
    return shape


def _lost(shape: Shape, flat: Mapping[str, object]) -> list[str]:
    """Return what would be lost: nothing can be with what is zero or empty."""
    return [path for path in _strange(shape, flat) if flat[path] not in (0, "")]


def _strange(shape: Shape, flat: Mapping[str, object]) -> list[str]:
    return [path for path in flat if path not in _known(shape) and not _below(shape.free, path)]


def _below(keys: frozenset[str], path: str) -> bool:
    steps = path.split(".")
    return any(".".join(steps[:end]) in keys for end in range(1, len(steps) + 1))


@cache
def _known(shape: Shape) -> frozenset[str]:
    paths = {path for part in shape.parts for path in (*part.paths, part.less)}
    paths |= {word.path for word in shape.words} | shape.uncounted | {shape.total}
    return frozenset(path for path in paths if path)


def _amount(path: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise bad(f"usage.{path}", "expected a number")
    amount = Decimal(value)
    if (
        not amount.is_finite()
        or not 0 <= amount <= MAX_QUANTITY
        or amount != round(amount, MAX_DECIMALS)
    ):
        fits = (
            f"expected zero to {MAX_QUANTITY:f} with at most {MAX_DECIMALS} digits behind the point"
        )
        raise bad(f"usage.{path}", fits)
    return amount
