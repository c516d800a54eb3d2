"""Valkey client: the cache that all containers share; every failure of it is a miss."""

import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple, cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.credentials import CredentialProvider
from redis.exceptions import RedisError
from redis.retry import Retry

from pricebook import settings
from pricebook.aws import iam
from pricebook.errors import MissingSetting
from pricebook.storage.circuit_breaker import Circuit

PREFIX = "pricebook:2"
"""Version of the stored format: releases with different ones do not read each other's entries."""
TIMEOUT_S = 0.25
"""Seconds to connect, and for one answer."""
LEASE_S = 10
"""Seconds that one container may build a key while the others serve a stale copy."""
GENERATION_S = 60
"""Seconds that a generation is kept: a missed announcement is repaired in this time."""

# Two syncs that end at the same moment may announce in either order; the higher number holds.
RAISE_GENERATION = """
if tonumber(redis.call('GET', KEYS[1]) or 0) <= tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
end
"""

# A bucket fills evenly, holds a window's worth, and is forgotten once it would be full again.
TAKE = """
local rate, window, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tokens, stored = rate, redis.call('GET', KEYS[1])
if stored then
  local left, at = string.match(stored, '([^:]+):([^:]+)')
  tokens = math.min(rate, tonumber(left) + math.max(0, now - tonumber(at)) * rate / window)
end
local allowed = 0
if tokens >= 1 then tokens, allowed = tokens - 1, 1 end
redis.call('SET', KEYS[1], string.format('%.6f:%.3f', tokens, now), 'EX', window + 1)
return {allowed, math.floor(tokens), math.ceil((1 - math.min(tokens, 1)) * window / rate)}
"""

_circuit = Circuit("Valkey")


class Taken(NamedTuple):
    """Outcome of taking a token: whether there was one, how many are left, when there is one."""

    allowed: bool
    left: int
    wait_s: int


def get(key: str) -> bytes | None:
    """Return what is stored under a key."""
    return _command(lambda valkey: cast("bytes | None", valkey.get(f"{PREFIX}:answer:{key}")))


def put(key: str, value: bytes, seconds: int) -> None:
    """Store a value, and give back the lease to build it.

    Args:
        key: key of the answer.
        value: packed answer.
        seconds: time until Valkey drops it.
    """

    def store(valkey: Redis) -> None:
        with valkey.pipeline(transaction=False) as pipeline:
            pipeline.set(f"{PREFIX}:answer:{key}", value, ex=seconds)
            pipeline.delete(f"{PREFIX}:lease:{key}")
            pipeline.execute()

    _command(store)


def leased(key: str) -> bool:
    """Take the lease to build a key; False while another container has it."""

    def take(valkey: Redis) -> bool:
        return bool(valkey.set(f"{PREFIX}:lease:{key}", b"1", nx=True, ex=LEASE_S))

    return _command(take) is not False


def generation(scope: str) -> int | None:
    """Return the generation of a scope; None where it is not stored, or in an outage."""
    number = _command(lambda valkey: cast("bytes | None", valkey.get(_scope(scope))))
    return None if number is None else int(number)


def remember(scope: str, number: int) -> None:
    """Store a generation read from Postgres, unless a newer one was announced meanwhile."""
    _command(lambda valkey: valkey.set(_scope(scope), number, nx=True, ex=GENERATION_S))


def announce(generations: Mapping[str, int]) -> None:
    """Store the new generation of each scope, for every container to see."""

    def raise_all(valkey: Redis) -> None:
        for scope, number in generations.items():
            valkey.eval(RAISE_GENERATION, 1, _scope(scope), str(number), str(GENERATION_S))

    _command(raise_all)


def take_token(key: str, rate: int, window_s: int) -> Taken | None:
    """Take a token of a bucket; None in an outage.

    Args:
        key: whose bucket.
        rate: how many tokens it holds, and gets in a window.
        window_s: seconds of a window.
    """

    def take(valkey: Redis) -> Taken:
        words = (str(max(rate, 1)), str(window_s), f"{time.time():.3f}")
        allowed, left, wait_s = cast(
            "list[int]", valkey.eval(TAKE, 1, f"{PREFIX}:bucket:{key}", *words)
        )
        return Taken(bool(allowed), left, wait_s)

    return _command(take)


def answering() -> bool:
    """Tell whether Valkey answers."""
    return _command(lambda valkey: bool(valkey.ping())) is True


def reset() -> None:
    """Forget the connection and its failures."""
    client.cache_clear()
    _circuit.reset()


def configured() -> bool:
    """Tell whether there is a Valkey: without one each container caches for itself."""
    return bool(settings.text("REDIS_URL", ""))


def _command[T](command: Callable[[Redis], T]) -> T | None:
    if not configured() or not _circuit.closed:
        return None
    try:
        return command(client())
    except (RedisError, MissingSetting) as error:
        _circuit.trip(error)
        client.cache_clear()  # the next attempt reads the secret again, which may have rotated
        return None


class Role(CredentialProvider):
    """Login of this function's role by IAM, in place of a password.

    Args:
        cache: the name of the ElastiCache cache.
        user: a user of ElastiCache with IAM authentication; its id is its name.
    """

    def __init__(self, cache: str, user: str) -> None:
        self._cache = cache
        self._user = user

    def get_credentials(self) -> tuple[str, str]:
        """Return the user, and a password that is valid for this connection."""
        params = {"User": self._user, "ResourceType": "ServerlessCache"}
        return self._user, iam.password("elasticache", self._cache, **params)


def role() -> Role | None:
    """Return the IAM login; None where REDIS_URL holds all that is needed."""
    cache_name = settings.text("CACHE_NAME", "")
    return Role(cache_name, settings.text("CACHE_USER")) if cache_name else None


@cache
def client() -> Redis:
    """Return the client of this process, for callers that must know that Valkey fails."""
    return Redis.from_url(
        settings.address(settings.text("REDIS_URL")),
        credential_provider=role(),
        socket_connect_timeout=TIMEOUT_S,
        socket_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
    )


def _scope(scope: str) -> str:
    return f"{PREFIX}:generation:{scope}"
