"""Origin: behind CloudFront a request has to bring the secret that CloudFront adds.

Without it a caller who finds the API's own address would pass the web ACL by.
"""

import hmac
import json
import math
import time
from collections.abc import Callable, Mapping
from typing import Any

from pricebook import settings
from pricebook.errors import MissingSetting
from pricebook.telemetry import logger, metrics

HEADER = "x-pricebook-origin"
QUESTION_MARK = "\uf03f"
"""Mark that CloudFront writes for a `?` of an id, where API Gateway would end the path."""
FRESH_S = 300
"""How long what the secret holds is believed."""
COOLDOWN_S = 30
"""How often a wrong value may make us read the secret again: it may have rotated just now."""
REFUSED = {
    "statusCode": 403,
    "headers": {"content-type": "application/json", "cache-control": "no-store"},
    "body": json.dumps(
        {
            "error": {"code": "forbidden", "message": "Ask at the public address of this API."},
            "meta": {},
        }
    ),
    "isBase64Encoded": False,
}

type Handle = Callable[[dict[str, Any]], dict[str, Any]]


class Values:
    """The current and the previous value of the secret, as this process last read them."""

    def __init__(self) -> None:
        self._values: list[str] = []
        self._read_at = -math.inf

    def allow(self, name: str, value: str) -> bool:
        """Tell whether a value is one of the secret's; while it cannot be read, any is.

        Args:
            name: the secret.
            value: what a request brought.
        """
        age_s = time.monotonic() - self._read_at
        known = self._matches(value)
        if age_s > FRESH_S or (not known and age_s > COOLDOWN_S):
            self._read(name)
            known = self._matches(value)
        return known or not self._values

    def _matches(self, value: str) -> bool:
        return any(hmac.compare_digest(value.encode(), known.encode()) for known in self._values)

    def _read(self, name: str) -> None:
        self._read_at = time.monotonic()
        try:
            self._values = settings.secret_values(name)
        except MissingSetting as error:
            logger.warning(
                "requests are not checked for their origin", extra={"reason": str(error)}
            )


values = Values()


def guard(event: dict[str, Any], handle: Handle) -> dict[str, Any]:
    """Return the answer of a request; 403 where it did not come through CloudFront."""
    name = settings.text("ORIGIN_SECRET", "")
    if name and not values.allow(name, _sent(event["headers"])):
        metrics.add_metric(name="Requests", unit="Count", value=1)
        return dict(REFUSED)
    return handle(_with_question_marks(event))


def _with_question_marks(event: dict[str, Any]) -> dict[str, Any]:
    """Return a request with the path that its caller wrote."""
    context = event["requestContext"]
    http = context["http"]
    marked = {**http, "path": http["path"].replace(QUESTION_MARK, "?")}
    path = event["rawPath"].replace(QUESTION_MARK, "?")
    return {**event, "rawPath": path, "requestContext": {**context, "http": marked}}


def _sent(headers: Mapping[str, str]) -> str:
    return headers.get(HEADER, "")
