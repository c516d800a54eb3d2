"""Index of the catalogue: every model across its sellers, column by column."""

from functools import partial

from pricebook.catalog.search import digest, words
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import ask

TTL_S = 15 * 60
CAPABILITIES = ["reasoning", "structured_output", "tools", "vision"]
MODALITIES = ["text", "image", "audio", "video", "file", "embeddings", "rerank"]
"""What the bits of a column stand for, the lowest first."""


def index(q: str | None, page: int, page_size: int | None) -> tuple[Answer, str]:
    """Return the models that are sold, those with the most sellers first.

    Args:
        q: a part of an id or of a name; None for all models.
        page: which page, from 1.
        page_size: how many models; None for all of them.
    """
    q = None if q is None else words(q)
    size = page_size or "all"
    return cache.get(
        Question(
            key=f"index {page} {size} {digest(repr(q))}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(
                ask,
                "catalog.index.page",
                _nothing_yet,
                q=q,
                page=page,
                page_size=page_size,
                capabilities=CAPABILITIES,
                modalities=MODALITIES,
            ),
        )
    )


def _nothing_yet(_slugs: list[str]) -> str:
    return "Nothing was synchronised yet, so there is no index."
