"""How callers may write a moment."""

import pytest

from pricebook import timestamps
from tests.support.clients import CatalogClient

ROUTE = "/v1/prices/openrouter/acme/a"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-08-22", "2026-08-22T00:00:00+00:00"),
        ("2026-08-22T17:20:33", "2026-08-22T17:20:33+00:00"),
        ("2026-08-22t17:20:33.5z", "2026-08-22T17:20:33.500000+00:00"),
        ("2026-08-22 17:20:33+02:00", "2026-08-22T15:20:33+00:00"),
        ("2024-02-29", "2024-02-29T00:00:00+00:00"),
    ],
)
def test_moments_are_read_as_people_write_them(written: str, read: str) -> None:
    """A date alone is its midnight; without a time zone a moment is in UTC."""
    assert read == timestamps.rfc3339(timestamps.read(written))


@pytest.mark.parametrize(
    "written",
    ["yesterday", "2026-02-29", "1787419233", "2026-08-22T17:20:33 02:00", "2026-W34-6", ""],
)
@pytest.mark.parametrize("parameter", ["at", "known_at"])
def test_what_is_no_moment_is_refused(client: CatalogClient, parameter: str, written: str) -> None:
    """The answer names the parameter and shows what a moment looks like."""
    answer = client.get(ROUTE, None, **{parameter: written})

    assert (400, "bad_parameter") == (answer.status, answer.json()["error"]["code"])
    assert parameter == answer.json()["error"]["details"]["parameter"]
    assert "2026-08-22T17:20:33Z" in answer.json()["error"]["message"]


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_the_ends_of_time_are_no_defect(client: CatalogClient, written: str) -> None:
    """A moment that its own time zone moves out of the calendar is a mistake of the caller."""
    assert 400 == client.get(ROUTE, at=written).status
