"""The AWS Price List of Bedrock: what a model costs on demand, by the name that people know it by.

It has no ids of models, only display names, and three spellings of the unit beside each other:
"1K tokens", "1M tokens", and "Units" where a marketplace's unit is 1M tokens.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, find
from pricebook.pricing.meters import MILLION, THOUSAND

EDITION = " (Amazon Bedrock Edition)"
STANDARD = re.compile(r"\bstandard\b|\b1h\b")
"""Words of a mantle's usage type that are no part of what is counted."""
QUALIFIERS = re.compile(
    r"batch|cross-region|custom|flex|(?<=[ _-])geo(?=[ _-]|$)|global|latency|long|priority|reserved"
)
"""Words that may stand in any of a product's attributes and make its price another one."""
EVERYWHERE: Item = {"region": "global"}
BATCH, FLEX, PRIORITY = ({"service_tier": tier} for tier in ("batch", "flex", "priority"))

CASES: dict[str, Item] = {
    "": {},
    " batch": BATCH,
    " flex": FLEX,
    " priority": PRIORITY,
    " global": EVERYWHERE,
    " batch global": BATCH | EVERYWHERE,
    " flex global": FLEX | EVERYWHERE,
    " global priority": PRIORITY | EVERYWHERE,
}
KINDS: dict[str, tuple[str, Item]] = {
    "input tokens": ("input_tokens", {}),
    "output tokens": ("output_tokens", {}),
    "cache read tokens": ("cache_read_tokens", {}),
    "cache write tokens": ("cache_write_tokens", {}),
    "cache write tokens 1h": ("cache_write_tokens", {"cache_ttl": "1h"}),
}
WORDS = {
    "input token": "input tokens",
    "text input token": "input tokens",
    "text input tokens": "input tokens",
    "output token": "output tokens",
    "text output token": "output tokens",
    "text output tokens": "output tokens",
    "cache read input tokens": "cache read tokens",
    "prompt cache read input tokens": "cache read tokens",
    "cache write input tokens": "cache write tokens",
    "prompt cache write input tokens": "cache write tokens",
}
"""The list's words for what is counted, and ours; a word that is in neither is reported."""
MANTLE = re.compile(r"[A-Z0-9]+-(?P<id>[\w.:-]+?)-mantle-(?P<kind>[\w-]+)")
"""Usage types since 2026 have the model's id and all the rest:
USE1-google.gemma-3-12b-it-mantle-input-tokens-standard."""
UNITS = {"1K tokens": THOUSAND, "1M tokens": MILLION, "Units": MILLION}

OLD_CASES = {"": {}, "_Batch": BATCH, "_Global": EVERYWHERE, "_Global_Batch": BATCH | EVERYWHERE}
NEW_CASES = {
    "_standard": {},
    "_batch": BATCH,
    "_global_standard": EVERYWHERE,
    "_global_batch": BATCH | EVERYWHERE,
}
SPELLINGS: tuple[tuple[str, str, str, Item], ...] = (
    ("InputTokenCount", "input_tokens", "input_tokens", {}),
    ("OutputTokenCount", "output_tokens", "output_tokens", {}),
    ("CacheReadInputTokenCount", "cache_read_tokens", "cache_read_tokens", {}),
    ("CacheWriteInputTokenCount", "cache_write_tokens", "cache_write_tokens", {}),
    (
        "CacheWrite1hInputTokenCount",
        "cache_write_tokens_1h",
        "cache_write_tokens",
        {"cache_ttl": "1h"},
    ),
)
"""Words of a marketplace for what is counted, until Claude 4.6 and since, and the meter."""

units = partial(Charge, unit="USD per unit of 1M tokens", per=MILLION)
CHARGES = (
    *(
        Charge(f"pricing.{kind}{case}.{unit}", meter, f"USD per {unit}", per, conditions=when | ttl)
        for kind, (meter, ttl) in KINDS.items()
        for case, when in CASES.items()
        for unit, per in UNITS.items()
    ),
    *(
        units(f"pricing.{word}{case}.Units", meter, conditions={**when, **ttl})
        for old, new, meter, ttl in SPELLINGS
        for word, cases in ((old, OLD_CASES), (new, NEW_CASES))
        for case, when in cases.items()
    ),
)


def by_model(*lists: object) -> dict[str, Item]:
    """Return, by the display name of a model, its figures by what they pay for and the unit."""
    models: dict[str, dict[str, dict[str, set[str]]]] = {}
    for body in lists:
        for name, paid_for, unit, figure in _figures(body):
            units = models.setdefault(name, {}).setdefault(paid_for, defaultdict(set))
            units[unit].add(figure)
    return {
        name: {paid_for: _certain(units) for paid_for, units in figures.items()}
        for name, figures in models.items()
    }


def _certain(units: dict[str, set[str]]) -> Item:
    """Return the figure by unit; two that contradict each other are not read, but reported."""
    return {
        unit if len(figures) == 1 else f"{unit}, contradictory": min(figures)
        for unit, figures in units.items()
    }


def _figures(body: object) -> Iterator[tuple[str, str, str, str]]:
    for sku, product in _parts(find(body, "products")):
        attributes = {key: str(value) for key, value in (product.get("attributes") or {}).items()}
        names = _names(attributes)
        for _, term in _parts(find(body, f"terms.OnDemand.{sku}")):
            for _, dimension in _parts(term.get("priceDimensions")):
                if figure := find(dimension, "pricePerUnit.USD"):
                    priced = _paid_for(attributes), str(dimension.get("unit")), str(figure)
                    yield from ((model, *priced) for model in names)


def _names(attributes: dict[str, str]) -> set[str]:
    """Return what a product's model is called: its display name, and its id where that is there."""
    name = (
        attributes.get("model") or attributes.get("titanModel") or attributes.get("servicename", "")
    )
    mantle = MANTLE.match(attributes.get("usagetype", ""))
    names = (name.removesuffix(EDITION), mantle["id"] if mantle else "")
    return {name.casefold() for name in names if name}


def _paid_for(attributes: dict[str, str]) -> str:
    kind = attributes.get("inferenceType") or attributes.get("tokenType")
    usage = attributes.get("usagetype", "")
    mantle = MANTLE.match(usage)
    if kind is None and mantle:
        kind = STANDARD.sub("", mantle["kind"].replace("-", " ").lower())
    if kind is None:  # a marketplace's: USE1-MP:USE1_InputTokenCount_Global-Units
        return usage.partition("_")[2].removesuffix("-Units") or usage
    # beside an id, the words of a mantle's usage type are those behind it
    usage_words = mantle["kind"] if mantle else usage
    stated = (usage_words, attributes.get("feature", ""), attributes.get("service_tier", ""), kind)
    every = " ".join(stated).lower().replace("cross-region-global", "global")
    counted = " ".join(QUALIFIERS.sub("", kind.lower()).split())
    counted = WORDS.get(counted, counted)
    # five minutes and an hour share a word; only the usage type tells them apart
    hour = " 1h" if counted.startswith("cache write") and "1h" in usage_words.lower() else ""
    return " ".join((f"{counted}{hour}", *sorted(set(QUALIFIERS.findall(every)))))


def _parts(value: Any) -> list[tuple[str, Item]]:  # noqa: ANN401 - decoded JSON
    parts = value.items() if isinstance(value, dict) else ()
    return [(key, part) for key, part in parts if isinstance(part, dict)]
