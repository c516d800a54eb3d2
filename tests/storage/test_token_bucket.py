"""Token buckets: they fill evenly, and what is no bucket locks nobody out."""

import os
from collections.abc import Iterator

import pytest
from redis import Redis

from pricebook.storage import token_bucket, valkey

KEY = f"{valkey.PREFIX}:bucket:ada"
NOW = 1_000_000.0


@pytest.fixture
def shared(environment: pytest.MonkeyPatch) -> Iterator[Redis]:
    """Give Valkey."""
    assert environment
    with Redis.from_url(os.environ["REDIS_URL"]) as connection:
        yield connection


def test_a_bucket_fills_again(shared: Redis, environment: pytest.MonkeyPatch) -> None:
    """Evenly: after a third of the minute there is one of three."""
    environment.setattr("time.time", lambda: NOW)
    taken = [token_bucket.take("ada", 3, 60) for _ in range(4)]
    environment.setattr("time.time", lambda: NOW + 20.5)

    assert [True, True, True, False] == [it.allowed for it in taken if it]
    assert (True, 0, 20) == token_bucket.take("ada", 3, 60)
    assert shared.ttl(KEY) > 0


@pytest.mark.parametrize(
    "value", ["", "x", "-9:1", "nan:nan", "inf:inf", "3:99999999999", "-1e308:0", "1:2:3"]
)
def test_a_foreign_bucket_is_a_full_one(shared: Redis, value: str) -> None:
    """Nobody is locked out, and nobody gets more than a window's worth."""
    shared.set(KEY, value)

    assert (True, 1, 0) == token_bucket.take("ada", 2, 60)


def test_a_bucket_of_another_type_is_a_full_one(shared: Redis) -> None:
    """Its error is not taken for an outage of Valkey."""
    shared.rpush(KEY, "x")

    assert (True, 1, 0) == token_bucket.take("ada", 2, 60)
