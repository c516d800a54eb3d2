"""Together AI. US dollars per 1M, through binary floats; the unit depends on the kind of model.

The list of what is sold by use says what can be called and what it costs; the older list, which
has models that cannot be called, adds facts; each stands alone where the other is gone. No unit is
published for images, video and transcription, and a zero says nothing.
https://docs.together.ai/reference/dmi/supported-models-list, shape last seen 2026-10;
https://docs.together.ai/reference/models-1, shape last seen 2025-09-09.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    capabilities,
    count,
    inputs_of_kind,
    instant,
    modalities,
    outputs_of_kind,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import FetchExtra
from pricebook.pricing.meters import MILLION
from pricebook.providers.together.sold import SPEECH, counts_tokens, either, joined, sold


def fetch(get: FetchExtra) -> Iterable[Any]:
    """Join the two lists, of which one must be there."""
    rows = sold(get)
    older = get(provider.url, optional=rows is not None)
    return joined(rows, [] if older is None else provider.items(older))


per_million = partial(Charge, per=MILLION, from_float=True)
tokens = partial(per_million, unit="USD per 1M tokens", when=counts_tokens)

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
        (r"^togethercomputer/(?=codellama)", "meta-llama/"),
        (r"(instruct|vision|\db|\d{4})-(turbo|lite|reference|(fp8-)?tput)$", r"\1"),
    ),
    url="https://api.together.xyz/v1/models",
    key="TOGETHER_API_KEY",
    key_hosts=("https://api.together.ai",),
    records=None,
    fetch=fetch,
    fields={
        "provider_model_id": required("id"),
        "name": text("display_name"),
        "context_length": count("context_length"),
        "input_modalities": either(modalities("inputModalities"), inputs_of_kind("type")),
        "output_modalities": either(modalities("outputModalities"), outputs_of_kind("type")),
        "capabilities": capabilities("features"),
        "license": text("license"),
        "listed_at": instant("created"),
    },
    prices=(
        tokens("pricing.input", "input_tokens"),
        tokens("pricing.output", "output_tokens"),
        tokens("pricing.cached_input", "cache_read_tokens"),
        tokens("pricing.cachedInput", "cache_read_tokens"),
        per_million("pricing.input", "input_characters", "USD per 1M characters", when=SPEECH),
    ),
    unpriced=frozenset({"base", "finetune", "hourly"}),
)
