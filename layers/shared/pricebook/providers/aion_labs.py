"""Aion Labs. Six models in September 2026, whose shape was not recorded.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://api.aionlabs.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="aion-labs",
    name="Aion Labs",
    kind="lab",
    website="https://www.aionlabs.ai",
    docs_url="https://api.aionlabs.ai/v1/models",
    api="https://api.aionlabs.ai/v1",
    creator="aion-labs",
    sells_own=("aion-labs",),
    url="https://api.aionlabs.ai/v1/models",
)
