"""SambaNova. US dollars per token as strings, and per hour of audio; zero says nothing.

https://docs.sambanova.ai, shape last seen 2025-09-09.
"""

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import count, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="sambanova",
    name="SambaNova",
    kind="host",
    website="https://sambanova.ai",
    docs_url="https://cloud.sambanova.ai/plans/pricing",
    api="https://api.sambanova.ai/v1",
    names={"litellm": ("sambanova",)},
    url="https://api.sambanova.ai/v1/models",
    fields={
        "provider_model_id": required("id"),
        "context_length": count("context_length"),
        "max_output_tokens": count("max_completion_tokens"),
    },
    prices=(
        Charge("pricing.prompt", "input_tokens", "USD per token"),
        Charge("pricing.completion", "output_tokens", "USD per token"),
        Charge("pricing.duration_per_hour", "input_hours", "USD per hour of audio"),
    ),
)
