"""Who may see a secret, and AWS's signature: for whoever asks who calls instead of for a key.

botocore comes with the Lambda runtime and is imported only when a request is signed.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from pricebook import settings

type Sign = Callable[[str, str, bytes], dict[str, str]]
"""From method, address and body of a request to the headers that sign it."""

PASSWORD_SECONDS = 15 * 60
"""How long AWS lets a signed password open connections; an open one outlives it."""
PLACEHOLDER = "local"
"""The access key that the local machine hands out for calls to itself; AWS knows no such key."""


def possible() -> bool:
    """Tell whether a request can be signed, or need not be since it does not leave the house."""
    if settings.text("PRICEBOOK_UPSTREAM", ""):
        return True
    found = _credentials()
    return found is not None and found.access_key != PLACEHOLDER


def sigv4(service: str, region: str) -> Sign:
    """Sign what goes to a service in a region, with the credentials of whoever runs this."""
    host = f"{service}.{region}.amazonaws.com"

    def sign(method: str, url: str, body: bytes) -> dict[str, str]:
        if settings.text("PRICEBOOK_UPSTREAM", "") or urlsplit(url).hostname != host:
            return {}
        from botocore.auth import SigV4Auth  # noqa: PLC0415 - 300 ms that other providers spare
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415 - the same

        request = AWSRequest(method, url, data=body)
        SigV4Auth(_credentials(), service, region).add_auth(request)
        return dict(request.headers.items())

    return sign


def password(service: str, store: str, **login: str) -> str:
    """Return what a database or a cache of AWS takes as the password of this function's role.

    Args:
        service: as AWS signs it: rds-db or elasticache.
        store: which one, as the service names it in the signature.
        login: what is asked for besides the connection.
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
