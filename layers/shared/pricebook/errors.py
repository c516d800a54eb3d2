"""Errors that Pricebook raises on purpose, as a tree.

PricebookError
├── MissingSetting            an environment variable or secret that this path needs is not set
├── AlertNotDelivered         an alert did not reach its channel
├── ReceiverRefused           a webhook may not be sent to this host
├── UpstreamError             a provider's answer cannot be used; `category` says in which way
│   ├── Unreachable           network: no connection, a dropped one, a time-out
│   ├── Unauthorised          auth: the key is missing, wrong or not allowed to list models
│   ├── RateLimited           rate_limit: asked to wait longer than a run may wait
│   └── Unreadable            format: not JSON, too large, truncated, not the documented shape
│       └── UpstreamNotFound  the address answers 404
├── Malformed                 validation: one item of an answer is not what its provider documents
├── GuardRefused              guard: the answer is readable, but storing it would lose data
├── AlreadyRunning            another run of the same provider holds the lease
├── NotFound                  404: the caller asked for something that does not exist
├── TokenRefused              401: a token is needed, or the token that was sent is not valid
├── Forbidden                 403: the token is valid, but does not give this right
├── BadRequest                400: a parameter, header or field is wrong; the message says which
│   ├── RequestTooLarge   413: the body has more bytes than its route takes
│   └── UnprocessableRequest  422: the body can be read, but what it asks for cannot be done
├── Conflict                  409: the request contradicts what is running or already decided
├── TooManyRequests           429: the caller has to wait
├── NotAcceptable             406: the response is too large in the encoding the caller accepts
├── FunctionTimeout           another Lambda function has not answered in the time we can wait
└── Unavailable               503: no database, no stale copy and no snapshot can answer
"""

from typing import Literal

type Category = Literal[
    "auth",
    "database",
    "defect",
    "duplicate",
    "format",
    "guard",
    "network",
    "rate_limit",
    "unmatched",
    "unread",
    "validation",
]
"""What can be wrong with a run; no run's row has another word, in Python or in SQL."""


class PricebookError(Exception):
    """Root of the tree."""


class MissingSetting(PricebookError):
    """An environment variable or secret that is needed is not set."""


class AlertNotDelivered(PricebookError):
    """An alert did not reach a channel; the next tick tries again."""


class ReceiverRefused(PricebookError):
    """A webhook may not be sent to this host: it has no address, or one that is not public."""


class UpstreamError(PricebookError):
    """A provider's answer cannot be used."""

    category: Category = "format"
    what_to_do = "Read the provider's documentation page and compare the shape of its answer."


class Unreachable(UpstreamError):
    """The provider did not answer, or not in time."""

    category: Category = "network"
    what_to_do = "Check the provider's status page; the next scheduled run tries again by itself."


class Unauthorised(UpstreamError):
    """The provider refused our key."""

    category: Category = "auth"
    what_to_do = "Renew the provider's key in the environment or in the provider keys secret."


class RateLimited(UpstreamError):
    """The provider asks us to wait for longer than a run may wait."""

    category: Category = "rate_limit"
    what_to_do = "Give the provider a longer sync_interval, or ask it for a higher limit."


class Unreadable(UpstreamError):
    """The provider's answer is not the JSON that it documents."""


class UpstreamNotFound(Unreadable):
    """The provider has nothing at this address."""


class Malformed(PricebookError):
    """One item of an answer is not what its provider documents."""

    def __init__(self, field: str, sample: object, expected: str) -> None:
        super().__init__(f"{field} is {sample!r}, expected {expected}")
        self.field = field
        self.sample = sample


class GuardRefused(PricebookError):
    """The answer is readable, but storing it would lose data."""

    category: Category = "guard"
    what_to_do = (
        "Look at the provider's own page. Nothing was changed, and the next run tries again."
    )


class AlreadyRunning(PricebookError):
    """Another run of the same provider is under way."""


class NotFound(PricebookError):
    """The caller asked for something that does not exist."""


class TokenRefused(PricebookError):
    """A token is needed, or the token that was sent is not valid here."""


class Forbidden(PricebookError):
    """The token is valid, but does not give this right."""


class BadRequest(PricebookError):
    """A parameter, a header or a field of the body is wrong.

    Args:
        message: which one, why, and what would be right.
        code: unknown_parameter, bad_parameter, bad_rows or key_reused.
        details: the same as JSON, for programs.
    """

    status = 400

    def __init__(self, message: str, *, code: str, details: dict[str, object]) -> None:
        super().__init__(message)
        self.code = code
        self.details = details


class RequestTooLarge(BadRequest):
    """The body has more bytes than its route takes; nothing of it was read."""

    status = 413


class UnprocessableRequest(BadRequest):
    """The body can be read, but what it asks for cannot be done."""

    status = 422


class Conflict(PricebookError):
    """The request contradicts what is running or already decided.

    Args:
        message: what it contradicts, and what to do.
        details: the same as JSON, for programs.
    """

    def __init__(self, message: str, details: dict[str, object]) -> None:
        super().__init__(message)
        self.details = details


class TooManyRequests(PricebookError):
    """The caller has to wait for `wait_s` seconds."""

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class FunctionTimeout(PricebookError):
    """Another Lambda function has not answered in the time we can wait."""


class NotAcceptable(PricebookError):
    """The response is too large in the encoding that the caller accepts."""


class Unavailable(PricebookError):
    """No database, no stale copy and no snapshot can answer."""
