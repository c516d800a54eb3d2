"""Prices: what holds for every quote of every offer."""

from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from pricebook.pricing.calculate import Quote, calculate
from pricebook.pricing.matching import Call, LedgerPrice
from pricebook.pricing.meters import METERS, PROMPT, Count, tokens
from pricebook.pricing.rate_card import RateCard
from tests.support.seeds.awkward_prices import OFFERS
from tests.support.seeds.awkward_prices import tokens as rows_of
from tests.support.seeds.rate_cards import NOON, prices

PLAIN = rows_of("1", "10")
STATED: list[dict[str, str | bool]] = [
    {},
    {"service_tier": "batch"},
    {"service_tier": "priority", "region": "eu"},
]
QUANTITIES = st.dictionaries(
    st.sampled_from(sorted(METERS.keys() - {"token_factor"})),
    st.integers(1, 10**6).map(Decimal) | st.decimals(0, 10**4, places=3).filter(bool),
    max_size=5,
)


def of(sold: list[LedgerPrice], used: dict[str, Decimal], stated: dict[str, str | bool]) -> Quote:
    """Price counts as they are."""
    parts = tuple(Count(meter, Decimal(quantity)) for meter, quantity in used.items())
    return calculate(RateCard(sold), parts, Call(NOON, {"seconds": Decimal(5)}, stated))


@given(offer=st.sampled_from(sorted(OFFERS)), used=QUANTITIES, stated=st.sampled_from(STATED))
def test_the_total_is_the_sum_of_the_lines(
    offer: str, used: dict[str, Decimal], stated: dict[str, str | bool]
) -> None:
    """To the last digit; and a quote is complete, or says of each unknown line why."""
    quote = of(prices(OFFERS[offer]), used, stated)
    known = [line.amount for line in quote.lines if line.amount is not None]

    assert sum(known) == (quote.total or 0)
    assert quote.missing or len(known) == len(quote.lines)
    for line in quote.lines:
        assert line.amount is not None or any(gap for _, gap in line.notes)
        assert line.amount is None or line.amount == product(line.count, line.price, line.factors)
        if line.bounds and line.amount is not None:
            assert line.bounds[0] <= line.amount <= line.bounds[1]


@given(
    offer=st.sampled_from(sorted(OFFERS)),
    used=QUANTITIES,
    more=QUANTITIES,
    stated=st.sampled_from(STATED),
)
def test_more_usage_never_costs_less_within_one_tier(
    offer: str,
    used: dict[str, Decimal],
    more: dict[str, Decimal],
    stated: dict[str, str | bool],
) -> None:
    """As long as no threshold lies between the two."""
    none = Decimal()
    summed = {m: used.get(m, none) + more.get(m, none) for m in used.keys() | more.keys()}
    sold = prices(OFFERS[offer])
    assume(tier(sold, used) == tier(sold, summed))

    assert (of(sold, used, stated).total or 0) <= (of(sold, summed, stated).total or 0)


@given(offer=st.sampled_from(sorted(OFFERS)), used=QUANTITIES, stated=st.sampled_from(STATED))
def test_doubling_usage_below_a_cliff_doubles_its_cost(
    offer: str, used: dict[str, Decimal], stated: dict[str, str | bool]
) -> None:
    """Whatever is counted, if no threshold lies between and no request is charged by itself."""
    sold = prices(OFFERS[offer])
    twice = {meter: quantity * 2 for meter, quantity in used.items()}
    assume(tier(sold, used) == tier(sold, twice))

    once, doubled = of(sold, used, stated), of(sold, twice, stated)
    assert (once.total or 0) * 2 == (doubled.total or 0)
    assert once.missing == doubled.missing


@given(
    offer=st.sampled_from(sorted(OFFERS)),
    used=QUANTITIES,
    stated=st.sampled_from(STATED),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_prices_and_counts_never_matters(
    offer: str, used: dict[str, Decimal], stated: dict[str, str | bool], order: Random
) -> None:
    """A ledger has no order, and a JSON object neither."""
    sold, parts = prices(OFFERS[offer]), list(used.items())
    before = of(sold, used, stated)
    order.shuffle(sold)
    order.shuffle(parts)

    after = of(sold, dict(parts), stated)
    assert (before.total, before.currency, before.bounds) == (
        after.total,
        after.currency,
        after.bounds,
    )
    assert sorted(before.missing) == sorted(after.missing)


def product(count: Count, price: LedgerPrice | None, factors: tuple[LedgerPrice, ...]) -> Decimal:
    """Return what a line must cost, in exact arithmetic."""
    assert price
    amount = Fraction(count.quantity) * Fraction(price.amount or 0)
    for factor in factors:
        amount *= Fraction(factor.amount or 0)
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def tier(sold: list[LedgerPrice], used: dict[str, Decimal]) -> list[bool]:
    """Return which thresholds a prompt exceeds."""
    prompt = tokens([Count(meter, Decimal(size)) for meter, size in used.items()], *PROMPT)
    limits = {price.conditions.get("prompt_tokens_gt", 0) for price in sold}
    return [prompt > Decimal(str(limit)) for limit in sorted(limits, key=str)]
