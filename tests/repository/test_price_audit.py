"""What `make audit` makes of two figures that differ."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

import pytest

from bench.comparison import Comparison, Key, Model, Opinion, Pair, Why
from pricebook.pricing.price import Price, PriceState
from pricebook.references import ListedOffer

MODEL: Model = ("acme", "Rocket_1.5-2026-01-02")
KEY: Key = ("input_tokens", "{}")
BATCH: Key = ("input_tokens", '{"service_tier": "batch"}')
DAY = date(2026, 8, 22)
EARLIER = date(2026, 7, 2)


def opinion(
    amount: str, name: str = "a list", day: date = DAY, model_id: str = "rocket-1-5-2026-01-02"
) -> Opinion:
    """Return a list that tells one price."""
    price = Price("input_tokens", PriceState.KNOWN, amount, Decimal(amount), "USD")
    return Opinion(name, day, [ListedOffer("acme", model_id, (price,))])


def compared(*opinions: Opinion, moving: Collection[tuple[Model, Key]] = ()) -> Pair:
    """Compare our price of 3, or of 1.5 in a batch, with what lists say; return the first pair."""
    ours = {MODEL: {KEY: Decimal(3), BATCH: Decimal("1.5")}}
    return next(Comparison(ours, list(opinions), {"acme": DAY}, moving).pairs())


def test_rounding_is_no_disagreement() -> None:
    """Figures half a per cent apart agree, and ids that differ in their dashes are the same."""
    assert compared(opinion("3.01")).why is None


@pytest.mark.parametrize("slip", ["300", "3000", "0.003", "0.000003", "3000000"])
def test_a_slip_of_the_unit_is_told(slip: str) -> None:
    """A ratio near a hundred, a thousand or a million is called what it is."""
    assert Why.SLIP == compared(opinion(slip)).why


def test_two_lists_against_one() -> None:
    """A list is overruled by another that has our figure, even where it seems a slip."""
    assert Why.OVERRULED == compared(opinion("3000"), opinion("3", "another list")).why


def test_a_list_that_changed_its_mind() -> None:
    """The same list of another day says that the price changed, not that the list was wrong."""
    assert Why.CHANGED == compared(opinion("4", day=EARLIER), opinion("3")).why


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (opinion("1.5"), Why.VARIANT),
        (opinion("7", model_id="rocket-1.5"), Why.SNAPSHOT),
        (opinion("7", day=EARLIER), Why.LATER),
        (opinion("7"), Why.UNKNOWN),
    ],
)
def test_every_disagreement_has_a_reason(other: Opinion, why: Why) -> None:
    """The reason is the first that the evidence holds for, and none is an admission."""
    assert why == compared(other).why


def test_a_price_that_moves_all_day() -> None:
    """A price that was another within a day cannot be held against anybody."""
    assert Why.MOVING == compared(opinion("7"), moving={(MODEL, KEY)}).why
