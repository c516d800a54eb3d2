"""Lookup of the catalogue, of one model, of providers and of the status."""

from collections.abc import Callable, Mapping
from functools import partial

from pricebook.catalog import resolve, search, whole
from pricebook.catalog.resolve import Alias
from pricebook.serving import cache, shared_cache, snapshot
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import (
    NOTHING,
    annotated_answer,
    path_name,
    query_answer,
    require_empty,
    require_name,
)
from pricebook.storage import reader
from pricebook.validation import nearest

MINUTE_S = 60
CATALOG_TTL_S = 15 * MINUTE_S
PROVIDER_TTL_S = 30 * MINUTE_S
MODEL_TTL_S = 15 * MINUTE_S
RUNS_TTL_S = 10
"""A run that ends raises no generation, so answers that show runs are fresh for a moment only."""


def catalog(provider: str | None) -> tuple[Answer, str]:
    """Every active model, of all providers or of one."""
    require_name(provider)
    return cache.get(_catalog(provider))


def wholes() -> list[CachedQuery]:
    """Return the query of the whole catalogue."""
    return [_catalog(None)]


def model(model_id: str) -> tuple[Answer, str]:
    """One model, sold now or not; the id may be percent-encoded."""
    return resolve.get(path_name(model_id), _model)


def _model(model_id: str, alias: Alias | None) -> CachedQuery:
    return CachedQuery(
        key=f"model {model_id}" + (f" {alias.name} {alias.resolved_by}" if alias else ""),
        scope="all",  # its siblings are other providers' models
        ttl_s=MODEL_TTL_S,
        build=partial(
            annotated_answer,
            alias.note() if alias else NOTHING,
            "catalog.lookup.model",
            partial(_not_found, {"model_id": model_id}),
            model_id=model_id,
        ),
        bundled=None if alias else partial(snapshot.model, model_id),
    )


def providers() -> tuple[Answer, str]:
    """Every provider, with its health and the number of its models."""
    return cache.get(_of_runs("providers", snapshot.providers))


def provider(slug: str) -> tuple[Answer, str]:
    """One provider, with its last runs and its open reviews; the slug may be percent-encoded."""
    slug = path_name(slug)
    return cache.get(
        CachedQuery(
            key=f"provider {slug}",
            scope="all",
            ttl_s=RUNS_TTL_S,
            build=partial(_query, "provider", provider=slug),
        )
    )


def status() -> tuple[Answer, str]:
    """Last run of every provider, and how complete and how fresh the catalogue is."""
    return cache.get(_of_runs("status", snapshot.status))


def health() -> dict[str, str]:
    """Health of Postgres and of Valkey: ok, or degraded where one of them fails."""
    database = "ok" if reader.answering() else "unreachable"
    shared = shared_cache.state(_catalog(None).address)
    state = "degraded" if {database, shared} & {"unreachable", "damaged"} else "ok"
    return {"status": state, "database": database, "cache": shared}


def warm(provider: str | None) -> None:
    """Build the catalogue anew, whole and of a provider, after a sync has changed it."""
    for name in dict.fromkeys((None, provider)):
        cache.refresh(_catalog(name))


def _catalog(provider: str | None) -> CachedQuery:
    return CachedQuery(
        key=f"joined catalog {provider or ''}",
        scope=provider or "all",
        ttl_s=PROVIDER_TTL_S if provider else CATALOG_TTL_S,
        build=partial(_whole, provider),
        bundled=partial(snapshot.catalog, provider),
        path=None if provider else "/v1/catalog",
        dated=True,
    )


def _whole(provider: str | None) -> Answer | None:
    answer = whole.catalog(provider)
    if answer is None:
        require_empty(partial(_not_found, {"provider": provider}))
    return answer


def _of_runs(name: str, bundled: Callable[[], Answer]) -> CachedQuery:
    return CachedQuery(
        key=name, scope="all", ttl_s=RUNS_TTL_S, build=partial(_query, name), bundled=bundled
    )


def _query(statement: str, **params: str | int | None) -> Answer | None:
    return query_answer(f"catalog.lookup.{statement}", partial(_not_found, params), **params)


def _not_found(params: Mapping[str, str | int | None], slugs: list[str]) -> str:
    if "model_id" in params:
        return search.no_models([str(params["model_id"])])
    return nearest("provider", str(params["provider"]), slugs)
