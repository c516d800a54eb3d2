"""The filters and orders of GET /v1/models, done by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pricebook.pricing.price import PriceState
from tests.support.seeds import filterable_models

type Model = dict[str, Any]
type Fits = Callable[[Model, Any], bool]


def _released(model: Model) -> str | None:
    """Return when it came out, as text that sorts."""
    day = model["release_date"]
    return f"{day}T00:00:00+00:00" if day else model["listed_at"]


def _blended(model: Model) -> Decimal | None:
    prompt, completion = _dollars(model, "prompt"), _dollars(model, "completion")
    return None if prompt is None or completion is None else (3 * prompt + completion) / 4


def _dollars(model: Model, key: str) -> Decimal | None:
    return Decimal(model["pricing"][key]) if key in model["pricing"] else None


KEYS: dict[str, Callable[[Model], Any]] = {
    "name": lambda m: m["name"],
    "created": _released,
    "updated": lambda m: m["updated_at"],
    "context": lambda m: m["context_length"],
    "input_price": lambda m: _dollars(m, "prompt"),
    "output_price": lambda m: _dollars(m, "completion"),
    "image_price": lambda m: _dollars(m, "image"),
    "blended_price": _blended,
    "ends": lambda m: m["deprecation_date"],
}
SORTS = [None, *KEYS, *(f"-{name}" for name in KEYS)]
FITS: dict[str, Fits] = {
    "provider": lambda m, x: m["provider"] in x,
    "ids": lambda m, x: m["id"] in x,
    "canonical": lambda m, x: m["canonical_id"] == x,
    "creator": lambda m, x: (m["canonical_id"] or "").split("/")[0] == x,
    "q": lambda m, x: any(
        x.lower() in (m[n] or "").lower() for n in ("name", "id", "canonical_id")
    ),
    "modality": lambda m, x: m["modality"] == x,
    "input_modality": lambda m, x: set(x) <= set(m["input_modalities"]),
    "output_modality": lambda m, x: set(x) <= set(m["output_modalities"]),
    "capability": lambda m, x: set(x) <= set(m["capabilities"]),
    "parameter": lambda m, x: set(x) <= set(m["supported_parameters"]),
    "min_context": lambda m, x: m["context_length"] is not None and m["context_length"] >= x,
    "max_context": lambda m, x: m["context_length"] is not None and m["context_length"] <= x,
    "max_input_price": lambda m, x: _within(_dollars(m, "prompt"), x),
    "max_output_price": lambda m, x: _within(_dollars(m, "completion"), x),
    "free": lambda m, x: (x == "true") == (_states(m) - {"not_offered"} == {"free"}),
    "price_state": lambda m, x: x in (_states(m) or {"unknown"}),
    "health": lambda m, x: m["health_status"] == x,
    "deprecated": lambda m, x: m["deprecated"] == (x == "true"),
    "released_after": lambda m, x: (_released(m) or "")[:10] > x,
    "ends_before": lambda m, x: (m["deprecation_date"] or "unknown") < x,
    "under_review": lambda m, x: ("under_review" in m) == (x == "true"),
    "include_inactive": lambda _m, _x: True,
    "tier": lambda m, x: m["is_active"] and m["access"][x],
}
VALUES: dict[str, list[Any]] = {
    "provider": [[name] for name in filterable_models.PROVIDERS] + [["able", "charlie"]],
    "ids": [["able/m02", "baker/m01", "charlie/m03", "able/m04"], ["nobody/nothing"]],
    "canonical": ["acme/small", "initech/large", "nobody/nothing"],
    "creator": ["acme", "initech", "acm"],
    "q": ["model", "M0", "acme/", "%", "_", "\\", "größe", "e", "able/odd", "ünder ω", "n,o"],
    "modality": ["text->text", "image+text->text", "text->video"],
    "input_modality": [["text"], ["text", "image"], ["video"]],
    "output_modality": [["text"], ["image"]],
    "capability": [["tools"], ["vision", "reasoning"], ["structured_output"]],
    "parameter": [["seed"], ["top_p", "stop"], ["nothing"]],
    "min_context": [0, 8192, 8193, 1000000],
    "max_context": [0, 8192, 131071, 2147483647],
    "max_input_price": ["0", "0.01", "0.25", "1e3"],
    "max_output_price": ["0", "0.03", "1"],
    "free": ["true", "false"],
    "price_state": [*PriceState, "unknown"],
    "health": ["ok", "degraded", "down"],
    "deprecated": ["true", "false"],
    "under_review": ["true", "false"],
    "released_after": ["2026-01-31", "2026-03-01", "2027-01-01"],
    "ends_before": ["2026-06-01", "2026-06-15", "2020-01-01"],
    "include_inactive": ["true"],
    "tier": ["free", "pro", "enterprise"],
}


def ordered(models: list[Model], sort: str | None) -> list[Model]:
    """Return them in an order."""
    key = KEYS[sort.removeprefix("-")] if sort else lambda m: m["id"]
    down = sort is not None and sort.startswith("-")
    known = sorted((key(m), m["id"], m) for m in models if key(m) is not None)
    unknown = sorted((m["id"], m) for m in models if key(m) is None)
    return [row[-1] for row in [*known[:: -1 if down else 1], *unknown[:: -1 if down else 1]]]


def _within(price: Decimal | None, most: str) -> bool:
    return price is not None and price <= Decimal(most)


def _states(model: Model) -> set[str]:
    return {price["state"] for price in model["prices"]}
