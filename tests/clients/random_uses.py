"""Uses of models at random: prompts of any length, cached or not, of any tier that has prices."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pricebook.pricing.conditions import LONG_PROMPT

COUNT = 12_000
"""So many that each client prices at least 10,000 of them."""
SEED = 20261128
MAX_TOKENS, MAX_OUTPUT = 1_000_000, 20_000
CONTEXT = 100_000
"""How long a prompt may be where nobody says how long."""
TIERS = ("batch", "flex", "priority")

type Model = dict[str, Any]


@dataclass(frozen=True)
class Use:
    """What is used of a model, and under which conditions."""

    name: str
    usage: dict[str, int]
    said: dict[str, str]


def random_uses(models: Sequence[Model]) -> Iterator[tuple[Model, Use]]:
    """Yield models, each with a use; always the same ones."""
    chance = random.Random(SEED)  # noqa: S311 - the same numbers each time, and no secret
    for _ in range(COUNT):
        model = chance.choice(models)
        usage = _usage(chance, model)
        yield model, Use("random", usage, _tier(chance, model, usage))


def _usage(chance: random.Random, model: Model) -> dict[str, int]:
    most = min(MAX_TOKENS, model.get("context_length") or CONTEXT)
    prompt = _size(chance, most)
    base = {price["meter"] for price in model["prices"] if not price["conditions"]}
    kind = chance.choice(["", *sorted({"cache_read_tokens", "cache_write_tokens"} & base)])
    part = chance.randint(0, prompt) if kind else 0
    text = {"input_tokens": prompt - part, "output_tokens": _size(chance, MAX_OUTPUT)}
    return text | ({kind: part} if part else {})


def _size(chance: random.Random, most: int) -> int:
    """Return a number whose logarithm is as likely as any other."""
    return int(most ** chance.random())


def _tier(chance: random.Random, model: Model, usage: dict[str, int]) -> dict[str, str]:
    """Return a tier that all of it has prices for, long prompts included, or none."""
    prompt = sum(count for meter, count in usage.items() if meter != "output_tokens")
    used = [price for price in model["prices"] if price["meter"] in usage]
    steps = [step for price in used if (step := price["conditions"].get(LONG_PROMPT))]
    over = max((step for step in steps if step < prompt), default=None)

    def has(tier: str) -> bool:
        priced = {
            price["meter"]
            for price in used
            if price["conditions"].get("service_tier") == tier
            and price["conditions"].get(LONG_PROMPT) == over
        }
        return usage.keys() <= priced

    tier = chance.choice([None, *filter(has, TIERS)])
    return {"service_tier": tier} if tier else {}
