"""LLMTech. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://api.llmtech.eu/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="llmtech",
    name="LLMTech",
    website="https://llmtech.eu",
    docs_url="https://api.llmtech.eu/v1/models",
    api="https://api.llmtech.eu/v1",
    url="https://api.llmtech.eu/v1/models",
)
