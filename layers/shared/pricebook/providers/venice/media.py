"""What pictures and clips cost by size, grade, length and number, as Venice nests them."""

from collections.abc import Callable, Iterator
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import Each, beside, beyond, longer

SIZES = ("1K", "2K", "4K")
GRADES = ("low", "medium", "high")
FACTORS = ("2x", "4x")


def pictures(prices: str, leaf: str, **more: Any) -> Iterator[Charge]:  # noqa: ANN401 - what a Charge takes
    """Yield the charges for one picture: `generation`, `resolutions.1K`, `quality.1K.high`, ...

    Args:
        prices: dotted path of what holds those.
        leaf: the key of the figure at the end of each.
        more: what the charges say besides.
    """
    for keys, conditions in _cells():
        path = f"{prices}.{keys}.{leaf}"
        yield Charge(path, "output_images", "USD per image", conditions=conditions, **more)


def more_pictures(path: str, charge: Callable[..., Charge]) -> Each:
    """Read `{"included": 1, "additional": {"usd": 0.03}}`: each picture beyond the included."""
    more = charge("pricing.additional.usd", "input_images", "USD per image")
    return Each(path, (beyond("included"),), (more,), lone=True)


def clips(path: str, charge: Callable[..., Charge]) -> Each:
    """Read `[{"usd": 0.05, "min_seconds": 61, "max_seconds": 90}]`: a clip of such a length."""
    length = longer("min_seconds", until="max_seconds")
    return Each(
        path, (length, beside("diem")), (charge("pricing.usd", "output_clips", "USD per clip"),)
    )


def _cells() -> Iterator[tuple[str, dict[str, object]]]:
    yield from (("generation", {}), ("inpaint", {}))
    for factor in FACTORS:
        yield f"upscale.{factor}", {"mode": f"upscale {factor}"}
    for size in SIZES:
        yield f"resolutions.{size}", {"resolution": size}
        for grade in GRADES:
            yield f"quality.{size}.{grade}", {"resolution": size, "quality": grade}
