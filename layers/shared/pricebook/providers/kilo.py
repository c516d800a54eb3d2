"""Kilo Gateway. OpenRouter's list in its own address: US dollars per token; zero says nothing.

https://api.kilo.ai/api/gateway/models, shape last seen 2026-11.
"""

from pricebook.adapters.openrouter_list import LIST_FIELDS, list_prices
from pricebook.adapters.provider import Provider
from pricebook.providers.openrouter import SPELLINGS

provider = Provider(
    slug="kilo",
    name="Kilo Gateway",
    kind="aggregator",
    website="https://kilo.ai",
    docs_url="https://kilo.ai",
    api="https://api.kilo.ai/api/gateway",
    env=("KILO_API_KEY",),
    names={"models.dev": ("kilo",)},
    spellings=((r"-discounted$", ""), (r"^stealth/(?=(claude|qwen))", ""), *SPELLINGS),
    url="https://api.kilo.ai/api/gateway/models",
    fields=LIST_FIELDS,
    prices=list_prices(),
)
