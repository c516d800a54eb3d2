"""DigitalOcean, its catalogue. US dollars per 1M tokens, or per token: a name that is not kept.

Fields called "per million" were seen with rates per token. No token costs 0.001 dollars and no
million of them less, so each figure tells its unit itself. Longer prompts and cache writes stand on
pages of single models. The list is called `models` or `data`.
https://api.digitalocean.com/v2/gen-ai/models/catalog, shape last seen 2026-11.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge, figure
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import (
    Item,
    Reader,
    count,
    count_below,
    find,
    modalities,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import FetchExtra
from pricebook.pricing.meters import MILLION
from pricebook.providers.digitalocean.catalogue import (
    CATALOGUE,
    MAX_PAGES,
    availability,
    detailed,
    enveloped,
    following,
    tiered,
)
from pricebook.providers.fal import SPELLINGS

LEAST_PER_MILLION = Decimal("0.001")
METERS: dict[str, tuple[str, Item]] = {
    "input_price_per_million": ("input_tokens", {}),
    "output_price_per_million": ("output_tokens", {}),
    "cache_read_input_price_per_million": ("cache_read_tokens", {}),
    "cache_write_5m_input_price_per_million": ("cache_write_tokens", {}),
    "cache_write_1h_input_price_per_million": ("cache_write_tokens", {"cache_ttl": "1h"}),
}


def per_token(path: str) -> Reader[bool]:
    """Predicate: a figure is too small for a million tokens."""

    def read(item: Item) -> bool:
        number = figure(find(item, path), path)
        return number is not None and 0 < number < LEAST_PER_MILLION

    return read


def charges(key: str, meter: str, conditions: Item) -> Iterator[Charge]:
    """Yield the two readings of a field, one of which fits."""
    path = f"pricing.{key}"
    small = per_token(path)
    dollars = partial(Charge, path, meter, from_float=True, conditions=conditions)
    yield dollars("USD per token", when=small)
    yield dollars("USD per 1M tokens", per=MILLION, when=lambda item: not small(item))


CHARGES = tuple(charge for key, of in METERS.items() for charge in charges(key, *of))


def fetch(get: FetchExtra) -> Iterable[Any]:
    """Yield the models of all pages, each with what its own page adds."""
    url: str | None = provider.url
    for _page in range(MAX_PAGES):
        if url is None:
            return
        body = enveloped(get(url))
        for item in provider.items(body):
            yield detailed(get, item)
        url = following(body, url)


provider = Provider(
    slug="digitalocean",
    name="DigitalOcean",
    kind="cloud",
    website="https://www.digitalocean.com",
    docs_url="https://api.digitalocean.com/v2/gen-ai/models/catalog",
    api="https://inference.do-ai.run/v1",
    env=("DIGITALOCEAN_ACCESS_TOKEN",),
    names={"litellm": ("gradient_ai",), "models.dev": ("digitalocean",)},
    spellings=(*SPELLINGS, (r"^(alibaba|anthropic|arcee|openai)-", "")),
    url=f"{CATALOGUE}?limit=200",
    interval="1 day",
    records="models",
    fetch=fetch,
    offers=tiered,
    fields={
        "provider_model_id": required("model_id"),
        "name": text("name"),
        "context_length": count("context_window"),
        "max_output_tokens": count_below("max_output_tokens", "context_window"),
        "input_modalities": modalities("modalities.input"),
        "output_modalities": modalities("modalities.output"),
        "offered": lambda item: "serverless" in (availability(item) or ("serverless",)),
    },
    prices=(*CHARGES, PriceVariants("pricing.tiers", (prompt_above("above"),), CHARGES)),
)
