"""Usage objects: what lies around the numbers, and the numbers by their paths."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pricebook.quote.usage_formats.ai_sdk_5 import WRITTEN
from pricebook.validation import bad

MAX_DEPTH = 6
"""No usage object nests deeper than this; what lies deeper is unknown."""
MAX_FIELDS = 200
WRAPPERS = (
    ("providerMetadata", "anthropic", "usage"),
    ("usage",),
    ("usageMetadata",),
    ("usage_metadata",),
    ("usage_details",),
    ("usageDetails",),
    ("usage_info",),
    ("token_usage",),
    ("llm_output", "token_usage"),
    ("response_metadata", "token_usage"),
    ("x_groq", "usage"),
    ("metadata", "usage"),
    ("amazon-bedrock-invocationMetrics",),
    ("response", "usage"),
    ("response", "usageMetadata"),
    ("response", "body", "usage"),
    ("result", "message", "usage"),
    ("message", "usage"),
    ("payload", "info", "last_token_usage"),
    ("info", "last_token_usage"),
    ("last_token_usage",),
    ("attributes",),
    ("meta",),
    ("data",),
)
"""Where whole answers, events and lines of logs keep their usage object."""
OUTERMOST = frozenset(keys[0] for keys in WRAPPERS)
BESIDE = ("service_tier", "serviceTier", "performanceConfig")
"""What an answer says beside its usage object, and a price may depend on."""
BATCHED = {"custom_id": ("response", "body", "usage")}
"""What only a line of a batch has: its answer calls the tier the standard one all the same."""

type Object = Mapping[str, object]


def unwrapped(payload: Object) -> tuple[Object, tuple[str, ...]]:
    """Return the usage object of a whole answer, event or line of a log, and where it lay."""
    if OUTERMOST.isdisjoint(payload):
        return payload, ()
    for keys in WRAPPERS:
        inner = object_at(payload, keys)
        if inner and not any(_is_count(item) for item in payload.items()):
            found, deeper = unwrapped({**_beside(payload, keys), **inner})
            return found, (*keys, *deeper)
    return payload, ()


def _beside(payload: Object, keys: tuple[str, ...]) -> dict[str, object]:
    """Return what stands beside a usage object, or around its answer, and belongs to it."""
    answer = object_at(payload, keys[:-1]) or {}
    words = {
        key: holder[key]
        for holder in (payload, answer)
        for key in BESIDE
        if isinstance(holder.get(key), str | dict)
    }
    for path in WRITTEN:
        *lies, name = path.split(".")
        metadata = object_at(payload, lies) or {}
        words |= {path: metadata[name]} if name in metadata else {}
    batched = any(keys == lies and key in payload for key, lies in BATCHED.items())
    return words | ({"service_tier": "batch"} if batched else {})


def flattened(payload: Object) -> dict[str, object]:
    """Return every value of a usage object that is not null, by its path.

    Raises:
        BadRequest: two different values share a path, or there are too many.
    """
    flat: dict[str, object] = {}
    for path, value in _leaves(payload, ()):
        if path in flat and flat[path] != value:
            raise bad(f"usage.{path}", "it is given twice, with different values")
        flat[path] = value
        if len(flat) > MAX_FIELDS:
            raise bad("usage", f"it has more than {MAX_FIELDS} fields")
    return flat


def object_at(payload: Object, keys: Iterable[str]) -> Object | None:
    """Return the object that lies somewhere in another one; nothing, where there is none."""
    inner: object = payload
    for key in keys:
        inner = inner.get(key) if isinstance(inner, dict) else None
    return inner if isinstance(inner, dict) else None


def _is_count(item: tuple[str, object]) -> bool:
    """Tell whether a field is itself a number of something that is used."""
    name, value = item
    number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return number and any(word in name.casefold() for word in ("token", "seconds", "pages"))


def _leaves(value: object, keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    if len(keys) > MAX_DEPTH:
        yield ".".join(keys), "an object that nests too deep"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*keys, key))
    elif isinstance(value, list):
        yield from _summed(value, keys).items()
    elif value is not None:
        yield ".".join(keys), value


def _summed(items: list[object], keys: tuple[str, ...]) -> dict[str, object]:
    """Return the numbers of a list whose objects hold one word and one number each."""
    path = ".".join(keys)
    sums: dict[str, object] = {}
    for item in items:
        values = [v for v in item.values() if v is not None] if isinstance(item, dict) else []
        words = [value for value in values if isinstance(value, str)]
        numbers = [value for value in values if not isinstance(value, str)]
        if len(words) != 1 or len(numbers) > 1:
            return {path: "a list"} if items else {}
        # Google leaves out a number that is zero
        number = numbers[0] if numbers else Decimal()
        name = f"{path}.{words[0].casefold()}"
        earlier = sums.get(name, Decimal())
        if isinstance(earlier, Decimal | int) and isinstance(number, Decimal | int):
            number += earlier
        sums[name] = number
    return sums
