"""Cursor: written by Postgres, read here, and bound to one list."""

from base64 import urlsafe_b64encode

import pytest

from pricebook.catalog import cursor
from pricebook.catalog.cursor import Cursor
from pricebook.errors import BadRequest
from pricebook.storage.postgres import Database


def written(database: Database, *parts: str | None) -> str:
    """Return the cursor that Postgres writes for list, direction, key and model id."""
    names = dict(zip("ldki", parts, strict=True))
    ((text,),) = database.run(
        "SELECT page_cursor("
        "CAST(:l AS text), CAST(:d AS text), CAST(:k AS text), CAST(:i AS text))",
        **names,
    )
    return str(text)


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        (None, None),
        ("name", "Ünïcode, and / slashes"),
        ("-created", "2026-08-22 17:20:33.123456+00"),
        ("context", "128000"),
        ("input_price", "-Infinity"),
        ("-output_price", "0.0000025"),
    ],
)
def test_what_postgres_writes_is_read(
    owner_database: Database, sort: str | None, key: str | None
) -> None:
    """Key, id and side come back as they were."""
    for direction, backward in (("<", True), (">", False)):
        text = written(owner_database, "list", direction, key, "acme/a")

        assert Cursor(key, "acme/a", backward) == cursor.read(text, "list", sort)


def test_a_cursor_fits_one_list(owner_database: Database) -> None:
    """Another list, another order, a changed text and an invented one are refused."""
    text = written(owner_database, "list", ">", "128000", "acme/a")
    invented = urlsafe_b64encode("\x1f".join(["1", "0" * 16, ">", "acme/a", "1"]).encode()).decode()

    for wrong, list_digest, sort in [
        (text, "other", "context"),
        (text, "list", "created"),
        (text[:-2], "list", "context"),
        (f"{text}!", "list", "context"),
        (invented, "list", "context"),
        ("", "list", None),
    ]:
        with pytest.raises(BadRequest, match="cursor is not valid"):
            cursor.read(wrong, list_digest, sort)
