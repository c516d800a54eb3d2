"""What a picture costs by its size and grade, where a seller nests one under the other."""

from collections.abc import Iterator
from typing import Any

from pricebook.pricing import Charge

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


def _cells() -> Iterator[tuple[str, dict[str, object]]]:
    yield from (("generation", {}), ("inpaint", {}))
    for factor in FACTORS:
        yield f"upscale.{factor}", {"mode": f"upscale {factor}"}
    for size in SIZES:
        yield f"resolutions.{size}", {"resolution": size}
        for grade in GRADES:
            yield f"quality.{size}.{grade}", {"resolution": size, "quality": grade}
