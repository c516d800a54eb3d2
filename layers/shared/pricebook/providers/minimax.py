"""MiniMax. The list has no prices. No recorded body: written from the documented shape.

https://platform.minimax.io/docs, shape last seen 2026 in other clients.
"""

from pricebook.adapters.fields import instant, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="minimax",
    name="MiniMax",
    kind="lab",
    website="https://www.minimax.io",
    docs_url="https://platform.minimax.io/docs/guides/pricing",
    api="https://api.minimax.io/v1",
    names={"genai-prices": ("minimax",), "litellm": ("minimax",), "models.dev": ("minimax",)},
    creator="minimax",
    sells_own=("minimax",),
    url="https://api.minimax.io/v1/models",
    key="MINIMAX_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "listed_at": instant("created"),
    },
)
