"""Valkey client: the cache that all containers share; every failure of it is a miss."""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

from pricebook import settings
from pricebook.errors import MissingSetting
from pricebook.storage import valkey_login, valkey_scripts
from pricebook.storage.circuit_breaker import Circuit
from pricebook.telemetry import logger, metrics

PREFIX = "pricebook:3"
"""How every key begins; all releases of today share generations, leases and buckets under it."""
FORMAT = 2
"""Version of the bytes of an answer, in its key: releases with different ones never meet."""
TIMEOUT_S = 0.25
"""Seconds to connect, and for one answer."""
LEASE_S = 10
"""Seconds that one container may build a key while the others serve a stale copy."""
GENERATION_S = 60
"""Seconds that a generation is kept: a missed announcement is repaired in this time."""

WRONG_TYPE = "WRONGTYPE"
"""How the error of a command begins that met a value of another type."""
GENERATION = re.compile(rb"([0-9]{1,15}) ([0-9]{1,15})")
"""A stored generation: the number, and the Unix time when it was written."""

_circuit = Circuit("Valkey")


def get(address: str) -> bytes | None:
    """Return what is stored of an answer; what is no string reads as empty bytes."""
    return command(lambda valkey: string(valkey, _answer(address)))


def put(address: str, value: bytes, seconds: int) -> None:
    """Store an answer, and give back the lease to build it.

    Args:
        address: address of the answer.
        value: packed answer.
        seconds: time until Valkey drops it.
    """

    def store(valkey: Redis) -> None:
        with valkey.pipeline(transaction=False) as pipeline:
            pipeline.set(_answer(address), value, ex=seconds)
            pipeline.delete(_lease(address))
            pipeline.execute()

    command(store)


def get_all(addresses: Mapping[str, str]) -> dict[str, bytes]:
    """Return what is stored of several answers, without those that are not there.

    Args:
        addresses: of the answers, by what they are called in the result.
    """
    if not addresses:
        return {}
    keys = [_answer(address) for address in addresses.values()]
    values = command(lambda valkey: cast("list[bytes | None]", valkey.mget(keys)))
    named = zip(addresses, values or (), strict=False)  # in an outage there is none
    return {name: value for name, value in named if value is not None}


def put_all(values: Mapping[str, bytes], seconds: int) -> None:
    """Store several values under their addresses, until Valkey drops them."""

    def store(valkey: Redis) -> None:
        with valkey.pipeline(transaction=False) as pipeline:
            for address, value in values.items():
                pipeline.set(_answer(address), value, ex=seconds)
            pipeline.execute()

    if values:
        command(store)


def prolong(addresses: Mapping[str, str], seconds: int) -> set[str]:
    """Let stored answers live for so long from now on; return those that are not there.

    Args:
        addresses: of the answers, by what they are called in the result.
        seconds: time until Valkey drops them.
    """

    def expire(valkey: Redis) -> list[bool]:
        with valkey.pipeline(transaction=False) as pipeline:
            for address in addresses.values():
                pipeline.expire(_answer(address), seconds)
            return cast("list[bool]", pipeline.execute())

    prolonged = command(expire) if addresses else []
    return {name for name, there in zip(addresses, prolonged or (), strict=False) if not there}


def discard(address: str, reason: str) -> None:
    """Remove a stored answer that is damaged, and count it."""
    _discard(_answer(address), reason)


def remove_scopes(scopes: Iterable[str]) -> None:
    """Remove every stored answer, lease and generation of these scopes."""

    def remove(valkey: Redis) -> None:
        for scope in scopes:
            valkey.delete(_scope(scope))
            for pattern in (_answer(f"{scope}:*"), _lease(f"{scope}:*")):
                for key in valkey.scan_iter(pattern, count=1000):
                    valkey.delete(key)

    command(remove)


def leased(address: str) -> bool:
    """Take the lease to build an answer; False while another container has it."""

    def take(valkey: Redis) -> bool:
        words = (f"{time.time():.3f}", str(LEASE_S))
        return bool(valkey.eval(valkey_scripts.TAKE_LEASE, 1, _lease(address), *words))

    return command(take) is not False


def generation(scope: str) -> int | None:
    """Return the generation of a scope; None where it is not stored, or in an outage."""
    stored = command(lambda valkey: string(valkey, _scope(scope)))
    if stored is None:
        return None
    number = GENERATION.fullmatch(stored)
    if number and abs(int(time.time()) - int(number[2])) <= GENERATION_S:  # both in whole seconds
        return int(number[1])
    _discard(_scope(scope), "it is no generation of the last minute")
    return None


def remember(scope: str, number: int) -> None:
    """Store a generation read from Postgres, unless a newer one was announced meanwhile."""
    stored = f"{number} {int(time.time())}"
    command(lambda valkey: valkey.set(_scope(scope), stored, nx=True, ex=GENERATION_S))


def announce(generations: Mapping[str, int]) -> None:
    """Store the new generation of each scope, for every container to see."""

    def raise_all(valkey: Redis) -> None:
        for scope, number in generations.items():
            words = (str(number), str(int(time.time())), str(GENERATION_S))
            valkey.eval(valkey_scripts.RAISE_GENERATION, 1, _scope(scope), *words)

    command(raise_all)


def answering() -> bool:
    """Tell whether Valkey answers."""
    return command(lambda valkey: bool(valkey.ping())) is True


def reset() -> None:
    """Forget the connection and its failures."""
    client.cache_clear()
    _circuit.reset()


def configured() -> bool:
    """Tell whether there is a Valkey: without one each container caches for itself."""
    return bool(settings.text("REDIS_URL", ""))


def command[T](act: Callable[[Redis], T]) -> T | None:
    """Let Valkey do something; None in an outage, whatever it is."""
    if not configured() or not _circuit.closed:
        return None
    started = time.monotonic()
    try:
        result = act(client())
    except (RedisError, MissingSetting) as error:
        _circuit.trip(error, time.monotonic() - started)
        client.cache_clear()  # the next attempt reads the secret again, which may have rotated
        return None
    _circuit.answered()
    return result


def string(valkey: Redis, key: str) -> bytes | None:
    """Return the string under a key; a value of another type reads as empty bytes."""
    try:
        return cast("bytes | None", valkey.get(key))
    except ResponseError as error:
        if not str(error).startswith(WRONG_TYPE):
            raise
        return b""


@cache
def client() -> Redis:
    """Return the client of this process, for callers that must know that Valkey fails."""
    return Redis.from_url(
        settings.address(settings.text("REDIS_URL")),
        credential_provider=valkey_login.role(),
        socket_connect_timeout=TIMEOUT_S,
        socket_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
    )


def _discard(key: str, reason: str) -> None:
    metrics.add_metric(name="CacheDamaged", unit="Count", value=1)
    logger.warning("a damaged value was removed", extra={"key": key, "reason": reason})
    command(lambda valkey: valkey.delete(key))


def _answer(address: str) -> str:
    return f"{PREFIX}:answer:{FORMAT}:{address}"


def _lease(address: str) -> str:
    return f"{PREFIX}:lease:{address}"


def _scope(scope: str) -> str:
    return f"{PREFIX}:generation:{scope}"
