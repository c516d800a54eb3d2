"""Ollama Cloud. The list has no prices: they stand, per token since August 2026, on a page.

The page (https://ollama.com/pricing) is HTML alone. A second request per model tells its context
and abilities. No recorded body: written from the documented shape.
https://docs.ollama.com/api/tags, shape last seen 2026.
"""

from collections.abc import Iterable
from typing import Any

from pricebook.adapters.fields import Item, capabilities, count, find, instant, required, text
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import FetchExtra
from pricebook.identity.canonical import CHAT_ONLY

SHOW = "https://ollama.com/api/show"


def fetch(get: FetchExtra) -> Iterable[Any]:
    """Join each model of the list with what is shown of it."""
    for item in provider.items(get(provider.url)):
        name = find(item, "name")
        yield {**item, "shown": get(SHOW, {"model": name})} if isinstance(name, str) else item


def context(item: Item) -> int | None:
    """Read the one key that ends in context_length, whatever family it begins with."""
    facts = find(item, "shown.model_info")
    pairs = facts.items() if isinstance(facts, dict) else ()
    lengths = [value for key, value in pairs if key.endswith(".context_length")]
    return count("length")({"length": lengths[0]}) if lengths else None


provider = Provider(
    slug="ollama-cloud",
    name="Ollama Cloud",
    kind="host",
    website="https://ollama.com/cloud",
    docs_url="https://ollama.com/pricing",
    api="https://ollama.com/v1",
    names={"models.dev": ("ollama-cloud",)},
    spellings=((r"^gemma(?=\d)", "gemma-"), (r":", "-"), *CHAT_ONLY),
    url="https://ollama.com/api/tags",
    records="models",
    fetch=fetch,
    fields={
        "provider_model_id": required("name"),
        "context_length": context,
        "capabilities": capabilities("shown.capabilities"),
        "quantization": text("shown.details.quantization_level"),
        "listed_at": instant("modified_at"),
    },
)
