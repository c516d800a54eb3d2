"""Quoting: what is known of prices and models besides amounts, and what it makes of a quote."""

from datetime import timedelta
from decimal import Decimal

import pytest

from pricebook.pricing.rate_card import RateCard
from pricebook.quote.offer import Facts, Note
from tests.support.seeds.awkward_prices import Row, tokens
from tests.support.seeds.quoting import offer, quote_of
from tests.support.seeds.rate_cards import NOON, card, shown


@pytest.mark.parametrize(("review", "complete"), [("0.00003", False), ("0.00000504", True)])
def test_a_price_under_review_is_named_with_the_other_figure(
    review: str, *, complete: bool
) -> None:
    """And with what it would make of the total; up to one per cent the quote is complete."""
    (price, completion) = card(tokens("5", "10")).prices
    held = {str(price.id): Note(review=(Decimal(review), "2026-05-01"))}

    quote = quote_of(
        offer(RateCard([price, completion]), notes=held),
        {"input_tokens": 1000, "output_tokens": 10},
    )

    notes = quote.assumptions if complete else quote.missing
    other = shown(Decimal(review) * 1000 + Decimal("0.0001"))
    assert (
        f"input_tokens at 0.000005 are under review: {review} is published since 2026-05-01:"
        f" the total is {other} USD"
    ) in notes
    assert complete == (not quote.missing)
    assert "0.0051" == shown(quote.total)


def test_a_review_of_what_was_not_used_does_not_matter() -> None:
    """The quote does not rest on it."""
    sold = card(tokens("5", "10"))
    held = {str(sold.prices[0].id): Note(review=(Decimal(1), "2026-05-01"))}

    quote = quote_of(offer(sold, notes=held), {"output_tokens": 10})

    assert ((), ()) == (quote.assumptions, quote.missing)


def test_an_announced_price_is_named() -> None:
    """And one that the seller's list has lost."""
    sold = card(tokens("5", "10"))
    number = str(sold.prices[0].id)
    ahead = {number: Note(upcoming=(Decimal("0.000007"), "2026-09-01"))}
    unknown = {number: Note(upcoming=(None, "2026-09-01"), unconfirmed_since="2026-05-01")}

    assert ("input_tokens cost 0.000007 from 2026-09-01 on",) == (
        quote_of(offer(sold, notes=ahead), {"input_tokens": 1}).assumptions
    )
    assert (
        "input_tokens cost an unknown amount from 2026-09-01 on",
        "the price of input_tokens is not confirmed since 2026-05-01",
    ) == quote_of(offer(sold, notes=unknown), {"input_tokens": 1}).assumptions


@pytest.mark.parametrize(("days", "complete"), [(1, True), (0, False), (-1, False)])
def test_a_model_that_is_not_listed_any_more_has_last_prices(days: int, *, complete: bool) -> None:
    """They are named as such from the end of its listing on; before, they were its prices."""
    until = NOON + timedelta(days=days)

    quote = quote_of(
        offer(tokens("5", "10"), facts=Facts(listed_until=until)), {"input_tokens": 1000}
    )

    assert "0.005" == shown(quote.total)
    note = f"acme/model is not listed since {until.isoformat()}: these are its last prices"
    assert (() if complete else (note,)) == quote.missing


def test_a_model_that_never_had_a_price_has_no_last_one() -> None:
    """What had ended before anybody saw its price is named without one."""
    quote = quote_of(offer([], facts=Facts(listed_until=NOON)), {"input_tokens": 1000})

    assert quote.total is None
    assert f"acme/model is not listed since {NOON.isoformat()}" in quote.missing


def test_prices_that_nobody_could_read_are_a_gap() -> None:
    """A seller who names a second price in prose charges it all the same."""
    quote = quote_of(
        offer(tokens("5", "10"), facts=Facts(prices_incomplete=True)), {"input_tokens": 1}
    )

    assert ("the seller of acme/model names prices that are not in the catalogue",) == (
        quote.missing
    )


def test_a_model_that_always_searches_charges_searches_that_nobody_counts() -> None:
    """Unless the usage, or the request, speaks of them, or a fee for the request pays for them."""
    sold = offer([*tokens("3", "15"), Row("web_searches", "5")], "openrouter/perplexity/sonar-pro")

    note = "openrouter/perplexity/sonar-pro searches with every request, and the usage counts no"
    assert (f"{note} web_searches",) == quote_of(sold, {"prompt_tokens": 1}).missing
    assert () == quote_of(sold, {"prompt_tokens": 1, "num_search_queries": 1}).missing
    plain = offer(tokens("3", "15"), "openrouter/perplexity/sonar-pro")
    fee = offer([*tokens("3", "15"), Row("requests", "0.005")], "openrouter/perplexity/sonar-pro")
    assert () == quote_of(fee, {"prompt_tokens": 1}).missing
    low = quote_of(plain, {"prompt_tokens": 1}, search_context_size="low")
    assert (f"{note} web_searches",) == quote_of(plain, {"prompt_tokens": 1}).missing == low.missing


def test_a_request_that_searched_pays_once() -> None:
    """Where a search costs money; a fee for the request is charged by itself."""
    sizes = [
        Row("web_searches", f, {"search_context_size": s}) for f, s in (("6", "low"), ("9", "high"))
    ]
    answer = {"prompt_tokens": 1000, "search_context_size": "low"}
    sonar = "perplexity/sonar-pro"

    quote = quote_of(offer([*tokens("3", "15"), *sizes], sonar), answer)
    fee = Row("requests", "0.005", {"search_context_size": "low"})

    assert ("0.009", ()) == (shown(quote.total), quote.missing)
    assert ("one of web_searches is charged, for none was counted",) == quote.assumptions
    assert "0.008" == shown(quote_of(offer([*tokens("3", "15"), fee], sonar), answer).total)


def test_a_prompt_beyond_the_context_is_named() -> None:
    """A seller cannot have answered it, whatever the catalogue says."""
    small = offer(tokens("1", "1"), facts=Facts(context_length=100))

    assert ("the prompt is longer than the model's context of 100 tokens",) == (
        quote_of(small, {"prompt_tokens": 101}).assumptions
    )
    assert () == quote_of(small, {"prompt_tokens": 100}).assumptions


@pytest.mark.parametrize(("cost", "named"), [("0.001", False), ("0.002", True)])
def test_what_the_usage_itself_says_is_compared(cost: str, *, named: bool) -> None:
    """For so many requests; the vendor's own figure is named where it is another one."""
    payload = {"prompt_tokens": 1000, "cost": float(cost)}

    quote = quote_of(offer(tokens("1", "1"), "openrouter/x"), payload, number=2)

    assert (("the usage itself says 0.004 USD",) if named else ()) == quote.assumptions
