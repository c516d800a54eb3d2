"""Who hears of a run, in which order, and what a failure on the way leaves out."""

from typing import Any

import pytest

from pricebook.catalog import lookup
from pricebook.serving import cache
from pricebook.storage.postgres import Database
from pricebook.sync import follow_up, publication
from pricebook.sync.announcement import announce

FOLLOWED = {"groq": 5}


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Hear what is told, and let the offers of one other seller follow."""
    told: list[Any] = []

    def follow(_database: Database, run: int | None) -> dict[str, int]:
        told.append(("follow", run))
        return FOLLOWED

    def told_caches(generations: dict[str, int], *, published: bool) -> None:
        told.append(("caches", dict(generations), published))

    monkeypatch.setattr(cache, "announce", told_caches)
    monkeypatch.setattr(lookup, "warm", lambda provider: told.append(("warm", provider)))
    monkeypatch.setattr(follow_up, "write", follow)
    monkeypatch.setattr(publication, "at_once", lambda _, told_of: told.append(dict(told_of)))
    return told


def test_caches_hear_first_and_lists_are_published_last(
    owner_database: Database, heard: list[Any]
) -> None:
    """What is published has what followed, and only then a place hears of it."""
    announce(owner_database, "acme", {"all": 7}, 3)

    assert [
        ("caches", {"all": 7}, False),
        ("warm", "acme"),
        ("follow", 3),
        {"all": 7, "groq": 5},
    ] == heard


def test_what_fails_on_the_way_keeps_no_list_from_its_place(
    owner_database: Database, heard: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is done; its own generations are published, and the failure goes on up."""

    def failing(_provider: str | None) -> None:
        raise OSError("x")

    monkeypatch.setattr(lookup, "warm", failing)
    with pytest.raises(OSError, match="x"):
        announce(owner_database, None, {"all": 7}, None)

    assert [("caches", {"all": 7}, False), {"all": 7}] == heard
