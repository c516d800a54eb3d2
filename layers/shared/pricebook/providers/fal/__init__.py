"""fal.ai, images, films and sounds. Two lists: models, and for fifty of them at a time the prices.

Each price names its unit and its currency: a picture, a megapixel, a request, a second, 1,000
characters. What a second is follows from the kind of model. Credits are no money and stay unread.
Ids are asked for by one parameter each, as the documentation says: "endpoint_id=a&endpoint_id=b".
https://docs.fal.ai/platform-apis/v1/models/pricing, shape last seen 2026-09; no recorded body.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import equals, required, text
from pricebook.adapters.pagination import last_id
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import key_in
from pricebook.identity.canonical import Rewrites
from pricebook.pricing.meters import THOUSAND
from pricebook.providers.fal.lists import (
    FILMS,
    MODELS,
    SOUNDS,
    TRANSCRIBES,
    fetch,
    priced,
    side,
)

dollars = partial(Charge, from_float=True)
SECONDS = ("pricing.USD second", "pricing.USD seconds")
CHARGES = (
    *(dollars(f"pricing.USD {n}", "output_images", "USD per image") for n in ("image", "images")),
    *(
        dollars(f"pricing.USD {n}", "output_megapixels", "USD per megapixel")
        for n in ("megapixel", "megapixels")
    ),
    *(
        dollars(path, meter, "USD per second", when=equals("kind", *kinds))
        for path in SECONDS
        for meter, kinds in (
            ("output_seconds", FILMS),
            ("output_audio_seconds", SOUNDS),
            ("input_seconds", TRANSCRIBES),
        )
    ),
    *(dollars(f"pricing.USD {n}", "requests", "USD per request") for n in ("request", "requests")),
    dollars("pricing.USD 1000 characters", "input_characters", "USD per 1000 characters", THOUSAND),
)
SPELLINGS: Rewrites = (
    (r"^(?:fal-ai/)?flux/(dev|schnell)$", r"flux-\1"),
    (r"^(?:fal-ai/)?flux/(kontext-\w+)/text-to-image$", r"flux-\1"),
    (r"^(?:fal-ai/)?flux-pro/v1\.1(-ultra)?$", r"flux-pro-1.1\1"),
    (r"^fal-ai/bytedance/seedream/v(\d)/text-to-image$", r"seedream-\1.0"),
    (r"^fal-ai/elevenlabs/tts/", "elevenlabs/eleven-"),
    (r"^fal-ai/gemini-25-", "gemini-2.5-"),
    (r"^fal-ai/imagen4/preview$", "imagen-4"),
    (r"^fal-ai/imagen4/preview/", "imagen-4-"),
    (r"^fal-ai/(?=nano-banana)", ""),
    (r"^fal-ai/recraft/(v\d)/text-to-image$", r"recraft/recraft\1"),
    (r"^fal-ai/stable-diffusion-v35-", "stable-diffusion-3.5-"),
)
"""Its paths of models that have a name elsewhere; those who resell it copy them."""

provider = Provider(
    slug="fal",
    name="fal.ai",
    kind="host",
    website="https://fal.ai",
    docs_url="https://fal.ai/pricing",
    api="https://fal.run",
    sdk="@ai-sdk/fal",
    names={"litellm": ("fal_ai",)},
    spellings=(*SPELLINGS, (r"/", " ")),  # whose model it is, an id does not say
    url=MODELS,
    key="FAL_API_KEY",
    authorise=key_in("authorization", "Key "),
    records="models",
    next_page=last_id("has_more", "next_cursor", "cursor"),
    fetch=fetch,
    offers=priced,
    fields={
        "provider_model_id": required("endpoint_id"),
        "name": text("metadata.display_name"),
        "description": text("metadata.description"),
        "input_modalities": lambda item: side(item, 0),
        "output_modalities": lambda item: side(item, 1),
        "health_status": text("metadata.status"),
    },
    prices=CHARGES,
)
