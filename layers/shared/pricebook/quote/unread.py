"""Unread: what of a usage object may cost money and is in no count."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pricebook.quote.usage_formats import NOTHING, Format

MAX_SHOWN = 200
"""How much of a field's name a message repeats."""
LABELS = frozenset({"id", "object", "type", "model", "created", "created_at", "timestamp", "name"})
"""What says nothing of cost wherever it stands."""
CHARGED = re.compile(r"(^|\.)((estimated|market|total)_)?cost$")
"""How answers call what they cost altogether, which is no more than their numbers say."""


def unread(
    chosen: Format, flat: Mapping[str, object], numbers: Mapping[str, Decimal]
) -> Iterator[str]:
    """Yield what a format does not count, each with its path and why.

    Args:
        chosen: what the object was read as.
        flat: its values by their paths.
        numbers: those of them that the format counts.
    """
    words = {word.path for word in chosen.words}
    for path, value in flat.items():
        field = f"usage.{path[:MAX_SHOWN]}"
        if path in chosen.uncounted and numbers[path]:
            yield f"{field}: no meter counts these"
        elif path in words and not isinstance(value, str):
            yield f"{field} is no word"
        elif value and not (chosen.knows(path) or _is_label(path)):
            yield f"{field} is not known, and may cost money"
    for whole, parts in chosen.wholes.items():
        rest = numbers.get(whole, NOTHING) - sum(numbers.get(part, NOTHING) for part in parts)
        if rest > 0:
            yield f"usage.{whole} counts {rest} that no other field names"


def _is_label(path: str) -> bool:
    return path.rpartition(".")[2] in LABELS or CHARGED.search(path) is not None
