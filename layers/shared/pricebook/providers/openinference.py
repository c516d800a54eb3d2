"""OpenInference. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://api.openinference.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="openinference",
    name="OpenInference",
    website="https://openinference.ai",
    docs_url="https://api.openinference.ai/v1/models",
    api="https://api.openinference.ai/v1",
    url="https://api.openinference.ai/v1/models",
)
