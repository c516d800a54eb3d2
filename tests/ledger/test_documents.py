"""What readers hear when something else than a run changes documents."""

import gzip
from pathlib import Path

import pytest

from pricebook.catalog import lookup
from pricebook.ledger.documents import Refreshed, forget, refreshing
from pricebook.serving import cache
from pricebook.storage import valkey
from pricebook.storage.places import Folder
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import SLUG, run

CHANGE = """
UPDATE models SET description = 'A rocket.';
INSERT INTO touched (id, reason) SELECT id, 'updated' FROM models
"""


@pytest.fixture
def folder(environment: pytest.MonkeyPatch, tmp_path: Path) -> Folder:
    """Give the place of published lists, which has heard of no generation yet."""
    run(item("acme/a"))
    environment.setenv("PUBLISH_TO", str(tmp_path))
    return Folder(tmp_path)


def change(*, keep: bool, published: bool) -> Refreshed:
    """Describe every model anew."""
    database = writer()
    with refreshing(database, keep=keep, published=published) as refreshed:
        database.run(CHANGE)
    return refreshed


def catalogue() -> bytes:
    """Return what Valkey has of the current catalogue, for whoever has nothing in memory."""
    cache.reset()
    answer = cache.stored(lookup.wholes()[0])
    return gzip.decompress(answer.body) if answer else b""


@pytest.mark.parametrize(("keep", "published"), [(True, True), (True, False), (False, True)])
def test_readers_hear_of_what_is_kept(
    folder: Folder, owner_database: Database, *, keep: bool, published: bool
) -> None:
    """The catalogue is built for them, from parts; of a dry run they hear nothing."""
    before = valkey.generation("all")
    refreshed = change(keep=keep, published=published)
    raised = refreshed.generations["all"]

    assert (1, {"all", SLUG}) == (refreshed.models, set(refreshed.generations))
    assert (raised if keep else before) == valkey.generation("all")
    assert (str(raised) if keep and published else "") == folder.generation()
    assert keep == (b"A rocket." in catalogue())
    assert [[SLUG]] == owner_database.run("SELECT provider FROM current_parts")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("keep", [True, False])
def test_stored_answers_are_forgotten(*, keep: bool) -> None:
    """Those of the scopes that are named, whatever changed, and not in a dry run."""
    for scope in (SLUG, "groq"):
        valkey.put(f"{scope}:x", b"old", 60)
    with refreshing(writer(), keep=keep) as refreshed:
        forget(writer(), refreshed, ["groq"])

    assert {"groq"} == set(refreshed.generations)
    assert (refreshed.generations["groq"] if keep else None) == valkey.generation("groq")
    assert (b"old", None if keep else b"old") == (valkey.get(f"{SLUG}:x"), valkey.get("groq:x"))
