"""Valkey client: generations only rise, one container builds, and every failure is a miss."""

import time

import pytest

from pricebook.storage import valkey

pytestmark = pytest.mark.usefixtures("environment")


def test_a_generation_only_rises() -> None:
    """Of two announcements in the wrong order the higher number holds."""
    assert valkey.generation("all") is None

    valkey.announce({"all": 7})
    valkey.announce({"all": 6})

    assert 7 == valkey.generation("all")


def test_a_number_that_was_read_replaces_no_announced_one() -> None:
    """What Postgres said a moment ago does not hide what a sync has announced since."""
    valkey.announce({"all": 7})
    valkey.remember("all", 6)
    valkey.remember("groq", 3)

    assert (7, 3) == (valkey.generation("all"), valkey.generation("groq"))


def test_a_generation_is_good_to_the_end_of_its_minute(environment: pytest.MonkeyPatch) -> None:
    """It was stored late in a second, and is read late in the sixtieth after it."""
    now = int(time.time())
    environment.setattr(time, "time", lambda: now + 0.9)
    valkey.remember("chutes", 7)
    environment.setattr(time, "time", lambda: now + valkey.GENERATION_S + 0.8)

    assert 7 == valkey.generation("chutes")


def test_one_container_builds_a_key() -> None:
    """The lease is given back with the answer."""
    assert [True, False] == [valkey.leased("a"), valkey.leased("a")]

    valkey.put("a", b"answer", 60)

    assert b"answer" == valkey.get("a")
    assert valkey.leased("a")


def test_an_outage_is_a_miss(environment: pytest.MonkeyPatch) -> None:
    """Nothing is raised, and who asks may build the answer."""
    environment.setenv("REDIS_URL", "redis://127.0.0.1:1")
    valkey.reset()

    assert not valkey.answering()
    assert (None, None) == (valkey.get("a"), valkey.generation("all"))
    assert valkey.leased("a")
    valkey.put("a", b"answer", 60)
    valkey.announce({"all": 1})
