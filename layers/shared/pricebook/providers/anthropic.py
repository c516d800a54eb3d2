"""Anthropic. The list has no prices; a limit of 0 and the year 1970 mean unknown.

What goes in is told since 2026; every model that has `capabilities` reads and writes text.
https://platform.claude.com/docs/en/api/models-list, shape last seen 2026-02; limits and
capabilities are written from the documented shape.
"""

from pricebook.adapters.fields import (
    Item,
    capability_flags,
    count,
    instant,
    modality_flags,
    required,
    text,
)
from pricebook.adapters.pagination import last_id
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import key_in

SEES = modality_flags({"capabilities.image_input.supported": "image"})
READS = modality_flags({"capabilities.pdf_input.supported": "file"})


def written(item: Item) -> tuple[str, ...]:
    """Text, where anything is told at all."""
    return ("text",) if item.get("capabilities") else ()


provider = Provider(
    slug="anthropic",
    name="Anthropic",
    kind="lab",
    website="https://www.anthropic.com",
    docs_url="https://platform.claude.com/docs/en/about-claude/pricing",
    api="https://api.anthropic.com/v1",
    sdk="@ai-sdk/anthropic",
    names={"genai-prices": ("anthropic",), "litellm": ("anthropic",), "models.dev": ("anthropic",)},
    creator="anthropic",
    sells_own=("anthropic",),
    url="https://api.anthropic.com/v1/models?limit=1000",
    key="ANTHROPIC_API_KEY",
    authorise=key_in("x-api-key", **{"anthropic-version": "2023-06-01"}),
    next_page=last_id("has_more", "last_id", "after_id"),
    fields={
        "provider_model_id": required("id"),
        "name": text("display_name"),
        "context_length": count("max_input_tokens"),
        "max_output_tokens": count("max_tokens"),
        "input_modalities": lambda item: (*written(item), *SEES(item), *READS(item)),
        "output_modalities": written,
        "capabilities": capability_flags(
            {
                "capabilities.thinking.supported": "reasoning",
                "capabilities.structured_outputs.supported": "structured_output",
            }
        ),
        "listed_at": instant("created_at"),
    },
)
