"""Inference.net. US dollars per token as strings, in a list that needs no key since 2026.

https://docs.inference.net, shape last seen 2025-09-09; prices by a probe of September 2026.
"""

from pricebook.adapters.fields import modalities
from pricebook.adapters.openrouter_contract import CONTRACT_FIELDS, contract_seller

provider = contract_seller(
    slug="inference-net",
    name="Inference.net",
    website="https://inference.net",
    docs_url="https://docs.inference.net",
    api="https://api.inference.net/v1",
    env=("INFERENCE_NET_API_KEY",),
    names={"models.dev": ("inference",)},
    url="https://api.inference.net/v1/models",
    fields=CONTRACT_FIELDS
    | {
        "input_modalities": modalities("architecture.input_modalities", "input_modalities"),
        "output_modalities": modalities("architecture.output_modalities", "output_modalities"),
    },
)
