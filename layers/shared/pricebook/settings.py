"""Settings: every environment variable and secret, and the bounds of the program."""

import os
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import cast

from pricebook.errors import MissingSetting

MAX_FETCH_SECONDS = 30
"""Time for one answer of a provider, from the request to the last byte."""
MAX_BODY_BYTES = 64 * 1024 * 1024
"""Size of one answer of a provider once it is unpacked; the largest real one has 7 MB."""
MAX_PAGES = 200
"""Pages of one list of a provider."""
MAX_RETRIES = 3
"""Repetitions of a failed request."""
MAX_RETRY_AFTER_SECONDS = 20
"""Time that a run waits at most where a provider answers with Retry-After."""

SHRINK_FLOOR = Decimal("0.5")
"""Below this share of the active models a list counts as truncated, and deactivates nothing."""
REJECT_CEILING = Decimal("0.2")
"""Above this share of rejected items a run is partial."""
MISSES = 3
"""How many complete runs without a model deactivate it, and without a price withdraw it."""
MISS_HOURS = 8
"""How long that takes at least: three runs may come within seconds."""
JUMP_FACTOR = 10
"""A price that moves by more than this, either way, is held until something confirms it."""
ALIKE_FACTOR = Decimal("1.05")
"""One independent source within this confirms a price."""
HEAL_FACTOR = Decimal("1.25")
"""Two independent sources within this confirm a price."""
REVIEW_RUNS = 3
"""So many complete runs with the same figure confirm a price that is held."""
REVIEW_HOURS = 24
"""How long that takes at least."""
SUCCESSOR_FACTOR = 3
"""A figure within this of the one that replaced it is confirmed with it."""
NEW_FACTOR = 30
"""A first price so far from what others charge is held."""
LOST_SHARE = Decimal("0.2")
"""A run in which more of the priced models than this lose a price is held as a whole."""
LOST_MODELS = 3
"""Fewer models than this are no matter of the whole run."""
SAME_FACTOR_PRICES = 20
SAME_FACTOR_SHARE = 3
"""A run is held in which so many prices, and one of so many, change by one and the same factor."""
DRIFT_FACTOR = Decimal("1.05")
"""Whoever converts a currency changes all prices by less than this, every day."""
MARKET_FACTOR = 4
"""A run that takes the median ratio to other sources beyond this is held as a whole."""
FIRST_MARKET_FACTOR = 5
"""A first run whose median ratio to other sources is beyond this is held as a whole."""
COMPARED_PRICES = 3
"""Fewer prices than this have no median that says anything."""
FIRST_MEDIAN_BELOW = Decimal("1e-9")
FIRST_MEDIAN_ABOVE = Decimal("0.00005")
"""Nobody's median input token costs less, or more, in US dollars; 0.02 to 3 per 1M is common."""
PRICED_SHARE_FALL = Decimal("0.8")
"""A run is partial in which the share of priced models falls below this part of what it was."""
PRICED_SHARE_MODELS = 10
"""Fewer models than this have no share that says anything."""
SLIP_FACTOR = 400
"""Factor from what others charge that counts as an error of the unit: 1,000 over 2.5."""
SLIP_SELLERS = 2
"""Other sellers that it takes to call a price an error of the unit."""
ABSURD_BELOW = Decimal("1e-11")
"""No token costs less than this in US dollars, unless it is free."""
ABSURD_ABOVE = Decimal("0.006")
"""No token costs more than this in US dollars: the dearest ever seen, times ten."""
METER_BOUNDS = {
    "character": "0.003",
    "hour": "20",
    "image": "6",
    "megapixel": "3",
    "minute": "5",
    "page": "1",
    "request": "5",
    "search": "1",
    "second": "8",
    "session": "5",
    "source": "0.5",
}
"""By unit what nothing else costs more than: the dearest ever seen, times ten."""
SIBLING_FACTOR = 100
"""An output that is cheaper than the input by more than this factor is reported."""
ALERT_AFTER = 3
"""For how many cadences in a row a provider has to fail before somebody is told."""
RETRY_PAUSE = "4 minutes"
"""How long a failed run is over before the next try, at the next tick; it doubles each time."""
STALE_CADENCES = 3
"""A provider without a successful run for this many sync intervals is stale."""
DEPRECATION_DAYS = 30
"""Days before the end of a model that raise an alert."""
LEASE = timedelta(minutes=5)
"""A running run whose heartbeat is older than this is dead."""
MAX_QUEUE_TIME = timedelta(hours=1)
"""A queued run that has not begun by then never will: Lambda drops its event at this age."""

MAX_TOKEN_BYTES = 8192
"""Size of an Authorization header; API Gateway refuses 10,240 bytes of headers."""
MAX_CLOCK_SKEW_SECONDS = 60
"""Difference between the clock of the token issuer and ours."""
KEYS_TTL_SECONDS = 15 * 60
"""Time that the issuer's keys are cached: a withdrawn key is trusted no longer than this."""
KEYS_COOLDOWN_SECONDS = 30
"""Pause between two requests to the issuer for its keys, when a token has an unknown one."""
KEYS_TIMEOUT_SECONDS = 3
"""Time for the issuer to answer with its keys."""

ARN = "arn:"
"""How the ARN of a secret begins, where the address of a store could stand."""
MAX_RESPONSE_BYTES = 6_291_556
"""Size of a response of a Lambda function, with base64 and envelope."""


def text(name: str, default: str | None = None) -> str:
    """Return an environment variable.

    Raises:
        MissingSetting: it is not set, and there is no default.
    """
    value = os.environ.get(name) or default
    if value is None:
        raise MissingSetting(f"{name} is not set: set it in the environment of this function")
    return value


def number(name: str, default: int) -> int:
    """Return an environment variable as a whole number.

    Raises:
        MissingSetting: it is not a whole number.
    """
    value = text(name, str(default))
    if not value.isdigit():
        raise MissingSetting(f"{name} is {value!r}: set it to a whole number")
    return int(value)


def cooldown() -> timedelta:
    """Return the pause between two runs of one provider that operators start."""
    return timedelta(seconds=number("SYNC_COOLDOWN_SECONDS", 300))


def without_keys() -> bool:
    """Tell whether this process behaves as on the first day, with no key of any provider."""
    return os.environ.get("PRICEBOOK_KEYS") == "none"


def provider_key(name: str) -> str | None:
    """Return a key from the environment, else from the one secret that holds them all."""
    if without_keys():
        return None
    if os.environ.get("PRICEBOOK_UPSTREAM"):
        return os.environ.get(name) or "placeholder"
    return os.environ.get(name) or _provider_keys().get(name)


def password(secret: str) -> str:
    """Return the current password in the secret of a database: it rotates.

    Raises:
        MissingSetting: the secret cannot be read, or has no password.
    """
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415 - as below

    try:
        fields = parameters.get_secret(secret, transform="json", force_fetch=True)
    except (parameters.GetParameterError, parameters.TransformParameterError) as error:
        raise MissingSetting(f"the secret {secret} cannot be read: {error}") from error
    if not isinstance(fields, dict) or "password" not in fields:
        raise MissingSetting(f"the secret {secret} is not JSON with a password")
    return str(fields["password"])


def account(name: str) -> str | None:
    """Return the id of our account at a provider; a replay needs none."""
    return None if os.environ.get("PRICEBOOK_UPSTREAM") else provider_key(name)


def alerts_topic() -> str | None:
    """Return the ARN of the SNS topic for alerts, if one is set."""
    return os.environ.get("ALERTS_TOPIC_ARN") or None


def webhooks_to_loopback() -> bool:
    """Tell whether webhooks may go to this machine itself, which is for trying them out."""
    return os.environ.get("PRICEBOOK_WEBHOOKS") == "loopback"


def has_slack() -> bool:
    """Tell whether alerts go to Slack."""
    return bool(os.environ.get("SLACK_WEBHOOK_URL") or os.environ.get("SLACK_WEBHOOK_SECRET"))


def slack_webhook() -> str:
    """Return the URL that alerts are posted to, which is a secret by itself."""
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


def secret_values(name: str) -> list[str]:
    """Return what a secret holds and what it held before: while it rotates, both are in use.

    Raises:
        MissingSetting: it cannot be read.
    """
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415 - as below

    value = secret(name, fresh=True)
    try:
        previous = parameters.get_secret(name, force_fetch=True, VersionStage="AWSPREVIOUS")
    except parameters.GetParameterError:
        return [value]  # it never rotated
    return [value, previous.strip()]


@cache
def _provider_keys() -> dict[str, str]:
    secret = os.environ.get("PROVIDER_KEYS_SECRET")
    if not secret:
        return {}
    # boto3 comes with this import: it costs 400 ms, and only a sync with a secret needs it
    from aws_lambda_powertools.utilities import parameters  # noqa: PLC0415 - see above

    return cast("dict[str, str]", parameters.get_secret(secret, transform="json"))
