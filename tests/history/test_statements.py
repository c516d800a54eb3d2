"""Statements of one list as its days pass."""

from datetime import date
from decimal import Decimal

from pricebook.history.statements import Statement, Timeline, offer_key
from pricebook.pricing.price import Price, PriceState
from pricebook.references import ListedOffer

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


def offer(amount: str | None) -> ListedOffer:
    """Return an offer with one price, or with none."""
    price = (Price("input_tokens", PriceState.KNOWN, "x", Decimal(amount or 0), "USD"),)
    return ListedOffer("openai", "GPT-5", price if amount else ())


def said(*words: tuple[date, str | None]) -> list[Statement]:
    """Return the statements of a list that said this on these days."""
    timeline = Timeline()
    for day, amount in words:
        timeline.state(day, offer_key(offer(amount)), offer(amount))
    return timeline.statements()


def test_a_word_stands_until_the_next() -> None:
    """The last one stands for as long as is known."""
    assert [
        Statement(offer("1"), MONDAY, TUESDAY),
        Statement(offer("2"), TUESDAY),
    ] == said((MONDAY, "1"), (TUESDAY, "2"))


def test_the_same_price_again_is_no_other_word() -> None:
    """Lists rewrite entries without a change of price."""
    assert [Statement(offer("1"), MONDAY)] == said((MONDAY, "1"), (TUESDAY, "1.0"))


def test_no_price_ends_a_word() -> None:
    """An entry that loses its price, or is gone, leaves nothing behind."""
    assert [
        Statement(offer("1"), MONDAY, TUESDAY),
        Statement(offer("1"), FRIDAY),
    ] == said((MONDAY, "1"), (TUESDAY, None), (FRIDAY, "1"))


def test_the_last_word_of_a_day_counts() -> None:
    """What stood for no day was never charged for one."""
    assert [Statement(offer("2"), MONDAY)] == said((MONDAY, "1"), (MONDAY, "2"))
