"""Models side by side: the question behind /v1/compare."""

from functools import partial

from pricebook.catalog.search import digest, unknown
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import ask, require_name
from pricebook.validation import bad

TTL_S = 15 * 60
MOST = 20


def compare(models: str) -> tuple[Answer, str]:
    """Up to twenty models, their benchmarks, and in what they differ.

    Args:
        models: their ids, with commas between them.

    Raises:
        BadRequest: there are too many ids, one twice, or nothing between two commas.
        NotFound: no model has one of the ids; says which was probably meant.
    """
    ids = [name.strip() for name in models.split(",")]
    _require_distinct(ids)
    require_name("".join(ids))
    return cache.get(
        Question(
            key=f"compare {digest(','.join(ids))}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(ask, "catalog.compare.models", lambda _slugs: unknown(ids), ids=ids),
        )
    )


def _require_distinct(ids: list[str]) -> None:
    if "" in ids:
        raise bad("models", "expected ids with one comma between two, and one of them is empty")
    if len(ids) > MOST:
        raise bad("models", f"{len(ids)} ids are given, and {MOST} are compared at most")
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise bad("models", f"{twice!r} is given twice")
