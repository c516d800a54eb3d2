"""The whole API on Postgres alone: UseCache=false, and each process keeps its own copies."""

from collections.abc import Callable

import pytest

from pricebook.serving import cache
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.plain_paths import of_function
from tests.support.sync_and_query import run
from tests.support.watch_client import WatchClient

MODEL = "openrouter/acme/a"


@pytest.fixture(autouse=True)
def no_valkey(environment: pytest.MonkeyPatch, reset_process: Callable[[], None]) -> None:
    """Leave Valkey out, as UseCache=false does."""
    environment.setenv("REDIS_URL", "")
    reset_process()


@pytest.mark.parametrize("path", of_function("CatalogFunction"))
def test_every_public_path_answers(client: CatalogClient, path: str) -> None:
    """What is served with a cache is served without one, the second time from memory."""
    run(item("acme/a"), item("acme/b"))

    assert {200} == {client.get(path).status for _attempt in range(2)}


@pytest.mark.parametrize("path", of_function("AdminFunction"))
def test_every_admin_path_answers(admin: AdminClient, path: str) -> None:
    """Operators need no cache either."""
    assert 200 == admin.ask("GET", path).status


@pytest.mark.parametrize("path", of_function("WatchFunction"))
def test_every_path_of_watches_answers(environment: pytest.MonkeyPatch, path: str) -> None:
    """Nor do those who watch."""
    assert 200 == WatchClient(environment).ask("GET", path).status


def test_a_change_is_seen_at_once(client: CatalogClient, admin: AdminClient) -> None:
    """Postgres itself says which copies hold: no process serves an old price after a sync."""
    run(item("acme/a", prompt="0.000001"))
    before = client.get(f"/v1/models/{MODEL}").body
    price = {"meter": "input_tokens", "amount": "2.5", "reason": "the invoice of June"}
    assert 200 == admin.ask("PUT", f"/v1/admin/prices/{MODEL}", price).status
    after = client.get(f"/v1/models/{MODEL}").body

    assert before != after
    assert len(cache.memory._entries) > 0


def test_health_misses_nothing(client: CatalogClient) -> None:
    """A deployment without Valkey is whole."""
    assert {"status": "ok", "database": "ok", "cache": "none"} == client.get("/health").json()[
        "data"
    ]


def test_a_key_that_could_not_be_kept_is_refused(admin: AdminClient) -> None:
    """An Idempotency-Key that nobody remembers would promise what is not kept."""
    price = {"meter": "input_tokens", "amount": "2.5", "reason": "the invoice of June"}
    reply = admin.ask("PUT", f"/v1/admin/prices/{MODEL}", price, {"idempotency-key": "one"})

    assert 400 == reply.status
    assert "Idempotency-Key" in str(reply.body)
