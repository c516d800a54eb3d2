"""IAM: AWS signatures of requests, and passwords that databases accept from a role.

botocore comes with the Lambda runtime and is imported only when a request is signed.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from pricebook import settings

type Sign = Callable[[str, str, bytes], dict[str, str]]
"""Function from method, URL and body of a request to the headers that sign it."""

PASSWORD_SECONDS = 15 * 60
"""Time that a signed password opens connections; an open connection outlives it."""
PLACEHOLDER = "local"
"""Access key that the local machine uses for calls to itself; AWS has no such key."""


def possible() -> bool:
    """Tell whether a request can be signed, or needs no signature since it is replayed."""
    if settings.without_keys():
        return False
    if settings.text("PRICEBOOK_UPSTREAM", ""):
        return True
    credentials = _credentials()
    return credentials is not None and credentials.access_key != PLACEHOLDER


def sigv4(service: str, region: str) -> Sign:
    """Return the signer of requests to a service, with the credentials of this process."""
    host = f"{service}.{region}.amazonaws.com"

    def sign(method: str, url: str, body: bytes) -> dict[str, str]:
        if settings.text("PRICEBOOK_UPSTREAM", "") or urlsplit(url).hostname != host:
            return {}
        from botocore.auth import SigV4Auth  # noqa: PLC0415 - 300 ms that only signed providers need
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415 - the same

        request = AWSRequest(method, url, data=body)
        SigV4Auth(_credentials(), service, region).add_auth(request)
        return dict(request.headers.items())

    return sign


def password(service: str, store: str, **login: str) -> str:
    """Return the password with which this function's role logs in to a store of AWS.

    Args:
        service: as AWS signs it: rds-db or elasticache.
        store: host and port of a database, or the name of a cache.
        login: further parameters of the signed request, such as the user.
    """
    from botocore.auth import SigV4QueryAuth  # noqa: PLC0415 - as above, once per connection
    from botocore.awsrequest import AWSRequest  # noqa: PLC0415 - the same

    request = AWSRequest("GET", f"https://{store}/?{urlencode({'Action': 'connect', **login})}")
    region = settings.text("AWS_REGION")
    SigV4QueryAuth(_credentials(), service, region, PASSWORD_SECONDS).add_auth(request)
    return str(request.url).removeprefix("https://")


def _credentials() -> Any:  # noqa: ANN401 - botocore ships no types
    from botocore.session import get_session  # noqa: PLC0415 - as above

    return get_session().get_credentials()
