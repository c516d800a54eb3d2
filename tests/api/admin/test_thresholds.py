"""The numbers that a provider's guards go by, set by an operator without a deploy."""

from decimal import Decimal
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.api.admin.providers import GuardLimits
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import thresholds
from pricebook.sync.registration import register
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import item, items
from tests.support.models_dev_sync import models_dev_body, sync_models_dev
from tests.support.seeds.held_prices import held
from tests.support.sync_and_query import prices, run

pytestmark = pytest.mark.usefixtures("environment")

ADDRESS = "/v1/admin/providers/openrouter"
GUARDS = sorted(GuardLimits.model_fields)


def conduct(office: AdminClient, **change: Any) -> dict[str, Any]:
    """Change how openrouter is run; return how it is run now."""
    answer = office.ask("PATCH", ADDRESS, change)
    assert 200 == answer.status, answer.body
    found: dict[str, Any] = answer.json()["data"]
    return found


def test_a_guard_goes_by_the_providers_number(admin: AdminClient, owner_database: Database) -> None:
    """A jump that the default would hold passes, and is held when the number is taken back."""
    run(item("acme/a", "0.000001"))
    found = conduct(admin, guards={"jump_factor": 100, "absurd_above": "0.5"})

    assert {"jump_factor": "100", "absurd_above": "0.5"} == found["guards"]
    assert ("100", "1.05") == tuple(found["thresholds"][n] for n in ("jump_factor", "alike_factor"))
    assert {} == held(run(item("acme/a", "0.00002")))
    assert "0.00002" == prices(owner_database)["input_tokens"]
    left = conduct(admin, guards={"jump_factor": None})
    assert ({"absurd_above": "0.5"}, "10") == (left["guards"], left["thresholds"]["jump_factor"])
    assert {"jump": 1} == held(run(item("acme/a", "0.001")))


def test_a_shrunk_answer_is_measured_by_the_provider(admin: AdminClient) -> None:
    """How much of a provider may vanish, and after how many runs, is its own number too."""
    run(*items(4))
    assert "partial" == run(*items(1)).status

    conduct(admin, guards={"shrink_floor": 0.25, "misses": 1, "miss_hours": 0})

    report = run(*items(1))
    assert ("success", 3) == (report.status, report.deactivated)


def test_rejects_are_measured_by_the_provider(admin: AdminClient) -> None:
    """A provider that is known for odd items is not called partial for them."""
    odd = item("acme/odd", "?")
    assert "partial" == run(item("acme/a"), odd).status

    conduct(admin, guards={"reject_ceiling": "0.6"})

    report = run(item("acme/a"), odd)
    assert "success" == report.status


def test_a_list_has_a_floor_of_its_own(admin: AdminClient) -> None:
    """What a reference list may lose is its own number as well."""
    run(*items(4))
    costs = {f"acme/m{number}": {"input": 1} for number in range(4)}
    sync_models_dev(models_dev_body(openrouter=costs))
    body = {"guards": {"shrink_floor": 0}}
    assert 200 == admin.ask("PATCH", "/v1/admin/providers/models-dev", body).status

    assert (
        "success" == sync_models_dev(models_dev_body(openrouter={"acme/m0": {"input": 1}})).status
    )


@pytest.mark.parametrize("name", GUARDS)
def test_sql_and_bodies_know_the_same_bounds(owner_database: Database, name: str) -> None:
    """What a body may say of a guard is what the table may hold, and not a hair more."""
    numbers = GuardLimits.model_json_schema()["properties"][name]["anyOf"]
    (told_of,) = [number for number in numbers if "maximum" in number]
    asked = "SELECT guards_are_known(jsonb_build_object(CAST(:name AS text), CAST(:n AS numeric)))"
    least, most = (Decimal(told_of[end]) for end in ("minimum", "maximum"))
    hair = Decimal("0.001")

    def fits(number: Decimal) -> bool:
        return bool(owner_database.run(asked, name=name, n=number)[0][0])

    assert [True, True, False, False] == [
        fits(number) for number in (least, most, least - hair, most + hair)
    ]
    assert (told_of["type"] == "number") is fits(least + hair)


@pytest.mark.parametrize("guards", ['{"jump": 3}', '{"misses": "3"}', '{"misses": null}', "[]"])
def test_no_path_brings_other_guards_in(owner_database: Database, guards: str) -> None:
    """Neither an unknown key nor what is no number, whoever writes it."""
    register(writer())

    with pytest.raises(DatabaseError, match="guards_are_known"):
        owner_database.run("UPDATE providers SET guards = CAST(:guards AS jsonb)", guards=guards)


def test_every_guard_has_a_default() -> None:
    """What can be set is what guards go by."""
    assert GUARDS == sorted(thresholds.Thresholds.__slots__)
