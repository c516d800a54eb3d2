"""What is counted of a run, and how its prices lie beside those of others, before it is judged."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook.sync.run_doubts import Market, Measures, measure
from tests.support.staged_run import BATCH, StagedRun

OUT: dict[str, Any] = {"meter": "output_tokens"}
READ: dict[str, Any] = {"meter": "cache_read_tokens"}
TIER: dict[str, Any] = {"conditions": BATCH}
PAST, LATER, COMING = "[2020-01-01,2021-01-01)", "[2021-01-01,)", "[2100-01-01,)"


def measures(staged: StagedRun) -> Measures:
    """Return what is counted of a run."""
    staged.stage_prices()
    (row,) = staged.statement("run_reviews.measure")
    return Measures(*row)


def test_the_prices_before(staged: StagedRun) -> None:
    """Known prices of the models in the answer, which the seller charges now."""
    model = staged.model("a")
    staged.price(model, "1", recorded=LATER)
    staged.price(model, "2", recorded=PAST)
    staged.price(model, "3", **OUT)
    staged.price(model, "4", source="manual")
    staged.price(model, None, meter="requests")
    staged.price(model, "5", valid=PAST, **READ)
    staged.price(model, "6", valid=COMING, **READ)
    staged.price(staged.model("free"), None)
    staged.price(staged.model("another seller's", "one", same_as="b"), "7")

    assert (2, 1) == measures(staged)[:2]


def test_the_models_that_lose_prices(staged: StagedRun) -> None:
    """Of which a known price goes or becomes something else, and not only now."""
    told: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]] = {
        "all": ([{}, OUT], [], []),
        "a base price": ([{}, READ], [READ], []),
        "a lesser one": ([{}, READ], [{}], []),
        "one under conditions": ([{}, TIER], [{}], []),
        "to be free": ([{}, READ], [{"amount": None}, READ], []),
        "all that was known": ([READ, {"amount": None}], [{"amount": None}], []),
        "not counted yet": ([{}, READ], [{}], [{"misses": 0, **READ}]),
        "another is missed": ([{}, READ], [{}], [{"misses": 1, **OUT}]),
        "another condition is missed": ([{}, READ], [{}], [{"misses": 1, **READ, **TIER}]),
        "missed and free": ([{}, READ], [{}, READ | {"amount": None}], [{"misses": 1, **READ}]),
        "missed before": ([{}, READ], [{}], [{"misses": 1, **READ}]),
        "long missed": ([{}, READ], [{}], [{"misses": 2, **READ}]),
        "changed": ([{}], [{"amount": "2"}], []),
        "no longer free": ([{"amount": None}], [{}], []),
        "free and gone": ([{}, READ | {"amount": None}], [{}], []),
    }
    for name, (was, states, missed) in told.items():
        model = staged.model(name)
        for said in was:
            staged.price(model, **{"amount": "1"} | said)
        for said in states:
            staged.states(model, **{"amount": "1"} | said)
        for said in missed:
            row = {"model_id": model, "source": "database", "conditions": {}} | said
            staged.put("price_absences", **row)
    found = measures(staged)

    assert (10, 4) == (found.lost_models, found.lost_bases)


def test_the_factor_of_most_prices(staged: StagedRun) -> None:
    """By which most known prices change, of those that stay in one currency."""
    told = {
        "2": ["2", "2.01", "2.005"],
        "3": ["3", "3.1"],
        "euro": ["5"] * 4,
        "from nothing": ["1"],
        "to nothing": ["0"],
    }
    for name, amounts in told.items():
        for number, amount in enumerate(amounts):
            model = staged.model(f"{name} {number}")
            staged.price(model, "0" if name == "from nothing" else "1")
            staged.states(model, amount, currency="EUR" if name == "euro" else "USD")
    found = measures(staged)

    assert (Decimal(2), 3, 11) == (found.factor, found.factor_prices, found.changes)


def test_no_price_changes(staged: StagedRun) -> None:
    """There is no factor then."""
    found = measures(staged)

    assert (None, 0, 0) == (found.factor, found.factor_prices, found.changes)


def test_the_models_that_are_listed(staged: StagedRun) -> None:
    """Offered now and before, and with a known price then and now."""
    for name, was, states, said in (
        ("kept", "1", "1", {}),
        ("kept and free", "1", None, {}),
        ("kept without a price", None, None, {}),
        ("new", None, "1", {"was_active": None}),
        ("back", "1", "1", {"was_active": False}),
        ("gone", "1", "1", {"is_active": False}),
    ):
        model = staged.model(name, **said)
        staged.price(model, was)
        staged.states(model, states)
    found = measures(staged)

    assert (3, 2) == (found.kept_models, found.kept_priced)
    assert (5, 3) == (found.listed_models, found.listed_priced)


def test_the_median_input(staged: StagedRun) -> None:
    """In dollars, without conditions; half of them cost as much or less."""
    for number, amount in enumerate(("1", "2", "3")):
        staged.states(staged.model(f"{number}"), amount)
    for said in (OUT, TIER, {"currency": "EUR"}):
        staged.states(staged.model(f"{said}"[2:6], same_as="other"), "0.5", **said)

    assert Decimal(2) == measures(staged).median_input


def sold(staged: StagedRun, name: str, amount: str, **said: Any) -> int:
    """Let a model of ours be sold by another at this price, and return it."""
    staged.price(staged.model(name, "one"), amount, **said)
    return staged.model(name)


def test_prices_beside_the_market(staged: StagedRun) -> None:
    """The median ratio to what others charge for the same, before and after; and how many."""
    for name, was, states in (("a", "2", "8"), ("b", "4", "10"), ("c", "6", "12")):
        model = sold(staged, name, "2")
        staged.price(model, was, recorded=LATER)
        staged.states(model, states)
        staged.price(model, "1", recorded=PAST)
        staged.price(model, "1", **TIER)
        staged.states(model, "1", **TIER)
        staged.price(model, "1", source="manual")
    for name, said in (("ended", {"valid": PAST}), ("coming", {"valid": COMING})):
        staged.price(sold(staged, name, "2"), "1", **said)
    nothing = sold(staged, "nothing", "2")
    staged.price(nothing, "0")
    staged.states(nothing, "0")
    staged.price(staged.model("in euros", "two", same_as="a"), "0.1", currency="EUR")
    unsold = staged.model("nobody else's", same_as="alone")
    staged.price(unsold, "1")
    staged.states(unsold, "1")

    (row,) = staged.statement("run_reviews.market_ratio")
    assert Market(Decimal(2), Decimal(5), 3) == Market(*row)


@pytest.mark.parametrize(
    ("prices", "market"),
    [(20, Market(None, None, 0)), (19, Market(Decimal("0.5"), Decimal(2), 1))],
)
def test_a_few_changes_move_no_median(staged: StagedRun, prices: int, market: Market) -> None:
    """What others charge is only asked for where more than one of twenty prices changes."""
    for number in range(prices):
        model = staged.model(f"m{number}") if number else sold(staged, "changed", "2")
        staged.price(model, "1", recorded=LATER)
        staged.states(model, "1" if number else "4")
    staged.stage_prices()

    assert market == measure(staged.database)[1]


def test_first_prices_beside_those_that_are_bundled(staged: StagedRun) -> None:
    """The median ratio to the list prices, of what is stated in dollars without conditions."""
    bundled = [
        {"canonical_id": f"acme/{name}", "meter": "input_tokens", "amount": 2} for name in "abc"
    ]
    bundled.append({"canonical_id": "acme/a", "meter": "output_tokens", "amount": 20})
    for name, amount in (("a", "8"), ("b", "10"), ("c", "12"), ("d", "1")):
        model = staged.model(name)
        staged.states(model, amount)
        staged.states(model, "1", **TIER)
        staged.states(model, "1", currency="EUR")
        staged.states(model, "0")
        staged.states(model, None)

    (row,) = staged.statement("run_reviews.snapshot_ratio", bundled=json.dumps(bundled))
    assert Market(None, Decimal(5), 3) == Market(*row)
