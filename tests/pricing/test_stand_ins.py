"""Rate card: what stands in for a meter without a price, and when that is a gap."""

import pytest

from pricebook.pricing.matching import Call
from tests.support.seeds.awkward_prices import Row, over, tokens
from tests.support.seeds.rate_cards import NOON, amounts, card, priced, shown

PLAIN = tokens("1", "10")
LONG_STAY = "no price of cache_write_tokens is stated for cache_ttl '1h'"
ONE = {"input_tokens": 10**6}
TAKEN = "the price without conditions was taken"


def charged_as(meter: str, other: str) -> str:
    """Return what a quote says of a meter without a price of its own."""
    return f"{meter} have no price of their own: charged as {other}"


@pytest.mark.parametrize(
    ("meter", "other", "amount"),
    [
        ("cache_read_tokens", "input_tokens", "1"),
        ("cache_read_audio_tokens", "input_tokens", "1"),
        ("cache_read_image_tokens", "input_tokens", "1"),
        ("cache_read_video_tokens", "input_tokens", "1"),
        ("input_audio_tokens", "input_tokens", "1"),
        ("input_image_tokens", "input_tokens", "1"),
        ("input_video_tokens", "input_tokens", "1"),
        ("input_file_tokens", "input_tokens", "1"),
        ("reasoning_tokens", "output_tokens", "10"),
    ],
)
def test_a_meter_without_a_price_is_charged_as_another(meter: str, other: str, amount: str) -> None:
    """As vendors do it who have one price for all that goes in; the quote is complete."""
    quote = priced(PLAIN, {meter: 1_000_000})

    assert {meter: amount} == amounts(quote)
    assert ((charged_as(meter, other),), ()) == (quote.assumptions, quote.missing)


@pytest.mark.parametrize(
    ("rows", "meter", "other", "amount"),
    [
        (PLAIN, "cache_write_tokens", "input_tokens", "1"),
        (PLAIN, "cache_write_audio_tokens", "input_tokens", "1"),
        (PLAIN, "output_audio_tokens", "output_tokens", "10"),
        (PLAIN, "output_image_tokens", "output_tokens", "10"),
        (PLAIN, "output_video_tokens", "output_tokens", "10"),
        (
            [*tokens("1", "10", "0.1"), Row("input_audio_tokens", "7")],
            *("cache_read_audio_tokens", "input_audio_tokens", "7"),
        ),
        ([*PLAIN, Row("output_audio_tokens", "64")], "input_audio_tokens", "input_tokens", "1"),
        (
            [*tokens("1", "10", write="2"), Row("input_audio_tokens", "7")],
            *("cache_write_audio_tokens", "input_audio_tokens", "7"),
        ),
        (
            [*tokens("1", "10", "0.1"), Row("output_audio_tokens", "7")],
            *("cache_read_audio_tokens", "cache_read_tokens", "0.1"),
        ),
        (
            [*PLAIN, Row("cache_read_tokens", "0.1", {"service_tier": "batch"})],
            *("cache_read_tokens", "input_tokens", "1"),
        ),
    ],
)
def test_a_price_that_stands_in_for_another_one_is_a_gap(
    rows: list[Row], meter: str, other: str, amount: str
) -> None:
    """A cache write costs more than input, and sound that is priced apart is not text.

    No quote that needs such a price is complete.
    """
    quote = priced(rows, {meter: 1_000_000})

    assert {meter: amount} == amounts(quote)
    assert ((), (charged_as(meter, other),)) == (quote.assumptions, quote.missing)


@pytest.mark.parametrize(
    ("meter", "other", "amount"),
    [
        ("cache_read_image_tokens", "cache_read_tokens", "0.1"),
        ("cache_read_audio_tokens", "input_audio_tokens", "7"),
    ],
)
def test_a_medium_that_costs_what_text_costs_does_so_out_of_a_cache(
    meter: str, other: str, amount: str
) -> None:
    """Sound does not, for it costs more than text."""
    rows = [
        *tokens("1", "10", "0.1"),
        Row("input_image_tokens", "1"),
        Row("input_audio_tokens", "7"),
    ]

    quote = priced(rows, {meter: 10**6})

    assert {meter: amount} == amounts(quote)
    assert (charged_as(meter, other),) == (quote.assumptions or quote.missing)
    assert bool(quote.missing) == (meter == "cache_read_audio_tokens")


@pytest.mark.parametrize(
    ("used", "sold"),
    [("input_audio_tokens", "input_seconds"), ("output_image_tokens", "output_images")],
)
def test_what_is_sold_in_another_unit_is_not_charged_as_text(used: str, sold: str) -> None:
    """Sound by the second is not sound by the token: the quote names the meter to count."""
    quote = priced([*PLAIN, Row(sold, "0.1")], {"input_tokens": 10**6, used: 500})

    assert {"input_tokens": "1", used: None} == amounts(quote)
    assert (f"no price of {used} is known, only of {sold}",) == quote.missing


def test_text_is_charged_as_text_whatever_else_is_sold() -> None:
    """Characters do not stand between cached text and its price."""
    quote = priced([*PLAIN, Row("input_characters", "3")], {"cache_read_tokens": 10**6})

    assert {"cache_read_tokens": "1"} == amounts(quote)


def test_a_long_stay_in_a_cache_has_no_short_price() -> None:
    """It costs more: the short price is shown, and the quote is not complete."""
    write = {"cache_write_tokens": 10**6}
    base = Row("cache_write_tokens", "2")
    timed = Row("cache_write_tokens", "2", {"cache_ttl": "5m"})

    for row, where in ((base, "without conditions"), (timed, "where cache_ttl is 5m")):
        short = priced([row], write)
        assert ({"cache_write_tokens": "2"}, (), ()) == (
            amounts(short),
            short.assumptions,
            short.missing,
        )
        for long in (
            priced([row], write, {"cache_ttl": "1h"}),
            priced([row], {"cache_write_tokens 1h": 10**6}),
        ):
            assert {"cache_write_tokens": "2"} == amounts(long)
            assert (f"{LONG_STAY}: the price {where} was taken",) == long.missing


def test_both_stays_in_a_cache_have_their_own_price() -> None:
    """One answer may write for five minutes and for an hour; what the count says counts."""
    used = {"cache_write_tokens 5m": 1000, "cache_write_tokens 1h": 2000}

    for stated in (None, {"cache_ttl": "12h"}):
        quote = priced("3 anthropic claude-opus-5", used, stated)
        assert ["0.00625", "0.02"] == [shown(line.amount) for line in quote.lines]
        assert () == quote.missing


def test_text_in_another_unit_does_not_keep_reasoning_from_being_output() -> None:
    """Only sound and pictures that are sold by the second or the piece have no text price."""
    quote = priced([*PLAIN, Row("output_characters", "5")], {"reasoning_tokens": 10**6})

    assert {"reasoning_tokens": "10"} == amounts(quote)


def test_a_stand_in_of_the_same_medium_is_an_assumption() -> None:
    """It is no gap: the note says so in so many words."""
    match = card(PLAIN).find("reasoning_tokens", Call(NOON, {}, {}))

    assert [False] == [gap for _, gap in match.notes]


def test_an_unknown_size_is_a_gap_whatever_else_is_not_stated() -> None:
    """A price for long clips of one quality may apply: nobody says how long this one was."""
    rows = [Row("output_clips", "1"), Row("output_clips", "3", {"seconds_gt": 5, "quality": "hd"})]

    quote = priced(rows, {"output_clips": 1})

    note = "output_clips are priced by quality and seconds, which is not stated"
    assert (f"{note}: {TAKEN}",) == quote.missing


def test_a_price_with_two_conditions_is_told_with_both() -> None:
    """As a sentence says them."""
    rows = [Row("output_images", "1", {"quality": "hd", "resolution": "4k"})]

    (reason,) = priced(rows, {"output_images": 1}, {"quality": "sd"}).missing[:1]

    assert "output_images are priced only where quality is hd and resolution is 4k" == reason


def test_the_places_of_prices_are_told_in_one_order() -> None:
    """Sorted: the same quote has the same words in every process."""
    sizes = [f"{size}p" for size in range(100, 900, 100)]
    rows = [Row("output_images", "1", {"resolution": size}) for size in reversed(sizes)]

    (reason,) = priced(rows, {"output_images": 1}, {"resolution": "8k"}).missing[:1]

    places = " or ".join(f"where resolution is {size}" for size in sizes)
    assert f"output_images are priced only {places}" == reason


def test_a_long_prompt_beats_a_tier_from_the_first_token_on() -> None:
    """Where every prompt is a long one the tier has no price of its own either."""
    rows = [
        Row("input_tokens", "2", over(0)),
        Row("input_tokens", "2", {"service_tier": "priority"}),
    ]

    quote = priced(rows, {"input_tokens": 10**6}, {"service_tier": "priority"})

    assert ("2", ()) == (shown(quote.total), quote.missing)


def test_a_meter_without_a_price_for_long_prompts_is_a_gap() -> None:
    """However low the step is at which the others have one."""
    rows = [Row("input_tokens", "2"), *tokens("3", "10")[1:], Row("output_tokens", "20", over(1))]

    quote = priced(rows, {"input_tokens": 2, "output_tokens": 1})

    note = f"no price of input_tokens is stated above 1 prompt tokens: {TAKEN}"
    assert (note,) == quote.missing
