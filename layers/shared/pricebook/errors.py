"""Every error that Pricebook raises on purpose.

PricebookError
├── SettingMissing        an environment variable or secret that this path needs is not set
├── NotSent               an alert did not reach a channel
├── UpstreamError         a provider's answer cannot be used; `category` says in which way
│   ├── Unreachable       network: no connection, a dropped one, a time-out
│   ├── Unauthorised      auth: the key is missing, wrong or not allowed to list models
│   ├── RateLimited       rate_limit: asked to wait longer than a run may wait
│   └── Unreadable        format: not JSON, too large, truncated, not the documented shape
│       └── NotThere      the address answers 404
├── Malformed             validation: one item of an answer is not what its provider documents
├── GuardRefused          guard: the answer is readable, but believing it would lose data
├── AlreadyRunning        another run of the same provider holds the lease
├── NotFound              the caller asked for a model or provider that was never listed
├── TokenRefused          the caller needs a token, or sent one that is not valid here
├── Forbidden             the caller's token is valid, and gives no right to this
├── BadRequest            the caller's words are wrong; the message says which and what fits
│   └── Impossible        they can be read, and say what cannot be
├── Conflict              what the caller wants is at odds with what is under way or decided
├── TooMany               the caller has to wait
├── NotAcceptable         the answer is too large for the encoding that the caller accepts
├── TooSlow               another function is still at work after the time that we can wait
└── Unavailable           nothing can answer: no database, no stale copy, no snapshot
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
    """The root of the tree."""


class SettingMissing(PricebookError):
    """A setting that this path needs is not set."""


class NotSent(PricebookError):
    """An alert did not reach a channel; the next tick tries again."""


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


class NotThere(Unreadable):
    """The provider has nothing at this address."""


class Malformed(PricebookError):
    """One item of an answer is not what its provider documents."""

    def __init__(self, field: str, sample: object, expected: str) -> None:
        super().__init__(f"{field} is {sample!r}, expected {expected}")
        self.field = field
        self.sample = sample


class GuardRefused(PricebookError):
    """The answer is readable, but believing it would lose data."""

    category: Category = "guard"
    what_to_do = (
        "Look at the provider's own page. Nothing was changed, and the next run tries again."
    )


class AlreadyRunning(PricebookError):
    """Another run of the same provider is under way."""


class NotFound(PricebookError):
    """The caller asked for something that was never listed."""


class TokenRefused(PricebookError):
    """The caller needs a token, or sent one that is not valid here."""


class Forbidden(PricebookError):
    """The caller's token is valid, and gives no right to this."""


class BadRequest(PricebookError):
    """The caller's words are wrong.

    Args:
        message: which word, why, and what fits.
        code: unknown_parameter or bad_parameter.
        details: the same for programs.
    """

    status = 400

    def __init__(self, message: str, *, code: str, details: dict[str, object]) -> None:
        super().__init__(message)
        self.code = code
        self.details = details


class Impossible(BadRequest):
    """The caller's words can be read, and say what cannot be."""

    status = 422


class Conflict(PricebookError):
    """What the caller wants is at odds with what is under way or decided.

    Args:
        message: with what, and what to do.
        details: the same for programs.
    """

    def __init__(self, message: str, details: dict[str, object]) -> None:
        super().__init__(message)
        self.details = details


class TooMany(PricebookError):
    """The caller has to wait for `wait_s` seconds."""

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class TooSlow(PricebookError):
    """Another function is still at work after the time that we can wait."""


class NotAcceptable(PricebookError):
    """The answer is too large for the encoding that the caller accepts."""


class Unavailable(PricebookError):
    """Nothing can answer: no database, no stale copy, no snapshot."""
