"""All models as operators see them, their status, and which tiers they are open to."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.admin_models import MODELS, patch, shown
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import item
from tests.support.passing_time import pass_time
from tests.support.seeds.tiers import FREE, LISTED, PAID
from tests.support.sync_and_query import run


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have a model that costs, a free one, and a third."""
    return filled(lambda: run(*LISTED))


def access(api: CatalogClient, model_id: str = PAID) -> tuple[Any, ...]:
    """Return what a document says of access: status, free, pro, enterprise."""
    return tuple(shown(api, model_id)["access"].values())


def test_a_disabled_model_is_for_nobody(admin: AdminClient, client: CatalogClient) -> None:
    """Whatever its tiers are, from the next request on."""
    patch(admin, {"status": "disabled"}, f"{MODELS}/{FREE}")

    answer = client.get(f"/v1/access/{FREE}").json()["data"]

    assert (False, "disabled") == (answer["allowed"], answer["reason"])


def test_the_rule_keeps_the_free_tier_until_somebody_decides_it(
    admin: AdminClient, client: CatalogClient
) -> None:
    """Whoever opens a model to one tier has not said that it is free for ever."""
    patch(admin, {"status": "active", "is_enterprise": False}, f"{MODELS}/{FREE}")
    free = access(client, FREE)
    run(LISTED[0], item("acme/free:free", "0.000001"), LISTED[2])

    assert ("active", True, True, False) == free
    assert ("active", False, True, False) == access(client, FREE)


def test_a_decided_tier_outlives_every_sync(admin: AdminClient, client: CatalogClient) -> None:
    """A model that an operator gave to the free tier stays there, whatever it costs."""
    patch(admin, {"is_free": True})
    run(item("acme/paid", "0.000003"), *LISTED[1:])

    assert ("new", True, True, True) == access(client)


@pytest.mark.parametrize("by_rule", ["by_rule", None])
def test_the_tiers_go_back_to_the_rule(
    admin: AdminClient, client: CatalogClient, owner_database: Database, by_rule: str | None
) -> None:
    """The rule decides at once, and again with every price; the status stays."""
    patch(admin, {"is_free": True, "is_pro": False, "status": "active"})

    row = patch(admin, {"access": by_rule}).json()["data"]
    ruled = access(client)
    for _ in range(3):
        pass_time(owner_database, "1 day")
        run(item("acme/paid", "0", "0"), *LISTED[1:])

    assert ("active", False, True, True) == ruled
    assert ("active", True, True, True) == access(client)
    assert (True, "ada") == (row["free_by_rule"], row["decided_by"])


def test_nobody_decided_what_is_new_and_by_rule(admin: AdminClient) -> None:
    """Going back in everything names nobody any more."""
    decided = patch(admin, {"is_pro": False, "status": "active"}).json()["data"]
    back = patch(admin, {"access": "by_rule", "status": "new"}).json()["data"]

    assert ["ada", None] == [decided["decided_by"], back["decided_by"]]


def listed(office: AdminClient, **query: Any) -> list[str]:
    """Return the ids of a list, without their provider."""
    answer = office.ask("GET", MODELS, **query)
    assert 200 == answer.status, answer.json()
    return [row["provider_model_id"] for row in answer.json()["data"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["acme/free:free", "acme/off", "acme/paid"]),
        ({"provider": "groq"}, []),
        ({"status": "disabled"}, ["acme/off"]),
        ({"tier": "free"}, ["acme/free:free"]),
        ({"tier": "pro"}, ["acme/free:free", "acme/paid"]),
        ({"pinned": "true"}, ["acme/paid"]),
        ({"pinned": "false"}, ["acme/free:free", "acme/off"]),
        ({"q": "FREE"}, ["acme/free:free"]),
        ({"q": "%"}, []),
        ({"canonical": "acme/paid"}, ["acme/paid"]),
        ({"is_active": "false"}, []),
        ({"price_state": "free"}, ["acme/free:free"]),
        ({"sort": "-name"}, ["acme/paid", "acme/off", "acme/free:free"]),
        ({"sort": "context"}, ["acme/paid", "acme/free:free", "acme/off"]),
        ({"sort": "-context"}, ["acme/paid", "acme/off", "acme/free:free"]),
        ({"sort": "-input_price"}, ["acme/paid", "acme/off", "acme/free:free"]),
        ({"page": 2, "page_size": 2}, ["acme/paid"]),
    ],
)
def test_the_list_is_filtered_and_sorted(
    admin: AdminClient, query: dict[str, Any], expected: list[str]
) -> None:
    """Every filter, and what is unknown comes last in every order."""
    patch(admin, {"pins": {"context_length": 9}})
    patch(admin, {"status": "disabled"}, f"{MODELS}/openrouter/acme/off")

    assert expected == listed(admin, **query)


def test_a_row_tells_what_an_operator_needs(admin: AdminClient, owner_database: Database) -> None:
    """Also of what is gone: its misses, the last run, and the state of its prices."""
    for _ in range(3):
        pass_time(owner_database, "6 hours")
        run(*LISTED[1:])

    answer = admin.ask("GET", MODELS, is_active="false").json()

    (row,) = answer["data"]
    assert (PAID, 3, "success", ["unknown"], 1) == (
        row["id"],
        row["misses"],
        row["last_run"]["status"],
        row["price_states"],
        answer["meta"]["total"],
    )


@pytest.mark.parametrize("query", [{"stat": "new"}, {"status": "x"}, {"q": "\0"}, {"sort": "x"}])
def test_a_wrong_parameter_is_refused(admin: AdminClient, query: dict[str, Any]) -> None:
    """With 400, and no list that looks like an answer."""
    assert 400 == admin.ask("GET", MODELS, **query).status
