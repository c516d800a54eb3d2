"""Calculation: exact lines and totals, steps, and sums over requests."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from pricebook.pricing.calculate import calculate, plain
from pricebook.pricing.matching import Call
from pricebook.pricing.meters import METERS, PROMPT, Count, tokens
from tests.support.seeds.awkward_prices import Row, over
from tests.support.seeds.awkward_prices import tokens as rows_of
from tests.support.seeds.rate_cards import NOON, amounts, card, counts, priced, shown

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


def test_currencies_are_not_added_up() -> None:
    """Each line has its own; there is no total, and no bounds."""
    rows = [Row("input_tokens", "1"), Row("output_tokens", "2", currency="EUR")]

    quote = priced(rows, {"input_tokens": 5, "output_tokens": 5})

    assert (None, None, None) == (quote.total, quote.currency, quote.bounds)
    assert ("the lines are in EUR and USD",) == quote.missing
    assert "EUR" == priced(rows, {"output_tokens": 5}).currency


def test_currencies_are_named_in_the_order_of_the_alphabet() -> None:
    """Whatever order a set has them in."""
    meters = ("input_tokens", "output_tokens", "input_images", "output_images", "pages", "queries")
    rows = [Row(m, "1", currency=c) for m, c in zip(meters, "FEDCBA", strict=True)]

    quote = priced(rows, dict.fromkeys(meters, 1))

    assert ("the lines are in A and B and C and D and E and F",) == quote.missing


@pytest.mark.parametrize(
    ("state", "assumptions"),
    [
        ("free", ()),
        ("included", ("input_tokens are included in a plan, whose fee is not in this quote",)),
    ],
)
def test_what_costs_nothing_says_so(state: str, assumptions: tuple[str, ...]) -> None:
    """A known zero is a zero."""
    quote = priced([Row("input_tokens", None, state=state)], {"input_tokens": 5})

    assert ("0", None, (), assumptions) == (
        shown(quote.total),
        quote.currency,
        quote.missing,
        quote.assumptions,
    )


def test_an_unknown_factor_makes_an_amount_unknown() -> None:
    """And is what the quote names; the bounds are unknown as well."""
    rows = [*PLAIN, Row("token_factor", None, state="dynamic")]

    quote = priced(rows, {"input_tokens": 5})

    assert ({"input_tokens": None}, None, None) == (amounts(quote), quote.total, quote.bounds)
    assert ("the price of token_factor is dynamic",) == quote.missing


def test_a_free_price_is_not_multiplied() -> None:
    """Not even by an unknown factor."""
    rows = [
        Row("input_tokens", None, state="free"),
        Row("token_factor", None, state="dynamic"),
    ]

    assert ("0", ()) == (
        shown(priced(rows, {"input_tokens": 5}).total),
        priced(rows, {"input_tokens": 5}).missing,
    )


def test_what_is_known_is_added_up_beside_what_is_not() -> None:
    """Unknown is absent, never zero; nothing at all costs nothing."""
    quote = priced(PLAIN, {"input_tokens": 10**6, "web_searches": 1})

    assert ("1", None, ("no price of web_searches is known",)) == (
        shown(quote.total),
        quote.bounds,
        quote.missing,
    )
    assert ("0", (), ()) == (
        shown(priced(PLAIN, {}).total),
        priced(PLAIN, {}).lines,
        priced(PLAIN, {}).missing,
    )


def test_a_price_per_request_is_charged_once() -> None:
    """Nobody counts the request that was made; who counts several is believed."""
    rows = [*PLAIN, Row("requests", "0.01")]

    quote = priced(rows, {"input_tokens": 10**6})
    assert {"input_tokens": "1", "requests": "0.01"} == amounts(quote)
    assert ("one request is charged, for none was counted",) == quote.assumptions
    several = priced(rows, {"input_tokens": 5, "requests": 3})
    assert ("0.03", ()) == (amounts(several)["requests"], several.assumptions)


@pytest.mark.parametrize(("seconds", "total"), [(60, "0.1"), (61, "0.2"), (None, None)])
def test_a_clip_costs_what_its_length_costs(seconds: int | None, total: str | None) -> None:
    """A length that nobody told leaves the price open."""
    rows = [Row("output_clips", p, {"seconds_gt": s}) for s, p in ((0, "0.1"), (60, "0.2"))]

    sizes = {} if seconds is None else {"seconds": Decimal(seconds)}

    quote = calculate(card(rows), counts({"output_clips": 1}), Call(NOON, sizes, {}))

    assert total == shown(quote.total)
    assert (total is None) == (
        "output_clips are priced by seconds, which is not stated" in quote.missing
    )
    assert quote.bounds
    assert (total or "0.1", total or "0.2") == tuple(map(shown, quote.bounds))


@pytest.mark.parametrize(
    ("used", "total"),
    [
        ({"input_tokens": 60, "cache_read_tokens": 40}, "0.0001"),
        ({"input_tokens": 61, "cache_read_tokens": 40}, "0.000242"),
        ({"input_tokens": 61, "cache_write_tokens": 40}, "0.000242"),
        ({"input_tokens": 61, "input_audio_tokens": 40}, "0.000242"),
        ({"input_tokens": 61, "citation_tokens": 40}, "0.000101"),
        ({"input_tokens": 61, "output_tokens": 40}, "0.000461"),
    ],
)
def test_all_that_went_in_makes_the_length_of_a_prompt(used: dict[str, int], total: str) -> None:
    """Out of a cache or into it; what was cited was in no prompt, and what came out neither."""
    ones = ("cache_read_tokens", "cache_write_tokens", "input_audio_tokens", "citation_tokens")
    cheap = [*PLAIN, *(Row(meter, "1") for meter in ones)]
    dear = [*rows_of("2", "20", **over(100)), *(Row(m, "3", over(100)) for m in ones)]

    assert total == shown(priced([*cheap, *dear], used).total)


def test_a_long_completion_is_priced_by_its_length() -> None:
    """Thoughts are part of it."""
    rows = [*PLAIN, Row("output_tokens", "30", {"completion_tokens_gt": 100})]

    short = priced(rows, {"output_tokens": 60, "reasoning_tokens": 40})
    long = priced(rows, {"output_tokens": 61, "reasoning_tokens": 40})

    assert ("0.001", "0.00303") == (shown(short.total), shown(long.total))


def test_every_step_has_a_prompt_of_its_own() -> None:
    """Two calls of 60 tokens are no prompt of 120."""
    sold = card([*PLAIN, *rows_of("2", "20", **over(100))])
    parts = [
        Count("input_tokens", Decimal(60)),
        Count("input_tokens", Decimal(60), step=1),
        Count("input_tokens", Decimal(101), step=2),
    ]

    quote = calculate(sold, parts, Call(NOON, {}, {}))

    assert ["0.00006", "0.00006", "0.000202"] == [shown(line.amount) for line in quote.lines]


def test_a_sum_over_requests_says_what_it_may_cost() -> None:
    """None of them was longer than all together; else each may have been short or long."""
    rows = [*PLAIN, *rows_of("2", "20", **over(100))]

    short, long, none = (
        calculate(card(rows), counts(used), Call(NOON, {}, {}), summed=True)
        for used in ({"input_tokens": 100}, {"input_tokens": 101}, {"output_tokens": 10**6})
    )

    assert (("0.0001", ()), ("0.000101", False)) == (
        (shown(short.total), short.missing),
        (shown(long.total), not long.missing),
    )
    (note,) = long.missing
    assert (
        "input_tokens are priced by prompt_tokens, which is not stated:"
        " the price without conditions was taken"
    ) == note
    assert long.bounds
    assert ("0.000101", "0.000202") == tuple(map(shown, long.bounds))
    assert () == none.missing


def test_a_sum_between_two_thresholds_is_open() -> None:
    """Each request may have exceeded the lower one."""
    rows = [*PLAIN, *rows_of("2", "20", **over(100)), *rows_of("3", "30", **over(200))]

    quote = calculate(card(rows), counts({"input_tokens": 150}), Call(NOON, {}, {}), summed=True)

    assert quote.bounds
    assert ("0.00015", "0.00045") == tuple(map(shown, quote.bounds))


def test_amounts_are_exact() -> None:
    """However many digits; and they are written without an exponent."""
    quote = priced([Row("input_tokens", "1." + "1" * 40)], {"input_tokens": 10**15})

    assert "1" * 10 + "." + "1" * 31 == shown(quote.total)
    assert ("0.0000001", "1200") == (plain(Decimal("1.0E-7")), plain(Decimal("1.2E3")))


def test_tokens_are_counted_by_their_direction() -> None:
    """What is no token is none, wherever it went."""
    parts = [
        Count("input_tokens", Decimal(1)),
        Count("cache_read_tokens", Decimal(2)),
        Count("output_tokens", Decimal(4)),
        Count("input_images", Decimal(8)),
        Count("citation_tokens", Decimal(16)),
    ]

    assert (Decimal(3), Decimal(4), Decimal()) == (
        tokens(parts, *PROMPT),
        tokens(parts, "output"),
        tokens([], "output"),
    )
