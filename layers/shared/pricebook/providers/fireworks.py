"""Fireworks AI, its inference list. It has no prices, and neither has the control plane's.

https://docs.fireworks.ai/api-reference/list-models, shape last seen 2025-09-09.
"""

from pricebook.adapters.fields import capability_flags, count, instant, modality_flags, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="fireworks",
    name="Fireworks AI",
    kind="host",
    website="https://fireworks.ai",
    docs_url="https://fireworks.ai/pricing",
    api="https://api.fireworks.ai/inference/v1",
    names={
        "genai-prices": ("fireworks",),
        "litellm": ("fireworks_ai",),
        "models.dev": ("fireworks-ai",),
        "portkey": ("fireworks-ai",),
    },
    spellings=((r"^accounts/[\w-]+/models/", ""), (r"-basic$", "")),
    url="https://api.fireworks.ai/inference/v1/models",
    key="FIREWORKS_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "context_length": count("context_length"),
        # An image generator that takes images calls itself a chat model: nothing comes out for sure
        "input_modalities": modality_flags(
            {"supports_chat": "text", "supports_image_input": "image"}
        ),
        "capabilities": capability_flags({"supports_tools": "tools"}),
        "listed_at": instant("created"),
    },
)
