"""Price lists: what each states, in its own form."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from tests.simulation.names import seller_of

MILLION = 1_000_000

type Entries = Mapping[str, tuple[Decimal, Decimal]]
"""Prices of a million input and of a million output tokens, by the sellers' ids."""


def models_dev(entries: Entries) -> dict[str, Any]:
    """Return them as models.dev writes them."""
    sellers: dict[str, Any] = {}
    for name, (prompt, completion) in entries.items():
        seller = sellers.setdefault(seller_of(name), {"id": seller_of(name), "models": {}})
        cost = {"input": float(prompt), "output": float(completion)}
        seller["models"][name] = {"id": name, "cost": cost}
    return sellers


def litellm(entries: Entries) -> dict[str, Any]:
    """Return them as LiteLLM writes them."""
    return {
        f"{seller_of(name)}/{name}": {
            "litellm_provider": seller_of(name),
            "mode": "chat",
            "input_cost_per_token": float(prompt / MILLION),
            "output_cost_per_token": float(completion / MILLION),
        }
        for name, (prompt, completion) in entries.items()
    }


BODIES: dict[str, Callable[[Entries], object]] = {"models-dev": models_dev, "litellm": litellm}
