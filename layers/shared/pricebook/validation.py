"""Validation: errors for wrong values and unknown names, with the name that was likely meant."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches

from pricebook.errors import BadRequest

MAX_REPEATED = 200
"""How many characters of a caller's own text a message repeats."""
MAX_LISTED = 10
"""How many names a message lists where none is like the unknown one."""
MIN_LIKENESS = 0.6
"""How like an unknown name another has to be to be suggested: difflib's ratio, from 0 to 1."""


def bad(field: str, reason: str) -> BadRequest:
    """Return the error for a field whose value is wrong; the reason says what would be right."""
    parameter = field[:MAX_REPEATED]
    end = "" if reason.endswith((".", "?")) else "."
    return BadRequest(
        f"{parameter} is not valid: {reason}{end}",
        code="bad_parameter",
        details={"parameter": parameter, "reason": reason},
    )


def require_order(since: datetime | None, until: datetime | None) -> None:
    """Refuse a stretch of time that ends before it begins: an empty answer would hide the mistake.

    Raises:
        BadRequest: `since` is after `until`.
    """
    if since and until and since > until:
        raise bad("since", f"it is {since.isoformat()}, which is after until ({until.isoformat()})")


def unknown(field: str, known: Iterable[str], why: str = "") -> BadRequest:
    """Return the error for a field that does not exist.

    Args:
        field: its whole path, such as usage.input_token.
        known: the names that may stand in its place.
        why: a sentence on what was expected, with a blank before it.
    """
    names = sorted(known)
    name = field.rpartition(".")[2]
    return BadRequest(
        f"There is no field {field[:MAX_REPEATED]!r}.{_suggestion('field', name, names)}{why}",
        code="unknown_parameter",
        details={"parameter": field[:MAX_REPEATED], "nearest": likeliest(name, names)},
    )


def nearest(kind: str, name: str, known: Iterable[str]) -> str:
    """Return the message for an unknown name: the likeliest known one, else what there is.

    Args:
        kind: what it is a name of, in the singular, such as provider.
        name: the unknown name.
        known: all names of this kind.
    """
    return f"There is no {kind} {name[:MAX_REPEATED]!r}.{_suggestion(kind, name, sorted(known))}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question with the likeliest known name, a blank before it; nothing without one."""
    match = likeliest(name, known)
    return f" Did you mean {match!r}?" if match else ""


def no_model(name: str, near: Sequence[str]) -> str:
    """Return the message for an id that no model has, with the nearest ones."""
    likely = likeliest(name, near)
    others = ", ".join(repr(other) for other in near if other != likely)
    question = f" Did you mean {likely!r}?" if likely else ""
    rest = f" {'Others near it' if likely else 'The nearest'}: {others}." if others else ""
    return f"There is no model {name[:MAX_REPEATED]!r}.{question}{rest}"


def likeliest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like another, if it is like enough to be suggested.

    Upper and lower case count as equal; of an id with slashes its last part is compared too.
    """
    spellings: dict[str, str] = {}
    for candidate in known:
        spellings.setdefault(candidate.casefold(), candidate)
        spellings.setdefault(candidate.rpartition("/")[2].casefold(), candidate)
    matches = get_close_matches(name[:MAX_REPEATED].casefold(), spellings, 1, MIN_LIKENESS)
    return spellings[matches[0]] if matches else None


def _suggestion(kind: str, name: str, known: list[str]) -> str:
    if not known:
        return ""
    more = len(known) - MAX_LISTED
    listed = ", ".join(known[:MAX_LISTED]) + (f" and {more} more" if more > 0 else "")
    return did_you_mean(name, known) or f" Known {kind}s: {listed}."
