"""Eden AI. US dollars per token under LiteLLM's names, for everybody: `list_pricing`.

`pricing` is what our own account would pay and is not read. An id may end in the region.
https://api.edenai.run/v3/models, shape last seen 2026-11.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, capability_flags, count, modalities, required, text
from pricebook.adapters.provider import Provider
from pricebook.providers import host_or_any

tokens = partial(Charge, unit="USD per token", from_float=True)
METERS = {
    "input_cost_per_token": "input_tokens",
    "output_cost_per_token": "output_tokens",
    "output_cost_per_reasoning_token": "reasoning_tokens",
    "cache_read_input_token_cost": "cache_read_tokens",
    "cache_creation_input_token_cost": "cache_write_tokens",
    "input_cost_per_audio_token": "input_audio_tokens",
    "output_cost_per_audio_token": "output_audio_tokens",
}
CASES: dict[str, Item] = {
    "": {},
    "_above_1hr": {"cache_ttl": "1h"},
    "_above_128k_tokens": {"prompt_tokens_gt": 128_000},
    "_above_200k_tokens": {"prompt_tokens_gt": 200_000},
    "_above_272k_tokens": {"prompt_tokens_gt": 272_000},
    "_batches": {"service_tier": "batch"},
    "_flex": {"service_tier": "flex"},
    "_priority": {"service_tier": "priority"},
}
"""What ends a name, as LiteLLM has it; one that is in neither table is reported."""

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
    prices=tuple(
        tokens(f"list_pricing.{key}{case}", meter, conditions=when)
        for case, when in CASES.items()
        for key, meter in METERS.items()
    ),
    unpriced=frozenset({"pricing"}),
)
