"""OVHcloud AI Endpoints. Strings per token whose currency the list does not name; EUR on the web.

The cache's keys are plural, and a price of zero says nothing.
No recorded body: written from the documented shape.
https://help.ovhcloud.com/csm/en-public-cloud-ai-endpoints, shape last seen 2026-07-29.
"""

from pricebook.adapters.fields import (
    capabilities,
    count,
    instant,
    modalities,
    required,
    text,
    words,
)
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="ovhcloud",
    name="OVHcloud",
    kind="cloud",
    website="https://www.ovhcloud.com/en/public-cloud/ai-endpoints",
    docs_url="https://help.ovhcloud.com/csm/en-public-cloud-ai-endpoints",
    api="https://oai.endpoints.kepler.ai.cloud.ovh.net/v1",
    names={"genai-prices": ("ovhcloud",), "litellm": ("ovhcloud",), "models.dev": ("ovhcloud",)},
    unpriced_in=("litellm",),  # which calls its euros dollars
    url="https://catalog.endpoints.ai.ovh.net/rest/v2/openrouter",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": count("context_length"),
        "max_output_tokens": count("max_output_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capabilities("supported_features"),
        "supported_parameters": words("supported_sampling_parameters"),
        "listed_at": instant("created"),
    },
)
