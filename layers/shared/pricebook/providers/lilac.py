"""Lilac. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://api.getlilac.com/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="lilac",
    name="Lilac",
    website="https://getlilac.com",
    docs_url="https://api.getlilac.com/v1/models",
    api="https://api.getlilac.com/v1",
    env=("LILAC_API_KEY",),
    names={"models.dev": ("lilac",)},
    url="https://api.getlilac.com/v1/models",
)
