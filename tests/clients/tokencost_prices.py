"""tokencost takes our map for LiteLLM's, and its costs are what our quote says."""

import asyncio
import sys
from typing import Any

import tokencost
from compared import TOLD, URL, dayless, ended, same
from tokencost import constants

constants.PRICES_URL = f"{URL}/feeds/litellm/model_prices_and_context_window.json"


def main() -> int:
    """Compare every plain request; return 1 where one differs."""
    asyncio.run(constants.update_token_costs())
    cases = [it for it in TOLD["cases"] if it["use"] == "short" and it["litellm"]]
    known = [it for it in cases if it["litellm"].lower() in constants.TOKEN_COSTS and not it["own"]]
    wrong = [(it["model"], found, it["total"]) for it in known
             if not same(found := cost(it), it["total"])
             and not (it["by_day"] and same(found, dayless(it)))]  # fmt: skip
    return ended("tokencost", len(known), wrong, 20)


def cost(case: dict[str, Any]) -> float:
    """Return what tokencost charges for a case."""
    usage = case["usage"]
    return float(sum(
        tokencost.calculate_cost_by_tokens(usage[f"{side}_tokens"], case["litellm"], side)
        for side in ("input", "output")
    ))  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
