"""Phala (RedPill). Models of others in trusted hardware; embeddings have a list of their own.

OpenRouter's contract for sellers: US dollars per token, as strings. `max_output_length` repeats the
context.
https://inference.phala.com/v1/models, shape last seen 2026-10.
"""

from pricebook.adapters.joins import joined
from pricebook.adapters.openrouter_contract import contract_seller

URL = "https://inference.phala.com/v1/models"
EMBEDDINGS = "https://inference.phala.com/v1/embeddings/models"

provider = contract_seller(
    slug="phala",
    name="Phala",
    kind="aggregator",
    website="https://phala.com",
    docs_url="https://inference.phala.com/v1/models",
    api="https://inference.phala.com/v1",
    url=URL,
    fetch=joined((URL, "data"), (EMBEDDINGS, "data")),
)
