"""Cron expressions of AWS, in UTC: cron(minutes hours day-of-month month day-of-week year).

The dialect of EventBridge: Sunday is day 1 of the week, one of the two day fields is `?`, and days
may be L (the last), W (the weekday nearest to one), # (the nth of a month). No Python library reads
it; in the part that plain cron shares, a test compares the moments with those of cronsim.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

EXPRESSION = re.compile(r"cron\(([^()]{11,200})\)", re.ASCII)
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
FIELDS = {
    "minutes": range(60),
    "hours": range(24),
    "day-of-month": range(1, 32),
    "month": range(1, 13),
    "day-of-week": range(1, 8),
    "year": range(1970, 2200),
}
NAMES = {"month": MONTHS, "day-of-week": WEEKDAYS}
HORIZON_MONTHS = 100
"""Months that are searched for a moment: over eight years, for 29 February around 2100."""

type Days = Callable[[int, int], set[int]]
"""Function from a year and a month to the days in it that a field names."""


@dataclass(frozen=True)
class Cron:
    """A schedule; `times` are minutes of the day in ascending order."""

    times: tuple[int, ...]
    days: Days
    months: frozenset[int]
    years: frozenset[int]

    def before(self, moment: datetime) -> datetime | None:
        """Return the last scheduled moment at or before one, if there is any within eight years."""
        for first in _months(moment.date(), -1):
            for day in reversed(self._in_month(first)):
                midnight = datetime(day.year, day.month, day.day, tzinfo=moment.tzinfo)
                for minutes in reversed(self.times):
                    if (scheduled := midnight + timedelta(minutes=minutes)) <= moment:
                        return scheduled
        return None

    def gaps(self, today: date) -> tuple[timedelta, timedelta]:
        """Return the shortest and the longest time between two moments from a day on.

        Raises:
            ValueError: there are not two moments within eight years.
        """
        days = [day for first in _months(today, 1) for day in self._in_month(first) if day >= today]
        minutes = {later - earlier for earlier, later in pairwise(self.times)} if days else set()
        over_night = self.times[0] - self.times[-1]
        minutes |= {(b - a).days * 24 * 60 + over_night for a, b in pairwise(days)}
        if not minutes:
            raise ValueError("it names fewer than two moments from today on")
        return timedelta(minutes=min(minutes)), timedelta(minutes=max(minutes))

    def _in_month(self, first: date) -> list[date]:
        if first.year not in self.years or first.month not in self.months:
            return []
        return [first.replace(day=day) for day in sorted(self.days(first.year, first.month))]


def parse(expression: str) -> Cron:
    """Read an expression.

    Raises:
        ValueError: says which field is wrong, and why.
    """
    match = EXPRESSION.fullmatch(expression)
    fields = match[1].split() if match else []
    if len(fields) != len(FIELDS):
        raise ValueError(f"expected cron({' '.join(FIELDS)}), such as cron(30 6 ? * MON-FRI *)")
    minutes, hours, day_of_month, month, day_of_week, year = fields
    if (day_of_month == "?") == (day_of_week == "?"):
        raise ValueError("expected ? for one of day-of-month and day-of-week, and not for both")
    return Cron(
        times=tuple(
            hour * 60 + minute
            for hour in sorted(_numbers("hours", hours))
            for minute in sorted(_numbers("minutes", minutes))
        ),
        days=_days_of_week(day_of_week) if day_of_month == "?" else _days_of_month(day_of_month),
        months=_numbers("month", month),
        years=_numbers("year", year),
    )


def _months(day: date, step: int) -> Iterator[date]:
    """Yield the first days of months, from that of a day on, forwards or backwards."""
    number = day.year * 12 + day.month - 1
    for month in range(number, number + step * HORIZON_MONTHS, step):
        yield date(month // 12, month % 12 + 1, 1)


def _numbers(field: str, text: str) -> frozenset[int]:
    """Return the numbers that a field of lists, ranges and steps names."""
    return frozenset(number for part in text.split(",") for number in _part(field, part))


def _part(field: str, part: str) -> range:
    span, slash, step = part.partition("/")
    first, dash, last = span.partition("-")
    whole = FIELDS[field]
    if span == "*":
        low, high = whole[0], whole[-1]
    else:
        low = _number(field, first)
        high = _number(field, last) if dash else whole[-1] if slash else low
    if high < low:
        raise ValueError(f"{part!r} in {field} ends before it begins")
    return range(low, high + 1, _step(field, step) if slash else 1)


def _number(field: str, text: str) -> int:
    names = NAMES.get(field, [])
    if text.upper() in names:
        return names.index(text.upper()) + 1
    whole = FIELDS[field]
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) not in whole:
        raise ValueError(f"{text!r} in {field} is not from {whole[0]} to {whole[-1]}")
    return int(text)


def _step(field: str, text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        raise ValueError(f"{text!r} in {field} is no step")
    return int(text)


def _days_of_month(text: str) -> Days:
    if text == "L":
        return lambda year, month: {_length(year, month)}
    if text.endswith("W"):
        day = _number("day-of-month", text.removesuffix("W"))
        return lambda year, month: _nearest_weekday(year, month, day)
    numbers = _numbers("day-of-month", text)
    return lambda year, month: {day for day in numbers if day <= _length(year, month)}


def _days_of_week(text: str) -> Days:
    if text.endswith("L") and text != "L":
        last = _number("day-of-week", text.removesuffix("L"))
        return lambda year, month: {max(_on(year, month, {last}))}
    if "#" in text:
        day, _, nth = text.partition("#")
        weekday = _number("day-of-week", day)
        if nth not in {"1", "2", "3", "4", "5"}:
            raise ValueError(f"{nth!r} in day-of-week is not from 1 to 5")
        return lambda year, month: set(sorted(_on(year, month, {weekday}))[int(nth) - 1 : int(nth)])
    numbers = {7} if text == "L" else set(_numbers("day-of-week", text))
    return lambda year, month: _on(year, month, numbers)


def _on(year: int, month: int, weekdays: set[int]) -> set[int]:
    """Return the days of a month that fall on weekdays, of which Sunday is 1."""
    first = date(year, month, 1).isoweekday()
    return {
        day for day in range(1, _length(year, month) + 1) if (first + day - 1) % 7 + 1 in weekdays
    }


def _nearest_weekday(year: int, month: int, day: int) -> set[int]:
    """Return the day from Monday to Friday that is nearest to one, within its month."""
    length = _length(year, month)
    if day > length:
        return set()
    weekday = date(year, month, day).weekday()
    if weekday == calendar.SATURDAY:
        return {day - 1 if day > 1 else day + 2}
    if weekday == calendar.SUNDAY:
        return {day + 1 if day < length else day - 2}
    return {day}


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
