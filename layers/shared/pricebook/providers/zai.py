"""Z.ai. The list has no prices, and lacks models that can be called all the same.

https://docs.z.ai/api-reference, shape last seen 2025-09-09.
"""

from pricebook.adapters.fields import instant, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="zai",
    name="Z.ai",
    kind="lab",
    website="https://z.ai",
    docs_url="https://docs.z.ai/guides/overview/pricing",
    api="https://api.z.ai/api/paas/v4",
    names={
        "genai-prices": ("zai",),
        "litellm": ("zai",),
        "models.dev": ("zai",),
        "portkey": ("z-ai",),
    },
    creator="z-ai",
    sells_own=("z-ai",),
    url="https://api.z.ai/api/paas/v4/models",
    key="ZAI_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "listed_at": instant("created"),
    },
)
