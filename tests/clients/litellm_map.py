"""LiteLLM takes our map for its own, and cost_per_token says what our quote says."""

import json
import os
import sys
from collections import Counter
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


def cost(case: dict[str, Any]) -> float:
    """Return what LiteLLM charges for a case."""
    told = case["usage"]
    cached = told.get("cache_read_tokens", 0)
    prompt, completion = told["input_tokens"] + cached, told["output_tokens"]
    details = PromptTokensDetailsWrapper(cached_tokens=cached)
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
        custom_llm_provider=litellm.model_cost[case["litellm"]]["litellm_provider"].split("-")[0],
        prompt_tokens=prompt,
        completion_tokens=completion,
        usage_object=usage,
        service_tier=None if batch else tier,
        call_type="aretrieve_batch" if batch else "completion",
    )
    return float(sum(charged))


def main() -> int:
    """Compare every case; return 1 where one differs."""
    source = get_model_cost_map_source_info()
    print(f"LiteLLM took the map from: {source['source']}, {len(litellm.model_cost)} entries")
    cases = json.loads(Path(sys.argv[2]).read_text())["cases"]
    known = [case for case in cases if case["litellm"] in litellm.model_cost]
    lost = {case["model"] for case in cases} - {case["model"] for case in known}
    differ = [(case, found) for case in known if not same(case, found := cost(case))]
    for case, found in differ:
        why = explained(case) or case["assumptions"]
        print(f"{case['use']}: {case['litellm']}: {found}, quoted {case['total']}: {why}")
    wrong = [case for case, _ in differ if not explained(case)]
    uses = dict(Counter(case["use"] for case in known))
    models = len({case["model"] for case in known})
    print(f"{models} models, {uses}: {len(differ)} differ, {len(wrong)} unexplained;"
          f" {len(lost)} models have no entry")  # fmt: skip
    return int(bool(wrong) or source["source"] != "remote")


def explained(case: dict[str, Any]) -> str | None:
    """Return why LiteLLM cannot say what we say, if that is known."""
    if case["litellm"].startswith("fireworks_ai/") and case["use"] == "cached":
        return "LiteLLM halves the input price of Fireworks where none is stated for cached tokens"
    return None


def same(case: dict[str, Any], found: float) -> bool:
    """LiteLLM computes in binary floats."""
    return isclose(found, float(case["total"]), rel_tol=1e-9, abs_tol=1e-15)


sys.exit(main())
