"""Inception. Cache prices in the plural, and zeros as placeholders.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://api.inceptionlabs.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="inception",
    name="Inception",
    kind="lab",
    website="https://inceptionlabs.ai",
    docs_url="https://docs.inceptionlabs.ai",
    api="https://api.inceptionlabs.ai/v1",
    env=("INCEPTION_API_KEY",),
    names={"litellm": ("inception", "text-completion-inception"), "models.dev": ("inception",)},
    creator="inception",
    sells_own=("inception",),
    url="https://api.inceptionlabs.ai/v1/models",
)
