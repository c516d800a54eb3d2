"""What every kind of run does in the end, and what it leaves when it only tries."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import httpx
import pytest
from pg8000.exceptions import DatabaseError

from pricebook.alerts import incidents
from pricebook.ledger import parts
from pricebook.ledger.write_lock import write_lock
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import page_run, provider_run, reference_run
from pricebook.sync.fetch import Fetcher
from pricebook.sync.lease import Lease
from pricebook.sync.registration import PRICE_PAGES, register
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import answering, items, raw
from tests.support.models_dev_sync import entry, listed
from tests.support.sync_and_query import last_run, rows

GROQ = Path(__file__).parents[1] / "price_pages/bodies/groq.md"
LIST = json.dumps(listed(wandb={"a": entry(), "b": entry()})).encode()


def groq_page() -> Fetcher:
    """Return a fetcher that answers one page, and no other."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host != "console.groq.com":
            return httpx.Response(404, stream=httpx.ByteStream(b""))
        return httpx.Response(200, stream=httpx.ByteStream(GROQ.read_bytes()))

    return Fetcher(httpx.MockTransport(answer), sleep=lambda _seconds: None)


class Kind(NamedTuple):
    """A kind of run: its module, whom it synchronises, and what answers it."""

    module: ModuleType
    slug: str
    fetcher: Callable[[], Fetcher]

    def run(self, **options: Any) -> Run:
        """Run it, as an operator asks."""
        told: dict[str, Any] = {"triggered_by": "admin:ann", "fetcher": self.fetcher()}
        report: Run = self.module.run(self.slug, **told | options)
        return report


KINDS = {
    "provider": Kind(provider_run, "openrouter", lambda: answering(*items(2))),
    "list": Kind(reference_run, "models-dev", lambda: raw(LIST)),
    "pages": Kind(page_run, PRICE_PAGES, groq_page),
}


class Told(NamedTuple):
    """Who heard of runs: of generations and the run, of the slug, and of signs of life."""

    announced: list[tuple[Any, ...]]
    watched: list[str]
    beats: list[str]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, environment: object) -> Kind:
    """Give each kind of run."""
    assert environment
    return KINDS[request.param]


@pytest.fixture
def told(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Hear what a run tells."""
    heard = Told([], [], [])
    monkeypatch.setattr(kind.module, "announce", lambda *told: heard.announced.append(told[1:]))
    monkeypatch.setattr(incidents, "after_run", lambda _database, slug: heard.watched.append(slug))
    monkeypatch.setattr(Lease, "beat", lambda lease: heard.beats.append(lease.run.provider))
    return heard


def test_a_change_is_announced_once(owner_database: Database, kind: Kind, told: Told) -> None:
    """With the generations that it raised and the run; a quiet run is watched, and tells nobody."""
    report = kind.run()
    ((provider, generations, run),) = told.announced
    again = kind.run()

    assert [kind.slug, kind.slug] == told.watched
    assert {kind.slug} == set(told.beats)
    assert (kind.slug if kind.module is provider_run else None, report.run_id) == (provider, run)
    current = dict(rows(owner_database, "SELECT scope, generation FROM generations"))
    assert {"all": current["all"]}.items() <= generations.items() <= current.items()
    assert (1, False) == (len(told.announced), again.changed)


@pytest.mark.usefixtures("told")
def test_what_readers_are_sent_is_made_by_the_run(owner_database: Database, kind: Kind) -> None:
    """Of each seller, in the transaction that changes its documents, before anybody hears of it."""
    kind.run()

    assert [] == owner_database.run("ledger.parts.outdated", **parts.FORMAT)
    assert [[False]] == rows(owner_database, "SELECT count(*) = 0 FROM parts")


def test_a_trial_leaves_nothing(owner_database: Database, kind: Kind, told: Told) -> None:
    """It says what it would change, and nobody hears of it."""
    report = kind.run(dry_run=True)

    assert report.changed
    assert (report.dry_run, report.run_id, report.fetched > 1) == (True, None, True)
    assert ([], []) == (told.announced, told.watched)
    for table in ("models", "model_prices", "sync_runs", "listed_offers"):
        assert [[0]] == rows(owner_database, f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names


def test_the_run_that_was_asked_for_is_begun(owner_database: Database, kind: Kind) -> None:
    """And keeps who asked; a run that nobody queued has a row of its own, which says the same."""
    register(owner_database)
    ((number,),) = owner_database.run(
        "INSERT INTO sync_runs (provider, status, triggered_by)"
        " VALUES (:slug, 'queued', 'admin:bob') RETURNING id",
        slug=kind.slug,
    )
    first, row = kind.run(queued=number), last_run(owner_database)
    second, other = kind.run(), last_run(owner_database)

    assert (number, "admin:bob") == (first.run_id, row["triggered_by"])
    assert (second.run_id, "admin:ann") == (other["id"], other["triggered_by"])
    assert (first.fetched, first.status) == (row["models_fetched"], row["status"])
    assert first.fetched > 1


@pytest.mark.parametrize("kind", ["list", "pages"], indirect=True)
def test_lists_write_alone(owner_database: Database, kind: Kind) -> None:
    """A document is made of what every source tells: a list waits for who writes beside it."""
    writer().run("SET lock_timeout = '10ms'")
    with write_lock(owner_database), pytest.raises(DatabaseError, match="lock timeout"):
        kind.run()

    assert [[0]] == rows(owner_database, "SELECT count(*) FROM listed_offers")
