"""Neuralwatt. US dollars per 1M tokens; `-flex` is billed at 65 % of the rate that it quotes.

`pricing_tbd` says that there is no price yet, and `created` is 0.
https://api.neuralwatt.com/v1/models, shape last seen 2026-11.
"""

from decimal import Decimal
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, capability_flags, count, required, text, true
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import CHAT_ONLY
from pricebook.pricing.meters import MILLION

FLEX_FACTOR = Decimal("0.65")
METERS = {
    "metadata.pricing.input_per_million": "input_tokens",
    "metadata.pricing.output_per_million": "output_tokens",
    "metadata.pricing.cached_input_per_million": "cache_read_tokens",
}


CAPABILITIES = {
    "metadata.capabilities.tools": "tools",
    "metadata.capabilities.reasoning": "reasoning",
    "metadata.capabilities.vision": "vision",
}
undecided = true("metadata.pricing.pricing_tbd")
deprecated = true("metadata.deprecated")


def flex(item: Item) -> bool:
    """Tell whether an item is the slower and cheaper offer of a model."""
    return not undecided(item) and item["id"].endswith("-flex")


def standard(item: Item) -> bool:
    """Tell whether an item is billed at the rate that it quotes."""
    return not undecided(item) and not item["id"].endswith("-flex")


per_million = partial(Charge, per=MILLION, from_float=True)
full = partial(per_million, unit="USD per 1M tokens", when=standard)
reduced = partial(per_million, unit="USD per 1M tokens x 0.65", factor=FLEX_FACTOR, when=flex)

provider = Provider(
    slug="neuralwatt",
    name="Neuralwatt",
    kind="host",
    website="https://neuralwatt.com",
    docs_url="https://api.neuralwatt.com/v1/models",
    api="https://api.neuralwatt.com/v1",
    env=("NEURALWATT_API_KEY",),
    names={"models.dev": ("neuralwatt",)},
    spellings=((r"(-short)?(-fast)?(-flex)?$", ""), *CHAT_ONLY),
    url="https://api.neuralwatt.com/v1/models",
    price_object="metadata.pricing",
    fields={
        "provider_model_id": required("id"),
        "name": text("metadata.display_name"),
        "description": text("metadata.description"),
        "context_length": count(
            "metadata.limits.max_context_length", "metadata.limits.context_length", "max_model_len"
        ),
        "max_output_tokens": count("metadata.limits.max_output_tokens"),
        "capabilities": capability_flags(CAPABILITIES),
        "health_status": lambda item: "deprecated" if deprecated(item) else None,
    },
    prices=(
        *(full(path, meter) for path, meter in METERS.items()),
        *(reduced(path, meter) for path, meter in METERS.items()),
    ),
    unpriced=frozenset({"pricing_tbd"}),
)
