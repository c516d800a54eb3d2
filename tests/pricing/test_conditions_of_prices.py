"""Rate card: conditions that a request states or leaves open, and what its prices say to them."""

import pytest

from tests.support.seeds.awkward_prices import Row, over, tokens
from tests.support.seeds.rate_cards import amounts, priced, shown

PLAIN = tokens("1", "10")
LONG_STAY = "no price of cache_write_tokens is stated for cache_ttl '1h'"
ONE = {"input_tokens": 10**6}
TAKEN = "the price without conditions was taken"


def test_a_tier_without_a_price_for_long_prompts_takes_the_standard_one() -> None:
    """The length of a prompt beats its tier, as vendors document; the quote says what it took."""
    quote = priced("1 openai gpt-5.5", {"input_tokens": 300_000}, {"service_tier": "priority"})

    assert ("3", ()) == (shown(quote.total), quote.missing)
    (note,) = quote.assumptions
    assert (
        "no price of input_tokens is stated for service_tier 'priority':"
        " the price where prompt_tokens_gt is 272000 was taken"
    ) == note


@pytest.mark.parametrize(
    ("key", "value", "figure", "gap"),
    [
        *(("service_tier", "priority", "4", False), ("service_tier", "priority", "5", False)),
        *(("service_tier", "priority", "3", True), ("service_tier", "batch", "1", True)),
        *(("region", "us-gov", "2.4", True), ("region", "us-gov", "5", True)),
        ("speed", "fast", "12", True),
    ],
)
def test_what_a_long_prompt_costs_under_a_condition_is_guessed_of_dear_tiers_alone(
    key: str, value: str, figure: str, *, gap: bool
) -> None:
    """A discount, a place and a speed change it too: the price without them is another one."""
    rows = [
        Row("input_tokens", "2"),
        Row("input_tokens", "4", over(200_000)),
        Row("input_tokens", figure, {key: value}),
    ]

    quote = priced(rows, {"input_tokens": 300_000}, {key: value})

    note = f"no price of input_tokens is stated for {key} {value!r}: the price where"
    assert "1.2" == shown(quote.total)
    assert gap == any(line.startswith(note) for line in quote.missing)
    assert gap != any(line.startswith(note) for line in quote.assumptions)


@pytest.mark.parametrize(
    ("long", "tier", "gap"),
    [
        (Row("input_tokens", "4", over(200_000)), None, True),
        (
            Row("input_tokens", "4", over(200_000)),
            Row("input_tokens", None, {"service_tier": "batch"}, state="free"),
            True,
        ),
        (
            Row("input_tokens", None, over(200_000), state="free"),
            Row("input_tokens", "1", {"service_tier": "batch"}),
            False,
        ),
    ],
)
def test_a_tier_that_is_free_or_of_another_meter_says_nothing_of_long_prompts(
    long: Row, tier: Row | None, *, gap: bool
) -> None:
    """What is free costs least: a free tier is a cheap one, and any is dear beside free prompts."""
    rows = [Row("input_tokens", "2"), long, Row("output_tokens", "9", {"service_tier": "batch"})]

    quote = priced(
        [*rows, *([tier] if tier else [])], {"input_tokens": 300_000}, {"service_tier": "batch"}
    )

    assert gap == bool(quote.missing)


def test_one_cheaper_price_of_a_tier_makes_the_long_prompt_a_gap() -> None:
    """Whichever of its prices would hold."""
    rows = [
        Row("input_tokens", "2"),
        Row("input_tokens", "4", over(200_000)),
        Row("input_tokens", "5", {"service_tier": "priority"}),
        Row("input_tokens", "3", {"service_tier": "priority", "region": "eu"}),
    ]

    quote = priced(rows, {"input_tokens": 300_000}, {"service_tier": "priority"})

    assert 1 == len(quote.missing)


@pytest.mark.parametrize(
    ("rows", "meter", "gap"),
    [
        ([*PLAIN, Row("output_tokens", "5", {"service_tier": "batch"})], "input_tokens", True),
        ([*PLAIN, Row("input_tokens", "5", {"service_tier": "batch"})], "input_tokens", False),
        (
            [*PLAIN, Row("input_tokens", "5", {"service_tier": "batch", "region": "eu"})],
            *("input_tokens", True),
        ),
        (
            [Row("web_searches", "5"), Row("input_tokens", "5", {"service_tier": "batch"})],
            *("web_searches", False),
        ),
    ],
)
def test_a_tier_that_a_token_price_does_not_state_is_a_gap(
    rows: list[Row], meter: str, *, gap: bool
) -> None:
    """Though others state it; a search costs what it costs in every tier."""
    quote = priced(rows, {meter: 1000}, {"service_tier": "batch"})

    note = f"no price of {meter} is stated for service_tier 'batch': the price without conditions"
    assert gap == any(line.startswith(note) for line in quote.missing)
    assert (meter == "web_searches") == any(line.startswith(note) for line in quote.assumptions)


def test_a_word_that_only_other_prices_of_the_meter_state_is_a_gap() -> None:
    """A seller who charges more for annotated pages in batch may do so elsewhere."""
    rows = [Row("pages", "4"), Row("pages", "5", {"mode": "annotated", "service_tier": "batch"})]

    quote = priced(rows, {"pages": 1000}, {"mode": "annotated"})

    assert "4" == shown(quote.total)
    assert (f"no price of pages is stated for mode 'annotated': {TAKEN}",) == quote.missing


@pytest.mark.parametrize(
    ("rows", "used"),
    [
        ([*tokens("1", "10", "0.1"), *tokens("2", "20", **over(100))], "cache_read_tokens"),
        (
            [
                *tokens("1", "10", write="2"),
                Row("cache_write_tokens", "4", over(100, cache_ttl="1h")),
            ],
            "input_tokens",
        ),
    ],
)
def test_a_meter_that_ignores_the_length_of_a_prompt_is_a_gap(rows: list[Row], used: str) -> None:
    """Where other prices rise with a long prompt, one that does not was forgotten."""
    quote = priced(rows, {used: 101})

    (note,) = quote.missing
    assert f"no price of {used} is stated above 100 prompt tokens: {TAKEN}" == note
    assert () == priced(rows, {used: 100}).missing


def test_a_higher_threshold_than_that_of_the_price_is_a_gap() -> None:
    """And the message names the one where the price stops."""
    rows = [
        *tokens("1", "10"),
        *tokens("2", "20", **over(100)),
        Row("input_tokens", "3", over(200)),
    ]

    (note,) = priced(rows, {"input_tokens": 300, "output_tokens": 1}).missing

    assert (
        "no price of output_tokens is stated above 200 prompt tokens:"
        " the price where prompt_tokens_gt is 100 was taken"
    ) == note


def test_what_is_no_token_does_not_depend_on_the_length_of_a_prompt() -> None:
    """A search costs the same after a long prompt."""
    rows = [*tokens("1", "10"), *tokens("2", "20", **over(100)), Row("web_searches", "10")]

    assert () == priced(rows, {"input_tokens": 200, "web_searches": 1}).missing


@pytest.mark.parametrize(
    ("offer", "used", "word", "bounds"),
    [
        ("13 dashscope wan3.0", "output_seconds", "resolution", ("41.256", "165.025")),
        ("12 perplexity sonar-pro", "web_searches", "search_context_size", ("6", "14")),
    ],
)
def test_prices_by_a_word_that_nobody_stated_have_bounds(
    offer: str, used: str, word: str, bounds: tuple[str, str]
) -> None:
    """No amount, but the least and the most that it may be."""
    quote = priced(offer, {used: 1000})

    assert ({used: None}, None) == (amounts(quote), quote.total)
    assert (f"{used} are priced by {word}, which is not stated",) == quote.missing
    assert quote.bounds
    assert bounds == (shown(quote.bounds[0]), shown(quote.bounds[1]))


def test_an_unstated_word_whose_prices_are_all_alike_is_no_gap() -> None:
    """Most sellers charge a search the same for every context size."""
    rows = [
        Row("web_searches", "10", {"search_context_size": size})
        for size in ("low", "medium", "high")
    ]

    quote = priced(rows, {"web_searches": 1000})

    assert ("10", (), ()) == (shown(quote.total), quote.assumptions, quote.missing)


def test_the_only_price_that_there_is_says_for_what_it_is() -> None:
    """Nothing says whether the request was of that kind."""
    quote = priced([Row("output_seconds", "1", {"resolution": "720p"})], {"output_seconds": 1})

    assert ("1", ()) == (shown(quote.total), quote.missing)
    (note,) = quote.assumptions
    assert (
        "output_seconds are priced by resolution, which is not stated:"
        " the price where resolution is 720p was taken"
    ) == note


def test_the_ordinary_price_says_that_there_are_others() -> None:
    """Who states no resolution has the ordinary one; who states no region has none."""
    quote = priced("13 google veo-3.1", {"output_seconds": 10})

    assert ("4", ()) == (shown(quote.total), quote.missing)
    (note,) = quote.assumptions
    assert f"output_seconds are priced by resolution, which is not stated: {TAKEN}" == note
    assert quote.bounds
    assert ("4", "6") == (shown(quote.bounds[0]), shown(quote.bounds[1]))
    regional = [*PLAIN, Row("input_tokens", "2", {"region": "eu"})]
    assert () == priced(regional, ONE).assumptions


def test_prices_by_a_size_that_nobody_knows_are_a_gap() -> None:
    """The ordinary price is shown, and between what the amount lies."""
    rows = [Row("output_clips", "1"), Row("output_clips", "3", {"seconds_gt": 60})]

    quote = priced(rows, {"output_clips": 1})

    assert "1" == shown(quote.total)
    (note,) = quote.missing
    assert f"output_clips are priced by seconds, which is not stated: {TAKEN}" == note
    assert quote.bounds
    assert ("1", "3") == (shown(quote.bounds[0]), shown(quote.bounds[1]))


def test_two_open_words_are_named_together() -> None:
    """In the order of the alphabet."""
    rows = [
        Row("output_images", "1", {"quality": "low", "style": "vivid"}),
        Row("output_images", "2", {"quality": "high"}),
    ]

    assert ("output_images are priced by quality and style, which is not stated",) == (
        priced(rows, {"output_images": 1}).missing
    )
