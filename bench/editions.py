"""`python -m bench.editions`: write the lists' editions anew from the copies in ../shared.

Facts only, read by our own readers. The newer copy of models.dev lacks sellers that the list has:
of these the older one tells, with its own day.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pricebook.pricing.price import Figure
from pricebook.references import ListedOffer, references
from pricebook.references.editions import LINES, pack
from pricebook.references.sellers import Known
from pricebook.sync.listed_sellers import open_sellers

SHARED = Path(__file__).parents[2] / "shared" / "reference"
COPIES = {
    "models.dev": (
        ("models_dev.2026-08-22.subset.json", date(2026, 8, 22)),
        ("models_dev.json", date(2026, 7, 2)),
    ),
    "litellm": (("litellm_model_prices.json", date(2026, 8, 12)),),
    "genai-prices": (("genai_prices.json", date(2026, 8, 21)),),
}
"""The copies of each list, the newest first; the list whose rules mean the others' ids last."""


def main() -> None:
    """Write both files."""
    lists: dict[str, list[ListedOffer]] = {}
    for name in COPIES:
        lists[name] = list(_stated(name, _ids(lists)))
    pack(lists)
    print(f"{LINES}: {sum(map(len, lists.values()))} offers, {LINES.stat().st_size} bytes")


def _stated(name: str, ids: dict[str, set[str]]) -> Iterator[ListedOffer]:
    """Yield what the newest copy that names a seller states of it."""
    known = Known(open_sellers().values(), ids)
    named: set[str] = set()
    for file, day in COPIES[name]:
        offers = list(references()[name].read(_body(file, named), known))
        yield from (replace(offer, dated=day) for offer in offers)
        named |= {offer.listed_as.partition("/")[0] for offer in offers}


def _body(file: str, without: Collection[str]) -> Any:  # noqa: ANN401 - decoded JSON
    body = json.loads((SHARED / file).read_text(), parse_float=Figure)
    if not without:
        return body
    return {seller: entry for seller, entry in body.items() if seller not in without}


def _ids(lists: dict[str, list[ListedOffer]]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for offer in (offer for offers in lists.values() for offer in offers):
        ids.setdefault(offer.provider, set()).add(offer.provider_model_id)
    return ids


if __name__ == "__main__":
    main()
