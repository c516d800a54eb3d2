"""Rate limits per consumer: a token bucket in Valkey for each subject of a token, or address.

Without Valkey, or while it is away, nobody is limited but by API Gateway: a reader's request is
never lost for the sake of counting it.
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from pricebook import settings
from pricebook.api import tokens
from pricebook.errors import MissingSetting, TokenRefused, Unavailable
from pricebook.storage import token_bucket, valkey
from pricebook.storage.token_bucket import Taken

if TYPE_CHECKING:
    from pricebook.api.resolver import Api

QUOTE = "/v1/quote"
ANONYMOUS_QUOTE_BYTES = 64 * 1024
"""The largest body of a quote without a token; with one it is what the route allows."""
SECONDS = 60
RATES = re.compile(r"(\d+)/(\d+)/(\d+)/(\d+)")


class Rates(NamedTuple):
    """Requests a minute of one consumer, by tier; quotes without a token have their own bucket."""

    free: int
    pro: int
    enterprise: int
    quote: int


class Bucket(NamedTuple):
    """Bucket of one consumer: its key, and how many requests a minute it takes."""

    key: str
    rate: int
    policy: str


def limit(app: "Api", next_middleware: NextMiddleware) -> Response[Any]:
    """Middleware that answers 429 where a consumer's bucket is empty, and tells what is left."""
    rates = configured()
    if rates is None or not valkey.configured():
        return next_middleware(app)
    event = app.current_event
    caller = _caller(event.headers.get("authorization"))
    quoting = event.path == QUOTE and caller.subject is None
    if quoting and len(event.body or "") > ANONYMOUS_QUOTE_BYTES:
        message = f"Without a token a quote takes {ANONYMOUS_QUOTE_BYTES} bytes: send fewer."
        return app.error(413, "too_large", message)
    bucket = _bucket(rates, caller, address(event.raw_event), quoting=quoting)
    taken = bucket and token_bucket.take(bucket.key, bucket.rate, SECONDS)
    if not bucket or not taken:
        return next_middleware(app)
    response = next_middleware(app) if taken.allowed else _refusal(app, bucket, taken.wait_s)
    if not taken.allowed or "no-store" in str(response.headers.get("Cache-Control")):
        response.headers.update(_headers(bucket, taken))  # not on what others may keep
    return response


def configured() -> Rates | None:
    """Return the rates of RATE_LIMITS (free/pro/enterprise/quote a minute); None where it is empty.

    Raises:
        MissingSetting: it is written otherwise.
    """
    text = settings.text("RATE_LIMITS", "")
    if not text:
        return None
    match = RATES.fullmatch(text)
    if match is None:
        raise MissingSetting(f"RATE_LIMITS is {text!r}: set it to free/pro/enterprise/quote")
    return Rates(*map(int, match.groups()))


def address(event: dict[str, Any]) -> str:
    """Return the client's address: behind CloudFront the one that CloudFront saw."""
    peer = str(event["requestContext"]["http"]["sourceIp"])
    if settings.text("BEHIND_CDN", "false") != "true":
        return peer
    hops = [hop.strip() for hop in event["headers"].get("x-forwarded-for", "").split(",")]
    return hops[-2] if len(hops) > 1 else peer  # the last one is CloudFront itself


def _caller(authorization: str | None) -> tokens.Caller:
    """Return the caller; a token that is not valid counts as none, and its route says so."""
    try:
        return tokens.caller(authorization)
    except (TokenRefused, Unavailable):
        return tokens.ANONYMOUS


def _bucket(rates: Rates, caller: tokens.Caller, peer: str, *, quoting: bool) -> Bucket | None:
    if caller.tier == tokens.ADMIN:
        return None
    if quoting:
        return Bucket(f"quote:{peer}", rates.quote, "quote")
    rate = getattr(rates, caller.tier)
    return Bucket(f"{caller.tier}:{caller.subject or peer}", rate, caller.tier)


def _refusal(app: "Api", bucket: Bucket, wait_s: int) -> Response[str]:
    message = (
        f"{bucket.rate} requests a minute are allowed here: ask again in {wait_s} seconds, or send"
        " a token of a higher tier."
    )
    response = app.error(429, "too_many_requests", message)
    response.headers["Retry-After"] = str(wait_s)
    return response


def _headers(bucket: Bucket, taken: Taken) -> dict[str, str]:
    """Return the headers of the IETF's draft on RateLimit fields: the policy, and what is left."""
    return {
        "RateLimit-Policy": f'"{bucket.policy}";q={bucket.rate};w={SECONDS}',
        "RateLimit": f'"{bucket.policy}";r={taken.left};t={taken.wait_s}',
    }
