"""Small bodies of the reference lists, read into a table that a test can spell out."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from pricebook.pricing.price import Figure
from pricebook.references import ListedOffer, references
from pricebook.references.genai_prices import read_on
from pricebook.references.sellers import Known
from pricebook.sync.listed_sellers import listed_sellers

KNOWN = Known(listed_sellers().values())

type Rows = dict[tuple[str, str], dict[tuple[str, str], str]]

TODAY = date(2026, 8, 22)


def decoded(body: object) -> Any:
    """Return a body as a fetch decodes it."""
    return json.loads(json.dumps(body), parse_float=Figure)


def table(told: list[ListedOffer]) -> Rows:
    """Return dollars per million units, by model, then by meter and conditions."""
    return {
        (entry.provider, entry.provider_model_id): {
            (price.meter, json.dumps(dict(price.conditions))): format(
                (price.amount or Decimal()) * 1_000_000, "f"
            )
            .rstrip("0")
            .rstrip(".")
            for price in entry.prices
        }
        for entry in told
        if entry.prices
    }


def read(name: str, body: object) -> Rows:
    """Read a body with the list's own reader."""
    return table(list(references()[name].read(decoded(body), KNOWN)))


def models_dev(cost: object, **more: object) -> Rows:
    """Read one model of models.dev."""
    return read("models.dev", {"xai": {"models": {"grok": {"cost": cost, **more}}}})


def litellm(key: str = "groq/llama", provider: str = "groq", **entry: object) -> Rows:
    """Read one entry of LiteLLM."""
    return read("litellm", {key: {"litellm_provider": provider, **entry}})


def genai(
    prices: object, match: object, provider: str = "openai", ids: tuple[str, ...] = ()
) -> Rows:
    """Read one model of genai-prices, where these ids of OpenAI are known."""
    known = Known(listed_sellers().values(), {"openai": ids})
    body = [{"id": provider, "models": [{"id": "m", "match": match, "prices": prices}]}]
    return table(list(read_on(decoded(body), known, TODAY)))
