"""Query: one statement of Postgres, whose row is the body of an answer."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from pricebook.errors import NotFound
from pricebook.serving import answer
from pricebook.serving.answer import Answer
from pricebook.storage import reader

NOTHING: Mapping[str, object] = MappingProxyType({})

type Value = str | int | bool | list[str] | None
"""A parameter of a statement."""


class BodyRow(NamedTuple):
    """Columns of a statement that makes a body, in their order; trailing ones may be missing.

    The body comes in three parts, since joining megabytes in Postgres takes milliseconds.

    Attributes:
        head: the text before the items.
        data: the items.
        tail: the text after them.
        version: what the ETag is made of; it changes whenever the content does.
        changed_at: when the content last changed.
        total: how many items the whole list has, over all pages.
        next_page: cursor of the next page.
        inexpressible: how many prices the format of a feed cannot express.
        prev_page: cursor of the page before.
    """

    head: str
    data: str
    tail: str
    version: str
    changed_at: datetime
    total: int | None = None
    next_page: str | None = None
    inexpressible: str | None = None
    prev_page: str | None = None

    def answer(self, note: Mapping[str, object] = NOTHING) -> Answer:
        """Return the compressed body with its validators; `note` is added to its meta."""
        tail = f"{self.tail[:-2]},{json.dumps(note)[1:-1]}}}}}" if note else self.tail
        return answer.build(
            f"{self.head}{self.data}{tail}",
            f"{self.version} {sorted(note.items())}" if note else self.version,
            self.changed_at,
            total=self.total,
            next_page=self.next_page,
            inexpressible=self.inexpressible,
            prev_page=self.prev_page,
        )


def query_answer(
    statement: str, not_found: Callable[[list[str]], str], **params: Value
) -> Answer | None:
    """Build an answer from the one row that a statement returns.

    Args:
        statement: its address, such as catalog.models.page; its columns are those of BodyRow.
        not_found: makes the message of the 404 where there is no row; it is given the slugs of
            all providers.
        params: parameters of the statement.

    Returns:
        The answer; None where the database has no models yet.

    Raises:
        NotFound: there is no row.
        Unavailable: Postgres cannot answer now.
    """
    return annotated_answer(NOTHING, statement, not_found, **params)


def annotated_answer(
    note: Mapping[str, object],
    statement: str,
    not_found: Callable[[list[str]], str],
    **params: Value,
) -> Answer | None:
    """Build an answer as `query_answer` does, whose meta says besides what is in `note`."""
    row = reader.row(statement, **params)
    if row:
        return BodyRow(*row).answer(note)
    require_empty(not_found)
    return None


def require_empty(not_found: Callable[[list[str]], str]) -> None:
    """Pass where the database has no models yet.

    Raises:
        NotFound: it has some, so that what was asked for does not exist.
    """
    if slugs := [slug for (slug,) in reader.rows("catalog.lookup.slugs")]:
        raise NotFound(not_found(slugs))


def path_name(segment: str) -> str:
    """Return the name in a path segment, which the gateway has decoded.

    Raises:
        NotFound: it holds a character that no name has.
    """
    require_name(segment)
    return segment


def require_name(name: str | None) -> None:
    """Refuse a name that Postgres cannot even read, such as one with a zero byte.

    Raises:
        NotFound: it holds a character that no name has.
    """
    if name and not name.isprintable():
        raise NotFound(f"There is no {name!r}: names hold printable characters only.")
