"""What the clients are asked to price, and what we quote for it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx

from pricebook.feeds.litellm import BARE, LEFT_OUT
from pricebook.pricing.conditions import LONG_PROMPT
from pricebook.pricing.meters import METERS
from tests.clients.random_uses import Use, random_uses
from tests.support.seller_names import names_in

MODELS = 2000
QUOTES = 250
"""How many are asked for at once."""
SHORT_USAGE = {"input_tokens": 1000, "output_tokens": 500}
LONG_USAGE = {"input_tokens": 300_000, "output_tokens": 1000}
CACHED = {"input_tokens": 4000, "cache_read_tokens": 6000, "output_tokens": 500}
WRITTEN = {"input_tokens": 4000, "cache_write_tokens": 6000, "output_tokens": 500}
USES = (
    Use("short", SHORT_USAGE, {}),
    Use("long", LONG_USAGE, {}),
    Use("cached", CACHED, {}),
    Use("written", WRITTEN, {}),
    Use("batch", SHORT_USAGE, {"service_tier": "batch"}),
    Use("long batch", LONG_USAGE, {"service_tier": "batch"}),
    Use("flex", SHORT_USAGE, {"service_tier": "flex"}),
    Use("long priority", LONG_USAGE, {"service_tier": "priority"}),
)


def written(url: str) -> str:
    """Return the cases as the scripts read them, with what they should cost."""
    with httpx.Client(base_url=url, timeout=60) as client:
        listed = client.get("/v1/catalog").raise_for_status().json()["data"]
        models = priced(listed)
        asked = [(m, use) for m in models for use in USES if sensible(m, use)]
        asked += random_uses([model for model in models if _litellm(model)])
        found = [case for start in range(0, len(asked), QUOTES)
                 for case in quoted(client, asked[start : start + QUOTES])]  # fmt: skip
    ids = [model["id"] for model in listed]
    catalogue = {model["id"]: facts(model) for model in listed}
    told = {"cases": found, "ids": ids, "catalogue": catalogue, "cheapest": cheapest(listed)}
    counted = Counter(case["use"] for case in found)
    print(f"{len({case['model'] for case in found})} models, {dict(counted)}", flush=True)
    return json.dumps(told)


def facts(model: dict[str, Any]) -> dict[str, Any]:
    """Return what clients should find of a model: its prices per token, and its limits."""
    prompt, completion = (_per_token(model, side) for side in ("prompt", "completion"))
    return {
        "canonical": model["canonical_id"], "prompt": prompt, "completion": completion,
        "exchanged": "exchange" in model, "context": model["context_length"],
        "output": model["max_output_tokens"], "litellm": _litellm(model), "genai": _genai(model),
        "gives": model["output_modalities"], "models_dev": _models_dev(model),
        "cache_read": _per_token(model, "cache_read"),
    }  # fmt: skip


def cheapest(listed: list[dict[str, Any]]) -> dict[str, list[tuple[str | None, str | None]]]:
    """Return the prices that a model's cheapest sellers have, of models whose sellers speak alone.

    Computed from the catalogue: three input tokens with one of output, of sellers whose own list
    has the price and who sell by the ordinary contract; a hundredth more is as cheap.
    """
    sold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for model in listed:
        sold[str(model["canonical_id"])].append(model)
    return {
        name: [(_per_token(m, "prompt"), _per_token(m, "completion")) for m in best]
        for name, offers in sold.items()
        if all(offer["pricing_source"] == "database" for offer in offers)
        and (best := _best([offer for offer in offers if ":" not in offer["provider_model_id"]]))
    }


def _best(offers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    blended = [
        (_blended(offer), offer) for offer in offers if SHORT_USAGE.keys() <= _base(offer).keys()
    ]
    least = min((price for price, _ in blended), default=Decimal())
    return [offer for price, offer in blended if price <= least * Decimal("1.01")]


def _blended(offer: dict[str, Any]) -> Decimal:
    return 3 * Decimal(offer["pricing"]["prompt"]) + Decimal(offer["pricing"]["completion"])


def priced(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return models whose text has base prices, whoever told them, the most telling ones first."""
    known = [model for model in listed if SHORT_USAGE.keys() <= _base(model).keys()]
    return sorted(known, key=lambda m: (-len(m["prices"]), m["id"]))[:MODELS]


def sensible(model: dict[str, Any], use: Use) -> bool:
    """Whether somebody prices what makes a use special.

    Where nobody does every client guesses in its own way: LiteLLM takes half for a batch, and a
    batch's short price for its long prompts, where a quote takes the standard price and says so.
    """
    said = use.said.items()
    fitting = [price for price in model["prices"] if said <= price["conditions"].items()]
    if use.name == "written":
        return any(price["meter"] in use.usage.keys() - SHORT_USAGE.keys() for price in fitting)
    return bool(fitting) and (
        use.name not in {"long", "long batch"}
        or any(LONG_PROMPT in price["conditions"] for price in fitting)
    )


def quoted(
    client: httpx.Client, asked: list[tuple[dict[str, Any], Use]]
) -> Iterator[dict[str, Any]]:
    """Yield each case that we can price completely."""
    tiered = [_answer(model, use, use.said) for model, use in asked]
    standard = [_answer(model, use, {}) for model, use in asked]
    told = _quotes(client, tiered)
    for (model, use), found, plain in zip(asked, told, _quotes(client, standard), strict=True):
        if found.get("complete") and not _guessed(model, found):
            yield {
                "model": model["id"], "use": use.name, "usage": use.usage, "said": use.said,
                "litellm": _litellm(model), "genai": _genai(model), "base": _base(model),
                "total": found["total"], "standard": plain["total"],
                "assumptions": found["assumptions"], "by_day": _by_day(model),
                "own": {price["source"] for price in model["prices"]} == {"reference:litellm"},
            }  # fmt: skip


def _guessed(model: dict[str, Any], quote: dict[str, Any]) -> bool:
    """Tell whether a quote says what kind of tokens these are, which no client does.

    Nor does a format name the region of a price that is the same in all of them.
    """
    kinds = any("does not divide them" in assumption for assumption in quote["assumptions"])
    unconditional = {price["meter"] for price in model["prices"] if not price["conditions"]}
    regional = {price["meter"] for price in model["prices"] if "region" in price["conditions"]}
    return kinds or not regional <= unconditional


def _answer(model: dict[str, Any], use: Use, said: dict[str, str]) -> dict[str, Any]:
    return {"model": model["id"], "usage": use.usage, "usage_format": "meters", **said}


def _quotes(client: httpx.Client, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    answer = client.post("/v1/quote", json={"quotes": asked}).raise_for_status()
    return list(answer.json()["data"])


def _by_day(model: dict[str, Any]) -> bool:
    return any("weekdays" in price["conditions"] for price in model["prices"])


def _base(model: dict[str, Any]) -> dict[str, str]:
    """Return the prices of one unit each that no condition narrows."""
    return {
        price["meter"]: str(Decimal(price["amount"]) / METERS[price["meter"]].per)
        for price in model["prices"]
        if not price["conditions"] and price["state"] == "known"
    }


def _per_token(model: dict[str, Any], side: str) -> str | None:
    figure = model["pricing"].get(side)
    return None if figure is None else format(Decimal(figure) / 1_000_000, "f")


def _models_dev(model: dict[str, Any]) -> str:
    return names_in("models.dev").get(model["provider"], model["provider"])


def _litellm(model: dict[str, Any]) -> str | None:
    called = names_in("litellm", *LEFT_OUT).get(model["provider"])
    bare = model["provider"] in BARE
    name = str(model["provider_model_id"])
    return name if bare else f"{called}/{name}" if called else None


def _genai(model: dict[str, Any]) -> tuple[str, str]:
    slug = model["provider"]
    return names_in("genai-prices").get(slug, slug), model["provider_model_id"]
