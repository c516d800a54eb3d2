"""The vocabulary of prices: nothing is invented, nothing is rounded that was not dust."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.adapters.charges import CENT, Charge, figure, rows, scaled
from pricebook.adapters.fields import always
from pricebook.errors import Malformed
from pricebook.pricing.meters import MILLION
from pricebook.pricing.price import Figure, Price, PriceState

EXACT = st.decimals(min_value=0, max_value=1000, places=22)


def decoded(text: str) -> Any:
    """Decode one value as a run does, under the key x."""
    return {"x": json.loads(text, parse_float=Figure)}


def only(charge: Charge, item: Any) -> Price:
    """Return the one price that a charge finds."""
    (price,) = charge.prices(item)
    return price


@pytest.mark.parametrize(
    ("written", "amount", "published"),
    [
        ("1", "1", "1 USD"),
        ("0.5", "0.5", "0.5 USD"),
        ("0.50", "0.50", "0.50 USD"),
        ("1e-06", "0.000001", "1e-06 USD"),
        ('"1e-06"', "0.000001", "1e-06 USD"),
        ('"0.0000000208333333333333"', "0.0000000208333333333333", "0.0000000208333333333333 USD"),
        ("2.5999999999999996", "2.5999999999999996", "2.5999999999999996 USD"),
        ('" 7 "', "7", "7 USD"),
    ],
)
def test_figure_is_kept_exactly(written: str, amount: str, published: str) -> None:
    """A figure keeps every digit, as number or text, and `published` says how it was written."""
    price = only(Charge("x", "requests", "USD"), decoded(written))

    assert Decimal(amount) == price.amount
    assert published == price.published
    assert (PriceState.KNOWN, "USD") == (price.state, price.currency)


@given(amount=EXACT.filter(bool))
def test_twenty_two_decimals_survive(amount: Decimal) -> None:
    """Dollars per token with 22 decimals reach the ledger as they were published."""
    text = format(amount, "f")
    price = only(Charge("x", "input_tokens", "USD per token"), {"x": text})

    assert amount == price.amount
    assert f"{text} USD per token" == price.published


@given(amount=EXACT.filter(bool))
def test_per_million_is_exact(amount: Decimal) -> None:
    """A figure per 1M tokens becomes the price of one token without losing a digit."""
    price = only(Charge("x", "input_tokens", "USD per 1M", per=MILLION), {"x": str(amount)})

    assert price.amount is not None
    assert amount == price.amount.scaleb(6)


@given(cents=st.integers(1, 10**9), places=st.integers(0, 9))
def test_dust_is_blown_off(cents: int, places: int) -> None:
    """What a binary float adds to a figure of up to nine digits does not reach the ledger."""
    amount = Decimal(cents).scaleb(-places)
    through_float = json.loads(json.dumps(cents / 10**places * 3 / 3), parse_float=Figure)
    price = only(Charge("x", "requests", "USD", from_float=True), {"x": through_float})

    assert amount == price.amount


@pytest.mark.parametrize("written", ["null", '""', "{}"])
def test_no_figure_is_no_price(written: str) -> None:
    """Null, an empty text and an empty object say nothing; so does a missing key."""
    charge = Charge("x", "requests", "USD", free=always)

    assert [] == list(charge.prices(decoded(written)))
    assert [] == list(charge.prices({}))


@pytest.mark.parametrize(
    "written",
    [
        '"two"',
        '"0,5"',
        '"$1"',
        '" "',
        "true",
        "[]",
        "[1]",
        '{"usd": 1}',
        '"NaN"',
        '"Infinity"',
        "1e400",
        "1e-400",
        "-2",
        '"-0.5"',
    ],
)
def test_nonsense_is_malformed(written: str) -> None:
    """What is no price rejects its item and names the field: it is never taken for zero."""
    with pytest.raises(Malformed, match=r"^x is ") as caught:
        list(Charge("x", "requests", "USD", free=always).prices(decoded(written)))

    assert "x" == caught.value.field


@pytest.mark.parametrize("written", ["-1", '"-1"', "-1.0", '"-1.00"'])
def test_minus_one_is_dynamic(written: str) -> None:
    """Minus one, however it is written, is the provider's word for a price found at run time."""
    price = only(Charge("x", "requests", "USD"), decoded(written))

    assert (PriceState.DYNAMIC, None, None) == (price.state, price.amount, price.currency)


@pytest.mark.parametrize("written", ["0", "0.0", '"0"', '"0.000000"', "0e-7", "-0.0"])
def test_zero_is_free_only_where_that_is_declared(written: str) -> None:
    """A zero says nothing, unless the provider's file says that zero means free."""
    item = decoded(written)

    assert [] == list(Charge("x", "requests", "USD").prices(item))
    assert [] == list(Charge("x", "requests", "USD", free=lambda _: False).prices(item))
    assert PriceState.FREE is only(Charge("x", "requests", "USD", free=always), item).state


def test_zero_is_in_a_plan_only_where_that_is_declared() -> None:
    """A seller of flat plans writes zero for what they include; what is free stays free."""
    charge = Charge("x", "requests", "USD", included=always)

    assert (PriceState.INCLUDED, None) == (only(charge, {"x": "0"}).state, charge.free)
    assert PriceState.KNOWN is only(charge, {"x": "0.1"}).state
    assert [] == list(Charge("x", "requests", "USD", included=lambda _: False).prices({"x": 0}))


def test_factors_and_discount() -> None:
    """Published factors multiply a figure, and `published` shows every one of them."""
    charge = Charge(
        "x", "requests", "cents", factor=CENT, factor_paths=("a", "b"), discount_path="off"
    )
    item = {"x": Figure("2e-1"), "a": "0.5", "b": 3, "off": Figure("0.25")}
    price = only(charge, item)

    assert Decimal("0.00225") == price.amount
    assert "2e-1 cents x 0.5 x 3 x 0.75" == price.published
    assert ("x", "a", "b", "off") == charge.reads


@pytest.mark.parametrize("factor", [None, "", 0, "0.0"])
def test_missing_factor_is_no_price(factor: object) -> None:
    """A price whose factor is not published, or is zero, is not published either."""
    charge = Charge("x", "requests", "USD", factor_paths=("a",), free=always)

    assert [] == list(charge.prices({"x": 1, "a": factor}))


@pytest.mark.parametrize("factors", [{"a": -2}, {"a": 1, "off": 2}, {"a": "half"}])
def test_absurd_factor_is_malformed(factors: dict[str, object]) -> None:
    """A factor or a discount that would make a price negative rejects the item."""
    charge = Charge("x", "requests", "USD", factor_paths=("a",), discount_path="off")

    with pytest.raises(Malformed):
        list(charge.prices({"x": 1} | factors))


def test_charge_for_some_items() -> None:
    """A charge for some kinds of item says nothing of the others, and leaves their price unread."""
    charge = Charge("x", "requests", "USD", when=lambda item: item["kind"] == "paid")

    assert [] == list(charge.prices({"x": 1, "kind": "other"}))
    assert Decimal(1) == only(charge, {"x": 1, "kind": "paid"}).amount
    assert charge.understands({"x": 0, "kind": "other"})
    assert not charge.understands({"x": 1, "kind": "other"})


def test_published_quantity() -> None:
    """A figure is for as many units as its source says, and `published` says how many."""
    charge = Charge("x", "input_tokens", "USD", per_path="per")
    price = only(charge, {"x": Figure("3.25"), "per": 1000})

    assert (Decimal("0.00325"), "3.25 USD per 1000") == (price.amount, price.published)
    assert ("x", "per") == charge.reads
    assert [] == list(charge.prices({"x": 1}))


@pytest.mark.parametrize("per", [0, -1, Figure("1.5"), "many"])
def test_strange_quantity_is_malformed(per: object) -> None:
    """A quantity that is no whole number above zero sets the item aside."""
    with pytest.raises(Malformed):
        list(Charge("x", "input_tokens", "USD", per_path="per").prices({"x": 1, "per": per}))


def test_unknown_meter_is_a_defect() -> None:
    """A meter that does not exist is found when the adapter is imported."""
    with pytest.raises(ValueError, match=r"'tokens' is not a meter of meters\.METERS"):
        Charge("x", "tokens", "USD")


def test_scaled() -> None:
    """Charges are repeated for each value of a condition, with the factor that lies there."""
    flex, priority = scaled([Charge("x", "requests", "USD")], "tier_", "tier", "flex", "priority")

    assert (("tier_flex",), {"tier": "flex"}) == (flex.factor_paths, flex.conditions)
    assert (("tier_priority",), {"tier": "priority"}) == (
        priority.factor_paths,
        priority.conditions,
    )


@given(value=st.integers() | st.decimals() | st.text() | st.booleans() | st.none())
def test_figure_is_a_number_or_refused(value: Any) -> None:
    """A figure is a finite number of a sensible size, nothing, or malformed: no other failure."""
    try:
        number = figure(value, "x")
    except Malformed:
        return

    assert number is None or (number.is_finite() and (not number or abs(number.adjusted()) <= 30))


def test_rows() -> None:
    """No list is no rows; a list of something else, or no list at all, is malformed."""
    assert [] == rows({}, "x") == rows({"x": None}, "x") == rows({"x": []}, "x")
    assert [{"a": 1}] == rows({"x": [{"a": 1}]}, "x")
    for wrong in ({"a": 1}, "text", [{"a": 1}, 7]):
        with pytest.raises(Malformed, match="expected a list of objects"):
            rows({"x": wrong}, "x")
