"""Baseten. US dollars per token as strings; "" and zero say nothing.

https://docs.baseten.co/development/model-apis/overview, shape last seen 2025-09-09; modalities and
cache prices are written from the documented shape.
"""

from pricebook.adapters.fields import count_below
from pricebook.adapters.openrouter_contract import CONTRACT_FIELDS, contract_seller
from pricebook.adapters.requests import key_in

provider = contract_seller(
    slug="baseten",
    name="Baseten",
    website="https://www.baseten.co",
    docs_url="https://www.baseten.co/pricing",
    api="https://inference.baseten.co/v1",
    names={"litellm": ("baseten",), "models.dev": ("baseten",)},
    id_prefixes=("baseten",),
    url="https://inference.baseten.co/v1/models",
    key="BASETEN_API_KEY",
    authorise=key_in("authorization", "Api-Key "),
    fields=CONTRACT_FIELDS
    | {"max_output_tokens": count_below("max_completion_tokens", "context_length")},
)
