"""Nebius Token Factory, its verbose list. US dollars per token as strings; zero says nothing.

Only the plain list was recorded, without prices; the verbose shape is written from what its
clients read. The units of `image` and `price_per_minute` are not told, so they stay unread.
`created` is the time of the request.
https://docs.tokenfactory.nebius.com/api-reference/examples/list-of-models, shape last seen 2026.
"""

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import capabilities, count, modality_side, required, text, words
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="nebius",
    name="Nebius Token Factory",
    kind="host",
    website="https://nebius.com",
    docs_url="https://nebius.com/token-factory/prices",
    api="https://api.tokenfactory.nebius.com/v1",
    names={"litellm": ("nebius",), "models.dev": ("nebius",)},
    spellings=((r"-fast$", ""),),
    url="https://api.tokenfactory.nebius.com/v1/models?verbose=true",
    key="NEBIUS_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_length"),
        "input_modalities": modality_side("architecture.modality", 0),
        "output_modalities": modality_side("architecture.modality", 1),
        "capabilities": capabilities("supported_features"),
        "supported_parameters": words("supported_sampling_parameters"),
        "tokenizer": text("architecture.tokenizer"),
        "quantization": text("quantization"),
    },
    prices=(
        Charge("pricing.prompt", "input_tokens", "USD per token"),
        Charge("pricing.completion", "output_tokens", "USD per token"),
    ),
)
