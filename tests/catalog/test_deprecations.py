"""The days on which models end, as a calendar."""

import re

from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run


def events(client: CatalogClient, **query: str) -> list[dict[str, str]]:
    """Read a calendar as RFC 5545 writes it."""
    answer = client.get("/v1/deprecations.ics", None, **query)
    assert (200, "text/calendar; charset=utf-8") == (
        answer.status,
        answer.headers["content-type"],
    )
    text = answer.body.decode()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")
    lines = re.sub("\r\n ", "", text).split("\r\n")
    assert ["BEGIN:VCALENDAR", "END:VCALENDAR", ""] == [lines[0], *lines[-2:]]
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name] = value
    return found


def test_a_model_that_ends_is_an_event(client: CatalogClient) -> None:
    """On its day, with what to use instead, under an id that stays."""
    long = "acme/" + "x" * 80
    run(
        *(item("acme/a,b;c", expiration_date="2090-03-31"), item("acme/kept")),
        item(long, expiration_date="2090-04-01"),
    )

    event, later = events(client)

    assert "20900331" == event["DTSTART;VALUE=DATE"]
    assert r"openrouter/acme/a\,b\;c ends" == event["SUMMARY"]
    assert re.fullmatch(r"[0-9a-f]{32}@[a-z0-9.-]+", event["UID"])
    assert later["SUMMARY"] == f"openrouter/{long} ends"
    assert event["URL"].endswith("/v1/models/openrouter/acme/a%2Cb%3Bc")


def test_the_calendar_of_one_provider(client: CatalogClient) -> None:
    """Nobody's calendar is no calendar."""
    run(item("acme/a", expiration_date="2090-03-31"))

    assert 1 == len(events(client, provider="openrouter"))
    assert 404 == client.get("/v1/deprecations.ics", None, provider="nobody").status
