"""The models.dev feed has everything that opencode reads, which validates nothing."""

import json
import sys
import urllib.request
from typing import Any

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


def main() -> int:
    """Return 1 where anything is missing."""
    address = f"{sys.argv[1]}/feeds/models.dev/api.json"
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - the machine's address
        providers = json.load(answer)
    found = [trouble for name, told in providers.items() for trouble in troubles(name, told)]
    models = sum(len(told["models"]) for told in providers.values())
    print(*found, f"{len(providers)} providers, {models} models, {len(found)} troubles", sep="\n")
    return int(bool(found))


sys.exit(main())
