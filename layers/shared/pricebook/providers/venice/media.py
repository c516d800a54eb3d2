"""Prices of pictures and clips by size, grade, length and number, as Venice nests them."""

from collections.abc import Callable, Iterator
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, beyond, clip_longer_than, ignored

PICTURES: tuple[tuple[str, dict[str, object]], ...] = (
    ("generation", {}),
    ("inpaint", {}),
    ("upscale.2x", {"mode": "upscale 2x"}),
    ("upscale.4x", {"mode": "upscale 4x"}),
    ("resolutions.1K", {"resolution": "1K"}),
    ("quality.1K.low", {"resolution": "1K", "quality": "low"}),
    ("quality.1K.medium", {"resolution": "1K", "quality": "medium"}),
    ("quality.1K.high", {"resolution": "1K", "quality": "high"}),
    ("resolutions.2K", {"resolution": "2K"}),
    ("quality.2K.low", {"resolution": "2K", "quality": "low"}),
    ("quality.2K.medium", {"resolution": "2K", "quality": "medium"}),
    ("quality.2K.high", {"resolution": "2K", "quality": "high"}),
    ("resolutions.4K", {"resolution": "4K"}),
    ("quality.4K.low", {"resolution": "4K", "quality": "low"}),
    ("quality.4K.medium", {"resolution": "4K", "quality": "medium"}),
    ("quality.4K.high", {"resolution": "4K", "quality": "high"}),
)


def pictures(prices: str, leaf: str, **more: Any) -> Iterator[Charge]:  # noqa: ANN401 - what a Charge takes
    """Yield the charges for one picture: `generation`, `resolutions.1K`, `quality.1K.high`, ...

    Args:
        prices: dotted path of what holds those.
        leaf: the key of the figure at the end of each.
        more: what the charges say besides.
    """
    for keys, conditions in PICTURES:
        path = f"{prices}.{keys}.{leaf}"
        yield Charge(path, "output_images", "USD per image", conditions=conditions, **more)


def more_pictures(path: str, charge: Callable[..., Charge]) -> PriceVariants:
    """Read `{"included": 1, "additional": {"usd": 0.03}}`: each picture beyond the included."""
    more = charge("pricing.additional.usd", "input_images", "USD per image")
    return PriceVariants(path, (beyond("included"),), (more,), single=True)


def clips(path: str, charge: Callable[..., Charge]) -> PriceVariants:
    """Read `[{"usd": 0.05, "min_seconds": 61, "max_seconds": 90}]`: a clip of such a length."""
    length = clip_longer_than("min_seconds", until="max_seconds")
    return PriceVariants(
        path, (length, ignored("diem")), (charge("pricing.usd", "output_clips", "USD per clip"),)
    )
