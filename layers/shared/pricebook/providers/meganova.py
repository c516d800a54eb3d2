"""Meganova. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://api.meganova.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="meganova",
    name="Meganova",
    kind="aggregator",
    website="https://meganova.ai",
    docs_url="https://api.meganova.ai/v1/models",
    api="https://api.meganova.ai/v1",
    env=("MEGANOVA_API_KEY",),
    names={"models.dev": ("meganova",)},
    url="https://api.meganova.ai/v1/models",
)
