"""Who may use which model, and how it is told."""

from collections.abc import Callable, Iterator

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient, Response, event
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import answering, item
from tests.support.fakes.token_issuer import Key, bearer, claims, trusted
from tests.support.seeds.tiers import FREE, LISTED, OFF, PAID, decide
from tests.support.sync_and_query import run

OURS = Key("ours")


@pytest.fixture(autouse=True)
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Believe our tokens."""
    with trusted(monkeypatch, OURS):
        yield


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have a model that costs, a free one, and a third."""
    return filled(lambda: run(*LISTED))


@pytest.fixture
def listed(client: CatalogClient, owner_database: Database) -> CatalogClient:
    """Give the API over these models, the third of which an operator has disabled."""
    decide(owner_database, OFF, status="disabled")
    return client


def token(tier: str) -> dict[str, str]:
    """Return the header of a bearer with this tier."""
    return bearer(OURS.sign(claims(subscription_tier=tier)))


def ids(response: Response) -> list[str]:
    """Return the ids that a list holds."""
    return [model["id"] for model in response.json()["data"]]


def test_a_new_model_follows_the_rule(listed: CatalogClient) -> None:
    """A new model is open to pro and enterprise, and to the free tier if all of it is free."""
    document = listed.get(f"/v1/models/{PAID}").json()["data"]

    assert {"status": "new", "free": False, "pro": True, "enterprise": True} == document["access"]
    names = list(document)
    assert ["prices", "access", "first_seen_at"] == names[names.index("prices") :][:3]
    assert listed.get(f"/v1/models/{FREE}").json()["data"]["access"]["free"]


def test_an_inactive_model_is_not_allowed(listed: CatalogClient, owner_database: Database) -> None:
    """A model that its provider has withdrawn is nobody's, whatever its tiers."""
    owner_database.run("UPDATE models SET is_active = false WHERE model_id = :id", id=PAID)

    assert [FREE] == ids(listed.get("/v1/allowed", token("admin")))
    data = listed.get(f"/v1/access/{PAID}", token("pro")).json()["data"]
    assert (False, "inactive", []) == (data["allowed"], data["reason"], data["tiers"])


@pytest.mark.parametrize(
    ("tier", "expected"), [("free", [FREE]), ("pro", [FREE, PAID]), ("admin", [FREE, PAID])]
)
def test_the_list_has_the_models_of_the_callers_tier(
    listed: CatalogClient, tier: str, expected: list[str]
) -> None:
    """A token's tier says which models are listed, and the answer says which tier that was."""
    answer = listed.get("/v1/allowed", token(tier))

    assert expected == ids(answer)
    meta = answer.json()["meta"]
    assert (tier, len(expected)) == (meta["tier"], meta["total"])


def test_without_a_token_the_free_tier_is_listed(listed: CatalogClient) -> None:
    """Without a token the free tier's models are listed, as documents, for everybody to keep."""
    answer = listed.get("/v1/allowed")

    assert [FREE] == ids(answer)
    (document,) = answer.json()["data"]
    assert document.pop("last_seen_at")
    assert document == listed.get("/v1/catalog").json()["data"][0]
    assert "free" == answer.json()["meta"]["tier"]
    assert answer.headers["cache-control"].startswith("public")
    assert "Accept-Encoding, Authorization" == answer.headers["vary"]


def test_answers_are_cached_per_tier(listed: CatalogClient) -> None:
    """What is cached for one tier is not sent to another, and no proxy keeps what a token gave."""
    answers = [listed.get("/v1/allowed", token(tier)) for tier in ("pro", "free", "pro")]

    assert [[FREE, PAID], [FREE], [FREE, PAID]] == [ids(answer) for answer in answers]
    assert ["database", "database", "memory"] == [a.headers["x-pricebook-cache"] for a in answers]
    assert {"private, max-age=60"} == {answer.headers["cache-control"] for answer in answers}
    assert answers[0].headers["etag"] != answers[1].headers["etag"]


def test_the_list_has_pages(listed: CatalogClient) -> None:
    """The list has pages by number, and links to the next."""
    first = listed.get("/v1/allowed", token("pro"), page_size=1, page=1)
    second = listed.get("/v1/allowed", token("pro"), page_size=1, page=2)

    assert [[FREE], [PAID]] == [ids(first), ids(second)]
    assert 2 == second.json()["meta"]["total"]
    assert '</v1/allowed?page_size=1&page=2>; rel="next"' == first.headers["link"]


def test_the_list_has_cursors(listed: CatalogClient) -> None:
    """Behind a cursor every page is as fast as the first, forwards and backwards."""
    first = listed.get("/v1/allowed", token("pro"), page_size=1)
    cursor = first.json()["meta"]["next_cursor"]
    second = listed.get("/v1/allowed", token("pro"), page_size=1, cursor=cursor)

    assert [[FREE], [PAID]] == [ids(first), ids(second)]
    assert {"tier": "pro", "total": 2, "next_cursor": None}.items() <= second.json()["meta"].items()
    assert f'</v1/allowed?page_size=1&cursor={cursor}>; rel="next"' == first.headers["link"]
    assert 'rel="prev"' in second.headers["link"]


def test_a_cursor_belongs_to_its_tier(listed: CatalogClient) -> None:
    """Where one tier's page ends says nothing about another's list."""
    cursor = listed.get("/v1/allowed", token("pro"), page_size=1).json()["meta"]["next_cursor"]

    refused = listed.get("/v1/allowed", cursor=cursor)

    assert (400, "cursor") == (refused.status, refused.json()["error"]["details"]["parameter"])


@pytest.mark.parametrize(
    ("model", "tier", "expected"),
    [
        (PAID, "pro", (True, None, ["pro", "enterprise"])),
        (PAID, "free", (False, "tier", ["pro", "enterprise"])),
        (FREE, "free", (True, None, ["free", "pro", "enterprise"])),
        (OFF, "admin", (False, "disabled", [])),
    ],
)
def test_a_refusal_has_its_reason(
    listed: CatalogClient, model: str, tier: str, expected: tuple[bool, str | None, list[str]]
) -> None:
    """A model is open to a bearer or not, and the answer says why not and to whom it is."""
    data = listed.get(f"/v1/access/{model.replace('/', '%2F')}", token(tier)).json()["data"]

    assert (model, tier) == (data["model_id"], data["tier"])
    assert expected == (data["allowed"], data["reason"], data["tiers"])


def test_an_unknown_model_is_not_found(listed: CatalogClient) -> None:
    """Nobody may use what is not there, and that is said."""
    answer = listed.get("/v1/access/openrouter/acme/none", token("pro"))

    assert (404, "not_found") == (answer.status, answer.json()["error"]["code"])


@pytest.mark.parametrize("path", ["/v1/allowed", f"/v1/access/{PAID}"])
def test_a_bad_token_is_401(listed: CatalogClient, path: str) -> None:
    """Who sends a token that is not valid is told so, and nothing more."""
    answer = listed.get(path, bearer(Key("ours").sign(claims())))

    assert (401, "unauthorized") == (answer.status, answer.json()["error"]["code"])
    assert 'Bearer error="invalid_token"' == answer.headers["www-authenticate"]
    assert "no-store" == answer.headers["cache-control"]
    assert "signature" not in answer.json()["error"]["message"]
    assert 401 == listed.send(event(path, bearer("x"), {}, "HEAD")).status


def test_a_decision_is_seen_after_the_next_generation(
    listed: CatalogClient, owner_database: Database
) -> None:
    """A cached answer is as old as its generation, like every other."""
    assert [FREE] == ids(listed.get("/v1/allowed"))
    decide(owner_database, PAID, is_free=True)

    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*LISTED, item("acme/x")))

    assert [FREE, PAID] == ids(listed.get("/v1/allowed"))


def test_without_postgres_access_is_unavailable(
    listed: CatalogClient,
    reset_process: Callable[[], None],
    stop_postgres: Callable[[], None],
    kill_valkey: Callable[[], None],
) -> None:
    """While nobody knows who may use what, the answer is that, and never a guess."""
    stop_postgres()
    kill_valkey()
    reset_process()

    answer = listed.get("/v1/allowed", token("pro"))

    assert (503, "unavailable") == (answer.status, answer.json()["error"]["code"])
