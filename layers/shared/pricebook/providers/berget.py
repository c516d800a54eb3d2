"""Berget AI. EUR per token as numbers, also where no currency is named; zero says nothing.

https://api.berget.ai/v1/models, shape last seen 2026-11; the list tells no context.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    Item,
    capability_flags,
    equals,
    find,
    inputs_of_kind,
    outputs_of_kind,
    required,
    text,
)
from pricebook.adapters.provider import Provider

IN_EUROS = equals("pricing.currency", "EUR", None)
tokens = partial(Charge, unit="EUR per token", currency="EUR", from_float=True, when=IN_EUROS)


def health(item: Item) -> str | None:
    """Read whether a model answers, where that is told."""
    up = find(item, "status.up")
    return ("up" if up else "down") if isinstance(up, bool) else None


provider = Provider(
    slug="berget",
    name="Berget.AI",
    kind="host",
    website="https://berget.ai",
    docs_url="https://berget.ai/models",
    api="https://api.berget.ai/v1",
    env=("BERGET_API_KEY",),
    names={"models.dev": ("berget",)},
    url="https://api.berget.ai/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "input_modalities": inputs_of_kind("model_type"),
        "output_modalities": outputs_of_kind("model_type"),
        "health_status": health,
        "capabilities": capability_flags(
            {
                "capabilities.function_calling": "tools",
                "capabilities.vision": "vision",
            }
        ),
    },
    prices=(
        tokens("pricing.input", "input_tokens"),
        tokens("pricing.output", "output_tokens"),
    ),
    unpriced=frozenset({"pricing.currency"}),
)
