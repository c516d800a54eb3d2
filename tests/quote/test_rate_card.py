"""Quotes: which price charges what, what stands in for a missing one, and what is never guessed."""

import pytest

from tests.support.seeds.awkward_prices import Row, over, tokens
from tests.support.seeds.offers import amounts, quoted, shown

PLAIN = tokens("1", "10")
LONG_STAY = "no price of cache_write_tokens is stated for cache_ttl '1h'"


@pytest.mark.parametrize(
    ("meter", "charged_as"),
    [
        ("cache_read_tokens", "input_tokens"),
        ("cache_write_tokens", "input_tokens"),
        ("cache_read_audio_tokens", "input_tokens"),
        ("input_audio_tokens", "input_tokens"),
        ("input_image_tokens", "input_tokens"),
        ("input_video_tokens", "input_tokens"),
        ("input_file_tokens", "input_tokens"),
        ("reasoning_tokens", "output_tokens"),
        ("output_audio_tokens", "output_tokens"),
        ("output_image_tokens", "output_tokens"),
    ],
)
def test_a_meter_without_a_price_is_charged_as_another(meter: str, charged_as: str) -> None:
    """As vendors do it; the quote is complete, and says so."""
    found = quoted(PLAIN, {meter: 1_000_000})

    assert {meter: "1" if charged_as == "input_tokens" else "10"} == amounts(found)
    assert (f"{meter} have no price of their own: charged as {charged_as}",) == found.assumptions
    assert () == found.missing


def test_cached_sound_is_charged_as_sound_before_anything_else() -> None:
    """An absent cache rate is the input rate of the same medium."""
    found = quoted(
        [*tokens("1", "10", "0.1"), Row("input_audio_tokens", "7")],
        {"cache_read_audio_tokens": 10**6},
    )

    assert {"cache_read_audio_tokens": "7"} == amounts(found)


@pytest.mark.parametrize(
    ("used", "sold"),
    [("input_audio_tokens", "input_seconds"), ("output_image_tokens", "output_images")],
)
def test_what_is_sold_in_another_unit_is_not_charged_as_text(used: str, sold: str) -> None:
    """Sound by the second is not sound by the token: the quote names the meter to count."""
    found = quoted([*PLAIN, Row(sold, "0.1")], {"input_tokens": 10**6, used: 500})

    assert {"input_tokens": "1", used: None} == amounts(found)
    assert (f"no price of {used} is known, only of {sold}",) == found.missing


def test_a_long_stay_in_a_cache_falls_back_to_a_short_one() -> None:
    """Whether the short one is the base price or has a time of its own."""
    write = {"cache_write_tokens": 10**6}
    base, timed = (
        Row("cache_write_tokens", "2"),
        Row("cache_write_tokens", "2", {"cache_ttl": "5m"}),
    )

    for row, where in ((base, "without conditions"), (timed, "where cache_ttl is 5m")):
        assert ("2", ()) == (
            amounts(quoted([row], write))["cache_write_tokens"],
            quoted([row], write).assumptions,
        )
        found = quoted([row], write, {"cache_ttl": "1h"})
        assert {"cache_write_tokens": "2"} == amounts(found)
        (note,) = found.assumptions
        assert f"{LONG_STAY}: the price {where} was taken" == note


def test_both_stays_in_a_cache_have_their_own_price() -> None:
    """One answer may write for five minutes and for an hour."""
    written = {"ephemeral_5m_input_tokens": 1000, "ephemeral_1h_input_tokens": 2000}
    used = {"input_tokens": 0, "cache_creation_input_tokens": 3000, "cache_creation": written}

    found = quoted("3 anthropic claude-opus-5", used)

    assert ["0.00625", "0.02"] == [shown(line.amount) for line in found.lines]


def test_a_tier_without_a_price_for_long_prompts_takes_the_standard_one() -> None:
    """The length of a prompt beats its tier, and the quote names what was taken."""
    found = quoted("1 openai gpt-5.5", {"input_tokens": 300_000}, {"service_tier": "priority"})

    assert "3" == shown(found.total)
    (note,) = found.assumptions
    assert (
        "no price of input_tokens is stated for service_tier 'priority':"
        " the price where prompt_tokens_gt is 272000 was taken"
    ) == note


def test_a_meter_that_ignores_the_length_of_a_prompt_is_named() -> None:
    """Where other prices rise with a long prompt, one that does not may be forgotten."""
    rows = [*tokens("1", "10", "0.1"), *tokens("2", "20", **over(100))]

    (note,) = quoted(rows, {"input_tokens": 1, "cache_read_tokens": 100}).assumptions

    assert (
        "no price of cache_read_tokens is stated above 100 prompt tokens:"
        " the price without conditions was taken"
    ) == note


@pytest.mark.parametrize(
    ("offer", "used", "stated", "missing"),
    [
        ("24 openrouter/auto", "input_tokens", {}, "the price of input_tokens is dynamic"),
        ("18 cohere rerank-v3.5", "input_tokens", {}, "the price of input_tokens is not offered"),
        ("13 openai sora-2", "output_tokens", {}, "no price of output_tokens is known"),
        (
            "13 dashscope wan3.0",
            "output_seconds",
            {},
            "output_seconds are priced by resolution, which is not stated",
        ),
        (
            "4 anthropic claude-opus-4-6 fast",
            "input_tokens",
            {},
            "input_tokens are priced only where speed is fast",
        ),
        (
            "12 perplexity sonar-pro",
            "web_searches",
            {},
            "web_searches are priced by search_context_size, which is not stated",
        ),
    ],
)
def test_what_is_not_known_has_no_amount(
    offer: str, used: str, stated: dict[str, str], missing: str
) -> None:
    """Never a zero: the line is there, without an amount, and the quote says why."""
    found = quoted(offer, {used: 1000}, stated)

    assert ({used: None}, None) == (amounts(found), found.total)
    assert (missing,) == found.missing


def test_a_condition_that_no_price_mentions_is_missing() -> None:
    """What a region costs that the seller never named is unknown; the rest is what it is."""
    found = quoted(
        "1 openai gpt-5.5", {"input_tokens": 10**6}, {"region": "mars", "service_tier": "batch"}
    )

    assert ("5", ("no price of this seller is stated for region 'mars'",)) == (
        shown(found.total),
        found.missing,
    )


def test_a_condition_of_a_later_version_is_missing() -> None:
    """A price under a condition that this code cannot judge is not applied, and is told."""
    found = quoted([*PLAIN, Row("input_tokens", "0.1", {"moon": "full"})], {"input_tokens": 10**6})

    assert ("1", ("a price of input_tokens has the unknown condition moon",)) == (
        shown(found.total),
        found.missing,
    )


def test_currencies_are_not_added_up() -> None:
    """Each line has its own; there is no total."""
    found = quoted(
        [Row("input_tokens", "1"), Row("output_tokens", "2", currency="EUR")],
        {"input_tokens": 5, "output_tokens": 5},
    )

    assert (None, None) == (found.total, found.currency)
    assert ("the lines are in EUR and USD",) == found.missing


@pytest.mark.parametrize(
    ("state", "assumptions"),
    [
        ("free", ()),
        ("included", ("input_tokens are included in a plan, whose fee is not in this quote",)),
    ],
)
def test_what_costs_nothing_says_so(state: str, assumptions: tuple[str, ...]) -> None:
    """A known zero is a zero."""
    found = quoted([Row("input_tokens", None, state=state)], {"input_tokens": 5})

    assert ("0", None, (), assumptions) == (
        shown(found.total),
        found.currency,
        found.missing,
        found.assumptions,
    )


def test_a_price_per_request_is_charged_once() -> None:
    """Nobody counts the request that was made; who counts several is believed."""
    rows = [*PLAIN, Row("requests", "0.01")]

    one = quoted(rows, {"input_tokens": 10**6})
    assert {"input_tokens": "1", "requests": "0.01"} == amounts(one)
    assert ("one request is charged, for none was counted",) == one.assumptions
    assert "0.03" == amounts(quoted(rows, {"input_tokens": 5, "requests": 3}))["requests"]


def test_what_a_price_includes_is_charged_beyond_it() -> None:
    """The first picture comes with the answer, the others are charged one by one."""
    rows = [Row("input_images", "0.03", {"beyond": 1})]

    found = quoted(rows, {"input_images": 3})

    assert [("2", "0.06")] == [(shown(x.count.quantity), shown(x.amount)) for x in found.lines]
    assert ("1 input_images are paid for by another price",) == found.assumptions
    assert ({}, "0") == (
        amounts(quoted(rows, {"input_images": 1})),
        shown(quoted(rows, {"input_images": 1}).total),
    )


def test_units_beyond_a_number_may_have_a_price_of_their_own() -> None:
    """Those before it are charged at the price for them."""
    rows = [Row("input_images", "0.03"), Row("input_images", "0.01", {"beyond": 2})]

    found = quoted(rows, {"input_images": 5})

    assert ["0.06", "0.03"] == [shown(line.amount) for line in found.lines]


@pytest.mark.parametrize(("seconds", "total"), [(60, "0.1"), (61, "0.2"), (None, None)])
def test_a_clip_costs_what_its_length_costs(seconds: int | None, total: str | None) -> None:
    """A length that nobody told leaves the price open."""
    rows = [Row("output_clips", p, {"seconds_gt": s}) for s, p in ((0, "0.1"), (60, "0.2"))]

    found = quoted(rows, {"output_clips": 1}, seconds=seconds)

    assert total == shown(found.total)
    assert (total is None) == (
        "output_clips are priced by seconds, which is not stated" in found.missing
    )
