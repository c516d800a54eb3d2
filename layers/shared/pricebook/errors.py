"""Every error that Pricebook raises on purpose.

PricebookError
├── SettingMissing        an environment variable or secret that this path needs is not set
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
├── BadRequest            the caller's words are wrong; the message says which and what fits
├── NotAcceptable         the answer is too large for the encoding that the caller accepts
└── Unavailable           nothing can answer: no database, no stale copy, no snapshot
"""


class PricebookError(Exception):
    """The root of the tree."""


class SettingMissing(PricebookError):
    """A setting that this path needs is not set."""


class UpstreamError(PricebookError):
    """A provider's answer cannot be used."""

    category = "format"
    what_to_do = "Read the provider's documentation page and compare the shape of its answer."


class Unreachable(UpstreamError):
    """The provider did not answer, or not in time."""

    category = "network"
    what_to_do = "Check the provider's status page; the next scheduled run tries again by itself."


class Unauthorised(UpstreamError):
    """The provider refused our key."""

    category = "auth"
    what_to_do = "Renew the provider's key in the environment or in the provider keys secret."


class RateLimited(UpstreamError):
    """The provider asks us to wait for longer than a run may wait."""

    category = "rate_limit"
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

    category = "guard"
    what_to_do = (
        "Look at the provider's own page. Nothing was changed, and the next run tries again."
    )


class AlreadyRunning(PricebookError):
    """Another run of the same provider is under way."""


class NotFound(PricebookError):
    """The caller asked for something that was never listed."""


class BadRequest(PricebookError):
    """The caller's words are wrong.

    Args:
        message: which word, why, and what fits.
        code: unknown_parameter or bad_parameter.
        details: the same for programs.
    """

    def __init__(self, message: str, *, code: str, details: dict[str, object]) -> None:
        super().__init__(message)
        self.code = code
        self.details = details


class NotAcceptable(PricebookError):
    """The answer is too large for the encoding that the caller accepts."""


class Unavailable(PricebookError):
    """Nothing can answer: no database, no stale copy, no snapshot."""
