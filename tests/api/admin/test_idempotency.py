"""Idempotency-Key: what is sent twice is done once, and answered alike both times."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError
from redis import Redis

from pricebook.api.admin.idempotency import RETENTION_S, Attempt
from pricebook.errors import Conflict
from pricebook.storage import valkey
from pricebook.storage.postgres import Database
from tests.support.admin_client import KEY, AdminClient
from tests.support.admin_models import MODELS, ONE
from tests.support.clients import Response
from tests.support.fakes.lambda_invoke_api import Lambda, invocable
from tests.support.fakes.token_issuer import claims
from tests.support.seeds.tiers import LISTED, PAID
from tests.support.sync_and_query import rows, run

SYNC = "/v1/admin/sync/openrouter"
BENCHMARKS = "/v1/admin/benchmarks"
NAMED = {"Idempotency-Key": "order-66"}
SCORE = {"model_id": PAID, "benchmark_name": "MMLU", "score": 88, "source_url": "https://a.example"}
PRICE = {"meter": "input_tokens", "amount": "2", "reason": "the invoice"}
SCOPE = {"subject": "ada", "key": "order-66", "method": "POST", "path": SYNC}
"""Whose key it is and for what, as the module counts it."""


@pytest.fixture(autouse=True)
def functions(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lambda]:
    """Give what the functions were asked to do."""
    with invocable(monkeypatch) as client:
        yield client


def ask(admin: AdminClient, method: str, path: str, body: Any = None, **query: Any) -> Response:
    """Send a request under the name that every test uses."""
    return admin.ask(method, path, body, NAMED, **query)


def replayed(answer: Response) -> bool:
    """Whether an answer is that of an earlier request."""
    return "true" == answer.headers.get("idempotency-replayed")


def kept() -> dict[bytes, int]:
    """Return every key that Valkey holds, with the seconds that it is kept for."""
    with Redis.from_url(os.environ["REDIS_URL"]) as client:
        names = client.keys(f"{valkey.PREFIX}:idempotency*")
        return {name: client.ttl(name) for name in names}


def test_a_second_request_is_answered_like_the_first(admin: AdminClient, functions: Lambda) -> None:
    """Status, headers and body are those of the first answer, and it says so."""
    first, second = (ask(admin, "POST", SYNC) for _ in range(2))

    assert [False, True] == [replayed(answer) for answer in (first, second)]
    assert (202, first.body) == (second.status, second.body)
    headers = dict(second.headers)
    assert "true" == headers.pop("idempotency-replayed")
    assert first.headers == headers
    assert 1 == len(functions.started)
    ((name, seconds),) = kept().items()
    assert b"order-66" not in name
    assert RETENTION_S - 60 < seconds <= RETENTION_S


def test_without_a_key_each_request_counts(admin: AdminClient) -> None:
    """Who sends no key is not answered from the past, and leaves nothing behind."""
    assert 202 == admin.ask("POST", SYNC).status
    assert 409 == admin.ask("POST", SYNC).status
    assert {} == kept()


@pytest.mark.parametrize(
    "write",
    [
        {"method": "POST", "path": BENCHMARKS, "body": SCORE},
        {"method": "PATCH", "path": ONE, "body": {"is_pro": False}},
        {"method": "PUT", "path": f"/v1/admin/prices/{PAID}", "body": PRICE},
        {"method": "DELETE", "path": BENCHMARKS, "model_id": PAID, "benchmark_name": "Old"},
    ],
)
def test_every_write_takes_a_key(admin: AdminClient, owner_database: Database, write: Any) -> None:
    """What was entered, changed, stated or taken back stays so, with one entry in the audit."""
    run(*LISTED)
    admin.ask("POST", BENCHMARKS, {**SCORE, "benchmark_name": "Old"})
    ask(admin, **write)
    before = rows(owner_database, "SELECT count(*) FROM admin_audit_log")

    second = ask(admin, **write)

    assert (200, True) == (second.status, replayed(second)), second.body
    assert before == rows(owner_database, "SELECT count(*) FROM admin_audit_log")


def test_a_key_is_for_one_request(admin: AdminClient) -> None:
    """With another body or another query it is 422; on another path it is another key."""
    run(*LISTED)
    ask(admin, "PATCH", ONE, {"is_pro": False})

    refused = [
        ask(admin, "PATCH", ONE, {"is_pro": True}),
        ask(admin, "PATCH", ONE, {"is_pro": False}, dry_run="true"),
    ]
    elsewhere = ask(admin, "PATCH", MODELS, {"ids": [PAID], "is_pro": True})

    errors = [(answer.status, answer.json()["error"]["code"]) for answer in refused]
    assert [(422, "key_reused")] * 2 == errors
    assert (200, False) == (elsewhere.status, replayed(elsewhere))


def test_a_dry_run_has_its_own_answer(admin: AdminClient, owner_database: Database) -> None:
    """What would happen is told again as it was, and still nothing has happened."""
    run(*LISTED)
    answers = [ask(admin, "POST", BENCHMARKS, SCORE, dry_run="true") for _ in range(2)]

    assert [False, True] == [replayed(answer) for answer in answers]
    assert {"dry_run": True} == answers[1].json()["meta"]
    assert [] == rows(owner_database, "SELECT FROM benchmarks")


def test_a_key_belongs_to_its_operator(admin: AdminClient) -> None:
    """Another operator who thinks of the same word is not told what the first one did."""
    ask(admin, "POST", SYNC)
    admin.token = KEY.sign(claims(sub="bob", subscription_tier="admin"))

    other = ask(admin, "POST", SYNC)

    assert (409, False) == (other.status, replayed(other))


def test_a_second_request_during_the_first_is_409(admin: AdminClient, functions: Lambda) -> None:
    """409 until it is answered; after the time that a function has, whoever began it is dead."""
    Attempt(SCOPE, None).begin(29_000)
    waiting = ask(admin, "POST", SYNC)
    Attempt(SCOPE, None).end(None)
    Attempt(SCOPE, None).begin(0)
    taken_over = ask(admin, "POST", SYNC)

    assert (409, "conflict") == (waiting.status, waiting.json()["error"]["code"])
    assert "still running" in waiting.json()["error"]["message"]
    assert (202, 1) == (taken_over.status, len(functions.started))


@pytest.mark.usefixtures("environment")
def test_of_many_concurrent_requests_one_runs() -> None:
    """Fifty that arrive at the same moment are one that begins, and 49 that have to wait."""
    attempts = [Attempt(SCOPE, None) for _ in range(50)]

    def begins(attempt: Attempt) -> bool:
        try:
            return attempt.begin(29_000) is None
        except Conflict:
            return False

    with ThreadPoolExecutor(20) as threads:
        assert 1 == sum(threads.map(begins, attempts))


def test_a_refused_request_frees_its_key(admin: AdminClient, functions: Lambda) -> None:
    """Nothing was done, so nothing is kept: the same key does it when it can be done."""
    functions.refuses = True
    assert 503 == ask(admin, "POST", SYNC).status
    assert 404 == ask(admin, "POST", "/v1/admin/sync/nobody").status
    assert {} == kept()

    functions.refuses = False
    assert 202 == ask(admin, "POST", SYNC).status


def test_a_failed_request_frees_its_key(admin: AdminClient, owner_database: Database) -> None:
    """What broke in the middle was rolled back, and may be tried again."""
    run(*LISTED)
    owner_database.run("ALTER TABLE models ADD CONSTRAINT fault CHECK (license <> 'MIT')")
    with pytest.raises(DatabaseError, match="fault"):
        ask(admin, "PATCH", ONE, {"pins": {"license": "MIT"}})
    owner_database.run("ALTER TABLE models DROP CONSTRAINT fault")

    assert 200 == ask(admin, "PATCH", ONE, {"pins": {"license": "MIT"}}).status


@pytest.mark.parametrize("key", ["", "k" * 256, "k" * 400])
def test_a_key_has_a_length(admin: AdminClient, functions: Lambda, key: str) -> None:
    """An empty one or a long one is refused before anything is done."""
    refused = admin.ask("POST", SYNC, headers={"Idempotency-Key": key})

    parameter = refused.json()["error"]["details"]["parameter"]
    assert (400, "Idempotency-Key") == (refused.status, parameter)
    assert ([], {}) == (functions.started, kept())
    assert 202 == admin.ask("POST", SYNC, headers={"Idempotency-Key": "k" * 255}).status


def test_a_read_needs_no_key(admin: AdminClient) -> None:
    """GET changes nothing: it is answered anew each time, with a key or without."""
    for _ in range(2):
        assert not replayed(ask(admin, "GET", MODELS))
    assert {} == kept()


@pytest.mark.parametrize("tier", [None, "pro"])
def test_a_token_is_checked_before_the_key(
    admin: AdminClient, kill_valkey: Callable[[], None], tier: str | None
) -> None:
    """Who is no operator learns nothing of keys, not even that none can be looked up now."""
    admin.token = KEY.sign(claims(subscription_tier=tier)) if tier else "forged"
    kill_valkey()

    assert (403 if tier else 401) == ask(admin, "POST", SYNC).status


def test_without_valkey_nothing_is_done_twice(
    admin: AdminClient, functions: Lambda, kill_valkey: Callable[[], None]
) -> None:
    """Who relies on a key is told to wait; who sends none is served."""
    kill_valkey()

    refused = ask(admin, "POST", SYNC)

    assert (503, "5", []) == (refused.status, refused.headers["retry-after"], functions.started)
    assert "without the header" in refused.json()["error"]["message"]
    assert 202 == admin.ask("POST", SYNC).status


def test_a_response_that_cannot_be_stored_is_sent(
    admin: AdminClient, functions: Lambda, kill_valkey: Callable[[], None]
) -> None:
    """Valkey dies while the first is at work: what was done was done, and who asked hears of it."""
    run(*LISTED)
    functions.meanwhile = kill_valkey

    assert 202 == ask(admin, "POST", SYNC).status
    assert 1 == len(functions.started)


@pytest.mark.parametrize("record", ["", "hello", '{"status": "COMPLETED", "data": "{}"}', None])
def test_a_damaged_record_does_nothing_twice(
    admin: AdminClient, functions: Lambda, record: str | None
) -> None:
    """Nobody knows whether the first was done: it is 409, which says where to look."""
    ask(admin, "POST", SYNC)
    ((name, _),) = kept().items()
    with Redis.from_url(os.environ["REDIS_URL"]) as shared:
        shared.delete(name)
        if record is None:
            shared.rpush(name, "of another type")
        else:
            shared.set(name, record)

    answers = [ask(admin, "POST", SYNC) for _ in range(2)]

    assert [409, 409] == [answer.status for answer in answers]
    assert "/v1/admin/audit" in answers[0].json()["error"]["message"]
    assert 1 == len(functions.started)


def test_a_record_of_another_key_is_not_replayed(admin: AdminClient, functions: Lambda) -> None:
    """A response is that of its own request, even where somebody moved it."""
    ask(admin, "POST", SYNC)
    ((name, _),) = kept().items()
    other = admin.ask("POST", "/v1/admin/sync/groq", headers={"Idempotency-Key": "order-67"})
    with Redis.from_url(os.environ["REDIS_URL"]) as shared:
        (moved,) = kept().keys() - {name}
        shared.set(name, shared.get(moved))

    assert 202 == other.status
    assert 409 == ask(admin, "POST", SYNC).status
    assert 2 == len(functions.started)
