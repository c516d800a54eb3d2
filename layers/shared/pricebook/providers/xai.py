"""xAI. US cents per 100M of anything, 1e-10 dollars for one of it. A zero says nothing.

Two lists are joined. Long prompts are those from a threshold on; searches pay by source read.
https://docs.x.ai/docs/api-reference, shape last seen 2026-08-10.
"""

from functools import partial

from pricebook.adapters.charges import CENT, Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above, verbatim
from pricebook.adapters.fields import Item, count, instant, modalities, required
from pricebook.adapters.joins import joined
from pricebook.adapters.provider import Provider

LONG, GRADES = "_long_context", (verbatim("quality"), verbatim("resolution"))
LANGUAGE, ALL = "https://api.x.ai/v1/language-models", "https://api.x.ai/v1/models"
cents = partial(Charge, unit="US cents per 100M", per=10**8, factor=CENT)
TOKENS = (
    cents("pricing.prompt_text_token_price", "input_tokens"),
    cents("pricing.cached_prompt_text_token_price", "cache_read_tokens"),
    cents("pricing.prompt_image_token_price", "input_image_tokens"),
    cents("pricing.completion_text_token_price", "output_tokens"),
)


def priced(item: Item) -> list[Item]:
    """Put the prices under one key; a zero for long prompts means the price of short ones."""
    prices = {key: value for key, value in item.items() if "price" in key and value}
    long = {key.removesuffix(LONG): prices.pop(key) for key in [*prices] if key.endswith(LONG)}
    start = count("long_context_threshold")(item)
    tiers = {"long_context": [{"from": start, "prices": long}]} if start else {"unbounded": long}
    rest = {key: value for key, value in item.items() if "price" not in key}
    return [rest | {"pricing": prices | tiers | {"images": item.get("pricing")}}]


provider = Provider(
    slug="xai",
    name="xAI",
    kind="lab",
    website="https://x.ai",
    docs_url="https://docs.x.ai/docs/models",
    api="https://api.x.ai/v1",
    sdk="@ai-sdk/xai",
    names={
        "genai-prices": ("x-ai",),
        "litellm": ("xai",),
        "models.dev": ("xai",),
        "portkey": ("x-ai",),
    },
    creator="x-ai",
    sells_own=("x-ai",),
    id_prefixes=("grok",),
    url=LANGUAGE,
    key="XAI_API_KEY",
    records="models",
    fetch=joined((LANGUAGE, "models"), (ALL, "data")),
    offers=priced,
    fields={
        "provider_model_id": required("id"),
        "context_length": count("context_length", "max_prompt_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "listed_at": instant("created"),
    },
    prices=(
        *TOKENS,
        PriceVariants(
            "pricing.long_context", (prompt_above("from", inclusive=True),), TOKENS, inside="prices"
        ),
        cents("pricing.search_price", "search_sources"),
        cents("pricing.image_price", "output_images"),
        PriceVariants(
            "pricing.images", GRADES, (cents("pricing.price_per_image", "output_images"),)
        ),
    ),
)
