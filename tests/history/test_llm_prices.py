"""Spans of llm-prices."""

import json

import pytest

from pricebook.errors import Unreadable
from tests.support.dated_history import statements

SPAN = {"seller": "deepseek", "model": "deepseek-chat", "what": "span", "input": 0.27, "output": 1}
IDS = {"deepseek": ["deepseek-chat"]}


def span(**fields: object) -> str:
    """Return a line, with its dates."""
    return json.dumps(SPAN | fields)


def test_only_a_price_with_a_day_is_history() -> None:
    """Of a price without a beginning nobody knows when it held."""
    assert [
        (
            "deepseek/deepseek-chat",
            "2025-02-08",
            None,
            {"input_tokens": "0.27", "output_tokens": "1"},
        )
    ] == statements(
        "llm-prices",
        span(from_date="2025-02-08", to_date=None),
        span(from_date=None, to_date="2025-02-08"),
        ids=IDS,
    )


def test_a_name_that_is_no_offer_is_left_out() -> None:
    """The list calls some prices of long prompts models of their own."""
    line = span(model="deepseek-chat-272k", from_date="2025-02-08", to_date=None)

    assert [] == statements("llm-prices", line, ids=IDS)


@pytest.mark.parametrize("line", ["nonsense", '{"what": "span"}', "[]"])
def test_a_line_that_is_no_span_is_refused(line: str) -> None:
    """The message names the line."""
    with pytest.raises(Unreadable, match="line 1 is "):
        statements("llm-prices", line)
