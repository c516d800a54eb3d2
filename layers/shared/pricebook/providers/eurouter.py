"""EUrouter. OpenRouter's list in its own address; the currency of its prices is not verified.

They are reported with every run and not read until the vendor says it.
https://api.eurouter.ai/api/v1/models, shape last seen 2026-11.
"""

from pricebook.adapters.openrouter_list import LIST_FIELDS
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="eurouter",
    name="EUrouter",
    kind="aggregator",
    website="https://www.eurouter.ai",
    docs_url="https://api.eurouter.ai/api/v1/models",
    api="https://api.eurouter.ai/api/v1",
    url="https://api.eurouter.ai/api/v1/models",
    fields=LIST_FIELDS,
)
