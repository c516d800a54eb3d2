"""Summary: what a batch costs together."""

from typing import Any

from pricebook.quote.summary import summary

USD = {"complete": True, "total": "0.1", "currency": "USD"}


def test_totals_are_added_up_by_currency() -> None:
    """Converted ones in what they were converted to; of several sellers the first counts."""
    results: list[dict[str, Any]] = [
        USD,
        USD,
        {"complete": False, "total": "0.05", "currency": "EUR"},
        {**USD, "converted": {"currency": "EUR", "total": "0.08"}},
        {"canonical_id": "x", "sellers": [USD, {**USD, "total": "9"}]},
        {"complete": False, "missing": []},
        {"complete": True, "total": "0"},
        {"error": {"code": "not_found"}},
        {"canonical_id": "x", "sellers": []},
    ]

    assert {"totals": {"EUR": "0.13", "USD": "0.3"}, "incomplete": 2, "failed": 1} == summary(
        results
    )


def test_nothing_has_no_total() -> None:
    """Unknown is absent."""
    assert {"totals": {}, "incomplete": 0, "failed": 0} == summary([])
