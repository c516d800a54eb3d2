"""Cron expressions of AWS: when they were due last, how far apart, and which are refused."""

from datetime import UTC, datetime, timedelta

import pytest
from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st

from pricebook.sync.cron import parse

NOW = datetime(2026, 11, 28, 22, 30, 12, tzinfo=UTC)
"""A Saturday."""


@pytest.mark.parametrize(
    ("expression", "last"),
    [
        ("cron(30 22 * * ? *)", "2026-11-28 22:30"),
        ("cron(31 22 * * ? *)", "2026-11-27 22:31"),
        ("cron(0/15 9-17 ? * MON-FRI *)", "2026-11-27 17:45"),
        ("cron(0 9 ? * 1 *)", "2026-11-22 09:00"),
        ("cron(0 9 ? * L *)", "2026-11-28 09:00"),
        ("cron(0 9 ? * 6L *)", "2026-11-27 09:00"),
        ("cron(0 9 ? * thu#4 *)", "2026-11-26 09:00"),
        ("cron(0 9 ? * MON#5 *)", "2026-08-31 09:00"),
        ("cron(15 12 L * ? *)", "2026-10-31 12:15"),
        ("cron(0 8 1W * ? *)", "2026-11-02 08:00"),
        ("cron(0 8 15W AUG,NOV ? *)", "2026-11-16 08:00"),
        ("cron(0 8 31W 10 ? *)", "2026-10-30 08:00"),
        ("cron(0 0 29 2 ? *)", "2024-02-29 00:00"),
        ("cron(0 0 1 1 ? 2019-2025/2)", "2025-01-01 00:00"),
    ],
)
def test_the_last_moment_is_found(expression: str, last: str) -> None:
    """Days of the week, last days, weekdays near a date, nth days, leap days and years."""
    assert datetime.fromisoformat(f"{last}+00:00") == parse(expression).before(NOW)


def test_a_schedule_that_begins_later_was_never_due() -> None:
    """Nothing is due before the first moment."""
    assert parse("cron(0 9 * * ? 2027-2030)").before(NOW) is None


@pytest.mark.parametrize(
    ("expression", "shortest", "longest"),
    [
        ("cron(0/5 * ? * * *)", "5m", "5m"),
        ("cron(0,50 9,10 * * ? *)", "10m", "1330m"),
        ("cron(30 6 ? * MON-FRI *)", "24h", "72h"),
        ("cron(0 0 1 * ? *)", "672h", "744h"),
    ],
)
def test_the_gaps_are_measured(expression: str, shortest: str, longest: str) -> None:
    """Staleness is counted in the longest one, and the shortest one is not too short."""
    units = {"m": "minutes", "h": "hours"}
    expected = [timedelta(**{units[text[-1]]: int(text[:-1])}) for text in (shortest, longest)]

    assert expected == list(parse(expression).gaps(NOW.date()))


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("0 9 * * ? *", "expected cron\\(minutes hours"),
        ("cron(0 9 * * ?)", "expected cron\\(minutes hours"),
        ("cron(0 9 * * ? * *)", "expected cron\\(minutes hours"),
        ("cron(0 9 * * * *)", "\\? for one of"),
        ("cron(0 9 ? * ? *)", "\\? for one of"),
        ("cron(60 9 * * ? *)", "'60' in minutes is not from 0 to 59"),
        ("cron(0 9 ? * 0 *)", "'0' in day-of-week is not from 1 to 7"),
        ("cron(0 9 ? * 2#6 *)", "'6' in day-of-week is not from 1 to 5"),
        ("cron(0 9 32W * ? *)", "'32' in day-of-month"),
        ("cron(0/0 9 * * ? *)", "'0' in minutes is no step"),
        ("cron(0 17-9 * * ? *)", "'17-9' in hours ends before it begins"),
        ("cron(0 9 * 1,,2 ? *)", "'' in month"),
        ("cron(0 9 * \u0661 ? *)", "in month"),
        ("cron(0 9 * * ? 1969)", "'1969' in year"),
    ],
)
def test_what_is_no_expression_is_refused(expression: str, reason: str) -> None:
    """The message names the field."""
    with pytest.raises(ValueError, match=reason):
        parse(expression)


@pytest.mark.parametrize("expression", ["cron(0 9 31 2 ? *)", "cron(0 9 * * ? 2020)"])
def test_what_never_comes_has_no_gaps(expression: str) -> None:
    """A schedule without a second moment is none."""
    with pytest.raises(ValueError, match="fewer than two moments"):
        parse(expression).gaps(NOW.date())


def field(low: int, high: int) -> st.SearchStrategy[str]:
    """Strategy of what both dialects read: all, one, a list, a range, a step in a range.

    cronsim takes a range of one number with a step for an open range.
    """
    number = st.integers(low, high)
    span = st.lists(number, min_size=2, max_size=2, unique=True).map(sorted)
    return st.one_of(
        st.just("*"),
        number.map(str),
        st.lists(number, min_size=2, max_size=4).map(lambda them: ",".join(map(str, them))),
        span.map(lambda ends: f"{ends[0]}-{ends[1]}"),
        st.tuples(span, st.integers(1, 9)).map(lambda it: f"{it[0][0]}-{it[0][1]}/{it[1]}"),
    )


@settings(deadline=None)
@given(
    minute=field(0, 59),
    hour=field(0, 23),
    month=field(1, 12),
    day=field(1, 28),
    weekday=st.lists(
        st.sampled_from(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]), min_size=1
    ),
    by_day=st.booleans(),
    now=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - hypothesis wants none
)
def test_the_moments_are_those_of_cronsim(  # noqa: PLR0913 - a cron expression has so many fields
    *, minute: str, hour: str, month: str, day: str, weekday: list[str], by_day: bool, now: datetime
) -> None:
    """What both dialects can say, both mean alike."""
    days = ",".join(weekday)
    ours = f"{day} {month} ?" if by_day else f"? {month} {days}"
    theirs = f"{day} {month} *" if by_day else f"* {month} {days}"
    moment = now.replace(second=0, microsecond=0, tzinfo=UTC)
    oracle = CronSim(f"{minute} {hour} {theirs}", moment + timedelta(minutes=1), reverse=True)

    assert next(oracle) == parse(f"cron({minute} {hour} {ours} *)").before(moment)


def test_a_leap_day_around_2100_is_found() -> None:
    """The century without a leap day does not end a schedule."""
    late = datetime(2104, 2, 28, tzinfo=UTC)

    assert datetime(2096, 2, 29, tzinfo=UTC) == parse("cron(0 0 29 2 ? *)").before(late)
