"""genai-prices takes our data for its own, and calc_price says what our quote says."""

import json
import sys
import warnings
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from genai_prices import UpdatePrices, Usage, calc_price

warnings.simplefilter("error")  # it warns of price keys that it does not know, and drops them


def cost(case: dict[str, Any]) -> Decimal:
    """Return what genai-prices charges for a case."""
    told = case["usage"]
    cached = told.get("cache_read_tokens", 0)
    usage = Usage(
        input_tokens=told["input_tokens"] + cached,
        output_tokens=told["output_tokens"],
        cache_read_tokens=cached,
    )
    tier = case["said"].get("service_tier")
    context = {"processing": "batch"} if tier == "batch" else {"service_tier": tier} if tier else {}
    provider, model = case["genai"]
    charged = calc_price(usage, model, provider_id=provider, price_context=context)
    return Decimal(charged.total_price)


def main() -> int:
    """Compare every case; return 1 where one differs."""
    cases = json.loads(Path(sys.argv[2]).read_text())["cases"]
    with UpdatePrices(url=f"{sys.argv[1]}/feeds/genai-prices/data.json") as updater:
        print(f"genai-prices took the data: {updater.wait(30)}")
        differ = [(c, found) for c in cases if (found := cost(c)) != Decimal(c["total"])]
    for case, found in differ:
        why = "it knows no days of the week" if case["by_day"] else case["assumptions"]
        print(f"{case['use']}: {case['model']}: {found}, quoted {case['total']}: {why}")
    wrong = [case for case, _ in differ if not case["by_day"]]
    uses = dict(Counter(case["use"] for case in cases))
    print(f"{len({case['model'] for case in cases})} models, {uses}: {len(differ)} differ,"
          f" {len(wrong)} unexplained")  # fmt: skip
    return int(bool(wrong))


sys.exit(main())
