"""Cron expressions of AWS: when they were due last, how far apart, and which are refused."""

from datetime import UTC, datetime, timedelta

import pytest
from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st

from pricebook.sync.cron import parse

NOW = datetime(2026, 11, 28, 22, 30, 12, tzinfo=UTC)
"""A Saturday."""
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


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
        ("cron(0 9 ? * 4#1 *)", "2026-11-04 09:00"),
        ("cron(0 9 ? * 4#2 *)", "2026-11-11 09:00"),
        ("cron(0 9 ? * 4#3 *)", "2026-11-18 09:00"),
        ("cron(0 8 1W * ? *)", "2026-11-02 08:00"),
        ("cron(0 8 1W 8 ? *)", "2026-08-03 08:00"),
        ("cron(0 8 2W 8 ? *)", "2026-08-03 08:00"),
        ("cron(0 8 31W 5 ? *)", "2026-05-29 08:00"),
        ("cron(0 8 30W 5 ? *)", "2026-05-29 08:00"),
        ("cron(0 8 2W 5 ? *)", "2026-05-01 08:00"),
        ("cron(0 8 30W 8 ? *)", "2026-08-31 08:00"),
        ("cron(0 8 12W 11 ? *)", "2026-11-12 08:00"),
        ("cron(0 8 31W * ? *)", "2026-10-30 08:00"),
        ("cron(58/1 9 ? * 1 *)", "2026-11-22 09:59"),
        ("cron(0 0 1 8 ? 2018)", "2018-08-01 00:00"),
        ("cron(0 8 15W AUG,NOV ? *)", "2026-11-16 08:00"),
        ("cron(0 8 31W 10 ? *)", "2026-10-30 08:00"),
        ("cron(0 0 29 2 ? *)", "2024-02-29 00:00"),
        ("cron(0 0 1 1 ? 2019-2025/2)", "2025-01-01 00:00"),
    ],
)
def test_the_last_moment_is_found(expression: str, last: str) -> None:
    """Days of the week, last days, weekdays near a date, nth days, leap days and years."""
    assert datetime.fromisoformat(f"{last}+00:00") == parse(expression).before(NOW)


def test_a_moment_is_due_when_it_comes() -> None:
    """It is its own last moment, to the second."""
    moment = NOW.replace(second=0)

    assert moment == parse("cron(30 22 * * ? *)").before(moment)


@pytest.mark.parametrize("expression", ["cron(0 9 * * ? 2027-2030)", "cron(0 0 1 7 ? 2018)"])
def test_what_was_not_due_within_eight_years_was_never_due(expression: str) -> None:
    """Nothing is due before the first moment, nor 100 months after the last."""
    assert parse(expression).before(NOW) is None


@pytest.mark.parametrize("name", MONTHS)
def test_months_have_names(name: str) -> None:
    """JAN is the first, in capital letters or small ones."""
    number = datetime.strptime(name, "%b").month  # noqa: DTZ007 - a month alone

    assert {number} == parse(f"cron(0 9 1 {name.lower()} ? *)").months


@pytest.mark.parametrize("name", WEEKDAYS)
def test_weekdays_have_names(name: str) -> None:
    """MON is a Monday."""
    last = parse(f"cron(0 9 ? * {name} *)").before(NOW)

    assert last is not None
    assert name == last.strftime("%a").upper()


@pytest.mark.parametrize(
    ("expression", "shortest", "longest"),
    [
        ("cron(0/5 * ? * * *)", "5m", "5m"),
        ("cron(0,50 9,10 * * ? *)", "10m", "1330m"),
        ("cron(30 6 ? * MON-FRI *)", "24h", "72h"),
        ("cron(0 0 1 * ? *)", "672h", "744h"),
        ("cron(0 9 28,29 11 ? 2026)", "24h", "24h"),
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
        ("cron(0 9 1 13 ? *)", "'13' in month is not from 1 to 12"),
        ("cron(0 9 ? * 0 *)", "'0' in day-of-week is not from 1 to 7"),
        ("cron(0 9 ? * 2#6 *)", "'6' in day-of-week is not from 1 to 5"),
        ("cron(0 9 32W * ? *)", "'32' in day-of-month"),
        ("cron(0/0 9 * * ? *)", "'0' in minutes is no step"),
        ("cron(0 17-9 * * ? *)", "'17-9' in hours ends before it begins"),
        ("cron(0 9 * 1,,2 ? *)", "'' in month"),
        ("cron(0 9 * \u0661 ? *)", "in month"),
        ("cron(0 9 * * ? 1969)", "'1969' in year is not from 1970 to 2199"),
        ("cron(0 9 * * ? 2200)", "'2200' in year is not from 1970 to 2199"),
    ],
)
def test_what_is_no_expression_is_refused(expression: str, reason: str) -> None:
    """The message names the field."""
    with pytest.raises(ValueError, match=reason):
        parse(expression)


def test_the_first_year_is_that_of_the_computer_clock() -> None:
    """1970 may be named, as AWS has it."""
    assert {1970} == parse("cron(0 9 * * ? 1970)").years


@pytest.mark.parametrize(
    "expression",
    ["cron(0 9 31 2 ? *)", "cron(0 9 * * ? 2020)", "cron(0 9 27,28 11 ? 2026)"],
)
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
    weekday=st.lists(st.sampled_from(WEEKDAYS), min_size=1),
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
