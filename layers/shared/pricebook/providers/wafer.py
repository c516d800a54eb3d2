"""Wafer. Only its answer to a probe of September 2026 is known: prices inline, and no key.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://pass.wafer.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="wafer",
    name="Wafer",
    website="https://wafer.ai",
    docs_url="https://pass.wafer.ai/v1/models",
    api="https://pass.wafer.ai/v1",
    env=("WAFER_API_KEY",),
    names={"models.dev": ("wafer.ai",)},
    url="https://pass.wafer.ai/v1/models",
)
