"""Meters: the closed registry of what is counted, and the quantity people quote it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

MILLION = 1_000_000
THOUSAND = 1_000
PROMPT = ("input", "cache_read", "cache_write")
"""The directions of tokens that are in a prompt."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Something that is counted; `per` is the quantity that people quote a price for."""

    name: str
    family: str
    direction: str
    modality: str
    per: int
    unit: str


_ROWS = (
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
METERS = {row[0]: Meter(*row) for row in _ROWS}
"""The closed registry; the table `meters` holds the same rows, and a test compares them."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many units of a meter, kept for `cache_ttl`, `beyond` so many others, in a call `step`."""

    meter: str
    quantity: Decimal
    cache_ttl: str | None = None
    beyond: Decimal = Decimal()
    step: int = 0


def tokens(counts: Iterable[Count], *directions: str) -> Decimal:
    """Return how many tokens went in these directions; what was cited was in no prompt."""
    counted = ((METERS[count.meter], count) for count in counts if count.meter != "citation_tokens")
    sizes = (c.quantity for m, c in counted if m.family == "tokens" and m.direction in directions)
    return sum(sizes, Decimal())
