"""Cerebras, its public list. US dollars per token as strings; a zero says nothing.

https://inference-docs.cerebras.ai/api-reference/models, shape last seen 2026-08-17.
"""

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    capabilities,
    count,
    instant,
    modality_side,
    required,
    text,
    words,
)
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import CHAT_ONLY

provider = Provider(
    slug="cerebras",
    name="Cerebras",
    kind="host",
    website="https://www.cerebras.ai",
    docs_url="https://www.cerebras.ai/pricing",
    api="https://api.cerebras.ai/v1",
    sdk="@ai-sdk/cerebras",
    names={"genai-prices": ("cerebras",), "litellm": ("cerebras",), "models.dev": ("cerebras",)},
    spellings=(*CHAT_ONLY, (r"^zai-", "")),
    id_prefixes=("cerebras", "cerebras-ai"),
    url="https://api.cerebras.ai/public/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("limits.max_context_length"),
        "max_output_tokens": count("limits.max_completion_tokens"),
        "input_modalities": modality_side("architecture.modality", 0),
        "capabilities": capabilities("capabilities"),
        "supported_parameters": words("supported_parameters"),
        "tokenizer": text("architecture.tokenizer"),
        "quantization": text("quantization"),
        "listed_at": instant("created"),
    },
    prices=(
        Charge("pricing.prompt", "input_tokens", "USD per token"),
        Charge("pricing.completion", "output_tokens", "USD per token"),
    ),
)
