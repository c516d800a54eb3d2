"""Mancer. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://neuro.mancer.tech/oai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="mancer",
    name="Mancer",
    website="https://mancer.tech",
    docs_url="https://neuro.mancer.tech/oai/v1/models",
    api="https://neuro.mancer.tech/oai/v1",
    url="https://neuro.mancer.tech/oai/v1/models",
)
