"""How the Vercel AI Gateway writes prices: rate cards by region, tier and speed, and tables.

Cards may have thresholds of their own; the tables are for pictures and films.
"""

from pricebook.adapters.charges import Charge, Rule
from pricebook.adapters.conditions import Each, above, beside, given
from pricebook.adapters.fields import Item, find, holds
from pricebook.adapters.reshape import changed, listed
from pricebook.pricing.meters import MILLION, THOUSAND

PAINTS = holds("type", "image")
TOKENS = (
    ("input", "input_tokens", None),
    ("output", "output_tokens", lambda item: not PAINTS(item)),
    ("output", "output_image_tokens", PAINTS),
    ("input_cache_read", "cache_read_tokens", None),
    ("input_cache_write", "cache_write_tokens", None),
)
FROM = (above("min", until="max", inclusive=True),)
NO_TOKENS = {"speech_input_character_cost", "transcription_duration_cost_per_second"}


def card(at: str = "pricing", **conditions: object) -> tuple[Charge, ...]:
    """Return the charges of one rate card."""
    return tuple(
        Charge(f"{at}.{key}", meter, "USD per token", only=only, conditions=conditions)
        for key, meter, only in TOKENS
    )


def _tiers() -> tuple[Each, ...]:
    """Return the same by thresholds, which begin at zero and so repeat the base."""
    return tuple(
        Each(
            f"pricing.{key}_tiers",
            FROM,
            (Charge("pricing.cost", meter, "USD per token", only=only),),
        )
        for key, meter, only in TOKENS
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
    *_tiers(),
    *card(),
    *card("pricing.fast", speed="fast"),
    Each(
        "pricing.regional",
        (given("region"),),
        (*_tiers(), *card(), *card("pricing.fast", speed="fast")),
    ),
    Each(
        "pricing.service_tiers",
        (given("service_tier"),),
        (*card(), Each("pricing.long_context", (above("threshold"),), card(), lone=True)),
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
    Each(
        "pricing.image_dimension_quality_pricing",
        (given("size", "resolution"), given("quality"), given("style"), given("operation", "mode")),
        (Charge("pricing.cost", "output_images", "USD per image"),),
    ),
    Each(
        "pricing.video_duration_pricing",
        (given("resolution"), given("mode"), given("audio"), given("voice_control")),
        (Charge("pricing.cost_per_second", "output_seconds", "USD per second"),),
    ),
    Each(
        "pricing.video_token_pricing",
        (beside("notes"),),
        (*FILM, Each("pricing.tiers", (given("resolution"),), FILM)),
        lone=True,
    ),
)


def sold(item: Item) -> list[Item]:
    """Put what is keyed by a condition into lists, and drop what only looks like tokens.

    Where a character or a second is sold, `input` repeats its price or holds a token price that
    nobody is charged.
    """
    item = changed(item, "pricing.regional", lambda cards: listed(cards, "region"))
    item = changed(item, "pricing.service_tiers", lambda cards: listed(cards, "service_tier"))
    prices = find(item, "pricing")
    if isinstance(prices, dict) and NO_TOKENS & prices.keys():
        item = item | {"pricing": {key: prices[key] for key in prices.keys() - {"input"}}}
    return [item]
