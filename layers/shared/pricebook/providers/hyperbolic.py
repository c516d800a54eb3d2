"""Hyperbolic. The list has no prices, and `created` is the time of the request.

https://docs.hyperbolic.xyz/docs/supported-models, shape last seen 2025-09-09.
"""

from pricebook.adapters.fields import capability_flags, count, modality_flags, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="hyperbolic",
    spellings=((r"^sdxl1\.0-base$", "stabilityai/stable-diffusion-xl-base-1.0"),),
    name="Hyperbolic",
    kind="host",
    website="https://www.hyperbolic.ai",
    docs_url="https://docs.hyperbolic.xyz/docs/hyperbolic-pricing",
    api="https://api.hyperbolic.xyz/v1",
    names={"litellm": ("hyperbolic",)},
    url="https://api.hyperbolic.xyz/v1/models",
    key="HYPERBOLIC_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "context_length": count("context_length"),
        "input_modalities": modality_flags(
            {"supports_chat": "text", "supports_image_input": "image"}
        ),
        "capabilities": capability_flags({"supports_tools": "tools"}),
    },
)
