"""What operators are told: once when it begins, and what to do about it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pricebook.alerts import incidents
from pricebook.errors import GuardRefused, Unreachable
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.registration import register
from pricebook.sync.run_record import Run
from tests.support.fakes.alert_channels import Hearing, hearing, tick, wait
from tests.support.fakes.provider_transport import item, items, raw
from tests.support.seeds.tampering import catalogue
from tests.support.sync_and_query import SLUG, pass_a_cadence, rows, run

pytestmark = pytest.mark.usefixtures("environment")
FAILED = "openrouter failed 3 times in a row"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    """Give what operators were told."""
    with hearing(monkeypatch) as heard:
        yield heard


def fail(times: int = 1) -> None:
    """Let the provider's list be empty for that many cadences."""
    for _attempt in range(times):
        pass_a_cadence()
        with pytest.raises(GuardRefused):
            run()


def jump(price: str) -> Run:
    """Let one model cost so much; ten times more than before is held for review."""
    return run(item("acme/a", prompt=price), item("acme/b"))


def test_failures_are_told_once(told: Hearing) -> None:
    """Two failures are nothing, the third is one message on each channel, the rest are silence."""
    fail(2)
    assert [] == told.subjects
    fail()
    assert [FAILED] == told.subjects
    fail(3)
    tick()

    assert [FAILED] == told.subjects


def test_attempts_within_a_cadence_count_once(told: Hearing) -> None:
    """Three tries in an hour are one cadence without a good run, whoever started them."""
    for _attempt in range(3):
        with pytest.raises(GuardRefused):
            run()

    assert [] == told.subjects


def test_a_failure_says_what_to_do(told: Hearing) -> None:
    """The message has the error, what to do, and where the run is."""
    fail(3)

    ((_subject, text),) = told.mail
    assert "(guard): GuardRefused: the list is empty" in text
    assert "What to do: Look at the provider's own page." in text
    assert "GET /v1/admin/sync-runs/3 tells" in text


def test_how_many_failures_is_a_setting_of_the_provider(
    told: Hearing, owner_database: Database
) -> None:
    """What an operator set for the provider counts, not the default."""
    register(owner_database)
    owner_database.run("UPDATE providers SET alert_after = 2 WHERE slug = 'openrouter'")

    fail(2)

    assert ["openrouter failed 2 times in a row"] == told.subjects


def test_a_success_in_between_counts_anew(told: Hearing) -> None:
    """Failures in a row are those since the last good run."""
    fail(2)
    run(*items(2))
    fail(2)

    assert [] == told.subjects


def test_a_recovery_is_told_once(told: Hearing) -> None:
    """The first good run after a told failure is told; after it the next failures are new."""
    fail(3)
    run(*items(2))
    run(*items(2))
    tick()
    assert [FAILED, "openrouter has recovered"] == told.subjects
    fail(3)

    assert [FAILED, "openrouter has recovered", FAILED] == told.subjects


def test_a_failure_that_nobody_heard_of_is_not_recovered_from(told: Hearing) -> None:
    """While no channel works a failure comes and goes: there is nothing to tell any more."""
    told.slack.status = 500
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ALERTS_TOPIC_ARN")
        fail(3)
        run(*items(2))
    told.slack.status = 200
    wait()
    tick()

    assert [] == told.subjects


def test_held_prices_are_told_once_per_run(told: Hearing) -> None:
    """A run that holds a price back is one message with the price; the next one holds no news."""
    jump("0.000001")
    jump("0.001")
    jump("0.001")
    tick()

    assert ["prices of openrouter under review: 1"] == told.subjects
    ((_subject, text),) = told.mail
    assert "Run 2 held back: 1 (jump)." in text
    assert "- openrouter/acme/a input_tokens would cost 0.001 USD per token" in text
    assert "GET /v1/admin/reviews?provider=openrouter" in text


def test_a_run_that_is_held_is_one_message(told: Hearing, owner_database: Database) -> None:
    """However many prices it changed; it is over with the run, and told again if it returns."""
    for factor in ("1", "7.2", "7.2", "1", "7.2"):
        run(*catalogue(factor))
    tick()

    assert ["openrouter: all prices x 7.2, held"] * 2 == told.subjects
    assert "POST /v1/admin/run-reviews/1/approve" in told.mail[0][1]
    assert [[1]] == rows(owner_database, "SELECT count(*) FROM alerts WHERE closed_at IS NULL")


def test_another_run_that_holds_something_is_told(told: Hearing, owner_database: Database) -> None:
    """A new proposal is news, whether the one before was decided or not."""
    jump("0.000001")
    jump("0.001")
    jump("0.002")
    owner_database.run(
        "UPDATE price_reviews SET decision = 'rejected', decided_by = 'ann', decided_at = now()"
        " WHERE decision IS NULL"
    )
    jump("0.003")

    assert 3 == len(told.subjects)
    assert [["held", 2], ["held", 1]] == rows(
        owner_database,
        "SELECT kind, count(*) FROM alerts GROUP BY kind, closed_at IS NULL ORDER BY count(*) DESC",
    )


def test_a_shrunk_list_is_told_once(told: Hearing, owner_database: Database) -> None:
    """A list that lost most of its models is a message; a good one ends it without a word."""
    run(*items(9))
    run(*items(2))
    run(*items(2))
    assert ["openrouter lost most of its models"] == told.subjects
    run(*items(9))

    assert ["openrouter lost most of its models"] == told.subjects
    assert [[1]] == rows(owner_database, "SELECT count(*) FROM alerts WHERE closed_at IS NOT NULL")


def test_of_many_functions_one_tells(told: Hearing, database_url: str) -> None:
    """Twenty functions that find the same at once are one message on each channel."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incidents, "AFTER_RUN", ())
        fail(3)

    def notice(_number: int) -> None:
        connection = Database(database_url)
        incidents.after_run(connection, SLUG)
        connection.close()

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(notice, range(20)))

    assert [FAILED] == told.subjects


def test_a_network_that_is_down_is_told_like_anything(told: Hearing) -> None:
    """Whatever ends the runs, it is the third that is told."""
    for _attempt in range(3):
        pass_a_cadence()
        with pytest.raises(Unreachable):
            provider_run.run(SLUG, triggered_by="cli", fetcher=raw(b"", 500))

    assert [FAILED] == told.subjects
