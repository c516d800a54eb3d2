"""DeepSeek's page: the sentence that says when the peak is, and what is read without one."""

from datetime import date

import pytest

from pricebook.price_pages.deepseek import read

TABLE = (
    "<table><tr><td colspan=3>MODEL</td><td>ds-ant</td></tr><tr><td rowspan=2>PRICING</td>"
    "<td rowspan=2>1M OUTPUT TOKENS</td><td>OFF-PEAK</td><td>$0.6</td></tr>"
    "<tr><td>PEAK</td><td>$1.2</td></tr></table><p>Off-peak hours are cheap. {}</p>"
)
ONE, TWO = ["01:00", "04:00"], ["06:00", "10:00"]


def stated(sentence: str) -> list[tuple[str, object, bool]]:
    """Return amounts per million, their hours, and whether they are of working days alone."""
    cards = read(TABLE.format(sentence), date(2026, 11, 29), []).cards
    return [
        (
            f"{(price.amount or 0) * 1_000_000:.1f}",
            price.conditions.get("utc_windows"),
            "weekdays" in price.conditions,
        )
        for card in cards.values()
        for price in card.values()
    ]


@pytest.mark.parametrize(
    ("sentence", "windows", "workdays"),
    [
        ("Peak hours are 01:00 - 04:00 and 06:00 - 10:00 UTC, Monday through Friday.", 2, True),
        ("Peak hours: UTC 01:00-04:00 and 6:00-10:00, Monday to Friday, except holidays.", 2, True),
        ("The peak hours are from 1:00 to 04:00 (UTC) every day.", 1, False),
    ],
)
def test_hours_are_read_from_a_sentence(sentence: str, windows: int, *, workdays: bool) -> None:
    """However the sentence is put, the price of the peak has its hours, and the other none."""
    hours = [ONE, TWO][:windows]

    assert [("0.6", None, False), ("1.2", hours, workdays)] == stated(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Prices double at noon.",
        "Peak hours are 09:00 - 12:00 Beijing time.",
        "Peak hours are 09:00 - 12:00 UTC+8.",
        "Peak hours are 09:00 - 12:00.",
    ],
)
def test_without_hours_neither_price_is_stated(sentence: str) -> None:
    """A price of which nobody knows the hours is wrong for a part of the day."""
    assert [] == stated(sentence)
