"""The catalogue that comes with the code: what answers before the first sync, and in an outage.

It is `snapshot.json`, list prices of the models that people use most, each with the page where it
stands and the day on which at least two sources told it alike; or, once an operator has run
`make snapshot`, his own catalogue.
"""

import gzip
import json
from collections import Counter
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pricebook.serving import answer
from pricebook.serving.answer import Answer

type Document = dict[str, Any]

FACTS = files("pricebook") / "snapshot.json"
OWN = files("pricebook") / "snapshot.json.gz"
SHORT = {
    "input_tokens": "prompt",
    "output_tokens": "completion",
    "cache_read_tokens": "cache_read",
    "cache_write_tokens": "cache_write",
}
"""What the short `pricing` of a document calls the meters of the facts."""
UNTOLD: Document = {
    **dict.fromkeys(("description", "tokenizer", "quantization", "license", "knowledge_cutoff")),
    **dict.fromkeys(("deprecation_date", "replacement", "release_date", "listed_at")),
    "health_status": None,
    "capabilities": [],
    "supported_parameters": [],
    "is_active": True,
    "deprecated": False,
    "access": {"status": "new", "free": False, "pro": True, "enterprise": True},
}
"""What a document says of a model where the facts say nothing; of access, what the rule gives."""
KEPT = 64
"""How many answers from it stay in memory."""


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
    facts = {"total": len(chosen), "page": page, "page_size": page_size, "next_cursor": None}
    return _answer(shown, **facts) if chosen else None


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
        | {"coverage": _share(priced, models), "open_reviews": None, "last_run": None}
        for facts, models, priced in _sellers()
    ]
    counts = {name: sum(row[name] for row in rows) for name in ("models", "priced_models")}
    totals = (
        {"providers": len(rows), "healthy": 0, "degraded": 0, "failing": 0, "unknown": len(rows)}
        | counts
        | {"coverage": _share(counts["priced_models"], counts["models"]), "open_reviews": None}
    )
    return _answer({"providers": rows, "totals": totals, "feeds": []})


@cache
def _bundle() -> dict[str, Any]:
    if OWN.is_file():
        bundle: dict[str, Any] = json.loads(gzip.decompress(OWN.read_bytes()))
        return bundle
    facts = json.loads(FACTS.read_bytes())
    sold_by = [{"slug": slug, **told} for slug, told in facts["providers"].items()]
    return {
        "taken_at": _midnight(facts["taken_on"]),
        "providers": [{k: told[k] for k in told if k != "source_url"} for told in sold_by],
        "data": [_document(facts, model) for model in facts["models"]],
    }


def _document(facts: Document, model: Document) -> Document:
    observed_at = _midnight(model.pop("observed_on"))
    source_url = facts["providers"][model["provider"]]["source_url"]
    said = {"per": facts["per"], "currency": facts["currency"], "state": "known"}
    said |= {"source": "snapshot", "source_url": source_url, "observed_at": observed_at}
    rows = model.pop("prices")
    prices = [
        {"meter": meter, "amount": amount, "conditions": when[0] if when else {}, **said}
        for meter, amount, *when in rows
    ]
    sides = ("+".join(model[f"{side}_modalities"]) for side in ("input", "output"))
    return {
        "id": f"{model['provider']}/{model['provider_model_id']}",
        **model,
        **UNTOLD,
        "modality": "->".join(sides),
        "pricing": {SHORT[meter]: amount for meter, amount, *when in rows if not when},
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
    facts = meta | {"last_updated": taken_at}
    text = json.dumps({"data": data, "meta": facts}, ensure_ascii=False, separators=(",", ":"))
    return answer.build(text, text, datetime.fromisoformat(taken_at), meta.get("total"))
