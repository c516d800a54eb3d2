"""Helicone. US dollars per 1M of everything, through binary floats; each offer is `model:seller`.

No recorded body: from the documented shape, its bare example and the vendor's source.
https://docs.helicone.ai/rest/models/get-v1public-model-registry-models, shape last seen 2026-04-04.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import Each, above
from pricebook.adapters.fields import Item, count, find, modalities, required, text
from pricebook.adapters.offers import sellers
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import FetchExtra
from pricebook.pricing.meters import MILLION

METERS = {
    "prompt": "input_tokens",
    "completion": "output_tokens",
    "cacheRead": "cache_read_tokens",
    "cacheWrite": "cache_write_tokens",
    "thinking": "reasoning_tokens",
    "web_search": "web_searches",
    "file.input": "input_file_tokens",
}
METERS |= {
    f"{medium}.{key}": f"{side}_{medium}_tokens"
    for medium in ("audio", "image", "video")
    for key, side in (("input", "input"), ("cachedInput", "cache_read"), ("output", "output"))
}
dollars = partial(Charge, unit="USD per 1M", per=MILLION, dust=True)
OFFER = [dollars(f"offer.pricing.{key}", meter) for key, meter in METERS.items()]
TIER = tuple(dollars(f"pricing.{key}", meter) for key, meter in METERS.items())


def unwrapped(get: FetchExtra) -> list[Item]:
    """Take the list out of its envelope."""
    return provider.items(find(body := get(provider.url), "data") or body)


provider = Provider(
    slug="helicone",
    name="Helicone",
    kind="aggregator",
    website="https://www.helicone.ai",
    docs_url="https://www.helicone.ai/models",
    api="https://ai-gateway.helicone.ai/v1",
    names={"litellm": ("helicone",)},
    url="https://jawn.helicone.ai/v1/public/model-registry/models",
    records="models",
    fetch=unwrapped,
    offers=sellers("endpoints"),
    fields={
        "provider_model_id": lambda o: f"{required('model.id')(o)}:{required('offer.provider')(o)}",
        "name": text("model.name"),
        "context_length": count("model.contextLength"),
        "max_output_tokens": count("model.maxOutput"),
        "input_modalities": modalities("model.inputModalities"),
        "output_modalities": modalities("model.outputModalities"),
    },
    prices=(*OFFER, Each("offer.pricingTiers", (above("threshold"),), TIER)),
    price_object="offer",
    unpriced=frozenset({"provider", "providerSlug", "supportsPtb", "endpoint", "threshold"}),
)
