"""Mistral AI. The list has no prices: they stand in the repository of its documentation.

Each alias is a row of its own, under its model's name. `created` is the time of the request.
https://docs.mistral.ai/api, shape last seen 2026-02; reasoning is as documented.
"""

from pricebook.adapters.fields import (
    capability_flags,
    count,
    day,
    fine_tuned,
    modality_flags,
    required,
    text,
)
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="mistral",
    name="Mistral AI",
    kind="lab",
    website="https://mistral.ai",
    docs_url="https://mistral.ai/pricing",
    api="https://api.mistral.ai/v1",
    sdk="@ai-sdk/mistral",
    names={
        "genai-prices": ("mistral",),
        "litellm": ("mistral",),
        "models.dev": ("mistral",),
        "portkey": ("mistral-ai",),
    },
    other_names={"litellm": ("codestral", "text-completion-codestral")},
    creator="mistralai",
    sells_own=("mistralai",),
    url="https://api.mistral.ai/v1/models",
    key="MISTRAL_API_KEY",
    private=fine_tuned("id"),
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("max_context_length"),
        "input_modalities": modality_flags(
            {
                "capabilities.completion_chat": "text",
                "capabilities.ocr": "file",
                "capabilities.vision": "image",
                "capabilities.audio": "audio",
                "capabilities.audio_transcription": "audio",
            }
        ),
        "output_modalities": modality_flags(
            {
                "capabilities.completion_chat": "text",
                "capabilities.ocr": "text",
                "capabilities.audio_transcription": "text",
            }
        ),
        "capabilities": capability_flags(
            {
                "capabilities.function_calling": "tools",
                "capabilities.reasoning": "reasoning",
            }
        ),
        "deprecation_date": day("deprecation"),
        "replacement": text("deprecation_replacement_model"),
    },
)
