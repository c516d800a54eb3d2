"""How a body's wrong words are refused: which field, why, and what fits."""

from collections.abc import Iterable
from difflib import get_close_matches

from pricebook.errors import BadRequest

SHOWN = 200
"""How much of somebody's words a message repeats."""


def bad(field: str, reason: str) -> BadRequest:
    """Refuse what a field holds."""
    told: dict[str, object] = {"parameter": field[:SHOWN], "reason": reason}
    message = f"{field[:SHOWN]} cannot be read: {reason}."
    return BadRequest(message, code="bad_parameter", details=told)


def unknown(field: str, known: Iterable[str], why: str = "") -> BadRequest:
    """Refuse a field that is not there, and name the nearest one that is.

    Args:
        field: its whole path, as in usage.input_token.
        known: the fields that there are.
        why: a sentence on what was expected.
    """
    name = field.rpartition(".")[2][:SHOWN]
    nearest = get_close_matches(name, sorted(known), n=1, cutoff=0)
    hint = f" The nearest one is {nearest[0]!r}." if nearest else ""
    return BadRequest(
        f"There is no field {field[:SHOWN]!r}.{hint}{why}",
        code="unknown_parameter",
        details={"parameter": field[:SHOWN], "nearest": nearest[0] if nearest else None},
    )
