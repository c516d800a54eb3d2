"""The users of the cache: what the template lets the functions do there, and nothing more."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from redis import Redis
from redis.exceptions import NoPermissionError, ResponseError

from pricebook.storage import token_bucket, valkey
from pricebook.sync import provider_run
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, items
from tests.support.template_graph import parsed

PASSWORD = "only-here"  # noqa: S105 - where nobody asks AWS who calls, a user needs one
FLUSH = "/v1/admin/cache/flush"


def access(user: str) -> str:
    """Return what the template lets a user do, as ElastiCache and Valkey write it."""
    return str(parsed()["Resources"][user]["Properties"]["AccessString"])


@pytest.fixture
def become(
    environment: pytest.MonkeyPatch, redis_url: str, reset_process: Callable[[], None]
) -> Iterator[Callable[[str], Redis]]:
    """Give what logs the functions in as a user of the template, and returns such a connection."""
    path = urlsplit(redis_url).path
    connections: list[Redis] = []

    def log_in(user: str) -> Redis:
        with Redis.from_url(redis_url) as owner:
            rules = access(user).split()
            owner.execute_command("ACL", "SETUSER", user, "reset", f">{PASSWORD}", *rules)
        environment.setenv("REDIS_URL", f"unix://{user}:{PASSWORD}@{path}")
        reset_process()
        connections.append(Redis.from_url(os.environ["REDIS_URL"]))
        return connections[-1]

    yield log_in
    for connection in connections:
        connection.close()
    with Redis.from_url(redis_url) as owner:
        owner.execute_command("ACL", "DELUSER", "CacheReader", "CacheWriter")


def test_a_reader_builds_and_finds_answers(
    client: CatalogClient, become: Callable[[str], Redis], reset_process: Callable[[], None]
) -> None:
    """The catalogue keeps what it built, and another container finds it."""
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(1)))
    become("CacheReader")
    sources = []
    for _container in range(2):
        reset_process()
        sources.append(client.get("/v1/providers").headers["x-pricebook-cache"])

    assert ["database", "valkey"] == sources
    assert valkey.answering()


def test_a_writer_announces_and_remembers(
    admin: AdminClient, become: Callable[[str], Redis]
) -> None:
    """An operator's change is announced, and what is sent twice under one key is done once."""
    become("CacheWriter")
    headers = {"Idempotency-Key": "order-66"}
    first, second = (admin.ask("POST", FLUSH, headers=headers) for _ in range(2))

    assert (200, 200) == (first.status, second.status)
    assert "true" == second.headers["idempotency-replayed"]
    assert valkey.generation("all")


@pytest.mark.parametrize("user", ["CacheReader", "CacheWriter"])
@pytest.mark.parametrize(
    "command",
    [
        ("FLUSHALL",),
        ("KEYS", "*"),
        ("CONFIG", "GET", "maxmemory"),
        ("ACL", "LIST"),
        ("CLIENT", "KILL", "TYPE", "normal"),
        ("GET", "somebody:else"),
        ("SET", "somebody:else", "1"),
        ("PUBLISH", "pricebook:2", "1"),
    ],
    ids=lambda command: command[0].lower(),
)
def test_nobody_may_do_more(
    become: Callable[[str], Redis], user: str, command: tuple[str, ...]
) -> None:
    """No user empties the cache, looks around in it, or touches what is not ours."""
    with pytest.raises(NoPermissionError):
        become(user).execute_command(*command)  # type: ignore[no-untyped-call]  # as redis has it


@pytest.mark.parametrize("user", ["CacheReader", "CacheWriter"])
def test_a_script_may_do_no_more(become: Callable[[str], Redis], user: str) -> None:
    """Scripts count tokens and announce generations; they touch what their user may touch."""
    connection = become(user)

    assert token_bucket.take("ada", 1, 60) == (True, 0, 60)
    with pytest.raises(ResponseError, match="ermission"):
        connection.eval("return redis.call('GET', KEYS[1])", 1, "somebody:else")
