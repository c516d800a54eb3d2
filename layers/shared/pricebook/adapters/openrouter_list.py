"""OpenRouter's own list, and that of gateways which speak its language.

US dollars per token as strings; -1 is for a router, which charges what it picks.
https://openrouter.ai/docs/api-reference/list-available-models, shape last seen 2026-09-25.
"""

from decimal import Decimal
from functools import partial
from typing import Any

from pricebook.adapters.charges import (
    OPENROUTER_TOKENS,
    Charge,
    Rule,
    figure,
)
from pricebook.adapters.conditions import PriceVariants, prompt_above, weekdays, window
from pricebook.adapters.fields import (
    Item,
    Reader,
    capabilities,
    count,
    day,
    find,
    instant,
    modalities,
    required,
    text,
    words,
)
from pricebook.adapters.provider import Fields

LEAST_PER_IMAGE, MOST_PER_IMAGE = Decimal("0.0001"), Decimal(10)
"""Dollars that one image costs."""
MOST_PER_TOKEN = Decimal("0.001")
"""Dollars below which a token costs."""
FEW_PROMPTS, MANY_PROMPTS = 10, 100
"""How many tokens of the prompt an image's token costs at most, and a whole image at least."""
LIST_FIELDS: Fields = {
    "provider_model_id": required("id"),
    "name": text("name"),
    "description": text("description"),
    "context_length": count("context_length", "top_provider.context_length"),
    "max_output_tokens": count("top_provider.max_completion_tokens"),
    "input_modalities": modalities("architecture.input_modalities"),
    "output_modalities": modalities("architecture.output_modalities"),
    "capabilities": capabilities("supported_parameters"),
    "supported_parameters": words("supported_parameters"),
    "tokenizer": text("architecture.tokenizer"),
    "knowledge_cutoff": day("knowledge_cutoff"),
    "listed_at": instant("created"),
    "deprecation_date": day("expiration_date"),
}
tokens = partial(Charge, unit="USD per token")


# The documentation says dollars per image, as 2025 published it; 2026 publishes the price of an
# image's token. An image is some hundred tokens at least, so beside a prompt with a price the two
# are far apart. Beside none only the size tells; where it fits both, the price is reported.
def _image_tokens(item: Item) -> bool:
    """Tell whether the price of an image is that of one of its tokens."""
    image, prompt = _image_and_prompt(item)
    if image is None or image >= MOST_PER_TOKEN:
        return False
    few = prompt is None or image <= prompt * FEW_PROMPTS
    return image == prompt or (few and image < LEAST_PER_IMAGE)


def _whole_images(item: Item) -> bool:
    """Tell whether the price of an image is that of a whole one."""
    image, prompt = _image_and_prompt(item)
    if image is None or image > MOST_PER_IMAGE:
        return False
    return image >= prompt * MANY_PROMPTS if prompt else image >= MOST_PER_TOKEN


def _image_and_prompt(item: Item) -> tuple[Decimal | None, Decimal | None]:
    """Return the figure of an image, and that of a prompt's token where it is a price."""
    image, prompt = (figure(find(item, path), path) for path in ("pricing.image", "pricing.prompt"))
    return image, prompt if prompt is not None and prompt > 0 else None


IMAGES = (
    tokens("pricing.image", "input_image_tokens", when=_image_tokens),
    Charge("pricing.image", "input_images", "USD per image", when=_whole_images),
)
"""The price of an image, whichever it is."""


def list_prices(free: Reader[bool] | None = None) -> tuple[Rule, ...]:
    """Return the rules of the list's prices.

    Args:
        free: where a prompt or an answer at zero is free; nowhere, where nothing is given.
    """
    charges = (
        tokens("pricing.prompt", "input_tokens", free=free),
        tokens("pricing.completion", "output_tokens", free=free),
        *(tokens(path, meter) for path, meter in OPENROUTER_TOKENS.items()),
        tokens(
            "pricing.input_cache_write_1h", "cache_write_tokens", conditions={"cache_ttl": "1h"}
        ),
    )
    when = (prompt_above("min_prompt_tokens"), window("utc_start", "utc_end"), weekdays("utc_days"))
    return (
        *charges,
        *IMAGES,
        Charge("pricing.web_search", "web_searches", "USD per search"),
        Charge("pricing.request", "requests", "USD per request"),
        PriceVariants("pricing.overrides", when, charges),
    )


def without_discount(pricing: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Put prices beside a discount under a key that no rule reads, so that they are reported."""
    none = find(pricing, "discount") in (None, 0, "", "0")
    return pricing if none else {"with a discount": pricing}
