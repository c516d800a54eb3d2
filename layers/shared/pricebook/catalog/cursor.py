"""Cursor of a page: an opaque word of a URL, which the SQL function page_cursor writes."""

import hashlib
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass

from pricebook.validation import bad

VERSION = "1"
SEPARATOR = "\x1f"
BASE64 = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00"
PRICE = re.compile(r"\d{1,40}(\.\d{1,40})?|-?Infinity", re.ASCII)
SORT_KEYS = {
    "name": re.compile(r".*", re.DOTALL),
    "created": re.compile(rf"{MOMENT}|-?infinity", re.ASCII),
    "updated": re.compile(MOMENT, re.ASCII),
    "context": re.compile(r"\d{1,10}|-?Infinity", re.ASCII),
    "input_price": PRICE,
    "output_price": PRICE,
    "image_price": PRICE,
    "blended_price": PRICE,
    "ends": re.compile(r"\d{4}-\d\d-\d\d|unknown|", re.ASCII),
}
"""How Postgres writes the sort key of an item, by the order of the list."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Position of a page: the item beside it, and the side on which the page lies.

    Attributes:
        key: sort key of the item, as Postgres writes it; None where the list is sorted by id.
        model_id: id of the item.
        backward: whether the page lies before the item.
    """

    key: str | None
    model_id: str
    backward: bool


def read(text: str, list_digest: str, sort: str | None) -> Cursor:
    """Read a cursor.

    Args:
        text: the cursor as the caller sent it.
        list_digest: digest of the filters and the order of the list; a cursor fits one list only.
        sort: order of the list, such as -created; None is by id.

    Raises:
        BadRequest: it was not made for this list, or was changed.
    """
    version, checksum, *place = _plain(text).split(SEPARATOR, 4)
    expected = hashlib.sha256(SEPARATOR.join([list_digest, *place]).encode()).hexdigest()[:16]
    if version != VERSION or checksum != expected:
        raise _wrong_list()
    direction, model_id, key = place
    if sort and not SORT_KEYS[sort.removeprefix("-")].fullmatch(key):
        raise _wrong_list()
    return Cursor(key if sort else None, model_id, backward=direction == "<")


def _plain(text: str) -> str:
    """Return the decoded text: five words with separators between them."""
    if not BASE64.fullmatch(text):
        raise _wrong_list()
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError as error:
        raise _wrong_list() from error
    if plain.count(SEPARATOR) < 4 or "\0" in plain:  # noqa: PLR2004 - four separators between five words
        raise _wrong_list()
    return plain


def _wrong_list() -> Exception:
    return bad(
        "cursor",
        "it belongs to a list with other filters or another order, or was changed; start without"
        " it, and take next_cursor or the Link header of each page as they are",
    )
