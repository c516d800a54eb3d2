"""xAI. US cents per 100M of anything, 1e-10 dollars for one of it. A zero says nothing.

The lists of language, image and video models are joined with that of all models. A key without
the right to every model gets shorter lists. Long prompts are those from a threshold on; searches
pay by source read.
https://docs.x.ai/docs/api-reference, shape last seen 2026-08-10.
"""

from functools import partial

from pricebook.adapters.charges import CENT, Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above, verbatim
from pricebook.adapters.fields import count, instant, modalities, required
from pricebook.adapters.joins import joined
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import Access, without_right
from pricebook.providers.xai.price_keys import priced

GRADES = (verbatim("quality"), verbatim("resolution"))
API = "https://api.x.ai/v1"
LANGUAGE = f"{API}/language-models"
MEDIA = tuple((f"{API}/{kind}-generation-models", "models") for kind in ("image", "video"))
cents = partial(Charge, unit="US cents per 100M", per=10**8, factor=CENT)
TOKENS = (
    cents("pricing.prompt_text_token_price", "input_tokens"),
    cents("pricing.cached_prompt_text_token_price", "cache_read_tokens"),
    cents("pricing.prompt_image_token_price", "input_image_tokens"),
    cents("pricing.completion_text_token_price", "output_tokens"),
)

provider = Provider(
    slug="xai",
    name="xAI",
    kind="lab",
    website="https://x.ai",
    docs_url="https://docs.x.ai/docs/models",
    api="https://api.x.ai/v1",
    sdk="@ai-sdk/xai",
    names={
        "genai-prices": ("x-ai",),
        "litellm": ("xai",),
        "models.dev": ("xai",),
        "portkey": ("x-ai",),
    },
    creator="x-ai",
    sells_own=("x-ai",),
    id_prefixes=("grok",),
    url=LANGUAGE,
    key="XAI_API_KEY",
    records="models",
    fetch=joined((LANGUAGE, "models"), (f"{API}/models", "data"), *MEDIA),
    access=Access(f"{API}/api-key", without_right("acls", "api-key:model:*")),
    offers=priced,
    fields={
        "provider_model_id": required("id"),
        "context_length": count("context_length", "max_prompt_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "listed_at": instant("created"),
    },
    prices=(
        *TOKENS,
        PriceVariants(
            "pricing.long_context", (prompt_above("from", inclusive=True),), TOKENS, inside="prices"
        ),
        cents("pricing.search_price", "search_sources"),
        cents("pricing.generated_image_token_price", "output_image_tokens"),
        cents("pricing.image_price", "output_images"),
        PriceVariants(
            "pricing.images", GRADES, (cents("pricing.price_per_image", "output_images"),)
        ),
    ),
)
