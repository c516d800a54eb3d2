"""Prices of one model at a moment, as known at another, and their history."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from pricebook.catalog import resolve
from pricebook.catalog.canonical import no_model
from pricebook.catalog.resolve import Alias
from pricebook.catalog.search import digest
from pricebook.errors import NotFound
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import (
    NOTHING,
    annotated_answer,
    path_name,
    query_answer,
    require_name,
)
from pricebook.timestamps import rfc3339

NOW_TTL_S = 60
"""How late an announced price may begin to show where the caller asks for now."""
TTL_S = 15 * 60
"""An exchange rate or an announcement that changes no document raises no generation either."""
SETTLED_TTL_S = 24 * 60 * 60
SETTLED_AGE = timedelta(hours=1)
"""Longer than any run: what was recorded before then can no longer change."""

type Params = Mapping[str, str | int | None]


def prices(model_id: str, at: datetime | None, known_at: datetime | None) -> tuple[Answer, str]:
    """Prices of a model that hold at a moment, as they were known at another.

    Args:
        model_id: the id as in a path, maybe percent-encoded.
        at: when the prices hold; None is now.
        known_at: when they were known; None is now.

    Raises:
        NotFound: there is no such model.
    """
    params = {"at": rfc3339(at), "known_at": rfc3339(known_at)}
    ttl_s = TTL_S if at else NOW_TTL_S
    return _find("prices", model_id, SETTLED_TTL_S if settled(at, known_at) else ttl_s, params)


def sellers(
    canonical_id: str, at: datetime | None, known_at: datetime | None
) -> tuple[Answer, str]:
    """Prices of every offer of one canonical model, as `prices` has them of one.

    Args:
        canonical_id: the id of the canonical model, or a name of offers that are all of one.
        at: when the prices hold; None is now.
        known_at: when they were known; None is now.

    Raises:
        NotFound: there is no such model; or the name may mean several, which the message names.
    """
    require_name(canonical_id)
    try:
        return cache.get(_sellers(canonical_id, at, known_at))
    except NotFound as error:
        model = resolve.canonical(canonical_id, error)
        if model is None:
            raise
        return cache.get(_sellers(model, at, known_at))


def _sellers(canonical_id: str, at: datetime | None, known_at: datetime | None) -> CachedQuery:
    params = {"at": rfc3339(at), "known_at": rfc3339(known_at)}
    return CachedQuery(
        key=" ".join(("sellers", digest(canonical_id), *(str(v or "") for v in params.values()))),
        scope="all",
        ttl_s=SETTLED_TTL_S if settled(at, known_at) else TTL_S if at else NOW_TTL_S,
        build=partial(
            query_answer,
            "catalog.prices.sellers",
            partial(no_model, canonical_id),
            canonical_id=canonical_id,
            **params,
        ),
    )


def history(model_id: str, params: Params) -> tuple[Answer, str]:
    """Price changes of a model; params: meter, since, until, known_at, page_size."""
    return _find("history", model_id, TTL_S, params)


def sources(model_id: str) -> tuple[Answer, str]:
    """Prices of a model as every source states them now, side by side.

    Raises:
        NotFound: there is no such model.
    """
    return _find("sources", model_id, TTL_S, {})


def settled(at: datetime | None, known_at: datetime | None) -> bool:
    """Tell whether the prices at these two moments can never change again."""
    return bool(at and known_at and known_at < datetime.now(UTC) - SETTLED_AGE)


def _find(name: str, model_id: str, ttl_s: int, params: Params) -> tuple[Answer, str]:
    def query(model_id: str, alias: Alias | None) -> CachedQuery:
        named = (alias.name, alias.resolved_by) if alias else ()
        words = (name, model_id, *(str(value or "") for value in params.values()), *named)
        return CachedQuery(
            key=" ".join(words),
            scope=model_id.partition("/")[0],
            ttl_s=ttl_s,
            build=partial(
                annotated_answer,
                alias.note() if alias else NOTHING,
                f"catalog.prices.{name}",
                partial(_no_model, model_id),
                model_id=model_id,
                **params,
            ),
        )

    return resolve.get(path_name(model_id), query, priced=True)


def _no_model(model_id: str, _slugs: list[str]) -> str:
    return f"There is no model {model_id!r}. GET /v1/models lists all models."
