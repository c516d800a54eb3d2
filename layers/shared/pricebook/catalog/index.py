"""Index of the catalogue: every model across its sellers, column by column, for GET /v1/index."""

from functools import partial

from pricebook.catalog.search import digest, words
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import Value, query_answer

FORMAT = "index 2"
"""Name and version of the columns; a page of a release with another one does not get these."""
TTL_S = 6 * 60 * 60
"""Only its dates and last 30 days move within a generation; announced prices end a copy anyway."""
CAPABILITIES = ["reasoning", "structured_output", "tools", "vision"]
MODALITIES = ["text", "image", "audio", "video", "file", "embeddings", "rerank"]
"""The words that the bits of a column stand for, the lowest bit first."""


def index(q: str | None, page: int, page_size: int | None) -> tuple[Answer, str]:
    """One page of the models that are sold, those with the most sellers first.

    Args:
        q: part of an id or of a name; None for all models.
        page: number of the page, from 1.
        page_size: models per page; None for all of them.

    Raises:
        BadRequest: q holds a character that cannot be printed.
    """
    return cache.get(_query(q, page, page_size))


def wholes() -> list[CachedQuery]:
    """Return the query of the whole index."""
    return [_query(None, 1, None)]


def current_digest() -> str | None:
    """Return the digest of the whole index; None where nobody has asked for it since it changed."""
    answer = cache.stored(_query(None, 1, None))
    return digest_of(answer) if answer else None


def digest_of(answer: Answer) -> str:
    """Return what stands for the content of an index in its address."""
    return answer.etag.removeprefix('W/"').removesuffix('"')


def _query(q: str | None, page: int, page_size: int | None) -> CachedQuery:
    q = None if q is None else words(q)
    whole = (q, page, page_size) == (None, 1, None)
    params: dict[str, Value] = {"q": q, "page": page, "page_size": page_size}
    params |= {"capabilities": CAPABILITIES, "modalities": MODALITIES}
    return CachedQuery(
        key=f"{FORMAT} {page} {page_size or 'all'} {digest(repr(q))}",
        scope="all",
        ttl_s=TTL_S,
        build=partial(query_answer, "catalog.index.page", _nothing_yet, **params),
        kept=whole,
        path="/v1/index" if whole else None,
    )


def _nothing_yet(_slugs: list[str]) -> str:
    return "Nothing was synchronised yet, so there is no index."
