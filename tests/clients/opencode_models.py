"""The models.dev feed has what opencode reads, which checks nothing, at the catalogue's figures."""

import json
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

from compared import CATALOGUE, ended, same

REQUIRED = {
    "id": str,
    "name": str,
    "release_date": str,
    "attachment": bool,
    "reasoning": bool,
    "tool_call": bool,
    "limit": dict,
    "modalities": dict,
}


def troubles(name: str, provider: dict[str, Any]) -> list[str]:
    """Return what opencode would stumble over in one provider."""
    found = [f"{name}: {key}" for key in ("id", "name", "npm", "models") if not provider.get(key)]
    found += [f"{name}: env"] if not provider.get("env") else []
    for model_id, model in provider.get("models", {}).items():
        wrong = [key for key, kind in REQUIRED.items() if not isinstance(model.get(key), kind)]
        limits = model.get("limit", {})
        wrong += [key for key in ("context", "output") if not isinstance(limits.get(key), int)]
        cost = model.get("cost", {"input": 0, "output": 0})
        wrong += [key for key in ("input", "output") if not isinstance(cost.get(key), int | float)]
        found += [f"{name}/{model_id}: {key}" for key in wrong]
    return found


PER_MILLION = {"input": "prompt", "output": "completion", "cache_read": "cache_read"}


def compared(providers: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield each figure of an offer that both sides have, and whether they are the same."""
    for model_id, offer in CATALOGUE.items():
        models = providers.get(offer["models_dev"], {}).get("models", {})
        entry = models.get(model_id.partition("/")[2])
        if entry is None or offer["exchanged"]:
            continue
        for key, side in PER_MILLION.items():
            figure = entry.get("cost", {}).get(key)
            if figure is not None and offer[side] is not None:
                yield f"{model_id}: {key} {figure}", same(figure / 1e6, offer[side])
        for key in ("context", "output"):
            if offer[key] is not None:
                yield f"{model_id}: {key} {entry['limit']}", entry["limit"][key] == offer[key]


def main() -> int:
    """Return 1 where anything is missing or another figure."""
    address = f"{sys.argv[1]}/feeds/models.dev/api.json"
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - the machine's address
        providers = json.load(answer)
    found = [trouble for name, told in providers.items() for trouble in troubles(name, told)]
    models = sum(len(told["models"]) for told in providers.values())
    print(*found, f"{len(providers)} providers, {models} models, {len(found)} troubles", sep="\n")
    figures = list(compared(providers))
    wrong = [figure for figure, right in figures if not right]
    return max(int(bool(found)), ended("models.dev's figures", len(figures), wrong, 1000))


sys.exit(main())
