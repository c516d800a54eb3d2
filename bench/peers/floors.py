"""Floors: what no service over these stores can be faster than."""

import io
import time
from collections.abc import Callable, Iterator
from statistics import median

from redis import Redis

from bench import whole
from pricebook.storage.postgres import connect

TIMES = 9


def measured(url: str, redis_url: str) -> Iterator[tuple[str, str]]:
    """Yield what each takes in milliseconds.

    Args:
        url: address of the database.
        redis_url: address of Valkey.
    """
    connection = connect(url)
    with Redis.from_url(redis_url) as shared:
        shared.set(whole.FLOOR, whole.whole_catalog())
        acts: dict[str, Callable[[], object]] = {
            "floor: raw `GET` of Valkey": lambda: shared.get(whole.FLOOR),
            "floor: `json_agg` of the documents": lambda: connection.run(whole.SQL["json_agg"]),
            "floor: `COPY` of the documents": lambda: connection.run(
                whole.SQL["copy"], stream=io.BytesIO()
            ),
        }
        for name, act in acts.items():
            yield name, f"{spent(act):.2f} ms"
    connection.close()


def spent(act: Callable[[], object], times: int = TIMES) -> float:
    """Return the median of what an act takes, in milliseconds; the first time does not count."""
    taken = []
    for _ in range(times + 1):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken[1:])
