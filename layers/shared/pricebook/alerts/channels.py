"""Channels for alerts: an SNS topic and a Slack channel, each where it is set."""

import logging
from collections.abc import Callable
from html import escape

import httpx

from pricebook import settings
from pricebook.errors import AlertNotDelivered

MAX_SUBJECT_CHARACTERS = 100
"""How long the subject of an SNS message may be."""
TIMEOUT = httpx.Timeout(4, connect=2)
OK = 200

type Send = Callable[[str, str], None]

# its lines name the address, and who knows that of a webhook may post there
logging.getLogger("httpx").setLevel(logging.WARNING)


def configured() -> dict[str, Send]:
    """Return how to send to each channel that is set: it takes a title and a message."""
    channels: dict[str, Send] = {}
    if settings.has_slack():
        channels["slack"] = slack
    if settings.alerts_topic():
        channels["sns"] = sns
    return channels


def slack(title: str, message: str) -> None:
    """Post to the webhook; no word of a provider is read as a command.

    Raises:
        AlertNotDelivered: Slack did not take it.
        MissingSetting: the secret with the address cannot be read.
    """
    address = settings.slack_webhook()
    text = escape(f"*{title}*\n{message}", quote=False)
    try:
        answer = httpx.post(address, json={"text": text}, timeout=TIMEOUT)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # nothing else of it is told: it may hold the address
        raise AlertNotDelivered(f"Slack cannot be reached: {type(error).__name__}") from None
    if answer.status_code != OK:
        raise AlertNotDelivered(f"Slack answered {answer.status_code}: {answer.text[:200]}")


def sns(title: str, message: str) -> None:
    """Publish to the topic.

    Raises:
        AlertNotDelivered: SNS did not take it.
    """
    # they cost 400 ms, and only an alert needs them
    import boto3  # noqa: PLC0415 - see above
    from botocore.config import Config  # noqa: PLC0415 - see above
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - see above

    patience = Config(connect_timeout=2, read_timeout=4, retries={"total_max_attempts": 1})
    try:
        boto3.client("sns", config=patience).publish(
            TopicArn=settings.alerts_topic(),
            Subject=f"Pricebook: {title}"[:MAX_SUBJECT_CHARACTERS],
            Message=message,
        )
    except (BotoCoreError, ClientError) as error:
        raise AlertNotDelivered(f"SNS: {error}") from error
