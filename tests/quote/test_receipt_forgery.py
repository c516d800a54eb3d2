"""Receipts that no quote ever gave, with a check that somebody computed for them."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook.errors import BadRequest
from pricebook.quote.receipt import Receipt, check
from pricebook.quote.request import parse

GPT = "openai/gpt-5.5"
FORGED: list[dict[str, Any]] = [
    {"prices": "all"},
    {"prices": [1.5]},
    {"prices": [0]},
    {"prices": [10**30]},
    {"prices": [""]},
    {"prices": ["x" * 101]},
    {"prices": [None]},
    {"prices": [1] * 1001},
    {"facts": []},
    {"facts": {"input_modalities": "text"}},
    {"facts": {"output_modalities": [5]}},
    {"facts": {"listed_until": 5}},
    {"notes": {"1": 5}},
    {"notes": {"1": {"review": ["nothing", "then"]}}},
    {"notes": {"1": {"review": ["-1", "then"]}}},
    {"seconds": 5},
    {"notes": {"1": {"review": ["NaN", "then"]}}},
    {"notes": {"1": {"upcoming": ["1", 5]}}},
    {"notes": {"1": {"unconfirmed_since": 5}}},
    {"notes": {"1": {"review": ["1e999999", "then"]}}},
    {"notes": {"1": {"against": [["reference:a", "1e-999999"]]}}},
    {"notes": {"1": {"against": [["reference:a"]]}}},
    {"exchange": {"EUR": ["0", "2026-01-01", None]}},
    {"exchange": {"EUR": ["1"]}},
    {"exchange": {"EUR": ["1", "2026-01-01", 5]}},
    {"service_tier": 5},
    {"requests": 0},
    {"at": "yesterday"},
    {"model": None},
]


@pytest.mark.parametrize("change", FORGED)
def test_a_forged_receipt_is_refused(change: dict[str, Any]) -> None:
    """Who computes the check of something that no quote ever gave is told so."""
    receipt: dict[str, Any] = {
        "model": GPT,
        "at": "2026-01-01T00:00:00+00:00",
        "usage_format": "meters",
        "prices": [1],
        **change,
    }
    receipt["check"] = check(receipt)
    body = json.loads(json.dumps({"usage": {"input_tokens": 1}, "receipt": receipt}))
    decoded = json.loads(json.dumps(body), parse_int=Decimal, parse_float=Decimal)

    with pytest.raises(BadRequest):
        parse(decoded)


def test_a_huge_number_is_never_written_out() -> None:
    """Python would take minutes for the digits of 1e999999."""
    huge = Decimal("1e999999")
    receipt: dict[str, Any] = {
        "model": GPT,
        "at": "2026-01-01",
        "usage_format": "meters",
        "prices": [],
        "facts": {"context_length": huge},
    }
    several = {**receipt, "requests": huge}
    read = Receipt.parse({**receipt, "check": check(receipt)})

    assert read
    assert None is read.facts.context_length
    with pytest.raises(BadRequest, match="requests is not valid"):
        parse({"usage": {}, "receipt": {**several, "check": check(several)}})
