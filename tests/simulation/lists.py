"""Price lists: what each states, in its own form."""

from collections.abc import Callable, Mapping
from decimal import Decimal

MILLION = 1_000_000

type Entries = Mapping[str, tuple[Decimal, Decimal]]
"""Prices of a million input and of a million output tokens, by the sellers' ids."""


def models_dev(entries: Entries) -> dict[str, object]:
    """Return them as models.dev writes them."""
    models = {
        name: {"id": name, "cost": {"input": float(prompt), "output": float(completion)}}
        for name, (prompt, completion) in entries.items()
    }
    return {"openrouter": {"id": "openrouter", "models": models}}


def litellm(entries: Entries) -> dict[str, object]:
    """Return them as LiteLLM writes them."""
    return {
        f"openrouter/{name}": {
            "litellm_provider": "openrouter",
            "mode": "chat",
            "input_cost_per_token": float(prompt / MILLION),
            "output_cost_per_token": float(completion / MILLION),
        }
        for name, (prompt, completion) in entries.items()
    }


BODIES: dict[str, Callable[[Entries], object]] = {"models-dev": models_dev, "litellm": litellm}
