"""Groq. The list has no prices: they stand only on a web page.

https://console.groq.com/docs/api-reference#models, shape last seen 2026-08-17.
"""

from pricebook.adapters.fields import capabilities, count, find, instant, modalities, required, text
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="groq",
    name="Groq",
    kind="host",
    website="https://groq.com",
    docs_url="https://console.groq.com/docs/models",
    api="https://api.groq.com/openai/v1",
    sdk="@ai-sdk/groq",
    names={"genai-prices": ("groq",), "litellm": ("groq",), "models.dev": ("groq",)},
    sells_own=("groq",),
    spellings=((r"^groq/", ""),),
    id_prefixes=("groq",),
    url="https://api.groq.com/openai/v1/models",
    key="GROQ_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": count("context_window"),
        "max_output_tokens": count("max_completion_tokens"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capabilities("supported_features"),
        "listed_at": instant("created"),
        "offered": lambda item: find(item, "active") is not False,
    },
)
