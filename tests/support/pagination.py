"""How a caller gets from one page to the next."""

import re
from urllib.parse import parse_qsl, urlsplit

from tests.support.clients import CatalogClient, Response


def follow(api: CatalogClient, page: Response) -> Response:
    """Ask for the page that a page links to as the next one."""
    found = re.fullmatch(r'<(.*)>; rel="next"', page.headers["link"])
    assert found
    parts = urlsplit(found[1])
    return api.get(parts.path, None, **dict(parse_qsl(parts.query)))
