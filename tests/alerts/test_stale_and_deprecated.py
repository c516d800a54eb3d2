"""What time brings: providers that are stale, and models that end soon."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.registration import register
from tests.support.fakes.alert_channels import Hearing, hearing, tick, wait
from tests.support.fakes.provider_transport import item, items, raw
from tests.support.passing_time import utc_day
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    """Give what operators were told."""
    with hearing(monkeypatch) as heard:
        yield heard


def age(database: Database, hours: int) -> None:
    """Let the last runs be so old."""
    old = timedelta(hours=hours)
    database.run("UPDATE sync_runs SET started_at = now() - CAST(:old AS interval)", old=str(old))
    database.run("UPDATE sync_runs SET completed_at = started_at")


def test_a_stale_provider_is_told_once(told: Hearing, owner_database: Database) -> None:
    """Beyond three cadences, and after a while in which a run may be under way."""
    run(*items(2))
    age(owner_database, 17)
    tick()
    assert [] == rows(owner_database, "SELECT kind FROM alerts")
    age(owner_database, 19)
    tick()
    assert [] == told.subjects
    wait()
    tick()
    tick()

    assert ["openrouter is stale"] == told.subjects
    assert "it is due every 06:00:00" in told.mail[0][1]


def test_whoever_wakes_up_is_not_stale(told: Hearing, owner_database: Database) -> None:
    """A provider that was paused and synchronises on the next occasion is not spoken of."""
    run(*items(2))
    age(owner_database, 100)
    tick()
    run(*items(2))
    tick()
    wait()
    tick()

    assert [] == told.subjects


def test_a_provider_without_a_key_is_not_stale(told: Hearing, owner_database: Database) -> None:
    """One that was never set up is no news after any time; one that never came back is."""
    register(owner_database)
    provider_run.run("groq", triggered_by="cli", fetcher=raw(b"", 500))
    owner_database.run("UPDATE providers SET created_at = now() - interval '9 days'")
    owner_database.run("UPDATE providers SET is_active = slug IN ('groq', 'openrouter')")
    tick()
    wait()
    tick()

    assert ["openrouter is stale"] == told.subjects
    assert "It never had a good run" in told.mail[0][1]


def ending(name: str, days: int) -> object:
    """Return a model that ends in so many days."""
    return item(name, expiration_date=utc_day(days).isoformat())


def test_deprecations_are_one_digest(told: Hearing) -> None:
    """Models that end within thirty days are one message, the soonest first, each once."""
    run(ending("acme/a", 30), ending("acme/b", 3), ending("acme/c", 31), item("acme/d"))
    tick()
    tick()

    assert ["models that end within 30 days: 2"] == told.subjects
    told_of = [line.split()[1] for line in told.mail[0][1].splitlines() if line.startswith("- ")]
    assert ["openrouter/acme/b", "openrouter/acme/a"] == told_of


def test_one_digest_a_day(told: Hearing, owner_database: Database) -> None:
    """What is announced later on the same day waits for tomorrow's digest."""
    run(ending("acme/a", 9))
    tick()
    run(ending("acme/a", 9), ending("acme/b", 9))
    tick()
    assert 1 == len(told.subjects)
    owner_database.run("UPDATE alerts SET subject = '2020-01-01' WHERE kind = 'deprecations'")
    tick()

    assert 2 == len(told.subjects)
    assert "acme/a" not in told.mail[1][1]
    assert "openrouter/acme/b ends on" in told.mail[1][1]


def test_a_date_that_moves_is_told_again(told: Hearing, owner_database: Database) -> None:
    """Who reads of one date has to hear of another one."""
    run(ending("acme/a", 20))
    tick()
    run(ending("acme/a", 10))
    owner_database.run("UPDATE alerts SET subject = '2020-01-01' WHERE kind = 'deprecations'")
    tick()

    assert 2 == len(told.subjects)
    assert f"openrouter/acme/a ends on {utc_day(10)}" in told.mail[1][1]


def test_a_list_tells_dates_too(told: Hearing, owner_database: Database) -> None:
    """Where the seller names no date, that of a reference list counts; a replacement is named."""
    run(*items(2))
    owner_database.run(
        "INSERT INTO reference_facts (model_id, source, deprecation_date)"
        " SELECT id, 'reference:litellm', current_date + 7 FROM models ORDER BY id LIMIT 1"
    )
    owner_database.run("UPDATE models SET replacement = 'acme/m1' WHERE model_id LIKE '%/m0'")
    tick()

    assert f"- openrouter/acme/m0 ends on {utc_day(7)}; use acme/m1" in (
        told.mail[0][1].splitlines()
    )


def test_what_is_not_sold_does_not_end(told: Hearing, owner_database: Database) -> None:
    """A model that is inactive, or that ended already, is in no digest."""
    run(ending("acme/a", 5), ending("acme/b", -1))
    owner_database.run("UPDATE models SET is_active = false WHERE model_id LIKE '%/a'")
    tick()

    assert [] == told.subjects
