"""Runs that are held as a whole: what one mistake of a provider looks like, and a sale."""

import pytest

from pricebook.ledger.documents import refreshing
from pricebook.storage.postgres import Database
from pricebook.sync import run_reviews
from tests.support.databases import EMPTY, Fill
from tests.support.fakes.provider_transport import item
from tests.support.passing_time import pass_time
from tests.support.seeds.tampering import TAMPERED, catalogue, changed, reviews, served
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have the catalogue listed."""
    return filled(lambda: run(*catalogue()))


@pytest.mark.parametrize("case", TAMPERED)
def test_one_mistake_is_one_review(owner_database: Database, case: str) -> None:
    """Nothing of it is served without a mark, and what was accepted stays in force."""
    change, sample = TAMPERED[case]
    report = run(*changed(catalogue(), change))

    assert ("partial", 0) == (report.status, report.prices_changed)
    assert {} == served(owner_database)
    assert [sample] == [sample for _reason, sample, _decision in reviews(owner_database)]
    assert f"run held: {sample}" in str(report.errors)
    assert [[60]] == rows(owner_database, "SELECT count(*) FROM current_prices")


@pytest.mark.parametrize("case", TAMPERED)
def test_when_it_is_over_nothing_is_left(owner_database: Database, case: str) -> None:
    """The prices that come back close the review, and every mark goes."""
    before = served(owner_database)
    run(*changed(catalogue(), TAMPERED[case][0]))

    report = run(*catalogue())

    assert ("success", 0) == (report.status, report.prices_changed)
    assert before == served(owner_database)
    assert ["superseded"] == [decision for *_, decision in reviews(owner_database)]
    assert [[0]] == rows(
        owner_database, "SELECT count(*) FROM price_reviews WHERE decision IS NULL"
    )


@EMPTY
@pytest.mark.parametrize(("models", "affected", "held"), [(90, 8, 0), (90, 31, 62), (25, 9, 0)])
def test_a_sale_of_some_models_passes(models: int, affected: int, held: int) -> None:
    """A third of all prices, and at least twenty, by one factor is a mistake; less is a sale."""
    run(*catalogue(models=models))

    assert held == run(*catalogue("0.5", models=models, changed=affected)).prices_held


def test_an_exchange_rate_that_drifts_is_no_mistake() -> None:
    """Who bills in another currency moves all prices by a little, every day."""
    assert ("success", 60) == ((report := run(*catalogue("1.03"))).status, report.prices_changed)


def test_the_models_of_a_held_run_are_written(owner_database: Database) -> None:
    """Only prices wait: a new model is listed, its prices under review as well."""
    report = run(*catalogue("7.2"), item("acme/new", "0.000001"))

    assert 1 == report.added
    assert [[[], 2]] == rows(
        owner_database,
        "SELECT document -> 'prices', json_array_length(document -> 'under_review') FROM models"
        " WHERE provider_model_id = 'acme/new'",
    )


def test_a_plausible_factor_is_confirmed_by_repetition(owner_database: Database) -> None:
    """A provider that halves all prices is believed after three runs over a day."""
    reports = []
    for _ in range(3):
        pass_time(owner_database, "1 day")
        reports.append(run(*catalogue("0.5")))

    assert ["partial", "partial", "success"] == [report.status for report in reports]
    assert 60 == reports[-1].prices_changed
    assert ["approved"] == [decision for *_, decision in reviews(owner_database)]
    assert [[60]] == rows(
        owner_database,
        "SELECT count(*) FROM model_prices WHERE upper_inf(recorded) AND valid @> now()"
        " AND lower(valid) < now() - interval '47 hours'",
    )


@pytest.mark.parametrize("case", ["7.2", "renamed", "zero"])
def test_repetition_confirms_no_other_mistake(owner_database: Database, case: str) -> None:
    """A wrong unit or another shape is repeated for ever: a person decides."""
    for _ in range(6):
        pass_time(owner_database, "1 day")
        report = run(*changed(catalogue(), TAMPERED[case][0]))

    assert "partial" == report.status
    assert [None] == [decision for *_, decision in reviews(owner_database)]
    assert [[60]] == rows(owner_database, "SELECT count(*) FROM current_prices")


CACHED = {"input_cache_read": "0.00000001"}


@EMPTY
@pytest.mark.parametrize(
    ("instead", "ends"), [({}, True), ({"cached": "0.00000001"}, False), (None, False)]
)
def test_lesser_prices_that_are_gone_are_confirmed_by_repetition(
    owner_database: Database, instead: dict[str, str] | None, *, ends: bool
) -> None:
    """Unless they are only called something else, or base prices are gone with them."""
    run(*changed(catalogue(), lambda pricing: pricing | CACHED))
    later = [] if instead is None else changed(catalogue(), lambda pricing: pricing | instead)
    reports = []
    for _ in range(5):
        pass_time(owner_database, "1 day")
        reports.append(run(*(later or changed(catalogue(), TAMPERED["empty"][0]))))

    statuses = ["partial", "partial", *["success" if ends else "partial"] * 3]
    assert statuses == [report.status for report in reports]
    assert ["approved" if ends else None] == [decision for *_, decision in reviews(owner_database)]
    assert [[60 if ends else 90]] == rows(owner_database, "SELECT count(*) FROM current_prices")


def test_another_mistake_is_another_review(owner_database: Database) -> None:
    """Two days of one mistake and one of another confirm nothing."""
    for factor in ("0.5", "0.5", "0.4"):
        pass_time(owner_database, "1 day")
        report = run(*catalogue(factor))

    assert "partial" == report.status
    assert [("all prices x 0.5", "superseded"), ("all prices x 0.4", None)] == [
        (sample, decision) for _reason, sample, decision in reviews(owner_database)
    ]


def test_a_manual_provider_decides_about_runs(owner_database: Database) -> None:
    """Where an operator wants to decide, repetition does not."""
    owner_database.run("UPDATE providers SET reviews = 'manual' WHERE slug = 'openrouter'")
    for _ in range(4):
        pass_time(owner_database, "1 day")
        report = run(*catalogue("0.5"))

    assert "partial" == report.status


def decide(database: Database, *, approved: bool) -> bool:
    """Decide the one review of a run that waits, as an operator does."""
    ((review,),) = rows(database, "SELECT max(id) FROM run_reviews")
    with refreshing(database):
        return run_reviews.decide(database, review, "ann", "their page says so", approved=approved)


def test_a_person_accepts_a_run_as_a_whole(owner_database: Database) -> None:
    """All of its prices are believed since they were seen first; the next run changes nothing."""
    pass_time(owner_database, "1 day")
    run(*catalogue("7.2"))
    pass_time(owner_database, "1 day")

    assert decide(owner_database, approved=True)

    assert not decide(owner_database, approved=True)
    assert [[60]] == rows(
        owner_database,
        "SELECT count(*) FROM model_prices WHERE upper_inf(recorded) AND valid @> now()"
        " AND lower(valid) < now() - interval '23 hours' AND lower(recorded) > lower(valid)",
    )
    assert ("success", 0) == ((report := run(*catalogue("7.2"))).status, report.prices_changed)


def test_a_person_accepts_that_prices_are_gone(owner_database: Database) -> None:
    """They ended when they were missed first."""
    pass_time(owner_database, "1 day")
    run(*changed(catalogue(), dict))
    run(*changed(catalogue(), TAMPERED["empty"][0]))

    decide(owner_database, approved=True)

    assert [[0]] == rows(owner_database, "SELECT count(*) FROM current_prices")
    assert "success" == run(*changed(catalogue(), TAMPERED["empty"][0])).status


def test_a_rejected_run_is_not_asked_about_again(owner_database: Database) -> None:
    """It stays held and partial, and fills nobody's list."""
    run(*catalogue("7.2"))
    decide(owner_database, approved=False)

    report = run(*catalogue("7.2"))

    assert ("partial", 60) == (report.status, report.prices_held)
    assert [["rejected"]] == [[decision] for *_, decision in reviews(owner_database)]
    assert [[0]] == rows(
        owner_database, "SELECT count(*) FROM price_reviews WHERE decision IS NULL"
    )


def test_a_dry_run_holds_and_keeps_nothing(owner_database: Database) -> None:
    """It tells that the run would be held."""
    report = run(*catalogue("7.2"), dry_run=True)

    assert ("partial", 60) == (report.status, report.prices_held)
    assert [] == reviews(owner_database)
