"""Alternatives: totals at prices that other lists state, and prices that rest on one list."""

from decimal import Decimal

from pricebook.quote.offer import Note
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.quoting import offer, quote_of
from tests.support.seeds.rate_cards import card, shown

SOLD = card(tokens("5", "10"))
INPUT, OUTPUT = (str(price.id) for price in SOLD.prices)
USED = {"input_tokens": 1000, "output_tokens": 100}
SINGLE = Note(confidence="single")


def test_a_disputed_price_is_named_with_the_other_figures() -> None:
    """Each list that states another has its figures and its total; the quote stays complete."""
    notes = {
        INPUT: Note(
            confidence="disputed",
            against=(("reference:b", Decimal("0.000007")), ("reference:a", Decimal("0.000004"))),
        ),
        OUTPUT: Note(confidence="disputed", against=(("reference:b", Decimal("0.00002")),)),
    }

    quote = quote_of(offer(SOLD, notes=notes), USED)

    assert ("0.006", ()) == (shown(quote.total), quote.missing)
    both = "reference:b states input_tokens at 0.000007 and output_tokens at 0.00002"
    assert (
        "reference:a states input_tokens at 0.000004: the total is 0.005 USD",
        f"{both}: the total is 0.009 USD",
    ) == quote.assumptions


def test_a_price_that_one_list_alone_states_is_named() -> None:
    """All of them in one sentence."""
    source = SOLD.prices[0].source

    both = quote_of(offer(SOLD, notes={INPUT: SINGLE, OUTPUT: SINGLE}), USED)
    one = quote_of(offer(SOLD, notes={OUTPUT: SINGLE}), USED)

    assert (f"the price of input_tokens and output_tokens rests on {source} alone",) == (
        both.assumptions
    )
    assert (f"the price of output_tokens rests on {source} alone",) == one.assumptions
    assert ((), ()) == (both.missing, one.missing)


def test_a_disputed_price_beside_which_nobody_states_another_is_named() -> None:
    """Its list has the card of which others state another base: of hours, or out of a cache."""
    source = SOLD.prices[0].source
    alone, stated = Note(confidence="disputed"), (("reference:a", Decimal("0.00001")),)
    other = Note(confidence="disputed", against=stated)

    quote = quote_of(offer(SOLD, notes={INPUT: alone, OUTPUT: other}), USED)

    assert (f"the price of input_tokens rests on {source}, and lists disagree on this offer") in (
        quote.assumptions
    )
    assert not any("output_tokens rests" in note for note in quote.assumptions)
    assert () == quote.missing


def test_what_was_not_used_needs_no_word() -> None:
    """A quote rests on the prices of its lines alone."""
    doubtful = Note(confidence="disputed", against=(("reference:a", Decimal(1)),))

    quote = quote_of(offer(SOLD, notes={OUTPUT: doubtful}), {"input_tokens": 5})

    assert () == quote.assumptions
