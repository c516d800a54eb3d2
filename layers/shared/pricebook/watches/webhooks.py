"""Webhooks as Standard Webhooks describes them: signed, posted once, redirects not followed.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hashlib
import hmac
import secrets
import ssl
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass

import httpcore

from pricebook.errors import ReceiverRefused
from pricebook.watches.receivers import CheckedBackend, Resolve, resolve

PREFIX = "whsec_"
SECRET_BYTES = 32
TIMEOUT_S = 5
"""How long a receiver may take, from the connection to the head of its answer."""
SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Webhook:
    """One message to one receiver.

    Attributes:
        number: the webhook-id, the same at every attempt.
        url: address of the receiver.
        secret: what signs it, `whsec_` and base64.
        body: JSON.
    """

    number: str
    url: str
    secret: str
    body: bytes


def new_secret() -> str:
    """Return a secret that nobody had before."""
    return PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(webhook: Webhook, now: int) -> dict[str, str]:
    """Return the headers of an attempt at a Unix time, with its signature."""
    key = b64decode(webhook.secret.removeprefix(PREFIX))
    signed = f"{webhook.number}.{now}.".encode() + webhook.body
    signature = b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return {
        "content-type": "application/json",
        "user-agent": "pricebook",
        "webhook-id": webhook.number,
        "webhook-timestamp": str(now),
        "webhook-signature": f"v1,{signature}",
    }


def post(webhook: Webhook, resolve: Resolve = resolve) -> str | None:
    """Send a webhook; return None once the receiver has it, else what happened instead.

    Args:
        webhook: what to send.
        resolve: returns the IP addresses of a host and a port.
    """
    backend = CheckedBackend(time.monotonic() + TIMEOUT_S, resolve)
    with httpcore.ConnectionPool(ssl.create_default_context(), network_backend=backend) as pool:
        try:
            with pool.stream(
                "POST",
                webhook.url,
                headers=list(headers(webhook, int(time.time())).items()),
                content=webhook.body,
            ) as answer:
                status = answer.status
        except ReceiverRefused as error:
            return str(error)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return f"it cannot be reached: {type(error).__name__}"
    return None if status in SUCCESS else f"it answered {status}"
