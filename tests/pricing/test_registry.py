"""The registries of meters and conditions, and the sets that the kernel takes out of them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from pricebook.pricing.conditions import (
    DEFAULTED,
    HOURS,
    REQUEST_WIDE,
    SEARCH_SIZES,
    SHORT_CACHE,
    STATED,
    THRESHOLDS,
    WEEK,
    Condition,
)
from pricebook.pricing.meters import METERS, Count
from pricebook.pricing.price import PriceState
from tests.support.seeds.awkward_prices import Row
from tests.support.seeds.rate_cards import NOON, priced, shown


def test_the_sets_of_conditions_are_what_the_field_knows() -> None:
    """What a caller may state, what it has by default, and what reprices a whole request."""
    defaults = {"commitment", "speed", "service_tier"}

    assert {"prompt_tokens_gt", "completion_tokens_gt", "seconds_gt"} == THRESHOLDS
    assert defaults == DEFAULTED
    assert defaults | {"region"} == REQUEST_WIDE
    assert ("utc_windows", "weekdays") == HOURS
    assert (
        defaults
        | {"region", "mode", "style", "voice_control", "resolution", "quality"}
        | {
            "audio",
            "search_context_size",
            "cache_ttl",
        }
        == STATED
    )
    assert (("low", "medium", "high"), "5m") == (SEARCH_SIZES, SHORT_CACHE)


def test_a_condition_is_of_no_kind_unless_it_says_so() -> None:
    """A new row states each of its properties."""
    condition = Condition("moon", "word")

    assert (False, False, False, False) == (
        condition.stated,
        condition.defaulted,
        condition.whole_request,
        condition.threshold,
    )


@pytest.mark.parametrize(("days_later", "day"), list(enumerate(WEEK)))
def test_a_week_has_seven_days(days_later: int, day: str) -> None:
    """From Monday on, as calendars count."""
    assert ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday") == WEEK
    monday = NOON - timedelta(days=2)
    rows = [Row("requests", "2"), Row("requests", "1", {"weekdays": [day]})]

    on_the_day = priced(rows, {"requests": 1}, at=monday + timedelta(days=days_later))
    on_the_next = priced(rows, {"requests": 1}, at=monday + timedelta(days=days_later + 1))

    assert ("1", "2") == (shown(on_the_day.total), shown(on_the_next.total))


def test_states_are_the_words_of_the_ledger() -> None:
    """SQL, JSON and the kernel write them alike."""
    assert ["known", "free", "dynamic", "included", "not_offered"] == [*PriceState]


def test_a_count_is_of_the_first_call_and_of_the_first_units() -> None:
    """Unless it says otherwise."""
    count = Count("requests", Decimal(1))

    assert (None, Decimal(), 0) == (count.cache_ttl, count.beyond, count.step)


def test_people_quote_tokens_by_the_million() -> None:
    """And searches by the thousand, and seconds one by one."""
    assert [1_000_000, 1_000, 1] == [
        METERS[name].per for name in ("input_tokens", "web_searches", "input_seconds")
    ]
    assert ("input_tokens", "tokens", "input", "text", "token") == tuple(
        getattr(METERS["input_tokens"], key)
        for key in ("name", "family", "direction", "modality", "unit")
    )
