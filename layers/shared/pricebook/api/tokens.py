"""Bearer tokens: the tier or the role that a verified token gives its caller."""

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pricebook import settings
from pricebook.errors import Forbidden, TokenRefused, Unavailable
from pricebook.telemetry import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.auth_alpha.jwt import JWTVerifier

ALGORITHMS = ["RS256", "ES256"]
TIERS = ("free", "pro", "enterprise")
ADMIN = "admin"
"""The role of an operator, who may use every model that is not disabled."""
RANKS = (*TIERS, ADMIN)
UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol that are drawn as nothing, though Unicode has them as text."""
MAX_SUBJECT = 255
"""How many characters the `sub` of a token has at most, as OpenID Connect says."""
MAX_LOGGED = 200
INVALID = "The token is not valid here: send a valid one, or none."
"""The only message for a bad token: which check failed would help forgers only."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Sender of a request.

    Attributes:
        subject: the `sub` claim of the token; None without a token.
        tier: free, pro, enterprise or admin.
    """

    subject: str | None
    tier: str


ANONYMOUS = Caller(None, "free")


def caller(authorization: str | None) -> Caller:
    """Return the caller of an Authorization header; without one the anonymous caller.

    Raises:
        TokenRefused: it holds no valid token.
        Unavailable: the keys of the token issuer cannot be read now.
    """
    if authorization is None:
        return ANONYMOUS
    claims = _claims(authorization)
    subject = claims["sub"]
    if not is_name(subject):
        logger.info("token refused", extra={"reason": f"its subject is {subject!r}"[:MAX_LOGGED]})
        raise TokenRefused(INVALID)
    return Caller(subject, _tier(claims))


def is_name(subject: object) -> bool:
    """Tell whether a subject can stand in the audit: text on one line, not only blanks."""
    return (
        isinstance(subject, str)
        and subject.isprintable()
        and subject.strip() == subject
        and UNSEEN.isdisjoint(subject)
        and 0 < len(subject) <= MAX_SUBJECT
    )


def admin(authorization: str | None) -> Caller:
    """Return the operator of an Authorization header.

    Raises:
        TokenRefused: there is none, or it holds no valid token.
        Forbidden: the token does not give the role admin.
        Unavailable: the keys of the token issuer cannot be read now.
    """
    operator = caller(authorization)
    if operator is ANONYMOUS:
        raise TokenRefused("A token is required: send Authorization: Bearer <token>.")
    if operator.tier != ADMIN:
        raise Forbidden("The role admin is required; the token does not give it.")
    return operator


def _tier(claims: dict[str, Any]) -> str:
    """Return the highest tier in the claims; an unknown one counts as none."""
    groups = claims.get("cognito:groups")
    granted = [claims.get("subscription_tier"), *(groups if isinstance(groups, list) else ())]
    return max((rank for rank in RANKS if rank in granted), key=RANKS.index, default=ANONYMOUS.tier)


def _claims(authorization: str) -> dict[str, Any]:
    verifier = _verifier()
    if verifier is None:
        raise TokenRefused("This deployment accepts no tokens: send none.")
    if len(authorization) > settings.MAX_TOKEN_BYTES:
        raise TokenRefused(INVALID)
    # cryptography comes with this import, which a request without a token does not need
    from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import (  # noqa: PLC0415 - see above
        InvalidTokenError,
        JWKSFetchError,
    )

    try:
        return verifier.verify_authorization_header(authorization)
    except JWKSFetchError as error:
        raise Unavailable("The keys of the token issuer cannot be read now.") from error
    except InvalidTokenError as error:
        logger.info("token refused", extra={"reason": str(error)})
        raise TokenRefused(INVALID) from error


@cache
def _verifier() -> "JWTVerifier | None":
    """Return the verifier of tokens; None where no issuer is set."""
    issuer = settings.text("TOKEN_ISSUER", "")
    if not issuer:
        return None
    from aws_lambda_powertools.utilities.auth_alpha.jwt import JWTVerifier  # noqa: PLC0415 - as above

    keys = settings.text("TOKEN_KEYS", "")
    return JWTVerifier(
        issuer=issuer,
        audience=settings.text("TOKEN_AUDIENCE"),
        algorithms=ALGORITHMS,
        jwks=json.loads(keys) if keys else None,
        required_claims=["sub"],
        clock_skew_seconds=settings.MAX_CLOCK_SKEW_SECONDS,
        timeout_seconds=settings.KEYS_TIMEOUT_SECONDS,
        jwks_max_age_seconds=settings.KEYS_TTL_SECONDS,
        unknown_kid_cooldown_seconds=settings.KEYS_COOLDOWN_SECONDS,
    )
