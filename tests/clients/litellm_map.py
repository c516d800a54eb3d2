"""LiteLLM takes our map for its own, and cost_per_token says what our quote says."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

URL = sys.argv[1]
os.environ["LITELLM_MODEL_COST_MAP_URL"] = (
    f"{URL}/feeds/litellm/model_prices_and_context_window.json"
)

import litellm  # noqa: E402 - it reads the map while it is imported
from litellm.litellm_core_utils.get_model_cost_map import (  # noqa: E402 - the same
    get_model_cost_map_source_info,
)
from litellm.types.utils import PromptTokensDetailsWrapper, Usage  # noqa: E402 - the same

LEAST = 200
"""Of so many models at least every price has to be compared."""
GEMINI_STEP = 128_000
UNTIERED = {"dashscope", "deepseek", "fireworks_ai", "perplexity", "xai"}
"""Sellers whose calculators in LiteLLM are not told the service tier of a request."""


def cost(case: dict[str, Any]) -> float:
    """Return what LiteLLM charges for a case, asked as its users ask."""
    told = case["usage"]
    read, written = told.get("cache_read_tokens", 0), told.get("cache_write_tokens", 0)
    prompt, completion = told["input_tokens"] + read + written, told["output_tokens"]
    details = PromptTokensDetailsWrapper(cached_tokens=read, cache_creation_tokens=written)
    usage = Usage(
        prompt_tokens=prompt,
        completion_tokens=completion,
        total_tokens=prompt + completion,
        prompt_tokens_details=details,
    )
    tier = case["said"].get("service_tier")
    batch = tier == "batch"
    charged = litellm.cost_per_token(
        model=case["litellm"],
        custom_llm_provider=seller(case),
        prompt_tokens=prompt,
        completion_tokens=completion,
        usage_object=usage,
        service_tier=None if batch else tier,
        call_type="aretrieve_batch" if batch else "completion",
    )
    return float(sum(charged))


def seller(case: dict[str, Any]) -> str:
    """Return whom LiteLLM would ask."""
    return str(litellm.get_llm_provider(case["litellm"])[1])


def explained(case: dict[str, Any], found: float) -> str | None:
    """Return why LiteLLM cannot say what we say, if that reason leads to its figure."""
    return next((why for why, cost in reasons(case) if isclose(found, cost, rel_tol=1e-9)), None)


def reasons(case: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield what is known of LiteLLM's calculators, and what each would make of the case."""
    name, total, usage = seller(case), float(case["total"]), case["usage"]
    cached = usage.get("cache_read_tokens", 0) * float(case["base"].get("input_tokens", 0))
    if name in UNTIERED:
        yield f"it does not tell its calculator of {name} the service tier", float(case["standard"])
    if name == "perplexity":
        rates = (float(case["base"].get(f"{side}_tokens", 0)) for side in ("input", "output"))
        yield (
            "its calculator of perplexity knows two prices, of input and output",
            flat(usage, *rates),
        )
    if name == "fireworks_ai":
        yield "it halves Fireworks' input price where none is stated for cache", total - cached / 2
    if litellm.model_cost[case["litellm"]].get("cache_read_input_token_cost") == 0:
        yield "its own zero for cached tokens, which we believe of no list", total - cached
    if litellm.model_cost[case["litellm"]].get("input_cost_per_token") == 0:
        yield "its own zero, which we believe of no list", 0
    if name == "vertex_ai" and "gemini-1.5" in case["litellm"]:
        yield "its calculator of Gemini 1.5 knows no cache, and no long price of output", old(case)
    if twin := litellm.model_cost.get(f"bedrock/{case['litellm']}"):
        rates = (float(twin[f"{side}_cost_per_token"]) for side in ("input", "output"))
        yield "it prefers its own entry under bedrock/, which has no tiers", flat(usage, *rates)
    once = litellm.model_cost.get(case["litellm"].removeprefix(f"{name}/"))
    if once and case["litellm"].startswith(f"{name}/{name}/"):
        rates = (once[f"{side}_cost_per_token"] for side in ("input", "output"))
        yield "it reads a seller's name that stands twice as standing once", flat(usage, *rates)


def old(case: dict[str, Any]) -> float:
    """Return what LiteLLM's calculator of the first Geminis makes of a case."""
    entry, usage = litellm.model_cost[case["litellm"]], case["usage"]
    short = entry["input_cost_per_token"]
    long = entry.get("input_cost_per_token_above_128k_tokens", short)
    prompt = sum(usage.values()) - usage["output_tokens"]
    return flat(usage, long if prompt > GEMINI_STEP else short, entry["output_cost_per_token"])


def flat(usage: dict[str, int], prompt: float, completion: float) -> float:
    """Return what usage costs at two prices."""
    written = usage["output_tokens"]
    return (sum(usage.values()) - written) * prompt + written * completion


def main() -> int:
    """Compare every case; return 1 where one differs."""
    source = get_model_cost_map_source_info()
    print(f"LiteLLM took the map from: {source['source']}, {len(litellm.model_cost)} entries")
    cases = json.loads(Path(sys.argv[2]).read_text())["cases"]
    known = [case for case in cases if case["litellm"] in litellm.model_cost]
    # a model that LiteLLM's list alone prices stands under a key of the list's own
    ours = [case for case in cases if case["litellm"] and not case["own"]]
    lost = {case["model"] for case in ours} - {case["model"] for case in known}
    differ = [(case, found) for case in known if not same(case, found := cost(case))]
    why = Counter(explained(case, found) for case, found in differ)
    for case, found in differ:
        if not explained(case, found):
            print(f"{case['use']}: {case['litellm']}: {found}, quoted {case['total']}:"
                  f" {case['assumptions']}")  # fmt: skip
    print(*(f"{count} differ: {reason}" for reason, count in why.items() if reason), sep="\n")
    print(*(f"no entry: {model}" for model in sorted(lost)), sep="\n")
    return told(cases, known, why[None] + len(lost), source["source"])


def told(
    cases: list[dict[str, Any]], known: list[dict[str, Any]], wrong: int, source: str | None
) -> int:
    """Sum up; return 1 where anything is wrong."""
    models = {case["model"] for case in known}
    strange = Counter(case["model"].partition("/")[0] for case in cases if not case["litellm"])
    print(f"out of LiteLLM's reach: {', '.join(sorted(strange)) or 'nobody'}")
    print(f"{len(models)} models, {dict(Counter(case['use'] for case in known))}:"
          f" {wrong} unexplained")  # fmt: skip
    return int(bool(wrong) or source != "remote" or len(models) < LEAST)


def same(case: dict[str, Any], found: float) -> bool:
    """LiteLLM computes in binary floats."""
    return isclose(found, float(case["total"]), rel_tol=1e-9, abs_tol=1e-15)


sys.exit(main())
