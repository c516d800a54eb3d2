"""Together AI. US dollars per 1M, through binary floats; the unit depends on the kind of model.

No unit is published for images, video and transcription, and a zero says nothing.
https://docs.together.ai/reference/models-1, shape last seen 2025-09-09.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    count,
    equals,
    inputs_of_kind,
    instant,
    outputs_of_kind,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

TEXT = equals("type", "chat", "code", "embedding", "language", "moderation", "rerank")
SPEECH = equals("type", "audio")
per_million = partial(Charge, per=MILLION, from_float=True)
tokens = partial(per_million, unit="USD per 1M tokens", when=TEXT)

provider = Provider(
    slug="together",
    name="Together AI",
    kind="host",
    website="https://www.together.ai",
    docs_url="https://www.together.ai/pricing",
    api="https://api.together.xyz/v1",
    sdk="@ai-sdk/togetherai",
    names={
        "genai-prices": ("together",),
        "litellm": ("together_ai",),
        "models.dev": ("togetherai",),
        "portkey": ("together-ai",),
    },
    spellings=(
        (r"-free$", ""),
        (r"(instruct|vision|\db|\d{4})-(turbo|lite|reference|(fp8-)?tput)$", r"\1"),
    ),
    url="https://api.together.xyz/v1/models",
    key="TOGETHER_API_KEY",
    records=None,
    fields={
        "provider_model_id": required("id"),
        "name": text("display_name"),
        "context_length": count("context_length"),
        "input_modalities": inputs_of_kind("type"),
        "output_modalities": outputs_of_kind("type"),
        "license": text("license"),
        "listed_at": instant("created"),
    },
    prices=(
        tokens("pricing.input", "input_tokens"),
        tokens("pricing.output", "output_tokens"),
        tokens("pricing.cached_input", "cache_read_tokens"),
        per_million("pricing.input", "input_characters", "USD per 1M characters", when=SPEECH),
    ),
    unpriced=frozenset({"base", "finetune", "hourly"}),
)
