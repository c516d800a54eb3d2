"""Every environment variable and secret, read on first use and then kept."""

import os
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import cast

from pricebook.errors import SettingMissing

FETCH_SECONDS = 30
"""How long one answer of a provider may take, from the first byte asked to the last one read."""
BODY_BYTES = 64 * 1024 * 1024
"""How large one answer may be once it is unpacked; the largest real one is 7 MB."""
PAGES = 200
"""How many pages one list may have."""
RETRIES = 3
"""How often a failed request is repeated."""
RETRY_AFTER_SECONDS = 20
"""How long a run waits at most when a provider asks for patience."""

SHRINK_FLOOR = 0.5
"""Below this share of the active models an answer is thought to be cut, and deactivates nothing."""
REJECT_CEILING = 0.2
"""Above this share of rejected items a run is partial."""
MISSES = 3
"""How many complete runs without a model deactivate it."""
JUMP_FACTOR = 10
"""A price that moves by more than this, either way, waits for a person."""
ALIKE_FACTOR = 3
"""Within this of what others charge a jump is believed: they charge the like, or moved alike."""
SLIP_FACTOR = 400
"""So far from what others charge is a slip of the unit: a thousand, at 2.5 times the others."""
SLIP_SELLERS = 2
"""How many other sellers it takes to call a price a slip of the unit."""
ABSURD_BELOW = Decimal("1e-11")
"""No token costs less than this in US dollars, unless it is free."""
ABSURD_ABOVE = 1
"""No token costs more than this in US dollars."""
SIBLING_FACTOR = 100
"""An output that costs less than the input by more than this is told as strange."""
LEASE = timedelta(minutes=5)
"""A running run whose heartbeat is older than this is dead."""

RESPONSE_BYTES = 6_291_556
"""The most that a Lambda function may answer, base64 and envelope included."""


def text(name: str, default: str | None = None) -> str:
    """Return the setting, or raise SettingMissing that names it."""
    value = os.environ.get(name) or default
    if value is None:
        raise SettingMissing(f"{name} is not set: set it in the environment of this function")
    return value


def number(name: str, default: int) -> int:
    """Return the setting as a whole number."""
    value = text(name, str(default))
    if not value.isdigit():
        raise SettingMissing(f"{name} is {value!r}: set it to a whole number")
    return int(value)


def provider_key(name: str) -> str | None:
    """Return a key from the environment, else from the one secret that holds them all."""
    if os.environ.get("PRICEBOOK_UPSTREAM"):
        return os.environ.get(name) or "placeholder"
    return os.environ.get(name) or _provider_keys().get(name)


def account(name: str) -> str | None:
    """Return the id of our account at a provider; a replay knows the address without one."""
    return None if os.environ.get("PRICEBOOK_UPSTREAM") else provider_key(name)


@cache
def _provider_keys() -> dict[str, str]:
    secret = os.environ.get("PROVIDER_KEYS_SECRET")
    if not secret:
        return {}
    # boto3 comes with this import: it costs 400 ms, and only a sync with a secret needs it
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415 - see above

    return cast("dict[str, str]", parameters.get_secret(secret, transform="json"))
