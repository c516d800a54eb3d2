"""What is mutated, and which tests must notice."""

from tests.support.paths import LAYER, ROOT

KERNEL = LAYER / "pricebook" / "pricing"
TESTS = tuple(
    ROOT / "tests" / "pricing" / f"test_{subject}.py"
    for subject in (
        *("price", "registry", "matching", "calculate", "rate_card"),
        *("stand_ins", "conditions_of_prices", "properties"),
    )
)
"""The kernel's own tests: pure, without any store."""
