"""Eden AI. US dollars per token under LiteLLM's names, for everybody: `list_pricing`.

`pricing` is what our own account would pay and is not read. An id may end in the region.
https://api.edenai.run/v3/models, shape last seen 2026-11.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import capability_flags, count, modalities, required, text
from pricebook.adapters.provider import Provider
from pricebook.providers import host_or_any

LONG = {"prompt_tokens_gt": 200_000}
HOUR = {"cache_ttl": "1h"}
tokens = partial(Charge, unit="USD per token", from_float=True)

provider = Provider(
    slug="edenai",
    name="Eden AI",
    kind="aggregator",
    website="https://edenai.co",
    docs_url="https://api.edenai.run/v3/models",
    api="https://api.edenai.run/v3",
    env=("EDENAI_API_KEY",),
    names={"models.dev": ("edenai",)},
    spellings=((r"^vertex/", ""), (r"^amazon/([a-z0-9]+)\.", r"\1/"), (r"@[\w-]+$", "")),
    host_of=host_or_any,
    url="https://api.edenai.run/v3/models",
    price_object="list_pricing",
    fields={
        "provider_model_id": required("id"),
        "name": text("model_name"),
        "context_length": count("context_length"),
        "input_modalities": modalities("capabilities.input_modalities"),
        "output_modalities": modalities("capabilities.output_modalities"),
        "capabilities": capability_flags(
            {
                "capabilities.supports_function_calling": "tools",
                "capabilities.supports_reasoning": "reasoning",
                "capabilities.supports_response_schema": "structured_output",
            }
        ),
    },
    prices=(
        tokens("list_pricing.input_cost_per_token", "input_tokens"),
        tokens("list_pricing.output_cost_per_token", "output_tokens"),
        tokens("list_pricing.cache_read_input_token_cost", "cache_read_tokens"),
        tokens("list_pricing.cache_creation_input_token_cost", "cache_write_tokens"),
        tokens(
            "list_pricing.cache_creation_input_token_cost_above_1hr",
            "cache_write_tokens",
            conditions=HOUR,
        ),
        tokens(
            "list_pricing.input_cost_per_token_above_200k_tokens", "input_tokens", conditions=LONG
        ),
        tokens(
            "list_pricing.output_cost_per_token_above_200k_tokens", "output_tokens", conditions=LONG
        ),
        tokens(
            "list_pricing.cache_read_input_token_cost_above_200k_tokens",
            "cache_read_tokens",
            conditions=LONG,
        ),
        tokens(
            "list_pricing.cache_creation_input_token_cost_above_200k_tokens",
            "cache_write_tokens",
            conditions=LONG,
        ),
    ),
    unpriced=frozenset({"pricing"}),
)
