"""AI/ML API. US dollars for `per` units of what each row names, through floats; zero says nothing.

No recorded body: written from the documented examples, and for tokens from what clients read.
https://github.com/aimlapi/api-docs, shape last seen 2026-08-21.
"""

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, verbatim
from pricebook.adapters.fields import capabilities, count, day, modalities, required, text
from pricebook.adapters.provider import Provider
from pricebook.providers.aimlapi.units import by_id
from pricebook.providers.fal import SPELLINGS

TOKENS = {
    "token text provided": "input_tokens",
    "token text input": "input_tokens",
    "token text generated": "output_tokens",
    "token text output": "output_tokens",
    "token text cached": "cache_read_tokens",
    "token text cache_write": "cache_write_tokens",
}
VARIANTS = {
    "second of video": "output_seconds",
    "megapixel of image": "output_megapixels",
}
WHEN = (verbatim("resolution"), verbatim("quality"), verbatim("mode"), verbatim("audio"))


def priced(at: str, meters: dict[str, str]) -> tuple[Charge, ...]:
    """Return the charges for figures that tell how many units they pay for."""
    return tuple(
        Charge(f"{at}.{key}.price", meter, "USD", per_path=f"{at}.{key}.per", from_float=True)
        for key, meter in meters.items()
    )


provider = Provider(
    slug="aimlapi",
    name="AI/ML API",
    kind="aggregator",
    website="https://aimlapi.com",
    docs_url="https://aimlapi.com/ai-ml-api-pricing",
    api="https://api.aimlapi.com/v1",
    names={"litellm": ("aiml",)},
    spellings=SPELLINGS,
    url="https://api.aimlapi.com/v1/models?include=pricing,modalities,capabilities",
    gather=by_id,
    fields={
        "provider_model_id": required("id"),
        "name": text("info.name"),
        "context_length": count("info.contextLength"),
        "max_output_tokens": count("info.outputMax"),
        "input_modalities": modalities("modalities.input"),
        "output_modalities": modalities("modalities.output"),
        "capabilities": capabilities("capabilities"),
        "knowledge_cutoff": day("info.cutoffAt"),
        "release_date": day("info.releasedAt"),
        "source_url": text("info.url"),
    },
    prices=(
        *priced("pricing.units", TOKENS),
        PriceVariants("pricing.variants", WHEN, priced("pricing", VARIANTS)),
    ),
    unpriced=frozenset({"kind", "currency", "dimensions"}),
)
