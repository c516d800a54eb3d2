"""Display names of Oracle's products: whose model, what is counted, from which prompt on.

"OCI Generative AI - Acme - Big 2 - Cached Input Tokens less than 200K Tokens - Priority".
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import Item, find

SERVICE = re.compile(
    r"(?:OCI|Oracle Cloud Infrastructure) Generative AI\b(?! Agents)", re.IGNORECASE
)
HEAD = re.compile(rf"{SERVICE.pattern} - ", re.IGNORECASE)
PRIORITY = re.compile(
    r" - Priority\b| ?\(Priority\)|\bPriority (?=(?:Cached |In|Out))", re.IGNORECASE
)
COUNTED = re.compile(
    r"(.+?) (?:- )?(cached input|cached|input|output)(?: tokens?)?"
    r"(?:[ ,-]*\(?(less than(?: or equal to)?|up to|<=?|under|greater than|more than|over|above|>)"
    r" ?([0-9]{1,6})([KM])(?: tokens?)?(?: context)?\)?)?",
    re.IGNORECASE,
)
"""The model, what is counted, and a bound of the prompt."""
CHARACTERS = "10,000 Transactions"
"""The metric of on-demand use by the character: a transaction is one."""
EMBEDS = re.compile(r"\bembed", re.IGNORECASE)
OTHERS = re.compile(r"\b(?:rerank|guard|dedicated|hosting)", re.IGNORECASE)
LONGER = ("greater than", "more than", "over", "above", ">")
SIZES = {"K": 1_000, "M": 1_000_000}
PLAN = "PAY_AS_YOU_GO"


def by_model(products: Iterable[Any]) -> Iterator[Any]:
    """Join the products of a model; what is no product goes on, to be set aside."""
    offers: dict[str, dict[str, Item]] = {}
    for product in products:
        name = find(product, "displayName")
        if not isinstance(name, str):
            yield product
        elif SERVICE.match(f"{find(product, 'serviceCategory')}"):
            offer, entries = _entries(product, name)
            for entry in entries:
                _add(offers.setdefault(offer, {}), entry)
    for offer, rows in offers.items():
        yield {"offer": offer, "pricing": {"rows": list(rows.values())}}


def _entries(product: Item, name: str) -> tuple[str, list[Item]]:
    """Return the offer that a product belongs to, and each price under a key that says it all."""
    kept = HEAD.sub("", PRIORITY.sub("", name)).strip()
    counted = COUNTED.fullmatch(kept)
    sides = [_side(counted)] if counted else _sides(kept, find(product, "metricName"))
    where = {
        "above": _start(counted),
        "service_tier": "priority" if PRIORITY.search(name) else None,
    }
    units = [f"{side} per {find(product, 'metricName')}" for side in sides]
    entries = [where | {k: value} for unit in units for k, value in _figures(product, unit)]
    return counted[1] if counted else kept, entries


def _side(counted: re.Match[str]) -> str:
    what = f"{counted[2].lower().removesuffix(' input')} input"
    return {"input input": "input", "output input": "output"}.get(what, what)


def _sides(name: str, metric: Any) -> list[str]:  # noqa: ANN401 - decoded JSON
    """Return what a product without a side counts: what goes into an embedding, else both."""
    if metric != CHARACTERS or OTHERS.search(name):
        return ["unclear"]
    return ["input"] if EMBEDS.search(name) else ["input", "output"]


def _start(counted: re.Match[str] | None) -> int:
    if not counted or not counted[3] or counted[3].lower() not in LONGER:
        return 0
    return int(counted[4]) * SIZES[counted[5].upper()]


def _figures(product: Item, unit: str) -> Iterator[tuple[str, Any]]:
    """Yield prices per use by their currency; another plan or a volume is told by the key."""
    for place in _objects(find(product, "currencyCodeLocalizations")):
        for price in _objects(place.get("prices")):
            plan = "" if price.get("model") == PLAN else f" as {price.get('model')}"
            volume = " at a volume" if _is_volume(price) else ""
            yield f"{place.get('currencyCode')} {unit}{plan}{volume}", price.get("value")


def _is_volume(price: Item) -> bool:
    return str(price.get("rangeMin") or 0) not in {"0", "0.0"}


def _objects(values: Any) -> list[Item]:  # noqa: ANN401 - decoded JSON
    return [v for v in values if isinstance(v, dict)] if isinstance(values, list) else []


def _add(rows: dict[str, Item], entry: Item) -> None:
    """Add a price; two that contradict each other are not read, but reported."""
    *_, key = entry
    place = repr([entry["above"], entry["service_tier"], key])
    if rows.setdefault(place, entry) != entry:
        rows[place] = {f"{key}, contradictory": entry[key]}
