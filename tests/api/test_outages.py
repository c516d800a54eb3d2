"""Outages of Postgres while an operator writes."""

from collections.abc import Callable

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import run

PATH = "/v1/admin/prices/openrouter/acme/m0"
PRICE = {"meter": "input_tokens", "amount": "7", "reason": "the invoice"}
FAILING = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '{state}'; END $$;
CREATE TRIGGER fail BEFORE INSERT ON model_prices EXECUTE FUNCTION fail()
"""
AUDITED = "SELECT count(*) FROM admin_audit_log WHERE entity = 'price'"


@pytest.fixture(autouse=True)
def listed(admin: AdminClient) -> None:
    """List three models."""
    assert admin
    run(*items(3))


@pytest.mark.parametrize("state", ["53100", "53200", "53300", "57P01", "58030"])
def test_a_write_without_room_is_an_outage(
    admin: AdminClient, owner_database: Database, state: str
) -> None:
    """A full disk, no memory, a shutdown: 503 that says when to ask again, and nothing is done."""
    owner_database.run(FAILING.replace("{state}", state))

    answer = admin.ask("PUT", PATH, PRICE)

    assert (503, "5") == (answer.status, answer.headers["retry-after"])
    assert "nobody knows whether" in answer.json()["error"]["message"]
    owner_database.run("DROP TRIGGER fail ON model_prices")
    assert [[0]] == owner_database.run(AUDITED)
    assert 200 == admin.ask("PUT", PATH, PRICE).status


@pytest.mark.parametrize("verb", ["PUT", "GET"])
def test_a_database_that_is_away_is_an_outage(
    admin: AdminClient, stop_postgres: Callable[[], None], verb: str
) -> None:
    """What operators write and read is 503, and no defect of ours."""
    stop_postgres()

    path, body = (PATH, PRICE) if verb == "PUT" else ("/v1/admin/models", None)
    answer = admin.ask(verb, path, body)

    assert (503, "5") == (answer.status, answer.headers["retry-after"])


def test_a_defect_is_no_outage(admin: AdminClient, owner_database: Database) -> None:
    """What no repetition heals is raised, so that somebody hears of it."""
    owner_database.run(FAILING.replace("{state}", "22012"))

    with pytest.raises(DatabaseError, match="no room"):
        admin.ask("PUT", PATH, PRICE)
