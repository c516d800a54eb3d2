"""Token buckets in Valkey: how many requests a caller may make, over all containers."""

import time
from typing import NamedTuple, cast

from redis import Redis

from pricebook.storage import valkey, valkey_scripts


class Taken(NamedTuple):
    """Outcome of taking a token: whether there was one, how many are left, when there is one."""

    allowed: bool
    left: int
    wait_s: int


def take(key: str, rate: int, window_s: int) -> Taken | None:
    """Take a token of a bucket; None in an outage.

    Args:
        key: whose bucket.
        rate: how many tokens it holds, and gets in a window.
        window_s: seconds of a window.
    """

    def taken(client: Redis) -> Taken:
        words = (str(max(rate, 1)), str(window_s), f"{time.time():.3f}")
        bucket = f"{valkey.PREFIX}:bucket:{key}"
        answer = client.eval(valkey_scripts.TAKE, 1, bucket, *words)
        allowed, left, wait_s = cast("list[int]", answer)
        return Taken(bool(allowed), left, wait_s)

    return valkey.command(taken)
