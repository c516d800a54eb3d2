"""Schedule expressions: EventBridge Scheduler's `rate(...)` and `cron(...)`, in UTC."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

from local.errors import LocalError

RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
CRON = re.compile(r"cron\((.+)\)")
HORIZON_DAYS = 366 * 5
MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}
WEEKDAYS = {name: n for n, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), 1)}
NO_NAMES: dict[str, int] = {}
FIELDS = (
    ("minutes", 0, 59, NO_NAMES),
    ("hours", 0, 23, NO_NAMES),
    ("day of month", 1, 31, NO_NAMES),
    ("month", 1, 12, MONTHS),
    ("day of week", 1, 7, WEEKDAYS),
    ("year", 1970, 2199, NO_NAMES),
)
Due = Callable[[datetime], datetime]


def due(expression: str) -> Due:
    """Return the function that tells when a schedule is due after a moment."""
    if rate := RATE.fullmatch(expression):
        period = timedelta(**{f"{rate[2]}s": int(rate[1])})
        return lambda moment: moment + period
    if cron := CRON.fullmatch(expression):
        return _cron(expression, cron[1].split())
    raise LocalError(
        f"template.yaml has the schedule {expression!r}: write rate(...) or cron(...)."
    )


def _cron(expression: str, words: list[str]) -> Due:
    if len(words) != len(FIELDS):
        raise LocalError(f"{expression!r} in template.yaml needs six fields, and has {len(words)}.")
    fields = [_numbers(expression, word, field) for word, field in zip(words, FIELDS, strict=True)]
    minutes, hours, *days = fields

    def following(moment: datetime) -> datetime:
        for day in _days(moment, days):
            for hour, minute in product(sorted(hours), sorted(minutes)):
                tick = day.replace(hour=hour, minute=minute)
                if tick > moment:
                    return tick
        raise LocalError(f"{expression!r} in template.yaml is never due.")

    return following


def _days(moment: datetime, fields: list[set[int]]) -> Iterator[datetime]:
    month_days, months, week_days, years = fields
    first = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for day in (first + timedelta(days=count) for count in range(HORIZON_DAYS)):
        if (
            day.day in month_days
            and day.month in months
            and day.isoweekday() % 7 + 1 in week_days  # Sunday is 1
            and day.year in years
        ):
            yield day


def _numbers(expression: str, word: str, field: tuple[str, int, int, dict[str, int]]) -> set[int]:
    """Return what one field allows: `*`, `?`, `5`, `MON-FRI`, `*/15`, and lists of these."""
    name, low, high, names = field
    numbers: set[int] = set()
    for part in word.upper().split(","):
        span, _, step = part.partition("/")
        start, _, end = span.partition("-")
        if span in {"*", "?"}:
            start, end = str(low), str(high)
        first = _number(expression, start, name, names)
        last = _number(expression, end, name, names) if end else (high if step else first)
        if not low <= first <= last <= high:
            raise LocalError(f"{expression!r} in template.yaml: {part!r} is no {name}.")
        numbers |= set(range(first, last + 1, int(step or 1)))
    return numbers


def _number(expression: str, word: str, name: str, names: dict[str, int]) -> int:
    if word in names:
        return names[word]
    if not word.isdigit():
        raise LocalError(f"{expression!r} in template.yaml: {word!r} is no {name}.")
    return int(word)
