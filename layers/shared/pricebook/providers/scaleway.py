"""Scaleway Generative APIs. The list has no prices: they stand, in EUR, only on a web page.

No recorded body: written from the documented shape, an OpenAI list.
https://www.scaleway.com/en/developers/api/generative-apis, shape last seen 2026.
"""

from pricebook.adapters.fields import instant, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="scaleway",
    name="Scaleway",
    kind="cloud",
    website="https://www.scaleway.com/en/generative-apis",
    docs_url="https://www.scaleway.com/en/docs/generative-apis",
    api="https://api.scaleway.ai/v1",
    names={"litellm": ("scaleway",), "models.dev": ("scaleway",)},
    unpriced_in=("litellm", "models.dev"),  # which call its euros dollars
    url="https://api.scaleway.ai/v1/models",
    key="SCALEWAY_API_KEY",
    fields={"provider_model_id": required("id"), "listed_at": instant("created")},
)
