"""Bad input that has really happened: each kind once through the real sync, over a real socket."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pricebook import settings
from pricebook.adapters.pagination import token
from pricebook.errors import GuardRefused, RateLimited, Unreachable, Unreadable, UpstreamError
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from tests.support.fakes.provider_server import Answer, Loopback, listening, listing
from tests.support.fakes.provider_transport import item, items
from tests.support.passing_time import pass_time
from tests.support.seeds.held_prices import held, rival
from tests.support.sync_and_query import SLUG, last_run, prices, rows, versions


@pytest.fixture
def upstream(environment: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Give a provider that listens, and send the sync's requests to it."""
    with listening() as provider:
        environment.setenv("PRICEBOOK_UPSTREAM", provider.url)
        yield provider


def priced(prompt: str) -> Answer:
    """Return a list of one model with a key as the provider wrote it, quotes or not."""
    return Answer(
        b'{"data": [{"id": "acme/a", "architecture": {"output_modalities": ["text"]},'
        b' "pricing": {%s "completion": "0.000002"}}]}' % prompt.encode()
    )


@pytest.mark.parametrize(
    ("prompt", "believed"),
    [
        ('"prompt": "0.000001",', "0.000001"),
        ('"prompt": 0.000001,', "0.000001"),
        ('"prompt": 1e-06,', "0.000001"),
        ('"prompt": "1e-06",', "0.000001"),
        ('"prompt": "-1",', "dynamic"),
        ('"prompt": -1,', "dynamic"),
        ('"prompt": null,', None),
        ('"prompt": "",', None),
        ("", None),
    ],
)
def test_a_price_in_every_spelling(
    upstream: Loopback, owner_database: Database, prompt: str, believed: str | None
) -> None:
    """A number is the same price as its text; -1 is dynamic; nothing said is unknown, not zero."""
    assert "success" == upstream.says(priced(prompt)).status
    assert believed == prices(owner_database).get("input_tokens")


@pytest.mark.parametrize("figure", ["0.001", "0.25", "2.5"])
def test_a_figure_per_1k_or_1m_among_sellers(
    upstream: Loopback, owner_database: Database, figure: str
) -> None:
    """Where two others sell the model, a figure per 1K or 1M in a per-token field is held."""
    upstream.lists(item("acme/a", ""))
    for provider in ("together", "novita"):
        rival(owner_database, provider, "0.000001")

    assert 1 == sum(held(upstream.lists(item("acme/a", figure))).values())
    assert "input_tokens" not in prices(owner_database)


@pytest.mark.parametrize(
    ("before", "figure", "guards"),
    [
        ("0.000001", "0.001", {"jump": 1}),
        ("0.000001", "0.25", {"absurd": 1}),
        ("", "2.5", {"absurd": 1}),
        ("", "0.001", {}),
        ("", "0.25", {"absurd": 1}),
    ],
)
def test_a_figure_per_1k_or_1m_alone(
    upstream: Loopback, before: str, figure: str, guards: dict[str, int]
) -> None:
    """Without other sellers the price before shows the slip, or its absurdity; else nothing can."""
    upstream.lists(item("acme/a", before))

    assert guards == held(upstream.lists(item("acme/a", figure)))


def test_an_eur_figure_in_a_dollar_field(upstream: Loopback, owner_database: Database) -> None:
    """With its sign it is no number and rejected; a bare one passes for dollars: nothing tells."""
    report = upstream.lists(*items(9), item("acme/a", "0.00000092"), item("acme/b", "€0.92"))

    assert 1 == report.rejected
    assert "acme/b: pricing.prompt is '€0.92'" in str(report.errors)
    assert "0.00000092" == prices(owner_database)["input_tokens"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (listing(), GuardRefused),
        (Answer(b"<!doctype html><h1>Bad gateway</h1>"), Unreadable),
        (Answer(b'{"data": [{"id": "acme/a", "pri'), Unreadable),
        (Answer(b'{"data": [{"id"', promised=1000), Unreachable),
        (Answer(b" ", endless=0.05), Unreachable),
        (Answer(b" " * 100_000, endless=0), Unreadable),
        (Answer(b"{}", 429, {"Retry-After": "3600"}), RateLimited),
    ],
    ids=["empty", "html", "truncated", "cut off", "drip", "huge", "429"],
)
def test_an_answer_that_cannot_be_used(
    upstream: Loopback,
    owner_database: Database,
    environment: pytest.MonkeyPatch,
    answer: Answer,
    error: type[GuardRefused | UpstreamError],
) -> None:
    """The run fails in time, says why and what to do, and the catalogue stays as it was."""
    upstream.lists(*items(3))
    before = versions(owner_database)
    environment.setattr(settings, "MAX_FETCH_SECONDS", 2)
    environment.setattr(settings, "MAX_BODY_BYTES", 1_000_000)

    with pytest.raises(error):
        upstream.says(answer)

    row = last_run(owner_database)
    assert before == versions(owner_database)
    assert ("failed", error.category) == (row["status"], row["errors"][0]["category"])
    assert row["errors"][0]["what_to_do"]


def test_a_429_is_obeyed(upstream: Loopback) -> None:
    """The run waits for as long as it was told to, and then succeeds."""
    busy = Answer(b"{}", 429, {"Retry-After": "7"})

    assert "success" == upstream.says(busy, listing(*items(2))).status
    assert [7] == upstream.waits


@pytest.mark.parametrize(("cursors", "pages"), [(itertools.count(1), 5), (itertools.repeat(1), 2)])
def test_a_cursor_that_never_ends(
    upstream: Loopback,
    owner_database: Database,
    environment: pytest.MonkeyPatch,
    cursors: Iterator[int],
    pages: int,
) -> None:
    """Paging ends at the limit, or where a page comes again; what came is kept, and it is told."""
    environment.setattr(settings, "MAX_PAGES", 5)
    following = replace(registry()[SLUG], next_page=token("next", "cursor"))
    environment.setitem(registry(), SLUG, following)
    answers = (listing(item(f"acme/m{n}"), next=next(cursors)) for n in range(pages))

    report = upstream.says(*answers)

    assert ("partial", pages, pages) == (report.status, report.added, len(upstream.asked))
    assert "paging does not end" in str(report.errors)
    assert [[pages]] == rows(owner_database, "SELECT count(*) FROM models WHERE is_active")


def test_the_same_id_twice(upstream: Loopback, owner_database: Database) -> None:
    """The first stays, the second is counted."""
    report = upstream.lists(item("acme/a", "0.000001"), item("acme/a", "0.000002"))

    assert (1, 1) == (report.added, report.rejected)
    assert "0.000001" == prices(owner_database)["input_tokens"]


def test_strange_ids(upstream: Loopback, owner_database: Database) -> None:
    """Ids with any punctuation, with spaces, or different only in case, are kept to the letter."""
    names = ["@cf/acme/a", "acme/A", "acme/a", "acme/a b", "acme/a.1:free", "acme/~a@2026", "x//y"]

    assert len(names) == upstream.lists(*map(item, names)).added
    assert [[name] for name in names] == rows(
        owner_database,
        'SELECT provider_model_id FROM models ORDER BY provider_model_id COLLATE "C"',
    )


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("context_length", 0, ("context_length", None)),
        ("context_length", -1, ("context_length", None)),
        ("context_length", None, ("context_length", None)),
        ("context_length", "8192", ("context_length", 8192)),
        ("context_length", "8K", ("context_length", None)),
        ("created", 1755820800, ("listed_at", datetime(2025, 8, 22, tzinfo=UTC))),
        ("created", 1755820800000, ("listed_at", datetime(2025, 8, 22, tzinfo=UTC))),
        ("created", "2025-08-22T00:00:00Z", ("listed_at", datetime(2025, 8, 22, tzinfo=UTC))),
        ("created", "soon", ("listed_at", None)),
        ("architecture", {"input_modalities": ["text", "smell"]}, ("input_modalities", ["text"])),
    ],
)
def test_a_field_in_every_spelling(
    upstream: Loopback,
    owner_database: Database,
    field: str,
    value: object,
    kept: tuple[str, object],
) -> None:
    """What makes sense is kept in one form; what makes none is unknown, and costs no model."""
    assert 1 == upstream.lists(item("acme/a") | {field: value}).added
    assert [[kept[1]]] == rows(owner_database, f"SELECT {kept[0]} FROM models")  # noqa: S608 - a column's own name


def test_fields_that_change_their_type(upstream: Loopback, owner_database: Database) -> None:
    """An item whose price or id is of another type is set aside; the others are listed."""
    strange: list[Any] = [
        "acme/text",
        item("acme/list") | {"pricing": []},
        item("acme/object", pricing={"prompt": {"usd": 1}}),
        item("acme/number") | {"id": 7},
    ]
    harmless = item("acme/a") | {"name": 7, "description": ["x"], "architecture": "text->text"}

    report = upstream.lists(harmless, *items(3), *strange)

    assert ("partial", 4, 4) == (report.status, report.added, report.rejected)
    assert "0.000001" == prices(owner_database)["input_tokens"]


def test_a_model_that_vanishes_and_returns(upstream: Loopback, owner_database: Database) -> None:
    """It leaves after three runs without it, and comes back as the same model with its history."""
    upstream.lists(*items(3))
    reports = []
    for _ in range(settings.MISSES):
        pass_time(owner_database, "6 hours")
        reports.append(upstream.lists(*items(2)))

    assert [0, 0, 1] == [report.deactivated for report in reports]
    assert (0, 1) == ((report := upstream.lists(*items(3))).added, report.returned)
    assert [[3, 10]] == rows(
        owner_database,
        "SELECT (SELECT count(*) FROM models WHERE is_active), count(*) FROM model_prices",
    )
