"""Cron expressions as an operator enters them."""

import pytest

from pricebook.storage.writer import writer
from tests.support.admin_client import AdminClient
from tests.support.admin_providers import conduct, due
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import run

pytestmark = pytest.mark.usefixtures("environment")


def test_a_cron_expression_decides_the_moments(
    admin: AdminClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is due once the expression's last moment has passed since the last one began."""
    run(*items(1))
    ((minute, hour),) = writer().run(
        "SELECT extract(minute FROM t)::int, extract(hour FROM t)::int"
        " FROM (SELECT now() AT TIME ZONE 'UTC' - interval '1 hour' AS t) AS ago"
    )
    cron = f"cron({minute} {hour} * * ? *)"

    result = conduct(admin, sync_cron=cron)

    assert (cron, "P1D", None) == tuple(
        result[n] for n in ("sync_cron", "sync_interval", "sync_at")
    )
    for ago, starts in {"2 hours": True, "30 minutes": False}.items():
        writer().run("UPDATE sync_runs SET started_at = now() - CAST(:ago AS interval)", ago=ago)
        assert starts is due(monkeypatch)


def test_the_two_ways_to_say_when_replace_each_other(admin: AdminClient) -> None:
    """A cron expression ends sync_at, an interval ends the expression, and null leaves its gap."""
    names = ("sync_interval", "sync_at", "sync_cron")
    weekdays = "cron(30 6 ? * MON-FRI *)"
    conduct(admin, sync_interval="P1D", sync_at="06:30")

    cadences = [
        tuple(conduct(admin, **change)[name] for name in names)
        for change in (
            {"sync_cron": weekdays},
            {"is_active": False},
            {"sync_cron": None},
            {"sync_cron": weekdays},
            {"sync_interval": "rate(6 hours)"},
        )
    ]

    kept = ("P3D", None, weekdays)
    assert [kept, kept, ("P3D", None, None), kept, ("PT6H", None, None)] == cadences
