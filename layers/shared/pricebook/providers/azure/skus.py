"""SKU names of Azure: what their abbreviations count, and of what.

"5.6 terra ShortCo Cd Inp PP Gl" is cached input, at the priority tier, of "5.6 terra ShortCo Gl".
"""

import re
from collections.abc import Iterable
from typing import Any

from pricebook.adapters.fields import Item

WORDS = {
    "cached": {"cd", "cchd"},
    "write": {"wr"},
    "input": {"inp", "inpt"},
    "output": {"out", "outp", "opt", "outpt"},
    "reference": {"ref"},
    "batch": {"batch"},
    "priority": {"pp", "prty"},
}
MEDIA = {"txt": "text", "aud": "audio", "img": "image", "image": "image"}
MEDIUM = re.compile(r"(aud|image|img|txt)(\d{4}|)", re.IGNORECASE)
ROLE = {word: role for role, words in WORDS.items() for word in words}
TIERS = ("batch", "priority")
NAME_WORDS = 2
"""A medium among the first words of a name, as in "gpt img 1.5 inp", belongs to the name."""
TRANSCRIBES = re.compile(r"transcri|whisp", re.IGNORECASE)
OTHER_MEDIA = re.compile(r"aud|ima?g|real|\brt\b|sora|speech|transcri|tts|vid|whisp", re.IGNORECASE)
"""Words of other media: beside one of them, tokens are text only if the name says so."""
GLOBAL = re.compile(r"[ -](gl|glbl|global)$", re.IGNORECASE)
"""A deployment of which the region says only who asks: it costs the same in all of them."""
NAMED = ("productName", "skuName")
SEPARATED = re.compile(r"([\s-]+)")


def gathered(rows: Iterable[Any]) -> Iterable[Any]:
    """Join the meters of one offer; what is no meter passes as it is, to be set aside."""
    offers: dict[str, dict[str, Item]] = {}
    for row in rows:
        if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in NAMED):
            yield row
            continue
        name, roles = _split(row["skuName"])
        prices = offers.setdefault(f"{row['productName']}/{name}", {})
        _add(prices, _entry(row, roles))
    for offer, prices in offers.items():
        yield {"offer": offer, "pricing": {"rows": list(prices.values())}}


def _add(prices: dict[str, Item], entry: Item) -> None:
    """Add a price; two that contradict each other are not read, but reported."""
    *when, key = entry
    place = repr([*(entry[word] for word in when), key])
    if prices.setdefault(place, entry) != entry:
        prices[place] = {f"{key}, contradictory": entry[key]}


def _split(sku: str) -> tuple[str, list[str]]:
    """Return the name of what is sold, and the roles of the other words."""
    kept, roles = [], []
    for position, part in enumerate(SEPARATED.split(sku)):
        medium = MEDIUM.fullmatch(part)
        if position and part.lower() in ROLE:
            roles.append(ROLE[part.lower()])
        elif medium and position >= NAME_WORDS * 2:  # every second part is a separator
            roles.append(MEDIA[medium[1].lower()])
            kept.append(medium[2])
        else:
            kept.append(part)
    return re.sub(r"([\s-])[\s-]+", r"\1", "".join(kept)).strip(" -"), roles


def _entry(row: Item, roles: list[str]) -> Item:
    """Return one price, under a key that says in full what it is for."""
    tier = next((role for role in roles if role in TIERS), None)
    key = f"{row.get('currencyCode')} {_counted(row['skuName'], roles)} {_unit(row)}"
    if (
        str(row.get("tierMinimumUnits") or 0) not in {"0", "0.0"}
        or row.get("type") != "Consumption"
    ):
        key += " at a volume or commitment"
    return {
        "region": None if GLOBAL.search(row["skuName"]) else row.get("armRegionName") or None,
        "service_tier": tier,
        key: row.get("retailPrice"),
    }


def _counted(sku: str, roles: list[str]) -> str:
    media = [role for role in roles if role in MEDIA.values()]
    unnamed = "transcribed" if TRANSCRIBES.search(sku) else "unclear"
    medium = media[-1] if media else unnamed if OTHER_MEDIA.search(sku) else "text"
    counted = [role for role in roles if role not in (*TIERS, *MEDIA.values())]
    return " ".join(dict.fromkeys([medium, *counted]))


def _unit(row: Item) -> str:
    # The name of a meter is the SKU's and the unit's: "5.4 opt Dz 1M Tokens", in units of 1M.
    unit = str(row.get("meterName")).removeprefix(row["skuName"]).strip()
    return f"per {row.get('unitOfMeasure')} {unit}"
