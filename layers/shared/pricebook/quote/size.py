"""Size of an answer: estimated before any of it is worked out, and bounded."""

from collections.abc import Iterable

from pricebook.errors import BadRequest
from pricebook.quote.request import QuoteRequest
from pricebook.validation import bad

MAX_ANSWER_CHARACTERS = 4_000_000
"""How many characters an answer may have; as JSON in JSON it stays below what Lambda sends."""
MAX_LINES = 40_000
"""How many lines are worked out for one request, those of sellers that are not shown too."""
QUOTE, SHORT_QUOTE, LINE = 400, 80, 150
"""How many characters a quote has at least, one in short, and a line with a known price."""


def require_size(items: Iterable[tuple[QuoteRequest, int]]) -> None:
    """Refuse requests whose answer is sure to be too long, or takes too much work.

    Args:
        items: each request, and how many sellers it has.

    Raises:
        BadRequest: the answer would be too long.
    """
    characters = lines = 0
    for item, sellers in items:
        counts = len(item.usage.counts)
        lines += sellers * counts
        sellers_shown = min(item.sellers or sellers, sellers)
        characters += sellers_shown * (SHORT_QUOTE if item.sellers else _whole(item, counts))
    if characters > MAX_ANSWER_CHARACTERS:
        raise too_long(characters)
    if lines > MAX_LINES:
        raise bad("quotes", f"they take {lines} lines, of {MAX_LINES}; ask for fewer")


def too_long(characters: int) -> BadRequest:
    """Return the error for an answer of so many characters."""
    return bad(
        "quotes",
        f"the answer would be {characters} characters long, of {MAX_ANSWER_CHARACTERS};"
        " ask for fewer, or for few sellers in short, as in sellers=3",
    )


def _whole(item: QuoteRequest, counts: int) -> int:
    return QUOTE + LINE * counts + sum(map(len, item.usage.missing))
