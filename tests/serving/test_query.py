"""Query: the columns of a body by name, and what no row means."""

from datetime import UTC, datetime

import pytest

from pricebook.errors import NotFound
from pricebook.serving.query import BodyRow, path_name, query_answer, require_name
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import run

AT = datetime(2026, 8, 22, tzinfo=UTC)
BODY = "SELECT '[', '1', ']', 'v', CAST('2026-08-22' AS timestamptz)"


def test_the_columns_have_names() -> None:
    """Head, data and tail are the body; trailing columns may be missing."""
    body = BodyRow("[", "1,2", "]", "v", AT, 2, "next").answer()

    assert b"[1,2]" == body.plain()
    assert (2, "next", None, None) == (
        body.total,
        body.next_page,
        body.inexpressible,
        body.prev_page,
    )


@pytest.mark.usefixtures("environment")
def test_a_row_is_an_answer() -> None:
    """A statement needs only the first five columns."""
    body = query_answer(BODY, lambda _: "nothing")

    assert body is not None
    assert (b"[1]", None) == (body.plain(), body.total)


@pytest.mark.usefixtures("environment")
def test_no_row_is_not_found_once_there_are_models() -> None:
    """Before the first sync the snapshot answers; afterwards it is a 404 that knows the slugs."""
    nothing = f"{BODY} WHERE false"
    assert query_answer(nothing, lambda _: "nothing") is None

    run(*items(1))

    with pytest.raises(NotFound, match=r"^one of .*\bopenrouter\b"):
        query_answer(nothing, lambda slugs: f"one of {', '.join(slugs)}")


def test_a_name_in_a_path_is_decoded_once() -> None:
    """The gateway has done it: a percent sign in an id stays one."""
    assert "acme%2Fa%20b" == path_name("acme%2Fa%20b")


@pytest.mark.parametrize("name", ["a\0b", "a\nb"])
def test_a_name_that_cannot_be_printed_is_not_found(name: str) -> None:
    """Postgres never sees it."""
    with pytest.raises(NotFound, match="printable"):
        path_name(name)


def test_no_name_is_fine() -> None:
    """A filter that is not set has no name to refuse."""
    require_name(None)
    require_name("acme")
