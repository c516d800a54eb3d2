"""DigitalOcean, its catalogue. US dollars per 1M tokens, or per token: a name that is not kept.

Fields called "per million" were seen with rates per token. No token costs 0.001 dollars and no
million of them less, so each figure tells its unit itself. Tiers stand on pages of single models,
which are not asked for.
https://api.digitalocean.com/v2/gen-ai/models/catalog, shape last seen 2026-11.
"""

from collections.abc import Iterator
from decimal import Decimal

from pricebook.adapters.charges import Charge, figure
from pricebook.adapters.fields import (
    Item,
    Reader,
    count,
    count_below,
    find,
    modalities,
    required,
    text,
    words,
)
from pricebook.adapters.pagination import link
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

sold = words("availability")
LEAST_PER_MILLION = Decimal("0.001")
METERS = {
    "pricing.input_price_per_million": "input_tokens",
    "pricing.output_price_per_million": "output_tokens",
    "pricing.cache_read_input_price_per_million": "cache_read_tokens",
}


def per_token(path: str) -> Reader[bool]:
    """Predicate: a figure is too small for a million tokens."""

    def read(item: Item) -> bool:
        number = figure(find(item, path), path)
        return number is not None and 0 < number < LEAST_PER_MILLION

    return read


def charges(path: str, meter: str) -> Iterator[Charge]:
    """Yield the two readings of a field, one of which fits."""
    small = per_token(path)
    yield Charge(path, meter, "USD per token", from_float=True, when=small)
    yield Charge(
        path,
        meter,
        "USD per 1M tokens",
        per=MILLION,
        from_float=True,
        when=lambda item: not small(item),
    )


provider = Provider(
    slug="digitalocean",
    name="DigitalOcean",
    kind="cloud",
    website="https://www.digitalocean.com",
    docs_url="https://api.digitalocean.com/v2/gen-ai/models/catalog",
    api="https://inference.do-ai.run/v1",
    env=("DIGITALOCEAN_ACCESS_TOKEN",),
    names={"litellm": ("gradient_ai",), "models.dev": ("digitalocean",)},
    spellings=((r"^(openai|anthropic)-", ""),),
    url="https://api.digitalocean.com/v2/gen-ai/models/catalog?limit=200",
    records="models",
    next_page=link("links.pages.next"),
    fields={
        "provider_model_id": required("model_id"),
        "name": text("name"),
        "context_length": count("context_window"),
        "max_output_tokens": count_below("max_output_tokens", "context_window"),
        "input_modalities": modalities("modalities.input"),
        "output_modalities": modalities("modalities.output"),
        "offered": lambda item: not sold(item) or "serverless" in sold(item),
    },
    prices=tuple(charge for path, meter in METERS.items() for charge in charges(path, meter)),
)
