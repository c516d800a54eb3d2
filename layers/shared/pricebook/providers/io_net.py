"""io.net. US dollars per token as numbers, some in scientific notation; zero is a placeholder.

No recorded body: written from the documented shape.
https://docs.io.net/reference/get-started-with-io-intelligence-api, shape last seen 2026.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    Item,
    capability_flags,
    count,
    instant,
    modalities,
    required,
    text,
)
from pricebook.adapters.provider import Provider

tokens = partial(Charge, unit="USD per token", from_float=True)


def priced(item: Item) -> Iterable[Item]:
    """Put what is called a price into an object of its own, so that a new one is noticed."""
    yield {**item, "pricing": {key: item[key] for key in item if key.endswith("_price")}}


provider = Provider(
    slug="io-net",
    name="io.net",
    kind="host",
    website="https://io.net",
    docs_url="https://docs.io.net/docs/io-intelligence",
    api="https://api.intelligence.io.solutions/api/v1",
    names={"models.dev": ("io-net",)},
    url="https://api.intelligence.io.solutions/api/v1/models?page=1&page_size=100",
    offers=priced,
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": count("context_window"),
        "max_output_tokens": count("max_tokens"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capability_flags(
            {
                "supports_images_input": "vision",
                "supports_reasoning": "reasoning",
                "supports_tools": "tools",
            }
        ),
        "listed_at": instant("created"),
    },
    prices=(
        tokens("pricing.input_token_price", "input_tokens"),
        tokens("pricing.output_token_price", "output_tokens"),
        tokens("pricing.cache_read_token_price", "cache_read_tokens"),
        tokens("pricing.cache_write_token_price", "cache_write_tokens"),
    ),
)
