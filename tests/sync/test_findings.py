"""What can be wrong with a run is a closed set, and each has a count, a sample and what to do."""

import json
import re
from typing import get_args

import pytest
from pg8000.exceptions import DatabaseError

from pricebook import errors
from pricebook.findings import Finding
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.registration import register
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import answering, item

GROUPED = {"category": "guard", "count": 1, "sample": "s", "what_to_do": "w"}
KNOWN = get_args(errors.Category.__value__)


def keep(database: Database, told: object) -> None:
    """Put errors into the row of a run."""
    register(database)
    database.run(
        "INSERT INTO sync_runs (provider, status, triggered_by, completed_at, errors)"
        " VALUES ('groq', 'failed', 'cli', now(), CAST(:told AS jsonb))",
        told=json.dumps([told]),
    )


@pytest.mark.parametrize("category", KNOWN)
def test_every_category_can_be_stored(owner_database: Database, category: errors.Category) -> None:
    """What Python may say, the database takes."""
    keep(owner_database, Finding(category, 1, "sample", "what to do").row())


def test_sql_knows_no_other_category(owner_database: Database) -> None:
    """The words of the constraint are those of Python."""
    ((source,),) = owner_database.run("SELECT pg_get_functiondef('errors_are_grouped'::regproc)")
    (words,) = re.findall(r"ARRAY\[(.*?)\]", source)

    assert list(KNOWN) == re.findall(r"'(\w+)'", words) == sorted(KNOWN)


@pytest.mark.parametrize(
    "wrong",
    [
        "an error",
        GROUPED | {"category": "mystery"},
        GROUPED | {"count": "1"},
        *({name: GROUPED[name] for name in GROUPED if name != lost} for lost in GROUPED),
    ],
)
def test_no_run_has_an_error_of_another_form(owner_database: Database, wrong: object) -> None:
    """A word that nobody knows, or one without a count, a sample or advice, is refused."""
    with pytest.raises(DatabaseError, match="errors_are_grouped"):
        keep(owner_database, wrong)


def test_operators_see_them_grouped(admin: AdminClient) -> None:
    """Three items that lack the same are one error of the run, with their count."""
    broken = [item(f"acme/{n}", pricing={"prompt": "?"}) for n in range(3)]
    fine = [item(f"acme/fine{n}") for n in range(20)]
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*broken, *fine))

    ((run,),) = [admin.ask("GET", "/v1/admin/sync-runs").json()["data"]]
    (error,) = run["errors"]
    assert ("validation", 3) == (error["category"], error["count"])
    assert error["sample"].startswith("acme/0: pricing.prompt is '?'")
    assert "provider's documentation" in error["what_to_do"]
