"""What people look for: the questions behind /v1/search, and which id somebody meant."""

import hashlib
from collections.abc import Sequence
from functools import partial

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import ask
from pricebook.validation import bad

TTL_S = 15 * 60
LETTERS = 64
"""How much of the words is compared by likeness, which takes longer with each of them."""


def search(q: str, limit: int) -> tuple[Answer, str]:
    """The models that somebody probably means by a few words, the likeliest first."""
    q = words(q)
    return cache.get(
        Question(
            key=f"search {limit} {digest(q)}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(
                ask, "catalog.search.models", _no_models, q=q, words=q[:LETTERS], limit=limit
            ),
        )
    )


def words(q: str) -> str:
    """Return what is looked for, without blanks that mean nothing.

    Raises:
        BadRequest: it holds what nobody can write, such as a zero byte.
    """
    q = " ".join(q.split())
    if not q.isprintable():
        raise bad("q", "it holds a character that cannot be printed")
    return q


def unknown(ids: Sequence[str]) -> str:
    """Say which of these ids no model has, and which one was probably meant."""
    from pricebook.storage import reader  # noqa: PLC0415 - pg8000 comes with it, which only a miss needs

    told = [
        _told(asked, near) for asked, near in reader.rows("catalog.search.nearest", ids=list(ids))
    ]
    return " ".join([*told, "GET /v1/search?q= finds models by a few words."])


def digest(text: str) -> str:
    """Return a key of limited length for a text of any."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _told(asked: str, near: str | None) -> str:
    hint = f" The nearest id is {near!r}." if near else ""
    return f"There is no model {asked!r}.{hint}"


def _no_models(_slugs: list[str]) -> str:
    return "There are no models yet."
