"""Quotes: thresholds, factors and hours, and what holds for every quote."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pricebook.pricing.conditions import CONDITIONS, HOURS, PRECEDENCE, STATED, THRESHOLDS
from pricebook.pricing.meters import METERS
from pricebook.quote.calculate import Quote, quote
from pricebook.quote.matching import Call, LedgerPrice
from pricebook.quote.usage import Count, Usage
from tests.support.seeds.awkward_prices import OFFERS, Row, factor, over, tokens
from tests.support.seeds.offers import NOON, amounts, quoted, rates, shown

GPT, DEEPSEEK = "1 openai gpt-5.5", "10 deepseek-flash"
STATED_CONDITIONS = [{}, {"service_tier": "batch"}, {"service_tier": "priority", "region": "eu"}]
QUANTITIES = st.dictionaries(
    st.sampled_from(sorted(METERS.keys() - {"token_factor"})),
    st.integers(1, 10**6).map(Decimal) | st.decimals(0, 10**4, places=3).filter(bool),
    max_size=5,
)


@pytest.mark.parametrize(
    ("stated", "input_price", "assumed"),
    [
        ({}, "5", 0),
        ({"region": "us"}, "5.5", 1),
        ({"speed": "fast"}, "10", 1),
        ({"region": "us", "speed": "fast"}, "11", 2),
        ({"region": "us", "service_tier": "batch"}, "2.75", 2),
    ],
)
def test_factors_multiply_every_token_price_and_nothing_else(
    stated: dict[str, str], input_price: str, assumed: int
) -> None:
    """Factors of different kinds stack; a search costs what it costs, which the quote says."""
    found = quoted("3 anthropic claude-opus-5", {"input_tokens": 10**6, "web_searches": 1}, stated)

    assert {"input_tokens": input_price, "web_searches": "0.01"} == amounts(found)
    assert (assumed, ()) == (len(found.assumptions), found.missing)


def test_the_most_specific_factor_stands_alone() -> None:
    """And none multiplies a price that is stated for its own condition."""
    rows = [
        Row("input_tokens", "10"),
        Row("output_tokens", "20"),
        Row("output_tokens", "22", {"region": "eu"}),
        factor("1.1", region="eu"),
        factor("1.5", region="eu", service_tier="batch"),
    ]
    used = {"input_tokens": 10**6, "output_tokens": 10**6}

    assert ["11", "22"] == list(amounts(quoted(rows, used, {"region": "eu"})).values())
    assert (
        "15"
        == amounts(quoted(rows, used, {"region": "eu", "service_tier": "batch"}))["input_tokens"]
    )


@pytest.mark.parametrize(
    ("at", "price"),
    [
        ("2026-06-03T00:59", "0.15"),  # a Wednesday
        ("2026-06-03T01:00", "0.3"),
        ("2026-06-03T05:59", "0.15"),
        ("2026-06-03T06:00", "0.3"),
        ("2026-06-03T23:59", "0.15"),
        ("2026-06-06T02:00", "0.15"),  # a Saturday
        ("2026-06-08T02:00", "0.3"),
    ],
)
def test_hours_and_weekdays_decide(at: str, price: str) -> None:
    """In UTC; a window begins with its first minute and ends before its last."""
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert price == shown(quoted(DEEPSEEK, {"input_tokens": 10**6}, at=moment).total)


@pytest.mark.parametrize(
    ("at", "price"),
    [
        ("2026-06-05T10:29", "2"),
        ("2026-06-05T10:30", "1"),  # a Friday
        ("2026-06-06T00:59", "1"),
        ("2026-06-06T01:00", "2"),
        ("2026-06-06T11:00", "2"),
        ("2026-06-05T00:30", "2"),
    ],
)
def test_a_window_that_passes_midnight_belongs_to_the_day_it_begins_on(at: str, price: str) -> None:
    """The hours after midnight are those of a Friday's window, on a Saturday."""
    night = {"utc_windows": [["10:30", "01:00"]], "weekdays": ["friday"]}
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    rows = [Row("input_tokens", "2"), Row("input_tokens", "1", night)]
    assert price == shown(quoted(rows, {"input_tokens": 10**6}, at=moment).total)


@pytest.mark.parametrize("stated", [{"cache_ttl": "1h"}, {"search_context_size": "low"}])
def test_a_condition_of_what_was_not_used_does_not_matter(stated: dict[str, str]) -> None:
    """Nothing was kept or searched, so nobody needs a price for that."""
    found = quoted(GPT, {"input_tokens": 10**6}, stated)

    assert ((), ()) == (found.assumptions, found.missing)


def test_the_next_cliff_is_where_one_token_reprices_the_prompt() -> None:
    """With what that token adds to the whole; beyond the last threshold there is none."""
    near = quoted(GPT, {"input_tokens": 100_000, "output_tokens": 1000})

    assert near.cliff
    assert ("272001", "1.39", "2.76501") == (
        shown(near.cliff.at_prompt_tokens),
        shown(near.cliff.total_before),
        shown(near.cliff.total_then),
    )
    assert None is quoted(GPT, {"input_tokens": 272_001}).cliff


def test_cached_tokens_are_part_of_the_prompt_that_falls_off_a_cliff() -> None:
    """Even a prompt that came out of a cache as a whole, on the very edge."""
    found = quoted(GPT, {"cache_read_tokens": 272_000})

    assert found.cliff
    assert ("0.136", "0.27201") == (shown(found.cliff.total_before), shown(found.cliff.total_then))


def test_a_threshold_that_changes_nothing_here_is_no_cliff() -> None:
    """A tier whose price does not rise, or a prompt that is not priced by its length."""
    rows = [*tokens("1", "10"), Row("cache_read_tokens", "1", over(100))]

    assert None is quoted(rows, {"input_tokens": 50}).cliff
    assert None is quoted("13 openai sora-2", {"output_seconds": 10}).cliff


@given(
    offer=st.sampled_from(sorted(OFFERS)),
    used=QUANTITIES,
    stated=st.sampled_from(STATED_CONDITIONS),
)
def test_the_total_is_the_sum_of_the_lines(
    offer: str, used: dict[str, Decimal], stated: dict[str, str]
) -> None:
    """To the last digit; and a quote is complete, or says of each unknown line why."""
    found = of(rates(OFFERS[offer]), used, stated)
    known = [line.amount for line in found.lines if line.amount is not None]

    assert sum(known) == (found.total or 0)
    assert found.missing or len(known) == len(found.lines)
    for line in found.lines:
        assert (line.amount is None) == bool(line.missing)
        assert line.amount is None or line.amount == product(line.count, line.rate, line.factors)


@given(
    offer=st.sampled_from(sorted(OFFERS)),
    used=QUANTITIES,
    more=QUANTITIES,
    stated=st.sampled_from(STATED_CONDITIONS),
)
def test_more_usage_never_costs_less_within_one_tier(
    offer: str, used: dict[str, Decimal], more: dict[str, Decimal], stated: dict[str, str]
) -> None:
    """As long as no threshold lies between the two."""
    none = Decimal()
    summed = {m: used.get(m, none) + more.get(m, none) for m in used.keys() | more.keys()}
    sold = rates(OFFERS[offer])
    assume(tier(sold, used) == tier(sold, summed))

    assert (of(sold, used, stated).total or 0) <= (of(sold, summed, stated).total or 0)


def test_every_condition_has_its_rank() -> None:
    """A condition that joins the registry has to say which price it beats."""
    assert set(PRECEDENCE) == CONDITIONS
    assert CONDITIONS == STATED | THRESHOLDS | {*HOURS, "beyond"}


def of(sold: list[LedgerPrice], used: dict[str, Decimal], stated: dict[str, str]) -> Quote:
    """Quote counts as they are."""
    counts = tuple(Count(meter, Decimal(quantity)) for meter, quantity in used.items())
    return quote(sold, Usage(counts), Call(NOON, {"seconds": Decimal(5)}, stated))


def product(count: Count, rate: LedgerPrice | None, factors: tuple[LedgerPrice, ...]) -> Decimal:
    """Return what a line must cost, in exact arithmetic."""
    assert rate
    amount = Fraction(count.quantity) * Fraction(rate.amount or 0)
    for one in factors:
        amount *= Fraction(one.amount or 0)
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def tier(sold: list[LedgerPrice], used: dict[str, Decimal]) -> list[bool]:
    """Return which thresholds a prompt exceeds."""
    prompt = sum(
        Decimal(quantity)
        for meter, quantity in used.items()
        if METERS[meter].family == "tokens"
        and METERS[meter].direction in {"input", "cache_read", "cache_write"}
        and meter != "citation_tokens"
    )
    limits = {rate.conditions.get("prompt_tokens_gt", 0) for rate in sold}
    return [prompt > Decimal(str(limit)) for limit in sorted(limits, key=str)]
