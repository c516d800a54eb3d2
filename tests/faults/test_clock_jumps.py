"""Clocks that jump, forward and back: what is cached, leased, held and believed survives them."""

import time
from collections.abc import Callable

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.errors import AlreadyRunning
from pricebook.storage import token_bucket, valkey
from pricebook.storage.postgres import Database
from pricebook.sync.lease import Lease
from tests.faults.operations import STATED
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.passing_time import pass_time
from tests.support.seeds.held_prices import pending
from tests.support.sync_and_query import last_run, prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

SOURCE, COPIES = "x-pricebook-cache", {"stale", "snapshot"}
TODAY, TOMORROW, UP = "0.000001", "0.0000011", "0.00002"
WINDOW_S = 60
JUMPS_S = (-864_000, -3600, -90, 90, 3600, 864_000)

type Jump = Callable[[int], None]


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Jump:
    """Give what sets the clock of this process that many seconds ahead of the true one."""
    true = time.time

    def ahead(seconds: int) -> None:
        monkeypatch.setattr(time, "time", lambda: true() + seconds)

    return ahead


@pytest.mark.parametrize("seconds", JUMPS_S)
def test_caches_tell_what_is_believed_now(
    client: CatalogClient, reset_process: Callable[[], None], jump: Jump, seconds: int
) -> None:
    """Whatever the clock says, no answer is a copy, none is older than the last run."""

    def charged() -> list[str]:
        answers = [client.get("/v1/catalog") for _ in range(2)]
        reset_process()
        answers += [client.get("/v1/catalog") for _ in range(2)]
        assert not COPIES & {answer.headers[SOURCE] for answer in answers}
        assert "memory" == answers[1].headers[SOURCE] == answers[3].headers[SOURCE]
        return [answer.json()["data"][0]["pricing"]["prompt"] for answer in answers]

    run(item("acme/a", TODAY))
    told = charged()
    jump(seconds)
    told += charged()
    run(item("acme/a", TOMORROW))
    told += charged()
    jump(0)
    told += charged()

    assert [*["1"] * 8, *["1.1"] * 8] == told


@pytest.mark.parametrize("seconds", JUMPS_S)
def test_nobody_is_locked_out(jump: Jump, seconds: int) -> None:
    """A lease to build is free again when it ends at the latest, and a bucket fills in a window."""
    assert valkey.leased("address")
    assert not valkey.leased("address")
    assert [True, False] == [taken.allowed for taken in _two_tokens()]

    jump(seconds)

    assert valkey.leased("address")
    _two_tokens()
    jump(seconds + WINDOW_S)
    assert _two_tokens()[0].allowed


def _two_tokens() -> list[token_bucket.Taken]:
    taken = [token_bucket.take("somebody", 1, WINDOW_S) for _ in range(2)]
    assert all(taken)
    return [one for one in taken if one]


def test_a_clock_that_is_set_back_ends_no_lease(owner_database: Database, held: Lease) -> None:
    """A runner that lives keeps its lease; when its session is gone the next one begins."""
    pass_time(owner_database, "-10 days")

    with pytest.raises(AlreadyRunning):
        run(item("acme/a"))
    held._database.close()

    assert "success" == run(item("acme/a")).status


def test_a_clock_that_jumps_ahead_lets_one_run_write(owner_database: Database, held: Lease) -> None:
    """The runner seems dead and is replaced, and its signs of life come too late."""
    pass_time(owner_database, "10 days")

    assert "success" == run(item("acme/a")).status
    held.beat()

    assert [["failed"], ["success"]] == rows(
        owner_database, "SELECT status FROM sync_runs ORDER BY id"
    )


def test_a_clock_that_is_set_back_loses_nothing(
    owner_database: Database, client: CatalogClient
) -> None:
    """Until it is past what was written, runs fail and say why, and readers are told the same."""
    run(item("acme/a", TODAY))
    stated = rows(owner_database, STATED)
    pass_time(owner_database, "-10 days")

    with pytest.raises(DatabaseError):
        run(item("acme/a", TOMORROW))

    (error,) = last_run(owner_database)["errors"]
    assert stated == rows(owner_database, STATED)
    assert "1" == _told(client)
    assert ("failed", "database") == (last_run(owner_database)["status"], error["category"])
    assert "clock: it was set back" in error["what_to_do"]

    pass_time(owner_database, "10 days")
    assert "success" == run(item("acme/a", TOMORROW)).status
    assert "1.1" == _told(client)


def _told(client: CatalogClient) -> str:
    pricing = client.get("/v1/models/openrouter/acme/a").json()["data"]["pricing"]
    return str(pricing["prompt"])


def test_a_held_price_waits_for_three_runs_whatever_the_clock_says(
    owner_database: Database,
) -> None:
    """Ten days that pass at once are one run: only the third one that repeats it is believed."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    pass_time(owner_database, "10 days")

    run(item("acme/a", UP))
    assert (1, TODAY) == (len(pending(owner_database)), prices(owner_database)["input_tokens"])
    run(item("acme/a", UP))
    assert (0, UP) == (len(pending(owner_database)), prices(owner_database)["input_tokens"])
