"""Changes of chosen models, and the titles that tell them."""

from typing import Any

import pytest

from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

MODEL = "openrouter/acme/a"
FIRST = "acme/z"


@pytest.fixture
def known(client: CatalogClient) -> CatalogClient:
    """Give the API after the provider's first run."""
    run(item("acme/a"), item(FIRST))
    return client


def told(api: CatalogClient, **asked: Any) -> list[dict[str, Any]]:
    """Return the changes."""
    found: list[dict[str, Any]] = api.get("/v1/changes", None, **asked).json()["data"]
    return found


def kinds(api: CatalogClient, **asked: Any) -> list[tuple[str, str]]:
    """Return the kinds and models of the changes."""
    return [(change["kind"], change["model_id"]) for change in told(api, **asked)]


@pytest.mark.parametrize(
    ("prices", "title"),
    [
        ({"prompt": "0.0000005"}, "input -50 % to $0.5 per 1M"),
        ({"prompt": "0.00000096"}, "input -4.0 % to $0.96 per 1M"),
        ({"prompt": "0.0000025", "completion": "0.000003"}, "input +150 % to $2.5 per 1M, 1 more"),
        ({"image": "0.5"}, "input images now $0.5"),
    ],
)
def test_a_title_says_direction_and_size(
    known: CatalogClient, prices: dict[str, str], title: str
) -> None:
    """What a reader of a feed wants to know before anything else."""
    base = {"prompt": "0.000001", "completion": "0.000002"}
    run(item("acme/a", pricing=base | prices), item(FIRST))

    assert f"acme/a at openrouter: {title}" == told(known)[0]["title"]


def test_changes_of_chosen_models(known: CatalogClient) -> None:
    """One model, several, or every offer of a canonical one."""
    run(item("acme/a", prompt="0.000005"), item(FIRST, prompt="0.000005"), item("acme/b"))
    every = {("price", MODEL), ("price", f"openrouter/{FIRST}"), ("new", "openrouter/acme/b")}

    assert every == set(kinds(known))
    assert [("price", MODEL)] == kinds(known, model=MODEL)
    assert every == set(kinds(known, ids=f"{MODEL},openrouter/{FIRST}, openrouter/acme/b"))
    assert [("price", MODEL)] == kinds(known, canonical="acme/a")
    assert [] == kinds(known, canonical="acme/b", model=MODEL)


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ({"model": "openrouter/acme/x"}, 404, "There is no model 'openrouter/acme/x'"),
        ({"ids": f"{MODEL},openrouter/acme/x"}, 404, "There is no model 'openrouter/acme/x'"),
        ({"canonical": "acme/x"}, 404, "There is no canonical model 'acme/x'"),
        ({"ids": f"{MODEL},,"}, 400, "up to 100 ids"),
        ({"ids": ",".join(["a"] * 101)}, 400, "up to 100 ids"),
    ],
)
def test_an_unknown_subject_is_no_empty_page(
    known: CatalogClient, query: dict[str, str], status: int, message: str
) -> None:
    """Who misspells a model would wait for its changes for ever."""
    answer = known.get("/v1/changes", None, **query)

    assert status == answer.status
    assert message in answer.json()["error"]["message"]
