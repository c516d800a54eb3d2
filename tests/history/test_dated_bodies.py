"""Dated answers of one seller's list: what it charged then, by its own word."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pricebook.errors import Unreadable
from pricebook.history import importer
from pricebook.history.dated_bodies import DatedBodies, dated_bodies
from pricebook.providers import registry
from pricebook.references.sellers import Known
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.dated_history import import_lines, models_dev
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import rows, run, versions

pytestmark = pytest.mark.usefixtures("environment")
SLUG, MODEL = "openrouter", "openrouter/acme/a"
MARCH, APRIL, MAY = "2026-03-15T12:00:00Z", "2026-04-15T12:00:00Z", "2026-05-15T12:00:00Z"
HALF = json.dumps({"data": [item("acme/1")]}).encode()
FOUND = (
    "SELECT p.source, lower(p.valid)::date::text, upper(p.valid)::date::text,"
    " trim_scale(p.amount * 1000000)::text FROM model_prices p JOIN models m ON m.id = p.model_id"
    " WHERE m.provider_model_id = 'acme/a' AND p.meter = 'input_tokens' AND upper_inf(p.recorded)"
    " ORDER BY 2, 1"
)


def answers(**days: list[Any]) -> DatedBodies:
    """Return what OpenRouter listed on days of 2026, such as m0301."""
    bodies = {
        date(2026, int(day[1:3]), int(day[3:])): json.dumps({"data": listed}).encode()
        for day, listed in days.items()
    }
    return dated_bodies(SLUG, bodies)


def priced(client: CatalogClient, **when: Any) -> tuple[dict[str, str], str | None]:
    """Return the prices of a model at a time, and whose they are."""
    data = client.get(f"/v1/prices/{MODEL}", **when).json()["data"]
    return data["pricing"], data.get("pricing_source")


def test_what_a_seller_listed_is_valid_then_and_recorded_now(client: CatalogClient) -> None:
    """From the day of an answer until the next one, in the seller's own name."""
    first, second = item("acme/a", "0.000001"), item("acme/a", "0.000003", "0.000004")
    importer.run(
        [answers(m0301=[first], m0401=[second], m0501=[item("acme/b")])], imported_by="cli"
    )

    assert ({"prompt": "1", "completion": "2"}, "database") == priced(client, at=MARCH)
    assert {"prompt": "3", "completion": "4"} == priced(client, at=APRIL)[0]
    assert {} == priced(client, at=MAY)[0]
    assert {} == priced(client, at=MARCH, known_at=MARCH)[0]
    model = client.get(f"/v1/models/{MODEL}").json()["data"]
    assert (False, "2026-05-01") == (model["is_active"], model["listed_until"][:10])


def test_the_last_answer_stands_until_our_first_run(owner_database: Database) -> None:
    """What we saw ourselves wins for its time; without a run an answer holds for its day."""
    run(item("acme/a", "0.000005"))
    today = rows(owner_database, "SELECT now()::date::text")[0][0]
    importer.run([answers(m0301=[item("acme/a")])], imported_by="cli")

    assert [
        ["database", "2026-03-01", today, "1"],
        ["database", today, None, "5"],
    ] == rows(owner_database, FOUND)


def test_a_run_goes_on_from_there(owner_database: Database) -> None:
    """The first run of the seller begins its own time, and what was imported stays as it is."""
    importer.run([answers(m0301=[item("acme/a")])], imported_by="cli")
    today = rows(owner_database, "SELECT now()::date::text")[0][0]

    assert ("success", 1) == ((report := run(item("acme/a", "0.000005"))).status, report.returned)
    assert [
        ["database", "2026-03-01", "2026-03-02", "1"],
        ["database", today, None, "5"],
    ] == rows(owner_database, FOUND)


def test_the_seller_stands_above_lists(owner_database: Database) -> None:
    """While it has a price of its own no list has one beside it, whichever came first."""
    lines = models_dev("2026-02-01", SLUG, "acme/a", cost={"input": 9, "output": 9})
    import_lines("models.dev", lines, models_dev("2026-06-01", SLUG, "acme/a", "gone"))
    importer.run([answers(m0301=[item("acme/a")], m0501=[item("acme/b")])], imported_by="cli")

    assert [
        ["reference:models.dev", "2026-02-01", "2026-03-01", "9"],
        ["database", "2026-03-01", "2026-05-01", "1"],
        ["reference:models.dev", "2026-05-01", "2026-06-01", "9"],
    ] == rows(owner_database, FOUND)


def test_a_second_import_changes_nothing(owner_database: Database) -> None:
    """Not even the physical version of a row; another seller's days are left alone."""
    bodies = answers(m0301=[item("acme/a")], m0401=[item("acme/a", "0.000003")])
    mancer = replace(bodies, provider=replace(bodies.provider, slug="mancer"))
    importer.run([bodies, mancer], imported_by="cli")
    before = versions(owner_database)

    report = importer.run([bodies], imported_by="cli")

    assert (0, 0, 0) == (report.models, report.prices, report.withdrawn)
    assert before == versions(owner_database)


def test_of_an_id_that_stands_twice_the_first_counts() -> None:
    """As in a run."""
    bodies = answers(m0301=[item("acme/a", "0.000001"), item("acme/A", "0.000002")])
    (statement,) = bodies.statements(Known((), {}), {})

    assert "acme/a" == statement.offer.provider_model_id


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html>", "2026-03-01 is no JSON"),
        (b'{"data": []}', "lists nothing"),
        (b'{"error": 1}', "expected a list"),
        (HALF, "fewer than half"),
    ],
)
def test_what_is_no_answer_is_refused(body: bytes, message: str) -> None:
    """Nothing is told of a day of which nothing can be read, and the message says which."""
    before = json.dumps({"data": [item(f"acme/{number}") for number in range(3)]}).encode()
    bodies = dated_bodies(SLUG, {date(2026, 2, 1): before, date(2026, 3, 1): body})

    with pytest.raises(Unreadable, match=message):
        bodies.statements(Known((), {}), {})


def test_a_list_of_several_addresses_has_no_one_answer() -> None:
    """Its adapter joins what no single body holds."""
    slug = next(slug for slug, provider in registry().items() if provider.fetch)

    with pytest.raises(Unreadable, match="several addresses"):
        dated_bodies(slug, {date(2026, 3, 1): b"{}"})
