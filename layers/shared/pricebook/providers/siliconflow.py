"""SiliconFlow, its international host. Ids and nothing else: no price, no context, no date.

No recorded body: written from the documented shape.
https://api-docs.siliconflow.cn/docs/api/models-get, shape last seen 2026.
"""

from pricebook.adapters.fields import instant, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="siliconflow",
    name="SiliconFlow",
    kind="host",
    website="https://www.siliconflow.com",
    docs_url="https://www.siliconflow.com/pricing",
    api="https://api.siliconflow.com/v1",
    names={"models.dev": ("siliconflow",)},
    url="https://api.siliconflow.com/v1/models",
    key="SILICONFLOW_API_KEY",
    fields={
        "provider_model_id": required("id"),
        "listed_at": instant("created"),
    },
)
