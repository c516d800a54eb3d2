"""Quotes in one process: ours, and genai-prices' own calculation of the same usage."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.peers.contestants import PEERS, ROOT
from bench.peers.floors import spent
from pricebook.pricing.calculate import calculate
from pricebook.pricing.matching import Call
from pricebook.quote import offers
from pricebook.quote.batch import MAX_QUOTES, quote_body
from pricebook.quote.measured import divided
from pricebook.quote.quoting import quote
from pricebook.quote.request import parse

TIMES = 2000
BATCHES = 5
ASKED = {
    "model": "provider-1/maker/model-10",
    "usage": {
        "prompt_tokens": 12_000,
        "completion_tokens": 800,
        "prompt_tokens_details": {"cached_tokens": 10_000},
    },
}


def measured() -> Iterator[tuple[str, str]]:
    """Yield what a quote takes, of an offer whose prices are there, and a thousand by request."""
    request = parse(ASKED)
    ((row,),) = offers.rows([request]).values()
    offer = offers.offer(row, None)
    call, counts = Call(offer.at, {}, request.stated), divided(request.usage)
    sums = spent(lambda: calculate(offer.card, counts, call), TIMES) * 1000
    whole = spent(lambda: quote(offer, request.usage, call), TIMES) * 1000
    batch = json.dumps({"quotes": [ASKED] * MAX_QUOTES})
    yield "ours: the sum of a usage at an offer", f"{sums:.0f} µs"
    yield "ours: the same with all that is uncertain", f"{whole:.0f} µs"
    if (PEERS / "python").exists():
        yield "genai-prices: `calc_price`", f"{_peer():.0f} µs"
    yield "ours: 1,000 quotes in one request", f"{spent(lambda: quote_body(batch), BATCHES):.0f} ms"


def _peer() -> float:
    """Return the microseconds of the peer."""
    file = Path(__file__).with_name("genai.py")
    words = [str(PEERS / "python"), str(file)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - programs that are named here
    return float(run.stdout.split()[0])
