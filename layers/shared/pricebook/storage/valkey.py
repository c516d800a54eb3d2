"""Valkey, the memory that all containers share. Whatever goes wrong with it is a miss."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.credentials import CredentialProvider
from redis.exceptions import RedisError
from redis.retry import Retry

from pricebook import settings
from pricebook.aws import iam
from pricebook.storage.circuit_breaker import Circuit

PREFIX = "pricebook:2"
"""Names the form of what is stored: two releases that differ in it do not read each other."""
PATIENCE_S = 0.25
LEASE_S = 10
"""How long the others wait for the one that builds."""
GENERATION_S = 60
"""How long a number is believed: a missed announcement heals in this time."""

# Two syncs that end at the same moment may announce in either order; the higher number is true.
RAISE = """
if tonumber(redis.call('GET', KEYS[1]) or 0) <= tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
end
"""

_circuit = Circuit("Valkey")


def get(key: str) -> bytes | None:
    """Return what is stored under a key."""
    return _ask(lambda valkey: cast("bytes | None", valkey.get(f"{PREFIX}:answer:{key}")))


def put(key: str, value: bytes, seconds: int) -> None:
    """Store it, and let go of the lease to build it."""

    def store(valkey: Redis) -> None:
        with valkey.pipeline(transaction=False) as pipeline:
            pipeline.set(f"{PREFIX}:answer:{key}", value, ex=seconds)
            pipeline.delete(f"{PREFIX}:lease:{key}")
            pipeline.execute()

    _ask(store)


def leased(key: str) -> bool:
    """Take the lease to build a key; false while somebody else has it."""

    def take(valkey: Redis) -> bool:
        return bool(valkey.set(f"{PREFIX}:lease:{key}", b"1", nx=True, ex=LEASE_S))

    return _ask(take) is not False


def generation(scope: str) -> int | None:
    """Return the number that a scope is at."""
    found = _ask(lambda valkey: cast("bytes | None", valkey.get(_scope(scope))))
    return None if found is None else int(found)


def remember(scope: str, number: int) -> None:
    """Keep a number that was read from Postgres, unless a newer one was announced meanwhile."""
    _ask(lambda valkey: valkey.set(_scope(scope), number, nx=True, ex=GENERATION_S))


def announce(generations: Mapping[str, int]) -> None:
    """Tell every reader which numbers hold now."""

    def tell(valkey: Redis) -> None:
        for scope, number in generations.items():
            valkey.eval(RAISE, 1, _scope(scope), str(number), str(GENERATION_S))

    _ask(tell)


def answering() -> bool:
    """Tell whether Valkey answers."""
    return _ask(lambda valkey: bool(valkey.ping())) is True


def reset() -> None:
    """Forget the connection and its failures."""
    client.cache_clear()
    _circuit.reset()


def _ask[T](question: Callable[[Redis], T]) -> T | None:
    if not _circuit.closed:
        return None
    try:
        return question(client())
    except RedisError as error:
        _circuit.trip(error)
        return None


class Role(CredentialProvider):
    """Logs this function's role in where ElastiCache asks AWS who calls instead of for a password.

    Args:
        cache: the name of the cache, which the user is asked for.
        user: a user whose authentication is IAM; its id is its name.
    """

    def __init__(self, cache: str, user: str) -> None:
        self._cache = cache
        self._user = user

    def get_credentials(self) -> tuple[str, str]:
        """Return the user, and a password that is good for this connection."""
        asked = {"User": self._user, "ResourceType": "ServerlessCache"}
        return self._user, iam.password("elasticache", self._cache, **asked)


def role() -> Role | None:
    """Return who logs in; None where the address says so itself."""
    cache_name = settings.text("CACHE_NAME", "")
    return Role(cache_name, settings.text("CACHE_USER")) if cache_name else None


@cache
def client() -> Redis:
    """Return the connection of this process, for whoever must know that Valkey fails."""
    return Redis.from_url(
        settings.text("REDIS_URL"),
        credential_provider=role(),
        socket_connect_timeout=PATIENCE_S,
        socket_timeout=PATIENCE_S,
        retry=Retry(NoBackoff(), 0),
    )


def _scope(scope: str) -> str:
    return f"{PREFIX}:generation:{scope}"
