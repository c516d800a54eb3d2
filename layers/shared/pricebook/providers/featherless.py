"""Featherless. US dollars per token as strings; a zero is included in the flat plans.

`input` and `output` repeat the strings per 1M. The unit of `image` and `request` is not told.
No recorded body with prices or pages: both are written from dated observations of 2026.
https://featherless.ai/docs/api-reference-models, shape last seen 2025-09-09.
"""

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import always, capabilities, count, instant, required, text
from pricebook.adapters.pagination import numbered
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="featherless",
    name="Featherless",
    kind="host",
    website="https://featherless.ai",
    docs_url="https://featherless.ai/docs",
    api="https://api.featherless.ai/v1",
    names={"litellm": ("featherless_ai",)},
    without_price="included",
    # Without a page the answer is silently cut to about half of the catalogue.
    url="https://api.featherless.ai/v1/models?page=1&per_page=1000",
    next_page=numbered("pagination.total_pages"),
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": count("context_length"),
        "max_output_tokens": count("max_completion_tokens"),
        "capabilities": capabilities("features"),
        "listed_at": instant("created"),
        "source_url": lambda item: f"https://featherless.ai/models/{item['id']}",
    },
    prices=(
        Charge("pricing.prompt", "input_tokens", "USD per token", included=always),
        Charge("pricing.completion", "output_tokens", "USD per token", included=always),
    ),
    unpriced=frozenset({"input", "output"}),
)
