"""Cohere. The list has no prices and no ids but names; a fine-tuned model is the account's own.

https://docs.cohere.com/reference/list-models, shape last seen 2025-07-25.
"""

from pricebook.adapters.fields import (
    Item,
    capabilities,
    count,
    inputs_of_kind,
    outputs_of_kind,
    required,
    true,
    words,
)
from pricebook.adapters.pagination import token
from pricebook.adapters.provider import Provider

KINDS = ("chat", "embed", "rerank")


def with_kind(item: Item) -> list[Item]:
    """Tell the kind of a model by the first of the ways to call it."""
    ways = words("endpoints")(item)
    return [item | {"kind": next((kind for kind in KINDS if kind in ways), None)}]


provider = Provider(
    slug="cohere",
    name="Cohere",
    kind="lab",
    website="https://cohere.com",
    docs_url="https://cohere.com/pricing",
    api="https://api.cohere.com/v2",
    sdk="@ai-sdk/cohere",
    names={
        "genai-prices": ("cohere",),
        "litellm": ("cohere", "cohere_chat"),
        "models.dev": ("cohere",),
    },
    creator="cohere",
    sells_own=("cohere",),
    url="https://api.cohere.com/v1/models?page_size=1000",
    key="COHERE_API_KEY",
    next_page=token("next_page_token", "page_token"),
    records="models",
    private=true("finetuned"),
    offers=with_kind,
    fields={
        "provider_model_id": required("name"),
        "context_length": count("context_length"),
        "input_modalities": inputs_of_kind("kind", "features"),
        "output_modalities": outputs_of_kind("kind"),
        "capabilities": capabilities("features"),
        "health_status": lambda item: "deprecated" if item.get("is_deprecated") is True else None,
    },
)
