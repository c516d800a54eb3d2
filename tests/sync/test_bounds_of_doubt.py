"""Where a doubt about a whole run begins: a number on each side of every bound, without stores."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.sync.run_doubts import Doubt, Market, Measures, doubt
from pricebook.sync.thresholds import DEFAULTS

QUIET = Measures(
    prices=100,
    priced_models=50,
    lost_models=0,
    lost_bases=0,
    factor=None,
    factor_prices=0,
    kept_models=50,
    kept_priced=50,
    listed_models=50,
    listed_priced=50,
    median_input=Decimal("0.000001"),
    changes=10,
)
NOBODY = Market(None, None, 0)


def doubted(
    measures: Measures = QUIET, market: Market = NOBODY, unread: int = 0
) -> tuple[str, str, Decimal | None, bool] | None:
    """Return the doubt about a run as a tuple."""
    found = doubt(measures, market, DEFAULTS, unread)
    if found is None:
        return None
    return found.reason, found.sample, found.factor, found.ends_by_repetition


def quiet(**changed: Any) -> Measures:
    """Return the counts of a quiet run, but for these."""
    return QUIET._replace(**changed)


def number(text: str | None) -> Decimal | None:
    """Return a number that may be unknown."""
    return None if text is None else Decimal(text)


def test_a_quiet_run_is_not_doubted() -> None:
    """Few changes are an ordinary day."""
    assert doubted() is None


@pytest.mark.parametrize(
    ("lost", "priced", "held"),
    [(10, 50, False), (11, 50, True), (2, 2, False), (3, 3, True)],
)
def test_lost_prices(lost: int, priced: int, held: bool) -> None:  # noqa: FBT001 - a table of cases
    """More than a fifth of the priced models, and at least three."""
    found = doubted(quiet(lost_models=lost, priced_models=priced))
    sample = f"{lost} of {priced} priced models lose prices"
    assert (("lost prices", sample, None, True) if held else None) == found


@pytest.mark.parametrize(
    ("bases", "unread", "ends"), [(10, 10, True), (11, 0, False), (0, 11, False)]
)
def test_lost_prices_end_by_repetition(bases: int, unread: int, ends: bool) -> None:  # noqa: FBT001 - a table of cases
    """Where few lose a base price, and nothing that nobody reads looks like what is gone."""
    found = doubted(quiet(lost_models=11, lost_bases=bases), unread=unread)

    assert (ends,) == (found or ())[3:]


@pytest.mark.parametrize(
    ("after", "compared", "held"),
    [
        (Decimal(5), 3, False),
        (Decimal("5.01"), 3, True),
        (Decimal("0.2"), 3, False),
        (Decimal("0.199"), 3, True),
        (Decimal(7), 2, False),
        (None, 3, False),
    ],
)
def test_first_prices_beside_others(after: Decimal | None, compared: int, held: bool) -> None:  # noqa: FBT001 - a table of cases
    """Five times what others charge is believed, beyond it is not, and two prices say nothing."""
    found = doubted(quiet(prices=0), Market(None, after, compared))

    sample = f"first prices are {after} times those of others"
    assert (("first prices", sample, after, False) if held else None) == found


@pytest.mark.parametrize(
    ("median", "listed", "held"),
    [
        ("0.00005", 3, False),
        ("0.0000501", 3, True),
        ("0.000000001", 3, False),
        ("0.00000000099", 3, True),
        ("9", 2, False),
        (None, 3, False),
    ],
)
def test_first_prices_alone(median: str | None, listed: int, held: bool) -> None:  # noqa: FBT001 - a table of cases
    """Where nobody can be asked the median input token tells, of three models or more."""
    found = doubted(quiet(prices=0, median_input=number(median), listed_priced=listed))

    sample = f"the median first price is {median} USD per input token"
    assert (("first prices", sample, None, False) if held else None) == found


def test_first_prices_are_new() -> None:
    """A run that changes nothing, and one beside known prices, has no first prices."""
    strange = Decimal(9)

    assert doubted(quiet(prices=0, changes=0, median_input=strange)) is None
    assert doubted(quiet(median_input=strange)) is None


@pytest.mark.parametrize(
    ("before", "after", "compared", "held"),
    [
        ("1", "4", 3, False),
        ("1", "4.01", 3, True),
        ("4", "7", 3, True),
        ("4.01", "7", 3, False),
        ("1", "0.249", 3, True),
        ("1", "7", 2, False),
        (None, "7", 3, False),
        ("1", None, 3, False),
    ],
)
def test_prices_that_leave_the_market(
    before: str | None,
    after: str | None,
    compared: int,
    held: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """From within four times what others charge to beyond, of three prices or more."""
    market = Market(number(before), number(after), compared)
    found = doubted(market=market)

    sample = f"prices go from {before} to {after} times those of others"
    assert (("market ratio", sample, number(after), False) if held else None) == found


@pytest.mark.parametrize(
    ("factor", "alike", "prices", "held"),
    [
        ("2", 20, 60, True),
        ("2", 20, 61, False),
        ("2", 19, 20, False),
        ("1.05", 60, 60, False),
        ("1.051", 60, 60, True),
        ("0.5", 60, 60, True),
        (None, 60, 60, False),
    ],
)
def test_one_factor_on_many_prices(
    factor: str | None,
    alike: int,
    prices: int,
    held: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """A third of the prices, and twenty at least, by more than a currency drifts in a day."""
    size = number(factor)
    found = doubted(quiet(factor=size, factor_prices=alike, prices=prices))

    share = "all" if alike == prices else f"{alike} of {prices}"
    shown = "1.05" if factor == "1.051" else factor
    assert (("one factor", f"{share} prices x {shown}", size, True) if held else None) == found


@pytest.mark.parametrize(("factor", "ends"), [("4", True), ("4.1", False), ("0.24", False)])
def test_a_plausible_factor_ends_by_repetition(factor: str, ends: bool) -> None:  # noqa: FBT001 - a table of cases
    """Nobody makes everything more than four times as dear."""
    found = doubted(quiet(factor=Decimal(factor), factor_prices=60, prices=60))

    assert (ends,) == (found or ())[3:]


@pytest.mark.parametrize(
    ("before", "after", "compared", "held"),
    [
        ("2", "1", 20, False),
        ("2", "1.25", 20, False),
        ("2", "1.26", 20, True),
        ("2", "1", 19, True),
        ("1.25", "1", 20, True),
        (None, "1", 20, True),
        ("2", None, 20, True),
    ],
)
def test_one_factor_that_heals(
    before: str | None,
    after: str | None,
    compared: int,
    held: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """Twenty others charge what it says now, and did not charge what it said before."""
    market = Market(number(before), number(after), compared)
    all_halved = quiet(factor=Decimal("0.5"), factor_prices=60, prices=60)

    assert held == (doubted(all_halved, market) is not None)


@pytest.mark.parametrize(
    ("kept", "priced", "listed", "with_price", "fell"),
    [
        (10, 10, 10, 8, False),
        (10, 10, 10, 7, True),
        (9, 9, 10, 0, False),
        (20, 10, 40, 16, False),
        (20, 10, 40, 15, True),
    ],
)
def test_a_priced_share_that_falls(
    kept: int,
    priced: int,
    listed: int,
    with_price: int,
    fell: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """Below four fifths of what the share was, of ten models or more that were there before."""
    counts = {"kept_models": kept, "kept_priced": priced, "listed_models": listed}

    assert fell == quiet(**counts, listed_priced=with_price).priced_share_fell()


@pytest.mark.parametrize(
    ("reason", "factor", "alike"),
    [
        ("one factor", Decimal(2), True),
        ("one factor", Decimal("2.02"), True),
        ("one factor", Decimal("2.03"), False),
        ("market ratio", Decimal(2), False),
        ("one factor", None, False),
    ],
)
def test_the_same_doubt_again(reason: str, factor: Decimal | None, alike: bool) -> None:  # noqa: FBT001 - a table of cases
    """The same reason, and a factor within a hundredth."""
    assert alike == Doubt("one factor", "", Decimal(2)).is_like(reason, factor)


def test_doubts_without_a_factor_are_alike_by_their_reason() -> None:
    """A doubt that has no factor is not like one that has."""
    lost = Doubt("lost prices", "")
    assert lost.is_like("lost prices", None)
    assert not lost.is_like("first prices", None)
    assert not lost.is_like("lost prices", Decimal(2))
