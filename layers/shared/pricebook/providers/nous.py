"""Nous Portal. OpenRouter's list in its own address: US dollars per token; zero says nothing.

https://inference-api.nousresearch.com/v1/models, shape last seen 2026-11.
"""

from pricebook.adapters.openrouter_list import LIST_FIELDS, list_prices
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="nous",
    name="Nous Portal",
    kind="aggregator",
    website="https://nousresearch.com",
    docs_url="https://inference-api.nousresearch.com/v1/models",
    api="https://inference-api.nousresearch.com/v1",
    url="https://inference-api.nousresearch.com/v1/models",
    fields=LIST_FIELDS,
    prices=list_prices(),
)
