"""Twenty days of a real list, against a diff of its bodies that shares no code with the product."""

import json
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from pricebook.api import tokens
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.watches import delivery
from tests.support.fakes.webhook_receiver import Receiver, Request, verified
from tests.support.paths import ROOT
from tests.support.sync_and_query import pass_a_cadence, run
from tests.support.watch_client import WatchClient

RECORDED = ROOT.parent / "shared/providers/recorded"
FILES = (
    *("openrouter.2025-05-23", "openrouter.2025-12-02", "openrouter.2026-05-22"),
    *("openrouter.2026-08-16", "openrouter.2026-08-21", "openrouter"),
)
DAYS = ([0, 1, 2, 3, 4, 5, 4, 3, 2, 1] * 2)[:20]
"""Which file each day has: forth and back, twice."""
WATCHED = (
    *("deepseek/deepseek-chat-v3-0324", "google/gemma-3-4b-it"),
    "meta-llama/llama-4-maverick",
)
OTHERS = 9
SIDES = {"prompt": "input_tokens", "completion": "output_tokens"}

type Move = tuple[str, str, Decimal]
"""A model, a meter, and what it costs from then on, in US dollars per 1M tokens."""

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded lists are not here")


def bodies() -> list[dict[str, Any]]:
    """Return the items of each file by id: the watched models, and some that all files have.

    Their other prices are left out: where six of twelve models lose one, the run is held.
    """
    files = [json.loads((RECORDED / f"{name}.json").read_text())["data"] for name in FILES]
    listed = [{item["id"]: item for item in items} for items in files]
    everywhere = sorted(set.intersection(*map(set, listed)) - set(WATCHED))[:OTHERS]
    return [{name: of_text(items[name]) for name in (*WATCHED, *everywhere)} for items in listed]


def of_text(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item with its prices of text alone."""
    return item | {"pricing": {side: item["pricing"][side] for side in SIDES}}


def predicted(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Move]:
    """Yield what moved for the watched models from one body to the next."""
    for name in WATCHED:
        for side, meter in SIDES.items():
            old, new = (Decimal(body[name]["pricing"][side]) for body in (before, after))
            if old != new:
                yield f"openrouter/{name}", meter, new * 1_000_000


def delivered(request: Request) -> Iterator[Move]:
    """Yield the base prices of text that moved, as a request tells of them."""
    for change in request.changes:
        for price in change["details"].get("prices", ()):
            if price["meter"] in SIDES.values() and not price["conditions"]:
                assert 1_000_000 == price["per"]
                yield change["model_id"], price["meter"], Decimal(price["current"]["amount"])


def tick(database: Database) -> None:
    """Do what the tick does, when the pauses between attempts are over."""
    database.run(
        "UPDATE watch_deliveries SET next_try_at = now(),"
        " attempted_at = attempted_at - interval '1 minute'"
    )
    delivery.tick(writer())


@pytest.fixture
def watches(environment: pytest.MonkeyPatch) -> Iterator[WatchClient]:
    """Give the watch function, before anything is known."""
    yield WatchClient(environment)
    tokens._verifier.cache_clear()


def test_a_watch_tells_what_a_diff_of_twenty_days_predicts(
    watches: WatchClient, receiver: Receiver, owner_database: Database
) -> None:
    """Each change once, signed and in order, also while the receiver is away every other day."""
    files = bodies()
    days = [files[number] for number in DAYS]
    run(*days[0].values())
    ids = [f"openrouter/{name}" for name in WATCHED]
    saved = watches.save("three", models=ids, webhook=receiver.url)
    received: list[Request] = []
    for number, body in enumerate(days[1:]):
        pass_a_cadence()
        run(*body.values())
        receiver.status, receiver.requests = (503 if number % 2 else 200), []
        tick(owner_database)
        received += receiver.requests if receiver.status == 200 else []
    receiver.status, receiver.requests = 200, []
    for _attempt in range(3):
        tick(owner_database)
    received += receiver.requests

    expected = [move for pair in pairwise(days) for move in predicted(*pair)]
    moves = [move for request in received for move in delivered(request)]
    changes = [change["id"] for request in received for change in request.changes]
    assert len(expected) > 30
    assert sorted(expected) == sorted(moves)
    for model in ids:
        assert [m for m in expected if m[0] == model] == [m for m in moves if m[0] == model]
    assert len(set(changes)) == len(changes)
    assert all(verified(request, saved["secret"], int(time.time())) for request in received)
