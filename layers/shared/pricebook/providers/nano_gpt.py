"""NanoGPT. US dollars per 1M tokens, but per 1000 in the keys of the cache that say so.

Pictures cost by their size. Asked without a key, for a subscription changes list and prices;
`created` is the answer's time.
https://docs.nano-gpt.com/api-reference/endpoint/models, shape last seen 2026-06-01.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, verbatim
from pricebook.adapters.fields import (
    Item,
    capability_flags,
    count,
    modalities,
    modality_flags,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import by_key
from pricebook.pricing.meters import MILLION, THOUSAND

SENSES = {
    "capabilities.audio_input": "audio",
    "capabilities.pdf_upload": "file",
    "capabilities.video_input": "video",
}
ABILITIES = {
    "capabilities.reasoning": "reasoning",
    "capabilities.structured_output": "structured_output",
    "capabilities.tool_calling": "tools",
    "capabilities.vision": "vision",
}
SEEN = modality_flags(SENSES)
USD = "pricing.USD per_million_tokens"
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True)
PICTURES = "per_image"
PICTURE = (Charge("pricing.price", "output_images", "USD per image", from_float=True),)
cached = partial(Charge, unit="USD per 1000 tokens", per=THOUSAND, from_float=True)


def by_currency(item: Item) -> Iterable[Item]:
    """Put the prices under the currency and unit that they name."""
    prices = item.get("pricing")
    if isinstance(prices, dict):
        figures = {key: prices[key] for key in prices.keys() - {"currency", "unit", PICTURES}}
        prices = {
            f"{prices.get('currency')} {prices.get('unit')}": figures,
            f"{prices.get('currency')} {PICTURES}": by_key(
                prices.get(PICTURES), "resolution", "price"
            ),
        }
    yield {**item, "pricing": prices}


def inputs(item: Item) -> tuple[str, ...]:
    """Read what goes in, from its list and from abilities that tell of it."""
    listed = modalities("architecture.input_modalities")(item)
    return tuple(dict.fromkeys((*listed, *SEEN(item)))) if listed else ()


provider = Provider(
    slug="nano-gpt",
    name="NanoGPT",
    kind="aggregator",
    website="https://nano-gpt.com",
    docs_url="https://docs.nano-gpt.com",
    api="https://nano-gpt.com/api/v1",
    names={"litellm": ("nano-gpt",), "models.dev": ("nano-gpt",)},
    url="https://nano-gpt.com/api/v1/models?detailed=true",
    offers=by_currency,
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_length"),
        "max_output_tokens": count("max_output_tokens"),
        "input_modalities": inputs,
        "output_modalities": modalities("architecture.output_modalities"),
        "capabilities": capability_flags(ABILITIES),
    },
    prices=(
        tokens(f"{USD}.input", "input_tokens"),
        tokens(f"{USD}.output", "output_tokens"),
        # said twice, the former names are those of the documentation
        tokens(f"{USD}.prompt", "input_tokens"),
        tokens(f"{USD}.completion", "output_tokens"),
        cached(f"{USD}.cacheReadInputPer1kTokens", "cache_read_tokens"),
        cached(f"{USD}.cacheWriteInputPer1kTokens", "cache_write_tokens"),
        PriceVariants(f"pricing.USD {PICTURES}", (verbatim("resolution"),), PICTURE),
    ),
)
