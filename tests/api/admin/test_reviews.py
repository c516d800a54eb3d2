"""What an operator decides about prices that were held back."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.databases import EMPTY, Fill
from tests.support.fakes.provider_transport import item
from tests.support.seeds.held_prices import held, pending
from tests.support.sync_and_query import prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

TODAY = "0.000001"
UP = "0.00002"
MODEL = "openrouter/acme/a"
REVIEWS = "/v1/admin/reviews"


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have one model listed."""
    return filled(lambda: run(item("acme/a", TODAY)))


@pytest.fixture
def review(environment: pytest.MonkeyPatch) -> str:  # noqa: ARG001 - what a run needs to be set
    """Hold one price that is twenty times what it was; return the review's address."""
    run(item("acme/a", UP))
    return f"{REVIEWS}/1"


def shown(api: CatalogClient) -> str:
    """Return the price that readers see."""
    return str(api.get(f"/v1/models/{MODEL}").json()["data"]["pricing"]["prompt"])


def waiting(office: AdminClient) -> list[int]:
    """Return the numbers of the reviews that wait."""
    return [found["id"] for found in office.ask("GET", REVIEWS).json()["data"]]


@pytest.mark.usefixtures("review")
def test_what_waits_is_listed(admin: AdminClient) -> None:
    """A held price is told with the old and the new figure, as people quote it, and the guard."""
    answer = admin.ask("GET", REVIEWS)

    (found,) = answer.json()["data"]
    assert ("no-store", 1) == (answer.headers["cache-control"], answer.json()["meta"]["total"])
    assert {"state": "known", "amount": "1", "currency": "USD"} == found["old"]
    assert {"state": "known", "amount": "20", "currency": "USD"} == found["new"]
    told: tuple[Any, ...] = ("input_tokens", 1_000_000, {}, "jump", "pending", MODEL, "openrouter")
    names = ("meter", "per", "conditions", "reason", "status", "model_id", "provider")
    assert told == tuple(found[name] for name in names)


def test_an_approval_is_believed_at_once(
    admin: AdminClient, client: CatalogClient, owner_database: Database, review: str
) -> None:
    """The ledger, readers, the review and the audit have it in one go, before any sync."""
    assert "1" == shown(client)

    answer = admin.ask("POST", f"{review}/approve", {"note": "they told us"})

    told = answer.json()["data"]
    names = ("status", "decided_by", "note")
    assert (200, "approved", "ada", "they told us") == (answer.status, *(told[n] for n in names))
    assert told["decided_at"] == told["applied_at"]
    assert ("20", UP) == (shown(client), prices(owner_database)["input_tokens"])
    asked: dict[str, Any] = {"subject": MODEL, "actor": "ada"}
    entries = admin.ask("GET", "/v1/admin/audit", **asked).json()["data"]
    assert {"price_reviews", "model_prices"} <= {entry["entity"] for entry in entries}
    (decided,) = [entry for entry in entries if entry["entity"] == "price_reviews"]
    assert (None, "approved") == tuple(decided[w]["decision"] for w in ("before", "after"))


def test_the_next_sync_neither_holds_nor_doubles_it(
    owner_database: Database, review: str, admin: AdminClient
) -> None:
    """What was approved is the price now: a provider that tells the same tells nothing new."""
    admin.ask("POST", f"{review}/approve")
    before = rows(owner_database, "SELECT count(*) FROM model_prices")

    report = run(item("acme/a", UP))

    assert ({}, 0) == (held(report), report.prices_changed)
    assert before == rows(owner_database, "SELECT count(*) FROM model_prices")
    assert [] == pending(owner_database)


def test_it_is_charged_since_it_was_seen(
    admin: AdminClient, client: CatalogClient, review: str
) -> None:
    """From the moment on at which it was seen first, as we know now; what we knew then stays."""
    seen = admin.ask("GET", REVIEWS).json()["data"][0]["created_at"]
    admin.ask("POST", f"{review}/approve")

    def then(**query: Any) -> str:
        body = client.get(f"/v1/prices/{MODEL}", **query).json()
        return str(body["data"]["pricing"]["prompt"])

    assert ("20", "1") == (then(at=seen), then(at=seen, known_at=seen))


def test_an_approval_is_undone(
    admin: AdminClient, client: CatalogClient, owner_database: Database, review: str
) -> None:
    """The old price is believed again with its own words, and the next sync asks again."""
    admin.ask("POST", f"{review}/approve")

    answer = admin.ask("POST", f"{review}/undo", {"note": "it was the batch price"})

    told = answer.json()["data"]
    names = ("status", "decision", "undone_by", "undone_note")
    expected = ("undone", "approved", "ada", "it was the batch price")
    assert (200, expected) == (answer.status, tuple(told[name] for name in names))
    assert ("1", TODAY) == (shown(client), prices(owner_database)["input_tokens"])
    published = "SELECT DISTINCT published FROM model_prices WHERE amount = 0.000001"
    assert 1 == len(rows(owner_database, published))
    assert {"jump": 1} == held(run(item("acme/a", UP)))
    assert [2] == waiting(admin)
    undone = admin.ask("GET", REVIEWS, decision="undone").json()["data"]
    assert [1] == [found["id"] for found in undone]


@EMPTY
def test_what_was_unknown_is_unknown_again(admin: AdminClient, owner_database: Database) -> None:
    """An absurd first price that was approved by mistake leaves no price behind."""
    run(item("acme/a", "1.5"))
    admin.ask("POST", f"{REVIEWS}/1/approve")
    assert {"input_tokens": "1.5", "output_tokens": "0.000002"} == prices(owner_database)

    assert 200 == admin.ask("POST", f"{REVIEWS}/1/undo").status
    assert {} == prices(owner_database)


def test_a_price_that_moved_on_is_not_undone(
    admin: AdminClient, owner_database: Database, review: str
) -> None:
    """Where a later sync brought another price, putting the old one back would lose it."""
    admin.ask("POST", f"{review}/approve")
    run(item("acme/a", "0.00003"))

    assert 409 == admin.ask("POST", f"{review}/undo").status
    assert "0.00003" == prices(owner_database)["input_tokens"]


def test_a_rejection_is_not_asked_about_again(
    admin: AdminClient, client: CatalogClient, owner_database: Database, review: str
) -> None:
    """The price stays, and so does the silence, until the rejection is taken back."""
    answer = admin.ask("POST", f"{review}/reject", {"note": "a typo of theirs"})

    assert (200, "rejected") == (answer.status, answer.json()["data"]["status"])
    assert "1" == shown(client)
    assert {"jump": 1} == held(run(item("acme/a", UP)))
    assert [] == pending(owner_database)
    assert 200 == admin.ask("POST", f"{review}/undo").status
    run(item("acme/a", UP))
    assert [2] == waiting(admin)


@pytest.mark.parametrize("first", ["approve", "reject"])
@pytest.mark.parametrize("second", ["approve", "reject"])
def test_nothing_is_decided_twice(admin: AdminClient, review: str, first: str, second: str) -> None:
    """The answer says who decided what, and how to take it back."""
    admin.ask("POST", f"{review}/{first}")

    refused = admin.ask("POST", f"{review}/{second}")

    (told,) = refused.json()["error"]["details"]["decided"]
    assert (409, 1, "ada") == (refused.status, told["id"], told["decided_by"])
    assert "undo" in refused.json()["error"]["message"]


def test_nothing_is_undone_twice(admin: AdminClient, review: str) -> None:
    """Neither what waits nor what was undone can be undone."""
    assert 409 == admin.ask("POST", f"{review}/undo").status
    admin.ask("POST", f"{review}/approve")
    admin.ask("POST", f"{review}/undo")
    assert 409 == admin.ask("POST", f"{review}/undo").status


@pytest.mark.parametrize("verb", ["approve", "reject", "undo"])
def test_a_dry_run_decides_nothing(
    admin: AdminClient, client: CatalogClient, owner_database: Database, review: str, verb: str
) -> None:
    """The answer is what would be decided, and everything stays."""
    if verb == "undo":
        admin.ask("POST", f"{review}/approve")
    counted = "SELECT count(*) FROM {}"
    tables = ("model_prices", "admin_audit_log")
    before = [rows(owner_database, counted.format(table)) for table in tables]
    price = shown(client)

    answer = admin.ask("POST", f"{review}/{verb}", dry_run="true").json()

    expected = {"approve": "approved", "reject": "rejected", "undo": "undone"}[verb]
    assert ({"dry_run": True}, expected) == (answer["meta"], answer["data"]["status"])
    assert before == [rows(owner_database, counted.format(table)) for table in tables]
    assert price == shown(client)
    assert 200 == admin.ask("POST", f"{review}/{verb}").status


@pytest.mark.parametrize("verb", ["approve", "reject", "undo"])
def test_an_unknown_review_is_404(admin: AdminClient, verb: str) -> None:
    """Whatever stands in place of a review's number."""
    odd = ("0", "2", "-1", "1e3", "٣", "99999999999999999999", "a\0b", "1/2")

    assert [404] * len(odd) == [admin.ask("POST", f"{REVIEWS}/{r}/{verb}").status for r in odd]
