"""Matching: thresholds, hours, words, and what a request leaves open."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pricebook.pricing.conditions import CONDITIONS, HOURS, PRECEDENCE, STATED, THRESHOLDS
from pricebook.pricing.matching import Call, LedgerPrice, best, possible, same, specific, unmet
from tests.support.seeds.awkward_prices import Row, over
from tests.support.seeds.rate_cards import NOON, priced, prices, shown

DEEPSEEK = "10 deepseek-flash"
USED = {"input_tokens": 10**6}


def call(stated: dict[str, str | bool] | None = None, **sizes: int) -> Call:
    """Return a request of certain sizes."""
    return Call(NOON, {name: Decimal(size) for name, size in sizes.items()}, stated or {})


def of(*rows: dict[str, object]) -> list[LedgerPrice]:
    """Return prices of one meter that differ in their conditions; each costs its number."""
    return prices([Row("input_tokens", str(n), conditions) for n, conditions in enumerate(rows, 1)])


@pytest.mark.parametrize(("size", "number"), [(99, 1), (100, 1), (101, 2), (200, 2), (201, 3)])
def test_a_threshold_means_strictly_more(size: int, number: int) -> None:
    """And of two that are exceeded the higher one counts."""
    found = best(of({}, over(100), over(200)), call(prompt_tokens=size))

    assert found
    assert number == found.id


def test_the_higher_threshold_wins_though_its_price_is_lower() -> None:
    """Long prompts may be cheaper; the dearer price is taken only of two that are alike in rank."""
    falling = prices([Row("input_tokens", "5", over(100)), Row("input_tokens", "2", over(200))])
    alike = prices([Row("input_tokens", "2"), Row("input_tokens", "5"), Row("input_tokens", "3")])

    assert [falling[1], alike[1]] == [best(p, call(prompt_tokens=201)) for p in (falling, alike)]


def test_a_price_without_an_amount_yields_to_a_known_one() -> None:
    """Of two that are alike in rank."""
    known, dynamic = prices([Row("input_tokens", "1"), Row("input_tokens", None, state="dynamic")])

    assert known is best([dynamic, known], call())
    assert None is best([], call())


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (over(100), {"service_tier": "batch"}),
        ({"cache_ttl": "1h"}, {"service_tier": "batch"}),
        ({"region": "eu"}, {"service_tier": "batch"}),
        ({"completion_tokens_gt": 5}, {"resolution": "4k"}),
        ({"utc_windows": [["00:00", "24:00"]]}, {"region": "eu"}),
    ],
)
def test_conditions_have_an_order(earlier: dict[str, object], later: dict[str, object]) -> None:
    """Of two prices that both apply, the one with the earlier condition, whichever is dearer."""
    words: dict[str, str | bool] = {
        "service_tier": "batch",
        "cache_ttl": "1h",
        "region": "eu",
        "resolution": "4k",
    }
    asked = call(words, prompt_tokens=101, completion_tokens=6)

    for rows in ((earlier, later), (later, earlier)):
        found = best(of(*rows), asked)
        assert found
        assert earlier == found.conditions


def test_a_size_that_nobody_knows_exceeds_nothing() -> None:
    """A price for longer clips does not apply, and may."""
    short, long = of({}, {"seconds_gt": 60})

    assert short is best([short, long], call())
    assert {long: ["seconds_gt"]} == possible([short, long], call())
    assert {} == possible([short, long], call(seconds=60))


def test_an_open_word_may_mean_each_price_that_states_it() -> None:
    """With every other condition that the request does meet."""
    low, high, batch = of(
        {"resolution": "720p"}, {"resolution": "4k"}, {"resolution": "4k", "service_tier": "batch"}
    )
    every = [low, high, batch]

    assert {low: ["resolution"], high: ["resolution"]} == possible(every, call())
    assert {low: ["resolution"], batch: ["resolution"]} == possible(
        every, call({"service_tier": "batch"})
    )
    assert {} == possible(every, call({"resolution": "8k"}))


def test_what_is_the_default_is_not_open() -> None:
    """Who states no service tier, speed or commitment has the standard one."""
    rows = of(
        {"service_tier": "batch"}, {"speed": "fast"}, {"commitment": "1 month"}, {"region": "eu"}
    )

    assert [["region"]] == list(possible(rows, call()).values())


def test_a_supposed_size_is_just_above_its_threshold() -> None:
    """So that a price for still longer clips is another one."""
    rows = of({"seconds_gt": 0}, {"seconds_gt": 1})

    assert rows == list(possible(rows, call()))


def test_a_flag_may_be_open() -> None:
    """Prices with and without sound are told apart by true and false."""
    silent, loud = of({"audio": False}, {"audio": True})

    assert [silent, loud] == list(possible([silent, loud], call()))
    assert loud is best([silent, loud], call({"audio": True}))
    assert loud is best([silent, loud], call({"audio": "true"}))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("4K", "4k", True), (True, True, True), (True, False, False), ("eu", "us", False)],
)
def test_words_are_compared_without_regard_to_case(
    one: object, other: object, *, alike: bool
) -> None:
    """Sellers write 4K, and callers 4k."""
    assert alike == same(one, other)


def test_units_beyond_a_number_have_a_price_of_their_own() -> None:
    """It applies to those units, and to no others."""
    first, rest = of({}, {"beyond": 2})

    assert first is best([first, rest], Call(NOON, {}, {}))
    assert rest is best([first, rest], Call(NOON, {}, {}, Decimal(2)))
    assert ["beyond"] == list(unmet(rest, Call(NOON, {}, {}, Decimal(3))))


def test_a_condition_of_a_later_version_is_never_met() -> None:
    """What this code cannot judge does not apply."""
    (strange,) = of({"moon": "full"})

    assert ["moon"] == list(unmet(strange, call({"moon": "full"})))
    assert {} == possible([strange], call())


def test_specific_means_every_condition_and_more() -> None:
    """A price with other conditions is not more specific, however many it has."""
    plain, eu, batch, both = of(
        {}, {"region": "eu"}, {"service_tier": "batch"}, {"region": "eu", "service_tier": "batch"}
    )
    high = of(over(200))[0]

    assert [True, True, True] == [specific(both, other) for other in (plain, eu, batch)]
    assert [False, False, False] == [specific(eu, other) for other in (batch, eu, both)]
    assert specific(high, of(over(100))[0])
    assert not specific(of(over(100))[0], high)


@pytest.mark.parametrize(
    ("at", "price"),
    [
        ("2026-06-03T00:59", "0.15"),  # a Wednesday
        ("2026-06-03T01:00", "0.3"),
        ("2026-06-03T03:59", "0.3"),
        ("2026-06-03T04:00", "0.15"),
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

    assert price == shown(priced(DEEPSEEK, USED, at=moment).total)


@pytest.mark.parametrize(
    ("at", "price"),
    [
        ("2026-06-05T10:29", "2"),
        ("2026-06-05T10:30", "1"),  # a Friday
        ("2026-06-06T00:59", "1"),
        ("2026-06-06T01:00", "2"),
        ("2026-06-06T11:00", "2"),
        ("2026-06-05T00:30", "2"),
        ("2026-06-07T00:30", "2"),
    ],
)
def test_a_window_that_passes_midnight_belongs_to_the_day_it_begins_on(at: str, price: str) -> None:
    """The hours after midnight are those of a Friday's window, on a Saturday."""
    night = {"utc_windows": [["10:30", "01:00"]], "weekdays": ["friday"]}
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    rows = [Row("input_tokens", "2"), Row("input_tokens", "1", night)]
    assert price == shown(priced(rows, USED, at=moment).total)


@pytest.mark.parametrize(
    ("at", "price"),
    [("2026-06-03T10:00", "1"), ("2026-06-03T09:59", "1"), ("2026-06-03T10:01", "1")],
)
def test_a_window_that_ends_where_it_begins_is_a_whole_day(at: str, price: str) -> None:
    """It passes midnight."""
    rows = [
        Row("input_tokens", "2"),
        Row("input_tokens", "1", {"utc_windows": [["10:00", "10:00"]]}),
    ]
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert price == shown(priced(rows, USED, at=moment).total)


@pytest.mark.parametrize("conditions", [{"utc_windows": "always"}, {"weekdays": "friday"}])
def test_hours_that_nobody_can_read_apply_never(conditions: dict[str, object]) -> None:
    """A window that is no list, or days that are none."""
    assert None is best(of(conditions), call())


def test_a_later_window_counts_as_well() -> None:
    """A price may have several; each is tried."""
    windows: dict[str, object] = {"utc_windows": [["00:00", "01:00"], ["11:00", "13:00"]]}

    assert best(of(windows), call())


def test_prices_with_the_same_charge_are_one() -> None:
    """State, amount and currency are what somebody pays."""
    one, other = of({}, {"region": "eu"})

    assert ("known", Decimal("0.000001"), "USD") == one.charge
    assert one.charge != other.charge


def test_every_condition_has_its_rank() -> None:
    """A condition that joins the registry has to say which price it beats."""
    assert set(PRECEDENCE) == CONDITIONS
    assert CONDITIONS == STATED | THRESHOLDS | {*HOURS, "beyond"}
