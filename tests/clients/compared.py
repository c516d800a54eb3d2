"""What the scripts of other environments share: address, cases, and how a comparison ends."""

import json
import sys
from collections.abc import Iterable
from math import isclose
from pathlib import Path
from typing import Any

URL = sys.argv[1]
TOLD: dict[str, Any] = json.loads(Path(sys.argv[2]).read_text())
CATALOGUE: dict[str, dict[str, Any]] = TOLD["catalogue"]
"""Every offer by its id: canonical id, base prices of one unit as texts, limits."""
CHEAPEST: dict[str, list[tuple[str, str]]] = TOLD["cheapest"]
"""Prices of text at the cheapest ordinary sellers of a model, by its canonical id."""
SHOWN = 10
"""How many differences are printed."""


def same(found: float | str | None, expected: float | str | None) -> bool:
    """Whether two figures are the same but for binary floats; unknown is only unknown."""
    if found is None or expected is None:
        return found is expected
    return isclose(float(found), float(expected), rel_tol=1e-9, abs_tol=1e-18)


def dayless(case: dict[str, Any]) -> float:
    """Return what a case costs at the prices that hold on any day at any hour."""
    base = case["base"]
    return sum(
        count * float(base.get(meter, base["input_tokens"]))
        for meter, count in case["usage"].items()
    )


def ended(what: str, compared: int, wrong: Iterable[object], least: int) -> int:
    """Print how a comparison ended; return 1 where figures differ or too few were compared."""
    wrong = list(wrong)
    for difference in wrong[:SHOWN]:
        print(f"  {difference}")
    print(f"{what}: {compared} compared, {len(wrong)} wrong")
    return int(bool(wrong) or compared < least)
