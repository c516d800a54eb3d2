"""OpenRouter's contract for sellers: the list that it asks of those from whom it buys.

US dollars per token, image and request, as strings. A zero says nothing: sellers write one for
whatever they do not charge apart. Cache prices have two spellings.
https://openrouter.ai/docs/use-cases/for-providers, shape last seen 2026-11.
"""

from functools import partial

from pricebook.adapters.charges import OPENROUTER_TOKENS, Charge
from pricebook.adapters.fields import (
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
from pricebook.adapters.provider import Fields, Provider

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
CONTRACT_PRICES = (
    tokens("pricing.prompt", "input_tokens"),
    tokens("pricing.completion", "output_tokens"),
    *(tokens(path, meter) for path, meter in OPENROUTER_TOKENS.items()),
    tokens("pricing.input_cache_reads", "cache_read_tokens"),
    tokens("pricing.input_cache_writes", "cache_write_tokens"),
    Charge("pricing.image", "input_images", "USD per image"),
    Charge("pricing.request", "requests", "USD per request"),
)
contract_seller = partial(Provider, kind="host", fields=CONTRACT_FIELDS, prices=CONTRACT_PRICES)
"""A provider whose list follows the contract: what it says otherwise stands in its own module."""
