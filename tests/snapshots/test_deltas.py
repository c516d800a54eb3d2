"""Deltas between snapshots: at hand from the versions that most readers have."""

import pytest

from pricebook.snapshots import deltas, publishing
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import whole_bodies
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run
from tests.support.watch_client import WatchClient

DIGESTS = "SELECT digest FROM snapshots ORDER BY id DESC"


def publish(number: int) -> None:
    """Publish a catalogue in which a price and the models themselves differ."""
    run(item("acme/a", prompt=f"0.00000{number % 9 + 1}"), item(f"acme/m{number}"))
    database = writer()
    with database.transaction():
        publishing.publish(database)


def test_those_of_eight_versions_are_made_once(
    environment: pytest.MonkeyPatch, owner_database: Database
) -> None:
    """After a publication, by the write side; a reader gets the same bytes without the files."""
    watch = WatchClient(environment)
    for number in range(10):
        publish(number)
    newest, *before = [digest for (digest,) in owner_database.run(DIGESTS)]
    path = f"/v1/snapshots/{newest}/delta"
    on_demand = [watch.ask("GET", path, caller=None, since=since) for since in before]

    assert (True, 8, 0) == (whole_bodies.due(), deltas.make(writer()), deltas.make(writer()))
    environment.setattr(deltas, "difference", None)

    assert on_demand[:8] == [watch.ask("GET", path, caller=None, since=it) for it in before[:8]]
    with pytest.raises(TypeError):
        watch.ask("GET", path, caller=None, since=before[8])


@pytest.mark.usefixtures("environment")
def test_the_next_publication_makes_its_own() -> None:
    """What was the newest is not, and one alone has none."""
    publish(0)
    alone = deltas.due(writer())
    publish(1)
    made = deltas.make(writer())
    publish(2)

    assert (False, 1, 2) == (alone, made, deltas.make(writer()))
    assert not deltas.due(writer())
