"""Requesty. US dollars per token, through binary floats; zero says nothing.

Asked without a key: with one, only the models that its organisation approved are listed.
https://docs.requesty.ai/api-reference/endpoint/models-list, shape last seen 2025-07-25.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, capability_flags, count, instant, required, text, true
from pricebook.adapters.provider import Provider
from pricebook.providers import host_named

tokens = partial(Charge, unit="USD per token", from_float=True)
CACHE = {"cached_price", "caching_price"}


def priced(item: Item) -> list[Item]:
    """Gather the prices, which lie between other fields, so that a new one is reported.

    Where nothing is cached, both prices of the cache repeat that of the input.
    """
    prices = {key: item[key] for key in item if key.endswith("_price")}
    repeated = set() if true("supports_caching")(item) else CACHE
    return [item | {"pricing": {key: prices[key] for key in prices.keys() - repeated}}]


provider = Provider(
    slug="requesty",
    name="Requesty",
    kind="aggregator",
    website="https://www.requesty.ai",
    docs_url="https://www.requesty.ai/models",
    api="https://router.requesty.ai/v1",
    names={"models.dev": ("requesty",)},
    spellings=((r"^(netmind|replicate)/", ""),),
    host_of=host_named,
    url="https://router.requesty.ai/v1/models",
    offers=priced,
    fields={
        "provider_model_id": required("id"),
        "description": text("description"),
        "context_length": count("context_window"),
        "max_output_tokens": count("max_output_tokens"),
        "capabilities": capability_flags(
            {
                "supports_output_json_schema": "structured_output",
                "supports_reasoning": "reasoning",
                "supports_tool_calling": "tools",
                "supports_vision": "vision",
            }
        ),
        "listed_at": instant("created"),
        # aliases that an account gave itself
        "offered": lambda item: not item["id"].startswith("policy/"),
    },
    prices=(
        tokens("pricing.input_price", "input_tokens"),
        tokens("pricing.output_price", "output_tokens"),
        tokens("pricing.cached_price", "cache_read_tokens"),
        tokens("pricing.caching_price", "cache_write_tokens"),
    ),
)
