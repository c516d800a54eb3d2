"""Nebul. LiteLLM's own list of models; it names no currency, so its prices are not read.

They are reported with every run, until the vendor says whether these are euros or dollars.
https://api.inference.nebul.io/model/info, shape last seen 2026-11.
"""

from pricebook.adapters.fields import count, required, text
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="nebul",
    name="Nebul",
    kind="host",
    website="https://nebul.com",
    docs_url="https://api.inference.nebul.io/model/info",
    api="https://api.inference.nebul.io/v1",
    url="https://api.inference.nebul.io/model/info",
    fields={
        "provider_model_id": required("model_name"),
        "context_length": count("model_info.max_input_tokens"),
        "max_output_tokens": count("model_info.max_output_tokens"),
        "source_url": text("model_info.source"),
    },
)
