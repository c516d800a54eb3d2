"""What a reader and somebody in finance do: a model's history, a comparison, a month's bill."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import expect


def test_a_chart_and_the_same_as_a_table(visit: Callable[..., Any]) -> None:
    """A price that moved is drawn, and its steps are words in a table."""
    page = visit("/m/mover/m")
    page.locator(".chart canvas").wait_for()
    page.get_by_text("The same as a table").click()

    expect(page.locator(".twin table")).to_contain_text("down 50 %")


def test_the_price_of_a_past_day(visit: Callable[..., Any]) -> None:
    """A day chosen on the model's page tells what was valid then."""
    day = datetime.now(UTC).date() - timedelta(days=30)
    page = visit(f"/m/mover/m?on={day}&v=1")

    expect(page.get_by_role("region", name="Prices of the day")).to_contain_text("Input $4.00")


def test_a_held_figure_is_marked_in_the_chart(visit: Callable[..., Any]) -> None:
    """What the chart marks is a list of words below it."""
    page = visit("/m/doubted/s0")
    page.locator(".chart canvas").wait_for()

    expect(page.get_by_text("doubted: $50.00 is held")).to_be_visible()


def test_who_says_so(visit: Callable[..., Any]) -> None:
    """The sources of an offer stand side by side, and the used one is marked."""
    page = visit("/m/mover/m")
    row = page.get_by_role("region", name="Sources").locator("tr", has_text="the seller's own API")

    expect(row.first).to_contain_text("used")


def test_the_mix_decides_the_order(visit: Callable[..., Any]) -> None:
    """Moving the mix ranks the sellers anew, and stands in the address."""
    page = visit("/m/openai/gpt-4o")
    page.get_by_role("slider").press("Home")

    page.wait_for_url("**?mix=1%3A0&v=1")


def test_a_comparison_begins_with_what_differs(visit: Callable[..., Any]) -> None:
    """Equal rows are folded, and the lowest price is said in words."""
    page = visit("/compare?models=openai/gpt-4o,qwen/qwen3-max&v=1")
    page.get_by_role("button", name="rows that do not differ").click()
    table = page.get_by_role("region", name="Comparison")
    expect(table).to_contain_text("Fold")
    text = table.inner_text()

    assert "lowest" in text
    assert text.index("Input per 1M") < text.index("Context")


def test_a_month_is_priced_per_request(visit: Callable[..., Any]) -> None:
    """10,000 requests of 10k in and 1k out: 10,000 times one request, not one of 100 million."""
    page = visit("/cost?models=steady/s1&v=1")

    # 10,000 tokens at $1 and 1,000 at $2 are $0.012
    expect(page.get_by_role("region", name="Cost at each seller")).to_contain_text("$120.00")


def test_a_month_in_euros(visit: Callable[..., Any]) -> None:
    """Where a dated rate is known, sums are in the reader's currency."""
    page = visit("/cost?models=steady/s1&currency=EUR&v=1")
    page.get_by_text("96.00 EUR").wait_for()

    expect(page.locator("main")).to_contain_text("1 EUR is 1.25 US dollars")


def test_a_usage_object_has_a_receipt(visit: Callable[..., Any]) -> None:
    """A raw usage object is priced line by line, and its receipt is a link."""
    usage = {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}
    page = visit(f"/cost?by=usage&model=steady/s1&usage={json.dumps(usage)}&v=1")
    page.get_by_role("button", name="What did it cost?").click()
    page.get_by_role("link", name="Receipt").wait_for()

    expect(page.get_by_role("heading", level=2)).to_contain_text("steady/s1: $0.002")


def test_a_log_is_priced_in_chunks(visit: Callable[..., Any]) -> None:
    """2,500 requests of a log cost what they cost, and what they would have cost elsewhere."""
    line = {"model": "steady/s1", "usage": {"input_tokens": 1000, "output_tokens": 1000}}
    page = visit("/cost?by=log&v=1")
    log = "\n".join([json.dumps(line)] * 2500).encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "log.jsonl", "mimeType": "text/plain", "buffer": log}
    )
    page.get_by_role("button", name="What did they cost?").click()

    page.get_by_role("heading", name="As it was: $7.50").wait_for()


def test_status_speaks_of_our_copy(visit: Callable[..., Any]) -> None:
    """Every seller has a line, and the page says what it does not tell."""
    page = visit("/status")

    page.get_by_role("region", name="Sellers and lists").wait_for()
    assert page.locator("tbody tr").count() > 10
    expect(page.locator("main")).to_contain_text("our copy")
