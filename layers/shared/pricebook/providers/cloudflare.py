"""Cloudflare Workers AI. US dollars; each price names its unit, from 1M tokens to one step.

The prices are one of a model's properties; a zero is a beta's, and says nothing of later.
https://developers.cloudflare.com/workers-ai/platform/pricing, shape last seen in summer 2026.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    Item,
    capabilities,
    count,
    equals,
    inputs_of_kind,
    instant,
    outputs_of_kind,
    required,
    text,
)
from pricebook.adapters.pagination import while_full
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import by_name, by_unit, merged
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.providers import host_named

USD = "pricing.USD per"
speaks = equals("task.name", "Text-to-Speech")
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION)
minutes = partial(Charge, unit="USD per audio minute")


def listens(item: Item) -> bool:
    """Tell whether a minute is one of a sound that goes in."""
    return not speaks(item)


def with_properties(item: Item) -> Iterable[Item]:
    """Lift the properties, and among them the prices, out of their lists."""
    properties = by_name(item.get("properties"), "property_id", "value")
    pricing = merged(by_unit(properties.get("price"), "price"))
    yield {**item, "properties": properties, "pricing": pricing}


CHARGES = (
    tokens(f"{USD} M input tokens", "input_tokens"),
    tokens(f"{USD} M output tokens", "output_tokens"),
    tokens(f"{USD} M cached input tokens", "cache_read_tokens"),
    minutes(f"{USD} audio minute", "input_minutes", when=listens),
    minutes(
        f"{USD} audio minute (websocket)",
        "input_minutes",
        when=listens,
        conditions={"mode": "websocket"},
    ),
    minutes(f"{USD} audio minute", "output_minutes", when=speaks),
    Charge(f"{USD} 1k characters", "input_characters", "USD per 1k characters", per=THOUSAND),
    Charge(f"{USD} 512 by 512 tile", "image_tiles", "USD per 512 by 512 tile"),
    Charge(f"{USD} step", "image_steps", "USD per step"),
    Charge(f"{USD} inference request", "requests", "USD per inference request"),
)

provider = Provider(
    slug="cloudflare",
    name="Cloudflare Workers AI",
    kind="cloud",
    website="https://developers.cloudflare.com/workers-ai",
    docs_url="https://developers.cloudflare.com/workers-ai/platform/pricing",
    api="https://api.cloudflare.com/client/v4/accounts/${CLOUDFLARE_ACCOUNT_ID}/ai/v1",
    env=("CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_API_KEY"),
    names={
        "litellm": ("cloudflare",),
        "models.dev": ("cloudflare-workers-ai",),
        "portkey": ("workers-ai",),
    },
    spellings=((r"^(netmind|replicate)/", ""), (r"^@cf/", "")),
    host_of=host_named,
    id_prefixes=("workers-ai",),
    url="https://api.cloudflare.com/client/v4/accounts/ACCOUNT/ai/models/search?per_page=100",
    key="CLOUDFLARE_API_KEY",
    account="CLOUDFLARE_ACCOUNT_ID",
    records="result",
    next_page=while_full("result", 100),
    offers=with_properties,
    fields={
        "provider_model_id": required("name"),
        "description": text("description"),
        "context_length": count("properties.context_window", "properties.max_input_tokens"),
        "input_modalities": inputs_of_kind("task.name"),
        "output_modalities": outputs_of_kind("task.name"),
        "capabilities": capabilities("properties"),
        "listed_at": instant("created_at"),
    },
    prices=CHARGES,
    unpriced=frozenset({"properties.price"}),  # the rows that became prices
)
