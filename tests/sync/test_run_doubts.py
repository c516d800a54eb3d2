"""First prices beside those of other sources, and runs that leave the market or heal."""

from decimal import Decimal

import pytest

from pricebook.storage.postgres import Database
from tests.support.fakes.provider_transport import item
from tests.support.seeds.held_prices import rival
from tests.support.seeds.tampering import MODELS, catalogue, reviews
from tests.support.sync_and_query import run

pytestmark = pytest.mark.usefixtures("environment")


@pytest.mark.parametrize(
    ("factor", "status"), [("1", "success"), ("1000", "partial"), ("0.0001", "partial")]
)
def test_first_prices_of_another_order_are_held(factor: str, status: str) -> None:
    """Without any other source at hand nobody's median model costs 1,000 dollars per million."""
    assert status == run(*catalogue(factor)).status


@pytest.mark.parametrize(
    ("factor", "status"),
    [("1", "success"), ("4", "success"), ("7.2", "partial"), ("0.14", "partial")],
)
def test_first_prices_are_compared_with_the_snapshot(factor: str, status: str) -> None:
    """A fresh machine knows the list prices of sixty models, which sellers stay near."""
    dollars = {"openai/gpt-5": "1.25", "anthropic/claude-sonnet-4.5": "3", "openai/gpt-4.1": "2"}
    first = [
        item(name, format(Decimal(amount) * Decimal(factor) / 10**6, "f"), "")
        for name, amount in dollars.items()
    ]
    report = run(*first)

    assert status == report.status, report.errors


def compared(database: Database, *amounts: str) -> None:
    """Let another provider sell the input of the first models at these prices."""
    for number, amount in enumerate(amounts):
        rival(database, "together", amount, f"acme/m{number}")


@pytest.mark.parametrize(
    ("factor", "status"),
    [("1", "success"), ("4.9", "success"), ("7.2", "partial"), ("0.14", "partial")],
)
def test_first_prices_are_compared_with_others(
    owner_database: Database, factor: str, status: str
) -> None:
    """A first run whose median is beyond five times that of others is held."""
    run(*catalogue(models=3), dry_run=False)
    owner_database.run("UPDATE model_prices SET recorded = tstzrange(lower(recorded), now())")
    compared(owner_database, "0.0000001", "0.0000002", "0.0000003")

    assert status == run(*catalogue(factor, models=3)).status


def test_a_small_seller_that_leaves_the_market_is_held(owner_database: Database) -> None:
    """The median ratio to others is what few prices have, and it heals when the run does."""
    run(*catalogue(models=4))
    compared(owner_database, "0.0000001", "0.0000002", "0.0000003", "0.0000004")

    report = run(*catalogue("7.2", models=4, changed=3))

    assert "market ratio" == reviews(owner_database)[0][0]
    assert "partial" == report.status
    assert "success" == run(*catalogue(models=4)).status


def test_true_prices_heal_a_wrong_first_run(owner_database: Database) -> None:
    """Where many other sources say what a provider says now, one factor on all prices is a cure."""
    run(*catalogue("7.2"))
    compared(owner_database, *(format(Decimal("0.0000001") * (n + 1), "f") for n in range(MODELS)))

    report = run(*catalogue())

    assert ("success", 60) == (report.status, report.prices_changed)


def test_a_run_whose_priced_share_falls_is_partial() -> None:
    """Also where it is new models that come without prices, as after a change of shape."""
    run(*catalogue(models=20))
    unpriced = [item(f"acme/n{number}", "", "") for number in range(10)]

    report = run(*catalogue(models=20), *unpriced)

    assert "partial" == report.status
    assert "20 of 30 models have a price; 20 of 20 had one before" in str(report.errors)
