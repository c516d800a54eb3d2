"""A receiver on this machine, and callers who watch the models of one provider."""

from collections.abc import Iterator

import pytest

from pricebook.api import tokens
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import item
from tests.support.fakes.webhook_receiver import Receiver, receiving
from tests.support.sync_and_query import run
from tests.support.watch_client import WatchClient


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Give a receiver, to which the setting lets webhooks go."""
    monkeypatch.setenv("PRICEBOOK_WEBHOOKS", "loopback")
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have the first run of a provider with three models behind us."""
    return filled(lambda: run(item("acme/a"), item("acme/b"), item("acme/c")))


@pytest.fixture
def watches(environment: pytest.MonkeyPatch) -> Iterator[WatchClient]:
    """Give the watch function."""
    yield WatchClient(environment)
    tokens._verifier.cache_clear()
