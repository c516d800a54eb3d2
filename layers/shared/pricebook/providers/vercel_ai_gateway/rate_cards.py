"""Price objects of the Vercel AI Gateway: rate cards by region, tier and speed, and tables.

Cards may have thresholds of their own; the tables are for pictures and films.
"""

from functools import partial

from pricebook.adapters.charges import Charge, Rule
from pricebook.adapters.conditions import PriceVariants, ignored, prompt_above, verbatim
from pricebook.adapters.fields import Item, Reader, equals, find
from pricebook.adapters.reshape import as_rows, replaced
from pricebook.pricing.meters import MILLION, THOUSAND

paints = equals("type", "image")
NO_TOKENS = {"speech_input_character_cost", "transcription_duration_cost_per_second"}


def writes(item: Item) -> bool:
    """Tell whether text comes out, and no picture."""
    return not paints(item)


def card(at: str = "pricing", **conditions: object) -> tuple[Charge, ...]:
    """Return the charges of one rate card."""
    tokens = partial(Charge, unit="USD per token", conditions=conditions)
    return (
        tokens(f"{at}.input", "input_tokens"),
        tokens(f"{at}.output", "output_tokens", when=writes),
        tokens(f"{at}.output", "output_image_tokens", when=paints),
        tokens(f"{at}.input_cache_read", "cache_read_tokens"),
        tokens(f"{at}.input_cache_write", "cache_write_tokens"),
    )


def tiers(path: str, meter: str, when: Reader[bool] | None = None) -> PriceVariants:
    """Return the charge of a meter by thresholds, which begin at zero and so repeat the base.

    Args:
        path: of the list of thresholds.
        meter: a name of `meters.METERS`.
        when: which items it is for.
    """
    cost = Charge("pricing.cost", meter, "USD per token", when=when)
    return PriceVariants(path, (prompt_above("min", until="max", inclusive=True),), (cost,))


TIERS = (
    tiers("pricing.input_tiers", "input_tokens"),
    tiers("pricing.output_tiers", "output_tokens", writes),
    tiers("pricing.output_tiers", "output_image_tokens", paints),
    tiers("pricing.input_cache_read_tiers", "cache_read_tokens"),
    tiers("pricing.input_cache_write_tiers", "cache_write_tokens"),
)
FILM = (
    Charge(
        "pricing.no_video_input.cost_per_million_tokens",
        "output_video_tokens",
        "USD per 1M",
        MILLION,
    ),
    Charge(
        "pricing.with_video_input.cost_per_million_tokens",
        "output_video_tokens",
        "USD per 1M",
        MILLION,
        conditions={"mode": "video input"},
    ),
)
CHARGES: tuple[Rule, ...] = (
    *TIERS,
    *card(),
    *card("pricing.fast", speed="fast"),
    PriceVariants(
        "pricing.regional",
        (verbatim("region"),),
        (*TIERS, *card(), *card("pricing.fast", speed="fast")),
    ),
    PriceVariants(
        "pricing.service_tiers",
        (verbatim("service_tier"),),
        (
            *card(),
            PriceVariants(
                "pricing.long_context", (prompt_above("threshold"),), card(), single=True
            ),
        ),
    ),
    Charge("pricing.audio_input_token_cost", "input_audio_tokens", "USD per token"),
    Charge("pricing.audio_output_token_cost", "output_audio_tokens", "USD per token"),
    Charge("pricing.speech_input_character_cost", "input_characters", "USD per character"),
    Charge("pricing.transcription_duration_cost_per_second", "input_seconds", "USD per second"),
    Charge(
        "pricing.realtime_session_duration_cost_per_second", "session_seconds", "USD per second"
    ),
    Charge("pricing.realtime_client_message_cost", "messages", "USD per message"),
    Charge("pricing.web_search", "web_searches", "USD per 1000 searches", per=THOUSAND),
    Charge("pricing.maps_search", "map_searches", "USD per 1000 searches", per=THOUSAND),
    Charge("pricing.image", "output_images", "USD per image"),
    PriceVariants(
        "pricing.image_dimension_quality_pricing",
        (
            verbatim("size", "resolution"),
            verbatim("quality"),
            verbatim("style"),
            verbatim("operation", "mode"),
        ),
        (Charge("pricing.cost", "output_images", "USD per image"),),
    ),
    PriceVariants(
        "pricing.video_duration_pricing",
        (verbatim("resolution"), verbatim("mode"), verbatim("audio"), verbatim("voice_control")),
        (Charge("pricing.cost_per_second", "output_seconds", "USD per second"),),
    ),
    PriceVariants(
        "pricing.video_token_pricing",
        (ignored("notes"),),
        (*FILM, PriceVariants("pricing.tiers", (verbatim("resolution"),), FILM)),
        single=True,
    ),
)


def sold(item: Item) -> list[Item]:
    """Put what is keyed by a condition into lists, and drop what only looks like tokens.

    Where a character or a second is sold, `input` repeats its price or holds a token price that
    nobody is charged.
    """
    item = replaced(item, "pricing.regional", lambda cards: as_rows(cards, "region"))
    item = replaced(item, "pricing.service_tiers", lambda cards: as_rows(cards, "service_tier"))
    prices = find(item, "pricing")
    if isinstance(prices, dict) and NO_TOKENS & prices.keys():
        item = item | {"pricing": {key: prices[key] for key in prices.keys() - {"input"}}}
    return [item]
