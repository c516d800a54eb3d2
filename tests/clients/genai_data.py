"""genai-prices takes our data for its own, and calc_price says what our quote says."""

import json
import sys
import warnings
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from compared import dayless, same
from genai_prices import UpdatePrices, Usage, calc_price

LEAST = 200
"""Of so many models at least every price has to be compared."""
warnings.simplefilter("error")  # it warns of price keys that it does not know, and drops them


def cost(case: dict[str, Any]) -> Decimal:
    """Return what genai-prices charges for a case."""
    told = case["usage"]
    read, written = told.get("cache_read_tokens", 0), told.get("cache_write_tokens", 0)
    usage = Usage(
        input_tokens=told["input_tokens"] + read + written,
        output_tokens=told["output_tokens"],
        cache_read_tokens=read,
        cache_write_tokens=written,
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
    wrong = [
        (c, found) for c, found in differ if not c["by_day"] or not same(float(found), dayless(c))
    ]
    for case, found in wrong:
        print(f"{case['use']}: {case['model']}: {found}, quoted {case['total']}:"
              f" {case['assumptions']}")  # fmt: skip
    if known := len(differ) - len(wrong):
        print(f"{known} differ: it knows no days of the week")
    models = {case["model"] for case in cases}
    print(f"{len(models)} models, {dict(Counter(case['use'] for case in cases))}:"
          f" {len(wrong)} unexplained")  # fmt: skip
    return int(bool(wrong) or len(models) < LEAST)


sys.exit(main())
