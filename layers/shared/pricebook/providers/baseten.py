"""Baseten. US dollars per token as strings; "" and zero say nothing.

https://docs.baseten.co/development/model-apis/overview, shape last seen 2025-09-09; modalities and
cache prices are written from the documented shape.
"""

from pricebook.adapters.charges import OPENROUTER_TOKENS, Charge
from pricebook.adapters.fields import (
    capabilities,
    count,
    count_below,
    instant,
    modalities,
    required,
    text,
    words,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import key_in

METERS = {
    "pricing.prompt": "input_tokens",
    "pricing.completion": "output_tokens",
    **OPENROUTER_TOKENS,
}

provider = Provider(
    slug="baseten",
    name="Baseten",
    kind="host",
    website="https://www.baseten.co",
    docs_url="https://www.baseten.co/pricing",
    api="https://inference.baseten.co/v1",
    names={"litellm": ("baseten",), "models.dev": ("baseten",)},
    id_prefixes=("baseten",),
    url="https://inference.baseten.co/v1/models",
    key="BASETEN_API_KEY",
    authorise=key_in("authorization", "Api-Key "),
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_length"),
        "max_output_tokens": count_below("max_completion_tokens", "context_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capabilities("supported_features"),
        "supported_parameters": words("supported_sampling_parameters"),
        "quantization": text("quantization"),
        "listed_at": instant("created"),
    },
    prices=(
        *(Charge(path, meter, "USD per token") for path, meter in METERS.items()),
        Charge("pricing.image", "input_images", "USD per image"),
        Charge("pricing.request", "requests", "USD per request"),
    ),
)
