"""Hugging Face Inference Providers. One model, many sellers, each an offer `model:seller`.

US dollars per 1M tokens, through binary floats; zero is free only where `is_free` says so.
https://huggingface.co/docs/inference-providers/index, shape last seen 2026-07-30.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    capability_flags,
    count,
    instant,
    modalities,
    required,
    text,
    true,
)
from pricebook.adapters.offers import sellers
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

ROUTED = (
    "huggingface_cerebras",
    "huggingface_fireworks-ai",
    "huggingface_groq",
    "huggingface_hyperbolic",
    "huggingface_nebius",
    "huggingface_novita",
    "huggingface_nscale",
    "huggingface_ovhcloud",
    "huggingface_publicai",
    "huggingface_sambanova",
    "huggingface_together",
)
"""Names at genai-prices of the sellers behind the router."""
tokens = partial(
    Charge, unit="USD per 1M tokens", per=MILLION, from_float=True, free=true("offer.is_free")
)

provider = Provider(
    slug="huggingface",
    name="Hugging Face",
    kind="aggregator",
    website="https://huggingface.co",
    docs_url="https://huggingface.co/docs/inference-providers/pricing",
    api="https://router.huggingface.co/v1",
    names={"models.dev": ("huggingface",)},
    other_names={"genai-prices": ROUTED},
    unpriced_in=("models.dev",),  # the prices of sellers that it does not name
    spellings=((r":[\w-]+$", ""),),
    id_prefixes=("huggingface",),
    url="https://router.huggingface.co/v1/models",
    offers=sellers("providers"),
    fields={
        "provider_model_id": lambda o: f"{required('model.id')(o)}:{required('offer.provider')(o)}",
        "name": text("model.id"),
        "context_length": count("offer.context_length"),
        "input_modalities": modalities("model.architecture.input_modalities"),
        "output_modalities": modalities("model.architecture.output_modalities"),
        "capabilities": capability_flags(
            {
                "offer.supports_tools": "tools",
                "offer.supports_structured_output": "structured_output",
            }
        ),
        "listed_at": instant("model.created"),
        "health_status": text("offer.status"),
        "source_url": lambda offer: f"https://huggingface.co/{offer['model']['id']}",
    },
    prices=(
        tokens("offer.pricing.input", "input_tokens"),
        tokens("offer.pricing.output", "output_tokens"),
    ),
    price_object="offer.pricing",
    unpriced=frozenset({"model"}),  # the other sellers of the same model
)
