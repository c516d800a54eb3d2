"""Lightning AI. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://lightning.ai/api/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="lightning",
    name="Lightning AI",
    kind="aggregator",
    website="https://lightning.ai",
    docs_url="https://lightning.ai/api/v1/models",
    api="https://lightning.ai/api/v1",
    url="https://lightning.ai/api/v1/models",
)
