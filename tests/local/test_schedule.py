"""When the schedules of a template are due."""

from datetime import UTC, datetime

import pytest

from local.errors import LocalError
from local.sam.schedule import due

MOMENT = datetime(2026, 8, 22, 10, 7, 30, tzinfo=UTC)  # a Saturday


@pytest.mark.parametrize(
    ("expression", "following"),
    [
        ("rate(1 minute)", "2026-08-22 10:08:30"),
        ("rate(6 hours)", "2026-08-22 16:07:30"),
        ("rate(2 days)", "2026-08-24 10:07:30"),
        ("cron(0 12 * * ? *)", "2026-08-22 12:00:00"),
        ("cron(0 10 * * ? *)", "2026-08-23 10:00:00"),
        ("cron(*/15 * * * ? *)", "2026-08-22 10:15:00"),
        ("cron(5/20 8-9,11 * * ? *)", "2026-08-22 11:05:00"),
        ("cron(0 9 ? * MON-FRI *)", "2026-08-24 09:00:00"),
        ("cron(0 9 ? * 1 *)", "2026-08-23 09:00:00"),
        ("cron(30 6 1 JAN,JUL ? *)", "2027-01-01 06:30:00"),
        ("cron(0 0 29 2 ? *)", "2028-02-29 00:00:00"),
    ],
)
def test_a_schedule_is_due(expression: str, following: str) -> None:
    """A rate counts from the moment, a cron expression from the calendar, both in UTC."""
    assert f"{following}+00:00" == str(due(expression)(MOMENT))


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("every day", "write rate"),
        ("rate(5 fortnights)", "write rate"),
        ("cron(* * * * *)", "needs six fields, and has 5"),
        ("cron(61 * * * ? *)", "'61' is no minutes"),
        ("cron(0 0 L * ? *)", "'L' is no day of month"),
    ],
)
def test_an_unknown_schedule_says_why(expression: str, words: str) -> None:
    """What cannot be understood is refused with the field that is at fault."""
    with pytest.raises(LocalError, match=words):
        due(expression)


def test_a_schedule_that_is_never_due_says_so() -> None:
    """The thirtieth of February is refused when it is waited for."""
    with pytest.raises(LocalError, match="never due"):
        due("cron(0 0 30 2 ? *)")(MOMENT)
