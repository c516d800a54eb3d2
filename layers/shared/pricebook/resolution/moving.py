"""Moving names: an id that ends in `-latest` means the newest release of its family.

A cloud's ids of one zone are told by their names too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from pricebook.resolution.card import Card
from pricebook.resolution.groups import agree

LATEST = "-latest"
ZONED = re.compile(r"(apac|au|ca|eu|jp|sa|us|us-gov)\.[\w-]+\.")
"""How Bedrock's profiles of one zone begin; `global` is none."""
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{4})(\d\d)(\d\d)|(\d\d)(\d\d)|(\d\d)-(\d{4})")


def newest_sibling(name: str, ids: Iterable[str]) -> str | None:
    """Return the dated id that a moving name stands for now, if its seller has one.

    Args:
        name: an id, such as `mistral-large-latest`.
        ids: the ids of the same seller.
    """
    if not name.endswith(LATEST):
        return None
    stem = name.removesuffix(LATEST)
    dated = [(when, other) for other in ids if (when := _date(other, stem))]
    return max(dated)[1] if dated else None


def _date(name: str, stem: str) -> tuple[int, ...] | None:
    if not name.startswith(f"{stem}-"):
        return None
    match = DATE.fullmatch(name[len(stem) + 1 :])
    if not match:
        return None
    parts = [int(part) for part in match.groups() if part]
    if match[9]:
        parts.reverse()
    year = parts[0] if parts[0] > 100 else 2000 + parts[0]  # noqa: PLR2004 - a year of two digits
    return (year, *parts[1:])


def cards_of(name: str, cards: Mapping[str, Sequence[Card]]) -> Sequence[Card]:
    """Return the cards that price an id: of its newest release, where it is a moving name.

    A moving name on whose base price several sources agree keeps its own cards: they are fresher
    than any date in a name.

    Args:
        name: the id.
        cards: what is stated of the seller's offers, by id; `name` is one of them.
    """
    own = cards[name]
    sibling = newest_sibling(name, (other for other, stated in cards.items() if stated))
    if sibling is None or any(agree(one, other) for one, other in combinations(own, 2)):
        return own
    return cards[sibling]


def kind_of(name: str, kind: str) -> str:
    """Return whose order of trust holds for an id: of moving names models.dev keeps track best."""
    if name.endswith(LATEST):
        return "host"
    return "zone" if kind == "cloud" and ZONED.match(name) else kind
