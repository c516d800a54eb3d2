"""Helicone. US dollars per 1M of everything, through binary floats; each offer is `model:seller`.

No recorded body: from the documented shape, its bare example and the vendor's source.
https://docs.helicone.ai/rest/models/get-v1public-model-registry-models, shape last seen 2026-04-04.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
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
    "audio.input": "input_audio_tokens",
    "audio.cachedInput": "cache_read_audio_tokens",
    "audio.output": "output_audio_tokens",
    "image.input": "input_image_tokens",
    "image.cachedInput": "cache_read_image_tokens",
    "image.output": "output_image_tokens",
    "video.input": "input_video_tokens",
    "video.cachedInput": "cache_read_video_tokens",
    "video.output": "output_video_tokens",
}
dollars = partial(Charge, unit="USD per 1M", per=MILLION, from_float=True)
OFFER = [dollars(f"offer.pricing.{key}", meter) for key, meter in METERS.items()]
TIER = tuple(dollars(f"pricing.{key}", meter) for key, meter in METERS.items())


def unwrapped(get: FetchExtra) -> list[Item]:
    """Take the list out of its envelope."""
    return provider.items(find(body := get(provider.url), "data") or body)


provider = Provider(
    slug="helicone",
    spellings=((r":[\w-]+$", ""),),
    name="Helicone",
    kind="aggregator",
    website="https://www.helicone.ai",
    docs_url="https://www.helicone.ai/models",
    api="https://ai-gateway.helicone.ai/v1",
    names={"litellm": ("helicone",), "models.dev": ("helicone",)},
    unpriced_in=("models.dev",),  # the prices of sellers that it does not name
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
    prices=(*OFFER, PriceVariants("offer.pricingTiers", (prompt_above("threshold"),), TIER)),
    price_object="offer",
    unpriced=frozenset(
        {"model", "provider", "providerSlug", "supportsPtb", "endpoint", "threshold"}
    ),
)
