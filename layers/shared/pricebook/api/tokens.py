"""Who asks: the tier and the role that a verified token gives, on the public and the admin side."""

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
"""The role of an operator, who may use whatever is not disabled."""
RANKS = (*TIERS, ADMIN)
INVALID = "The token is not valid here: send a current one, or none."
"""All that is told of a bad token: only a forger would gain from knowing which check failed."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request.

    Attributes:
        subject: whom the issuer means; None without a token.
        tier: free, pro, enterprise or admin.
    """

    subject: str | None
    tier: str


NOBODY = Caller(None, "free")


def caller(authorization: str | None) -> Caller:
    """Return who sends this Authorization header; without one that is nobody.

    Raises:
        TokenRefused: it holds no token that is valid here.
        Unavailable: the keys of the issuer cannot be had now.
    """
    if authorization is None:
        return NOBODY
    claims = _claims(authorization)
    return Caller(claims["sub"], _tier(claims))


def admin(authorization: str | None) -> Caller:
    """Return the operator who sends this Authorization header.

    Raises:
        TokenRefused: there is none, or it holds no token that is valid here.
        Forbidden: its bearer is no operator.
        Unavailable: the keys of the issuer cannot be had now.
    """
    found = caller(authorization)
    if found is NOBODY:
        raise TokenRefused("This needs a token: send Authorization: Bearer and the token.")
    if found.tier != ADMIN:
        raise Forbidden("This needs the role admin, which the token does not give.")
    return found


def _tier(claims: dict[str, Any]) -> str:
    """Return the most that claims give; what nobody has heard of gives nothing."""
    groups = claims.get("cognito:groups")
    told = [claims.get("subscription_tier"), *(groups if isinstance(groups, list) else ())]
    return max((rank for rank in RANKS if rank in told), key=RANKS.index, default=NOBODY.tier)


def _claims(authorization: str) -> dict[str, Any]:
    verifier = _verifier()
    if verifier is None:
        raise TokenRefused("This deployment accepts no tokens: ask without one.")
    if len(authorization) > settings.TOKEN_BYTES:
        raise TokenRefused(INVALID)
    # cryptography comes with this import, which a request without a token does not need
    from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import (  # noqa: PLC0415 - see above
        InvalidTokenError,
        JWKSFetchError,
    )

    try:
        return verifier.verify_authorization_header(authorization)
    except JWKSFetchError as error:
        raise Unavailable("The keys of the tokens' issuer cannot be read now.") from error
    except InvalidTokenError as error:
        logger.info("token refused", extra={"reason": str(error)})
        raise TokenRefused(INVALID) from error


@cache
def _verifier() -> "JWTVerifier | None":
    """Return what checks tokens; None where no issuer is set."""
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
        clock_skew_seconds=settings.TOKEN_SKEW_SECONDS,
        timeout_seconds=settings.KEYS_PATIENCE_SECONDS,
        jwks_max_age_seconds=settings.KEYS_SECONDS,
        unknown_kid_cooldown_seconds=settings.KEYS_COOLDOWN_SECONDS,
    )
