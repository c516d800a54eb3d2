"""The vocabulary in which a provider declares how its list goes on.

Each word returns a function from a page's decoded body and its address to the next address, or
None at the end.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from pricebook.adapters.fields import find

type NextPage = Callable[[Any, str], str | None]


def last_page(_body: object, _url: str) -> None:
    """No next page: most lists are one page."""


def link(path: str) -> NextPage:
    """The body names the whole next address."""
    return lambda body, _url: find(body, path) or None


def token(path: str, parameter: str) -> NextPage:
    """The body holds a token that goes into a parameter of the next request."""

    def following(body: Any, url: str) -> str | None:  # noqa: ANN401 - decoded JSON
        value = find(body, path)
        return _with(url, parameter, str(value)) if value else None

    return following


def last_id(more: str, path: str, parameter: str) -> NextPage:
    """The body says whether there is more, and the id after which it comes.

    Args:
        more: path of true, where there is.
        path: of the id.
        parameter: of the next request, which the id goes into.
    """

    def following(body: Any, url: str) -> str | None:  # noqa: ANN401 - decoded JSON
        value = find(body, path) if find(body, more) is True else None
        return _with(url, parameter, str(value)) if value else None

    return following


def numbered(pages: str, parameter: str = "page") -> NextPage:
    """The body says how many pages there are; without that there is one."""

    def following(body: Any, url: str) -> str | None:  # noqa: ANN401 - decoded JSON
        current = int(dict(parse_qsl(urlsplit(url).query)).get(parameter, "1"))
        total = find(body, pages)
        more = isinstance(total, int) and current < total
        return _with(url, parameter, str(current + 1)) if more else None

    return following


def counted(total: str, size: int, parameter: str = "page") -> NextPage:
    """The body says how many items there are, and pages have numbers.

    Args:
        total: path of the number of items.
        size: how many items a page has.
        parameter: of the next request, which its number goes into.
    """

    def following(body: Any, url: str) -> str | None:  # noqa: ANN401 - decoded JSON
        current = int(dict(parse_qsl(urlsplit(url).query)).get(parameter, "1"))
        items = find(body, total)
        more = isinstance(items, int) and current * size < items
        return _with(url, parameter, str(current + 1)) if more else None

    return following


def while_full(path: str, size: int, parameter: str = "page") -> NextPage:
    """No count of the body can be trusted: the list ends with a page that is not full.

    Args:
        path: of the items.
        size: how many of them a full page has.
        parameter: of the next request, which its number goes into.
    """

    def following(body: Any, url: str) -> str | None:  # noqa: ANN401 - decoded JSON
        current = int(dict(parse_qsl(urlsplit(url).query)).get(parameter, "1"))
        items = find(body, path)
        full = isinstance(items, list) and len(items) >= size
        return _with(url, parameter, str(current + 1)) if full else None

    return following


def _with(url: str, parameter: str, value: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {parameter: value}
    return parts._replace(query=urlencode(query)).geturl()
