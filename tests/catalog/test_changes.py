"""What happened to models, as JSON and as a feed."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.ledger import documents
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.databases import EMPTY, Fill
from tests.support.fakes.provider_transport import item, items
from tests.support.models_dev_sync import models_dev_body, sync_models_dev
from tests.support.pagination import follow
from tests.support.passing_time import pass_time
from tests.support.sync_and_query import run

MODEL = "openrouter/acme/a"
FIRST = "acme/z"
"""What the provider lists from the start, so that its first run is over."""


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have the provider's first run behind us."""
    return filled(lambda: run(item("acme/a"), item(FIRST)))


def told(api: CatalogClient, **asked: Any) -> list[dict[str, Any]]:
    """Return the changes."""
    found: list[dict[str, Any]] = api.get("/v1/changes", **asked).json()["data"]
    return found


def kinds(api: CatalogClient, **asked: Any) -> list[tuple[str, str]]:
    """Return the kinds and models of the changes."""
    return [(change["kind"], change["model_id"]) for change in told(api, **asked)]


def test_the_first_run_is_no_news(client: CatalogClient) -> None:
    """Where we start nothing is new; the provider's later models are."""
    assert [] == told(client)

    run(item("acme/a"), item(FIRST), item("acme/b", prompt="0.000003"))

    (change,) = told(client)
    assert ("new", "openrouter/acme/b", "openrouter") == (
        change["kind"],
        change["model_id"],
        change["provider"],
    )
    assert {"prompt": "3", "completion": "2"} == change["details"]["pricing"]
    assert "openrouter/acme/b is new" == change["title"]


def test_removed_and_returned(client: CatalogClient, owner_database: Database) -> None:
    """A model leaves when it was missed three times, and is told again when it is back."""
    for _ in range(3):
        pass_time(owner_database, "6 hours")
        run(item(FIRST))
    assert [("removed", MODEL)] == kinds(client)

    run(item("acme/a"), item(FIRST))

    assert [("returned", MODEL), ("removed", MODEL)] == kinds(client)


def test_a_price_change_has_both_figures(client: CatalogClient) -> None:
    """Old and new per the unit that people quote, with states, sources and when it is charged."""
    run(item("acme/a", prompt="0.0000025", completion="0.000003"), item(FIRST))

    (change,) = told(client)
    prompt, completion = change["details"]["prices"]

    assert ("1", "2.5") == (prompt["previous"]["amount"], prompt["current"]["amount"])
    assert "3" == completion["current"]["amount"]
    assert "database" == prompt["current"]["source"]
    assert prompt["effective_at"] == change["at"]
    assert (
        "input_tokens 1 USD per 1M → 2.5 USD per 1M; output_tokens 2 USD per 1M → 3 USD per 1M"
        == (change["summary"])
    )


def test_a_price_that_begins_or_ends(client: CatalogClient, owner_database: Database) -> None:
    """A seller's first price for another meter, and its last, are told as unknown on one side."""
    run(item("acme/a", pricing={"image": "0.5"}), item(FIRST))
    for _ in range(3):
        pass_time(owner_database, "6 hours")
        run(item("acme/a"), item(FIRST))

    assert [
        "input_images 0.5 USD → unknown",
        "input_images unknown → 0.5 USD",
    ] == [change["summary"].partition(" from ")[0] for change in told(client)]


def test_what_changes_no_price_is_no_news(client: CatalogClient) -> None:
    """A new description, and a run in which nothing changed, are not told."""
    run(item("acme/a", description="better"), item(FIRST))
    run(item("acme/a", description="better"), item(FIRST))

    assert [] == told(client)


@EMPTY
def test_a_list_that_begins_is_our_knowledge(client: CatalogClient) -> None:
    """A reference list that begins or ends to tell a price changes nobody's; a new figure does."""
    unpriced = item("acme/a") | {"pricing": {}}
    run(unpriced, item(FIRST))
    for cost in ({"input": 5}, {"input": 6}, {"output": 7}):
        sync_models_dev(models_dev_body(openrouter={"acme/a": cost, FIRST: {"input": 1}}))

    (change,) = told(client)

    assert "input_tokens 5 USD per 1M → 6 USD per 1M" == change["summary"]


def test_an_end_is_told_when_it_is_known(client: CatalogClient) -> None:
    """A date of deprecation is told with the day, and again when it moves or goes."""
    run(item("acme/a", expiration_date="2090-12-31"), item(FIRST))
    run(item("acme/a", expiration_date="2091-01-31"), item(FIRST))
    run(item("acme/a"), item(FIRST))

    gone, moved, first = told(client, kind="deprecation")

    assert f"{MODEL} ends on 2090-12-31" == first["title"]
    assert {
        "deprecated": False,
        "deprecation_date": "2091-01-31",
        "previous_deprecation_date": "2090-12-31",
    } == moved["details"]
    assert f"{MODEL} is no longer deprecated" == gone["title"]


def test_an_announced_price_is_told_twice(client: CatalogClient, owner_database: Database) -> None:
    """Once when it is announced, with its day, and once when it begins."""
    start = datetime.now(UTC) + timedelta(seconds=0.3)
    owner_database.run(
        "SELECT believe(id, 'manual', 'input_tokens', '{}', tstzrange(CAST(:start AS timestamptz),"
        " NULL), 'known', 0.000007, 'USD', 'told') FROM models WHERE model_id = :model",
        start=start.isoformat(),
        model=MODEL,
    )
    (announced,) = told(client)
    time.sleep(0.4)
    documents.refresh_due()
    begun, _ = told(client)

    assert start == datetime.fromisoformat(announced["details"]["prices"][0]["effective_at"])
    assert announced["summary"].endswith(f"from {start.date()}")
    assert announced["details"]["prices"][0]["previous"]["amount"] == "1"
    assert "input_tokens 1 USD per 1M → 7 USD per 1M" == begun["summary"]


def test_what_is_left_of_a_belief_is_announced_by_nobody(
    client: CatalogClient, owner_database: Database
) -> None:
    """An offer for some days is one announcement, which says when it ends."""
    for period, amount in (("[2026-01-01,)", 8), ("[2098-01-01,2098-02-01)", 4)):
        owner_database.run(
            "SELECT believe(id, 'manual', 'input_tokens', '{}', CAST(:period AS tstzrange),"
            " 'known', CAST(:amount AS numeric) / 1000000, 'USD', 'told')"
            " FROM models WHERE model_id = :model",
            period=period,
            amount=amount,
            model=MODEL,
        )

    (change,) = told(client)

    assert ("2098-01-01", "2098-02-01") == (
        change["details"]["prices"][0]["effective_at"][:10],
        change["details"]["prices"][0]["until"][:10],
    )


def test_filters(client: CatalogClient) -> None:
    """By kind, by provider and since a moment."""
    run(item("acme/a", prompt="0.000003"), item(FIRST))
    between = datetime.now(UTC).isoformat()
    run(item("acme/a", prompt="0.000003"), item(FIRST), item("acme/b"))

    assert [("new", "openrouter/acme/b")] == kinds(client, kind="new")
    assert [("price", MODEL)] == kinds(client, kind="price", provider="openrouter")
    assert [("new", "openrouter/acme/b")] == kinds(client, since=between)
    assert [] == kinds(client, provider="groq")


@pytest.mark.parametrize("path", ["/v1/changes", "/v1/changes.atom"])
def test_bad_words_are_refused(client: CatalogClient, path: str) -> None:
    """A kind, a moment or a cursor that is none is 400; an unknown provider is 404 and a hint."""
    for asked in ({"kind": "prices"}, {"since": "today"}, {"cursor": "1"}):
        answer = client.get(path, None, **asked)
        assert (400, *asked) == (answer.status, answer.json()["error"]["details"]["parameter"])

    answer = client.get(path, provider="opnrouter")
    assert 404 == answer.status
    assert "'openrouter'" in answer.json()["error"]["message"]


def test_pages_tell_everything_once(client: CatalogClient) -> None:
    """Following next meets every change once, also where all of them happened at one moment."""
    run(item("acme/a"), item(FIRST), *items(5))

    first = client.get("/v1/changes", page_size=2)
    second = follow(client, first)
    third = follow(client, second)

    pages = [[change["id"] for change in page.json()["data"]] for page in (first, second, third)]
    assert [2, 2, 1] == [len(page) for page in pages]
    assert 5 == len({name for page in pages for name in page})
    assert "link" not in third.headers


def test_ids_are_stable(client: CatalogClient) -> None:
    """A change keeps its id whatever happens afterwards, and names its kind."""
    run(item("acme/a"), item(FIRST), item("acme/b"))
    (before,) = told(client)

    run(item("acme/a", prompt="0.000003"), item(FIRST), item("acme/b"))

    assert before == told(client)[1]
    assert re.fullmatch(r"new:\d+", before["id"])


def test_changes_are_never_rewritten(client: CatalogClient, owner_database: Database) -> None:
    """Not even the owner of the database can edit or delete what was told."""
    run(item("acme/a"), item(FIRST), item("acme/b"))
    assert told(client)

    for statement in ("UPDATE model_events SET kind = 'removed'", "DELETE FROM model_events"):
        with pytest.raises(DatabaseError, match="append-only"):
            owner_database.run(statement)


@pytest.mark.parametrize("path", ["/v1/changes", "/v1/changes.atom"])
def test_nothing_new_is_304(client: CatalogClient, path: str) -> None:
    """Until something happens a reader that asks again is told so."""
    etag = client.get(path).headers["etag"]
    run(item("acme/a", description="new words"), item(FIRST))
    same = client.get(path, {"if-none-match": etag})
    run(item("acme/a", prompt="0.000003"), item(FIRST))
    other = client.get(path, {"if-none-match": etag})

    assert (304, b"") == (same.status, same.body)
    assert 200 == other.status
