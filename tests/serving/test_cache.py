"""Where an answer comes from, and what still answers when something is gone."""

import os
import time
from collections.abc import Callable

import pytest
from redis import Redis

from local.stores.postgres import Postgres
from pricebook.catalog import lookup
from pricebook.serving import local_cache
from pricebook.serving.answer import Answer
from pricebook.serving.entry import CacheEntry
from pricebook.serving.local_cache import LocalCache
from pricebook.storage import circuit_breaker, reader, valkey
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient, Response
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import answering, item, items

SOURCE = "x-pricebook-cache"
LATER = 9_999_999_999  # a generation beyond any that a clock has started

type Act = Callable[[], None]


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have three models listed."""
    return filled(lambda: list_models(3))


def list_models(count: int, prompt: str = "0.000001") -> None:
    """Let the provider list that many models."""
    listed = [item(model["id"], prompt) for model in items(count)]
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*listed))


def shared() -> Redis:
    """Return a connection to Valkey of the test's own."""
    return Redis.from_url(os.environ["REDIS_URL"])


def flush() -> None:
    """Empty Valkey."""
    with shared() as client:
        client.flushall()


def forget_generations() -> None:
    """Let the numbers in Valkey expire."""
    with shared() as client:
        client.delete(*client.keys(f"{valkey.PREFIX}:generation:*"))


def whole(client: CatalogClient) -> Response:
    """Ask for the whole catalogue."""
    return client.get("/v1/catalog")


def test_answers_come_from_memory_then_valkey_then_postgres(
    client: CatalogClient, reset_process: Act
) -> None:
    """Each answer comes from the nearest place that has it."""
    sources = [whole(client).headers[SOURCE] for _ in range(2)]
    reset_process()
    sources += [whole(client).headers[SOURCE] for _ in range(2)]

    assert ["database", "memory", "valkey", "memory"] == sources


def test_every_source_is_counted_as_a_metric(
    client: CatalogClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """An operator sees in CloudWatch where answers come from."""
    whole(client)
    whole(client)

    printed = capsys.readouterr().out
    assert '"CacheDatabase":[1.0]' in printed
    assert '"CacheMemory":[1.0]' in printed


def test_a_change_is_visible_at_once(client: CatalogClient) -> None:
    """The request after a sync that changed something sees it, whatever was cached before."""
    before = whole(client)
    list_models(3, prompt="0.000009")
    after = whole(client)

    assert "9" == after.json()["data"][0]["pricing"]["prompt"]
    assert before.headers["etag"] != after.headers["etag"]


def test_other_containers_see_a_change_at_once(client: CatalogClient) -> None:
    """A container that kept an old answer drops it when another one announces."""
    assert "memory" == [whole(client).headers[SOURCE] for _ in range(2)][-1]

    valkey.announce({"all": LATER})

    assert "database" == whole(client).headers[SOURCE]


def test_a_sync_builds_the_catalogue_in_advance(client: CatalogClient, reset_process: Act) -> None:
    """After a change the whole catalogue and the provider's are ready before anybody asks."""
    list_models(4)
    reset_process()

    assert "valkey" == whole(client).headers[SOURCE]
    assert "valkey" == client.get("/v1/catalog", provider="openrouter").headers[SOURCE]


def test_a_warm_up_that_fails_leaves_it_to_the_next_reader(
    client: CatalogClient, postgres: Postgres, stop_postgres: Act, reset_process: Act
) -> None:
    """Where Postgres is away after a run nothing is raised, and the next request builds."""
    list_models(3, "0.000009")
    flush()
    reset_process()
    stop_postgres()
    lookup.warm(None)
    postgres.start()
    reader.reset()

    answer = whole(client)

    assert (200, "database") == (answer.status, answer.headers[SOURCE])
    assert "9" == answer.json()["data"][0]["pricing"]["prompt"]


def test_the_change_of_one_provider_spares_the_others(client: CatalogClient) -> None:
    """What was cached of another provider stays."""
    client.get("/v1/catalog", provider="together")
    list_models(4)

    assert "memory" == client.get("/v1/catalog", provider="together").headers[SOURCE]


def test_a_quiet_sync_keeps_the_etag(client: CatalogClient, reset_process: Act) -> None:
    """When only the sightings moved, callers keep what they have."""
    before = whole(client)
    list_models(3)
    flush()
    reset_process()
    after = whole(client)

    assert "database" == after.headers[SOURCE]
    assert before.headers["etag"] == after.headers["etag"]
    assert before.body == after.body


def test_a_late_announcement_lowers_no_generation(client: CatalogClient) -> None:
    """Of two syncs that end at the same moment the higher number wins, in either order."""
    valkey.announce({"all": LATER})
    valkey.announce({"all": LATER - 1})

    assert LATER == valkey.generation("all")
    assert whole(client)


def test_one_container_builds_while_others_serve_stale(client: CatalogClient) -> None:
    """While somebody builds the new answer the others get the one before, and are told."""
    whole(client)
    valkey.announce({"all": LATER})
    assert valkey.leased("all:joined catalog ")

    waiting = whole(client)

    assert "stale" == waiting.headers[SOURCE]
    assert '110 - "Response is Stale"' == waiting.headers["warning"]


def test_without_valkey_postgres_and_memory_answer(
    client: CatalogClient, kill_valkey: Act, reset_process: Act
) -> None:
    """With Valkey killed the answers come from Postgres and memory, and lose no time on it."""
    kill_valkey()
    reset_process()

    sources = [whole(client).headers[SOURCE] for _ in range(2)]
    start = time.monotonic()
    for _ in range(20):
        whole(client)

    assert ["database", "memory"] == sources
    assert time.monotonic() - start < 1
    assert "unreachable" == client.get("/health").json()["data"]["cache"]


def test_a_change_is_seen_without_valkey(client: CatalogClient, kill_valkey: Act) -> None:
    """Without Valkey the generation comes from Postgres: memory never serves what is old."""
    whole(client)
    kill_valkey()
    list_models(3, prompt="0.000009")

    assert "9" == whole(client).json()["data"][0]["pricing"]["prompt"]


def test_without_postgres_answers_are_stale(
    client: CatalogClient, stop_postgres: Act, reset_process: Act
) -> None:
    """With Postgres gone the last answer goes on, marked, from memory and from Valkey."""
    whole(client)
    stop_postgres()
    forget_generations()

    from_memory = whole(client)
    reset_process()
    from_valkey = whole(client)

    for answer in (from_memory, from_valkey):
        assert (200, "stale") == (answer.status, answer.headers[SOURCE])
        assert answer.headers["warning"].startswith("110")
        assert 3 == len(answer.json()["data"])
    assert "degraded" == client.get("/health").json()["data"]["status"]


def test_a_slow_statement_stops_no_other(
    client: CatalogClient, owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes too long is not answered, and the next question is asked all the same."""
    monkeypatch.setitem(reader.SESSION, "statement_timeout", "300ms")

    with owner_database.transaction():
        owner_database.run("LOCK TABLE canonical_models IN ACCESS EXCLUSIVE MODE")
        slow = client.get("/v1/canonical")
    after = client.get("/v1/providers")

    assert (503, "unavailable") == (slow.status, slow.json()["error"]["code"])
    assert "took too long" in slow.json()["error"]["message"]
    assert (200, "database") == (after.status, after.headers[SOURCE])


def test_after_an_outage_answers_are_fresh_again(
    client: CatalogClient, postgres: Postgres, stop_postgres: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an outage fresh answers return by themselves."""
    whole(client)
    stop_postgres()
    forget_generations()
    monkeypatch.setattr(circuit_breaker, "COOLDOWN_S", 0.1)
    assert "stale" == whole(client).headers[SOURCE]

    postgres.start()
    time.sleep(0.2)

    assert "memory" == whole(client).headers[SOURCE]


def test_memory_is_bounded_in_entries_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container keeps what is used, within a number of answers and of bytes."""
    monkeypatch.setattr(local_cache, "MAX_ENTRIES", 3)
    monkeypatch.setattr(local_cache, "MAX_ENTRY_BYTES", 100)
    memory = LocalCache()

    for key in "abca":
        memory.put(key, CacheEntry(Answer(b"x" * 10, key, ""), 1, 0))
    memory.put("d", CacheEntry(Answer(b"x" * 10, "d", ""), 1, 0))
    assert [False, True, True, True] == [memory.get(key) is not None for key in "bcad"]

    memory.put("e", CacheEntry(Answer(b"x" * 85, "e", ""), 1, 0))
    assert [False, False, True, True] == [memory.get(key) is not None for key in "cade"]
