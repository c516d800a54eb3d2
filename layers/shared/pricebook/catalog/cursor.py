"""Where a page of a list ends: an opaque word of a URL, which page_cursor in SQL writes."""

import hashlib
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass

from pricebook.validation import bad

VERSION = "1"
BETWEEN = "\x1f"
FORM = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
KEYS = {
    "name": re.compile(r".*", re.DOTALL),
    "created": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00", re.ASCII),
    "updated": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00", re.ASCII),
    "context": re.compile(r"\d{1,10}|-?Infinity", re.ASCII),
    "input_price": re.compile(r"\d{1,40}(\.\d{1,40})?|-?Infinity", re.ASCII),
    "output_price": re.compile(r"\d{1,40}(\.\d{1,40})?|-?Infinity", re.ASCII),
}
"""What a list is sorted by, and how Postgres writes it; without any the id is all there is."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The item beside a page, and on which side of it the page lies."""

    key: str | None
    model_id: str
    backward: bool


def read(text: str, listed: str, sort: str | None) -> Cursor:
    """Return what a cursor says.

    Args:
        text: the cursor, as somebody sent it.
        listed: what the list is of: its cursors fit no other.
        sort: what it is sorted by.

    Raises:
        BadRequest: nobody was given this cursor for this list.
    """
    version, checksum, *place = _plain(text).split(BETWEEN, 4)
    proof = hashlib.sha256(BETWEEN.join([listed, *place]).encode()).hexdigest()[:16]
    if version != VERSION or checksum != proof:
        raise _misplaced()
    direction, model_id, key = place
    if sort and not KEYS[sort.removeprefix("-")].fullmatch(key):
        raise _misplaced()
    return Cursor(key if sort else None, model_id, backward=direction == "<")


def _plain(text: str) -> str:
    """Return five words with a mark between them, whatever stands in them."""
    if not FORM.fullmatch(text):
        raise _misplaced()
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError as error:
        raise _misplaced() from error
    if plain.count(BETWEEN) < 4 or "\0" in plain:  # noqa: PLR2004 - four marks between five words
        raise _misplaced()
    return plain


def _misplaced() -> Exception:
    return bad(
        "cursor",
        "it is of a list with other filters or another order, or was changed;"
        " start without it, and take next_cursor or the Link header of each page as they are",
    )
