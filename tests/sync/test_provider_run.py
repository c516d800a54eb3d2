"""What a run writes."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import item, items
from tests.support.passing_time import pass_time
from tests.support.sync_and_query import prices, rows, run, versions

pytestmark = pytest.mark.usefixtures("environment")


def test_a_first_run_lists_everything(owner_database: Database) -> None:
    """Every item becomes a model with its prices, and the counts say so."""
    report = run(item("acme/a"), item("acme/b:free", "0", "0"))

    assert ("success", 2, 2, 0) == (
        report.status,
        report.fetched,
        report.added,
        report.prices_changed,
    )
    assert {"input_tokens": "0.000001", "output_tokens": "0.000002"} == prices(owner_database)
    assert {"input_tokens": "free", "output_tokens": "free"} == prices(
        owner_database, "openrouter/acme/b:free"
    )


def test_a_quiet_run_writes_nothing(owner_database: Database) -> None:
    """The same answer again leaves every row of models and prices physically untouched."""
    run(*items(5))
    before = versions(owner_database)
    generations = rows(owner_database, "SELECT * FROM generations ORDER BY scope")

    report = run(*items(5))

    assert before == versions(owner_database)
    assert generations == rows(owner_database, "SELECT * FROM generations ORDER BY scope")
    assert (0, 0, 5) == (report.added, report.updated, report.unchanged)


def test_a_changed_price_keeps_its_past(owner_database: Database) -> None:
    """After a change both questions have answers: what it cost then, what we believed then."""
    run(item("acme/a", "0.000001"))
    report = run(item("acme/a", "0.000003"))

    (change,) = report.price_changes
    assert change == {
        "model_id": "openrouter/acme/a",
        "meter": "input_tokens",
        "conditions": {},
        "old": {"state": "known", "amount": "0.000001"},
        "new": {"state": "known", "amount": "0.000003"},
    }
    moments = rows(owner_database, "SELECT completed_at FROM sync_runs ORDER BY id")
    (first,), (second,) = moments
    assert "0.000003" == _price_at(owner_database, valid=second, known=second)
    assert "0.000001" == _price_at(owner_database, valid=first, known=second)
    assert "0.000001" == _price_at(owner_database, valid=first, known=first)


def _price_at(database: Database, valid: object, known: object) -> str:
    (found,) = database.run(
        "SELECT amount::text FROM model_prices WHERE meter = 'input_tokens'"
        " AND valid @> CAST(:valid AS timestamptz) AND recorded @> CAST(:known AS timestamptz)",
        valid=valid,
        known=known,
    )
    return str(found[0])


def test_a_price_that_vanishes_is_unknown(owner_database: Database) -> None:
    """A key that is gone for three runs leaves no price behind, and no zero."""
    run(item("acme/a", pricing={"web_search": "0.01"}))
    for _ in range(3):
        assert "0.01" == prices(owner_database)["web_searches"]
        pass_time(owner_database, "6 hours")
        run(item("acme/a"))

    assert {"input_tokens", "output_tokens"} == set(prices(owner_database))


def test_22_decimals_survive(owner_database: Database) -> None:
    """The smallest published figure comes back digit by digit."""
    run(item("acme/a", "0.0000000208333333333333"))

    assert "0.0000000208333333333333" == prices(owner_database)["input_tokens"]
    (document,) = rows(owner_database, "SELECT document FROM models")[0]
    assert "0.0208333333333333" == document["pricing"]["prompt"]


def test_a_dynamic_price_is_no_number(owner_database: Database) -> None:
    """A router's -1 is a state; it appears in no sum."""
    run(item("acme/a", "-1", "-1"))

    assert {"input_tokens": "dynamic", "output_tokens": "dynamic"} == prices(owner_database)
    (document,) = rows(owner_database, "SELECT document FROM models")[0]
    assert {} == document["pricing"]


def missing(database: Database, count: int, **options: Any) -> Run:
    """Synchronise six hours later with this many items."""
    pass_time(database, "6 hours")
    return run(*items(count), **options)


def test_three_runs_within_seconds_remove_nothing(owner_database: Database) -> None:
    """A model is missed by time as well as by runs, and so is a price."""
    run(*items(3), item("acme/a", pricing={"web_search": "0.01"}))
    reports = [run(*items(2), item("acme/a")) for _ in range(4)]

    assert [0] * 4 == [report.deactivated for report in reports]
    assert "0.01" == prices(owner_database)["web_searches"]


def test_a_missing_model_leaves_after_three_runs(owner_database: Database) -> None:
    """One bad day of a provider removes nothing; three complete runs without a model do."""
    run(*items(3))
    reports = [missing(owner_database, 2) for _ in range(3)]

    assert [1, 1, 1] == [report.missing for report in reports]
    assert [0, 0, 1] == [report.deactivated for report in reports]
    assert [["openrouter/acme/m2"]] == rows(
        owner_database, "SELECT model_id FROM models WHERE NOT is_active"
    )
    assert {} == prices(owner_database, "openrouter/acme/m2")


def test_a_model_returns(owner_database: Database) -> None:
    """A model that is listed again is active again, with its history."""
    run(*items(3))
    for _ in range(3):
        missing(owner_database, 2)
    report = run(*items(3))

    assert (1, 0) == (report.returned, report.added)
    assert [[3]] == rows(owner_database, "SELECT count(*) FROM models WHERE is_active")


def test_a_shrunk_answer_deactivates_nothing(owner_database: Database) -> None:
    """Half a list is a partial run, however often it comes."""
    run(*items(10))
    reports = [run(*items(4)) for _ in range(4)]

    assert {"partial"} == {report.status for report in reports}
    assert [[10]] == rows(owner_database, "SELECT count(*) FROM models WHERE is_active")
    assert "FORCE=1" in str(reports[0].errors)


def test_who_has_left_is_no_loss(owner_database: Database) -> None:
    """A list is measured against what is sold, not against all that ever was."""
    run(*items(8))
    for _ in range(3):
        missing(owner_database, 4)

    report = run(*items(3))

    assert ("success", 1) == (report.status, report.missing)


def test_an_operator_can_force_a_shrunk_answer(owner_database: Database) -> None:
    """With force the same answer counts as complete."""
    run(*items(10))
    for _ in range(3):
        missing(owner_database, 4, force=True)

    assert [[4]] == rows(owner_database, "SELECT count(*) FROM models WHERE is_active")


def test_a_malformed_item_is_set_aside(owner_database: Database) -> None:
    """A price that is no number rejects its item; the model keeps what is believed of it."""
    run(*items(9), item("acme/a"))
    reports = [run(*items(9), item("acme/a", "cheap")) for _ in range(4)]

    assert [1] * 4 == [report.rejected for report in reports]
    assert {"input_tokens": "0.000001", "output_tokens": "0.000002"} == prices(owner_database)
    assert [[10]] == rows(owner_database, "SELECT count(*) FROM models WHERE is_active")
    assert "acme/a: pricing.prompt is 'cheap'" in str(reports[0].errors)


def test_an_id_that_comes_twice_is_kept_once(owner_database: Database) -> None:
    """The first of two stays, and the second is counted."""
    report = run(item("acme/a", "0.000001"), item("acme/a", "0.000009"))

    assert (1, 1) == (report.added, report.rejected)
    assert "0.000001" == prices(owner_database)["input_tokens"]


def test_ids_that_differ_in_case_are_two_models(owner_database: Database) -> None:
    """An upper-case letter makes another model, at the provider as here."""
    run(item("acme/a"), item("acme/A"))

    assert [[2]] == rows(owner_database, "SELECT count(*) FROM models")


def test_a_pinned_field_survives(owner_database: Database) -> None:
    """What an operator fixed is never overwritten by a provider."""
    run(item("acme/a", context_length=1000))
    owner_database.run("UPDATE models SET context_length = 5, pins = '{\"context_length\": 5}'")
    run(item("acme/a", context_length=2000))

    assert [[5]] == rows(owner_database, "SELECT context_length FROM models")


def test_a_partial_answer_takes_no_price_back(owner_database: Database) -> None:
    """Where an answer is cut, a price that is missing from it stays believed."""
    run(*items(9), item("acme/a", pricing={"web_search": "0.01"}))
    report = run(item("acme/a"))

    assert "partial" == report.status
    assert "0.01" == prices(owner_database)["web_searches"]
