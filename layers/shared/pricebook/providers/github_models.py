"""GitHub Models, which ended on 2026-07-30. The list had no prices: use was metered per plan.

https://github.blog/changelog (2026-07-01 and 2026-07-30) says that it ended;
https://docs.github.com/en/rest/models/catalog, shape last seen 2025-07-25.
"""

from datetime import date

from pricebook.adapters.fields import capabilities, count, modalities, required, text
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="github-models",
    name="GitHub Models",
    kind="aggregator",
    website="https://github.com/marketplace/models",
    docs_url="https://docs.github.com/en/github-models",
    api="https://models.github.ai/inference",
    names={"litellm": ("github",), "models.dev": ("github-models",), "portkey": ("github",)},
    spellings=((r"/cohere-", "/"),),
    url="https://models.github.ai/catalog/models",
    key="GITHUB_MODELS_API_KEY",
    records=None,
    ended=date(2026, 7, 30),
    successor="GitHub Copilot; the models are at Azure",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("summary"),
        "context_length": count("limits.max_input_tokens"),
        "max_output_tokens": count("limits.max_output_tokens"),
        "input_modalities": modalities("supported_input_modalities"),
        "output_modalities": modalities("supported_output_modalities"),
        "capabilities": capabilities("capabilities"),
        "source_url": text("html_url"),
    },
)
