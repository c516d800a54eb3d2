"""How old a published list may be, what lies under its path, and what a place hears."""

import gzip
import time
from pathlib import Path
from typing import Any

import pytest

from pricebook import settings
from pricebook.errors import Unavailable
from pricebook.serving.answer import Answer
from pricebook.serving.entry import CacheEntry
from pricebook.serving.headers import FOREVER
from pricebook.serving.kept import SLOW_MS, Head
from pricebook.storage import places
from pricebook.storage.places import Published
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import publication, whole_bodies
from pricebook.sync.publication import Listed
from pricebook.telemetry import metrics
from tests.support.whole_lists import stock

NOW = 1_800_000_000
SIX_HOURS = 6 * 60 * 60
ANSWER = Answer(gzip.compress(b"[1]", mtime=0), 'W/"e"', "Sat, 01 Aug 2026 00:00:00 GMT")
JSON = {"Content-Type": "application/json"}


class Shelf:
    """A place that remembers what it was given."""

    def __init__(self) -> None:
        self.kept: dict[str, Published] = {}
        self.paths: dict[str, Published] = {}
        self.heard: list[Any] = []

    def keep(self, published: Published) -> None:
        """Keep a body under its digest."""
        self.kept[published.digest] = published

    def point(self, path: str, published: Published) -> None:
        """Let a path have a body."""
        self.paths[path] = published

    def announce(self, generation: int) -> None:
        """Hear which generation is current."""
        self.heard.append(generation)

    def tidy(self) -> None:
        """Hear that it may remove what nobody reads."""
        self.heard.append("tidy")


def listed(path: str, answer: Answer = ANSWER, generation: int = 7) -> Listed:
    """Return a list that is built already."""
    return Listed(path, lambda: CacheEntry(answer, generation, NOW))


def publish(database: Database, shelf: Shelf, *lists: Listed) -> list[str]:
    """Publish these lists as of generation 7."""
    return publication.publish(database, shelf, 7, list(lists))


def counted() -> Any:
    """Return how many lists CloudWatch hears were not published."""
    metric = metrics.metric_set.get("ListsUnpublished")
    return metric["Value"] if metric else None


@pytest.fixture(autouse=True)
def nothing_told() -> None:
    """Forget what was counted before."""
    metrics.clear_metrics()


def test_a_list_lies_under_its_path_and_its_digest(owner_database: Database) -> None:
    """Under the path with its validators, under the digest for ever; the place hears of it."""
    shelf = Shelf()
    assert ["/v1/x"] == publish(owner_database, shelf, listed("/v1/x"))
    assert [] == publish(owner_database, shelf, listed("/v1/x"))

    packed = shelf.paths["/v1/x"]
    encoded = JSON | {"Content-Encoding": "gzip"}
    told = {"x-pricebook-generation": "7", "x-pricebook-cache": "published", "ETag": 'W/"e"'}
    assert ANSWER.body == packed.body
    assert encoded | told == {name: packed.headers[name] for name in encoded | told}
    assert "x-pricebook-observed-at" not in packed.headers
    assert [encoded | {"Cache-Control": FOREVER}] == [it.headers for it in shelf.kept.values()]
    assert [7, "tidy", 7, "tidy"] == shelf.heard


def test_what_no_function_can_send_lies_there_unpacked_too(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For who reads no gzip; and what is noted of both."""
    monkeypatch.setattr(settings, "MAX_RESPONSE_BYTES", 0)
    shelf = Shelf()
    publish(owner_database, shelf, listed("/v1/x"))
    plain = next(it for it in shelf.kept.values() if it.body == b"[1]")

    assert 2 == len(shelf.kept)
    assert JSON | {"Cache-Control": FOREVER} == plain.headers
    assert [[shelf.paths["/v1/x"].digest, plain.digest, 'W/"e"', 7]] == owner_database.run(
        "SELECT digest, plain_digest, etag, generation FROM published_lists"
    )


@pytest.mark.parametrize(("age", "current"), [(SIX_HOURS - 5, True), (SIX_HOURS + 5, False)])
def test_a_list_is_published_again_after_six_hours(
    owner_database: Database, age: int, *, current: bool
) -> None:
    """Though nothing changed: it says how old it is."""
    publish(owner_database, Shelf(), listed("/v1/x"))
    owner_database.run(
        "UPDATE published_lists SET published_at = now() - make_interval(secs => :age)", age=age
    )
    again = publish(owner_database, Shelf(), listed("/v1/x"))

    assert current == ([] == again)


def test_one_that_fails_stops_no_other(owner_database: Database) -> None:
    """It is counted, and neither is one that does not exist."""

    def failing() -> CacheEntry | None:
        raise Unavailable("x")

    lists = (Listed("/v1/bad", failing), Listed("/v1/none", lambda: None), listed("/v1/x"))

    assert ["/v1/x"] == publish(owner_database, Shelf(), *lists)
    assert [1] == counted()


@pytest.mark.usefixtures("environment")
def test_a_run_is_done_though_nothing_can_be_published(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place hears of the generations all the same."""
    heard: list[Any] = []
    monkeypatch.setattr(places, "announce", heard.append)
    assert [] == publication.at_once(owner_database, {"all": 1})
    assert counted() is None

    def failing() -> None:
        raise OSError("no space left")

    monkeypatch.setattr(places, "place", failing)
    assert [] == publication.at_once(owner_database, {"all": 2})
    assert [1] == counted()
    assert [{"all": 1}, {"all": 2}] == heard


@pytest.mark.parametrize(
    ("head", "published", "outdated"),
    [
        (Head(7, NOW - SIX_HOURS, 0, NOW + 1), True, False),
        (Head(7, NOW - SIX_HOURS - 1, 0, NOW + 1), False, True),
        (Head(6, NOW, SLOW_MS, NOW + 1), False, False),
        (Head(6, NOW, SLOW_MS + 1, NOW + 1), False, True),
        (Head(6, NOW, 0, NOW + 1), True, True),
        (Head(7, NOW, 0, NOW), True, True),
        (Head(7, NOW, SLOW_MS + 1, NOW + 1), True, False),
    ],
)
def test_what_has_to_be_built_anew(
    monkeypatch: pytest.MonkeyPatch, head: Head, *, published: bool, outdated: bool
) -> None:
    """What is old; and what is slow or published, and would be another now."""
    monkeypatch.setattr(time, "time", lambda: NOW)

    assert outdated == whole_bodies._outdated(head, 7, published=published)


@pytest.mark.usefixtures("environment", "owner_database")
def test_without_a_place_nothing_is_published() -> None:
    """One release asks for whole bodies, and another one may be asked: the event stays."""
    assert [] == whole_bodies.publish()
    assert {"build": "bodies"} == whole_bodies.EVENT


def test_what_is_built_and_lies_nowhere_is_due(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Until it is published; where nothing is published it is not. How long it took is known."""
    stock()
    whole_bodies.build()
    ((took_ms,),) = writer().run("SELECT max(took_ms) FROM kept_answers")
    before = whole_bodies.due()
    environment.setenv("PUBLISH_TO", str(tmp_path))
    due = whole_bodies.due()
    published = whole_bodies.publish()

    assert [False, True, False] == [before, due, whole_bodies.due()]
    assert 0 <= took_ms < 60_000
    assert published


@pytest.mark.usefixtures("environment")
def test_what_somebody_else_publishes_is_left_to_them(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone a run publishes the catalogue, once: the place hears of nothing where nothing is."""
    stock()
    shelf = Shelf()
    monkeypatch.setattr(places, "place", lambda: shelf)
    monkeypatch.setattr(places, "announce", lambda _generations: None)
    with owner_database.transaction():
        owner_database.run("sync.whole_bodies.try_lock")
        beside = publication.at_once(writer(), {})
    alone = publication.at_once(writer(), {})
    heard = list(shelf.heard)
    again = publication.at_once(writer(), {})

    assert [[], ["/v1/catalog"], []] == [beside, alone, again]
    assert heard == shelf.heard
    assert 2 == len(heard)
