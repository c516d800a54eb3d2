"""SambaNova. US dollars per token as strings, and per hour of audio; zero says nothing.

https://docs.sambanova.ai, shape last seen 2025-09-09.
"""

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import count
from pricebook.adapters.openrouter_contract import (
    CONTRACT_FIELDS,
    CONTRACT_PRICES,
    contract_seller,
)

provider = contract_seller(
    slug="sambanova",
    name="SambaNova",
    website="https://sambanova.ai",
    docs_url="https://cloud.sambanova.ai/plans/pricing",
    api="https://api.sambanova.ai/v1",
    names={"litellm": ("sambanova",)},
    url="https://api.sambanova.ai/v1/models",
    fields=CONTRACT_FIELDS | {"max_output_tokens": count("max_completion_tokens")},
    prices=(
        *CONTRACT_PRICES,
        Charge("pricing.duration_per_hour", "input_hours", "USD per hour of audio"),
    ),
)
