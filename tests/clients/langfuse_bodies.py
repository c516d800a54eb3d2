"""Langfuse's typed request takes every body, and each name that programs send fits one of them."""

import re
import sys
from collections.abc import Iterator
from typing import Any

import httpx
from compared import CATALOGUE, URL, ended, same
from langfuse.api import CreateModelRequest
from langfuse.api.core.pydantic_utilities import parse_obj_as

NAMES = 150
"""So many ids are held against every pattern."""
ZONE = re.compile(r"bedrock/(us|eu|apac|global|jp|au)\.")


def main() -> int:
    """Parse every body, compare its default tier, and match names; return 1 where one is wrong."""
    answer = httpx.get(f"{URL}/feeds/langfuse/models.json", timeout=60).raise_for_status()
    bodies = [parse_obj_as(CreateModelRequest, body) for body in answer.json()]
    wrong = [body.model_name for body in bodies if not priced(body)]
    names = list(asked({body.model_name for body in bodies}))
    patterns = [(body.model_name, re.compile(body.match_pattern)) for body in bodies]
    fits = {name: [model for model, fit in patterns if fit.search(name)] for name, _ in names}
    strange = [(name, fits[name]) for name, right in names if fits[name] != [right]]
    return max(
        ended("Langfuse's bodies", len(bodies), wrong, 200),
        ended("Langfuse's patterns", len(names), strange, NAMES // 2),
    )


def priced(body: Any) -> bool:
    """Whether the only default tier has the base prices, and no two tiers one priority."""
    tiers = body.pricing_tiers
    [default] = [tier for tier in tiers if tier.is_default]
    offer = CATALOGUE[body.model_name]
    return len(tiers) == len({tier.priority for tier in tiers}) and all(
        offer[side] is None or same(default.prices.get(key), offer[side])
        for side, key in (("prompt", "input"), ("completion", "output"))
    )


def asked(models: set[str]) -> Iterator[tuple[str, str]]:
    """Yield names that programs send, and whose body each fits: ids, and bare ids of Bedrock."""
    for model in sorted(models)[:: max(len(models) // NAMES, 1)]:
        yield model, model
    for model in sorted(models):
        if ZONE.match(model):
            yield model.removeprefix("bedrock/"), model


if __name__ == "__main__":
    sys.exit(main())
