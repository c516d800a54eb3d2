"""aider's model metadata, from OpenRouter's feed and LiteLLM's map, has our prices and contexts."""

import os
import sys
import tempfile
from typing import Any

from compared import CATALOGUE, URL, ended, same

LIST = f"{URL}/feeds/openrouter/api/v1/models"
MAP = f"{URL}/feeds/litellm/model_prices_and_context_window.json"


def main() -> int:
    """Ask aider of every model; return 1 where its figures are others."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home  # of its caches
        return max(routed(), direct())


def routed() -> int:
    """Compare what it says of models behind OpenRouter."""
    from aider.openrouter import OpenRouterModelManager  # noqa: PLC0415 - its home is set first

    manager = OpenRouterModelManager()
    manager.MODELS_URL = LIST
    names = sorted({offer["canonical"] for offer in CATALOGUE.values() if offer["canonical"]})
    told = {name: manager.get_model_info(f"openrouter/{name}") for name in names}
    known = {name: info for name, info in told.items() if info}
    wrong = [(name, info) for name, info in known.items() if not sold(name, info)]
    blind = [name for name, info in known.items() if not info["max_input_tokens"] and knows(name)]
    return ended("aider, OpenRouter's feed", len(known), wrong + blind, 100)


def direct() -> int:
    """Compare what it says of models by LiteLLM's names."""
    from aider.models import ModelInfoManager  # noqa: PLC0415 - the same

    manager = ModelInfoManager()
    manager.MODEL_INFO_URL = MAP
    offers = [offer for offer in CATALOGUE.values()
              if offer["litellm"] and offer["prompt"] and offer["completion"]][:2000]  # fmt: skip
    told = [(offer, manager.get_model_from_cached_json_db(offer["litellm"])) for offer in offers]
    known = [(offer, info) for offer, info in told if info and info.get("input_cost_per_token")]
    wrong = [(offer["litellm"], info["input_cost_per_token"], offer["prompt"])
             for offer, info in known
             if not same(info["input_cost_per_token"], offer["prompt"])
             or not same(info["output_cost_per_token"], offer["completion"])]  # fmt: skip
    return ended("aider, LiteLLM's map", len(known), wrong, 200)


def offers(name: str) -> list[dict[str, Any]]:
    """Return the offers of a canonical model."""
    return [offer for offer in CATALOGUE.values() if offer["canonical"] == name]


def knows(name: str) -> bool:
    """Whether a seller states the context of a model."""
    return any(offer["context"] for offer in offers(name))


def sold(name: str, info: dict[str, Any]) -> bool:
    """Whether a seller has the prices; aider has no word for nothing on the output's side."""
    prompt, completion = info["input_cost_per_token"], info["output_cost_per_token"]
    return any(
        offer["prompt"] is None  # it has prices under conditions alone
        or (
            same(prompt, offer["prompt"])
            and (same(completion, offer["completion"]) or not completion)
        )
        for offer in offers(name)
    )


if __name__ == "__main__":
    sys.exit(main())
