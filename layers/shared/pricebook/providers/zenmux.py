"""ZenMux. US dollars per 1M tokens, second or call: each row of `pricings` names its unit.

Zero is free, says the documentation; which side `image` and `audio` are on it does not say
clearly, and both stay unread. The site's own list, which also knows the largest output, is no
documented address and is not asked.
https://docs.zenmux.ai/api/openai/openai-list-models, shape last seen 2026-07-03.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, bands
from pricebook.adapters.fields import (
    Item,
    always,
    capability_flags,
    count,
    instant,
    modalities,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import by_unit
from pricebook.pricing.meters import MILLION

BANDS = (bands("conditions"),)
charge = partial(Charge, from_float=True, free=always)
tokens = partial(charge, "pricing.USD perMTokens", unit="USD per 1M tokens", per=MILLION)
seconds = partial(charge, "pricing.USD perSecond", "output_seconds", "USD per second")
CHARGES = {
    "prompt": tokens("input_tokens"),
    "completion": tokens("output_tokens"),
    "internal_reasoning": tokens("reasoning_tokens"),
    "input_cache_read": tokens("cache_read_tokens"),
    "input_cache_write": tokens("cache_write_tokens"),
    "input_cache_write_5_min": tokens("cache_write_tokens", conditions={"cache_ttl": "5m"}),
    "input_cache_write_1_h": tokens("cache_write_tokens", conditions={"cache_ttl": "1h"}),
    "web_search": charge("pricing.USD perCount", "web_searches", "USD per search"),
    "video": seconds(conditions={"audio": False}),
    "audio_and_video": seconds(conditions={"audio": True}),
}


def with_units(item: Item) -> Iterable[Item]:
    """Give each row of each list its unit as a key."""
    yield {**item, "pricings": by_unit(item.get("pricings"), "value")}


provider = Provider(
    slug="zenmux",
    name="ZenMux",
    kind="aggregator",
    website="https://zenmux.ai",
    docs_url="https://docs.zenmux.ai",
    api="https://zenmux.ai/api/v1",
    names={"models.dev": ("zenmux",)},
    url="https://zenmux.ai/api/v1/models",
    offers=with_units,
    fields={
        "provider_model_id": required("id"),
        "name": text("display_name"),
        "context_length": count("context_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capability_flags({"capabilities.reasoning": "reasoning"}),
        "listed_at": instant("created"),
    },
    prices=tuple(PriceVariants(f"pricings.{key}", BANDS, (rule,)) for key, rule in CHARGES.items()),
    price_object="pricings",
)
