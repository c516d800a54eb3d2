"""Login at ElastiCache with the role of a function, in place of a password."""

from redis.credentials import CredentialProvider

from pricebook import settings
from pricebook.aws import iam


class Role(CredentialProvider):
    """Login of this function's role by IAM, in place of a password.

    Args:
        cache: the name of the ElastiCache cache.
        user: a user of ElastiCache with IAM authentication; its id is its name.
    """

    def __init__(self, cache: str, user: str) -> None:
        self._cache = cache
        self._user = user

    def get_credentials(self) -> tuple[str, str]:
        """Return the user, and a password that is valid for this connection."""
        params = {"User": self._user, "ResourceType": "ServerlessCache"}
        return self._user, iam.password("elasticache", self._cache, **params)


def role() -> Role | None:
    """Return the IAM login; None where REDIS_URL holds all that is needed."""
    cache_name = settings.text("CACHE_NAME", "")
    return Role(cache_name, settings.text("CACHE_USER")) if cache_name else None
