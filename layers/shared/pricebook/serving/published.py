"""Published lists: where a body lies that is too large for a function to send."""

from pricebook.errors import Unavailable
from pricebook.storage import reader
from pricebook.storage.places import BODIES, place


def address(path: str, *, packed: bool) -> str | None:
    """Return the address of the body that was published last; None where there is none.

    Args:
        path: of the list.
        packed: whether the caller reads gzip.
    """
    if place() is None:
        return None
    try:
        row = reader.row("serving.published.digest", path=path, packed=packed)
    except Unavailable:
        return None
    return f"/{BODIES}/{row[0]}" if row and row[0] else None
