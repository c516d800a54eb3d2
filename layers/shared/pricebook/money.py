"""What is charged, in which unit, under which conditions: Decimal only, converted exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from typing import Self

MILLION = 1_000_000
THOUSAND = 1_000
DUST_DIGITS = 12
"""How many significant digits are believed of a figure that went through a binary float."""


class PriceState(StrEnum):
    """What is known of a price. No price at all means unknown, which is never zero."""

    KNOWN = "known"
    FREE = "free"
    DYNAMIC = "dynamic"
    INCLUDED = "included"
    NOT_OFFERED = "not_offered"


class Figure(Decimal):
    """A number as its source wrote it: the exact value, and the text for `published`."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Read a decimal from its text."""
        figure = super().__new__(cls, text)
        figure.text = text.strip()
        return figure


@dataclass(frozen=True, slots=True)
class Meter:
    """Something that is counted; `per` is the quantity that people quote a price for."""

    name: str
    family: str
    direction: str
    modality: str
    per: int
    unit: str


def _meters(*rows: tuple[str, str, str, str, int, str]) -> dict[str, Meter]:
    return {row[0]: Meter(*row) for row in rows}


METERS = _meters(
    ("input_tokens", "tokens", "input", "text", MILLION, "token"),
    ("output_tokens", "tokens", "output", "text", MILLION, "token"),
    ("reasoning_tokens", "tokens", "output", "text", MILLION, "token"),
    ("citation_tokens", "tokens", "input", "text", MILLION, "token"),
    ("cache_read_tokens", "tokens", "cache_read", "text", MILLION, "token"),
    ("cache_write_tokens", "tokens", "cache_write", "text", MILLION, "token"),
    ("cache_storage_token_hours", "tokens", "cache_storage", "text", MILLION, "token-hour"),
    ("input_image_tokens", "tokens", "input", "image", MILLION, "token"),
    ("output_image_tokens", "tokens", "output", "image", MILLION, "token"),
    ("cache_read_image_tokens", "tokens", "cache_read", "image", MILLION, "token"),
    ("input_audio_tokens", "tokens", "input", "audio", MILLION, "token"),
    ("output_audio_tokens", "tokens", "output", "audio", MILLION, "token"),
    ("cache_read_audio_tokens", "tokens", "cache_read", "audio", MILLION, "token"),
    ("cache_write_audio_tokens", "tokens", "cache_write", "audio", MILLION, "token"),
    ("input_file_tokens", "tokens", "input", "file", MILLION, "token"),
    ("input_video_tokens", "tokens", "input", "video", MILLION, "token"),
    ("output_video_tokens", "tokens", "output", "video", MILLION, "token"),
    ("cache_read_video_tokens", "tokens", "cache_read", "video", MILLION, "token"),
    ("training_tokens", "tokens", "training", "text", MILLION, "token"),
    ("token_factor", "factors", "any", "any", 1, "factor on every token price"),
    ("input_characters", "characters", "input", "text", MILLION, "character"),
    ("output_characters", "characters", "output", "text", MILLION, "character"),
    ("input_seconds", "seconds", "input", "audio", 1, "second"),
    ("output_audio_seconds", "seconds", "output", "audio", 1, "second"),
    ("input_video_seconds", "seconds", "input", "video", 1, "second"),
    ("output_seconds", "seconds", "output", "video", 1, "second"),
    ("compute_seconds", "seconds", "compute", "any", 1, "second"),
    ("input_minutes", "minutes", "input", "audio", 1, "minute"),
    ("output_minutes", "minutes", "output", "audio", 1, "minute"),
    ("input_hours", "hours", "input", "audio", 1, "hour"),
    ("instance_hours", "hours", "compute", "any", 1, "hour"),
    ("input_images", "images", "input", "image", 1, "image"),
    ("output_images", "images", "output", "image", 1, "image"),
    ("input_megapixels", "images", "input", "image", 1, "megapixel"),
    ("output_megapixels", "images", "output", "image", 1, "megapixel"),
    ("image_units", "images", "output", "image", 1, "unit as the seller defines it"),
    ("image_steps", "images", "output", "image", 1, "step"),
    ("image_tiles", "images", "output", "image", 1, "tile of 512 by 512"),
    ("output_clips", "clips", "output", "any", 1, "clip"),
    ("pages", "pages", "input", "file", THOUSAND, "page"),
    ("queries", "queries", "request", "text", THOUSAND, "query"),
    ("requests", "requests", "request", "any", 1, "request"),
    ("messages", "requests", "request", "text", 1, "message"),
    ("web_searches", "searches", "tool", "any", THOUSAND, "search"),
    ("map_searches", "searches", "tool", "any", THOUSAND, "search"),
    ("search_sources", "searches", "tool", "any", THOUSAND, "source"),
    ("sessions", "sessions", "tool", "any", 1, "session"),
    ("session_seconds", "sessions", "tool", "any", 1, "second"),
    ("policy_units", "guardrails", "tool", "text", THOUSAND, "policy unit"),
)
"""The closed registry; the table `meters` holds the same rows, and a test compares them."""

CONDITIONS = frozenset(
    {
        "audio",
        "beyond",
        "cache_ttl",
        "commitment",
        "completion_tokens_gt",
        "mode",
        "prompt_tokens_gt",
        "quality",
        "region",
        "resolution",
        "search_context_size",
        "seconds_gt",
        "service_tier",
        "speed",
        "style",
        "utc_windows",
        "voice_control",
        "weekdays",
    }
)
"""The closed set of keys in a price's conditions; `{}` is the base price.

Those that end in `_gt` price the whole request once the number is exceeded. `beyond` is the one
that does not: only the units of the meter beyond that number are charged, for the others are paid
for by another price.
"""


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit of a meter costs under some conditions.

    `amount` is in `currency` per one unit of the meter and only there for a known price;
    `published` is the figure and its unit as the source wrote them.
    """

    meter: str
    state: PriceState
    published: str
    amount: Decimal | None = None
    currency: str | None = None
    conditions: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a price that says two things at once; such a price is a defect of an adapter."""
        if self.meter not in METERS:
            raise ValueError(f"{self.meter!r} is not a meter of money.METERS")
        if strange := set(self.conditions) - CONDITIONS:
            raise ValueError(f"{sorted(strange)} are not conditions of money.CONDITIONS")
        if (self.state is PriceState.KNOWN) != (self.amount is not None):
            raise ValueError(f"a {self.state} price of {self.meter} has the amount {self.amount}")


def per_unit(figure: Decimal, *factors: Decimal, per: int = 1, dust: bool = False) -> Decimal:
    """Return the amount per one unit of a figure that is published per `per` units.

    With `dust` the figure came through a binary float at its source, and what lies behind twelve
    significant digits is noise: 2.5999999999999996 means 2.6.
    """
    with localcontext(prec=60):
        amount = Decimal(figure) / per
        for factor in factors:
            amount *= factor
        # 0.30 and 0.3 are one price: trailing zeros would only look like precision
        return (Context(prec=DUST_DIGITS).plus(amount) if dust else amount).normalize()
