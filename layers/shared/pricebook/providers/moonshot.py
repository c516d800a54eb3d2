"""Moonshot AI, its international platform. The list has no prices; a page has them.

`created` is the time of the request; what the newer rows tell, older ones leave out.
https://platform.moonshot.ai/docs, shape last seen 2025-09-09; context, modalities and reasoning are
written from the documented shape.
"""

from pricebook.adapters.fields import Item, capability_flags, count, modality_flags, required
from pricebook.adapters.provider import Provider

SEES = modality_flags({"supports_image_in": "image", "supports_video_in": "video"})


def written(item: Item) -> tuple[str, ...]:
    """Text, where anything is told at all."""
    return ("text",) if "supports_image_in" in item else ()


provider = Provider(
    slug="moonshot",
    name="Moonshot AI",
    kind="lab",
    website="https://www.moonshot.ai",
    docs_url="https://platform.moonshot.ai/docs/pricing/chat",
    api="https://api.moonshot.ai/v1",
    names={
        "genai-prices": ("moonshotai",),
        "litellm": ("moonshot",),
        "models.dev": ("moonshotai",),
    },
    creator="moonshotai",
    sells_own=("moonshotai",),
    url="https://api.moonshot.ai/v1/models",
    key="MOONSHOT_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "context_length": count("context_length"),
        "input_modalities": lambda item: (*written(item), *SEES(item)),
        "output_modalities": written,
        "capabilities": capability_flags({"supports_reasoning": "reasoning"}),
    },
)
