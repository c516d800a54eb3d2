"""How held prices resolve themselves, and from when on they are believed."""

from typing import Any

import pytest

from pricebook.ledger.documents import refreshing
from pricebook.storage.postgres import Database
from pricebook.sync.reviews import approve, refuse, undo
from tests.support.fakes.provider_transport import item
from tests.support.passing_time import pass_time
from tests.support.seeds.held_prices import decide, held, pending, rival
from tests.support.sync_and_query import prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

TODAY = "0.000001"
UP = "0.00002"
DAY = "1 day"


def days(database: Database, *amounts: str, **more: Any) -> list[dict[str, int]]:
    """Synchronise with one input price after another, a day apart; return what was held."""
    reports = []
    for amount in amounts:
        reports.append(held(run(item("acme/a", amount, **more))))
        pass_time(database, DAY)
    return reports


def history(database: Database, meter: str = "input_tokens") -> list[list[Any]]:
    """Return what acme/a costs, as we know it now: amount, and how many days ago it began."""
    return database.run(
        "SELECT amount::text, round(extract(epoch FROM now() - lower(valid)) / 86400)::int"
        " FROM model_prices p JOIN models m ON m.id = p.model_id"
        " WHERE m.model_id = 'openrouter/acme/a' AND meter = :meter AND upper_inf(recorded)"
        " ORDER BY lower(valid)",
        meter=meter,
    )


def test_the_same_figure_in_three_runs_over_a_day_is_accepted(owner_database: Database) -> None:
    """It is valid since it was first seen, recorded now, and the decision is on record."""
    jump = {"jump": 1}

    assert [{}, jump, jump, {}] == days(owner_database, TODAY, UP, UP, UP)
    assert [[TODAY, 4], [UP, 3]] == history(owner_database)
    assert [["approved", "sync", "the same figure in 3 complete runs"]] == rows(
        owner_database, "SELECT decision, decided_by, note FROM price_reviews"
    )
    known = "SELECT amount::text FROM prices_at(now() - interval '60 h', now() - interval '60 h')"
    assert [[TODAY], ["0.000002"]] == rows(owner_database, f"{known} ORDER BY meter")
    assert [["sync", "update"]] == rows(
        owner_database,
        "SELECT DISTINCT actor, action FROM admin_audit_log WHERE entity = 'price_reviews'",
    )


def test_three_runs_within_a_day_are_not_enough() -> None:
    """Repetition needs time: a mistake is often repeated for some hours."""
    run(item("acme/a", TODAY))

    assert [{"jump": 1}] * 5 == [held(run(item("acme/a", UP))) for _ in range(5)]


def test_another_figure_begins_anew(owner_database: Database) -> None:
    """What is counted is one figure; two that differ confirm nothing."""
    days(owner_database, TODAY, UP, "0.00003", UP)

    assert [["input_tokens", {}, TODAY, UP, "jump"]] == pending(owner_database)


def test_a_partial_run_confirms_nothing(owner_database: Database) -> None:
    """Only complete answers are repetitions."""
    days(owner_database, TODAY, UP, UP)
    broken = [item(f"acme/b{number}", "cheap") for number in range(3)]

    assert {"jump": 1} == {
        guard: count
        for guard, count in held(run(item("acme/a", UP), *broken)).items()
        if guard == "jump"
    }


@pytest.mark.parametrize("amount", ["0.0061", "0.001"])
def test_repetition_proves_no_unit(owner_database: Database, amount: str) -> None:
    """What is absurd, or a slip of the unit beside two others, waits for a person."""
    run(item("acme/a", TODAY))
    for provider in ("together", "novita"):
        rival(owner_database, provider, TODAY)
    days(owner_database, amount, amount, amount, amount)

    assert TODAY == prices(owner_database)["input_tokens"]
    assert amount == pending(owner_database)[0][3]


def test_a_first_price_is_accepted_too(owner_database: Database) -> None:
    """A price that nothing came before is believed after three runs, and its review is closed."""
    run(item("acme/a", ""))
    rival(owner_database, "together", TODAY)
    first = "0.00005"

    assert [{"new price": 1}, {"new price": 1}, {}] == days(owner_database, first, first, first)
    assert [[first, 3]] == history(owner_database)
    assert [] == pending(owner_database)


def test_another_source_confirms_later(owner_database: Database) -> None:
    """A second source that appears while a price waits lets it in, since it was first seen."""
    days(owner_database, TODAY, UP)
    rival(owner_database, "together", UP)

    assert [{}] == days(owner_database, UP)
    assert [[TODAY, 3], [UP, 2]] == history(owner_database)


def test_a_card_is_accepted_as_one(owner_database: Database) -> None:
    """What was held beside a price is believed together with it."""
    run(item("acme/a", TODAY, "0.000002"))
    for _ in range(3):
        pass_time(owner_database, DAY)
        run(item("acme/a", UP, "0.000003"))

    assert {"input_tokens": UP, "output_tokens": "0.000003"} == prices(owner_database)
    assert [["0.000002", 3], ["0.000003", 2]] == history(owner_database, "output_tokens")


def test_a_manual_provider_waits_for_a_person(owner_database: Database) -> None:
    """Where an operator wants to decide, neither repetition nor another source does."""
    run(item("acme/a", TODAY))
    owner_database.run("UPDATE providers SET reviews = 'manual' WHERE slug = 'openrouter'")
    rival(owner_database, "together", UP)
    days(owner_database, UP, UP, UP, UP)

    assert TODAY == prices(owner_database)["input_tokens"]


def test_a_price_that_goes_back_closes_its_review(owner_database: Database) -> None:
    """The reason is on record."""
    days(owner_database, TODAY, UP, TODAY)

    assert [["superseded", "the price is what it was before"]] == rows(
        owner_database, "SELECT decision, note FROM price_reviews"
    )


def test_a_model_that_goes_closes_its_reviews(owner_database: Database) -> None:
    """Nobody decides about a model that is not sold any more."""
    run(item("acme/a", TODAY), item("acme/b"))
    run(item("acme/a", UP), item("acme/b"))
    for _ in range(3):
        pass_time(owner_database, DAY)
        run(item("acme/b"))

    assert [["superseded", "the model is not listed any more"]] == rows(
        owner_database, "SELECT decision, note FROM price_reviews"
    )


def test_a_figure_that_was_replaced_enters_with_its_successor(owner_database: Database) -> None:
    """Each figure that was published while it waited is believed for its own time."""
    days(owner_database, TODAY, UP, "0.000021", "0.000022", "0.000022", "0.000022")

    assert [[TODAY, 6], [UP, 5], ["0.000021", 4], ["0.000022", 3]] == history(owner_database)


def test_a_figure_that_a_passing_one_replaced_is_confirmed_by_it(owner_database: Database) -> None:
    """What follows need not have waited itself."""
    days(owner_database, TODAY, "0.000011", "0.00001")

    assert [[TODAY, 3], ["0.000011", 2], ["0.00001", 1]] == history(owner_database)


def test_an_outlier_is_not_confirmed_by_what_follows(owner_database: Database) -> None:
    """A figure far from the one that replaced it enters only if a person accepts it."""
    days(owner_database, TODAY, "0.0001", "0.000002")
    assert [[TODAY, 3], ["0.000002", 1]] == history(owner_database)
    ((review,),) = rows(owner_database, "SELECT id FROM price_reviews")

    with refreshing(owner_database):
        approve(owner_database, [review], "ann", None)

    assert [[TODAY, 3], ["0.0001", 2], ["0.000002", 1]] == history(owner_database)


def test_a_person_accepts_since_it_was_seen(owner_database: Database) -> None:
    """An approval is for the card, and from the first observation on; undone, nothing is left."""
    run(item("acme/a", TODAY, "0.000002"))
    pass_time(owner_database, DAY)
    run(item("acme/a", UP, "0.000003"))
    pass_time(owner_database, DAY)
    ((review,),) = rows(owner_database, "SELECT id FROM price_reviews WHERE reason = 'jump'")

    with refreshing(owner_database):
        approve(owner_database, [review], "ann", None)

    assert [[TODAY, 2], [UP, 1]] == history(owner_database)
    assert [["0.000002", 2], ["0.000003", 1]] == history(owner_database, "output_tokens")
    with refreshing(owner_database):
        undo(owner_database, review, "ann", None)
    assert TODAY == prices(owner_database)["input_tokens"]
    assert {TODAY} == {amount for amount, _days in history(owner_database)}


def test_a_rejected_figure_is_never_accepted_by_itself(owner_database: Database) -> None:
    """Not by repetition, and not by another source."""
    days(owner_database, TODAY, UP)
    decide(owner_database, refuse)
    rival(owner_database, "together", UP)

    assert [{"jump": 1}] * 4 == days(owner_database, UP, UP, UP, UP)
