"""Google's Gemini API. The list has no prices and no modalities; embeddings are told by a method.

https://ai.google.dev/api/models, shape last seen 2026-08-05.
"""

from pricebook.adapters.fields import (
    Item,
    capability_flags,
    count,
    required,
    text,
    unprefixed,
    words,
)
from pricebook.adapters.pagination import token
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import key_in


def embeds(item: Item) -> bool:
    """Tell whether vectors come out, whose limit of one token is no limit of text."""
    return "embedContent" in words("supportedGenerationMethods")(item)


provider = Provider(
    slug="google",
    name="Google",
    kind="lab",
    website="https://ai.google.dev",
    docs_url="https://ai.google.dev/gemini-api/docs/pricing",
    api="https://generativelanguage.googleapis.com/v1beta",
    sdk="@ai-sdk/google",
    names={"genai-prices": ("google",), "litellm": ("gemini",), "models.dev": ("google",)},
    other_names={"litellm": ("palm",)},
    creator="google",
    sells_own=("google",),
    spellings=((r"^models/", ""),),
    id_prefixes=("google-ai-studio", "google-genai", "google-gla", "googleai"),
    url="https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000",
    key="GEMINI_API_KEY",
    authorise=key_in("x-goog-api-key"),
    next_page=token("nextPageToken", "pageToken"),
    records="models",
    fields={
        "provider_model_id": unprefixed(required("name"), "models/"),
        "name": text("displayName"),
        "description": text("description"),
        "context_length": count("inputTokenLimit"),
        "max_output_tokens": lambda i: None if embeds(i) else count("outputTokenLimit")(i),
        "output_modalities": lambda item: ("embeddings",) if embeds(item) else (),
        "capabilities": capability_flags({"thinking": "reasoning"}),
    },
)
