"""Cloudflare Workers AI. US dollars; each price names its unit, from 1M tokens to one step.

The prices are one of a model's properties; a zero is a beta's, and says nothing of later.
https://developers.cloudflare.com/workers-ai/platform/pricing, shape last seen in summer 2026.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, can, count, gives, holds, instant, required, takes, text
from pricebook.adapters.pagination import while_full
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import by_unit, merged, named
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.providers import host_named

USD, SPOKEN = "pricing.USD per", holds("task.name", "Text-to-Speech")
TOKENS = {"input": "input_tokens", "output": "output_tokens", "cached input": "cache_read_tokens"}
SINGLE = {"512 by 512 tile": "image_tiles", "step": "image_steps", "inference request": "requests"}
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION)
minute = partial(Charge, unit="USD per audio minute")
heard = partial(minute, meter="input_minutes", only=lambda item: not SPOKEN(item))


def opened(item: Item) -> Iterable[Item]:
    """Lift the properties, and among them the prices, out of their lists."""
    told = named(item.get("properties"), "property_id", "value")
    yield {**item, "told": told, "pricing": merged(by_unit(told.get("price"), "price"))}


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
    spellings=((r"^(netmind|replicate)/", ""), (r"^@cf/", ""), (r"-fp8-fast$", "")),
    host_of=host_named,
    id_prefixes=("workers-ai",),
    url="https://api.cloudflare.com/client/v4/accounts/ACCOUNT/ai/models/search?per_page=100",
    key="CLOUDFLARE_API_KEY",
    account="CLOUDFLARE_ACCOUNT_ID",
    records="result",
    next_page=while_full("result", 100),
    offers=opened,
    fields={
        "provider_model_id": required("name"),
        "description": text("description"),
        "context_length": count("told.context_window", "told.max_input_tokens"),
        "input_modalities": takes("task.name"),
        "output_modalities": gives("task.name"),
        "capabilities": can("told"),
        "listed_at": instant("created_at"),
    },
    prices=(
        *(tokens(f"{USD} M {side} tokens", meter) for side, meter in TOKENS.items()),
        heard(f"{USD} audio minute"),
        heard(f"{USD} audio minute (websocket)", conditions={"mode": "websocket"}),
        minute(f"{USD} audio minute", "output_minutes", only=SPOKEN),
        Charge(f"{USD} 1k characters", "input_characters", "USD per 1k characters", per=THOUSAND),
        *(Charge(f"{USD} {one}", meter, f"USD per {one}") for one, meter in SINGLE.items()),
    ),
)
