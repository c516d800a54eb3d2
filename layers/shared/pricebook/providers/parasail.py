"""Parasail, its open price list. US dollars per 1M tokens as numbers; null and zero say nothing.

`externalAlias` is the id that clients call. Speech and embeddings are marked by a tag; whether
speech is paid by token or by character nobody says, so that it stays unread.
https://platform.parasail.io/api/v1/prices/serverlessEndpoints, shape last seen 2026-09-22.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, count, count_below, find, required, text
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import Rewrites
from pricebook.pricing.meters import MILLION

SIDES = {"TTS": ("text", "audio"), "Embedding": ("text", "embeddings")}


def side(item: Item, number: int) -> tuple[str, ...]:
    """Read what goes in (0) or comes out (1), where a tag tells it."""
    tags = find(item, "tags")
    tags = tags if isinstance(tags, list) else []
    return next(((SIDES[tag][number],) for tag in SIDES if tag in tags), ())


def is_text(item: Item) -> bool:
    """Tell whether tokens are what a model is paid for."""
    return side(item, 1) != ("audio",)


tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True, when=is_text)
SPELLINGS: Rewrites = (
    (r"^parasail-", ""),
    (r"-fast-mem0$", ""),
    (r"^deepseek-31$", "deepseek-v3.1"),
    (r"^qwen25-", "qwen2.5-"),
    (r"^(glm-4|llama-3)(\d)", r"\1.\2"),
    (r"^gemma3-", "gemma-3-"),
    (r"-maverick-instruct$", "-maverick"),
)

provider = Provider(
    slug="parasail",
    name="Parasail",
    kind="host",
    website="https://www.parasail.io",
    docs_url="https://www.parasail.io/pricing",
    api="https://api.parasail.io/v1",
    env=("PARASAIL_API_KEY",),
    names={"litellm": ("parasail",)},
    spellings=SPELLINGS,
    url="https://platform.parasail.io/api/v1/prices/serverlessEndpoints",
    price_object=None,
    fields={
        "provider_model_id": required("externalAlias"),
        "name": text("displayName"),
        "context_length": count("contextLength"),
        "max_output_tokens": count_below("maxCompletionTokens", "contextLength"),
        "input_modalities": lambda item: side(item, 0),
        "output_modalities": lambda item: side(item, 1),
    },
    prices=(
        tokens("inputCost", "input_tokens"),
        tokens("outputCost", "output_tokens"),
        tokens("cachedCost", "cache_read_tokens"),
    ),
)
