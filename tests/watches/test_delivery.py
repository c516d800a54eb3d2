"""Deliveries: each change that matters once, in batches, also to a receiver that was away."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.watches import delivery
from tests.support.fakes.provider_transport import item
from tests.support.fakes.webhook_receiver import Receiver, verified
from tests.support.sync_and_query import run
from tests.support.watch_client import WatchClient

MODEL = "openrouter/acme/a"


def price(model: str, figure: str) -> dict[str, Any]:
    """Return a model that costs so many dollars per 1M tokens."""
    listed: dict[str, Any] = item(f"acme/{model}", prompt=f"{float(figure) / 1e6:.10f}")
    return listed


def publish(**figures: str) -> None:
    """Synchronise with a provider that charges these dollars per 1M tokens."""
    run(*(price(model, figures.get(model, "1")) for model in "abc"))


def pass_time(database: Database, much: str = "1 minute") -> None:
    """Let the time pass after which a watch may be delivered to again."""
    database.run(
        "UPDATE watch_deliveries SET next_try_at = now(),"
        " attempted_at = attempted_at - CAST(:much AS interval),"
        " created_at = created_at - CAST(:much AS interval)",
        much=much,
    )


def tick(database: Database) -> int:
    """Do what a tick does a minute after the last one."""
    pass_time(database)
    return delivery.tick(writer())


@pytest.fixture
def saved(watches: WatchClient, receiver: Receiver) -> dict[str, Any]:
    """Give a watch on one model."""
    return watches.save("mine", models=[MODEL], webhook=receiver.url)


def test_what_matters_is_delivered_once(
    saved: dict[str, Any], receiver: Receiver, owner_database: Database
) -> None:
    """Signed, with the changes of the watched model alone, and not again at the next tick."""
    publish(a="5", b="5")
    assert (1, 0) == (tick(owner_database), tick(owner_database))

    (request,) = receiver.requests
    assert verified(request, saved["secret"], int(time.time()))
    (change,) = request.changes
    assert ("price", MODEL) == (change["kind"], change["model_id"])
    assert "acme/a at openrouter: input +400 % to $5 per 1M" == change["title"]


def test_a_receiver_that_was_away_misses_nothing(
    saved: dict[str, Any], receiver: Receiver, watches: WatchClient, owner_database: Database
) -> None:
    """What it refused comes again under the same id, and what came meanwhile after it."""
    receiver.status = 503
    publish(a="5")
    tick(owner_database)
    publish(a="6")
    tick(owner_database)
    refused = [request.headers["webhook-id"] for request in receiver.requests]
    assert "it answered 503" == watches.get("mine")["last_delivery"]["answer"]
    assert 2 == watches.get("mine")["waiting"]
    receiver.status, receiver.requests = 200, []
    tick(owner_database)
    tick(owner_database)

    assert {refused[0]} == {*refused, receiver.requests[0].headers["webhook-id"]}
    assert ["+400 % to $5", "+20 % to $6"] == [
        title.partition("input ")[2].removesuffix(" per 1M") for title in receiver.titles
    ]
    assert all(verified(it, saved["secret"], int(time.time())) for it in receiver.requests)
    assert 0 == watches.get("mine")["waiting"]


@pytest.mark.usefixtures("saved")
def test_a_flood_comes_in_batches_a_minute_apart(
    receiver: Receiver, owner_database: Database
) -> None:
    """At most one delivery for a watch and minute, and a thousand changes in it."""
    owner_database.run(
        "INSERT INTO model_events (model_id, provider, kind, details)"
        " SELECT id, provider, 'returned', '{}' FROM models, generate_series(1, 2400)"
        " WHERE model_id = :model",
        model=MODEL,
    )
    assert (1, 0) == (tick(owner_database), delivery.tick(writer()))
    assert (1, 1, 0) == tuple(tick(owner_database) for _ in range(3))

    assert [1000, 1000, 400] == [len(request.changes) for request in receiver.requests]
    ids = [change["id"] for request in receiver.requests for change in request.changes]
    assert 2400 == len(set(ids))
    assert sorted(ids, key=lambda number: int(number.partition(":")[2])) == ids


@pytest.mark.usefixtures("saved")
def test_after_a_day_a_watch_is_disabled_and_that_is_told(
    receiver: Receiver, watches: WatchClient, owner_database: Database
) -> None:
    """Nobody is tried for ever; saving it again delivers what was not."""
    receiver.status = 500
    publish(a="5")
    tick(owner_database)
    pass_time(owner_database, "25 hours")
    delivery.tick(writer())
    tick(owner_database)

    assert 2 == len(receiver.requests)
    assert "it answered 500" in watches.get("mine")["disabled_because"]
    assert [["watch", "watch mine of ada is disabled"]] == owner_database.run(
        "SELECT kind, title FROM alerts"
    )
    receiver.status, receiver.requests = 200, []
    again = watches.save("mine", models=[MODEL], webhook=receiver.url)
    tick(owner_database)
    assert again["disabled_at"] is None
    assert ["acme/a at openrouter: input +400 % to $5 per 1M"] == receiver.titles


@pytest.mark.parametrize(
    ("watch", "titles"),
    [
        ({"models": [MODEL], "min_percent": 10}, ["a +20 %"]),
        ({"canonical_ids": ["acme/b"]}, ["b +5.0 %"]),
        ({"providers": ["openrouter"], "min_percent": 5}, ["a +20 %", "b +5.0 %"]),
        ({"filter": {"creators": ["acme"]}, "min_percent": 20}, ["a +20 %"]),
        ({"filter": {"min_context_length": 10**9}}, []),
        ({"models": [MODEL], "kinds": ["removed"]}, []),
    ],
)
def test_only_what_matters_is_told(
    watches: WatchClient,
    receiver: Receiver,
    owner_database: Database,
    watch: dict[str, Any],
    titles: list[str],
) -> None:
    """Of the models that are watched, the changes that are of a kind and as large as was said."""
    watches.save("mine", webhook=receiver.url, **watch)
    publish(a="1.2", b="1.05")
    tick(owner_database)

    moved = [
        title.removeprefix("acme/").split(" at openrouter: input ") for title in receiver.titles
    ]
    assert titles == sorted(f"{model} {move.partition(' to')[0]}" for model, move in moved)


def test_what_time_brings_is_told_once(
    watches: WatchClient, receiver: Receiver, owner_database: Database
) -> None:
    """An end within the days that were said, a cheaper seller, a price that is held."""
    watches.save(
        "mine",
        models=[MODEL],
        kinds=["held", "disputed"],
        ends_within_days=40,
        cheaper_than=MODEL,
        webhook=receiver.url,
    )
    owner_database.run(SELLER)
    end = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    run(item("acme/a", prompt="0.0001", expiration_date=end), price("b", "1"), price("c", "1"))
    assert (1, 0) == (tick(owner_database), tick(owner_database))

    kinds = {(change["kind"], change["model_id"]) for change in receiver.requests[0].changes}
    assert {("held", MODEL), ("cheaper", "discount/a"), ("ends", MODEL)} == kinds


SELLER = """
INSERT INTO providers (slug, name, kind, website, docs_url)
  VALUES ('discount', 'Discount', 'host', 'https://d.example', 'https://d.example');
INSERT INTO models (provider, provider_model_id, name, canonical_id, document)
  SELECT 'discount', 'a', 'A', canonical_id,
    '{"pricing": {"prompt": "0.1", "completion": "0.1"}, "is_active": true}'
  FROM models WHERE model_id = 'openrouter/acme/a'
"""


def test_operators_are_told_by_their_channels(
    watches: WatchClient, owner_database: Database
) -> None:
    """By e-mail or Slack, as alerts are, which has its own retries."""
    watches.save("mine", "root", models=[MODEL], alerts=True)
    publish(a="5")
    tick(owner_database)
    tick(owner_database)

    assert [["1 changes on watch mine", "- acme/a at openrouter: input +400 % to $5 per 1M"]] == (
        owner_database.run("SELECT title, message FROM alerts")
    )


@pytest.mark.usefixtures("saved")
def test_a_run_that_is_taken_back_tells_nothing(
    receiver: Receiver, owner_database: Database
) -> None:
    """The outbox is written in the transaction of the run."""
    run(price("a", "5"), price("b", "5"), price("c", "5"), dry_run=True)

    assert 0 == tick(owner_database)
    assert [] == receiver.requests
