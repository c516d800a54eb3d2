"""The read side: what each route asks, of Postgres and of the snapshot."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from urllib.parse import unquote

from pricebook.catalog import search
from pricebook.serving import cache, snapshot
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import ask, require_name
from pricebook.storage import valkey as remote

MINUTE_S = 60
WHOLE_S = 15 * MINUTE_S
PROVIDER_S = 30 * MINUTE_S
MODEL_S = 15 * MINUTE_S
RUNS_S = 10
"""Runs end without raising a generation, so what tells of them is only fresh for a moment."""


def catalog(provider: str | None) -> tuple[Answer, str]:
    """Every active model, of all providers or of one, and where the answer came from."""
    require_name(provider)
    return cache.get(_catalog(provider))


def model(model_id: str) -> tuple[Answer, str]:
    """One model, sold now or not; its id may come percent-encoded."""
    model_id = unquote(model_id)
    require_name(model_id)
    return cache.get(
        Question(
            key=f"model {model_id}",
            scope="all",  # its siblings are other providers' models
            ttl_s=MODEL_S,
            build=partial(_ask, "model", model_id=model_id),
            bundled=partial(snapshot.model, model_id),
        )
    )


def providers() -> tuple[Answer, str]:
    """Every provider, with its health and what it sells."""
    return cache.get(_of_runs("providers", snapshot.providers))


def provider(slug: str) -> tuple[Answer, str]:
    """One provider, with its last runs and what waits for an operator."""
    slug = unquote(slug)
    require_name(slug)
    return cache.get(
        Question(
            key=f"provider {slug}",
            scope="all",
            ttl_s=RUNS_S,
            build=partial(_ask, "provider", provider=slug),
        )
    )


def status() -> tuple[Answer, str]:
    """Every provider's last run, and how complete and how fresh the catalogue is."""
    return cache.get(_of_runs("status", snapshot.status))


def health() -> dict[str, str]:
    """Whether Postgres and Valkey answer now; without either the API answers from copies."""
    from pricebook.storage import reader  # noqa: PLC0415 - pg8000 comes with it, which only a miss needs

    database = "ok" if reader.answering() else "unreachable"
    valkey = "ok" if remote.answering() else "unreachable"
    status = "ok" if database == valkey == "ok" else "degraded"
    return {"status": status, "database": database, "cache": valkey}


def warm(provider: str | None) -> None:
    """Build what most callers ask for next, after a sync has changed a provider, or several."""
    for name in dict.fromkeys((None, provider)):
        cache.refresh(_catalog(name))


def _catalog(provider: str | None) -> Question:
    return Question(
        key=f"catalog {provider or ''}",
        scope=provider or "all",
        ttl_s=PROVIDER_S if provider else WHOLE_S,
        build=partial(_ask, "catalog", provider=provider),
        bundled=partial(snapshot.catalog, provider),
    )


def _of_runs(name: str, bundled: Callable[[], Answer]) -> Question:
    return Question(key=name, scope="all", ttl_s=RUNS_S, build=partial(_ask, name), bundled=bundled)


def _ask(statement: str, **asked: str | int | None) -> Answer | None:
    return ask(f"catalog.lookup.{statement}", partial(_unknown, asked), **asked)


def _unknown(asked: Mapping[str, str | int | None], slugs: list[str]) -> str:
    if "model_id" in asked:
        return search.unknown([str(asked["model_id"])])
    slug = asked["provider"]
    nearest = get_close_matches(str(slug), slugs, n=1, cutoff=0)
    return f"There is no provider {slug!r}. The nearest name is {nearest[0]!r}."
