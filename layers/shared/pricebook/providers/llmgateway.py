"""LLM Gateway. US dollars per token, as strings; a zero for cache or reasoning says nothing.

`custom` and `auto` are doors to other models, and no models.
https://api.llmgateway.io/v1/models, shape last seen 2026-11.
"""

from functools import partial

from pricebook.adapters.charges import OPENROUTER_TOKENS, Charge
from pricebook.adapters.fields import Item, count, instant, modalities, required, text, true
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import CHAT_ONLY
from pricebook.providers import host_or_any

DOORS = ("auto", "custom")
tokens = partial(Charge, unit="USD per token")
structured = true("structured_outputs")


def abilities(item: Item) -> tuple[str, ...]:
    """Read what at least one of its sellers can."""
    sellers = item.get("providers")
    sellers = [s for s in sellers if isinstance(s, dict)] if isinstance(sellers, list) else []
    flags = {word for word in ("reasoning", "tools") if any(s.get(word) is True for s in sellers)}
    return tuple(sorted(flags | ({"structured_output"} if structured(item) else set())))


provider = Provider(
    slug="llmgateway",
    name="LLM Gateway",
    kind="aggregator",
    website="https://llmgateway.io",
    docs_url="https://llmgateway.io/models",
    api="https://api.llmgateway.io/v1",
    env=("LLMGATEWAY_API_KEY",),
    names={"models.dev": ("llmgateway", "llmgateway-providers")},
    host_of=host_or_any,
    spellings=CHAT_ONLY,
    url="https://api.llmgateway.io/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_length"),
        "input_modalities": modalities("architecture.input_modalities"),
        "output_modalities": modalities("architecture.output_modalities"),
        "capabilities": abilities,
        "listed_at": instant("created"),
        "offered": lambda item: item["id"] not in DOORS,
    },
    prices=(
        tokens("pricing.prompt", "input_tokens"),
        tokens("pricing.completion", "output_tokens"),
        *(tokens(path, meter) for path, meter in OPENROUTER_TOKENS.items()),
        Charge("pricing.request", "requests", "USD per request"),
    ),
)
