"""Every environment variable and secret, read on first use and then kept."""

import os
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import cast

from pricebook.errors import MissingSetting

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

SHRINK_FLOOR = Decimal("0.5")
"""Below this share of the active models an answer is thought to be cut, and deactivates nothing."""
REJECT_CEILING = Decimal("0.2")
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
LIST_ABSURD_ABOVE = Decimal("0.001")
"""No token costs more in a reference list: nobody reviews what a list says, so it is stricter."""
SIBLING_FACTOR = 100
"""An output that costs less than the input by more than this is told as strange."""
ALERT_AFTER = 3
"""For how many cadences in a row a provider has to fail before somebody is told."""
RETRY_PAUSE = "4 minutes"
"""How long a failed run is over before the next try, at the next tick; it doubles each time."""
STALE_CADENCES = 3
"""A provider without a good run for this many times its cadence is stale."""
DEPRECATION_DAYS = 30
"""How long before a model ends somebody is told."""
LEASE = timedelta(minutes=5)
"""A running run whose heartbeat is older than this is dead."""
QUEUE = timedelta(hours=1)
"""A queued run that has not begun by then never will: Lambda drops its event at this age."""

TOKEN_BYTES = 8192
"""No Authorization header is longer; API Gateway refuses 10,240 bytes of headers."""
TOKEN_SKEW_SECONDS = 60
"""How far the clock of a token's issuer may be from ours."""
KEYS_SECONDS = 15 * 60
"""How long the issuer's keys are believed: one that it withdraws is trusted no longer."""
KEYS_COOLDOWN_SECONDS = 30
"""How often a token with an unknown key may make us ask the issuer for its keys."""
KEYS_PATIENCE_SECONDS = 3
"""How long the issuer may take to tell its keys."""

ARN = "arn:"
"""How the ARN of a secret begins, where the address of a store could stand."""
RESPONSE_BYTES = 6_291_556
"""The most that a Lambda function may answer, base64 and envelope included."""


def text(name: str, default: str | None = None) -> str:
    """Return the setting, or raise MissingSetting that names it."""
    value = os.environ.get(name) or default
    if value is None:
        raise MissingSetting(f"{name} is not set: set it in the environment of this function")
    return value


def number(name: str, default: int) -> int:
    """Return the setting as a whole number."""
    value = text(name, str(default))
    if not value.isdigit():
        raise MissingSetting(f"{name} is {value!r}: set it to a whole number")
    return int(value)


def cooldown() -> timedelta:
    """Return how long an operator waits between two runs of one provider."""
    return timedelta(seconds=number("SYNC_COOLDOWN_SECONDS", 300))


def provider_key(name: str) -> str | None:
    """Return a key from the environment, else from the one secret that holds them all."""
    if os.environ.get("PRICEBOOK_UPSTREAM"):
        return os.environ.get(name) or "placeholder"
    return os.environ.get(name) or _provider_keys().get(name)


def password(secret: str) -> str:
    """Return the password in a secret of a database, as it is now: it rotates.

    Raises:
        MissingSetting: the secret cannot be read, or is none of a database.
    """
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415 - as below

    try:
        found = parameters.get_secret(secret, transform="json", force_fetch=True)
    except (parameters.GetParameterError, parameters.TransformParameterError) as error:
        raise MissingSetting(f"the secret {secret} cannot be read: {error}") from error
    if not isinstance(found, dict) or "password" not in found:
        raise MissingSetting(f"the secret {secret} is not JSON with a password")
    return str(found["password"])


def account(name: str) -> str | None:
    """Return the id of our account at a provider; a replay knows the address without one."""
    return None if os.environ.get("PRICEBOOK_UPSTREAM") else provider_key(name)


def alerts_topic() -> str | None:
    """Return the address of the SNS topic that alerts go to."""
    return os.environ.get("ALERTS_TOPIC_ARN") or None


def has_slack() -> bool:
    """Tell whether alerts go to Slack."""
    return bool(os.environ.get("SLACK_WEBHOOK_URL") or os.environ.get("SLACK_WEBHOOK_SECRET"))


def slack_webhook() -> str:
    """Return the address that alerts are posted to, which is a secret by itself."""
    if address := os.environ.get("SLACK_WEBHOOK_URL"):
        return address
    return secret(text("SLACK_WEBHOOK_SECRET"))


def address(value: str) -> str:
    """Return the address of a store: the value itself, or what the secret of this ARN holds now.

    Raises:
        MissingSetting: the secret cannot be read.
    """
    return secret(value, fresh=True) if value.startswith(ARN) else value


def secret(name: str, *, fresh: bool = False) -> str:
    """Return the text of a secret.

    Args:
        name: its name or ARN.
        fresh: read it anew: it rotates.

    Raises:
        MissingSetting: it cannot be read.
    """
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415 - as below

    try:
        return parameters.get_secret(name, force_fetch=fresh).strip()
    except parameters.GetParameterError as error:
        raise MissingSetting(f"the secret {name} cannot be read: {error}") from error


@cache
def _provider_keys() -> dict[str, str]:
    secret = os.environ.get("PROVIDER_KEYS_SECRET")
    if not secret:
        return {}
    # boto3 comes with this import: it costs 400 ms, and only a sync with a secret needs it
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415 - see above

    return cast("dict[str, str]", parameters.get_secret(secret, transform="json"))
