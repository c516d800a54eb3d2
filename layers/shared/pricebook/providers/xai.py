"""xAI. US cents per 100M tokens, 1e-10 dollars per token. A zero says nothing.

Two lists are joined: one knows what goes in and out, the other the context and the price of long
prompts, which holds from its threshold on. Searches and images stay unread.
https://docs.x.ai/docs/api-reference, shape last seen 2026-08-10.
"""

from functools import partial

from pricebook.conditions import Each, above
from pricebook.lists import joined
from pricebook.money import MILLION
from pricebook.pricing import CENT, Charge
from pricebook.provider import Provider
from pricebook.reading import Item, count, instant, modalities, required

LONG = "_long_context"
LANGUAGE, ALL = "https://api.x.ai/v1/language-models", "https://api.x.ai/v1/models"
tokens = partial(Charge, unit="US cents per 100M tokens", per=100 * MILLION, factor=CENT)
CHARGES = (
    tokens("pricing.prompt_text_token_price", "input_tokens"),
    tokens("pricing.cached_prompt_text_token_price", "cache_read_tokens"),
    tokens("pricing.prompt_image_token_price", "input_image_tokens"),
    tokens("pricing.completion_text_token_price", "output_tokens"),
)


def priced(item: Item) -> list[Item]:
    """Put the prices under one key; a zero for long prompts means the price of short ones."""
    told = {key: value for key, value in item.items() if "price" in key}
    base = {key: value for key, value in told.items() if not key.endswith(LONG)}
    long = {key.removesuffix(LONG): told[key] for key in told.keys() - base if told[key]}
    start = count("long_context_threshold")(item)
    tiers = {"long_context": [{"from": start, "prices": long}]} if start else {"unbounded": long}
    return [item | {"pricing": base | tiers}]


provider = Provider(
    slug="xai",
    name="xAI",
    kind="lab",
    website="https://x.ai",
    docs_url="https://docs.x.ai/docs/models",
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
        *CHARGES,
        Each("pricing.long_context", (above("from", inclusive=True),), CHARGES, inside="prices"),
    ),
)
