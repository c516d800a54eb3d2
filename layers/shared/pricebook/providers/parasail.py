"""Parasail. Its list has ids alone; a second one has US dollars per 1M tokens, by alias.

The price list was never recorded: it is written from what one of its clients reads, and where
it is gone the models are listed without prices.
https://docs.parasail.io/parasail-docs/serverless/serverless, shape last seen 2025-09-09.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import count, find, required
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import FetchExtra
from pricebook.identity.canonical import Rewrites
from pricebook.pricing.meters import MILLION

PRICES = "https://www.saas.parasail.io/api/v1/prices/serverlessEndpoints"
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True)


def priced(get: FetchExtra) -> Iterable[Any]:
    """Put what the price list says beside the model of the same name."""
    prices = get(PRICES, optional=True)
    prices = prices if isinstance(prices, list) else []
    by_alias = {str(find(price, "externalAlias")): price for price in prices}
    for item in provider.items(get(provider.url)):
        price = by_alias.get(str(find(item, "id")))
        yield item | {"pricing": price} if isinstance(item, dict) else item


SPELLINGS: Rewrites = (
    (r"^parasail-", ""),
    (r"-fast-mem0$", ""),
    (r"^deepseek-31$", "deepseek-v3.1"),
    (r"^qwen25-", "qwen2.5-"),
    (r"^(glm-4|llama-3)(\d)", r"\1.\2"),
    (r"^gemma3-", "gemma-3-"),
    (r"-maverick-instruct$", "-maverick"),
)

provider = Provider(
    slug="parasail",
    name="Parasail",
    kind="host",
    website="https://www.parasail.io",
    docs_url="https://www.parasail.io/pricing",
    api="https://api.parasail.io/v1",
    names={"litellm": ("parasail",)},
    spellings=SPELLINGS,
    url="https://api.parasail.io/v1/models",
    key="PARASAIL_API_KEY",
    fetch=priced,
    fields={
        "provider_model_id": required("id"),
        "context_length": count("pricing.contextLength"),
    },
    prices=(
        tokens("pricing.inputCost", "input_tokens"),
        tokens("pricing.outputCost", "output_tokens"),
        tokens("pricing.cachedCost", "cache_read_tokens"),
    ),
    unpriced=frozenset({"externalAlias", "contextLength", "tags"}),
)
