"""OpenAI. The list has no prices, limits or modalities, and holds what this account may use.

https://platform.openai.com/docs/api-reference/models/list, shape last seen 2026-02.
"""

from pricebook.adapters.fields import fine_tuned, instant, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="openai",
    name="OpenAI",
    kind="lab",
    website="https://openai.com",
    docs_url="https://platform.openai.com/docs/pricing",
    api="https://api.openai.com/v1",
    sdk="@ai-sdk/openai",
    names={
        "genai-prices": ("openai",),
        "litellm": ("openai",),
        "models.dev": ("openai",),
    },
    other_names={"litellm": ("text-completion-openai",)},
    creator="openai",
    sells_own=("openai",),
    beyond="ft:.+",  # what every tuning costs; its own list has those of one account
    id_prefixes=("openai-chat", "openai-responses"),
    url="https://api.openai.com/v1/models",
    key="OPENAI_API_KEY",
    private=fine_tuned("id"),
    fields={
        "provider_model_id": required("id"),
        "listed_at": instant("created"),
    },
)
