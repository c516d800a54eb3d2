"""Placeholders: one price that a source gives to a seller's models of every size."""

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

type Offer = tuple[str, str]
"""A seller and its id."""
type Base = tuple[Decimal, Decimal]
"""The price of what goes in and of what comes out."""

SIZE = re.compile(r"(?<![\dxa.])(\d+(?:\.\d+)?)b(?![a-z0-9])")
MIXTURE = re.compile(r"-a\d+(\.\d+)?b|\dx\d+b")
"""Models of which only a part works at a time: their price follows no size."""
MIN_MODELS = 3
MAX_SPREAD = 50
"""No seller charges the same for dense models that are further apart in size."""
PLAUSIBLE_SPREAD = 16
"""The smaller models of such a group may really cost that."""


def placeholders(bases: Mapping[Offer, Base]) -> set[Offer]:
    """Return the offers of one source whose price cannot be meant for their size.

    Args:
        bases: the base price that the source states of each offer.
    """
    groups: dict[tuple[str, Base], dict[Offer, Decimal]] = defaultdict(dict)
    for offer, base in bases.items():
        if size := _dense_size(offer[1].lower()):
            groups[offer[0], base][offer] = size
    return {offer for sizes in groups.values() for offer in _implausible(sizes)}


def _dense_size(model_id: str) -> Decimal | None:
    match = SIZE.search(model_id)
    return Decimal(match[1]) if match and not MIXTURE.search(model_id) else None


def _implausible(sizes: Mapping[Offer, Decimal]) -> list[Offer]:
    least = min(sizes.values())
    if len(sizes) < MIN_MODELS or not least or max(sizes.values()) <= MAX_SPREAD * least:
        return []
    return [offer for offer, size in sizes.items() if size > PLAUSIBLE_SPREAD * least]
