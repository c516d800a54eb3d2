"""The resolution rule, applied to the cards of each time."""

from datetime import UTC, datetime
from decimal import Decimal

from pricebook.history.past_prices import DatedCard, past_prices
from pricebook.resolution.card import Card, Rate

type Span = tuple[str, int, int, str]
"""Source, first day and day after the last of March, and the amount."""


def day(number: int) -> datetime:
    """Return a day of March."""
    return datetime(2026, 3, number, tzinfo=UTC)


def card(source: str, since: int, until: int, amount: str) -> DatedCard:
    """Return a card with one price, in dollars per 1M, that stood from a day until another."""
    rate = Rate("input_tokens", {}, Decimal(amount) / 1_000_000)
    return DatedCard(Card(f"reference:{source}", {rate.key: rate}), day(since), day(until))


def spans(name: str, **cards: list[DatedCard]) -> list[Span]:
    """Return what an offer of a host cost."""
    dated = {key.replace("_", "-"): several for key, several in cards.items()}
    found = past_prices(name, dated, "host", draws=False)
    return sorted(
        (
            p.source.removeprefix("reference:"),
            p.since.day,
            p.until.day,
            f"{p.rate.amount * 1_000_000:.0f}",
        )
        for p in found
    )


def test_the_list_that_is_believed_decides_each_day() -> None:
    """For a host models.dev comes before genai-prices, where both speak and differ."""
    assert [("genai-prices", 1, 5, "1"), ("models.dev", 5, 9, "2")] == spans(
        "a", a=[card("genai-prices", 1, 9, "1"), card("models.dev", 5, 9, "2")]
    )


def test_two_lists_beat_one() -> None:
    """The largest group of equal cards wins, whoever is in it."""
    assert [("genai-prices", 1, 9, "1")] == spans(
        "a",
        a=[
            card("models.dev", 1, 9, "2"),
            card("genai-prices", 1, 9, "1"),
            card("llm-prices", 1, 9, "1"),
        ],
    )


def test_one_price_in_times_that_touch_is_one_price() -> None:
    """Another list that agrees makes no change."""
    assert [("models.dev", 1, 9, "1")] == spans(
        "a", a=[card("models.dev", 1, 9, "1"), card("genai-prices", 4, 6, "1")]
    )


def test_a_price_that_went_and_came_back_are_two() -> None:
    """Between them nobody stated any."""
    assert [("models.dev", 1, 3, "1"), ("models.dev", 5, 9, "1")] == spans(
        "a", a=[card("models.dev", 1, 3, "1"), card("models.dev", 5, 9, "1")]
    )


def test_a_moving_name_costs_what_its_newest_release_cost_then() -> None:
    """And nothing where nobody listed the moving name."""
    assert [("models.dev", 3, 6, "2"), ("models.dev", 6, 9, "3")] == spans(
        "m-latest",
        m_latest=[card("models.dev", 3, 9, "9")],
        m_2501=[card("models.dev", 1, 9, "2")],
        m_2512=[card("models.dev", 6, 9, "3")],
    )


def test_a_card_beyond_the_bounds_does_not_speak() -> None:
    """More than 1,000 dollars per million tokens was never charged."""
    assert [] == spans("a", a=[card("models.dev", 1, 9, "1001")])


def test_of_two_cards_of_one_list_the_first_counts() -> None:
    """An offer's own id comes before another name that the same list has for it."""
    assert [("models.dev", 1, 5, "1"), ("models.dev", 5, 9, "2")] == spans(
        "a", a=[card("models.dev", 1, 5, "1"), card("models.dev", 1, 9, "2")]
    )
