"""Sync now: one run at a time per provider, and not too often."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from pricebook.errors import AlreadyRunning, GuardRefused
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import provider_run
from pricebook.sync.lease import Lease
from pricebook.sync.registration import register
from tests.support.admin_client import AdminClient
from tests.support.fakes.lambda_invoke_api import Lambda, invocable
from tests.support.fakes.provider_transport import answering, items

ADDRESS = "/v1/admin/sync/openrouter"


@pytest.fixture(autouse=True)
def functions(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lambda]:
    """Give what the functions were asked to do."""
    with invocable(monkeypatch) as client:
        yield client


def begin(event: dict[str, Any]) -> None:
    """Do what the sync function does with an event."""
    provider_run.run(
        event["provider"],
        triggered_by=event["triggered_by"],
        queued=event["run_id"],
        fetcher=answering(*items(2)),
    )


def test_a_run_is_started_and_followed(admin: AdminClient, functions: Lambda) -> None:
    """202 has the address of a run that is queued, and after the sync function a success."""
    answer = admin.ask("POST", ADDRESS)
    address = answer.json()["data"]["address"]

    assert (202, address) == (answer.status, answer.headers["location"])
    assert "queued" == admin.ask("GET", address).json()["data"]["status"]
    begin(functions.started.pop())
    run = admin.ask("GET", address).json()["data"]
    assert ("success", "admin:ada", 2) == (run["status"], run["triggered_by"], run["models_added"])


def test_a_second_sync_is_409_then_429(admin: AdminClient, functions: Lambda) -> None:
    """While a run is under way the answer is 409 with its address, and soon after it 429."""
    first = admin.ask("POST", ADDRESS).json()["data"]
    second = admin.ask("POST", ADDRESS)
    begin(functions.started.pop())
    third = admin.ask("POST", ADDRESS)

    assert (409, first["run_id"]) == (second.status, second.json()["error"]["details"]["run_id"])
    assert 429 == third.status
    assert 290 < int(third.headers["retry-after"]) <= 300
    assert [] == functions.started


def test_the_cooldown_is_a_setting(
    admin: AdminClient, functions: Lambda, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a cooldown of zero seconds nobody waits."""
    monkeypatch.setenv("SYNC_COOLDOWN_SECONDS", "0")
    admin.ask("POST", ADDRESS)
    begin(functions.started.pop())

    assert 202 == admin.ask("POST", ADDRESS).status


def test_two_hundred_at_once_start_one_run(
    admin: AdminClient, database_url: str, owner_database: Database
) -> None:
    """Of two hundred concurrent triggers one gets the run, and the others are refused."""
    register(writer())
    query = {"providers": ["openrouter"], "triggered_by": "admin:ada"}
    limits = {"lease": "5 minutes", "cooldown": "5 minutes"}

    def trigger(_number: int) -> list[Any]:
        connection = Database(database_url)
        with connection.transaction():
            connection.run("admin.sync_runs.serialise")
            got = connection.run("admin.sync_runs.queue", **query, **limits)
        connection.close()
        return got

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(trigger, range(200)))

    assert 1 == sum(len(answer) for answer in answers)
    assert [[1]] == owner_database.run("SELECT count(*) FROM sync_runs")
    assert 409 == admin.ask("POST", ADDRESS).status


def test_a_run_beside_a_running_one_is_skipped(
    admin: AdminClient, functions: Lambda, database_url: str
) -> None:
    """A schedule that begins first is not disturbed, and the queued run says why it ended."""
    address = admin.ask("POST", ADDRESS).json()["data"]["address"]
    event = functions.started.pop()
    other = Database(database_url)
    with Lease(other, "openrouter", "schedule", dry_run=False):
        with pytest.raises(AlreadyRunning):
            begin(event)
        run = admin.ask("GET", address).json()["data"]

    other.close()
    assert "skipped" == run["status"]
    assert "another run" in run["errors"][0]["sample"]


def test_force_accepts_a_shrunk_list(admin: AdminClient, functions: Lambda) -> None:
    """With force the run believes an answer that lost most of its models, and that is on record."""
    admin.ask("POST", ADDRESS, force="true")

    assert [True] == [event["force"] for event in functions.started]
    (entry,) = admin.ask("GET", "/v1/admin/audit", action="sync").json()["data"]
    assert entry["after"]["force"] is True


def test_wait_returns_the_finished_run(admin: AdminClient, functions: Lambda) -> None:
    """With wait the answer is the run itself."""
    answer = admin.ask("POST", ADDRESS, wait="true")

    assert (200, "openrouter") == (answer.status, answer.json()["data"]["provider"])
    assert "RequestResponse" == functions.kinds.pop()


def test_a_dry_run_leaves_no_trace(
    admin: AdminClient, functions: Lambda, owner_database: Database
) -> None:
    """What the sync function would do is the answer; there is no run, and no cooldown after it."""
    functions.answer = {"provider": "openrouter", "dry_run": True, "added": 2}

    answer = admin.ask("POST", ADDRESS, dry_run="true")

    assert (200, functions.answer) == (answer.status, answer.json()["data"])
    assert [True] == [event["dry_run"] for event in functions.started]
    assert [[0]] == owner_database.run("SELECT count(*) FROM sync_runs")


def test_a_dry_run_that_fails_says_why(admin: AdminClient, functions: Lambda) -> None:
    """What the provider did wrong is the answer, and no error of ours."""
    functions.error = "Unhandled"
    functions.answer = {"errorType": "Unreachable", "errorMessage": "no route to host"}

    data = admin.ask("POST", ADDRESS, dry_run="true").json()["data"]

    assert ("failed", ["Unreachable: no route to host"]) == (data["status"], data["errors"])


def test_sync_all_starts_every_active_provider(
    admin: AdminClient, functions: Lambda, owner_database: Database
) -> None:
    """All that are not paused are started; those that cannot be say why."""
    register(writer())
    owner_database.run("UPDATE providers SET is_active = false WHERE slug = 'groq'")
    admin.ask("POST", ADDRESS)

    data = admin.ask("POST", "/v1/admin/sync").json()["data"]

    names = {event["provider"] for event in functions.started}
    assert len(data["started"]) + 1 == len(functions.started) == len(names)
    assert "groq" not in names
    assert ["openrouter"] == [refusal["provider"] for refusal in data["refused"]]


@pytest.mark.parametrize("wait", ["true", "false"])
def test_runs_that_cannot_start_are_failed(
    admin: AdminClient, functions: Lambda, wait: str
) -> None:
    """Lambda refuses: the answer is 503, the run has failed and says why, and nobody waits."""
    functions.refuses = True

    assert 503 == admin.ask("POST", ADDRESS, wait=wait).status
    (run,) = admin.ask("GET", "/v1/admin/sync-runs").json()["data"]
    assert "failed" == run["status"]
    assert "Rate Exceeded" in run["errors"][0]["sample"]
    functions.refuses = False
    assert 202 == admin.ask("POST", ADDRESS).status


def test_a_sync_is_audited(admin: AdminClient) -> None:
    """Starting a run is in the audit, with the run."""
    run = admin.ask("POST", ADDRESS).json()["data"]["run_id"]

    (entry,) = admin.ask("GET", "/v1/admin/audit", action="sync").json()["data"]
    fields = {"run_id": run, "force": False}
    assert ("ada", "openrouter", fields) == (entry["actor"], entry["subject"], entry["after"])


@pytest.mark.parametrize("listed", ["sync-runs", "audit"])
def test_time_that_runs_backwards_is_refused(admin: AdminClient, listed: str) -> None:
    """No operator takes an empty list for a quiet week."""
    answer = admin.ask("GET", f"/v1/admin/{listed}", since="2026-03-02", until="2026-03-01")

    assert 400 == answer.status


def test_an_unknown_run_is_404(admin: AdminClient) -> None:
    """Whatever stands in place of a run's number."""
    odd = ("0", "-1", "1e3", "99999999999999999999", "9" * 5000, "a\0b", "٣", "1\n")

    answers = [admin.ask("GET", f"/v1/admin/sync-runs/{run}").status for run in odd]
    assert [404] * len(odd) == answers


def test_wrong_filters_of_runs_are_400(admin: AdminClient) -> None:
    """A zero byte, a status that is none, or no moment is refused."""
    wrong: list[dict[str, Any]] = [
        {"provider": "a\0"},
        {"triggered_by": "\0"},
        {"status": "done"},
        {"since": "1700000000"},
    ]

    assert [400] * 4 == [admin.ask("GET", "/v1/admin/sync-runs", **q).status for q in wrong]


def test_an_unknown_provider_is_404(admin: AdminClient) -> None:
    """The answer names the nearest one."""
    answer = admin.ask("POST", "/v1/admin/sync/opnrouter")

    assert 404 == answer.status
    assert "'openrouter'" in answer.json()["error"]["message"]


def test_runs_are_filtered_and_counted(admin: AdminClient, functions: Lambda) -> None:
    """The list has the runs that were asked for, and statistics of them."""
    run = partial(provider_run.run, triggered_by="cli")
    run("openrouter", fetcher=answering(*items(2)))
    with pytest.raises(GuardRefused):
        run("openrouter", fetcher=answering())

    answer = admin.ask("GET", "/v1/admin/sync-runs", provider="openrouter").json()
    failed = admin.ask("GET", "/v1/admin/sync-runs", status="failed").json()

    assert ["failed", "success"] == [row["status"] for row in answer["data"]]
    assert (1, 1) == tuple(answer["meta"]["statistics"][name] for name in ("success", "failed"))
    assert ["guard"] == [row["errors"][0]["category"] for row in failed["data"]]
    assert [] == functions.started
