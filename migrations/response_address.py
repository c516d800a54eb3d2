"""Response address: where CloudFormation wants to hear how a custom resource went."""

import re
from urllib.parse import urlsplit

AWS_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?")
HTTPS_PORT = 443


def is_of_aws(url: str) -> bool:
    """Tell whether an address is of AWS, over TLS: whoever may invoke the function names it."""
    try:
        parts = urlsplit(url)
        port, host = parts.port or HTTPS_PORT, parts.hostname or ""
    except ValueError:
        return False
    return (parts.scheme, port, parts.username) == (
        "https",
        HTTPS_PORT,
        None,
    ) and AWS_HOST.fullmatch(host) is not None
