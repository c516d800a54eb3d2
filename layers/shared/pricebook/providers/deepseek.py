"""DeepSeek. The list has ids and nothing else; prices stand on a web page.

https://api-docs.deepseek.com/api/list-models, shape last seen 2026-02.
"""

from pricebook.adapters.fields import required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="deepseek",
    name="DeepSeek",
    kind="lab",
    website="https://www.deepseek.com",
    docs_url="https://api-docs.deepseek.com/quick_start/pricing",
    api="https://api.deepseek.com",
    names={"genai-prices": ("deepseek",), "litellm": ("deepseek",), "models.dev": ("deepseek",)},
    creator="deepseek",
    sells_own=("deepseek",),
    url="https://api.deepseek.com/models",
    key="DEEPSEEK_API_KEY",
    fields={"provider_model_id": required("id")},
)
