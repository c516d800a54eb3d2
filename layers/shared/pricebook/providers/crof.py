"""CrofAI. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://crof.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="crof",
    name="CrofAI",
    website="https://crof.ai",
    docs_url="https://crof.ai/v1/models",
    api="https://crof.ai/v1",
    env=("CROF_API_KEY",),
    names={"models.dev": ("crof",)},
    url="https://crof.ai/v1/models",
)
