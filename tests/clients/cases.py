"""What the clients are asked to price, and what we quote for it."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx

from pricebook.feeds import LONG
from pricebook.feeds.litellm import BARE, routes
from pricebook.references.genai_prices import SELLERS

MODELS = 400
QUOTES = 500
"""How many are asked for at once."""
SHORT = {"input_tokens": 1000, "output_tokens": 500}
LONG_PROMPT = {"input_tokens": 300_000, "output_tokens": 1000}
CACHED = {"input_tokens": 4000, "cache_read_tokens": 6000, "output_tokens": 500}
USES: dict[str, tuple[dict[str, int], dict[str, str]]] = {
    "short": (SHORT, {}),
    "long": (LONG_PROMPT, {}),
    "cached": (CACHED, {}),
    "batch": (SHORT, {"service_tier": "batch"}),
    "long batch": (LONG_PROMPT, {"service_tier": "batch"}),
    "flex": (SHORT, {"service_tier": "flex"}),
    "long priority": (LONG_PROMPT, {"service_tier": "priority"}),
}


def written(url: str) -> str:
    """Return the cases as the scripts read them, with what they should cost."""
    with httpx.Client(base_url=url, timeout=60) as client:
        listed = client.get("/v1/catalog").raise_for_status().json()["data"]
        asked = [(m, use) for m in priced(listed) for use in USES if sensible(m, use)]
        found = [case for start in range(0, len(asked), QUOTES)
                 for case in quoted(client, asked[start : start + QUOTES])]  # fmt: skip
    told = {"cases": found, "ids": [model["id"] for model in listed]}
    counted = Counter(case["use"] for case in found)
    print(f"{len({case['model'] for case in found})} models, {dict(counted)}", flush=True)
    return json.dumps(told)


def priced(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return models that their own sellers price, the most telling ones first."""
    known = [m for m in listed if m.get("pricing_source") in {"database", "manual"}]
    known = [m for m in known if {"prompt", "completion"} <= m["pricing"].keys()]
    return sorted(known, key=lambda m: (-len(m["prices"]), m["id"]))[:MODELS]


def sensible(model: dict[str, Any], use: str) -> bool:
    """Whether a seller prices what makes a use special.

    Where nobody does every client guesses in its own way: LiteLLM takes half for a batch, and a
    batch's short price for its long prompts, where a quote takes the standard price and says so.
    """
    _, said = USES[use]
    conditions = [price["conditions"] for price in model["prices"]]
    fitting = [told for told in conditions if said.items() <= told.items()]
    return bool(fitting) and (
        use not in {"long", "long batch"} or any(LONG in told for told in fitting)
    )


def quoted(
    client: httpx.Client, asked: list[tuple[dict[str, Any], str]]
) -> Iterator[dict[str, Any]]:
    """Yield each case that we can price completely."""
    quotes = [{"model": m["id"], "usage": USES[use][0], **USES[use][1]} for m, use in asked]
    answer = client.post("/v1/quote", json={"quotes": quotes}).raise_for_status().json()
    for (model, use), told in zip(asked, answer["data"], strict=True):
        if told.get("complete"):
            usage, said = USES[use]
            names = {"litellm": _litellm(model), "genai": _genai(model)}
            assumed = told["assumptions"]
            yield {
                "model": model["id"], "use": use, "usage": usage, "said": said, **names,
                "total": told["total"], "assumptions": assumed, "by_day": _by_day(model),
            }  # fmt: skip


def _by_day(model: dict[str, Any]) -> bool:
    return any("weekdays" in price["conditions"] for price in model["prices"])


def _litellm(model: dict[str, Any]) -> str | None:
    called = routes().get(model["provider"])
    bare = model["provider"] in BARE
    name = str(model["provider_model_id"])
    return name if bare else f"{called}/{name}" if called else None


def _genai(model: dict[str, Any]) -> tuple[str, str]:
    named = {slug: name for name, slug in reversed(SELLERS.items())}
    return named.get(model["provider"], model["provider"]), model["provider_model_id"]
