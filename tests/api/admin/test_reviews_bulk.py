"""Many prices that were held back: found, and decided in one go."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.documented_shapes import settled
from tests.support.fakes.provider_transport import item
from tests.support.strategies import JSON
from tests.support.sync_and_query import prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

TODAY = "0.000001"
UP = "0.00002"
MODEL = "openrouter/acme/a"
REVIEWS = "/v1/admin/reviews"


@pytest.fixture
def many(environment: pytest.MonkeyPatch, owner_database: Database) -> list[int]:  # noqa: ARG001 - what a run needs to be set
    """Hold the prices of acme/a, b and c; return their reviews in this order."""
    names = [f"acme/{name}" for name in "abc"]
    run(*[item(name, TODAY) for name in names])
    run(*[item(name, UP) for name in names])
    result = rows(
        owner_database,
        "SELECT r.id FROM price_reviews r JOIN models m ON m.id = r.model_id ORDER BY m.model_id",
    )
    return [review for (review,) in result]


def waiting(admin: AdminClient) -> list[int]:
    """Return the numbers of the reviews that wait."""
    return [row["id"] for row in admin.ask("GET", REVIEWS).json()["data"]]


@pytest.mark.usefixtures("many")
def test_the_list_is_filtered_and_paged(admin: AdminClient) -> None:
    """By provider, model, guard and decision; unknown words are refused, odd ones find nothing."""

    def count(**query: Any) -> int:
        return int(admin.ask("GET", REVIEWS, **query).json()["meta"]["total"])

    assert 3 == count() == count(provider="openrouter") == count(reason="jump")
    assert 1 == count(model=MODEL)
    assert 0 == count(provider="groq") == count(reason="absurd") == count(decision="rejected")
    page = admin.ask("GET", REVIEWS, page=2, page_size=2)
    assert 1 == len(page.json()["data"])
    assert 'rel="prev"' in page.headers["link"]
    assert 400 == admin.ask("GET", REVIEWS, decision="maybe").status
    assert 400 == admin.ask("GET", REVIEWS, provider="a\0").status


def test_many_reviews_are_decided_at_once(
    admin: AdminClient, owner_database: Database, many: list[int]
) -> None:
    """Those that are named, or all that fit a filter; what is left still waits."""
    answer = admin.ask(
        "POST", f"{REVIEWS}/approve", {"ids": [*many[:2], many[0]], "note": "a sale"}
    )

    data = answer.json()["data"]
    assert (200, 2) == (answer.status, data["count"])
    assert [("approved", "a sale")] * 2 == [(r["status"], r["note"]) for r in data["reviews"]]
    assert many[2:] == waiting(admin)
    body = {"filter": {"provider": "openrouter", "reason": "jump", "model": "openrouter/acme/c"}}
    assert 1 == admin.ask("POST", f"{REVIEWS}/reject", body).json()["data"]["count"]
    assert [] == waiting(admin)
    result = [prices(owner_database, f"openrouter/acme/{name}")["input_tokens"] for name in "abc"]
    assert [UP, UP, TODAY] == result


def test_one_wrong_review_stops_all(
    admin: AdminClient, owner_database: Database, many: list[int]
) -> None:
    """One that is decided already, or that is not there, keeps the others waiting."""
    admin.ask("POST", f"{REVIEWS}/{many[1]}/reject")
    left = sorted([many[0], many[2]], reverse=True)

    assert 409 == admin.ask("POST", f"{REVIEWS}/approve", {"ids": many}).status
    assert 422 == admin.ask("POST", f"{REVIEWS}/approve", {"ids": [*left, 99]}).status
    assert left == waiting(admin)
    assert TODAY == prices(owner_database)["input_tokens"]
    dry = admin.ask("POST", f"{REVIEWS}/approve", {"filter": {}}, dry_run="true").json()["data"]
    assert (2, left) == (dry["count"], waiting(admin))


def test_more_than_a_thousand_reviews_are_refused(
    admin: AdminClient, owner_database: Database, many: list[int]
) -> None:
    """A filter that means more is refused, with the number; a thousand are decided at once."""
    owner_database.run(
        "WITH more AS (INSERT INTO models (provider, provider_model_id, name)"
        " SELECT 'openrouter', 'm' || n, 'm' FROM generate_series(1, 998) AS n RETURNING id)"
        " INSERT INTO price_reviews (model_id, source, meter, new_state, new_amount,"
        " new_currency, published, reason, sample)"
        " SELECT more.id, source, meter, new_state, new_amount, new_currency, published, reason,"
        " sample FROM price_reviews r, more WHERE r.id = :review",
        review=many[0],
    )

    refused = admin.ask("POST", f"{REVIEWS}/approve", {"filter": {}})

    assert (422, True) == (refused.status, "1001" in refused.json()["error"]["message"])
    admin.ask("POST", f"{REVIEWS}/{many[0]}/reject")
    assert 1000 == admin.ask("POST", f"{REVIEWS}/approve", {"filter": {}}).json()["data"]["count"]
    assert 422 == admin.ask("POST", f"{REVIEWS}/approve", {"filter": {}}).status


WRONG: list[tuple[Any, str]] = [
    ({}, "body"),
    ({"note": "r"}, "body"),
    ({"ids": [1], "filter": {}}, "body"),
    ({"ids": []}, "the decision"),
    ({"ids": ["1"]}, "ids.0"),
    ({"ids": [0]}, "ids.0"),
    ({"ids": [2**63]}, "ids.0"),
    ({"ids": 1}, "ids"),
    ({"ids": [1], "noet": "r"}, "noet"),
    ({"filter": {"provder": "groq"}}, "filter.provder"),
    ({"filter": {"reason": "none"}}, "filter.reason"),
    ({"filter": None}, "filter"),
    ({"ids": [1], "note": "a\0"}, "note"),
]


def test_a_body_that_chooses_no_reviews_is_422(admin: AdminClient, many: list[int]) -> None:
    """422 names the field, and nothing is decided."""
    for body, field in WRONG:
        refused = admin.ask("POST", f"{REVIEWS}/approve", body)
        named = refused.json()["error"]["details"]["parameter"]
        assert (422, field) == (refused.status, named), body
    assert sorted(many, reverse=True) == waiting(admin)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=JSON
    | st.fixed_dictionaries(
        {}, optional={"ids": JSON | st.lists(st.integers()), "note": JSON, "filter": JSON}
    ),
    path=st.sampled_from(["approve", "reject", "1/approve", "1/reject", "1/undo"]),
)
def test_any_body_is_decided_or_refused(admin: AdminClient, body: Any, path: str) -> None:
    """Whatever is sent is decided or refused."""
    answer = admin.ask("POST", f"{REVIEWS}/{path}", json.dumps(body, default=float), dry_run="true")

    documented = f"{REVIEWS}/{path.replace('1/', '{review}/')}"
    assert settled("post", documented, answer, 200, 400, 404, 409, 422)
