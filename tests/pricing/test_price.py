"""A price: one amount per one unit, exact, and one state."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.pricing.meters import MILLION
from pricebook.pricing.price import Figure, Price, PriceState, per_unit


def test_a_figure_keeps_its_text() -> None:
    """What stands in `published` is what the source wrote."""
    assert ("2.50", Decimal("2.5")) == (Figure(" 2.50 ").text, Figure("2.50"))


@given(st.decimals(min_value=0, max_value=10**6, places=18))
def test_a_unit_times_its_quantity_is_the_figure(figure: Decimal) -> None:
    """No digit is lost on the way to the amount of one unit."""
    assert figure == per_unit(figure, per=MILLION) * MILLION


def test_factors_and_floats() -> None:
    """Factors multiply exactly; what a binary float added is taken away, and nothing else."""
    assert Decimal("0.0000125") == per_unit(Decimal("2.5"), Decimal("0.01"), per=2000)
    assert Decimal("2.6") == per_unit(Decimal("2.5999999999999996"), from_float=True)
    assert Decimal("2.5999999999999996") == per_unit(Decimal("2.5999999999999996"))


@pytest.mark.parametrize(
    ("meter", "state", "amount", "conditions"),
    [
        ("tokens", PriceState.FREE, None, {}),
        ("requests", PriceState.FREE, Decimal(1), {}),
        ("requests", PriceState.KNOWN, None, {}),
        ("requests", PriceState.FREE, None, {"moon": "full"}),
    ],
)
def test_a_price_that_contradicts_itself_is_a_defect(
    meter: str, state: PriceState, amount: Decimal | None, conditions: dict[str, object]
) -> None:
    """A known price has an amount and no other has; meters and conditions are closed sets."""
    with pytest.raises(ValueError, match=r"is not a meter|are not conditions|has the amount"):
        Price(meter, state, "1", amount, conditions=conditions)
