"""OpenRouter's contract for sellers: the list that it asks of those from whom it buys.

US dollars per token, image and request, as strings. A zero says nothing: sellers write one for
whatever they do not charge apart. Cache prices have two spellings. Where long prompts cost other
than short ones, `pricing` is a list: first what others cost, then tiers from so many tokens on.
https://openrouter.ai/docs/use-cases/for-providers, shape last seen 2026-11.
"""

from functools import partial
from typing import Any

from pricebook.adapters.charges import OPENROUTER_TOKENS, Charge, Rule, figure
from pricebook.adapters.conditions import PriceVariants, ignored, prompt_above
from pricebook.adapters.fields import (
    Item,
    capabilities,
    count,
    count_below,
    day,
    find,
    instant,
    modalities,
    required,
    text,
    words,
)
from pricebook.adapters.openrouter_list import LEAST_PER_IMAGE, MOST_PER_IMAGE
from pricebook.adapters.provider import Fields, Provider
from pricebook.adapters.reshape import replaced

tokens = partial(Charge, unit="USD per token")
CONTRACT_FIELDS: Fields = {
    "provider_model_id": required("id"),
    "name": text("name"),
    "description": text("description"),
    "context_length": count("context_length"),
    "max_output_tokens": count_below("max_output_length", "context_length"),
    "input_modalities": modalities("input_modalities"),
    "output_modalities": modalities("output_modalities"),
    "capabilities": capabilities("supported_features"),
    "supported_parameters": words("supported_sampling_parameters"),
    "quantization": text("quantization"),
    "listed_at": instant("created"),
    "deprecation_date": day("deprecation_date"),
    "offered": lambda item: find(item, "is_ready") is not False,
}
TOKEN_PRICES = (
    tokens("pricing.prompt", "input_tokens"),
    tokens("pricing.completion", "output_tokens"),
    *(tokens(path, meter) for path, meter in OPENROUTER_TOKENS.items()),
    tokens("pricing.input_cache_reads", "cache_read_tokens"),
    tokens("pricing.input_cache_writes", "cache_write_tokens"),
)
# of an image or a request a later tier says nothing, whatever it writes there
LONG_PROMPT = (prompt_above("min_context", inclusive=True), ignored("image", "request"))


def _costs_an_image(item: Item) -> bool:
    """Tell whether the price of an image is one: some write that of a token there."""
    image = figure(find(item, "pricing.image"), "pricing.image")
    return image is not None and (image == -1 or LEAST_PER_IMAGE <= image <= MOST_PER_IMAGE)


CONTRACT_PRICES: tuple[Rule, ...] = (
    *TOKEN_PRICES,
    Charge("pricing.image", "input_images", "USD per image", when=_costs_an_image),
    Charge("pricing.request", "requests", "USD per request"),
    PriceVariants("pricing.tiers", LONG_PROMPT, TOKEN_PRICES),
)


def tiered(item: Item) -> tuple[Item]:
    """Put the tiers of an item beside the prices of its shorter prompts."""
    return (replaced(item, "pricing", _with_tiers),)


def _with_tiers(pricing: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn a list of prices into an object; what is no such list stays, and is refused."""
    tiers = pricing if isinstance(pricing, list) else []
    if not tiers or not all(isinstance(tier, dict) for tier in tiers):
        return pricing
    base, *longer = tiers
    if base.get("min_context") or not all(tier.get("min_context") for tier in longer):
        return pricing
    return {key: base[key] for key in base if key != "min_context"} | {"tiers": longer}


contract_seller = partial(
    Provider, kind="host", fields=CONTRACT_FIELDS, prices=CONTRACT_PRICES, offers=tiered
)
"""A provider whose list follows the contract: what it says otherwise stands in its own module."""
