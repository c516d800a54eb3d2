"""Price: a figure, its unit and its state, converted once and exactly."""

from decimal import Decimal

import pytest

from pricebook.pricing.price import Figure, Price, PriceState, per_unit


@pytest.mark.parametrize(
    ("figure", "factors", "per", "amount"),
    [
        ("2.50", (), 1, "2.5"),
        ("3", (), 1_000_000, "0.000003"),
        ("10", ("0.5", "1.1"), 1, "5.5"),
        ("1", (), 3, "0." + "3" * 60),
        ("0.000", (), 1, "0"),
    ],
)
def test_an_amount_is_that_of_one_unit(
    figure: str, factors: tuple[str, ...], per: int, amount: str
) -> None:
    """To sixty digits, without zeros that would only look like precision."""
    found = per_unit(Decimal(figure), *map(Decimal, factors), per=per)

    assert amount == format(found, "f")


def test_what_a_binary_float_left_behind_is_no_price() -> None:
    """Behind twelve digits lies noise, where the source says so; else every digit counts."""
    noisy = Decimal("2.5999999999999996")
    twelve = Decimal("0.1234567890124")

    assert (Decimal("2.6"), noisy) == (per_unit(noisy, from_float=True), per_unit(noisy))
    assert Decimal("0.123456789012") == per_unit(twelve, from_float=True)


def test_a_figure_keeps_its_text() -> None:
    """As its source wrote it, for whoever wants to look it up."""
    figure = Figure(" 1.50e-6 ")

    assert (Decimal("0.0000015"), "1.50e-6") == (figure, figure.text)


@pytest.mark.parametrize(
    ("meter", "state", "amount", "conditions", "reason"),
    [
        ("nothing", PriceState.FREE, None, {}, "'nothing' is not a meter of meters.METERS"),
        (
            "requests",
            PriceState.FREE,
            None,
            dict.fromkeys("fedcbagh", 1),
            r"\['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'\] are not conditions of .*CONDITIONS",
        ),
        (
            "requests",
            PriceState.FREE,
            Decimal(1),
            {},
            "a free price of requests has the amount 1",
        ),
        ("requests", PriceState.KNOWN, None, {}, "a known price of requests has the amount None"),
    ],
)
def test_a_price_does_not_say_two_things_at_once(
    meter: str,
    state: PriceState,
    amount: Decimal | None,
    conditions: dict[str, object],
    reason: str,
) -> None:
    """Such a price is a defect of an adapter."""
    with pytest.raises(ValueError, match=f"^{reason}$"):
        Price(meter, state, "1", amount, "USD", conditions)


def test_a_price_has_no_conditions_unless_it_says_so() -> None:
    """And no amount and no currency, where it is not known."""
    price = Price("requests", PriceState.DYNAMIC, "-1")

    assert ({}, None, None) == (price.conditions, price.amount, price.currency)
    assert Decimal(2) == Price("requests", PriceState.KNOWN, "2", Decimal(2), "USD").amount
