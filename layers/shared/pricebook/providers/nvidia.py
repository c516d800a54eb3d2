"""NVIDIA NIM. The list has ids and nothing else; about half of them cannot be called.

`created` is the same moment of 1993 on every row.
https://docs.api.nvidia.com/nim/reference, shape last seen 2025-07-25.
"""

from pricebook.adapters.fields import required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="nvidia",
    name="NVIDIA NIM",
    kind="host",
    website="https://build.nvidia.com",
    docs_url="https://docs.api.nvidia.com/nim/docs",
    api="https://integrate.api.nvidia.com/v1",
    names={"litellm": ("nvidia_nim",), "models.dev": ("nvidia",)},
    without_price="trial",
    url="https://integrate.api.nvidia.com/v1/models",
    fields={"provider_model_id": required("id")},
)
