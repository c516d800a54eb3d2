"""Prices of Alibaba Cloud: rows of kind, unit and figure, under ranges written in words.

Kind and unit become the keys that a rule then reads, so that what no rule reads is reported.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import Item, always, find, lacks, modalities
from pricebook.adapters.reshape import add_once
from pricebook.pricing.meters import MILLION, THOUSAND

ALL = re.compile(r"default|input<=?[0-9]+[km]?")
FROM = re.compile(r"([0-9]{1,9})([km]?)(<input(<=?[0-9]+[km]?)?|-[0-9]+[km]?)")
SIZES = {"": 1, "k": 1_000, "m": 1_000_000}
ALL_DAY = ("", "all", "standard")

PLAIN = {
    "input_tokens": "input_token text_input_token omni_no_audio_input_token embedding_token",
    "output_tokens": "output_token purein_text_output_token omni_no_audio_output_token",
    "input_image_tokens": "vision_input_token embedding_image_token",
    "input_audio_tokens": "audio_input_token omni_audio_input_token",
    "output_audio_tokens": "multi_output_token omni_audio_output_token",
    "cache_read_tokens": "input_token_cache text_input_token_cache",
    "cache_read_image_tokens": "vision_input_token_cache",
    "cache_read_audio_tokens": "audio_input_token_cache",
}
"""The kinds of price by meter, per token."""
BATCH = {
    "input_token_batch": "input_tokens",
    "embedding_token_batch": "input_tokens",
    "output_token_batch": "output_tokens",
}
HEARD = "audio_input_token omni_audio_input_token"
SPOKEN = "multi_output_token omni_audio_output_token"
MODES = (
    ("thinking_input_token", "input_tokens", "input_token", "thinking"),
    ("thinking_output_token", "output_tokens", "output_token", "thinking"),
    ("thinking_input_token_cache", "cache_read_tokens", "input_token_cache", "thinking"),
    ("input_token_cache_read", "cache_read_tokens", "input_token_cache", "explicit cache"),
    ("thinking_audio_input_token", "input_audio_tokens", HEARD, "thinking"),
    ("translate_audio_input_token", "input_audio_tokens", HEARD, "translation"),
    ("translate_vision_input_token", "input_image_tokens", "vision_input_token", "translation"),
    ("translate_multi_text_output_token", "output_tokens", "output_token", "translation"),
    ("translate_multi_output_token", "output_audio_tokens", SPOKEN, "translation"),
    ("multiin_text_output_token", "output_tokens", "purein_text_output_token", "multimodal input"),
)
"""Kind, meter, the plain kinds, and the mode in which this one is charged instead."""
TTLS = {f"input_token_cache_creation_{ttl}": {"cache_ttl": ttl} for ttl in ("5m", "1h")}


def rates(
    kind: str,
    meter: str,
    units: tuple[str, ...],
    *,
    plain: str = "",
    mode: str = "",
    **more: Any,  # noqa: ANN401 - whatever a Charge takes
) -> list[Charge]:
    """Return the charges for one kind of price, in each spelling of its unit.

    Args:
        kind: what the rows call it.
        meter: a name of `meters.METERS`.
        units: how the rows spell the unit, in lower case.
        plain: the kinds that this one replaces; without those it is the only price there is.
        mode: when it replaces that.
        more: what the charges say besides.
    """
    alone = lacks(*(f"pricing.{other}" for other in plain.split())) if plain else always
    base = [Charge(f"pricing.{kind}.{unit}", meter, when=alone, **more) for unit in units]
    if not plain:
        return base
    conditions = {**more.get("conditions", {}), "mode": mode}
    return base + [replace(c, when=lambda i: not alone(i), conditions=conditions) for c in base]


tokens = partial(
    rates,
    units=("usd/1m tokens", "per 1m tokens", "per million tokens"),
    unit="USD per 1M tokens",
    per=MILLION,
)
thousands = partial(
    rates,
    units=("usd/1k characters", "per 1k characters"),
    unit="USD per 1000 characters",
    per=THOUSAND,
)
seconds = partial(rates, units=("usd/second", "per second"), unit="USD per second")
images = partial(rates, units=("usd/image", "per image"), unit="USD per image")


def shows(item: Item) -> bool:
    """Tell whether a second is one of a video that comes out, and not of a sound that goes in."""
    return "video" in modalities("inference_metadata.response_modality")(item)


CHARGES = (
    *(c for meter, kinds in PLAIN.items() for kind in kinds.split() for c in tokens(kind, meter)),
    *(
        c
        for kind, m in BATCH.items()
        for c in tokens(kind, m, conditions={"service_tier": "batch"})
    ),
    *(c for kind, m, plain, mode in MODES for c in tokens(kind, m, plain=plain, mode=mode)),
    *(c for kind, ttl in TTLS.items() for c in tokens(kind, "cache_write_tokens", conditions=ttl)),
    *(
        c
        for kind, ttl in TTLS.items()
        for c in tokens(
            f"thinking_{kind}", "cache_write_tokens", plain=kind, mode="thinking", conditions=ttl
        )
    ),
    *images("image_number", "output_images"),
    *images("image_standard", "output_images"),
    *images(
        "image_thinking", "output_images", plain="image_standard image_number", mode="thinking"
    ),
    *thousands("cosy_tts_number", "input_characters"),
    *seconds("video_ratio", "output_seconds"),
    *(
        c
        for size in ("480p", "720p", "1080p")
        for c in seconds(f"video_ratio_{size}", "output_seconds", conditions={"resolution": size})
    ),
    *seconds("video_content_duration", "output_seconds"),
    *(replace(c, when=shows) for c in seconds("content_duration", "output_seconds")),
    *(
        replace(c, when=lambda item: not shows(item))
        for c in seconds("content_duration", "input_seconds")
    ),
)
RANGES = PriceVariants("pricing.ranges", (prompt_above("above"),), CHARGES, inside="prices")


def ranged(item: Item) -> list[Item]:
    """Put the rows of `prices` under `pricing.ranges`, each range with where it starts."""
    listed = item.get("prices")
    ranges = [_range(entry) for entry in listed] if isinstance(listed, list) else listed
    return [item | {"pricing": {"ranges": _apart(ranges)}}]


def _apart(ranges: Any) -> Any:  # noqa: ANN401 - decoded JSON, which a rule judges
    """Return the ranges, those that begin where another one does under a key that no rule knows."""
    if not isinstance(ranges, list):
        return ranges
    starts = Counter(find(entry, "above") for entry in ranges)
    return [
        entry | {"unknown_range": "one of several"}
        if isinstance(entry, dict) and "above" in entry and starts[entry["above"]] > 1
        else entry
        for entry in ranges
    ]


def floor(words: object) -> int | None:
    """Return the prompt length above which a range such as `32k<Input<=128k` begins."""
    text = str(words).lower().replace(" ", "")
    if ALL.fullmatch(text):
        return 0
    start = FROM.fullmatch(text)
    return int(start[1]) * SIZES[start[2]] if start else None


def _range(entry: Any) -> Any:  # noqa: ANN401 - decoded JSON, which a rule judges
    if not isinstance(entry, dict) or not isinstance(entry.get("prices"), list):
        return entry
    start, words = floor(entry.get("range_name")), entry.get("range_name")
    # a range that nobody understands keeps a key that no rule knows, and gives no price
    where = {"unknown_range": f"{words}"} if start is None else {"above": start}
    return {**where, "prices": _table(entry["prices"])}


def _table(rows: list[Any]) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for row in rows:
        if isinstance(row, dict):
            unit = f"{row.get('price_unit')}".lower()
            add_once(table.setdefault(_kind(row), {}), unit, row.get("price"))
    return table


def _kind(row: Item) -> str:
    band = f"{row.get('time_band') or ''}"
    return f"{row.get('type')}" if band in ALL_DAY else f"{row.get('type')} ({band})"
