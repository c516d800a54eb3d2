"""Publication: every list is read with everything stopped, and a failed one heals."""

import asyncio
import gzip
import hashlib
import json
import os
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from local.gateway.gateway import Gateway
from local.gateway.published import PublishedLists
from local.lambda_runtime.event import Event, Outcome
from local.lambda_runtime.pool import ThrottledError
from local.messages import Request, Response
from local.sam import template
from pricebook.snapshots import publishing
from pricebook.storage.places import Folder
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import publication, whole_bodies
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.paths import ROOT
from tests.support.sync_and_query import run
from tests.support.whole_lists import LISTS, WHOLE, stock

BUCKET = "published"
FEED = "/feeds/openrouter/api/v1/models"
HEADERS = [("accept-encoding", "gzip")]


@pytest.fixture
def folder(environment: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the folder that is published to."""
    environment.setenv("PUBLISH_TO", str(tmp_path))
    return tmp_path


def publish() -> list[str]:
    """Do what a tick has the sync function do."""
    whole_bodies.build()
    return whole_bodies.publish()


def stocked() -> set[str]:
    """Sell a model, whose run publishes the catalogue, and publish all else."""
    stock()
    return {"/v1/catalog", *publish()}


def read(folder: Path, path: str, *sent: tuple[str, str]) -> Response:
    """Ask a gateway behind which every function is stopped; it has no way to a store."""

    def stopped(_function: str, _event: Event) -> asyncio.Future[Outcome]:
        raise ThrottledError("stopped")

    request = Request("GET", path, "", [*HEADERS, *sent], b"", "127.0.0.1")
    parsed = template.read(ROOT / "template.yaml", {})
    return asyncio.run(Gateway(parsed, stopped, PublishedLists(folder)).answer(request))


def answered(folder: Path, path: str, headers: dict[str, str]) -> Response:
    """Ask a gateway whose function answers 200 with these headers."""

    def answer(_function: str, _event: Event) -> asyncio.Future[Outcome]:
        outcome = asyncio.get_running_loop().create_future()
        text = json.dumps({"statusCode": 200, "headers": headers, "body": "the function"})
        outcome.set_result(Outcome(text.encode()))
        return outcome

    request = Request("GET", path, "", HEADERS, b"", "127.0.0.1")
    parsed = template.read(ROOT / "template.yaml", {})
    return asyncio.run(Gateway(parsed, answer, PublishedLists(folder)).answer(request))


def sha(body: bytes) -> str:
    """Return what a body lies under."""
    return hashlib.sha256(body).hexdigest()


def snapshot() -> str:
    """Make the snapshot of the day and return its path."""
    assert publishing.daily(writer())
    (digest,) = publishing.newest()
    return f"/v1/snapshots/{digest}"


def test_everything_is_read_with_all_stopped(folder: Path, client: CatalogClient) -> None:
    """Lists, feeds, the index, the snapshot and its key: 200 and 304 with the functions' ETags."""
    published = stocked()
    file = snapshot()
    published |= set(publish())
    lists = (*LISTS, "/v1/snapshots", "/v1/keys", file)
    functions = [client.get(path, {"accept-encoding": "gzip"}) for path in LISTS]
    answers = [read(folder, path) for path in lists]
    etags = [answer.header("etag") or "" for answer in answers]
    again = [
        read(folder, path, ("if-none-match", it)) for path, it in zip(lists, etags, strict=True)
    ]

    assert set(lists) == published
    assert [200] * len(lists) == [answer.status for answer in answers]
    assert [it.headers["etag"] for it in functions] == etags[: len(LISTS)]
    assert [it.body for it in functions] == [it.body for it in answers[: len(LISTS)]]
    assert [304] * len(lists) == [answer.status for answer in again]
    assert file.rpartition("/")[2] == sha(gzip.decompress(answers[-1].body))
    assert all(it.header("x-pricebook-generation") for it in answers)
    assert all((it.header("x-pricebook-observed-at") or "") > "2026" for it in answers)


def test_the_catalogue_is_current_right_after_a_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run publishes what is joined from parts, once, before the gateway hears of the change."""
    stock()
    publish()
    seen = []
    announce = Folder.announce

    def announced(place: Folder, generation: int) -> None:
        seen.append(read(folder, "/v1/catalog"))
        announce(place, generation)

    monkeypatch.setattr(Folder, "announce", announced)
    run(item("acme/new"))
    after = read(folder, "/v1/catalog")

    assert b"acme/new" in gzip.decompress(after.body)
    assert {after.body} == {before.body for before in seen}
    assert {None} == {answer.header("warning") for answer in (*seen, after)}
    assert [] == publication.at_once(writer(), {})


def test_a_run_is_done_whether_or_not_its_catalogue_is_published(
    folder: Path, owner_database: Database
) -> None:
    """What fails after the commit of a run fails no run: functions answer, the next publishes."""
    run(item("acme/a"))
    owner_database.run("ALTER TABLE published_lists RENAME TO away")
    run(item("acme/a"), item("acme/b"))
    unpublished = answered(folder, "/v1/catalog", {})
    owner_database.run("ALTER TABLE away RENAME TO published_lists")

    assert b"the function" == unpublished.body
    assert ["/v1/catalog"] == publication.at_once(writer(), {})


def test_nothing_changed_is_published_once(folder: Path) -> None:
    """After a publication none is due, until a run changes something."""
    stock()
    assert publish()
    due = whole_bodies.due()
    again = publish()
    run(item("acme/b"))

    assert folder
    assert not due
    assert [] == again
    assert whole_bodies.due()
    assert set(WHOLE) <= set(publish())


def test_a_failed_publication_leaves_the_last_and_heals(
    folder: Path, environment: pytest.MonkeyPatch
) -> None:
    """Where the place takes nothing, readers keep what was published; the next tick mends it."""
    stock()
    publish()
    before = read(folder, "/v1/catalog")
    (folder / "full").touch()
    environment.setenv("PUBLISH_TO", str(folder / "full"))
    run(item("acme/a"), item("acme/b"))
    failed = publish()
    between = read(folder, "/v1/catalog")
    environment.setenv("PUBLISH_TO", str(folder))
    healed = publish()
    after = read(folder, "/v1/catalog")

    assert [] == failed
    assert (200, before.header("etag")) == (between.status, between.header("etag"))
    assert before.body == between.body
    assert set(LISTS) < set(healed)
    assert b"acme/b" in gzip.decompress(after.body)


def test_a_bucket_has_each_list_under_its_path(environment: pytest.MonkeyPatch) -> None:
    """An object under its SHA-256, and one under the path, with every header of the answer."""
    stock()
    environment.setenv("PUBLISH_TO", f"s3://{BUCKET}")
    with mock_aws():
        storage = boto3.client("s3")
        storage.create_bucket(Bucket=BUCKET)
        published = publish()
        listed = storage.get_object(Bucket=BUCKET, Key="lists/v1/catalog")
        body = listed["Body"].read()
        kept = storage.get_object(Bucket=BUCKET, Key=f"published/{sha(body)}")

    assert set(LISTS) < set(published)
    assert b"acme/a" in gzip.decompress(body)
    assert ("gzip", "application/json") == (listed["ContentEncoding"], listed["ContentType"])
    assert listed["CacheControl"].startswith("public, max-age=60")
    assert {"etag", "last-modified", "x-pricebook-generation"} < set(listed["Metadata"])
    assert body == kept["Body"].read()
    assert "immutable" in kept["CacheControl"]


def test_a_bucket_that_refuses_is_tried_again(environment: pytest.MonkeyPatch) -> None:
    """Without the bucket nothing is published, and nothing breaks; the next tick heals it."""
    stock()
    environment.setenv("PUBLISH_TO", f"s3://{BUCKET}")
    with mock_aws():
        failed = publish()
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        healed = publish()

    assert [] == failed
    assert set(LISTS) < set(healed)


def test_a_change_is_read_before_it_is_published(folder: Path, client: CatalogClient) -> None:
    """A folder knows which generation is current, so that its machine asks the function."""
    stock()
    publish()
    lists = PublishedLists(folder)
    request = Request("GET", FEED, "", HEADERS, b"", "127.0.0.1")
    before = lists.current(request)
    run(item("acme/a", prompt="0.000009"))

    assert before
    assert before.header("etag") != client.get(FEED).headers["etag"]
    assert lists.current(request) is None
    publish()
    assert lists.current(request)


def test_what_was_published_is_better_than_the_bundled_snapshot(folder: Path) -> None:
    """A change that nobody published is asked for; in an outage the last list is, and says so."""
    stock()
    publish()
    run(item("acme/a", prompt="0.000009"))
    fresh = answered(folder, FEED, {"x-pricebook-cache": "database"})
    bundled = answered(folder, FEED, {"x-pricebook-cache": "snapshot"})

    assert b"the function" == fresh.body
    assert b"acme/a" in gzip.decompress(bundled.body)
    assert "Stale" in (bundled.header("warning") or "")


def test_a_body_without_a_path_leaves_the_folder(folder: Path) -> None:
    """What nobody can find any more is removed after a day, and not before."""
    stock()
    publish()
    old = {file.name for file in (folder / "published").iterdir()}
    run(item("acme/c"))
    publish()
    kept = {file.name for file in (folder / "published").iterdir()}
    for file in (folder / "published").iterdir():
        os.utime(file, (0, 0))
    run(item("acme/d"))
    publish()
    pointers = [json.loads(file.read_bytes()) for file in (folder / "lists").iterdir()]

    assert old < kept
    assert {it["digest"] for it in pointers} == {it.name for it in (folder / "published").iterdir()}
