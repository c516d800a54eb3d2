"""Damaged and foreign values in Valkey: each is a miss, counted and removed, and never an error."""

import json
import os
import time
from collections.abc import Callable, Iterator

import pytest
from redis import Redis

from pricebook.serving.answer import Answer
from pricebook.serving.entry import CacheEntry
from pricebook.storage import valkey
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.emf_metrics import emitted
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import run

ADDRESS = "all:joined catalog "
STORED = f"{valkey.PREFIX}:answer:{valkey.FORMAT}:{ADDRESS}"
GENERATION = f"{valkey.PREFIX}:generation:all"
LEASE = f"{valkey.PREFIX}:lease:{ADDRESS}"
SOURCE = "x-pricebook-cache"

type Poison = Callable[[Redis, str], object]


def alter(place: int) -> Poison:
    """Return what changes one byte of the stored value."""

    def poison(shared: Redis, key: str) -> object:
        value = bytearray(shared.get(key) or b"")  # type: ignore[arg-type]  # redis types both clients
        value[place] ^= 1
        return shared.set(key, bytes(value))

    return poison


def write(value: bytes) -> Poison:
    """Return what stores these bytes, for ever."""
    return lambda shared, key: shared.set(key, value)


def entry(key: str, generation: int, age_s: int) -> bytes:
    """Return an entry with a seal, whose body is no gzip."""
    answer = Answer(b"not gzip", 'W/"x"', "Sat, 22 Aug 2026 00:00:00 GMT")
    return CacheEntry(answer, generation, int(time.time()) - age_s).pack(key)


POISONS: dict[str, Poison] = {
    "empty": write(b""),
    "text": write(b"hello"),
    "number": write(b"1"),
    "json": write(b'{"a":1}'),
    "the format before": write(json.dumps([1, 2, "e", "l", 3, None, None, None]).encode() + b"\nx"),
    "cut": lambda shared, key: shared.set(key, (shared.get(key) or b"")[:-9]),
    "head only": lambda shared, key: shared.set(key, (shared.get(key) or b"")[:60]),
    "longer": lambda shared, key: shared.append(key, b"x"),
    "first byte": alter(0),
    "digest": alter(12),
    "header": alter(60),
    "last byte": alter(-1),
    "of another key": write(entry("all:providers", 1, 0)),
    "hash": lambda shared, key: shared.delete(key) and shared.hset(key, "a", "1"),
    "list": lambda shared, key: shared.delete(key) and shared.rpush(key, "a"),
    "set": lambda shared, key: shared.delete(key) and shared.sadd(key, "a"),
    "megabytes": write(os.urandom(8_000_000)),
}
GENERATIONS: dict[str, Poison] = {
    "empty": write(b""),
    "text": write(b"hello"),
    "bytes": write(b"\xff\xfe"),
    "number alone": write(b"99999999999"),
    "negative": write(b"-1 1787419233"),
    "long": write(b"9" * 400),
    "of the future": write(b"99999999999 99999999999"),
    "for ever": write(b"99999999999 1787419233"),
    "list": lambda shared, key: shared.delete(key) and shared.rpush(key, "a"),
}


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have three models listed."""
    return filled(lambda: run(*items(3)))


@pytest.fixture
def shared(client: CatalogClient, reset_process: Callable[[], None]) -> Iterator[Redis]:
    """Give Valkey, which holds the catalogue, to a container with nothing in memory."""
    client.get("/v1/catalog")
    reset_process()
    with Redis.from_url(os.environ["REDIS_URL"]) as connection:
        yield connection


def sources(client: CatalogClient, forget: Callable[[], None]) -> list[str]:
    """Return where the whole catalogue comes from, for three containers one after the other."""
    found = []
    for _container in range(3):
        answer = client.get("/v1/catalog")
        assert (200, 3) == (answer.status, len(answer.json()["data"]))
        found.append(answer.headers[SOURCE])
        forget()
    return found


@pytest.mark.parametrize("name", POISONS)
def test_a_damaged_entry_is_a_miss(
    client: CatalogClient, shared: Redis, reset_process: Callable[[], None], name: str
) -> None:
    """It is answered from the database, and the next container finds a good entry."""
    POISONS[name](shared, STORED)

    assert ["database", "valkey", "valkey"] == sources(client, reset_process)


def test_a_damaged_entry_is_counted(
    client: CatalogClient, shared: Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    """An operator sees in CloudWatch that somebody else writes into the cache."""
    shared.set(STORED, b"hello")

    client.get("/v1/catalog")

    assert [1] == emitted(capsys.readouterr().out)[-1].values["CacheDamaged"]


@pytest.mark.parametrize("age_s", [-3600, -1, 10**9])
def test_an_entry_of_no_time_is_not_served(
    client: CatalogClient, shared: Redis, reset_process: Callable[[], None], age_s: int
) -> None:
    """What claims to be of the future, or is years old, is built anew."""
    generation = valkey.generation("all") or 0
    shared.set(STORED, entry(ADDRESS, generation, age_s))

    assert ["database", "valkey", "valkey"] == sources(client, reset_process)


@pytest.mark.parametrize("name", GENERATIONS)
def test_a_damaged_generation_is_read_anew(
    client: CatalogClient, shared: Redis, reset_process: Callable[[], None], name: str
) -> None:
    """Postgres says it again; what was built under the true one is still good."""
    GENERATIONS[name](shared, GENERATION)

    assert ["valkey", "valkey", "valkey"] == sources(client, reset_process)
    assert 0 < shared.ttl(GENERATION) <= valkey.GENERATION_S


@pytest.mark.parametrize("name", GENERATIONS)
def test_an_announcement_replaces_a_damaged_generation(shared: Redis, name: str) -> None:
    """A sync that ends is heard, whatever stood there."""
    GENERATIONS[name](shared, GENERATION)

    valkey.announce({"all": 2_000_000_000})

    assert 2_000_000_000 == valkey.generation("all")


@pytest.mark.parametrize("name", GENERATIONS)
def test_a_foreign_lease_holds_nobody_up(shared: Redis, name: str) -> None:
    """A lease that no container can have taken is taken over."""
    shared.set(LEASE, "1")
    GENERATIONS[name](shared, LEASE)

    assert [True, False] == [valkey.leased(ADDRESS), valkey.leased(ADDRESS)]


def test_health_reads_an_entry_back(client: CatalogClient, shared: Redis) -> None:
    """A damaged catalogue is told once, and is gone then."""
    assert "ok" == client.get("/health").json()["data"]["cache"]
    shared.set(STORED, b"hello")

    found = [client.get("/health").json()["data"] for _ in range(2)]

    assert [("degraded", "damaged"), ("ok", "ok")] == [(f["status"], f["cache"]) for f in found]


def test_a_flush_removes_entries(admin: AdminClient, shared: Redis) -> None:
    """No answer that was stored before is left, and what stood in place of a generation neither."""
    kept = f"{valkey.PREFIX}:answer:{valkey.FORMAT}:all:old"
    other = f"{valkey.PREFIX}:answer:{valkey.FORMAT}:groq:old"
    for key in (kept, other):
        shared.set(key, b"hello")

    assert 200 == admin.ask("POST", "/v1/admin/cache/flush", provider="openrouter").status
    assert (0, 1) == (shared.exists(kept), shared.exists(other))
    assert 200 == admin.ask("POST", "/v1/admin/cache/flush").status
    assert 0 == shared.exists(other)
