"""`python -m bench.resolution [cases.json]`: the rule of resolution against known prices."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from pricebook.pricing.meters import MILLION
from pricebook.resolution.card import INPUT, OUTPUT, Card, Key, Rate
from pricebook.resolution.groups import same
from pricebook.resolution.moving import cards_of, kind_of
from pricebook.resolution.rule import resolve

CASES = Path(__file__).parents[2] / "shared" / "cases" / "resolution.json"
SOURCES = {"genai": "genai-prices", "litellm": "litellm", "models.dev": "models.dev"}
CLOUDS = "alibaba azure bedrock vertex"
LABS = "anthropic cohere deepseek google minimax mistral moonshot openai perplexity xai zai"
KINDS = dict.fromkeys(CLOUDS.split(), "cloud") | dict.fromkeys(LABS.split(), "lab")
"""The kinds of the sellers in the cases; every other one is a host."""
BEFORE = ("genai", "models.dev", "litellm")
"""The order of trust that this rule replaced; it read ids that a list names in full."""

type Item = dict[str, Any]
type Base = dict[str, str]
type Rates = Mapping[Key, Rate]


def main() -> None:
    """Score a file of cases and name what is wrong."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CASES
    if not path.exists():
        sys.exit(f"The cases lie beside this checkout; there is no {path}")
    score = Counter[str]()
    for item, right, before, contested in judged(json.loads(path.read_text())["items"]):
        for name in ("all", item["set"], *(["contested"] if contested else [])):
            score[f"{name}: items"] += 1
            score[f"{name}: right"] += right
            score[f"{name}: right before"] += before
        score["gained"] += right and not before
        score["lost"] += before and not right
        if not right:
            print("wrong:", item["seller"], item["id"], item["truth"], item["claims"])
    for name, count in sorted(score.items()):
        print(f"{name:60} {count}")


def judged(items: list[Item]) -> list[tuple[Item, bool, bool, bool]]:
    """Return each item, whether the rule is right, the order before it, and if lists differ."""
    claims: dict[tuple[str, str], dict[str, dict[str, Base]]] = defaultdict(dict)
    for item in items:
        claims[item["seller"], item["day"]][item["id"]] = item["claims"]
    return [_judge(item, claims[item["seller"], item["day"]]) for item in items]


def _judge(item: Item, siblings: dict[str, dict[str, Base]]) -> tuple[Item, bool, bool, bool]:
    stated = {
        model: [_card(*claim) for claim in cards.items()] for model, cards in siblings.items()
    }
    kind = kind_of(item["id"], KINDS.get(item["seller"], "host"))
    cards = cards_of(item["id"], stated)
    resolution = resolve(cards, kind, draws="image" in item["id"])
    taken = {price.rate.key: price.rate for price in resolution.prices}
    exact = [item["claims"][n] for n in BEFORE if item["claims"].get(n, {}).get("how") == "exact"]
    before = _card("", exact[0]).rates if exact else {}
    rates = [_card(*claim).rates for claim in item["claims"].items()]
    contested = any(not _equal(one, other) for one, other in combinations(rates, 2))
    return item, _right(taken, item["truth"]), _right(before, item["truth"]), contested


def _card(name: str, claim: Base) -> Card:
    rates = [
        Rate(meter, {}, Decimal(claim[word]) / MILLION)
        for word, meter in (("input", INPUT[0]), ("output", OUTPUT[0]))
        if word in claim and Decimal(claim[word])
    ]
    source = f"reference:{SOURCES.get(name, name)}"
    return Card(source, {r.key: r for r in rates}, exact=claim.get("how") == "exact")


def _right(taken: Rates, truths: list[Base]) -> bool:
    return bool(taken) and any(_equal(taken, _card("", truth).rates) for truth in truths)


def _equal(one: Rates, other: Rates) -> bool:
    return all(same(one[key], other[key]) for key in one.keys() & other.keys())


if __name__ == "__main__":
    main()
