"""One change of many models: those that are named or that fit a filter, all of them or none."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.admin_models import MODELS, patch, shown
from tests.support.clients import CatalogClient
from tests.support.databases import EMPTY, Fill
from tests.support.fakes.provider_transport import items
from tests.support.seeds.tiers import FREE, LISTED, PAID
from tests.support.sync_and_query import rows, run

OFF = "openrouter/acme/off"
BODY = {"filter": {"provider": "openrouter", "status": "new"}, "status": "active", "is_pro": False}


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have a model that costs, a free one, and a third."""
    return filled(lambda: run(*LISTED))


def statuses(database: Database) -> list[str]:
    """Return the status of every model."""
    result = rows(database, "SELECT status FROM model_access ORDER BY model_id")
    return [status for (status,) in result]


def test_a_filter_opens_new_models_to_tiers(
    admin: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """All that fit are changed at once; the answer says which, and readers see it."""
    patch(admin, {"status": "disabled"}, f"{MODELS}/{OFF}")

    answer = patch(admin, BODY, MODELS).json()

    assert {"matched": 2, "changed": 2, "ids": [FREE, PAID]} == answer["data"]
    assert ["active", "disabled", "active"] == statuses(owner_database)
    assert (False, "active") == (shown(client)["access"]["pro"], shown(client)["access"]["status"])


def test_ids_choose_the_models_to_pin(admin: AdminClient, client: CatalogClient) -> None:
    """Those that are so already are counted as matched, and not as changed."""
    body = {"ids": [PAID, FREE, PAID], "pins": {"license": "MIT"}}
    patch(admin, {"pins": {"license": "MIT"}}, f"{MODELS}/{FREE}")

    answer = patch(admin, body, MODELS).json()

    assert {"matched": 2, "changed": 1, "ids": [PAID]} == answer["data"]
    assert ["MIT", ["license"]] == [shown(client)["license"], shown(client)["pins"]]


def test_a_dry_run_lists_the_models_it_would_change(
    admin: AdminClient, owner_database: Database
) -> None:
    """And changes nothing."""
    answer = patch(admin, BODY, MODELS, dry_run="true").json()

    assert (3, [FREE, OFF, PAID], True) == (
        answer["data"]["changed"],
        answer["data"]["ids"],
        answer["meta"]["dry_run"],
    )
    assert ["new"] * 3 == statuses(owner_database)


def test_one_unknown_id_stops_all(admin: AdminClient, owner_database: Database) -> None:
    """Nothing is changed, and each unknown id is named with its nearest."""
    body = {"ids": [PAID, "openrouter/acme/pade", "x"], "status": "active"}

    answer = admin.ask("PATCH", MODELS, body)

    error = answer.json()["error"]
    assert (422, ["openrouter/acme/pade", "x"]) == (answer.status, error["details"]["unknown"])
    assert PAID in error["message"]
    assert ["new"] * 3 == statuses(owner_database)


@EMPTY
def test_more_than_a_thousand_models_are_refused(
    admin: AdminClient, owner_database: Database
) -> None:
    """Of a thousand all are changed, and of one more none; the answer says how many it would be."""
    run(*items(1001))
    body = {"filter": {"provider": "openrouter", "q": "acme/m"}, "status": "active"}

    answer = admin.ask("PATCH", MODELS, body)
    named = admin.ask("PATCH", MODELS, {"ids": ["x"] * 1001, "status": "active"})

    refused = [(a.status, a.json()["error"]["details"]["count"]) for a in (answer, named)]
    assert [(422, 1001)] * 2 == refused
    assert {"new"} == set(statuses(owner_database))

    patch(admin, {"ids": ["openrouter/acme/m0"], "status": "disabled"}, MODELS)
    done = patch(admin, {**body, "filter": {"status": "new"}}, MODELS).json()

    assert 1000 == done["data"]["changed"]


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"status": "active"}, "body", "either ids or filter"),
        ({"ids": [PAID], "filter": {"status": "new"}, "status": "active"}, "body", "either"),
        ({"ids": [], "status": "active"}, "body", "empty"),
        ({"ids": PAID, "status": "active"}, "ids", "a list"),
        ({"ids": ["a\0"], "status": "active"}, "ids.0", "cannot be stored"),
        ({"filter": {}, "status": "active"}, "filter", "at least one of provider"),
        ({"filter": {"provder": "x"}, "status": "active"}, "filter.provder", "'provider'"),
        ({"filter": {"pinned": "yes"}, "status": "active"}, "filter.pinned", "boolean"),
        ({"ids": [PAID]}, "body", "nothing"),
        ({"ids": [PAID], "pins": {"context_length": 0}}, "pins.context_length", "greater"),
    ],
)
def test_contradictory_bodies_are_422(
    admin: AdminClient, body: dict[str, Any], field: str, message: str
) -> None:
    """The refusal names the field and the reason."""
    answer = admin.ask("PATCH", MODELS, body)

    error = answer.json()["error"]
    assert (422, field) == (answer.status, error["details"]["parameter"])
    assert message in error["message"]


def test_a_failure_changes_no_model(admin: AdminClient, owner_database: Database) -> None:
    """A fault in the middle leaves no model changed."""
    owner_database.run(
        "ALTER TABLE models ADD CONSTRAINT fault"
        " CHECK (license <> 'MIT' OR provider_model_id <> 'acme/paid')"
    )

    with pytest.raises(Exception, match="fault"):
        admin.ask("PATCH", MODELS, {"filter": {"status": "new"}, "pins": {"license": "MIT"}})

    assert [[None]] == rows(owner_database, "SELECT DISTINCT license FROM models")
