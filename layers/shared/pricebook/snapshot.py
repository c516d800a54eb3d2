"""The catalogue that comes with the code: what answers before the first sync, and in an outage."""

import gzip
import json
from collections import Counter
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pricebook import answer
from pricebook.answer import Answer

FILE = "snapshot.json.gz"
KEPT = 64
"""How many answers from it stay in memory."""

type Document = dict[str, Any]


@lru_cache(KEPT)
def catalog(provider: str | None) -> Answer | None:
    """Answer GET /v1/catalog."""
    chosen = _chosen(provider)
    return _answer(chosen, total=len(chosen)) if chosen else None


@lru_cache(KEPT)
def models(provider: str | None, page: int, page_size: int) -> Answer | None:
    """Answer GET /v1/models; the snapshot holds no inactive ones."""
    chosen = _chosen(provider)
    shown = chosen[(page - 1) * page_size : page * page_size]
    return _answer(shown, total=len(chosen), page=page, page_size=page_size) if chosen else None


@lru_cache(KEPT)
def model(model_id: str) -> Answer | None:
    """Answer GET /v1/models/{model_id+}."""
    found = next((m for m in _bundle()["data"] if m["id"] == model_id), None)
    return _answer(found) if found else None


@cache
def providers() -> Answer:
    """Answer GET /v1/providers."""
    rows = [
        facts
        | {"is_active": True, "models": models, "priced_models": priced}
        | {"last_run_status": None, "last_run_at": None, "age_seconds": None, "health": "unknown"}
        for facts, models, priced in _sellers()
    ]
    return _answer(rows, total=len(rows))


@cache
def status() -> Answer:
    """Answer GET /v1/status: no run is known."""
    rows = [
        {"slug": facts["slug"], "is_active": True, "health": "unknown", "freshness": "unknown"}
        | {"age_seconds": None, "models": models, "priced_models": priced}
        | {"coverage": _share(priced, models), "last_run": None}
        for facts, models, priced in _sellers()
    ]
    counts = {name: sum(row[name] for row in rows) for name in ("models", "priced_models")}
    totals = (
        {"providers": len(rows), "healthy": 0, "degraded": 0, "failing": 0, "unknown": len(rows)}
        | counts
        | {"coverage": _share(counts["priced_models"], counts["models"])}
    )
    return _answer({"providers": rows, "totals": totals})


@cache
def _bundle() -> dict[str, Any]:
    packed = files("pricebook").joinpath(FILE).read_bytes()
    bundle: dict[str, Any] = json.loads(gzip.decompress(packed))
    return bundle


def _chosen(provider: str | None) -> list[Document]:
    return [m for m in _bundle()["data"] if provider in {None, m["provider"]}]


def _sellers() -> list[tuple[Document, int, int]]:
    """Return each provider with its number of models, and of those with a price."""
    data = _bundle()["data"]
    listed = Counter(m["provider"] for m in data)
    priced = Counter(m["provider"] for m in data if m["prices"])
    return [(p, listed[p["slug"]], priced[p["slug"]]) for p in _bundle()["providers"]]


def _share(part: int, whole: int) -> object:
    return round(part / whole, 4) if whole else None


def _answer(data: object, **meta: int) -> Answer:
    taken_at = _bundle()["taken_at"]
    facts = meta | {"last_updated": taken_at}
    text = json.dumps({"data": data, "meta": facts}, ensure_ascii=False, separators=(",", ":"))
    return answer.build(text, text, datetime.fromisoformat(taken_at), meta.get("total"))
