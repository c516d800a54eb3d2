"""Terminal: what is told to a person never stops the program, and is text, never markup."""

from contextlib import suppress

from local.errors import LocalError


def tell(text: str) -> None:
    """Print text for a person; where nobody reads any more, nothing happens."""
    with suppress(OSError, ValueError):  # a broken pipe, a full disk, a closed file
        print(text, flush=True)


def printable(text: str) -> str:
    """Return text of others without what a terminal would obey: control characters are shown."""
    return "".join(
        char if char.isprintable() or char in "\n\t" else repr(char)[1:-1] for char in text
    )


def agreed(question: str) -> bool:
    """Ask a person; only y or yes is a yes.

    Raises:
        LocalError: there is nobody to ask.
    """
    try:
        return input(question).strip().lower() in {"y", "yes"}
    except (EOFError, RuntimeError, OSError):
        raise LocalError("\nNobody answers here: say YES=1 if you mean it.") from None
