"""The decision on a run that was held as a whole, as operators take it."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.seeds.tampering import MODELS, catalogue, changed, served
from tests.support.sync_and_query import run

PATH = "/v1/admin/run-reviews"
MODEL = "openrouter/acme/m9"


@pytest.fixture
def held(admin: AdminClient) -> str:
    """Give the address of the review of a run in which all prices became 7.2 times as high."""
    run(*catalogue())
    run(*catalogue("7.2"))
    (review,) = admin.ask("GET", PATH).json()["data"]
    return f"{PATH}/{review['id']}"


def shown(api: CatalogClient) -> tuple[str, str | None]:
    """Return the input price that readers see, and the one beside it."""
    (price,) = (
        p
        for p in api.get(f"/v1/models/{MODEL}").json()["data"]["prices"]
        if p["meter"] == "input_tokens"
    )
    return price["amount"], price.get("review", {}).get("amount")


@pytest.mark.usefixtures("held")
def test_a_held_run_is_one_entry(admin: AdminClient, client: CatalogClient) -> None:
    """With the case in one line; readers see both figures, and can ask for what is under review."""
    (review,) = admin.ask("GET", PATH, provider="openrouter").json()["data"]

    assert ("one factor", "all prices x 7.2", "7.2", 60, 1, "pending") == tuple(
        review[name] for name in ("reason", "sample", "factor", "prices", "runs", "status")
    )
    assert ("1", "7.2") == shown(client)
    listed = client.get("/v1/models", under_review="true", page_size="1").json()
    assert MODELS == listed["meta"]["total"]
    assert 0 == client.get("/v1/models", under_review="false").json()["meta"]["total"]
    assert 0 == admin.ask("GET", PATH, decision="approved").json()["meta"]["total"]


def test_an_approval_is_for_all_of_it(
    admin: AdminClient, client: CatalogClient, owner_database: Database, held: str
) -> None:
    """Every price of the run is in force at once, and the audit has who decided."""
    answer = admin.ask("POST", f"{held}/approve", {"note": "their page says so"})

    data = answer.json()["data"]
    assert (200, "approved", "ada", "their page says so") == (
        answer.status,
        *(data[name] for name in ("status", "decided_by", "note")),
    )
    assert ("7.2", None) == shown(client)
    assert 60 == len(served(owner_database))
    entries = admin.ask("GET", "/v1/admin/audit", entity="run_reviews").json()["data"]
    assert ["ada"] == [entry["actor"] for entry in entries]


def test_a_rejection_is_for_all_of_it(admin: AdminClient, client: CatalogClient, held: str) -> None:
    """The prices stay, and nothing waits any more."""
    assert 200 == admin.ask("POST", f"{held}/reject").status

    assert ("1", None) == shown(client)
    assert 0 == admin.ask("GET", "/v1/admin/reviews").json()["meta"]["total"]


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_a_dry_run_decides_nothing(
    admin: AdminClient, client: CatalogClient, held: str, verb: str
) -> None:
    """It answers what would be decided."""
    answer = admin.ask("POST", f"{held}/{verb}", dry_run="true")

    assert (200, True) == (answer.status, answer.json()["meta"]["dry_run"])
    assert ("1", "7.2") == shown(client)


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_what_is_decided_or_unknown_is_refused(admin: AdminClient, held: str, verb: str) -> None:
    """A second decision is a conflict, and an unknown number is not found."""
    admin.ask("POST", f"{held}/reject")

    assert 409 == admin.ask("POST", f"{held}/{verb}").status
    odd = ("0", "99", "x", "1.0", "9" * 30, "%00")
    assert [404] * len(odd) == [admin.ask("POST", f"{PATH}/{r}/{verb}").status for r in odd]
    assert 422 == admin.ask("POST", f"{held}/{verb}", {"note": 7}).status
    assert 400 == admin.ask("GET", PATH, decision="maybe").status


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_a_decision_is_undone(
    admin: AdminClient, client: CatalogClient, owner_database: Database, held: str, verb: str
) -> None:
    """The prices before hold again, and the same run is asked about anew."""
    admin.ask("POST", f"{held}/{verb}")

    undone = admin.ask("POST", f"{held}/undo", {"note": "it was a mistake"}).json()["data"]

    assert ("undone", "ada", "it was a mistake") == tuple(
        undone[name] for name in ("status", "undone_by", "undone_note")
    )
    assert ("1", None) == shown(client)
    assert 409 == admin.ask("POST", f"{held}/undo").status
    run(*catalogue("7.2"))
    assert ("1", "7.2") == shown(client)
    assert ["pending"] == [review["status"] for review in admin.ask("GET", PATH).json()["data"]]
    assert 2 * MODELS == len(owner_database.run("SELECT FROM current_prices"))


def test_withdrawn_prices_come_back(admin: AdminClient, owner_database: Database) -> None:
    """Whoever accepted that all prices are gone can take that back."""
    run(*catalogue())
    run(*changed(catalogue(), lambda _: {}))
    (review,) = admin.ask("GET", PATH).json()["data"]
    admin.ask("POST", f"{PATH}/{review['id']}/approve")
    assert [] == owner_database.run("SELECT FROM current_prices")

    assert 200 == admin.ask("POST", f"{PATH}/{review['id']}/undo").status

    assert 2 * MODELS == len(owner_database.run("SELECT FROM current_prices"))
