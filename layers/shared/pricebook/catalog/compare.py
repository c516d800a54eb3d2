"""Comparison of models, for GET /v1/compare."""

from collections.abc import Mapping
from functools import partial

from pricebook.catalog import resolve
from pricebook.catalog.search import digest, no_models
from pricebook.errors import NotFound
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import annotated_answer, require_name
from pricebook.validation import bad

TTL_S = 15 * 60
MAX_IDS = 20


def compare(models: str) -> tuple[Answer, str]:
    """Up to twenty models side by side, with their benchmarks and the fields that differ.

    Args:
        models: their ids, separated by commas.

    Raises:
        BadRequest: an id is empty or given twice, or there are too many.
        NotFound: an id does not exist; suggests the one that was likely meant.
    """
    ids = [name.strip() for name in models.split(",")]
    _require_distinct(ids)
    require_name("".join(ids))
    try:
        return cache.get(_compare(ids, {}))
    except NotFound as error:
        named = resolve.names(ids, error)
        resolved = [named.get(name, name) for name in ids]
        _require_distinct(resolved)
        return cache.get(_compare(resolved, {"resolved": named}))


def _compare(ids: list[str], note: Mapping[str, object]) -> CachedQuery:
    return CachedQuery(
        key=f"compare {digest(','.join(ids))} {digest(repr(note))}",
        scope="all",
        ttl_s=TTL_S,
        build=partial(
            annotated_answer,
            note,
            "catalog.compare.models",
            lambda _slugs: no_models(ids),
            ids=ids,
        ),
    )


def _require_distinct(ids: list[str]) -> None:
    if "" in ids:
        raise bad("models", "expected ids separated by single commas, and one of them is empty")
    if len(ids) > MAX_IDS:
        raise bad("models", f"expected at most {MAX_IDS} ids, got {len(ids)}")
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise bad("models", f"{twice!r} is given twice")
