"""Chutes. US dollars per 1M tokens, through binary floats; zero is free, in both its currencies.

https://chutes.ai/docs, shape last seen 2026-07-26. `created` is the time of the last restart.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import always, capabilities, count, modalities, required, text, words
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True, free=always)

provider = Provider(
    slug="chutes",
    name="Chutes",
    kind="host",
    website="https://chutes.ai",
    docs_url="https://chutes.ai/pricing",
    api="https://llm.chutes.ai/v1",
    names={"litellm": ("chutes",), "models.dev": ("chutes",)},
    spellings=((r"-tee$", ""),),
    url="https://llm.chutes.ai/v1/models",
    fields={
        "provider_model_id": required("id"),
        "context_length": count("context_length", "max_model_len"),
        "max_output_tokens": count("max_output_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capabilities("supported_features"),
        "supported_parameters": words("supported_sampling_parameters"),
        "quantization": text("quantization"),
    },
    prices=(
        tokens("pricing.prompt", "input_tokens"),
        tokens("pricing.completion", "output_tokens"),
        tokens("pricing.input_cache_read", "cache_read_tokens"),
    ),
    unpriced=frozenset({"chutes_pricing", "tao"}),  # what it bills itself, and the same in a coin
)
