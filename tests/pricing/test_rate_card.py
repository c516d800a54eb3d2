"""Rate card: unknown prices, factors, counts that are cut, and what a card tells of itself."""

from decimal import Decimal

import pytest

from pricebook.pricing.meters import Count
from tests.support.seeds.awkward_prices import Row, factor, over, tokens
from tests.support.seeds.rate_cards import amounts, card, priced, shown

PLAIN = tokens("1", "10")
LONG_STAY = "no price of cache_write_tokens is stated for cache_ttl '1h'"
ONE = {"input_tokens": 10**6}
TAKEN = "the price without conditions was taken"


@pytest.mark.parametrize(
    ("offer", "used", "stated", "missing"),
    [
        ("24 openrouter/auto", "input_tokens", {}, "the price of input_tokens is dynamic"),
        ("18 cohere rerank-v3.5", "input_tokens", {}, "the price of input_tokens is not offered"),
        ("13 openai sora-2", "output_tokens", {}, "no price of output_tokens is known"),
        (
            "4 anthropic claude-opus-4-6 fast",
            "input_tokens",
            {},
            "input_tokens are priced only where speed is fast",
        ),
        (
            "13 dashscope wan3.0",
            "output_seconds",
            {"resolution": "8k"},
            (
                "output_seconds are priced only where resolution is 1080p"
                " or where resolution is 480p or where resolution is 720p"
            ),
        ),
    ],
)
def test_what_is_not_known_has_no_amount(
    offer: str, used: str, stated: dict[str, str | bool], missing: str
) -> None:
    """Never a zero: the line is there, without an amount, and the quote says why."""
    quote = priced(offer, {used: 1000}, stated)

    assert ({used: None}, None) == (amounts(quote), quote.total)
    assert missing in quote.missing


def test_a_condition_that_no_price_mentions_is_missing() -> None:
    """What a region costs that the seller never named is unknown; the rest is what it is."""
    quote = priced(
        "1 openai gpt-5.5", {"input_tokens": 10**6}, {"region": "mars", "service_tier": "batch"}
    )

    assert ("5", ("no price of this seller is stated for region 'mars'",)) == (
        shown(quote.total),
        quote.missing,
    )


@pytest.mark.parametrize("stated", [{"cache_ttl": "1h"}, {"search_context_size": "low"}])
def test_a_condition_of_what_was_not_used_does_not_matter(stated: dict[str, str | bool]) -> None:
    """Nothing was kept or searched, so nobody needs a price for that."""
    quote = priced("2 openai gpt-6-astra", ONE, stated)

    assert ((), ()) == (quote.assumptions, quote.missing)


def test_a_search_that_is_stated_and_not_counted_is_missing() -> None:
    """Models that always search count no search: its fee would be lost."""
    rows = [*PLAIN, Row("web_searches", "10")]

    quote = priced(rows, ONE, {"search_context_size": "low"})

    assert ("search_context_size is 'low', but the usage counts no web_searches",) == quote.missing
    counted = priced(rows, {**ONE, "web_searches": 1}, {"search_context_size": "low"})
    assert ("no price of this seller is stated for search_context_size 'low'",) == counted.missing


def test_a_condition_of_a_later_version_is_missing() -> None:
    """A price under a condition that this code cannot judge is not applied, and is told."""
    strange = dict.fromkeys(("tide", "sun", "moon", "wind", "rain", "snow"), "high")
    words = "moon and rain and snow and sun and tide and wind"
    note = f"a price of {{}} has the unknown condition {words}"

    quote = priced([*PLAIN, Row("input_tokens", "0.1", strange)], ONE)
    assert ("1", (note.format("input_tokens"),)) == (shown(quote.total), quote.missing)
    multiplied = priced([*PLAIN, factor("2", **strange)], {"reasoning_tokens": 1})
    assert (note.format("token_factor"),) == multiplied.missing
    stood_in = priced([*PLAIN, Row("output_tokens", "0.1", strange)], {"reasoning_tokens": 1})
    assert (note.format("output_tokens"),) == stood_in.missing


def test_unknown_conditions_are_told_in_the_order_of_the_alphabet() -> None:
    """Whichever of the meters was counted first."""
    meters = [
        f"{side}_{kind}_tokens" for side in ("output", "input") for kind in ("image", "audio")
    ]
    rows = [Row(meter, figure, c) for meter in meters for figure, c in (("1", {}), ("2", {"x": 1}))]

    quote = priced(rows, dict.fromkeys(meters, 1))

    assert tuple(f"a price of {meter} has the unknown condition x" for meter in sorted(meters)) == (
        quote.missing
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
    stated: dict[str, str | bool], input_price: str, assumed: int
) -> None:
    """Factors of different kinds stack; a search costs what it costs, which the quote says."""
    quote = priced("3 anthropic claude-opus-5", {"input_tokens": 10**6, "web_searches": 1}, stated)

    assert {"input_tokens": input_price, "web_searches": "0.01"} == amounts(quote)
    assert (assumed, ()) == (len(quote.assumptions), quote.missing)


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

    assert ["11", "22"] == list(amounts(priced(rows, used, {"region": "eu"})).values())
    batch = priced(rows, used, {"region": "eu", "service_tier": "batch"})
    assert ["15", "33"] == list(amounts(batch).values())


def test_a_factor_without_conditions_always_multiplies() -> None:
    """Also a price that has conditions of its own; a more specific factor replaces it."""
    rows = [Row("input_tokens", "10", over(5)), factor("2"), factor("3", region="eu")]

    assert "20" == shown(priced(rows, ONE).total)
    assert "30" == shown(priced(rows, ONE, {"region": "eu"}).total)


def test_counts_are_cut_where_their_price_changes() -> None:
    """Units beyond a number may have a price of their own, and those before it another."""
    rows = [
        Row("input_images", "3"),
        Row("input_images", "2", {"beyond": 2}),
        Row("input_images", "1", {"beyond": 4}),
    ]

    parts = [*card(rows).split(Count("input_images", Decimal(5)))]

    assert [(2, 0), (2, 2), (1, 4)] == [(int(part.quantity), int(part.beyond)) for part in parts]
    assert [(1, 0)] == [
        (int(p.quantity), int(p.beyond))
        for p in card(rows).split(Count("input_images", Decimal(1)))
    ]
    assert ["6", "4", "1"] == [
        shown(line.amount) for line in priced(rows, {"input_images": 5}).lines
    ]


def test_what_another_price_pays_for_is_not_charged() -> None:
    """The first picture comes with the answer, the others are charged one by one."""
    rows = [Row("input_images", "0.03", {"beyond": 1})]

    quote = priced(rows, {"input_images": 3})

    assert [("2", "0.06")] == [(shown(x.count.quantity), shown(x.amount)) for x in quote.lines]
    assert ("1 input_images are paid for by another price",) == quote.assumptions
    free = priced(rows, {"input_images": 1})
    assert ({}, "0", ("0", "0")) == (
        amounts(free),
        shown(free.total),
        free.bounds and tuple(map(shown, free.bounds)),
    )


def test_steps_are_sorted_and_told_once() -> None:
    """A threshold of several prices is one."""
    rows = [*tokens("2", "3", **over(300)), Row("input_tokens", "1", over(20))]

    assert [Decimal(20), Decimal(300)] == card(rows).steps("prompt_tokens_gt")
    assert [] == card(rows).steps("seconds_gt")


@pytest.mark.parametrize(
    ("row", "charges"),
    [
        (Row("requests", "1"), True),
        (Row("requests", None, state="dynamic"), True),
        (Row("requests", None, state="free"), False),
        (Row("messages", "1"), False),
    ],
)
def test_a_meter_costs_money_where_a_price_is_known_or_dynamic(row: Row, *, charges: bool) -> None:
    """What is free, or priced elsewhere, does not."""
    assert charges == card([row]).charges("requests")


def test_a_count_is_cut_at_the_smaller_step_first() -> None:
    """In whatever order the prices come."""
    rows = [Row("queries", "1", {"beyond": 8}), Row("queries", "2", {"beyond": 1})]

    parts = card(rows).split(Count("queries", Decimal(9)))

    assert ["1 0", "7 1", "1 8"] == [f"{part.quantity} {part.beyond}" for part in parts]
