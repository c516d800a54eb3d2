"""UOMI. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://gateway.uomi.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="uomi",
    name="UOMI",
    website="https://uomi.ai",
    docs_url="https://gateway.uomi.ai/v1/models",
    api="https://gateway.uomi.ai/v1",
    url="https://gateway.uomi.ai/v1/models",
)
