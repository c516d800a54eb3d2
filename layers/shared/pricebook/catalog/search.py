"""Search of models by a few words, for GET /v1/search, and the message for an unknown id."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial

from pricebook.catalog import resolve
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import Value, query_answer
from pricebook.storage import reader
from pricebook.validation import bad, no_model

TTL_S = 15 * 60
MAX_COMPARED = 64
"""How many characters of the words are compared by likeness, which takes longer with each."""


def search(q: str, page_size: int) -> tuple[Answer, str]:
    """Models whose name or id is like the words, the likeliest first.

    Raises:
        BadRequest: the words hold a character that cannot be printed.
    """
    q = words(q)
    params: dict[str, Value] = {"q": q, "words": q[:MAX_COMPARED], "page_size": page_size}
    return cache.get(
        CachedQuery(
            key=f"search {page_size} {digest(q)}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(_found, q, params),
        )
    )


def _found(q: str, params: Mapping[str, Value]) -> Answer | None:
    """Ask for what is like the words, and before it for what they are another name of."""
    named = resolve.offers(q)
    return query_answer("catalog.search.models", _empty, named=named, **params)


def words(q: str) -> str:
    """Return the words of a search with single blanks between them.

    Raises:
        BadRequest: they hold a character that cannot be printed, such as a zero byte.
    """
    q = " ".join(q.split())
    if not q.isprintable():
        raise bad("q", "it holds a character that cannot be printed")
    return q


def no_models(ids: Sequence[str]) -> str:
    """Return the message for ids of which at least one does not exist, with suggestions."""
    rows = reader.rows("catalog.search.nearest", ids=list(ids))
    messages = [no_model(model_id, near) for model_id, near in rows]
    return " ".join([*messages, "GET /v1/search?q= finds models by a few words."])


def digest(text: str) -> str:
    """Return a key of fixed length for a text of any length."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _empty(_slugs: list[str]) -> str:
    return "There are no models yet."
