"""What an approval and a rejection of a held price are for."""

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync.reviews import approve, refuse
from tests.support.fakes.provider_transport import item
from tests.support.seeds.held_prices import decide, held, pending
from tests.support.sync_and_query import prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

TODAY = "0.000001"
UP = "0.00002"


def test_an_approval_is_for_once(owner_database: Database) -> None:
    """An approved price is believed at once, and later the same jump is asked about again."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    decide(owner_database, approve)
    assert UP == prices(owner_database)["input_tokens"]

    report = run(item("acme/a", UP))

    assert ({}, 0, UP) == (
        held(report),
        report.prices_changed,
        prices(owner_database)["input_tokens"],
    )
    assert {"jump": 1} == held(run(item("acme/a", TODAY)))
    decide(owner_database, approve)
    assert {"jump": 1} == held(run(item("acme/a", UP)))


def test_an_approval_is_for_one_figure(owner_database: Database) -> None:
    """What was approved is exactly one price; another jump is asked about."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    decide(owner_database, approve)

    assert {"jump": 1} == held(run(item("acme/a", "0.0003")))
    assert UP == prices(owner_database)["input_tokens"]


def test_a_rejection_is_not_asked_about_again(owner_database: Database) -> None:
    """A rejected figure stays held and counted, and fills nobody's list every six hours."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    decide(owner_database, refuse)

    assert {"jump": 1} == held(run(item("acme/a", UP)))
    assert [] == pending(owner_database)
    run(item("acme/a", "0.00003"))
    assert [["input_tokens", {}, TODAY, "0.00003", "jump"]] == pending(owner_database)


def test_one_review_waits_per_price(owner_database: Database) -> None:
    """The same proposal is filed once; another takes its place, and a withdrawn one goes."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    run(item("acme/a", UP))
    run(item("acme/a", "0.00003"))

    assert [["0.00002", "superseded"], ["0.00003", None]] == rows(
        owner_database, "SELECT new_amount::text, decision FROM price_reviews ORDER BY id"
    )
    run(item("acme/a", TODAY))
    assert [] == pending(owner_database)


def test_a_dry_run_files_nothing(owner_database: Database) -> None:
    """It tells what would be held, and leaves no review behind."""
    run(item("acme/a", TODAY))

    assert {"jump": 1} == held(run(item("acme/a", UP), dry_run=True))
    assert [] == rows(owner_database, "SELECT * FROM price_reviews")
