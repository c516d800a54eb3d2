"""Bundled snapshot: the catalogue that answers before the first sync, and in an outage.

It is `snapshot.json`, list prices of the most used models, each with the page that states it and
the day on which at least two sources agreed; or, once an operator has run `make snapshot`, the
operator's own catalogue.
"""

import gzip
import json
from collections import Counter
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pricebook.serving import answer
from pricebook.serving.answer import Answer

type Document = dict[str, Any]

DEFAULT_FILE = files("pricebook") / "snapshot.json"
OWN_FILE = files("pricebook") / "snapshot.json.gz"
PRICING_KEYS = {
    "input_tokens": "prompt",
    "output_tokens": "completion",
    "cache_read_tokens": "cache_read",
    "cache_write_tokens": "cache_write",
}
"""Keys of the short `pricing` object of a document, by meter."""
DEFAULT_FIELDS: Document = {
    **dict.fromkeys(("description", "tokenizer", "quantization", "license", "knowledge_cutoff")),
    **dict.fromkeys(("deprecation_date", "replacement", "release_date", "listed_at")),
    **dict.fromkeys(("health_status", "listed_by", "facts_source")),
    "capabilities": [],
    "supported_parameters": [],
    "is_active": True,
    "deprecated": False,
    "access": {"status": "new", "free": False, "pro": True, "enterprise": True},
}
"""Fields of a document that the snapshot does not state; access is what the rule gives."""
MAX_CACHED = 64
"""How many answers from the snapshot stay in memory."""


@lru_cache(MAX_CACHED)
def catalog(provider: str | None) -> Answer | None:
    """Answer GET /v1/catalog."""
    chosen = [
        {name: model[name] for name in model if name != "last_seen_at"}
        for model in _chosen(provider)
    ]
    return _answer(chosen, total=len(chosen)) if chosen else None


@lru_cache(MAX_CACHED)
def models(provider: str | None, page: int, page_size: int) -> Answer | None:
    """Answer GET /v1/models; the snapshot has no inactive models.

    Args:
        provider: slug of a provider; None for all.
        page: number of the page, from 1.
        page_size: models per page.
    """
    chosen = _chosen(provider)
    rows = chosen[(page - 1) * page_size : page * page_size]
    meta = {"total": len(chosen), "page": page, "page_size": page_size, "next_cursor": None}
    return _answer(rows, **meta) if chosen else None


@lru_cache(MAX_CACHED)
def model(model_id: str) -> Answer | None:
    """Answer GET /v1/models/{model_id+}."""
    document = next((m for m in _bundle()["data"] if m["id"] == model_id), None)
    return _answer(document) if document else None


@cache
def providers() -> Answer:
    """Answer GET /v1/providers."""
    rows = [
        facts
        | {"is_active": True, "models": models, "priced_models": priced}
        | {"told_by": None, "coverage_by_reason": None}
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
        | {"told_by": None, "coverage_by_reason": None}
        | {"coverage": _share(priced, models), "open_reviews": None, "last_run": None}
        | {"answered": None}
        for facts, models, priced in _sellers()
    ]
    counts = {name: sum(row[name] for row in rows) for name in ("models", "priced_models")}
    totals = (
        {"providers": len(rows), "healthy": 0, "degraded": 0, "failing": 0, "unknown": len(rows)}
        | counts
        | {"coverage_by_reason": None}
        | {"coverage": _share(counts["priced_models"], counts["models"]), "open_reviews": None}
    )
    return _answer({"providers": rows, "totals": totals, "feeds": []})


@cache
def list_prices() -> list[dict[str, str]]:
    """Return what canonical models cost by the snapshot: base prices in dollars, per one unit."""
    return [
        {
            "canonical_id": document["canonical_id"],
            "meter": price["meter"],
            "amount": format(Decimal(price["amount"]) / price["per"], "f"),
        }
        for document in _bundle()["data"]
        for price in document["prices"]
        if price.get("amount") and price["currency"] == "USD" and not price["conditions"]
    ]


@cache
def _bundle() -> dict[str, Any]:
    if OWN_FILE.is_file():
        bundle: dict[str, Any] = json.loads(gzip.decompress(OWN_FILE.read_bytes()))
        return bundle
    facts = json.loads(DEFAULT_FILE.read_bytes())
    sellers = [{"slug": slug, **fields} for slug, fields in facts["providers"].items()]
    return {
        "taken_at": _midnight(facts["taken_on"]),
        "providers": [{k: seller[k] for k in seller if k != "source_url"} for seller in sellers],
        "data": [_document(facts, model) for model in facts["models"]],
    }


def _document(facts: Document, model: Document) -> Document:
    observed_at = _midnight(model.pop("observed_on"))
    source_url = facts["providers"][model["provider"]]["source_url"]
    common = {"per": facts["per"], "currency": facts["currency"], "state": "known"}
    common |= {"source": "snapshot", "source_url": source_url, "observed_at": observed_at}
    rows = model.pop("prices")
    prices = [
        {"meter": meter, "amount": amount, "conditions": when[0] if when else {}, **common}
        for meter, amount, *when in rows
    ]
    sides = ("+".join(model[f"{side}_modalities"]) for side in ("input", "output"))
    return {
        "id": f"{model['provider']}/{model['provider_model_id']}",
        **model,
        **DEFAULT_FIELDS,
        "modality": "->".join(sides),
        "pricing": {PRICING_KEYS[meter]: amount for meter, amount, *when in rows if not when},
        "pricing_source": "snapshot",
        "prices": prices,
        "source_url": source_url,
        **dict.fromkeys(("first_seen_at", "updated_at", "last_seen_at"), observed_at),
    }


def _midnight(day: str) -> str:
    return f"{day}T00:00:00+00:00"


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


def _answer(data: object, **meta: int | None) -> Answer:
    taken_at = _bundle()["taken_at"]
    body = {"data": data, "meta": meta | {"last_updated": taken_at}}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return answer.build(text, text, datetime.fromisoformat(taken_at), total=meta.get("total"))
